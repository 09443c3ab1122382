//! What is looked at before a draft is kept: how much it holds, and that no private person's page is named in it
//! (TRUST R58). Everything else may be missing or wrong until it is submitted.

use thuchu_model::draft::{TooMuch, check_at_save};
use thuchu_model::{Appearance, DraftContent, Licence, Place, Seen};
use thuchu_text::canonical;

/// Why a draft cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Too long, or too many.
    TooMuch(TooMuch),
    /// The address of a person's account.
    Account(Place),
    /// A page on a social network: of these only the network and the month are named.
    Social(Place),
    /// No address of a page.
    NoAddress(Place),
    /// Neither a licence of the list nor the address of one.
    Licence,
}

impl Unfit {
    /// Where.
    #[must_use]
    pub const fn place(&self) -> &Place {
        match self {
            Self::TooMuch(found) => &found.place,
            Self::Account(place) | Self::Social(place) | Self::NoAddress(place) => place,
            Self::Licence => &Place::Licence,
        }
    }
}

/// Why this draft cannot be kept; empty when it can.
#[must_use]
pub fn unfit(draft: &DraftContent) -> Vec<Unfit> {
    let mut found: Vec<Unfit> = check_at_save(draft).into_iter().map(Unfit::TooMuch).collect();
    if let Seen::Publicly(places) = &draft.seen {
        found.extend(places.iter().filter_map(|place| match place {
            Appearance::Page(url) => match canonical(url) {
                Err(_) => Some(Unfit::NoAddress(Place::Seen)),
                Ok(link) if link.is_social() => Some(Unfit::Social(Place::Seen)),
                Ok(link) if link.is_personal_profile() => Some(Unfit::Account(Place::Seen)),
                Ok(_) => None,
            },
            Appearance::Social { .. } => None,
        }));
    }
    // An address that is still being typed is none, and no reason to keep nothing.
    let is_account = |url: &str| canonical(url).is_ok_and(|link| link.is_personal_profile());
    for source in draft.evidence.iter().filter(|source| is_account(&source.url)) {
        found.push(Unfit::Account(Place::Source(source.id)));
    }
    if draft.pictures.iter().filter_map(|picture| picture.url.as_deref()).any(is_account) {
        found.push(Unfit::Account(Place::Pictures));
    }
    if let Some(licence) = &draft.licence {
        match Licence::parse(licence) {
            Err(_) => found.push(Unfit::Licence),
            Ok(Licence::At(url)) if is_account(&url) => found.push(Unfit::Account(Place::Licence)),
            Ok(_) => {}
        }
    }
    found.dedup();
    found
}
