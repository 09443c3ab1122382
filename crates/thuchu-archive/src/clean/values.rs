//! Values of attributes that have a rule of their own.

use html5ever::Attribute;

use crate::dom::attribute;

/// Names within the page stay, but for those that marked quotes are given.
pub(super) fn id_of(value: &str) -> Option<Attribute> {
    let ours = value.strip_prefix('q').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let plain = !value.is_empty() && value.len() < 200 && !value.contains(char::is_whitespace) && !value.contains('\0');
    (plain && !ours).then(|| attribute("id", value))
}

/// Attributes of drawings may point within the page (`url(#shade)`) and nowhere else.
pub(super) fn names_address(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let escaped = lower.contains('\\') || lower.contains("/*");
    escaped || lower.contains("://") || lower.match_indices("url").any(|(at, _)| !lower[at..].starts_with("url(#"))
}
