//! The ways through the desk, from the first link to a change of trust by two.

use axum::http::StatusCode;
use thuchu_model::{Clock as _, Role};

use super::{Browser, PASSWORD, admin, colleague, half_way, person, step};
use crate::tests::with_desk;

#[test]
fn the_first_link_sets_up_an_admin_once() {
    with_desk(async |desk| {
        let link = desk.people.set_up_link().await.unwrap().unwrap();
        let path = format!("/vi/desk/link/{}", link.reveal());
        let browser = Browser::new(&desk);
        assert!(browser.get(&path).await.body.contains("Thiết lập bàn kiểm chứng"));
        let short = browser.post(&path, &[("name", "An <b>"), ("password", "ngắn")]).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.body.contains("An &#60;b&#62;") && short.body.contains("12") && !short.body.contains("ngắn\""));
        let got = browser.post(&path, &[("name", "Nguyễn An"), ("password", PASSWORD)]).await;
        assert_eq!(got.header("location"), "/vi/desk/factor/new");
        let page = browser.get("/vi/desk/factor/new").await;
        assert!(page.body.contains("class=\"qr\"") && page.body.contains("otpauth://totp/"));
        let wrong = browser.post("/vi/desk/factor/new", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let held = browser.cookie.borrow().clone().unwrap();
        let token = thuchu_model::Token::parse(held.trim_start_matches("desk=")).unwrap();
        let code = desk.people.pending(&person(&desk, &token).await).unwrap().unwrap().code(step(&desk));
        let codes = browser.post("/vi/desk/factor/new", &[("code", &code)]).await;
        assert_eq!(codes.body.matches("<li class=\"mono\">").count(), 10);
        assert_ne!(browser.cookie.borrow().as_ref(), Some(&held), "another id once all the way in");
        assert_eq!(browser.get("/vi/desk/people").await.status, StatusCode::OK);
        assert_eq!(Browser::new(&desk).get(&path).await.status, StatusCode::GONE, "used");
        assert!(desk.people.set_up_link().await.unwrap().is_none(), "no second first admin");
    });
}

#[test]
fn a_wrong_password_and_an_unknown_name_get_the_same_answer() {
    with_desk(async |desk| {
        admin(&desk).await;
        let answer = async |name: &str| {
            let fields = [("name", name), ("password", "một mật khẩu nào đó")];
            let got = Browser::new(&desk).post("/vi/desk/login", &fields).await;
            (got.status, got.body.replace(name, "TÊN"))
        };
        let known = answer("Quản Trị").await;
        assert_eq!(known.0, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer("Không Ai").await, known);
        for _ in 0..10 {
            answer("Quản Trị").await;
        }
        assert_eq!(answer("Quản Trị").await, known, "nor does it tell that it waits");
    });
}

#[test]
fn a_session_ends_idle_at_logging_out_at_disabling_and_for_other_ids() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let browser = Browser::holding(&desk, &colleague(&desk, &boss, "Bình", Role::Editor).await);
        let in_ = async |browser: &Browser<'_>| browser.get("/vi/desk/account").await.status == StatusCode::OK;
        assert!(in_(&browser).await);
        let held = browser.cookie.borrow().clone();
        browser.post("/vi/desk/logout", &[]).await;
        assert!(browser.cookie.borrow().is_none());
        browser.cookie.replace(held);
        assert!(!in_(&browser).await, "replayed after logging out");

        let again = Browser::holding(&desk, &colleague(&desk, &boss, "Chi", Role::Editor).await);
        let chi = desk.people.colleagues().await.unwrap().into_iter().find(|one| one.editor.name.as_str() == "Chi");
        desk.people.set_active(&person(&desk, &boss).await, chi.unwrap().editor.id, false).await.unwrap();
        assert!(!in_(&again).await, "disabled");

        let idle = Browser::holding(&desk, &boss);
        for _ in 0..3 {
            desk.clock.set(desk.clock.now().plus_seconds(1_700));
            assert!(in_(&idle).await, "used every half hour");
        }
        desk.clock.set(desk.clock.now().plus_seconds(1_801));
        assert!(!in_(&idle).await);
        let chosen = Browser::new(&desk);
        chosen.cookie.replace(Some("desk=aaaaaaaaaaaaaaaaaaaaaaaaaa".to_owned()));
        assert!(!in_(&chosen).await, "an id of the visitor's own choosing");
    });
}

#[test]
fn over_an_encrypted_connection_the_cookie_is_the_hosts_own() {
    with_desk(async |desk| {
        let link = desk.people.set_up_link().await.unwrap().unwrap();
        let browser = Browser::encrypted(&desk);
        let path = format!("/vi/desk/link/{}", link.reveal());
        let got = browser.post(&path, &[("name", "An"), ("password", PASSWORD)]).await;
        let line = got.header("set-cookie");
        assert!(
            line.starts_with("__Host-desk=") && line.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure"),
            "{line}"
        );
        assert_eq!(browser.get("/vi/desk/factor/new").await.status, StatusCode::OK);
    });
}

#[test]
fn trust_is_raised_by_two_and_lowered_by_one_who_can_undo_it() {
    with_desk(async |desk| {
        let boss = admin(&desk).await;
        let one = Browser::holding(&desk, &boss);
        let two = Browser::holding(&desk, &colleague(&desk, &boss, "Bình", Role::Editor).await);
        let listed = desk.people.publishers().await.unwrap();
        let id = listed[0].publisher.id;
        let trust = format!("/vi/desk/publishers/{id}/trust");
        let lowered = two.post(&trust, &[("to", "none")]).await;
        assert!(
            lowered.header("location").ends_with("&was=answer") || lowered.header("location").ends_with("&was=show")
        );
        let page = two.get(two.post(&trust, &[("to", "show")]).await.header("location")).await;
        assert!(page.body.contains("Hoàn tác"), "{}", page.body);
        let proposed = one.post(&trust, &[("to", "answer"), ("by", "hai người"), ("confirmed", "yes")]).await;
        assert!(proposed.header("location").contains("done=proposed"), "more fields change nothing");
        let waiting = desk.people.proposals().await.unwrap().remove(0).0;
        let confirm = format!("/vi/desk/proposals/{}/confirm", waiting.id);
        let own = one.post(&confirm, &[]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(own.body.contains("hai biên tập viên khác nhau"));
        assert!(two.get("/vi/desk/publishers").await.body.contains("Quản Trị đề nghị"));
        assert!(two.post(&confirm, &[]).await.header("location").contains("done=trust"));
        assert!(two.post(&confirm, &[]).await.body.contains("Người khác vừa làm xong"));
        assert_eq!(desk.people.publishers().await.unwrap()[0].publisher.trust, thuchu_model::Trust::Answer);
    });
}

#[test]
fn an_invitation_shows_its_link_once_and_a_name_that_is_taken_comes_back() {
    with_desk(async |desk| {
        let boss = Browser::holding(&desk, &admin(&desk).await);
        let made = boss.post("/vi/desk/people/invite", &[("name", "Bình"), ("role", "contributor")]).await;
        let at = made.body.find("https://tin.example/vi/desk/link/").expect("a link");
        let link = made.body[at..].split('"').next().unwrap().trim_start_matches("https://tin.example").to_owned();
        assert!(!boss.get("/vi/desk/people").await.body.contains(&link));
        let twice = boss.post("/vi/desk/people/invite", &[("name", "bình"), ("role", "trainer")]).await;
        assert!(twice.body.contains("value=\"bình\"") && twice.body.contains("value=\"trainer\" checked"));
        let typed = boss.post("/vi/desk/people/invite", &[("name", "Chi"), ("role", "root")]).await;
        assert_eq!(typed.status, StatusCode::BAD_REQUEST);
        let guest = Browser::new(&desk);
        assert!(guest.get(&link).await.body.contains("Chào Bình"));
        desk.clock.set(desk.clock.now().plus_days(7));
        assert_eq!(guest.get(&link).await.status, StatusCode::GONE, "a week is over");
    });
}

#[test]
fn who_is_half_way_in_sees_nothing_of_the_desk() {
    with_desk(async |desk| {
        let link = desk.people.set_up_link().await.unwrap().unwrap();
        let browser = Browser::holding(&desk, &half_way(&desk, &link, "An").await);
        assert_eq!(browser.get("/vi/desk/people").await.header("location"), "/vi/desk/factor");
        assert_eq!(browser.get("/vi/desk/factor").await.header("location"), "/vi/desk/factor/new");
        desk.clock.set(desk.clock.now().plus_seconds(600));
        assert_eq!(browser.get("/vi/desk/factor").await.header("location"), "/vi/desk/login", "ten minutes are over");
    });
}
