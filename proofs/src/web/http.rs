//! As much of an HTTP client as the proof needs to look at an answer before it is measured.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::{Proved, at};

/// The wish for a compressed answer.
pub(super) const GZIP: (&str, &str) = ("accept-encoding", "gzip");

/// An answer, whole.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.clone())
    }
}

/// Gets a path from `address` (`127.0.0.1:8080`).
pub(super) fn get(address: &str, path: &str, headers: &[(&str, &str)]) -> Proved<Answer> {
    ask(address, &format!("GET {path} HTTP/1.1\r\n"), headers, "")
}

/// Posts JSON to a path.
pub(super) fn post(address: &str, path: &str, json: &str) -> Proved<Answer> {
    let length = json.len().to_string();
    let headers = [("content-type", "application/json"), ("content-length", length.as_str())];
    ask(address, &format!("POST {path} HTTP/1.1\r\n"), &headers, json)
}

/// Posts a form to a path.
pub(super) fn post_form(address: &str, path: &str, form: &str) -> Proved<Answer> {
    let length = form.len().to_string();
    let kind = "application/x-www-form-urlencoded";
    let headers = [("content-type", kind), ("content-length", length.as_str())];
    ask(address, &format!("POST {path} HTTP/1.1\r\n"), &headers, form)
}

fn ask(address: &str, line: &str, headers: &[(&str, &str)], body: &str) -> Proved<Answer> {
    let mut head = format!("{line}host: {address}\r\nconnection: close\r\n");
    headers.iter().for_each(|(name, value)| head.extend([*name, ": ", *value, "\r\n"]));
    let mut answer = Vec::new();
    let mut talk = || {
        let mut socket = TcpStream::connect(address)?;
        socket.set_read_timeout(Some(Duration::from_secs(30)))?;
        socket.write_all(format!("{head}\r\n{body}").as_bytes())?;
        socket.read_to_end(&mut answer)
    };
    talk().map_err(at(address))?;
    read(&answer).ok_or_else(|| format!("{address} answers {}", String::from_utf8_lossy(&answer)))
}

/// Both servers send bodies with their length, and close.
fn read(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let mut lines = std::str::from_utf8(&answer[..end]).ok()?.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let pair = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    Some(Answer { status, headers: lines.filter_map(pair).collect(), body: answer[end + 4..].to_vec() })
}
