//! Licences as addresses: feeds link to a licence, checks name it by its SPDX id or by an address.

/// The address of a licence: of the Creative Commons ones by their SPDX id, of others where the text is an address.
#[must_use]
pub fn licence_address(licence: &str) -> Option<String> {
    let licence = licence.trim();
    if licence.starts_with("https://") || licence.starts_with("http://") {
        return Some(licence.to_owned());
    }
    let id = licence.to_ascii_lowercase();
    if id == "cc0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let (terms, version) = id.strip_prefix("cc-")?.rsplit_once('-')?;
    let known = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"].contains(&terms);
    let numbered = ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(&version);
    (known && numbered).then(|| format!("https://creativecommons.org/licenses/{terms}/{version}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_have_addresses_where_anybody_knows_them() {
        assert_eq!(licence_address("CC-BY-4.0").unwrap(), "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(licence_address("cc-by-nc-sa-3.0").unwrap(), "https://creativecommons.org/licenses/by-nc-sa/3.0/");
        assert_eq!(licence_address(" https://a.vn/l ").unwrap(), "https://a.vn/l");
        assert_eq!(licence_address("CC0-1.0").unwrap(), "https://creativecommons.org/publicdomain/zero/1.0/");
        for other in ["", "CC-BY", "CC-XX-4.0", "javascript:alert(1)", "All rights reserved"] {
            assert_eq!(licence_address(other), None, "{other}");
        }
    }
}
