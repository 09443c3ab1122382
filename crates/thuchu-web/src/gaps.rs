//! Gaps in kept pages for numbers that change by the minute: how many people are there, how often a check was looked at. A
//! page is kept without them and they are put in when it is handed out, so that a number that changes makes no page anew.
//!
//! A kept page is compressed piece by piece. What stands in a gap goes between the pieces as it is, in a stored block of
//! DEFLATE (RFC 1951 §3.2.4), and the checksum of the whole is put together from those of the parts; an answer therefore costs
//! a copy of the page, whether it is compressed or not. The tag of a page is weak and says nothing of its gaps: who has the
//! page gets "not modified" although a counter moved on. The hour stands beside the counter.

use std::io::Write as _;

use bytes::Bytes;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Where the counter of the site stands, in the foot of a page.
const SITE: &str = "<!--counter-->";
/// Where the views of a check stand, beside it.
const PAGE: &str = "<!--views-->";
/// Most bytes of one gap: a stored block holds 65,535.
const MOST: usize = 8_192;
/// A gzip member without a name, a time or a system (RFC 1952 §2.3).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// What goes into the gaps of a page; nothing where it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filling {
    /// The counter of the site.
    pub(crate) site: Bytes,
    /// The views of the check.
    pub(crate) page: Bytes,
}

/// Which gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Site,
    Page,
}

/// A page in pieces with gaps between them.
#[derive(Debug)]
pub(crate) struct Gapped {
    first: Piece,
    rest: Vec<(Gap, Piece)>,
    bytes: usize,
}

/// A piece, plain and compressed.
#[derive(Debug)]
struct Piece {
    plain: Bytes,
    packed: Vec<u8>,
    crc: Crc,
}

impl Gapped {
    /// Takes a page apart; `Err` gives it back where it has no gap. The last of each mark counts: texts of others stand
    /// before it, and cannot write one anyway, for templates escape them.
    pub(crate) fn of(html: String) -> Result<Self, String> {
        let marks = [(html.rfind(SITE), Gap::Site, SITE.len()), (html.rfind(PAGE), Gap::Page, PAGE.len())];
        let mut found: Vec<(usize, Gap, usize)> =
            marks.into_iter().filter_map(|(at, gap, length)| Some((at?, gap, length))).collect();
        found.sort_unstable_by_key(|(at, ..)| *at);
        let Some((begin, ..)) = found.first().copied() else { return Err(html) };
        let html = Bytes::from(html);
        let ends = found.iter().skip(1).map(|(at, ..)| *at).chain([html.len()]);
        let last = found.len() - 1;
        let pieces = found.iter().zip(ends).enumerate().filter_map(|(number, ((at, gap, length), end))| {
            Some((*gap, Piece::of(html.slice(at.checked_add(*length)?..end), number == last)?))
        });
        let rest: Vec<_> = pieces.collect();
        let Some(first) = Piece::of(html.slice(..begin), false).filter(|_| rest.len() == last + 1) else {
            return Err(String::from_utf8_lossy(&html).into_owned());
        };
        let bytes = html.len() + first.packed.len() + rest.iter().map(|(_, piece)| piece.packed.len()).sum::<usize>();
        Ok(Self { first, rest, bytes })
    }

    /// Bytes in memory.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The page without what is in its gaps: what its tag is made of.
    pub(crate) fn whole(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.first).chain(self.rest.iter().map(|(_, piece)| piece)).map(|piece| &*piece.plain)
    }

    /// The page with its gaps filled.
    pub(crate) fn filled(&self, with: &Filling) -> Bytes {
        let mut out = Vec::with_capacity(self.bytes + with.site.len() + with.page.len());
        out.extend_from_slice(&self.first.plain);
        for (gap, piece) in &self.rest {
            out.extend_from_slice(with.of(*gap));
            out.extend_from_slice(&piece.plain);
        }
        out.into()
    }

    /// The same as one member of gzip.
    pub(crate) fn packed(&self, with: &Filling) -> Bytes {
        let mut out = Vec::with_capacity(self.bytes + with.site.len() + with.page.len());
        let mut crc = Crc::new();
        out.extend_from_slice(&HEAD);
        out.extend_from_slice(&self.first.packed);
        crc.combine(&self.first.crc);
        for (gap, piece) in &self.rest {
            let filling = with.of(*gap);
            if let Ok(length) = u16::try_from(filling.len())
                && length > 0
            {
                out.push(0);
                out.extend_from_slice(&length.to_le_bytes());
                out.extend_from_slice(&(!length).to_le_bytes());
                out.extend_from_slice(filling);
                crc.update(filling);
            }
            out.extend_from_slice(&piece.packed);
            crc.combine(&piece.crc);
        }
        out.extend_from_slice(&crc.sum().to_le_bytes());
        out.extend_from_slice(&crc.amount().to_le_bytes());
        out.into()
    }
}

impl Filling {
    /// What goes into a gap; too much of it is left out.
    fn of(&self, gap: Gap) -> &[u8] {
        let filling = match gap {
            Gap::Site => &self.site,
            Gap::Page => &self.page,
        };
        if filling.len() <= MOST { filling } else { &[] }
    }
}

impl Piece {
    /// Compresses a piece by itself: nothing in it refers to what stands before it.
    fn of(plain: Bytes, last: bool) -> Option<Self> {
        let mut encoder = DeflateEncoder::new(Vec::with_capacity(plain.len() / 3 + 16), Compression::new(6));
        encoder.write_all(&plain).ok()?;
        let packed = if last {
            encoder.finish().ok()?
        } else {
            // Ends on a whole byte, and the stream goes on.
            encoder.flush().ok()?;
            encoder.get_ref().clone()
        };
        let mut crc = Crc::new();
        crc.update(&plain);
        Some(Self { plain, packed, crc })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn filling(site: &str, page: &str) -> Filling {
        Filling { site: Bytes::from(site.to_owned()), page: Bytes::from(page.to_owned()) }
    }

    fn unpacked(packed: &[u8]) -> String {
        let mut text = String::new();
        // One member, and its checksum fits: whatever comes behind it would be left unread.
        let mut decoder = flate2::bufread::GzDecoder::new(packed);
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(decoder.into_inner(), b"");
        text
    }

    #[test]
    fn what_is_in_the_gaps_reads_alike_plain_and_compressed() {
        let page = format!("<p>{}</p>{PAGE}<p>{}</p>{SITE}</body>", "một ".repeat(900), "hai ".repeat(900));
        let gapped = Gapped::of(page.clone()).unwrap();
        for with in [filling("", ""), filling("đang xem: 12", ""), filling("<p>1</p>", &"7 ".repeat(2_000))] {
            let expected = page
                .replace(PAGE, std::str::from_utf8(&with.page).unwrap())
                .replace(SITE, std::str::from_utf8(&with.site).unwrap());
            assert_eq!(gapped.filled(&with), expected.as_bytes());
            assert_eq!(unpacked(&gapped.packed(&with)), expected);
        }
    }

    #[test]
    fn gaps_at_the_ends_of_a_page_and_pages_without_any() {
        for page in [SITE.to_owned(), format!("{PAGE}{SITE}"), format!("x{SITE}"), format!("{SITE}x{PAGE}")] {
            let gapped = Gapped::of(page.clone()).unwrap();
            assert_eq!(unpacked(&gapped.packed(&filling("s", "p"))), page.replace(SITE, "s").replace(PAGE, "p"));
        }
        assert_eq!(Gapped::of("<p>x</p>".to_owned()).unwrap_err(), "<p>x</p>");
        let long = "x".repeat(MOST + 1);
        assert_eq!(unpacked(&Gapped::of(format!("a{SITE}b")).unwrap().packed(&filling(&long, ""))), "ab");
    }
}
