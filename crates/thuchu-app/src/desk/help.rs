//! Where editors report what they removed at once: data, in both languages.

use std::sync::LazyLock;

use serde::Deserialize;

/// A place to report to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// A telephone number, or a site.
    pub number: String,
    /// What for, in Vietnamese.
    pub vi: String,
    /// What for, in English.
    pub en: String,
}

#[derive(Deserialize)]
struct All {
    help: Vec<Help>,
}

/// All of them. The file is part of the program, and a test reads it.
pub fn all() -> &'static [Help] {
    static ALL: LazyLock<Vec<Help>> = LazyLock::new(|| {
        toml::from_str::<All>(include_str!("../../data/help.toml")).map_or_else(|_| Vec::new(), |all| all.help)
    });
    &ALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_somewhere_to_report_to_in_both_languages() {
        assert!(all().len() >= 4, "the file is read");
        assert!(all().iter().all(|help| ![&help.number, &help.vi, &help.en].iter().any(|text| text.trim().is_empty())));
        assert!(all().iter().any(|help| help.number == "113") && all().iter().any(|help| help.number == "111"));
    }
}
