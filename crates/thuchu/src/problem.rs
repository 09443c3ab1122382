//! What went wrong, for the person at the terminal and for the program that reads us.
//!
//! A problem is a text of the catalogue named `error-…`; its id gives the stable code: `error-input-not-found` is
//! `input.not_found`. The technical cause, where there is one, goes along for the operator.

use std::{error::Error, fmt, process::ExitCode};

use thuchu_say::Message;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: the work is done.
    Done,
    /// 1: the work failed, or found something wrong.
    Failed,
    /// 2: wrong usage or unusable input.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Unusable => 2,
        })
    }
}

/// Why a command stopped early.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Something to tell the reader.
    Problem(Box<Problem>),
    /// The reader of our output closed it: nothing to tell, and nobody to tell it to.
    ReaderGone,
}

/// What went wrong.
#[derive(Debug)]
pub(crate) struct Problem {
    message: Message,
    exit: Exit,
    detail: Option<String>,
    code: Option<&'static str>,
}

impl Problem {
    /// The work failed.
    pub(crate) const fn failed(message: Message) -> Self {
        Self { message, exit: Exit::Failed, detail: None, code: None }
    }

    /// The input or the way of calling cannot be used.
    pub(crate) const fn unusable(message: Message) -> Self {
        Self { message, exit: Exit::Unusable, detail: None, code: None }
    }

    /// Adds the technical cause with all its causes, in the words of whoever raised it.
    #[must_use]
    pub(crate) fn because(mut self, cause: &(dyn Error + 'static)) -> Self {
        let mut detail = cause.to_string();
        let mut next = cause.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            if !detail.contains(&text) {
                detail.push_str(": ");
                detail.push_str(&text);
            }
            next = cause.source();
        }
        self.detail = Some(detail);
        self
    }

    /// Gives the code of whoever raised it, where one sentence of ours stands for several of theirs.
    #[must_use]
    pub(crate) const fn with_code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// The sentence for people.
    pub(crate) const fn message(&self) -> &Message {
        &self.message
    }

    /// The stable code for programs.
    pub(crate) fn code(&self) -> String {
        if let Some(code) = self.code {
            return code.to_owned();
        }
        let id = self.message.id();
        id.strip_prefix("error-").unwrap_or(id).replacen('-', ".", 1).replace('-', "_")
    }

    /// How the program ends.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// The technical cause.
    pub(crate) fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

impl From<Problem> for Halt {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}
