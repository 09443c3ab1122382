//! Bytes from the web for a reader that blocks: a thread of its own waits on the network, for that must not happen inside the
//! runtime.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use thuchu_fetch::{FileReader, FileStream};

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;
/// Pieces that may wait.
const WAITING: usize = 16;

/// A stream as an input of [`super::run`], `most` bytes of it: what is longer ends in an error, never as a short file. Called
/// within a runtime.
#[must_use]
pub fn carried(stream: FileStream, most: u64) -> Box<dyn BufRead + Send> {
    let reader = stream.into_reader(tokio::runtime::Handle::current());
    let (send, receive) = sync_channel(WAITING);
    std::thread::spawn(move || carry(reader, most, &send));
    Box::new(BufReader::new(Carried { receive, current: io::Cursor::new(Vec::new()), ended: false }))
}

/// Carries bytes until the end (an empty piece), an error, or until nobody listens.
fn carry(mut reader: FileReader, mut most: u64, send: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let read = reader.read(&mut piece).and_then(|n| {
            most = most.checked_sub(n as u64).ok_or_else(|| io::Error::other("the list is too large"))?;
            Ok(n)
        });
        let last = !matches!(read, Ok(n) if n > 0);
        let sent = send.send(read.map(|n| {
            piece.truncate(n);
            piece
        }));
        if last || sent.is_err() {
            return;
        }
    }
}

/// The receiving end. A carrier that vanishes without saying "end" is an error, never a short file.
struct Carried {
    receive: Receiver<io::Result<Vec<u8>>>,
    current: io::Cursor<Vec<u8>>,
    ended: bool,
}

impl Read for Carried {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.current.read(buffer)?;
            if read > 0 || self.ended || buffer.is_empty() {
                return Ok(read);
            }
            let piece = self.receive.recv().map_err(|_| io::Error::other("the transfer broke off"))??;
            self.ended = piece.is_empty();
            self.current = io::Cursor::new(piece);
        }
    }
}
