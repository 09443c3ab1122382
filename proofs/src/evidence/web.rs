//! A web for the desk that is killed: it outlives every kill.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::{Proved, at};

/// Serves for as long as this process lives: every path is a page that says which, but for `/khong-co` and `/robots.txt`.
pub(super) fn serve() -> Proved<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(at("a port"))?;
    let address = listener.local_addr().map_err(at("a port"))?;
    std::thread::spawn(move || {
        for socket in listener.incoming().flatten() {
            // A client that was killed hears no answer.
            std::thread::spawn(move || answer(socket).unwrap_or_default());
        }
    });
    Ok(address)
}

fn answer(mut socket: TcpStream) -> std::io::Result<()> {
    let mut first = String::new();
    let mut reader = BufReader::new(socket.try_clone()?);
    reader.read_line(&mut first)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let status = if matches!(path, "/khong-co" | "/robots.txt") { 404 } else { 200 };
    let body = format!(
        "<!DOCTYPE html><html lang=vi><head><title>Trang {path}</title><link rel=stylesheet href=/kieu.css></head><body><article>\
         <p>Đây là trang {path}. Bộ nói rõ: Không có quy định này. Ai nói khác thì chỉ là tin đồn, và không có văn bản nào như vậy.</p></article></body></html>"
    );
    let length = body.len();
    write!(
        socket,
        "HTTP/1.1 {status} .\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
