//! A web of one loopback address: every host leads there, and a test says what each page answers, and changes it.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use thuchu_fetch::{Fetcher, Reach};

/// What a page answers.
#[derive(Clone)]
pub(super) struct Answer {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

impl Answer {
    /// A page of this body, as HTML in UTF-8.
    pub(super) fn html(body: &str) -> Self {
        Self { status: 200, headers: "Content-Type: text/html; charset=utf-8\r\n".to_owned(), body: body.into() }
    }

    /// Any file.
    pub(super) fn file(kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: format!("Content-Type: {kind}\r\n"), body: body.into() }
    }

    /// A page that is none.
    pub(super) fn status(status: u16) -> Self {
        Self { status, ..Self::html("<p>Không có trang này.</p>") }
    }

    /// A redirect.
    pub(super) fn to(address: &str) -> Self {
        Self { status: 301, headers: format!("Location: {address}\r\n"), body: Vec::new() }
    }

    /// The connection ends without a word.
    pub(super) fn nothing() -> Self {
        Self { status: 0, headers: String::new(), body: Vec::new() }
    }
}

type Pages = Arc<Mutex<HashMap<String, Answer>>>;
type Asked = Arc<Mutex<Vec<String>>>;
type Server = Arc<dyn Fn(&[u8]) -> Answer + Send + Sync>;

/// The web. What has no page is a 404.
pub(super) struct Web {
    address: SocketAddr,
    pages: Pages,
    asked: Asked,
}

impl Web {
    /// A web without pages.
    pub(super) fn new() -> Self {
        Self::with(Arc::new(|_| Answer::status(404)))
    }

    /// One whose `POST`s this answers, given the body.
    pub(super) fn with(posted: Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let web = Self { address: listener.local_addr().unwrap(), pages: Pages::default(), asked: Asked::default() };
        let (pages, asked) = (web.pages.clone(), web.asked.clone());
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (pages, asked, posted) = (pages.clone(), asked.clone(), posted.clone());
                // Whoever hangs up early is of no interest.
                std::thread::spawn(move || answer(socket, &pages, &asked, &posted).unwrap_or_default());
            }
        });
        web
    }

    /// From here on this address, without its scheme (`bao.vn/1`), answers so.
    pub(super) fn set(&self, address: &str, answer: Answer) {
        self.pages.lock().unwrap().insert(address.to_owned(), answer);
    }

    /// What was asked for so far, `bao.vn/1`, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How often this address was asked for.
    pub(super) fn times(&self, address: &str) -> usize {
        self.asked().iter().filter(|asked| *asked == address).count()
    }

    /// The way out to this web and nowhere else.
    pub(super) fn fetcher(&self) -> Fetcher {
        Fetcher::new(Reach::only(self.address)).unwrap()
    }
}

fn answer(socket: TcpStream, pages: &Pages, asked: &Asked, posted: &Server) -> std::io::Result<()> {
    let mut reader = BufReader::new(socket.try_clone()?);
    let (mut first, mut host, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "host" => host = value.trim().split(':').next().unwrap_or_default().to_owned(),
            "content-length" => length = value.trim().parse().unwrap_or(0),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let address = format!("{host}{}", first.split(' ').nth(1).unwrap_or_default());
    asked.lock().unwrap().push(address.clone());
    let page = match first.starts_with("POST") {
        true => posted(&body),
        false => pages.lock().unwrap().get(&address).cloned().unwrap_or_else(|| Answer::status(404)),
    };
    if page.status == 0 {
        return Ok(());
    }
    let (headers, length) = (page.headers, page.body.len());
    let mut socket = socket;
    let head = format!("HTTP/1.1 {} .\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n", page.status);
    socket.write_all(head.as_bytes())?;
    socket.write_all(&page.body)
}
