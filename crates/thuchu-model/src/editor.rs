//! The people who log in.

use std::fmt;

use crate::{EditorId, Timestamp};

/// The name an editor logs in and signs with: trimmed, 1 to 80 characters, no control characters.
/// Compared by lower-case letters, so `An` and `an` are one editor.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EditorName(String);

/// Why a text is no editor's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an editor's name has 1 to 80 characters and no control characters")]
pub struct EditorNameError;

impl EditorName {
    /// Trims and checks a name.
    pub fn parse(text: &str) -> Result<Self, EditorNameError> {
        let text = text.trim();
        let fits = (1..=80).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) { Ok(Self(text.to_owned())) } else { Err(EditorNameError) }
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As compared: lower case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl PartialEq for EditorName {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for EditorName {}

impl TryFrom<String> for EditorName {
    type Error = EditorNameError;
    fn try_from(text: String) -> Result<Self, EditorNameError> {
        Self::parse(&text)
    }
}

impl From<EditorName> for String {
    fn from(name: EditorName) -> Self {
        name.0
    }
}

impl fmt::Display for EditorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an editor is here for; what that allows is the table of [`crate::may()`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes.
    Contributor,
    /// Writes, approves, publishes.
    Editor,
    /// The same, and manages editors and settings.
    Admin,
    /// Runs classes.
    Trainer,
    /// Reads counts and the audit log; changes nothing and sees no text of messages.
    Auditor,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [Self::Contributor, Self::Editor, Self::Admin, Self::Trainer, Self::Auditor];

    /// The word used in commands and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contributor => "contributor",
            Self::Editor => "editor",
            Self::Admin => "admin",
            Self::Trainer => "trainer",
            Self::Auditor => "auditor",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A person who logs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// Their name in the store and the audit log.
    pub id: EditorId,
    /// The name they sign with.
    pub name: EditorName,
    /// What they may do.
    pub role: Role,
    /// Disabled editors keep their name in the log and can do nothing.
    pub active: bool,
    /// When they were added.
    pub since: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_by_more_than_case() {
        assert_eq!(EditorName::parse(" Ánh ").unwrap(), EditorName::parse("ánh").unwrap());
        assert_ne!(EditorName::parse("An").unwrap(), EditorName::parse("Ân").unwrap());
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for wrong in ["", "  ", "a\nb", &"x".repeat(81)] {
            assert!(EditorName::parse(wrong).is_err());
        }
    }

    #[test]
    fn roles_read_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
        }
        assert_eq!(Role::parse("root"), None);
    }
}
