//! The links of the audit chain: who did what to which object. Tamper-evident, not tamper-proof: whoever keeps an
//! outside copy of the head can see any later change. No personal data of askers, never a message id.

use std::fmt;

use crate::{AppealId, CheckId, ClusterId, EditorId, ImportRunId, PublisherId, ReviewId, Sha256Hash, Timestamp};

/// What was done: 1 to 60 of `a–z`, `0–9`, `_` and `.`, such as `publisher.trust`.
pub type AuditAct = crate::JobKind;

/// What it was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditObject {
    /// The desk as a whole.
    Desk,
    /// A check.
    Check(CheckId),
    /// A publisher.
    Publisher(PublisherId),
    /// A review.
    Review(ReviewId),
    /// An editor.
    Editor(EditorId),
    /// A run of an import.
    ImportRun(ImportRunId),
    /// Messages that ask the same; never a single message.
    Cluster(ClusterId),
    /// A reply or an appeal.
    Appeal(AppealId),
}

impl AuditObject {
    /// The kinds as the store keeps them.
    pub const KINDS: [&'static str; 8] =
        ["desk", "check", "publisher", "review", "editor", "import_run", "cluster", "appeal"];

    /// The kind as the store keeps it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Check(_) => "check",
            Self::Publisher(_) => "publisher",
            Self::Review(_) => "review",
            Self::Editor(_) => "editor",
            Self::ImportRun(_) => "import_run",
            Self::Cluster(_) => "cluster",
            Self::Appeal(_) => "appeal",
        }
    }

    /// The id as the store keeps it; the desk has sixteen zeros.
    pub const fn id(&self) -> [u8; 16] {
        match self {
            Self::Desk => [0; 16],
            Self::Check(id) => *id.as_bytes(),
            Self::Publisher(id) => *id.as_bytes(),
            Self::Review(id) => *id.as_bytes(),
            Self::Editor(id) => *id.as_bytes(),
            Self::ImportRun(id) => *id.as_bytes(),
            Self::Cluster(id) => *id.as_bytes(),
            Self::Appeal(id) => *id.as_bytes(),
        }
    }

    /// Reads the pair back; an unknown kind is `None`.
    pub fn from_parts(kind: &str, id: [u8; 16]) -> Option<Self> {
        Some(match kind {
            "desk" => Self::Desk,
            "check" => Self::Check(CheckId::from_bytes(id)),
            "publisher" => Self::Publisher(PublisherId::from_bytes(id)),
            "review" => Self::Review(ReviewId::from_bytes(id)),
            "editor" => Self::Editor(EditorId::from_bytes(id)),
            "import_run" => Self::ImportRun(ImportRunId::from_bytes(id)),
            "cluster" => Self::Cluster(ClusterId::from_bytes(id)),
            "appeal" => Self::Appeal(AppealId::from_bytes(id)),
            _ => return None,
        })
    }
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place, from 1 without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// In whose names; empty when the operator or the program acted.
    pub by: Vec<EditorId>,
    /// What was done.
    pub act: AuditAct,
    /// To what.
    pub object: AuditObject,
    /// The rest, as canonical JSON (`{"from":"show","to":"answer"}`).
    pub detail: String,
}

impl AuditEntry {
    /// The hash before the first link: 32 zeros.
    pub const START: Sha256Hash = Sha256Hash::from_bytes([0; 32]);

    /// The bytes that are hashed: a version mark, then every field; those of varying length follow their length as
    /// 8 bytes big-endian, so no two entries share their bytes.
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(96 + self.by.len() * 16 + self.detail.len());
        bytes.extend_from_slice(b"thuchu audit 1");
        bytes.extend_from_slice(&self.number.to_be_bytes());
        bytes.extend_from_slice(&self.at.micros().to_be_bytes());
        bytes.extend_from_slice(&(self.by.len() as u64).to_be_bytes());
        for editor in &self.by {
            bytes.extend_from_slice(editor.as_bytes());
        }
        for text in [self.act.as_str(), self.object.kind()] {
            put(&mut bytes, text.as_bytes());
        }
        bytes.extend_from_slice(&self.object.id());
        put(&mut bytes, self.detail.as_bytes());
        bytes
    }

    /// A word in this detail that would tell of an asker: a field that is never kept, or something like an address of
    /// mail. Numbers of messages and of askers tell of nobody.
    pub fn about_an_asker(detail: &serde_json::Value) -> Option<String> {
        use serde_json::Value;
        match detail {
            Value::Object(fields) => fields.iter().find_map(|(name, value)| {
                if NEVER.contains(&name.as_str()) { Some(name.clone()) } else { Self::about_an_asker(value) }
            }),
            Value::Array(values) => values.iter().find_map(Self::about_an_asker),
            Value::String(text) => {
                let mail = |word: &str| {
                    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
                };
                text.split_whitespace().find(|word| mail(word) && !word.contains('/')).map(str::to_owned)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => None,
        }
    }

    /// The hash of this link: SHA-256 of the hash before it and its canonical bytes.
    pub fn hash(&self, before: &Sha256Hash) -> Sha256Hash {
        Sha256Hash::of_parts(&[before.as_bytes(), &self.canonical()])
    }
}

/// Fields that no detail has.
const NEVER: [&str; 14] = [
    "message",
    "message_id",
    "text",
    "wording",
    "words",
    "receipt",
    "code",
    "asker",
    "sender",
    "phone",
    "mail",
    "email",
    "ip",
    "reply_to",
];

fn put(bytes: &mut Vec<u8>, part: &[u8]) {
    bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
    bytes.extend_from_slice(part);
}

impl fmt::Display for AuditObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Desk => f.write_str("desk"),
            _ => write!(f, "{} {}", self.kind(), uuid::Uuid::from_bytes(self.id())),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry() -> AuditEntry {
        AuditEntry {
            number: 1,
            at: Timestamp::from_micros(7),
            by: vec![EditorId::from_bytes([1; 16])],
            act: AuditAct::parse("publisher.trust").unwrap(),
            object: AuditObject::Publisher(PublisherId::from_bytes([2; 16])),
            detail: "{}".into(),
        }
    }

    #[test]
    fn every_field_is_part_of_the_hash() {
        let changed = [
            AuditEntry { number: 2, ..entry() },
            AuditEntry { at: Timestamp::from_micros(8), ..entry() },
            AuditEntry { by: vec![], ..entry() },
            AuditEntry { act: AuditAct::parse("publisher.trusts").unwrap(), ..entry() },
            AuditEntry { object: AuditObject::Desk, ..entry() },
            AuditEntry { detail: "{ }".into(), ..entry() },
        ];
        for other in changed {
            assert_ne!(other.hash(&AuditEntry::START), entry().hash(&AuditEntry::START));
        }
        assert_ne!(entry().hash(&Sha256Hash::of(b"another past")), entry().hash(&AuditEntry::START));
    }

    #[test]
    fn a_detail_about_an_asker_is_seen() {
        for wrong in [json!({"message": 1}), json!({"a": [{"email": ""}]}), json!({"to": "gửi lan@mail.vn nhé"})] {
            assert!(AuditEntry::about_an_asker(&wrong).is_some(), "{wrong}");
        }
        for right in [json!({"messages": 3, "from": {"role": "editor"}}), json!({"source": "https://a.vn/@b/c.csv"})] {
            assert_eq!(AuditEntry::about_an_asker(&right), None);
        }
    }

    #[test]
    fn objects_read_back() {
        let object = entry().object;
        assert_eq!(AuditObject::from_parts(object.kind(), object.id()), Some(object));
        for kind in AuditObject::KINDS {
            assert_eq!(AuditObject::from_parts(kind, [0; 16]).map(|object| object.kind()), Some(kind));
        }
        assert_eq!(AuditObject::from_parts("message", [0; 16]), None, "a message is never in the log");
    }
}
