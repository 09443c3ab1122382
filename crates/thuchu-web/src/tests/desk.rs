//! The desk: who comes in where, what is refused, what is left nowhere.

mod counts;
mod evidence;
mod flow;
mod going_out;
mod matrix;
mod own_pages;
mod passkeys;
mod review;
mod settings;
mod trail;

use std::cell::RefCell;

use axum::body::Body;
use axum::http::{Method, Request, header};
use thuchu_app::people::{Entered, Person};
use thuchu_listen::Client;
use thuchu_model::{Clock as _, Role, Secret, Token};

use super::{Desk, Got};

/// A password that is taken.
pub(super) const PASSWORD: &str = "con mèo leo cây cau";

/// A browser on this machine, with its cookie.
pub(super) struct Browser<'a> {
    desk: &'a Desk,
    pub(super) cookie: RefCell<Option<String>>,
    https: bool,
}

impl<'a> Browser<'a> {
    pub(super) fn new(desk: &'a Desk) -> Self {
        Self { desk, cookie: RefCell::default(), https: false }
    }

    pub(super) fn encrypted(desk: &'a Desk) -> Self {
        Self { https: true, ..Self::new(desk) }
    }

    pub(super) fn holding(desk: &'a Desk, token: &Token) -> Self {
        let browser = Self::new(desk);
        browser.cookie.replace(Some(format!("desk={}", token.reveal())));
        browser
    }

    pub(super) async fn get(&self, path: &str) -> Got {
        self.send(Method::GET, path, &[]).await
    }

    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        self.send(Method::POST, path, fields).await
    }

    /// Sends a file in the field `picture`.
    pub(super) async fn file(&self, path: &str, bytes: &[u8]) -> Got {
        let head = "--x\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"../a.png\"\r\n\r\n";
        let body = [head.as_bytes(), bytes, b"\r\n--x--\r\n"].concat();
        let request =
            Request::post(path).header(header::HOST, "127.0.0.1:8080").header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let request = request.header(header::COOKIE, self.cookie.borrow().clone().unwrap_or_default());
        let mut request = request.body(Body::from(body)).unwrap();
        let client = Client { address: [127, 0, 0, 1].into(), forwarded: false, https: self.https };
        request.extensions_mut().insert(client);
        self.desk.send(request).await
    }

    /// Posts as a script of ours does.
    pub(super) async fn quietly(&self, path: &str, fields: &[(&str, &str)]) -> Got {
        self.sent(Method::POST, path, fields, true).await
    }

    async fn send(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Got {
        self.sent(method, path, fields, false).await
    }

    async fn sent(&self, method: Method, path: &str, fields: &[(&str, &str)], quiet: bool) -> Got {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::builder().method(method.clone()).uri(path).header(header::HOST, "127.0.0.1:8080");
        if method == Method::POST {
            request = request.header("sec-fetch-site", "same-origin");
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if quiet {
            request = request.header("x-autosave", "1");
        }
        if let Some(cookie) = &*self.cookie.borrow() {
            request = request.header(header::COOKIE, cookie);
        }
        let mut request = request.body(Body::from(form)).unwrap();
        let client = Client { address: [127, 0, 0, 1].into(), forwarded: false, https: self.https };
        request.extensions_mut().insert(client);
        let got = self.desk.send(request).await;
        if let Some(line) = got.headers.get(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            self.cookie.replace(Some(pair.to_owned()).filter(|pair| !pair.ends_with('=')));
        }
        got
    }
}

/// Uses a link: half way in.
pub(super) async fn half_way(desk: &Desk, link: &Token, name: &str) -> Token {
    desk.people.use_link(&link.reveal(), name, &Secret::new(PASSWORD.to_owned())).await.unwrap()
}

/// Connects a phone: all the way in.
pub(super) async fn connect(desk: &Desk, half_way: &Token) -> Token {
    let person = person(desk, half_way).await;
    let code = desk.people.pending(&person).unwrap().unwrap().code(step(desk));
    desk.people.confirm_factor(&person, &Secret::new(code)).await.unwrap().0
}

pub(super) async fn person(desk: &Desk, token: &Token) -> Person {
    desk.people.person(&token.reveal()).await.unwrap().expect("a log-in that stands")
}

/// The present step of second factors.
pub(super) fn step(desk: &Desk) -> i64 {
    desk.clock.now().micros() / 30_000_000
}

/// The first admin.
pub(super) async fn admin(desk: &Desk) -> Token {
    let link = desk.people.set_up_link().await.unwrap().expect("nobody has a password yet");
    connect(desk, &half_way(desk, &link, "Quản Trị").await).await
}

/// Somebody whom the admin invites, and who came.
pub(super) async fn colleague(desk: &Desk, admin: &Token, name: &str, role: Role) -> Token {
    let (_, link) = desk.people.invite(&person(desk, admin).await, name, role).await.unwrap();
    connect(desk, &half_way(desk, &link, "").await).await
}

/// Logs in by name and password.
pub(super) async fn half_again(desk: &Desk, name: &str) -> Token {
    let typed = Secret::new(PASSWORD.to_owned());
    match desk.people.log_in(name, &typed, &Secret::default()).await.unwrap() {
        Entered::HalfWay(token) | Entered::In(token) => token,
    }
}
