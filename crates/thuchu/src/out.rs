//! The only place that prints: results on standard output, everything else on standard error.
//!
//! Text that came from outside may carry terminal commands or turn the reading direction: such characters are
//! shown, never sent. A reader that goes away (`| head`) ends the program quietly.

use std::io::{self, BufWriter, IsTerminal as _, Stdout, Write};

use serde::Serialize;
use thuchu_say::{Lang, Message, error_detail, error_heading, error_output};

use crate::problem::{Halt, Problem};

/// Where a command writes.
pub(crate) struct Out {
    lang: Lang,
    json: bool,
    quiet: bool,
    stdout: BufWriter<Stdout>,
}

impl Out {
    /// An output in a language; `json` also decides how errors are written.
    pub(crate) fn new(lang: Lang, json: bool) -> Self {
        Self { lang, json, quiet: false, stdout: BufWriter::new(io::stdout()) }
    }

    /// Whether a program reads us.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// The reader's language.
    pub(crate) const fn lang(&self) -> Lang {
        self.lang
    }

    /// No notes and no progress from now on.
    pub(crate) const fn be_quiet(&mut self) {
        self.quiet = true;
    }

    /// Whether a progress bar has anybody to look at it.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// One text of the catalogue as a line.
    pub(crate) fn say(&mut self, message: &Message) -> Result<(), Halt> {
        let text = message.in_lang(self.lang);
        self.text(&text)
    }

    /// Text as it is, ended by a line break if it has none.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), Halt> {
        let text = visible(text);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        self.write(|stdout| write!(stdout, "{text}{end}"))
    }

    /// A value for programs: one line of JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<(), Halt> {
        self.write(|stdout| {
            serde_json::to_writer(&mut *stdout, value)?;
            stdout.write_all(b"\n")
        })
    }

    /// Bytes for programs, as they are.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<()>) -> Result<(), Halt> {
        write(&mut self.stdout).map_err(|e| halt(&e))
    }

    /// Hands everything on to the system.
    pub(crate) fn flush(&mut self) -> Result<(), Halt> {
        self.stdout.flush().map_err(|e| halt(&e))
    }

    /// A remark for people on standard error; nothing with `--quiet`, nothing for programs.
    pub(crate) fn note(&mut self, message: &Message) {
        if !self.quiet && !self.json {
            self.complain(&message.in_lang(self.lang));
        }
    }

    /// Says what went wrong, on standard error.
    pub(crate) fn problem(&mut self, problem: &Problem) {
        let text = problem.message().in_lang(self.lang);
        if self.json {
            let error = serde_json::json!({ "error": { "code": problem.code(), "message": text } });
            self.complain(&error.to_string());
            return;
        }
        self.complain(&format!("{} [{}]: {text}", error_heading().in_lang(self.lang), problem.code()));
        if let Some(detail) = problem.detail() {
            self.complain(&format!("  {}: {detail}", error_detail().in_lang(self.lang)));
        }
    }

    /// If standard error is closed as well, there is nobody left to tell.
    fn complain(&mut self, text: &str) {
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr().lock(), "{}", visible(text));
    }
}

/// What a failed write to standard output means.
pub(crate) fn halt(error: &io::Error) -> Halt {
    if error.kind() == io::ErrorKind::BrokenPipe {
        Halt::ReaderGone
    } else {
        Problem::failed(error_output()).because(error).into()
    }
}

/// The text with control, direction and invisible characters shown instead of sent; line breaks and tabs stay.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}')),
            '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => out.push_str(&format!("<U+{:04X}>", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn terminal_commands_and_turned_directions_are_shown_not_sent() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\td\n"), "a␛[2Jb<U+202E>c\td\n");
        assert_eq!(visible("Nước chanh 🍋"), "Nước chanh 🍋");
    }
}
