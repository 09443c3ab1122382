//! Pages and links that the desk adds to its site by itself.

use crate::InBoth;

/// Where readers are led to a page from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownIn {
    /// The menu at the head, and the one at the foot.
    Menu,
    /// The foot alone.
    Foot,
    /// Nowhere: who has the address finds it.
    #[default]
    Nowhere,
}

impl ShownIn {
    /// All choices.
    pub const ALL: [Self; 3] = [Self::Menu, Self::Foot, Self::Nowhere];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Menu => "menu",
            Self::Foot => "foot",
            Self::Nowhere => "nowhere",
        }
    }

    /// Reads that word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }
}

/// A page of the desk's own words, or a link to somewhere else.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPage {
    /// The word in its address: see [`OwnPage::is_name`].
    pub name: String,
    /// Its headline, and what menus call it.
    pub title: InBoth,
    /// Its text, Markdown; empty for a link.
    #[serde(default)]
    pub text: InBoth,
    /// Where it leads instead: an address that begins with `https://`, or a path of this site. Empty for a page.
    #[serde(default)]
    pub link: String,
    /// Where readers are led to it from.
    #[serde(default)]
    pub shown: ShownIn,
    /// Smaller ones come first, 0 to 999.
    #[serde(default)]
    pub order: u16,
}

impl OwnPage {
    /// How many a desk may have.
    pub const MOST: usize = 40;

    /// Whether a word can be a name: 1 to 40 small letters of the basic alphabet, digits and hyphens, a letter or digit first.
    pub fn is_name(word: &str) -> bool {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (1..=40).contains(&word.len()) && word.bytes().all(fits) && !word.starts_with('-') && word != "new"
    }

    /// Whether an address can be led to: `https`, or a path within this site.
    pub fn is_link(address: &str) -> bool {
        let plain =
            !address.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>'));
        let within = address.starts_with('/') && !address.starts_with("//");
        plain && (within || address.strip_prefix("https://").is_some_and(|rest| !rest.is_empty()))
    }

    /// The name of the setting that holds the page of this name.
    pub fn setting_of(name: &str) -> String {
        format!("own.page.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_links_are_what_an_address_can_hold() {
        for name in ["gioi-thieu", "a", "2026"] {
            assert!(OwnPage::is_name(name), "{name}");
        }
        for wrong in ["", "-a", "Giới", "a/b", "a b", "new", &"a".repeat(41), "A"] {
            assert!(!OwnPage::is_name(wrong), "{wrong}");
        }
        for link in ["https://a.vn/x?y=1", "/checks"] {
            assert!(OwnPage::is_link(link), "{link}");
        }
        for wrong in
            ["", "http://a.vn", "javascript:alert(1)", "//a.vn", "https://", "/a\\b", "/a b", "/a\nb", "data:x"]
        {
            assert!(!OwnPage::is_link(wrong), "{wrong}");
        }
    }
}
