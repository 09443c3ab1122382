//! One listener under every address there is: the hostile site where it is reached under a public one, a trap elsewhere.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::pages;
use crate::{Proved, at};

/// Where the hostile site is.
pub(super) const PUBLIC: Ipv4Addr = Ipv4Addr::new(93, 184, 216, 34);
/// The same for IPv6.
pub(super) const PUBLIC_V6: Ipv6Addr = Ipv6Addr::new(0x2606, 0x2800, 0x21f, 0xcb07, 0x6820, 0x80da, 0xaf6b, 0x8b2c);

/// Ports that are listened on: those that are fetched, and those that services inside have.
const PORTS: [u16; 12] = [80, 443, 22, 25, 2375, 3000, 3306, 5432, 6379, 8080, 8443, 9200];

/// What came in.
#[derive(Debug, Default)]
struct Seen {
    /// Hits by the address and port under which the trap was reached, with the first lines of what was said.
    trapped: BTreeMap<String, Vec<String>>,
    /// Requests to the public site, by path.
    served: BTreeMap<String, u32>,
}

/// Everything that came in.
#[derive(Debug, Clone, Default)]
pub(super) struct Traps(Arc<Mutex<Seen>>);

impl Traps {
    /// Listens for as long as the process lives.
    pub(super) fn set() -> Proved<Self> {
        let traps = Self::default();
        for port in PORTS {
            // One socket takes both kinds of addresses; without IPv6 there is only one.
            let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, port));
            let listener = listener.or_else(|_| TcpListener::bind((Ipv4Addr::UNSPECIFIED, port))).map_err(at(port))?;
            let traps = traps.clone();
            std::thread::spawn(move || {
                for socket in listener.incoming().flatten() {
                    let traps = traps.clone();
                    // Whoever hangs up early was counted.
                    std::thread::spawn(move || traps.take(socket).unwrap_or_default());
                }
            });
        }
        Ok(traps)
    }

    fn take(&self, socket: TcpStream) -> std::io::Result<()> {
        let reached = socket.local_addr()?;
        let ip = reached.ip().to_canonical();
        let public = (ip == IpAddr::V4(PUBLIC) || ip == IpAddr::V6(PUBLIC_V6)) && matches!(reached.port(), 80 | 443);
        let place = format!("{ip} port {}", reached.port());
        if !public {
            // Counted at once: also who connects and says nothing has come in.
            self.seen().trapped.entry(place.clone()).or_default().push(String::new());
        }
        socket.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut first = String::new();
        BufReader::new(socket.try_clone()?).read_line(&mut first)?;
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        if !public {
            if let Some(said) = self.seen().trapped.get_mut(&place).and_then(|all| all.last_mut()) {
                *said = first.trim().to_owned();
            }
            return answer(socket, "text/html", b"<p>BI MAT NOI BO</p>");
        }
        *self.seen().served.entry(path.clone()).or_default() += 1;
        match pages::redirect(&path) {
            Some(to) => {
                let mut socket = socket;
                write!(socket, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            }
            None => {
                let (kind, body) = pages::page(&path);
                answer(socket, kind, body.as_bytes())
            }
        }
    }

    /// Hits so far, by place.
    pub(super) fn hits(&self) -> BTreeMap<String, Vec<String>> {
        self.seen().trapped.clone()
    }

    /// Requests to the public site so far: how many, of how many paths.
    pub(super) fn served(&self) -> (u32, usize) {
        let seen = self.seen();
        (seen.served.values().sum(), seen.served.len())
    }

    /// Begins anew.
    pub(super) fn forget(&self) {
        *self.seen() = Seen::default();
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn answer(mut socket: TcpStream, kind: &str, body: &[u8]) -> std::io::Result<()> {
    let length = body.len();
    write!(socket, "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    socket.write_all(body)
}
