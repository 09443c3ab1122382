//! Licences as readers and editors see them: called as people call them, leading to their text where that has an address.

use thuchu_formats::licence_address;
use thuchu_model::Licence;
use thuchu_say::{self as say, Message};

use crate::look::plain;
use crate::markdown::leads_out;
use crate::site::Site;

/// A licence on a page.
pub(crate) struct LicenceShown {
    pub(crate) name: String,
    /// The address of its text.
    pub(crate) address: Option<String>,
}

impl LicenceShown {
    /// The licence that a check states.
    pub(crate) fn of(stated: &str, lang: say::Lang) -> Self {
        Self { name: named(stated, lang), address: licence_address(stated).filter(|address| leads_out(address)) }
    }
}

/// A licence as people write it. One that is none of the usual stays as it is.
pub(crate) fn named(stated: &str, lang: say::Lang) -> String {
    let stated = stated.trim();
    if matches!(Licence::parse(stated), Ok(Licence::AllRightsReserved)) {
        return say::licence_all_rights().in_lang(lang);
    }
    creative_commons(stated).unwrap_or_else(|| plain(stated))
}

/// `CC BY-SA 4.0`, of an SPDX id or an address; `None` of anything else.
fn creative_commons(stated: &str) -> Option<String> {
    let text = stated.trim_end_matches('/').to_ascii_lowercase();
    let text = text.trim_end_matches("/deed.vi").trim_end_matches("/deed.en");
    let (kind, version) = if let Some((_, rest)) = text.split_once("creativecommons.org/licenses/") {
        rest.split_once('/')?
    } else if let Some((_, version)) = text.split_once("creativecommons.org/publicdomain/zero/") {
        ("cc0", version)
    } else if let Some(version) = text.strip_prefix("cc0-") {
        ("cc0", version)
    } else {
        text.strip_prefix("cc-")?.rsplit_once('-')?
    };
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    match kind {
        "cc0" => Some(format!("CC0 {version}")),
        "by" | "by-sa" | "by-nd" | "by-nc" | "by-nc-sa" | "by-nc-nd" => {
            Some(format!("CC {} {version}", kind.to_ascii_uppercase()))
        }
        _ => None,
    }
}

/// "As the desk", with what that is at this moment.
pub(crate) fn as_the_desk(site: &Site, lang: say::Lang) -> Message {
    match site.own().licence() {
        Some(licence) => say::licence_as_desk(named(licence, lang)),
        None => say::licence_as_desk_none(),
    }
}

/// The licence that an editor chose, or that it is the desk's, whatever that was then.
pub(crate) fn own_or_desk(chosen: Option<&str>, lang: say::Lang) -> String {
    chosen.map_or_else(|| say::licence_the_desks().in_lang(lang), |chosen| named(chosen, lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_written_as_people_write_it() {
        for (given, shown) in [
            ("CC-BY-4.0", "CC BY 4.0"),
            ("https://creativecommons.org/licenses/by-nc-sa/4.0/", "CC BY-NC-SA 4.0"),
            ("https://creativecommons.org/licenses/by/4.0/deed.vi", "CC BY 4.0"),
            ("CC0-1.0", "CC0 1.0"),
            ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
            ("all rights reserved", "All rights reserved"),
            ("https://a.example/licence", "https://a.example/licence"),
            ("cc-by-<b>", "cc-by-<b>"),
            ("CC-BY", "CC-BY"),
        ] {
            assert_eq!(named(given, say::Lang::En), shown);
        }
        assert_eq!(named("All rights reserved", say::Lang::Vi), "Giữ mọi quyền");
    }

    #[test]
    fn every_licence_of_the_list_has_a_name_and_leads_to_its_text_where_it_has_one() {
        for licence in Licence::LISTED {
            let shown = LicenceShown::of(licence.as_str(), say::Lang::Vi);
            let is_cc = licence != Licence::AllRightsReserved;
            assert_eq!((shown.name.starts_with("CC"), shown.address.is_some()), (is_cc, is_cc), "{licence:?}");
        }
        let other = LicenceShown::of("javascript:alert(1)", say::Lang::Vi);
        assert_eq!((other.name.as_str(), other.address), ("javascript:alert(1)", None));
    }
}
