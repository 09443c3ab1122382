//! A mail server on loopback that misbehaves on request: what it does is decided by the recipient's address.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail that was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The recipient of the envelope.
    pub to: String,
    /// All that was sent between `DATA` and the dot.
    pub data: String,
}

impl Mail {
    /// The value of a header line, unfolded lines only.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default();
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// The server. The part of a recipient before the `@` decides:
/// `busyN…` gets 451 to the first N tries, `no…` always 550, `hang…` no answer after the dot at the first try,
/// `drop…` is taken over at the first try and the connection then cut before the reply, all others are taken over.
#[derive(Clone)]
pub struct FakeSmtp {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    taken: Mutex<Vec<Mail>>,
    tries: Mutex<HashMap<String, u32>>,
}

impl FakeSmtp {
    /// Listens on a free port of loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State::default());
        let serving = state.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let state = serving.clone();
                tokio::spawn(async move {
                    // A client that goes away is what these tests are about.
                    let _ = talk(socket, &state).await;
                });
            }
        });
        Self { address, state }
    }

    /// As a setting names it.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What was taken over so far.
    pub fn taken(&self) -> Vec<Mail> {
        self.state.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn talk(socket: TcpStream, state: &State) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 fake\r\n").await?;
    let mut to = String::new();
    while let Some(line) = lines.next_line().await? {
        let word = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "EHLO" | "HELO" => write.write_all(b"250-fake\r\n250 8BITMIME\r\n").await?,
            "MAIL" | "RSET" | "NOOP" => write.write_all(b"250 ok\r\n").await?,
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let tried = state.count(&to);
                let busy = to.strip_prefix("busy").and_then(|rest| rest.chars().next()?.to_digit(10));
                if to.starts_with("no") {
                    write.write_all(b"550 nobody here\r\n").await?;
                } else if busy.is_some_and(|times| tried <= times) {
                    write.write_all(b"451 come back\r\n").await?;
                } else {
                    write.write_all(b"250 ok\r\n").await?;
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut data = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    data.push_str("\r\n");
                }
                let first = state.tries(&to) <= 1;
                if to.starts_with("hang") && first {
                    tokio::time::sleep(Duration::from_secs(3_600)).await;
                }
                state.taken.lock().unwrap_or_else(PoisonError::into_inner).push(Mail { to: to.clone(), data });
                if to.starts_with("drop") && first {
                    return Ok(());
                }
                write.write_all(b"250 taken\r\n").await?;
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => write.write_all(b"502 what\r\n").await?,
        }
    }
    Ok(())
}

impl State {
    fn count(&self, to: &str) -> u32 {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        let count = tries.entry(to.to_owned()).or_default();
        *count += 1;
        *count
    }

    fn tries(&self, to: &str) -> u32 {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner).get(to).copied().unwrap_or(0)
    }
}
