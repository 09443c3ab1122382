//! Entries of the trail as sentences.

use serde_json::Value;
use thuchu_app::trail::Page;
use thuchu_model::{AuditEntry, AuditObject, EditorId};
use thuchu_say::{self as say, Lang, Message};

use crate::look::{name_of, plain, reads};
use crate::site::Site;

/// Every act that this program writes down. A test looks for them in the source, and for their words in the catalogue.
pub(crate) const ACTS: [&str; 68] = [
    "queue.read",
    "cluster.read",
    "cluster.opened_by_reader",
    "cluster.taken",
    "cluster.assigned",
    "cluster.due",
    "cluster.topic",
    "cluster.worded",
    "cluster.undone",
    "cluster.attached",
    "cluster.merged",
    "cluster.split",
    "cluster.closed",
    "cluster.removed",
    "review.begun",
    "review.assigned",
    "review.submitted",
    "review.taken_back",
    "review.returned",
    "review.approved",
    "review.reopened",
    "review.copied",
    "source.looked_at",
    "official_page.named",
    "official_page.confirmed",
    "official_page.removed",
    "check.published",
    "check.corrected",
    "check.updated",
    "check.withdrawal_asked",
    "check.withdrawn",
    "check.withdrawal_refused",
    "appeal.decided",
    "publisher.trust",
    "publisher.trust_proposed",
    "publisher.trust_withdrawn",
    "editor.add",
    "editor.active",
    "editor.role",
    "editor.link",
    "editor.byline",
    "editor.access_started",
    "editor.password",
    "editor.second_factor",
    "editor.passkey_added",
    "editor.passkey_removed",
    "editor.recovery_codes",
    "editor.recovery_code_used",
    "editor.logins_ended",
    "settings.changed",
    "webhook.added",
    "webhook.removed",
    "webhook.paused",
    "webhook.resumed",
    "webhook.retried",
    "import_source.added",
    "import_source.removed",
    "import_source.paused",
    "import_source.resumed",
    "retention.applied",
    "matching.calibrated",
    "matching.calibration_undone",
    "import.begin",
    "import.batch",
    "import.finish_page",
    "import.finish",
    "desk.set_up_link",
    "demo.fill",
];

/// Letters of an id that tell things apart for a reader; the whole id stands in the address.
const SHORT: usize = 8;
/// Letters of a claim in a sentence.
const LONGEST: usize = 120;

/// The catalogue's word for an act: its arms know no dots.
fn key(act: &str) -> String {
    act.replace('.', "-")
}

/// An act in a few words; one that is not known by its code.
pub(crate) fn act_name(act: &str) -> Message {
    say::trail_act_name(key(act), act)
}

/// A kind of thing.
pub(crate) fn kind_name(kind: &str) -> Message {
    say::trail_kind(kind)
}

/// Knows the names that the sentences of a page need.
pub(crate) struct Speaker<'a> {
    site: &'a Site,
    page: &'a Page,
    lang: Lang,
}

impl<'a> Speaker<'a> {
    pub(crate) const fn new(site: &'a Site, page: &'a Page, lang: Lang) -> Self {
        Self { site, page, lang }
    }

    /// Who did what to which thing. `what`: [`Speaker::what`].
    pub(crate) fn sentence(&self, entry: &AuditEntry, what: &str) -> Message {
        say::trail_act(key(entry.act.as_str()), entry.act.as_str(), self.who(&entry.by), what)
    }

    fn who(&self, by: &[EditorId]) -> String {
        let name = |id: &EditorId| match self.page.editors.get(id) {
            Some(editor) => editor.name.to_string(),
            None => say::trail_unknown_editor().in_lang(self.lang),
        };
        let names = by.iter().map(name);
        let all = names.reduce(|first, second| say::trail_and(first, second).in_lang(self.lang));
        all.unwrap_or_else(|| say::trail_nobody().in_lang(self.lang))
    }

    /// What a thing is called: by its name where it has one that everybody of the desk may see, else by its kind and the
    /// beginning of its id. A group of questions is never called by what it asks (TRUST R64).
    pub(crate) fn what(&self, object: &AuditObject) -> String {
        let named = match object {
            AuditObject::Desk => return kind_name("desk").in_lang(self.lang),
            AuditObject::Editor(id) => return self.who(&[*id]),
            AuditObject::Publisher(id) => {
                self.in_library(|library| library.publisher(*id).map(|publisher| name_of(publisher, self.lang)))
            }
            AuditObject::Check(id) => self.in_library(|library| {
                let wording = library.get(*id)?.claim_in(Some(&reads(self.lang)))?;
                Some(wording.text.as_str().to_owned())
            }),
            AuditObject::Review(id) => self.page.claims.get(id).cloned(),
            AuditObject::ImportRun(_) | AuditObject::Cluster(_) | AuditObject::Appeal(_) => None,
        };
        match named {
            Some(name) => say::trail_what_named(short(&plain(&name), LONGEST)),
            None => {
                let id = EditorId::from_bytes(object.id()).to_string();
                say::trail_what(kind_name(object.kind()), id.chars().take(SHORT).collect::<String>())
            }
        }
        .in_lang(self.lang)
    }

    /// The detail of an entry as pairs of words; what is not known stands as it is stored.
    pub(crate) fn fields(&self, detail: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        match serde_json::from_str(detail) {
            Ok(Value::Object(fields)) => {
                for (name, value) in &fields {
                    self.flatten(&say::trail_field(name).in_lang(self.lang), value, &mut pairs);
                }
            }
            _ => pairs.push((say::trail_detail().in_lang(self.lang), plain(detail))),
        }
        pairs
    }

    fn flatten(&self, name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
        if let Value::Object(fields) = value {
            for (inner, value) in fields {
                let name = format!("{name}, {}", say::trail_field(inner).in_lang(self.lang));
                self.flatten(&name, value, pairs);
            }
            return;
        }
        pairs.push((name.to_owned(), plain(&self.value(value))));
    }

    fn value(&self, value: &Value) -> String {
        let word = |word: &dyn std::fmt::Display| say::trail_value(word).in_lang(self.lang);
        match value {
            Value::Array(values) => values.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(", "),
            Value::Number(number) => {
                number.as_u64().map_or_else(|| number.to_string(), |count| say::people::count(count, self.lang))
            }
            Value::String(text) => match EditorId::parse(text).filter(|id| self.page.editors.contains_key(id)) {
                Some(editor) => self.who(&[editor]),
                None => word(text),
            },
            other => word(other),
        }
    }

    fn in_library(&self, ask: impl FnOnce(&thuchu_app::library::Library) -> Option<String>) -> Option<String> {
        self.site.reading.live().with(|matcher| ask(matcher.library())).flatten()
    }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
