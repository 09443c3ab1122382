//! For tests of what goes out to the web: a server on loopback that answers every name, and an admin who may name it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use thuchu_fetch::{Fetcher, Reach};
use thuchu_model::{Clock as _, Secret};
use thuchu_store::sealing::Keys;
use thuchu_testkit::{FixedClock, SeededChance, TestStore, noon};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::Desk;
use crate::people::{People, Person};

/// A request as it came: its head in lower case but for the values, and its body.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    /// The path.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// The host.
    pub(crate) fn host(&self) -> &str {
        self.header("host").unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// The server.
pub(crate) struct Loopback {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Loopback {
    /// Answers with a status, header lines and a body.
    pub(crate) async fn start(answer: impl Fn(&Asked) -> (u16, String, Vec<u8>) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), asked: Arc::default() };
        let (asked, answer) = (server.asked.clone(), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let (asked, answer) = (asked.clone(), answer.clone());
                tokio::spawn(async move {
                    let (mut whole, mut piece) = (Vec::new(), [0; 4_096]);
                    let request = loop {
                        let read = socket.read(&mut piece).await.unwrap_or(0);
                        whole.extend_from_slice(&piece[..read]);
                        let end = whole.windows(4).position(|four| four == b"\r\n\r\n");
                        if let Some(end) = end {
                            let head = String::from_utf8_lossy(&whole[..end]).into_owned();
                            let request = Asked { head, body: whole[end + 4..].to_vec() };
                            let length = request.header("content-length").and_then(|length| length.parse().ok());
                            if request.body.len() >= length.unwrap_or(0) {
                                break request;
                            }
                        }
                        if read == 0 {
                            return;
                        }
                    };
                    let (status, lines, body) = answer(&request);
                    asked.lock().unwrap().push(request);
                    let head = format!(
                        "HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n{lines}\r\n",
                        body.len()
                    );
                    let _ = socket.write_all(&[head.as_bytes(), &body].concat()).await;
                });
            }
        });
        server
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// A way out that leads here, whatever name is asked for.
    pub(crate) fn fetcher(&self) -> Fetcher {
        Fetcher::new(Reach::only(self.address)).unwrap()
    }
}

/// A desk with somebody who may change its settings.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) admin: Person,
}

impl House {
    pub(crate) async fn of(store: &TestStore) -> Self {
        let keys = Keys::in_folder(&store.data.path().join("keys")).unwrap();
        let (clock, chance) = (Arc::new(FixedClock::at(noon())), Arc::new(SeededChance::another()));
        let people = People::new(store.db.clone(), keys.clone(), clock.clone(), chance.clone()).unwrap();
        let link = people.set_up_link().await.unwrap().unwrap();
        let password = Secret::new("con mèo leo cây cau".to_owned());
        let half = people.use_link(&link.reveal(), "Quản Trị", &password).await.unwrap();
        let person = people.person(&half.reveal()).await.unwrap().unwrap();
        let code = people.pending(&person).unwrap().unwrap().code(clock.now().micros() / 30_000_000);
        let token = people.confirm_factor(&person, &Secret::new(code)).await.unwrap().0;
        let admin = people.person(&token.reveal()).await.unwrap().unwrap();
        let blobs = store.blobs();
        let desk = Desk { db: store.db.clone(), blobs, keys, clock: clock.clone(), chance, utc_offset_minutes: 420 };
        Self { desk, clock, admin }
    }

    /// Lets time pass.
    pub(crate) fn later(&self, seconds: i64) {
        self.clock.set(self.clock.now().plus_seconds(seconds));
    }
}
