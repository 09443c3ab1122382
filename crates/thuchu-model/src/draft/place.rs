//! The places of a draft: what can be changed, merged and compared on its own.

use crate::{DraftContent, DraftText, Evidence, EvidenceId, Lang};

/// One of the texts of a draft, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextField {
    /// The claim.
    Claim,
    /// The headline.
    Title,
    /// The answer in a few sentences.
    Summary,
    /// The sentence that explains the rating.
    Explanation,
    /// The whole text.
    Body,
}

impl TextField {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Claim, Self::Title, Self::Summary, Self::Explanation, Self::Body];

    /// The word used in forms.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Explanation => "explanation",
            Self::Body => "body",
        }
    }
}

/// One place of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The language it is written in.
    Lang,
    /// A text in a language.
    Text(Lang, TextField),
    /// The rating.
    Rating,
    /// The subject.
    Topic,
    /// When the claim was made.
    ClaimDate,
    /// Its own licence.
    Licence,
    /// Where it was seen.
    Seen,
    /// One source.
    Source(EvidenceId),
    /// The order of the sources.
    Sources,
    /// Why nothing is quoted.
    Unquoted,
    /// The pictures.
    Pictures,
    /// Whether those concerned were asked.
    Reply,
    /// Until when it holds.
    HoldsUntil,
    /// The steps of the method that were done.
    Method,
    /// What the new version changes.
    Change,
}

impl DraftText {
    /// One of its texts.
    #[must_use]
    pub fn get(&self, field: TextField) -> &str {
        match field {
            TextField::Claim => &self.claim,
            TextField::Title => &self.title,
            TextField::Summary => &self.summary,
            TextField::Explanation => &self.explanation,
            TextField::Body => &self.body,
        }
    }

    /// The place of one of its texts.
    pub fn get_mut(&mut self, field: TextField) -> &mut String {
        match field {
            TextField::Claim => &mut self.claim,
            TextField::Title => &mut self.title,
            TextField::Summary => &mut self.summary,
            TextField::Explanation => &mut self.explanation,
            TextField::Body => &mut self.body,
        }
    }
}

impl DraftContent {
    /// A text in a language; empty where there is none.
    #[must_use]
    pub fn words(&self, lang: &Lang, field: TextField) -> &str {
        self.text_in(lang).map_or("", |text| text.get(field))
    }

    /// The words in a language.
    #[must_use]
    pub fn text_in(&self, lang: &Lang) -> Option<&DraftText> {
        if *lang == self.lang {
            return Some(&self.text);
        }
        self.translations.iter().find(|(of, _)| of == lang).map(|(_, text)| text)
    }

    /// The source of this id.
    #[must_use]
    pub fn source(&self, id: EvidenceId) -> Option<&Evidence> {
        self.evidence.iter().find(|source| source.id == id)
    }

    /// The languages it has words in, its own first.
    #[must_use]
    pub fn langs(&self) -> Vec<&Lang> {
        [&self.lang].into_iter().chain(self.translations.iter().map(|(lang, _)| lang)).collect()
    }
}

/// Where two drafts differ, in the order of the page.
#[must_use]
pub fn changes(before: &DraftContent, after: &DraftContent) -> Vec<Place> {
    let mut places = Vec::new();
    let mut note = |differs: bool, place: Place| {
        if differs {
            places.push(place);
        }
    };
    note(before.lang != after.lang, Place::Lang);
    let mut langs = after.langs();
    langs.extend(before.langs().into_iter().filter(|lang| after.text_in(lang).is_none()));
    for lang in langs {
        for field in TextField::ALL {
            note(before.words(lang, field) != after.words(lang, field), Place::Text(lang.clone(), field));
        }
    }
    note(before.rating != after.rating, Place::Rating);
    note(before.topic != after.topic, Place::Topic);
    note(before.claim_date != after.claim_date, Place::ClaimDate);
    note(before.licence != after.licence, Place::Licence);
    note(before.seen != after.seen, Place::Seen);
    for source in &after.evidence {
        note(before.source(source.id) != Some(source), Place::Source(source.id));
    }
    for source in before.evidence.iter().filter(|source| after.source(source.id).is_none()) {
        note(true, Place::Source(source.id));
    }
    let shared = |one: &DraftContent, other: &DraftContent| -> Vec<EvidenceId> {
        one.evidence.iter().map(|source| source.id).filter(|id| other.source(*id).is_some()).collect()
    };
    note(shared(before, after) != shared(after, before), Place::Sources);
    note(before.unquoted != after.unquoted, Place::Unquoted);
    note(before.pictures != after.pictures, Place::Pictures);
    note(before.reply != after.reply, Place::Reply);
    note(before.holds_until != after.holds_until, Place::HoldsUntil);
    note(before.method != after.method, Place::Method);
    note(before.change != after.change, Place::Change);
    places
}
