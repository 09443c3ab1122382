//! How the desk is called and looks, as its settings say: made once for each change, used by every page.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response};
use sha2::{Digest as _, Sha256};
use thuchu_app::settings::{Current, logo};
use thuchu_model::{Accent, InBoth, Rating, RatingKey, RatingScale};
use thuchu_say as say;

use crate::cache::Rendered;

/// The desk's own name, words, colour and picture.
#[derive(Debug)]
pub(crate) struct Own {
    now: Arc<Current>,
    style: Option<(String, Rendered)>,
    logo: Option<(LogoShown, Rendered)>,
}

/// The picture as pages show it.
#[derive(Debug)]
pub(crate) struct LogoShown {
    pub(crate) path: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The height that the picture is shown with, in pixels.
const LOGO_HEIGHT: u32 = 40;

impl Own {
    /// What these settings make of the site.
    pub(crate) fn of(now: &Arc<Current>) -> Self {
        let style = now.settings.accent.map(|accent| {
            let css = style_of(accent);
            let page = Rendered::of_type(css.clone().into(), HeaderValue::from_static("text/css; charset=utf-8"));
            (format!("/assets/own.{}.css", short_hash(css.as_bytes())), page)
        });
        let logo = now.settings.logo.as_ref().and_then(|logo| {
            let png = logo::bytes(logo)?;
            let path = format!("/assets/own.{}.png", short_hash(&png));
            let width = logo.width.saturating_mul(LOGO_HEIGHT) / logo.height.max(1);
            let shown = LogoShown { path, width: width.clamp(1, 240), height: LOGO_HEIGHT };
            Some((shown, Rendered::of_type(png.into(), HeaderValue::from_static("image/png"))))
        });
        Self { now: now.clone(), style, logo }
    }

    /// Another number for other settings.
    pub(crate) fn version(&self) -> i64 {
        self.now.version
    }

    fn text<'a>(&'a self, text: &'a InBoth, lang: say::Lang) -> Option<&'a str> {
        text.in_lang(lang.code())
    }

    /// How the desk is called.
    pub(crate) fn name(&self, lang: say::Lang) -> String {
        let name = self.text(&self.now.settings.name, lang);
        name.map_or_else(|| say::product().in_lang(lang), str::to_owned)
    }

    /// Whether it has a name of its own.
    pub(crate) fn is_named(&self) -> bool {
        !self.now.settings.name.is_empty()
    }

    /// What it is, for search engines.
    pub(crate) fn description(&self, lang: say::Lang) -> String {
        let description = self.text(&self.now.settings.description, lang);
        description.map_or_else(|| say::web_site_description().in_lang(lang), str::to_owned)
    }

    /// The title of the first page.
    pub(crate) fn home_title(&self, lang: say::Lang) -> String {
        if self.is_named() {
            say::settings_home_title(self.name(lang)).in_lang(lang)
        } else {
            say::web_home_title().in_lang(lang)
        }
    }

    /// How it is reached.
    pub(crate) fn contact(&self, lang: say::Lang) -> Option<&str> {
        self.text(&self.now.settings.contact, lang)
    }

    /// Where holes in the site are told of, as an address that programs read (RFC 9116).
    pub(crate) fn security_contact(&self) -> Option<&str> {
        Some(self.now.settings.security_contact.as_str()).filter(|contact| !contact.is_empty())
    }

    /// Which sites may show the card of a check in a frame, as the policy header says it.
    pub(crate) fn frames(&self) -> &str {
        self.now.settings.frames.as_str()
    }

    /// The page about the method or the money, in this language alone and in the other one.
    pub(crate) fn page(&self, funding: bool) -> &InBoth {
        if funding { &self.now.settings.funding } else { &self.now.settings.method }
    }

    /// Pages and links that the desk added, in their order.
    pub(crate) fn added(&self) -> &[thuchu_model::OwnPage] {
        &self.now.settings.pages
    }

    /// Whether readers' pages are offered in this language.
    pub(crate) fn speaks(&self, lang: say::Lang) -> bool {
        self.now.settings.languages.only().is_none_or(|only| only == lang.code())
    }

    /// The licence of its texts; none where it states none.
    pub(crate) fn licence(&self) -> Option<&str> {
        Some(self.now.settings.licence.trim()).filter(|licence| !licence.is_empty())
    }

    /// The scale that new checks are rated on.
    pub(crate) fn scale(&self) -> &RatingScale {
        &self.now.scale
    }

    /// Every scale, the built-in one first.
    pub(crate) fn scales(&self) -> &[RatingScale] {
        &self.now.scales
    }

    /// A rating of the scale in force, else of the first one that has it.
    pub(crate) fn rating(&self, key: &RatingKey) -> Option<&Rating> {
        self.now.scale.get(key).or_else(|| self.now.scales.iter().find_map(|scale| scale.get(key)))
    }

    /// The path of the style sheet with the desk's colour.
    pub(crate) fn style(&self) -> Option<&str> {
        self.style.as_ref().map(|(path, _)| path.as_str())
    }

    /// The desk's picture.
    pub(crate) fn logo(&self) -> Option<&LogoShown> {
        self.logo.as_ref().map(|(shown, _)| shown)
    }

    /// The file of this name below `/assets/`.
    pub(crate) fn answer(&self, name: &str, request: &HeaderMap) -> Option<Response<Body>> {
        let style = self.style.iter().map(|(path, file)| (path, file));
        let mut files = style.chain(self.logo.iter().map(|(shown, file)| (&shown.path, file)));
        let (_, file) = files.find(|(path, _)| path.strip_prefix("/assets/") == Some(name))?;
        Some(file.answer(request, HeaderValue::from_static("public, max-age=31536000, immutable")))
    }
}

/// The colours that differ from the program's, where a screen shows them; paper stays black on white.
fn style_of(accent: Accent) -> String {
    let (light, dark) = accent.pointed_at();
    format!(
        "@media screen{{:root{{--accent:{};--accent-2:{light}}}}}\n\
         @media screen and (prefers-color-scheme:dark){{:root{{--accent:{};--accent-2:{dark}}}}}\n",
        accent.light, accent.dark
    )
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use thuchu_model::colour::{DARK_PAPERS, LIGHT_PAPERS};

    #[test]
    fn the_papers_that_colours_are_compared_with_are_those_of_the_style_sheet() {
        let style = include_str!("../assets/thuchu.css");
        for papers in [LIGHT_PAPERS, DARK_PAPERS] {
            let [paper, panel, sunk] = papers;
            let line = format!("--paper:{paper}; --panel:{panel}; --sunk:{sunk};");
            assert!(style.contains(&line), "{line}");
        }
    }
}
