use thuchu_model::{AnswerOwed, AnswerOwedId, ClusterId, Lang, MessageId, ReplyTo, Secret, Way};
use thuchu_testkit::{FakeSmtp, block_on};

use super::*;

fn owed(address: &str) -> AnswerOwed {
    let to = ReplyTo {
        by: Way::Email,
        address: address.to_owned(),
        lang: Lang::vi(),
        message: MessageId::from_bytes([1; 16]),
    };
    AnswerOwed {
        id: AnswerOwedId::from_bytes([7; 16]),
        cluster: ClusterId::from_bytes([2; 16]),
        to,
        tell_changes: false,
        told: 0,
    }
}

fn answer(address: &str, version: u32) -> Deliverable {
    let words = Words {
        subject: "Trả lời: tin giả\r\nBcc: a@b.vn".to_owned(),
        text: "Sai sự thật.\n.\nHết.\n".to_owned(),
    };
    Deliverable::new(&owed(address), &format!("version.{version}"), words)
}

fn mailer(server: &FakeSmtp) -> Email {
    Email::new(EmailSettings::read(&server.url(), None, "Thực Hư <tin@example.vn>").unwrap()).unwrap()
}

#[test]
fn an_answer_arrives_as_plain_text_under_the_name_of_what_is_owed() {
    block_on(async {
        let server = FakeSmtp::start().await;
        let mail = mailer(&server);
        mail.deliver(&answer("an@example.vn", 1)).await.unwrap();
        mail.deliver(&answer("an@example.vn", 2)).await.unwrap();
        let [first, second] = server.taken().try_into().unwrap();
        assert_eq!(first.to, "an@example.vn");
        assert_eq!(first.header("Message-ID"), Some("<07070707070707070707070707070707.version.1@example.vn>"));
        assert_ne!(first.header("Message-ID"), second.header("Message-ID"));
        assert_eq!(first.header("Auto-Submitted"), Some("auto-replied"));
        assert_eq!(first.header("Content-Language"), Some("vi"));
        assert_eq!(first.header("Bcc"), None, "a line break in a subject makes no header");
    });
}

#[test]
fn trouble_says_whether_it_may_work_later() {
    block_on(async {
        let server = FakeSmtp::start().await;
        let mail = mailer(&server);
        let busy = answer("busy1@example.vn", 1);
        assert!(matches!(mail.deliver(&busy).await, Err(Undelivered::Later(_))));
        assert_eq!(mail.deliver(&busy).await, Ok(()));
        let refused = mail.deliver(&answer("no@example.vn", 1)).await.unwrap_err();
        assert!(matches!(&refused, Undelivered::Refused(said) if !said.contains("no@")), "{refused:?}");
        assert!(matches!(mail.deliver(&answer("drop@example.vn", 1)).await, Err(Undelivered::Later(_))));
        assert!(matches!(mail.deliver(&answer("not an address", 1)).await, Err(Undelivered::Unusable(_))));
        assert_eq!(server.taken().len(), 2);
    });
}

#[test]
fn a_server_that_is_not_there_is_tried_later() {
    block_on(async {
        let closed = EmailSettings::read("smtp://127.0.0.1:9", None, "tin@example.vn").unwrap();
        let told = Email::new(closed).unwrap().deliver(&answer("an@example.vn", 1)).await;
        assert!(matches!(told, Err(Undelivered::Later(_))));
    });
}

#[test]
fn waits_grow_and_end() {
    let later = Undelivered::Later(String::new());
    assert_eq!((later.retry_in(1, 0), later.retry_in(2, 0)), (Some(30), Some(60)));
    assert_eq!((later.retry_in(20, 0), later.retry_in(24, 0)), (Some(21_600), None));
    assert!(later.retry_in(1, 255).unwrap() > 30);
    let refused = Undelivered::Refused(String::new());
    assert_eq!([1, 2, 3].map(|n| refused.retry_in(n, 0)), [Some(3_600), Some(86_400), None]);
    assert_eq!(Undelivered::Unusable("").retry_in(1, 0), None);
}

#[test]
fn settings_are_read_or_refused_by_name() {
    let secret = || Some(Secret::new("x".to_owned()));
    for (server, password) in [
        ("smtps://mail.example.vn", None),
        ("smtps://tin%40example.vn@mail.example.vn:465", secret()),
        ("smtp://mail.example.vn:587/", None),
        ("smtp://localhost:2525", None),
        ("smtp://[::1]:2525", None),
    ] {
        assert!(EmailSettings::read(server, password, "tin@example.vn").is_ok(), "{server}");
    }
    use EmailSettingsError::{From, HalfLogin, PasswordInAddress, Server};
    for (server, password, from, error) in [
        ("mail.example.vn", None, "tin@example.vn", Server),
        ("https://mail.example.vn", None, "tin@example.vn", Server),
        ("smtp://mail.example.vn/box", None, "tin@example.vn", Server),
        ("smtps://a:b@mail.example.vn", None, "tin@example.vn", PasswordInAddress),
        ("smtps://a@mail.example.vn", None, "tin@example.vn", HalfLogin),
        ("smtps://mail.example.vn", secret(), "tin@example.vn", HalfLogin),
        ("smtps://mail.example.vn", None, "tin", From),
    ] {
        assert_eq!(EmailSettings::read(server, password, from).err(), Some(error), "{server}");
    }
}

#[test]
fn addresses_are_read_as_people_type_them() {
    for (text, read) in [
        (" an@example.vn ", Some("an@example.vn")),
        ("an.le+tin@mail.example.vn", Some("an.le+tin@mail.example.vn")),
        ("an@localhost", None),
        ("an@example.vn, be@example.vn", None),
        ("an@example.vn\r\nBcc: x@y.vn", None),
        ("<an@example.vn>", None),
        ("an", None),
        ("", None),
    ] {
        assert_eq!(EmailAddress::parse(text).as_ref().map(EmailAddress::as_str), read, "{text:?}");
    }
    assert_eq!(EmailAddress::parse(&format!("{}@example.vn", "a".repeat(250))), None);
}
