//! Questions as people send them: a claim with its marks lost, with typing errors, in part, or somewhere in a long
//! forwarded message.

use std::collections::BTreeSet;

use crate::dice::Dice;

/// What people write around a claim.
const CHAT: [&str; 8] = [
    "Mọi người ơi đọc kỹ tin này rồi hãy chuyển tiếp cho người thân nhé.",
    "Em vừa nhận được trong nhóm gia đình sáng nay, không biết có đúng không ạ?",
    "Chị hàng xóm làm ở cơ quan nhà nước bảo là sắp có thông báo chính thức rồi.",
    "Ai có con nhỏ hoặc bố mẹ lớn tuổi thì càng phải chú ý, đừng để đến lúc muộn.",
    "Nghe nói tuần trước ở quê đã có mấy nhà bị phạt vì không biết chuyện này.",
    "Tin từ một người bạn rất đáng tin, bạn ấy chưa bao giờ nói sai điều gì.",
    "Chia sẻ ngay trước khi bài viết bị xóa, càng nhiều người biết càng tốt!",
    "Nếu thấy không đúng thì bỏ qua giúp em, em chỉ chuyển lại nguyên văn thôi.",
];

/// `count` different questions, each about one of the claims, the same for the same seed.
pub(super) fn of(claims: &[String], count: usize, seed: u64) -> Vec<String> {
    let mut dice = Dice::new(seed);
    let mut seen = BTreeSet::new();
    let mut questions = Vec::new();
    // Chance gives the same one twice now and then, but not for ever.
    for attempt in 0..count * 4 {
        let claim = dice.of(claims);
        let question = match attempt % 5 {
            0 => thuchu_text::fold(claim),
            1 => mistyped(claim, &mut dice),
            2 => mistyped(&thuchu_text::fold(claim), &mut dice),
            3 => part(claim),
            _ => forwarded(claim, &mut dice),
        };
        if questions.len() < count && seen.insert(question.clone()) {
            questions.push(question);
        }
    }
    questions
}

/// Neighbouring letters changed places, three times.
fn mistyped(claim: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = claim.chars().collect();
    for _ in 0..3 {
        let at = dice.below(letters.len().saturating_sub(1));
        if at + 1 < letters.len() {
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}

/// The first two thirds of the words.
fn part(claim: &str) -> String {
    let words: Vec<&str> = claim.split_whitespace().collect();
    words[..words.len() * 2 / 3].join(" ")
}

/// Within up to 24 sentences of talk.
fn forwarded(claim: &str, dice: &mut Dice) -> String {
    let sentences = 4 + dice.below(20);
    let place = dice.below(sentences);
    let sentence = |at| if at == place { claim.to_owned() + "." } else { (*dice.of(&CHAT)).to_owned() };
    (0..sentences).map(sentence).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_many_different_ones_and_some_are_long() {
        let claims: Vec<String> = (0..500).map(|n| format!("Bộ Y tế phát tiền mặt cho từng hộ {n} ngày tới")).collect();
        let questions = of(&claims, 400, 1);
        assert_eq!(questions.len(), 400);
        assert_eq!(questions.iter().collect::<BTreeSet<_>>().len(), 400);
        assert!(questions.iter().filter(|question| question.chars().count() > 500).count() >= 50);
        assert_eq!(questions, of(&claims, 400, 1));
    }
}
