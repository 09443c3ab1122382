//! Lists of a review as fields: what is there, and one empty entry more.

use thuchu_model::{Bearing, DraftContent, EvidenceId, Licence, MediaRating};
use thuchu_say::{self as say, Message};

use super::form::OTHER_LICENCE;
use crate::licence::{as_the_desk, named};
use crate::site::Site;

/// The fields of one source; the last is empty, and has its id already: saved twice, it is one source.
pub(super) struct SourceField {
    pub(super) n: usize,
    pub(super) known: bool,
    pub(super) head: Message,
    pub(super) up: Message,
    pub(super) down: Message,
    pub(super) remove: Message,
    pub(super) id: EvidenceId,
    pub(super) url: String,
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) date: String,
    pub(super) quote: String,
    pub(super) note: String,
    pub(super) bearing: &'static str,
    pub(super) primary: bool,
    /// How its copy is, as a part of the page.
    pub(super) copy: String,
}

impl SourceField {
    pub(super) fn all(content: &DraftContent, spare: EvidenceId) -> Vec<Self> {
        let empty = std::iter::once(None);
        let known = content.evidence.iter().map(Some).chain(empty);
        known
            .enumerate()
            .map(|(index, source)| {
                let n = index + 1;
                let text = |text: Option<&String>| text.cloned().unwrap_or_default();
                Self {
                    n,
                    known: source.is_some(),
                    head: say::review_source_nr(n as u64),
                    up: say::review_source_up(n as u64),
                    down: say::review_source_down(n as u64),
                    remove: say::review_source_remove(n as u64),
                    id: source.map_or(spare, |source| source.id),
                    url: text(source.map(|source| &source.url)),
                    title: text(source.map(|source| &source.title)),
                    publisher: text(source.and_then(|source| source.publisher.as_ref())),
                    date: source.and_then(|source| source.date).map(|day| day.to_string()).unwrap_or_default(),
                    quote: text(source.and_then(|source| source.quote.as_ref())),
                    note: text(source.and_then(|source| source.note.as_ref())),
                    bearing: source.map_or(Bearing::Refutes, |source| source.bearing).as_str(),
                    primary: source.is_none_or(|source| source.primary),
                    copy: String::new(),
                }
            })
            .collect()
    }
}

/// The choice of a licence.
pub(super) struct LicenceField {
    /// What the desk's is, which counts where none is chosen.
    pub(super) desk: Message,
    /// Text, name and whether it is chosen.
    pub(super) listed: Vec<(String, String, bool)>,
    /// The word of the choice of another one.
    pub(super) other: &'static str,
    /// What was typed as another one.
    pub(super) address: Option<String>,
}

impl LicenceField {
    pub(super) fn of(site: &Site, chosen: Option<&str>, lang: say::Lang) -> Self {
        let known = chosen.and_then(|chosen| Licence::parse(chosen).ok());
        let listed = Licence::LISTED
            .map(|one| (one.as_str().to_owned(), named(one.as_str(), lang), known.as_ref() == Some(&one)));
        let is_listed = listed.iter().any(|(_, _, chosen)| *chosen);
        Self {
            desk: as_the_desk(site, lang),
            listed: listed.into(),
            other: OTHER_LICENCE,
            address: chosen.filter(|_| !is_listed).map(str::to_owned),
        }
    }
}

/// The fields of one picture; the last is empty.
pub(super) struct PictureField {
    pub(super) n: usize,
    pub(super) head: Message,
    pub(super) url: String,
    pub(super) description: String,
    pub(super) rating: &'static str,
    pub(super) context: String,
}

impl PictureField {
    pub(super) fn all(content: &DraftContent) -> Vec<Self> {
        let known = content.pictures.iter().map(Some).chain(std::iter::once(None));
        known
            .enumerate()
            .map(|(index, picture)| Self {
                n: index + 1,
                head: say::review_picture_nr(index as u64 + 1),
                url: picture.and_then(|picture| picture.url.clone()).unwrap_or_default(),
                description: picture.map(|picture| picture.description.clone()).unwrap_or_default(),
                rating: picture.map_or(MediaRating::Original, |picture| picture.rating).as_str(),
                context: picture.and_then(|picture| picture.context.clone()).unwrap_or_default(),
            })
            .collect()
    }
}
