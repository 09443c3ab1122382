//! What every forward says around its claim ("Bác sĩ người quen vừa báo: …", "… nhớ gửi cho mọi người"), left out before
//! messages are compared: else two forwards would be alike for their frame.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Of ten words of a frame, this many are of the list.
const TENTHS: usize = 9;
/// Longest frame, in syllables.
const LONGEST: usize = 16;
/// A message that would keep fewer syllables than this keeps everything.
const LEAST_LEFT: usize = 3;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/chatter.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// True for a folded syllable of the words of asking and passing on.
pub(crate) fn is_chatter(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// The text without the sentences and lead-ins that only ask or pass on; a text of nothing else stays as it is.
pub(crate) fn strip(text: &str) -> String {
    let stripped = thuchu_text::boilerplate::strip(text);
    let kept: String = pieces(&stripped).filter(|piece| !is_frame(piece)).collect();
    let left = thuchu_text::syllables(&kept).take(LEAST_LEFT).count();
    if left < LEAST_LEFT { stripped } else { kept }
}

/// The text cut after each sign that ends a sentence or a lead-in, at a space or line feed.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut closing = false;
    text.split_inclusive(move |c: char| {
        let ends = c == '\n' || (closing && c.is_whitespace());
        closing = matches!(c, '.' | '!' | '?' | '…' | ':' | ',') || (closing && !c.is_alphanumeric() && !ends);
        ends
    })
}

fn is_frame(piece: &str) -> bool {
    let form = thuchu_text::fold(&thuchu_text::match_form(piece));
    let (mut all, mut known) = (0, 0);
    for syllable in thuchu_text::syllables(&form).take(LONGEST + 1) {
        all += 1;
        known += usize::from(WORDS.contains(syllable));
    }
    all > 0 && all <= LONGEST && known * 10 >= all * TENTHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_of_a_forward_is_left_out() {
        let claim = "Gạo giả làm bằng nhựa bán ở chợ Bình Điền";
        for text in [
            format!("Bác sĩ người quen vừa báo: {claim}"),
            format!("Mọi người ơi, {claim}"),
            format!("Ad ơi xác minh giúp em: {claim}. Mọi người nhớ chia sẻ cho bạn bè nhé!"),
        ] {
            assert_eq!(strip(&text).trim().trim_end_matches('.'), claim, "{text}");
        }
    }

    #[test]
    fn a_message_of_nothing_else_stays() {
        assert_eq!(strip("Tin này có thật không ạ?"), "Tin này có thật không ạ?");
        assert_eq!(strip(""), "");
    }

    #[test]
    fn a_claim_before_a_colon_stays() {
        assert_eq!(strip("Tiền đạo Malaysia: đội tuyển đã thua"), "Tiền đạo Malaysia: đội tuyển đã thua");
    }
}
