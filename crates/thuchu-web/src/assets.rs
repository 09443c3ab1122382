//! Style sheet, fonts, pictures and the desk's script: part of the program, named by their content so that browsers keep them for ever.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response};
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::cache::Rendered;

const FONTS: [(&str, &[u8]); 2] = [
    ("be-vietnam-pro-400.woff2", include_bytes!("../assets/be-vietnam-pro-400.woff2")),
    ("be-vietnam-pro-700.woff2", include_bytes!("../assets/be-vietnam-pro-700.woff2")),
];
const STYLE: &str = include_str!("../assets/thuchu.css");
const REVIEW: &str = include_str!("../assets/review.js");
const PASSKEY: &str = include_str!("../assets/passkey.js");
/// Does the sum that the form for sending asks for under load.
const SEND: &str = include_str!("../assets/send.js");
/// Readers' pages: search as one types, size of text, contrast, reading aloud.
const READER: &str = include_str!("../assets/reader.js");
const DESK_STYLE: &str = include_str!("../assets/desk.css");
/// htmx.org 4.0.1 and its extension hx-csp (0BSD), as they come from npm; a test holds their hashes.
const HTMX: &str = include_str!("../assets/htmx.min.js");
const HTMX_CSP: &str = include_str!("../assets/hx-csp.min.js");
const DESK: &str = include_str!("../assets/desk.js");
/// Of the card that other sites show in a frame.
const EMBED_STYLE: &str = include_str!("../assets/embed.css");
const ICON: &str = include_str!("../assets/icon.svg");

/// All files that pages name.
#[derive(Debug)]
pub(crate) struct Assets {
    files: HashMap<String, Rendered>,
    /// Path of the style sheet.
    pub(crate) style: String,
    /// Path of the script of the form for sending.
    pub(crate) send_script: String,
    /// Path of the script of readers' pages.
    pub(crate) reader_script: String,
    /// Path of the site's icon.
    pub(crate) icon: String,
    /// Path of the script of the page that reviews are written on.
    pub(crate) review: String,
    /// Path of the script for passkeys.
    pub(crate) passkey: String,
    /// Path of the style sheet of the desk's pages.
    pub(crate) desk_style: String,
    /// Paths of the scripts of the desk's pages, in their order.
    pub(crate) desk_scripts: Vec<String>,
    /// Path of the style sheet of the card that other sites show.
    pub(crate) embed_style: String,
    /// Paths of the fonts, the ones that a first view needs.
    pub(crate) fonts: Vec<String>,
}

impl Assets {
    /// The files that are compiled in.
    pub(crate) fn built_in() -> Self {
        let mut files = HashMap::new();
        let mut add = |name: &str, kind: &'static str, body: Bytes| {
            let hash = Sha256::digest(&body).iter().take(6).map(|byte| format!("{byte:02x}")).collect::<String>();
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let name = format!("{stem}.{hash}.{ending}");
            let file = Rendered::of_type(body, HeaderValue::from_static(kind));
            // A frame that is shut off from its own site is another site to the browser.
            files.insert(name.clone(), if stem == "embed" { file.shared() } else { file });
            format!("/assets/{name}")
        };
        let mut style = STYLE.to_owned();
        let mut fonts = Vec::new();
        for (name, body) in FONTS {
            let path = add(name, "font/woff2", Bytes::from_static(body));
            style = style.replace(name, &path);
            fonts.push(path);
        }
        let style = add("thuchu.css", "text/css; charset=utf-8", style.into());
        let send_script = add("send.js", "text/javascript; charset=utf-8", SEND.into());
        let reader_script = add("reader.js", "text/javascript; charset=utf-8", READER.into());
        let icon = add("icon.svg", "image/svg+xml", ICON.into());
        let review = add("review.js", "text/javascript; charset=utf-8", Bytes::from_static(REVIEW.as_bytes()));
        let passkey = add("passkey.js", "text/javascript; charset=utf-8", Bytes::from_static(PASSKEY.as_bytes()));
        let desk_style = add("desk.css", "text/css; charset=utf-8", Bytes::from_static(DESK_STYLE.as_bytes()));
        let scripts = [("htmx.js", HTMX), ("hx-csp.js", HTMX_CSP), ("desk.js", DESK)];
        let desk_scripts = scripts
            .map(|(name, text)| add(name, "text/javascript; charset=utf-8", Bytes::from_static(text.as_bytes())))
            .into();
        let embed_style = add("embed.css", "text/css; charset=utf-8", Bytes::from_static(EMBED_STYLE.as_bytes()));
        Self {
            files,
            embed_style,
            style,
            send_script,
            reader_script,
            icon,
            review,
            passkey,
            desk_style,
            desk_scripts,
            fonts,
        }
    }

    /// The file of this name.
    pub(crate) fn answer(&self, name: &str, request: &HeaderMap) -> Option<Response<Body>> {
        let file = self.files.get(name)?;
        Some(file.answer(request, HeaderValue::from_static("public, max-age=31536000, immutable")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_names_the_fonts_that_are_there_and_a_first_view_is_small() {
        let assets = Assets::built_in();
        let answer = |path: &str| assets.answer(path.trim_start_matches("/assets/"), &HeaderMap::new());
        let named = [
            &assets.style,
            &assets.icon,
            &assets.passkey,
            &assets.review,
            &assets.send_script,
            &assets.desk_style,
            &assets.reader_script,
        ];
        for path in assets.fonts.iter().chain(&assets.desk_scripts).chain(named) {
            assert!(answer(path).is_some(), "{path}");
        }
        assert!(STYLE.len() <= 26_000, "{} bytes", STYLE.len());
        assert!(FONTS.iter().all(|(name, _)| STYLE.contains(name)));
        assert!(answer("/assets/../Cargo.toml").is_none());
    }

    #[test]
    fn scripts_of_others_are_the_ones_that_were_looked_at() {
        let of = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(of(HTMX), "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130");
        assert_eq!(of(HTMX_CSP), "a7e1e6711ae6c3e50ad300fba7936cbe8d07599cdae313414a179ddd6b26e143");
        assert!(READER.len() <= 8_000, "{} bytes", READER.len());
        for ours in [DESK, PASSKEY, READER] {
            for never in ["eval(", "Function(", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"] {
                assert!(!ours.contains(never), "{never}");
            }
        }
    }
}
