//! Hostile clients, and what an asker leaves behind: nothing (TRUST R12, R23–R25, R29, R32, R36, R37, R40, R42, R49,
//! R50).
//!
//! The real program is served on loopback with its real limits. Each proof has a size: the tests run it small, `cargo
//! xtask prove hostile` in full.

mod canary;
mod drain;
mod flood;
mod slow;
mod soak;
mod still;
mod texts;
pub(crate) mod wire;

mod judge;
mod paths;
pub(crate) mod server;
mod smuggling;
pub(crate) mod sweep;
mod tools;

use std::path::{Path, PathBuf};

use crate::desk::Desk;
use crate::{Proved, at};
use server::Server;

/// What is proven, and how much of it.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// Clients of each slow mode; silent ones are twenty times as many.
    pub slow: usize,
    /// Bytes that a body without end wants to send.
    pub endless: u64,
    /// Requests of the soak.
    pub soak: u64,
    /// How often the program is stopped under load.
    pub stops: u32,
    /// How many times slower a client beside hostile ones may be, in percent of alone.
    pub slower: u64,
}

impl Plan {
    /// In full: 2,000 silent clients, 10 GB, a million requests.
    #[must_use]
    pub fn full(program: PathBuf) -> Self {
        Self { program, slow: 100, endless: 10_000_000_000, soak: 1_000_000, stops: 20, slower: 200 }
    }

    /// Seconds, on a busy machine, in a debug build.
    #[must_use]
    pub fn small(program: PathBuf) -> Self {
        Self { program, slow: 20, endless: 300_000_000, soak: 20_000, stops: 2, slower: 2_000 }
    }
}

/// A part of the proof.
pub type Part = fn(&Plan, &mut dyn FnMut(&str)) -> Proved;

/// Every part by its name.
pub const PARTS: &[(&str, Part)] = &[
    ("slow", slow::prove),
    ("flood", flood::prove),
    ("smuggling", smuggling::prove),
    ("texts", texts::prove),
    ("paths", paths::prove),
    ("still", still::prove),
    ("canary", canary::prove),
    ("drain", drain::prove),
    ("soak", soak::prove),
    ("tools", tools::prove),
];

/// Runs one part, or all of them.
pub fn prove(plan: &Plan, part: Option<&str>, say: &mut dyn FnMut(&str)) -> Proved {
    let wanted: Vec<_> = PARTS.iter().filter(|(name, _)| part.is_none_or(|part| part == *name)).collect();
    if wanted.is_empty() {
        let names: Vec<_> = PARTS.iter().map(|(name, _)| *name).collect();
        return Err(format!("the parts are: {}", names.join(", ")));
    }
    for (name, run) in wanted {
        say(&format!("── {name}"));
        run(plan, say).map_err(at(name))?;
    }
    Ok(())
}

/// A demonstration desk being served from a folder of its own, which goes when it is dropped.
struct Stage {
    server: Server,
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Stage {
    fn new(program: &Path, words: &[&str], environment: &[(&str, &str)]) -> Proved<Self> {
        let folder = tempfile::Builder::new().prefix("thuchu-hostile-").tempdir().map_err(at("a folder"))?;
        let desk = Desk::new(program, &folder.path().join("data"), None)?;
        let server = Server::start(&desk, &[&["--demo"], words].concat(), environment)?;
        Ok(Self { server, desk, folder })
    }
}
