//! Rules that hold for an input as a whole: those of a list that the desk fetches by itself. What somebody imports by hand has
//! none.

use thuchu_model::{CheckContent, Publisher, Site, Trust, TrustChange};
use thuchu_store::{StoreError, Tx, publishers};

/// The rules.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The desk's own site: its checks that come back by somebody else's list are left where they are.
    pub own: Option<Site>,
    /// The site that the list is of; with `complete` only its checks are withdrawn. `None`: everybody's.
    pub near: Option<Site>,
    /// Whether the list may hold checks of other sites too.
    pub others: bool,
    /// The licence of checks that name none.
    pub licence: Option<String>,
    /// Whether publishers that are not known yet are hidden at first.
    pub hides_new: bool,
}

impl Rules {
    /// Whether a check of this site is the desk's own.
    pub(super) fn is_own(&self, site: &Site) -> bool {
        self.own.as_ref() == Some(site)
    }

    /// Whether the list may hold checks of this site.
    pub(super) fn admits(&self, site: &Site) -> bool {
        self.others || self.is_near(site)
    }

    /// Whether this site is the list's own: the same, or one below the other.
    pub(super) fn is_near(&self, site: &Site) -> bool {
        let below =
            |one: &str, other: &str| one.strip_suffix(other).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.near.as_ref().is_none_or(|near| below(near.as_str(), site.as_str()) || below(site.as_str(), near.as_str()))
    }

    /// Gives a check its licence.
    pub(super) fn license(&self, content: &mut CheckContent) {
        if content.licence.is_none() {
            content.licence.clone_from(&self.licence);
        }
    }
}

/// Hides a publisher that was made just now.
pub(super) async fn hide(tx: &mut Tx, made: Publisher) -> Result<Publisher, StoreError> {
    publishers::set_trust(tx, made.id, &TrustChange { from: made.trust, to: Trust::None, by: Vec::new() }).await?;
    Ok(Publisher { trust: Trust::None, ..made })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(text: &str) -> Site {
        Site::parse(text).unwrap()
    }

    #[test]
    fn a_list_holds_checks_of_its_own_site_unless_it_is_told_otherwise() {
        let rules = Rules { near: Some(site("tin.a.vn")), ..Rules::default() };
        for (of, admitted) in
            [("tin.a.vn", true), ("a.vn", true), ("x.tin.a.vn", true), ("ba.vn", false), ("b.vn", false)]
        {
            assert_eq!(rules.admits(&site(of)), admitted, "{of}");
        }
        assert!(Rules { others: true, ..rules.clone() }.admits(&site("b.vn")));
        assert!(Rules::default().admits(&site("b.vn")), "what is imported by hand may hold anything");
        assert!(Rules { own: Some(site("a.vn")), ..rules }.is_own(&site("a.vn")));
    }
}
