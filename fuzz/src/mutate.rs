//! Making the n-th input from a seed and a corpus.

/// Largest input, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// Pieces that parsers stumble over: structure, escapes, numbers, Vietnamese letters in several codings, marks.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\r\n",
    b"\t",
    b" ",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b";",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"&#x110;",
    b"&amp;",
    b"<script type=\"application/ld+json\">",
    b"</script>",
    b"{\"@context\":\"https://schema.org\",\"@type\":\"ClaimReview\",",
    b"\"@graph\":[",
    b"\"@type\":[\"ClaimReview\",\"Article\"]",
    b"\"claimReviewed\":",
    b"\"reviewRating\":{\"ratingValue\":",
    b"\"dataFeedElement\":[",
    b"\\ud800",
    b"\\udc00",
    b"\\u0000",
    b"1e400",
    b"-0",
    b"1e-999",
    b"9999999999999999999999",
    b"0.1.2",
    b"1.000.000,5",
    b"null",
    b"true",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\xef\xbf\xbd",
    b"http://",
    b"https://www.",
    b"?utm_source=a&fbclid=b#",
    b"user@",
    b":443",
    b"[::1]",
    b"%e1%ba",
    b"%",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"=cmd|' /C calc'!A0",
    "\u{301}".as_bytes(),
    "\u{323}\u{302}".as_bytes(),
    "ệ".as_bytes(),
    "Đặng".as_bytes(),
    "đ".as_bytes(),
    "Ð".as_bytes(),
    "ß".as_bytes(),
    "İ".as_bytes(),
    "ﬃ".as_bytes(),
    "ℵ𝐚𝟘".as_bytes(),
    "ngày 31/02/2025".as_bytes(),
    "1 tỷ 200 triệu rưỡi".as_bytes(),
    "10.000đ/kg".as_bytes(),
    "30%".as_bytes(),
    "không phải là".as_bytes(),
    "Ä‘Æ°á»£c".as_bytes(),
    b"Vieejt Nam khoong",
    b"Vie65t Nam",
    b"Tie\xa7ng Vi\xd6t",
    "👩‍👩‍👧‍👦".as_bytes(),
];

/// A small, quick generator (SplitMix64, by S. Vigna, in the public domain). Not for secrets.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The generator of input `number` under `seed`: each has its own, so any input can be made by itself.
    #[must_use]
    pub const fn new(seed: u64, number: u64) -> Self {
        Self(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub const fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }
}

/// Input `number`: first the corpus as it is, then mutations of it.
#[must_use]
pub fn input(corpus: &[Vec<u8>], seed: u64, number: u64) -> Vec<u8> {
    if let Some(kept) = usize::try_from(number).ok().and_then(|number| corpus.get(number)) {
        return kept.clone();
    }
    let mut chance = Chance::new(seed, number);
    let mut bytes = match chance.below(8) {
        0 => Vec::new(),
        1 => (0..chance.below(64)).map(|_| chance.next() as u8).collect(),
        _ => pick(corpus, &mut chance).to_vec(),
    };
    let most = 1 << chance.below(6);
    for _ in 0..=chance.below(most) {
        change(&mut bytes, corpus, &mut chance);
        bytes.truncate(LARGEST);
    }
    bytes
}

fn pick<'a>(corpus: &'a [Vec<u8>], chance: &mut Chance) -> &'a [u8] {
    corpus.get(chance.below(corpus.len())).map_or(&[], Vec::as_slice)
}

/// Two ends of a part of `bytes`, mostly a short one.
fn part(bytes: &[u8], chance: &mut Chance) -> std::ops::Range<usize> {
    let start = chance.below(bytes.len() + 1);
    let reach = if chance.below(4) == 0 { bytes.len() } else { 16 };
    start..(start + chance.below(reach + 1)).min(bytes.len())
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(10) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << chance.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = [0, 0x20, 0x7f, 0x80, 0xc3, 0xe1, 0xff, b'"'][chance.below(8)];
            }
        }
        2 => drop(bytes.drain(part(bytes, chance))),
        3 => {
            let copy = bytes[part(bytes, chance)].to_vec();
            bytes.splice(at..at, copy);
        }
        4 => {
            let other = pick(corpus, chance);
            let piece = other[part(other, chance)].to_vec();
            bytes.splice(at..at, piece);
        }
        5 => {
            // The head of one and the tail of another.
            let other = pick(corpus, chance);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[chance.below(other.len() + 1)..]);
        }
        6 if chance.below(4) == 0 => {
            // Depth and length: one piece again and again.
            let piece = PIECES[chance.below(PIECES.len())];
            let times = 1 << chance.below(14);
            let room = LARGEST.saturating_sub(bytes.len()) / piece.len();
            bytes.splice(at..at, piece.repeat(times.min(room)));
        }
        7 => bytes.splice(part(bytes, chance), chance.next().to_string().into_bytes()).for_each(drop),
        _ => {
            let piece = PIECES[chance.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}
