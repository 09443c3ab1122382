//! How much a draft may hold, checked once when it is saved. Generous: they keep a page readable and a store small, and
//! are no advice on writing.

use crate::{Appearance, DraftContent, Place, Reply, Seen, TextField};

/// Most sources of a draft.
pub const MOST_SOURCES: usize = 50;
/// Most pictures of a draft.
pub const MOST_PICTURES: usize = 20;
/// Most places where a claim was seen.
pub const MOST_APPEARANCES: usize = 50;
/// How long a claim should be: what still fits a headline and a chat. A guide, not a limit.
pub const CLAIM_GUIDE: usize = 75;
/// Most characters of any text that has no limit of its own.
pub const MOST_CHARS: usize = 2_000;
/// Most characters of an address.
pub const MOST_ADDRESS: usize = 4_000;

impl TextField {
    /// Most characters.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Claim | Self::Explanation => 1_000,
            Self::Title => 300,
            Self::Summary => 2_000,
            Self::Body => 40_000,
        }
    }
}

/// More than a place may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooMuch {
    /// Which place.
    pub place: Place,
    /// Most characters, or most entries of a list.
    pub most: usize,
}

/// What a draft has too much of; empty when it may be saved.
#[must_use]
pub fn check_at_save(draft: &DraftContent) -> Vec<TooMuch> {
    let mut found = Vec::new();
    let mut note = |has: usize, most: usize, place: Place| {
        if has > most {
            found.push(TooMuch { place, most });
        }
    };
    let length = |text: &str| text.chars().count();
    for lang in draft.langs() {
        for field in TextField::ALL {
            note(length(draft.words(lang, field)), field.most(), Place::Text(lang.clone(), field));
        }
    }
    note(draft.evidence.len(), MOST_SOURCES, Place::Sources);
    for source in &draft.evidence {
        let short = [Some(&source.title), source.publisher.as_ref(), source.quote.as_ref(), source.note.as_ref()];
        let longest = short.into_iter().flatten().map(|text| length(text)).max().unwrap_or_default();
        note(longest, MOST_CHARS, Place::Source(source.id));
        note(length(&source.url), MOST_ADDRESS, Place::Source(source.id));
    }
    note(draft.unquoted.as_deref().map_or(0, length), MOST_CHARS, Place::Unquoted);
    if let Seen::Publicly(places) = &draft.seen {
        note(places.len(), MOST_APPEARANCES, Place::Seen);
        for place in places {
            if let Appearance::Page(url) = place {
                note(length(url), MOST_ADDRESS, Place::Seen);
            }
        }
    }
    note(draft.pictures.len(), MOST_PICTURES, Place::Pictures);
    for picture in &draft.pictures {
        note(length(&picture.description), MOST_CHARS, Place::Pictures);
        note(picture.context.as_deref().map_or(0, length), MOST_CHARS, Place::Pictures);
        note(picture.url.as_deref().map_or(0, length), MOST_ADDRESS, Place::Pictures);
    }
    if let Reply::NotAsked { why } = &draft.reply {
        note(length(why), MOST_CHARS, Place::Reply);
    }
    note(draft.change.as_ref().map_or(0, |change| length(&change.text)), MOST_CHARS, Place::Change);
    found.dedup();
    found
}
