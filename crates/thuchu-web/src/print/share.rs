//! The part of a check's page that it is shared and printed from, and what previews of links show of it.

use thuchu_app::library::Shown;
use thuchu_model::CheckText;
use thuchu_print::{CanonicalUrl, Format, qr};
use thuchu_say::{self as say, Message};

use super::answer::in_one_line;
use super::{Product, path};
use crate::look::{Card, in_lang, plain};
use crate::site::Site;

/// What the template needs.
pub(crate) struct Share {
    /// The code of the check's address, as SVG.
    pub(crate) code: String,
    pub(crate) code_words: Message,
    /// Where the code is to be had as files.
    pub(crate) code_files: [(&'static str, String); 2],
    /// The short address as people type it, and whole.
    pub(crate) typed: String,
    pub(crate) short: String,
    /// Words to copy, the address at their end.
    pub(crate) words: String,
    /// Files for paper; none of a check of others.
    pub(crate) papers: Vec<(Message, String)>,
    /// Pictures, with what size they have.
    pub(crate) cards: Vec<(Message, Message, String)>,
    /// The line below a page that a browser prints.
    pub(crate) printed: Message,
    pub(crate) preview: Preview,
}

/// What others show of a link to the page (Open Graph).
pub(crate) struct Preview {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) url: String,
    /// The language as Open Graph names it.
    pub(crate) locale: &'static str,
    pub(crate) image: Option<Image>,
}

/// The picture of a link.
pub(crate) struct Image {
    pub(crate) url: String,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) alt: String,
}

/// The part for this version; none where the operator did not say under which address readers reach the site.
/// `text`: the check's, where it is known.
pub(crate) fn share(
    site: &Site,
    lang: say::Lang,
    shown: &Shown,
    card: &Card,
    version: Option<u32>,
    text: Option<CheckText<'_>>,
) -> Option<Share> {
    let base = site.press.base().ok()?;
    let public = site.settings.public_url.as_ref()?;
    let address = CanonicalUrl::check(base, shown.public_id);
    let short = CanonicalUrl::short(base, shown.public_id);
    let (rating, claim) = (card.verdict.label.as_str(), card.claim.as_str());
    let answer = text.as_ref().map(in_one_line).map(|answer| plain(&answer)).unwrap_or_default();
    let own = version.filter(|_| shown.publisher.is_none());
    let to = |version, product| in_lang(lang, &path(shown, version, product));
    let said = say::share_copy_head(rating, claim).in_lang(lang);
    // Of others it is said who says so.
    let by = card.by.as_ref().map(|by| say::web_by(by.as_str()).in_lang(lang));
    let lines =
        [Some(said), Some(answer.clone()).filter(|answer| !answer.is_empty()), by.clone(), Some(short.to_string())];
    let image = |version| {
        let (width, height) = Format::Wide.pixels();
        let url = format!("{public}{}", to(version, Product::Card(Format::Wide)));
        Image { url, width, height, alt: say::share_alt(rating, claim, answer.as_str()).in_lang(lang) }
    };
    let today = site.today();
    Some(Share {
        code: qr(&address).ok()?.bare_svg(),
        code_words: say::share_qr(address.as_str()),
        code_files: ["SVG", "PNG"]
            .map(|kind| (kind, format!("/qr/c/{}.{}", shown.public_id, kind.to_ascii_lowercase()))),
        typed: short.typed().to_owned(),
        short: short.to_string(),
        words: lines.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        papers: own.map(|version| papers(|product| to(version, product))).unwrap_or_default(),
        cards: own.map(|version| cards(|product| to(version, product))).unwrap_or_default(),
        printed: match own {
            Some(version) => say::share_printed(today, f64::from(version)),
            None => say::share_printed_of_others(today),
        },
        preview: Preview {
            title: say::web_check_title(rating, claim).in_lang(lang),
            description: by
                .into_iter()
                .chain(Some(answer.clone()))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(". "),
            url: format!("{public}{}", card.address),
            locale: if lang == say::Lang::Vi { "vi_VN" } else { "en_US" },
            image: own.map(image),
        },
    })
}

fn papers(to: impl Fn(Product) -> String) -> Vec<(Message, String)> {
    let named = |product| match product {
        Product::Pdf => Some(say::share_pdf()),
        Product::Poster(thuchu_print::Size::A4) => Some(say::share_poster_a4()),
        Product::Poster(thuchu_print::Size::A3) => Some(say::share_poster_a3()),
        Product::Handout => Some(say::share_handout()),
        Product::Card(_) => None,
    };
    Product::ALL.into_iter().filter_map(|product| Some((named(product)?, to(product)))).collect()
}

fn cards(to: impl Fn(Product) -> String) -> Vec<(Message, Message, String)> {
    let one = |format: Format| {
        let name = match format {
            Format::Wide => say::share_card_wide(),
            Format::Square => say::share_card_square(),
            Format::Tall => say::share_card_tall(),
        };
        let (width, height) = format.pixels();
        (name, say::share_pixels(f64::from(width), f64::from(height)), to(Product::Card(format)))
    };
    Format::ALL.into_iter().map(one).collect()
}
