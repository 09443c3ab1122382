//! Who made an imported check, and how far the desk trusts them.

use std::fmt;

use crate::{Act, Editor, EditorId, Lang, ProposalId, PublisherId, Timestamp, may};

/// A publisher's site: host without scheme, path and leading `www.`, lower case. `vietfactcheck.org`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Site(String);

/// Why a text is no site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a site: {0:?}")]
pub struct SiteError(pub String);

impl Site {
    /// Reads a host, or the host of an address: scheme, `user@`, port, path and a leading `www.` are cut off.
    /// Letters outside ASCII stay as they are, in lower case; the text layer decides about punycode.
    pub fn parse(text: &str) -> Result<Self, SiteError> {
        let refused = || SiteError(text.chars().take(80).collect());
        let rest = text.trim();
        let rest = rest.split_once("://").map_or(rest, |(_, rest)| rest);
        let rest = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let rest = rest.split_once(':').map_or(rest, |(host, _)| host);
        let host = rest.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
        let plain = |part: &str| {
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') && part.len() <= 63
        };
        if host.len() <= 253 && host.split('.').all(plain) { Ok(Self(host.to_owned())) } else { Err(refused()) }
    }

    /// The site.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Site {
    type Error = SiteError;
    fn try_from(text: String) -> Result<Self, SiteError> {
        Self::parse(&text)
    }
}

impl From<Site> for String {
    fn from(site: Site) -> Self {
        site.0
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far a publisher's checks may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Hidden: not found, not shown.
    None,
    /// Found, shown with name and link, at most suggested. Every new publisher starts here.
    Show,
    /// May be the automatic answer.
    Answer,
}

impl Trust {
    /// The word used in commands, files and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Show => "show",
            Self::Answer => "answer",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::None, Self::Show, Self::Answer].into_iter().find(|trust| trust.as_str() == text)
    }
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a publisher says of its ties, shown beside its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Affiliation {
    /// Nobody has stated it yet.
    #[default]
    Unstated,
    /// None.
    Independent,
    /// Belongs to a state or its agency.
    State,
    /// Belongs to a party or an advocacy group.
    Party,
}

impl Affiliation {
    /// The word used in files and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unstated => "unstated",
            Self::Independent => "independent",
            Self::State => "state",
            Self::Party => "party",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Unstated, Self::Independent, Self::State, Self::Party].into_iter().find(|a| a.as_str() == text)
    }
}

/// Who made an imported check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its name in the store.
    pub id: PublisherId,
    /// The name people read.
    pub name: String,
    /// Its site: two publishers never share one.
    pub site: Site,
    /// The languages it publishes in.
    pub langs: Vec<Lang>,
    /// Its ties.
    pub affiliation: Affiliation,
    /// How far its checks may go.
    pub trust: Trust,
}

/// A change of trust that the rules allow, ready to be stored and audited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustChange {
    /// Before.
    pub from: Trust,
    /// After.
    pub to: Trust,
    /// In whose names.
    pub by: Vec<EditorId>,
}

/// A change of trust that one editor wants and another has to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustProposal {
    /// Its name in the store.
    pub id: ProposalId,
    /// Whose trust.
    pub publisher: PublisherId,
    /// The level it was made at. When that has changed meanwhile, the proposal says nothing any more.
    pub from: Trust,
    /// The level wanted.
    pub to: Trust,
    /// Who wants it.
    pub by: EditorId,
    /// Since when.
    pub at: Timestamp,
}

/// Why the trust of a publisher stays as it is. Each variant is one rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrustRefused {
    /// Somebody stands behind every change.
    #[error("a change of trust needs an editor's name")]
    NoEditor,
    /// Raising to `answer` needs two.
    #[error("raising a publisher to `answer` needs two different editors")]
    NeedsTwo,
    /// Disabled accounts decide nothing.
    #[error("editor {0} is not active")]
    Inactive(EditorId),
    /// The role reads but does not decide.
    #[error("editor {0} may not change trust")]
    Role(EditorId),
}

/// The rule for changing trust: raising to `answer` needs two different active editors, every other change one.
/// Setting the level a publisher already has follows the same rule and changes nothing else.
pub fn change_trust(from: Trust, to: Trust, by: &[&Editor]) -> Result<TrustChange, TrustRefused> {
    let mut names: Vec<EditorId> = by.iter().map(|editor| editor.id).collect();
    names.sort_unstable();
    names.dedup();
    if let Some(editor) = by.iter().find(|editor| !editor.active) {
        return Err(TrustRefused::Inactive(editor.id));
    }
    if let Some(editor) = by.iter().find(|editor| !may(editor.role, Act::DecideTrust)) {
        return Err(TrustRefused::Role(editor.id));
    }
    match names.len() {
        0 => Err(TrustRefused::NoEditor),
        1 if to == Trust::Answer => Err(TrustRefused::NeedsTwo),
        _ => Ok(TrustChange { from, to, by: names }),
    }
}

#[cfg(test)]
mod tests;
