//! A text with its arguments, not yet in a language.

use std::fmt;

use jiff::civil::Date;

use crate::{Lang, people};

/// A text with its arguments. Made only by the functions of this crate; becomes words with [`Message::in_lang`].
#[derive(Clone)]
pub struct Message {
    id: &'static str,
    write: fn(Lang, &[Value], &mut String),
    values: Vec<Value>,
}

impl Message {
    pub(crate) const fn new(id: &'static str, write: fn(Lang, &[Value], &mut String), values: Vec<Value>) -> Self {
        Self { id, write, values }
    }

    /// The id in the catalogue, `import-done` or `import-done.hint`: stable, for programs.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The text in a language.
    #[must_use]
    pub fn in_lang(&self, lang: Lang) -> String {
        let mut out = String::new();
        (self.write)(lang, &self.values, &mut out);
        out
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("id", &self.id).field("values", &self.values).finish()
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.values == other.values
    }
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
#[allow(dead_code, reason = "a kind may be unused by today's texts")]
pub(crate) enum Value {
    Text(String),
    Count(u64),
    Number(f64),
    Percent(f64),
    Bytes(u64),
    Date(Date),
    Message(Message),
}

impl Value {
    pub(crate) fn write(&self, lang: Lang, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Count(count) => out.push_str(&people::count(*count, lang)),
            Self::Number(number) => out.push_str(&people::number(*number, lang)),
            Self::Percent(share) => out.push_str(&people::percent(*share, lang)),
            Self::Bytes(bytes) => out.push_str(&people::bytes(*bytes, lang)),
            Self::Date(date) => out.push_str(&people::day(*date, lang)),
            Self::Message(message) => (message.write)(lang, &message.values, out),
        }
    }

    /// For a choice on a count. The build lets only counts be chosen on by number.
    #[allow(dead_code, reason = "used as soon as a text chooses on a count")]
    pub(crate) const fn count(&self) -> u64 {
        if let Self::Count(count) = self { *count } else { u64::MAX }
    }

    /// For a choice on a word. The build lets only texts be chosen on by word.
    #[allow(dead_code, reason = "used as soon as a text chooses on a word")]
    pub(crate) fn word(&self) -> &str {
        if let Self::Text(word) = self { word } else { "" }
    }
}
