//! Time-stamps by others (RFC 3161): the request for one, and what its answer says.
//!
//! A server that the operator names signs "this hash existed at this time". What is read here says whether the answer
//! is one to our question: granted, about our hash, with our nonce, and about the content that its signer hashed. Whether
//! the signature holds and who vouches for the signer is left to `openssl ts -verify`, which anybody can run on the
//! stored answer; sending is left to `thuchu-fetch`.
//!
//! Our own few lines of DER instead of the crates `der`, `x509-cert`, `cms` and `x509-tsp`: one request of fixed shape is
//! written, a dozen fields are read, and nothing is decoded that is not needed.

mod der;

use sha2::{Digest, Sha256, Sha384, Sha512};
use thuchu_model::{Sha256Hash, Timestamp};

use der::{Der, Malformed, tag};

/// `Content-Type` of a request (RFC 3161, 3.4).
pub const TIMESTAMP_QUERY: &str = "application/timestamp-query";
/// Largest answer that is read, bytes. With its certificates one is 2 to 8 kB.
pub const TIMESTAMP_MAX_BYTES: usize = 64 * 1024;

const SHA256: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01];
const SHA384: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02];
const SHA512: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const TST_INFO: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
const CONTENT_TYPE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03];
const MESSAGE_DIGEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04];

/// What a server certifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampRead {
    /// The time that the server states (`genTime`).
    pub at: Timestamp,
    /// The server's own number of this time-stamp, hexadecimal.
    pub serial: String,
    /// The policy it was issued under, in dotted numbers.
    pub policy: String,
    /// Serial number of the signer's certificate, hexadecimal; `None` where the signer is named by key alone.
    pub signer: Option<String>,
}

/// Why an answer is no time-stamp of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimestampError {
    /// Larger than [`TIMESTAMP_MAX_BYTES`].
    #[error("the answer is larger than {TIMESTAMP_MAX_BYTES} bytes")]
    TooLarge,
    /// No DER of the expected shape.
    #[error("the answer is no time-stamp: {what}")]
    Malformed {
        /// Which part cannot be read.
        what: &'static str,
    },
    /// The server refuses.
    #[error("the time-stamp server refuses: {reason}")]
    Refused {
        /// `PKIStatus`: 2 rejection, 3 waiting, 4 and 5 about revocation.
        status: u8,
        /// The reason's name in RFC 3161, and what the server says, at most 200 characters.
        reason: String,
    },
    /// It stamps something else.
    #[error("the time-stamp is about another hash")]
    OtherHash,
    /// It answers another request: an old answer sent again, say.
    #[error("the time-stamp answers another request")]
    OtherNonce,
    /// What was signed is not what the answer holds.
    #[error("the content of the time-stamp is not what its signer hashed")]
    ContentChanged,
    /// Hashed by something weaker than SHA-256, or unknown to us.
    #[error("the time-stamp is signed over a hash other than SHA-256, SHA-384 or SHA-512")]
    Digest,
}

impl From<Malformed> for TimestampError {
    fn from(Malformed(what): Malformed) -> Self {
        Self::Malformed { what }
    }
}

/// A `TimeStampReq` in DER: SHA-256, the signer's certificate wanted. The nonce ties the answer to this request; it is
/// random and used once.
#[must_use]
pub fn timestamp_request(hash: &Sha256Hash, nonce: u64) -> Vec<u8> {
    let algorithm = der::write(tag::SEQUENCE, &[&der::write(tag::OID, &[SHA256]), &[tag::NULL, 0]]);
    let imprint = der::write(tag::SEQUENCE, &[&algorithm, &der::write(tag::OCTETS, &[hash.as_bytes()])]);
    let version = der::write(tag::INTEGER, &[&[1]]);
    let nonce = der::write(tag::INTEGER, &[&integer(nonce)]);
    let certificate = der::write(tag::BOOLEAN, &[&[0xff]]);
    der::write(tag::SEQUENCE, &[&version, &imprint, &nonce, &certificate])
}

/// Reads a `TimeStampResp` to the request for `hash` with `nonce`.
///
/// # Errors
/// [`TimestampError`]; nothing of an answer that is refused should be kept as a proof.
pub fn read_timestamp(answer: &[u8], hash: &Sha256Hash, nonce: u64) -> Result<TimestampRead, TimestampError> {
    if answer.len() > TIMESTAMP_MAX_BYTES {
        return Err(TimestampError::TooLarge);
    }
    let mut whole = Der::new(answer);
    let mut response = whole.enter(tag::SEQUENCE, "the answer is no sequence")?;
    whole.end("bytes behind the answer")?;
    granted(response.enter(tag::SEQUENCE, "status")?)?;
    let mut token = response.enter(tag::SEQUENCE, "token")?;
    response.end("bytes behind the token")?;
    if token.take(tag::OID, "type of the token")? != SIGNED_DATA {
        return Err(TimestampError::Malformed { what: "the token is not signed" });
    }
    let mut signed = token.enter(tag::context(0), "signed data")?.enter(tag::SEQUENCE, "signed data")?;
    signed.take(tag::INTEGER, "version of the signed data")?;
    signed.take(tag::SET, "digest algorithms")?;
    let mut content = signed.enter(tag::SEQUENCE, "content")?;
    if content.take(tag::OID, "type of the content")? != TST_INFO {
        return Err(TimestampError::Malformed { what: "the content is no time-stamp" });
    }
    let info = content.enter(tag::context(0), "content")?.take(tag::OCTETS, "content")?;
    signed.skip_if(tag::context(0))?;
    signed.skip_if(tag::context(1))?;
    let mut signers = signed.enter(tag::SET, "signers")?;
    let signer = signer_of(signers.enter(tag::SEQUENCE, "signer")?, info)?;
    signers.end("more than one signer")?;
    read_info(info, hash, nonce, signer)
}

/// `PKIStatusInfo`: 0 and 1 are granted.
fn granted(mut status: Der<'_>) -> Result<(), TimestampError> {
    let code = status.take(tag::INTEGER, "status")?;
    let &[code] = code else { return Err(TimestampError::Malformed { what: "status" }) };
    if code <= 1 {
        return Ok(());
    }
    let mut words: Vec<String> = Vec::new();
    let mut said = None;
    if let Some(mut texts) = status.enter_if(tag::SEQUENCE)? {
        let text = texts.take(tag::UTF8, "status text")?;
        let shown = String::from_utf8_lossy(text);
        said = Some(shown.chars().filter(|c| !c.is_control()).take(200).collect::<String>());
    }
    if let Some(mut bits) = status.enter_if(tag::BITS)? {
        let bits = bits.rest();
        let set = |bit: usize| bits.get(1 + bit / 8).is_some_and(|byte| byte & (0x80 >> (bit % 8)) != 0);
        words.extend(FAILURES.iter().filter(|(bit, _)| set(*bit)).map(|(_, name)| (*name).to_owned()));
    }
    words.extend(said.filter(|text| !text.is_empty()));
    let reason = if words.is_empty() { "no reason given".to_owned() } else { words.join(", ") };
    Err(TimestampError::Refused { status: code, reason })
}

/// `PKIFailureInfo`, RFC 3161, 2.4.2.
const FAILURES: &[(usize, &str)] = &[
    (0, "badAlg"),
    (2, "badRequest"),
    (5, "badDataFormat"),
    (14, "timeNotAvailable"),
    (15, "unacceptedPolicy"),
    (16, "unacceptedExtension"),
    (17, "addInfoNotAvailable"),
    (25, "systemFailure"),
];

/// Who signed, after a look that the signed attributes are about this content (RFC 5652, 5.3 and 11.2).
fn signer_of(mut signer: Der<'_>, content: &[u8]) -> Result<Option<String>, TimestampError> {
    signer.take(tag::INTEGER, "version of the signer")?;
    let serial = match signer.enter_if(tag::SEQUENCE)? {
        Some(mut name) => {
            name.take(tag::SEQUENCE, "issuer of the signer")?;
            Some(hex(name.take(tag::INTEGER, "serial of the signer")?))
        }
        None => {
            signer.take(tag::context_plain(0), "name of the signer")?;
            None
        }
    };
    let algorithm = signer.enter(tag::SEQUENCE, "digest of the signer")?.take(tag::OID, "digest of the signer")?;
    let digest = match algorithm {
        SHA256 => Sha256::digest(content).to_vec(),
        SHA384 => Sha384::digest(content).to_vec(),
        SHA512 => Sha512::digest(content).to_vec(),
        _ => return Err(TimestampError::Digest),
    };
    let mut attributes = signer.enter(tag::context(0), "signed attributes")?;
    let (mut typed, mut hashed) = (false, false);
    while !attributes.is_empty() {
        let mut attribute = attributes.enter(tag::SEQUENCE, "attribute")?;
        let name = attribute.take(tag::OID, "attribute")?;
        let mut values = attribute.enter(tag::SET, "values of an attribute")?;
        if name == CONTENT_TYPE && !typed {
            typed = values.take(tag::OID, "content type")? == TST_INFO;
        } else if name == MESSAGE_DIGEST && !hashed {
            hashed = values.take(tag::OCTETS, "message digest")? == digest;
        }
    }
    signer.take(tag::SEQUENCE, "signature algorithm")?;
    signer.take(tag::OCTETS, "signature")?;
    if typed && hashed { Ok(serial) } else { Err(TimestampError::ContentChanged) }
}

/// `TSTInfo`.
fn read_info(
    info: &[u8],
    hash: &Sha256Hash,
    nonce: u64,
    signer: Option<String>,
) -> Result<TimestampRead, TimestampError> {
    let mut whole = Der::new(info);
    let mut info = whole.enter(tag::SEQUENCE, "time-stamp")?;
    whole.end("bytes behind the time-stamp")?;
    if info.take(tag::INTEGER, "version")? != [1] {
        return Err(TimestampError::Malformed { what: "version" });
    }
    let policy = info.take(tag::OID, "policy")?;
    let mut imprint = info.enter(tag::SEQUENCE, "imprint")?;
    let algorithm = imprint.enter(tag::SEQUENCE, "algorithm of the imprint")?.take(tag::OID, "algorithm")?;
    if algorithm != SHA256 || imprint.take(tag::OCTETS, "imprint")? != hash.as_bytes() {
        return Err(TimestampError::OtherHash);
    }
    let serial = info.take(tag::INTEGER, "serial")?;
    let at = time(info.take(tag::TIME, "time")?).ok_or(TimestampError::Malformed { what: "time" })?;
    info.skip_if(tag::SEQUENCE)?; // accuracy
    info.skip_if(tag::BOOLEAN)?; // ordering
    let theirs = info.enter_if(tag::INTEGER)?.ok_or(TimestampError::OtherNonce)?.rest();
    if theirs != integer(nonce) {
        return Err(TimestampError::OtherNonce);
    }
    let policy = der::dotted(policy).ok_or(TimestampError::Malformed { what: "policy" })?;
    Ok(TimestampRead { at, serial: hex(serial), policy, signer })
}

/// `20260302101112Z` or `20260302101112.25Z`: nothing else is allowed (RFC 3161, 2.4.2). Below a microsecond is cut.
fn time(text: &[u8]) -> Option<Timestamp> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(part) || part.len() > 9 {
        return None;
    }
    let (day, clock) = whole.split_at(8);
    let (year, month, day) = (&day[..4], &day[4..6], &day[6..]);
    let (hour, minute, second) = (&clock[..2], &clock[2..4], &clock[4..]);
    // A leap second would be read as the one before it; two signers never differ by it.
    Timestamp::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}.{part}Z"))
}

/// A non-negative number as the shortest DER integer.
fn integer(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(7);
    let mut out = Vec::with_capacity(9);
    if bytes[zeros] & 0x80 != 0 {
        out.push(0);
    }
    out.extend_from_slice(&bytes[zeros..]);
    out
}

/// An integer as hexadecimal digits, without the zero that only keeps it positive.
fn hex(bytes: &[u8]) -> String {
    let bytes = if bytes.len() > 1 && bytes[0] == 0 { &bytes[1..] } else { bytes };
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
