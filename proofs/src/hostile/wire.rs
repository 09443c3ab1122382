//! Bytes to the server and back, as they are: no client library, which would mend what is meant to be broken.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::{Proved, at, ensure};

/// No answer takes this long, not even of a slow client.
const MOST: Duration = Duration::from_secs(30);

/// Headers that every answer carries, with what their value must hold (TRUST R49).
const SAFE: [(&str, &str); 6] = [
    ("content-security-policy", "default-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "-origin"),
    ("permissions-policy", "geolocation=()"),
];

/// What came back on one connection until the server closed it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Answer {
    /// Of the first answer; 0 when there was none.
    pub(crate) status: u16,
    /// The head of the first answer, without its last line end.
    pub(crate) head: String,
    body_at: usize,
    /// Head and body, and further answers, as they came.
    pub(crate) bytes: Vec<u8>,
    /// Whether all that was to be sent could be sent.
    pub(crate) sent: u64,
}

impl Answer {
    /// Everything that came, from its bytes. An interim answer (`100 Continue`) is passed over.
    fn of(bytes: Vec<u8>, sent: u64) -> Self {
        let interim = b"HTTP/1.1 100 Continue\r\n\r\n";
        let bytes = bytes.strip_prefix(interim).map(<[u8]>::to_vec).unwrap_or(bytes);
        let digits = bytes.strip_prefix(b"HTTP/1.1 ").and_then(|rest| rest.get(..3));
        let status = digits.and_then(|code| std::str::from_utf8(code).ok()?.parse().ok()).unwrap_or(0);
        let end = bytes.windows(4).position(|end| end == b"\r\n\r\n");
        let head = String::from_utf8_lossy(&bytes[..end.unwrap_or(bytes.len())]).into_owned();
        Self { status, head, body_at: end.map_or(bytes.len(), |at| at + 4), bytes, sent }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes[self.body_at..]).into_owned()
    }

    pub(crate) fn body_bytes(&self) -> &[u8] {
        self.bytes.get(self.body_at..).unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }

    /// How many answers there are.
    pub(crate) fn count(&self) -> usize {
        let text = self.text();
        let begins = |at: usize| text[at..].chars().nth(9).is_some_and(|digit| digit.is_ascii_digit());
        text.match_indices("HTTP/1.1 ").filter(|(at, _)| begins(*at)).count()
    }

    /// Whether the body has its whole length. Answers here always say one.
    pub(crate) fn is_whole(&self) -> bool {
        let body = self.bytes.len() - self.body_at;
        let length = self.header("content-length").and_then(|length| length.parse().ok());
        self.status == 304 || length.is_some_and(|length: usize| body >= length)
    }

    /// Fails unless it carries the headers of every answer.
    pub(crate) fn is_safe(&self, what: &str) -> Proved {
        for (name, holds) in SAFE {
            let value = self.header(name).unwrap_or_default();
            ensure(value.contains(holds) && !value.contains("unsafe"), || {
                format!("{what}: {name} is {value:?}\n{}", self.head)
            })?;
        }
        ensure(self.header("set-cookie").is_none(), || format!("{what}: a cookie\n{}", self.head))
    }
}

/// Sends everything, also what the server may not want to read to its end, and reads until the server closes.
pub(crate) fn ask(address: SocketAddr, bytes: &[u8]) -> Proved<Answer> {
    let sending = |socket: &mut TcpStream| socket.write_all(bytes).map_or(0, |()| bytes.len() as u64);
    exchange(address, sending)
}

/// [`ask`] with a client that sends as it likes and tells how many bytes it could send.
pub(crate) fn exchange(address: SocketAddr, send: impl FnOnce(&mut TcpStream) -> u64 + Send) -> Proved<Answer> {
    let mut socket = TcpStream::connect(address).map_err(at("a connection"))?;
    socket.set_nodelay(true).and_then(|()| socket.set_read_timeout(Some(MOST))).map_err(at("a connection"))?;
    socket.set_write_timeout(Some(MOST)).map_err(at("a connection"))?;
    let mut sender = socket.try_clone().map_err(at("a connection"))?;
    std::thread::scope(|scope| {
        let sent = scope.spawn(move || send(&mut sender));
        let bytes = read_all(&mut socket)?;
        // Whoever still sends is told that nobody reads.
        let _ = socket.shutdown(std::net::Shutdown::Both);
        Ok(Answer::of(bytes, sent.join().unwrap_or_default()))
    })
}

/// Reads until the server closes or resets.
fn read_all(socket: &mut TcpStream) -> Proved<Vec<u8>> {
    let (mut all, mut part) = (Vec::new(), vec![0; 64 * 1024]);
    loop {
        match socket.read(&mut part) {
            Ok(0) => return Ok(all),
            Ok(length) => all.extend_from_slice(&part[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                return Err(format!("a connection stays open for {MOST:?} after {} bytes", all.len()));
            }
            // A reset ends it too.
            Err(_) => return Ok(all),
        }
    }
}

/// Reads one answer of a connection that stays open. What was read when the server closed before its end.
pub(crate) fn read_one(socket: &mut TcpStream) -> Answer {
    let (mut all, mut part) = (Vec::new(), vec![0; 16 * 1024]);
    loop {
        match socket.read(&mut part) {
            Ok(length) if length > 0 => all.extend_from_slice(&part[..length]),
            _ => return Answer::of(all, 0),
        }
        let answer = Answer::of(all, 0);
        if answer.is_whole() {
            return answer;
        }
        all = answer.bytes;
    }
}

/// `GET` of a path, on a connection of its own.
pub(crate) fn get(address: SocketAddr, path: &str) -> Proved<Answer> {
    ask(address, &request("GET", path, &[], b""))
}

/// A request in good order, for one connection. `Content-Length` is added to a body.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: desk.invalid\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// A question through the form.
pub(crate) fn form(path: &str, body: &[u8]) -> Vec<u8> {
    request("POST", path, &[("Content-Type", "application/x-www-form-urlencoded")], body)
}

/// A question through the API.
pub(crate) fn json(body: &[u8]) -> Vec<u8> {
    request("POST", "/api/v1/match", &[("Content-Type", "application/json")], body)
}

/// Every byte that may not stand in a query, in its `%` form.
pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    let encode = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(*byte).to_string(),
        other => format!("%{other:02X}"),
    };
    bytes.as_ref().iter().map(encode).collect()
}
