//! Reads from a certificate when it ends, and nothing else.
//!
//! rustls does not tell, and a whole X.509 library for one date would be more to look after than these lines. What the
//! certificate is worth is left to the clients that verify it.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INTEGER: u8 = 0x02;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;

/// The `notAfter` of a certificate in DER (RFC 5280, 4.1). `None` when it is malformed.
pub(super) fn not_after(certificate: &[u8]) -> Option<Timestamp> {
    let mut certificate = Reader(certificate).content(SEQUENCE)?;
    let mut signed = certificate.content(SEQUENCE)?;
    if signed.0.first() == Some(&VERSION) {
        signed.content(VERSION)?;
    }
    signed.content(INTEGER)?; // serial number
    signed.content(SEQUENCE)?; // signature algorithm
    signed.content(SEQUENCE)?; // issuer
    let mut validity = signed.content(SEQUENCE)?;
    validity.any()?; // notBefore
    let (tag, time) = validity.any()?;
    instant(tag, time.0)
}

struct Reader<'d>(&'d [u8]);

impl<'d> Reader<'d> {
    /// The next value, whatever it is: its tag and its content.
    fn any(&mut self) -> Option<(u8, Reader<'d>)> {
        let (&[tag, first], mut rest) = self.0.split_first_chunk::<2>()?;
        let mut length = usize::from(first);
        if first & 0x80 != 0 {
            let digits = usize::from(first & 0x7f);
            if !(1..=3).contains(&digits) {
                return None;
            }
            let (written, behind) = rest.split_at_checked(digits)?;
            length = written.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            rest = behind;
        }
        let (content, behind) = rest.split_at_checked(length)?;
        self.0 = behind;
        Some((tag, Reader(content)))
    }

    fn content(&mut self, expected: u8) -> Option<Reader<'d>> {
        self.any().filter(|(tag, _)| *tag == expected).map(|(_, content)| content)
    }
}

/// `YYMMDDHHMMSSZ` or `YYYYMMDDHHMMSSZ`. Years of two digits are 1950 to 2049.
fn instant(tag: u8, text: &[u8]) -> Option<Timestamp> {
    let digits = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let full = match (tag, digits.len()) {
        (UTC_TIME, 12) => format!("{}{digits}", if digits < "50" { "20" } else { "19" }),
        (GENERALIZED_TIME, 14) => digits.to_owned(),
        _ => return None,
    };
    let civil = DateTime::strptime("%Y%m%d%H%M%S", full).ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
