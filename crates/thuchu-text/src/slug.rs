//! Slugs for addresses: folded words joined by hyphens.

use crate::fold;

/// The longest slug, in bytes.
pub const MAX_SLUG: usize = 80;

/// The slug of a title, at most [`MAX_SLUG`] bytes, cut at a hyphen. Empty when the title holds no letter or digit of
/// ASCII after folding: the caller then uses the id alone. Idempotent.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in fold(title).chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() > MAX_SLUG {
            break;
        }
    }
    if out.len() > MAX_SLUG {
        // One word longer than the limit is cut inside; any other slug at its last hyphen that fits.
        let cut = out[..=MAX_SLUG].rfind('-').unwrap_or(MAX_SLUG);
        out.truncate(cut);
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
