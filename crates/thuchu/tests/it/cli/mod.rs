//! The real binary, run in folders of its own. No test here reaches beyond this machine.

mod backup;
mod bad_input;
mod calibrate;
mod desk;
mod doctor;
mod evaluate;
mod help;
mod meaning;
mod model;
mod serve;
mod worker;

use std::{
    io::Write as _,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

/// A desk in a folder of its own.
pub(crate) struct Desk {
    pub(crate) folder: tempfile::TempDir,
    lang: &'static str,
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn desk() -> Desk {
    Desk { folder: tempfile::tempdir().unwrap(), lang: "en" }
}

impl Desk {
    pub(crate) fn in_vietnamese(mut self) -> Self {
        self.lang = "vi";
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thuchu"));
        command.args(words).env_clear().env("HOME", self.folder.path()).env("THUCHU_DATA", self.path("data"));
        command.env("THUCHU_LANG", self.lang).env("LANG", "C.UTF-8").env("THUCHU_LISTEN", "127.0.0.1:0");
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Said {
        self.run_with(words, b"")
    }

    /// Runs with this on standard input.
    pub(crate) fn run_with(&self, words: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(words);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // The program may stop reading at its limit: that is its right.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let said = said(child.wait_with_output().unwrap());
        writer.join().unwrap();
        said
    }
}

pub(crate) fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Said {
    /// Fails with this exit code and stable code, for people and for programs, without a panic.
    #[track_caller]
    pub(crate) fn refuses(&self, code: &str) -> &Self {
        assert_eq!(self.code, 2, "{}{}", self.out, self.err);
        assert!(self.err.contains(&format!("[{code}]")), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(self.out, "");
        self
    }

    #[track_caller]
    pub(crate) fn works(&self) -> &Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}
