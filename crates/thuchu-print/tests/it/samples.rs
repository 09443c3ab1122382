//! Checks in both languages and three lengths.

use jiff::civil::date;
use thuchu_model::{Bearing, ChangeKind, PublicId, RatingKey, RatingScale, Topic};
use thuchu_print::{Base, Body, CanonicalUrl, ChangePrinted, Options, RatingPrinted, Sheet, SourcePrinted, Standing};
use thuchu_say::Lang;

/// How much a check says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Length {
    Short,
    Usual,
    Long,
}

pub(crate) const LENGTHS: [Length; 3] = [Length::Short, Length::Usual, Length::Long];

pub(crate) fn printed() -> Options {
    Options { printed: date(2026, 11, 26) }
}

pub(crate) fn rating(key: &str, lang: Lang) -> RatingPrinted {
    let (key, tag) = (RatingKey::parse(key).unwrap(), thuchu_model::Lang::parse(lang.code()).unwrap());
    let scale = RatingScale::built_in();
    let rating = scale.get(&key).unwrap();
    RatingPrinted { label: rating.label(&tag).to_owned(), value: rating.value, key: Some(key) }
}

const BODY_VI: &str = "Đột quỵ xảy ra khi một mạch máu trong não bị tắc hoặc bị vỡ. Vài giọt máu nặn ra ở ngón tay \
    **không hề** làm thay đổi chỗ tắc hay chỗ vỡ đó.\n\n## Nên làm gì\n\nNhớ ba dấu hiệu:\n\n1. méo miệng,\n2. yếu tay \
    chân một bên,\n3. nói khó.\n\n> Giờ vàng là 4,5 giờ đầu.\n\n## Điều chưa chắc chắn\n\nKhông ai biết chính xác tin \
    này bắt đầu *từ đâu*. Xem [trang của Bộ](https://moh.example/dot-quy).\n\n- ẮT ẰNG ẲM ẴM ẶC\n- ễnh ỗng ững ỵt đặng\n\n\
    | Dấu hiệu | Việc cần làm |\n|---|---|\n| Méo miệng | Gọi 115 |\n| Nói khó | Gọi **115** |";
const BODY_EN: &str = "A stroke happens when a vessel in the brain is blocked or bursts. A few drops of blood from a \
    finger **do nothing** about that.\n\n## What to do\n\nRemember three signs:\n\n1. a drooping face,\n2. a weak \
    arm or leg,\n3. slurred speech.\n\n> The first 4.5 hours count.\n\n## What is not certain\n\nNobody knows *where* \
    this began. See [the ministry](https://moh.example/stroke).\n\n- one\n- two\n\n\
    | Sign | Act |\n|---|---|\n| Face | Call 115 |\n| Speech | Call **115** |";

/// A check of some length; a long one is a claim of 1,000 characters and a text of many pages.
pub(crate) fn sheet(lang: Lang, length: Length) -> Sheet {
    let vi = lang == Lang::Vi;
    let pick = |one: &str, other: &str| if vi { one.to_owned() } else { other.to_owned() };
    let base = Base::parse("https://thuchu.example").unwrap();
    let id = PublicId::parse("8f3k2abc").unwrap();
    let claim = match length {
        Length::Short => pick("Uống nước chanh chữa ung thư", "Lemon water cures cancer"),
        Length::Usual => pick(
            "Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ",
            "Pricking all ten fingertips saves somebody who is having a stroke",
        ),
        Length::Long => {
            let sentence = pick(
                "Từ ngày 01/01/2027 mọi người không nộp phạt nguội qua đường dẫn trong tin nhắn sẽ bị khoá tài khoản ngân hàng ",
                "From 1 January 2027 whoever does not pay a traffic fine by the link in the message will have their bank account locked ",
            );
            sentence.repeat(12).chars().take(1_000).collect::<String>().trim().to_owned()
        }
    };
    let answer = match length {
        Length::Short => pick("Không.", "No."),
        Length::Usual => {
            pick("Chích máu không chữa được đột quỵ. Gọi 115 ngay.", "Pricking does not help. Call 115 at once.")
        }
        Length::Long => pick(
            "Không có quy định nào như vậy; cơ quan công an không gửi đường dẫn nộp phạt qua tin nhắn, và không ngân hàng nào khoá tài khoản vì phạt nguội. Đừng bấm vào đường dẫn, hãy gọi tổng đài của ngân hàng bằng số in sau thẻ.",
            "There is no such rule; the police send no link for paying fines by message, and no bank locks an account for a traffic fine. Do not follow the link, call your bank by the number printed on the back of your card.",
        ),
    };
    let summary = match length {
        Length::Short => None,
        Length::Usual => Some(format!(
            "{answer} {}",
            pick(
                "Vài giọt máu ở ngón tay không thay đổi gì ở mạch máu bị tắc, chỉ làm mất thời gian vàng.",
                "A few drops of blood from a finger change nothing in the blocked vessel and cost the time that counts."
            )
        )),
        Length::Long => Some(format!(
            "{answer} {}",
            pick("Tin nhắn này là một chiêu lừa đã có từ lâu. ", "It is an old trick. ").repeat(30)
        )),
    };
    let body = pick(BODY_VI, BODY_EN);
    let source = SourcePrinted {
        title: Some("Pricking a person’s fingers will not stop a stroke".into()),
        publisher: Some("Associated Press".into()),
        date: Some(date(2019, 3, 12)),
        url: "https://apnews.com/article/archive-fact-checking-5234530223".into(),
        quote: Some("There is no medical evidence that using a needle to prick the fingers will help.".into()),
        bearing: Some(Bearing::Refutes),
        copied: Some(date(2026, 10, 2)),
    };
    let bare = SourcePrinted { url: "https://thatsnonsense.com/?p=14608".into(), ..SourcePrinted::default() };
    let change = ChangePrinted {
        version: 3,
        date: date(2026, 11, 12),
        kind: Some(ChangeKind::Correction),
        text: pick("Bản trước ghi sai số giờ vàng là 6 giờ.", "The version before gave six hours instead of 4.5."),
    };
    let many = matches!(length, Length::Long);
    Sheet {
        lang,
        claim,
        rating: rating(if matches!(length, Length::Long) { "scam" } else { "false" }, lang),
        answer,
        summary,
        topic: Some(Topic::Health),
        body: Body::from_markdown(&if many { [body.as_str(); 12].join("\n\n") } else { body }),
        sources: if many { vec![source; 25] } else { vec![source, bare] },
        reply: Some(pick(
            "Chúng tôi đã hỏi bên liên quan ngày 1/10/2026.",
            "We asked those concerned on 1 October 2026.",
        )),
        changes: vec![change],
        by_line: Some(pick("Mai viết, Khôi duyệt", "Mai wrote, Khôi approved")),
        published: date(2026, 10, 3),
        changed: Some(date(2026, 11, 12)),
        version: 3,
        standing: Standing::Current,
        desk: pick("Thực Hư Đà Nẵng", "Thực Hư Đà Nẵng"),
        address: CanonicalUrl::check(&base, id),
        short: CanonicalUrl::short(&base, id),
        licence: "CC BY 4.0".into(),
    }
}
