//! The licence that an editor chose for one check, where it is not the desk's. Licences travel as texts (an SPDX id or an
//! address); how one is called on a page, and the address of a known one, are for others to say.

/// Most characters of an address.
pub const MOST_LICENCE: usize = 300;

/// Under what a check's text may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Licence {
    /// Creative Commons, attribution.
    CcBy,
    /// The same, and what is made of it under the same licence.
    CcBySa,
    /// Attribution, nothing for money.
    CcByNc,
    /// Attribution, nothing changed.
    CcByNd,
    /// No rights kept.
    Cc0,
    /// All rights kept: nobody may use it without asking.
    AllRightsReserved,
    /// Another one: the address of its text.
    At(String),
}

/// Why a text is no licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a licence is one of the list, or an address that begins with https:// and has at most {MOST_LICENCE} letters")]
pub struct NoLicence;

impl Licence {
    /// Those that can be chosen by name, in the order of the form.
    pub const LISTED: [Self; 6] =
        [Self::CcBy, Self::CcBySa, Self::CcByNc, Self::CcByNd, Self::Cc0, Self::AllRightsReserved];

    /// The text that stands for it in forms, in the store and in what is published: the SPDX id, or the address. SPDX has no
    /// id for all rights reserved, so that one is said in the words that everybody uses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::CcBy => "CC-BY-4.0",
            Self::CcBySa => "CC-BY-SA-4.0",
            Self::CcByNc => "CC-BY-NC-4.0",
            Self::CcByNd => "CC-BY-ND-4.0",
            Self::Cc0 => "CC0-1.0",
            Self::AllRightsReserved => "All rights reserved",
            Self::At(address) => address,
        }
    }

    /// Reads that text; ids in capitals or small letters.
    ///
    /// # Errors
    /// [`NoLicence`].
    pub fn parse(text: &str) -> Result<Self, NoLicence> {
        let text = text.trim();
        if let Some(listed) = Self::LISTED.into_iter().find(|one| one.as_str().eq_ignore_ascii_case(text)) {
            return Ok(listed);
        }
        let host = text.strip_prefix("https://").unwrap_or_default();
        let leads = host.starts_with(char::is_alphanumeric);
        let whole = !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
        let fits = text.chars().count() <= MOST_LICENCE;
        if leads && whole && fits { Ok(Self::At(text.to_owned())) } else { Err(NoLicence) }
    }

    /// Whether a licence that somebody states lets others repeat the words: the statement that all rights are kept does not.
    #[must_use]
    pub fn lets_repeat(stated: &str) -> bool {
        !stated.trim().is_empty() && !matches!(Self::parse(stated), Ok(Self::AllRightsReserved))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_licence_is_read_as_it_is_written() {
        let own = Licence::At("https://tin.example/giay-phep".to_owned());
        for licence in Licence::LISTED.into_iter().chain([own]) {
            assert_eq!(Licence::parse(licence.as_str()), Ok(licence));
        }
        assert_eq!(Licence::parse(" cc-by-sa-4.0 "), Ok(Licence::CcBySa));
    }

    #[test]
    fn what_is_neither_of_the_list_nor_an_address_is_no_licence() {
        let long = format!("https://a.vn/{}", "x".repeat(MOST_LICENCE));
        let none =
            ["", "GPL-3.0", "CC-BY-3.0", "http://a.vn", "https://", "https:// a.vn", "javascript:alert(1)", &long];
        for text in none {
            assert_eq!(Licence::parse(text), Err(NoLicence), "{text}");
        }
    }

    #[test]
    fn all_rights_reserved_is_stated_and_lets_nobody_repeat_anything() {
        assert!(!Licence::lets_repeat("All rights reserved") && !Licence::lets_repeat(" "));
        assert!(Licence::lets_repeat("CC-BY-ND-4.0") && Licence::lets_repeat("Theo toà soạn"));
    }
}
