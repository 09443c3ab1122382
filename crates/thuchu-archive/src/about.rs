//! What a page says about itself: title, publisher, byline, date, address, language. Statements, not facts.

use thuchu_model::{Day, Lang};
use url::Url;

use crate::dom::{Id, Tree};

mod json_ld;

/// Longest statement kept, in characters.
const LONGEST: usize = 500;

/// What a page says about itself. Nothing is guessed: what is not said is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The headline.
    pub title: Option<String>,
    /// The name of the site or paper.
    pub publisher: Option<String>,
    /// The line that names the authors, as it stands there.
    pub byline: Option<String>,
    /// The day it says it was published.
    pub published: Option<Day>,
    /// The address it gives itself.
    pub canonical: Option<Url>,
    /// The language it says it is in.
    pub language: Option<Lang>,
}

/// Reads the statements of a page as it came.
pub(crate) fn of(tree: &Tree, base: &Url) -> About {
    let said = json_ld::of(tree);
    let meta = |names: &[&str]| meta(tree, names);
    About {
        title: meta(&["og:title", "twitter:title"])
            .or(said.title)
            .or_else(|| tree.title().and_then(|title| tidy(&title)))
            .or_else(|| tree.find(Tree::ROOT, "h1").and_then(|id| tidy(&tree.text(id)))),
        publisher: meta(&["og:site_name"]).or(said.publisher).or_else(|| {
            meta(&["publisher", "dc.publisher", "application-name", "copyright"]).filter(|name| !is_address(name))
        }),
        byline: said
            .byline
            .or_else(|| meta(&["author", "article:author", "dc.creator", "byl"]).filter(|name| !is_address(name)))
            .or_else(|| byline(tree)),
        published: meta(&[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "pubdate",
            "publishdate",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
        ])
        .and_then(|text| day(&text))
        .or(said.published)
        .or_else(|| tree.below(Tree::ROOT).filter_map(|id| time(tree, id)).next()),
        canonical: canonical(tree, base),
        language: tree
            .below(Tree::ROOT)
            .find(|&id| tree.html_name(id) == Some("html"))
            .and_then(|id| tree.attr(id, "lang").or_else(|| tree.attr(id, "xml:lang")))
            .and_then(|tag| Lang::parse(tag).ok())
            .or_else(|| meta(&["og:locale", "content-language"]).and_then(|tag| Lang::parse(&tag).ok())),
    }
}

/// The content of the first `<meta>` that has one of the names, the names in their order.
fn meta(tree: &Tree, names: &[&str]) -> Option<String> {
    let mut best: Option<(usize, String)> = None;
    for id in tree.below(Tree::ROOT).filter(|&id| tree.html_name(id) == Some("meta")) {
        let Some(content) = tree.attr(id, "content") else { continue };
        let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| tree.attr(id, key));
        let name = name.unwrap_or_default().trim().to_ascii_lowercase();
        if let Some(rank) = names.iter().position(|known| *known == name)
            && best.as_ref().is_none_or(|(known, _)| rank < *known)
            && let Some(content) = tidy(content)
        {
            best = Some((rank, content));
        }
    }
    best.map(|(_, content)| content)
}

/// A `<time>` or an `itemprop` that gives the day of publication.
fn time(tree: &Tree, id: Id) -> Option<Day> {
    let published = tree.attr(id, "itemprop").is_some_and(|name| name.eq_ignore_ascii_case("datePublished"));
    if !published && tree.html_name(id) != Some("time") {
        return None;
    }
    tree.attr(id, "datetime").or_else(|| tree.attr(id, "content")).and_then(day)
}

fn byline(tree: &Tree) -> Option<String> {
    const NAMES: &[&str] = &["author", "byline", "article-author", "author_name", "author-name", "tac-gia", "tacgia"];
    let named = tree.below(Tree::ROOT).find(|&id| {
        let has = |attr: &str, names: &[&str]| {
            let value = tree.attr(id, attr).unwrap_or_default().to_ascii_lowercase();
            value.split_whitespace().any(|word| names.contains(&word))
        };
        tree.html_name(id).is_some_and(|name| !matches!(name, "meta" | "link" | "body" | "html"))
            && (has("rel", &["author"]) || has("itemprop", &["author"]) || has("class", NAMES))
    })?;
    // A whole column of authors with pictures and links is no line.
    tidy(&tree.text(named)).filter(|text| text.chars().count() <= 120)
}

fn canonical(tree: &Tree, base: &Url) -> Option<Url> {
    let link = tree.below(Tree::ROOT).find(|&id| {
        tree.html_name(id) == Some("link")
            && tree
                .attr(id, "rel")
                .is_some_and(|rel| rel.split_whitespace().any(|r| r.eq_ignore_ascii_case("canonical")))
    });
    let href = link.and_then(|id| tree.attr(id, "href")).map(str::to_owned).or_else(|| meta(tree, &["og:url"]))?;
    base.join(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// A day as machines write it (`2026-11-22T07:00:00+07:00`) or as Vietnamese pages do (`22/11/2026 07:00`).
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = Day::parse(text) {
        return Some(day);
    }
    let compact = text.get(..8).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    if let Some(text) = compact {
        return Day::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let date = text.split([' ', 'T', ',']).find(|part| part.contains(['/', '-', '.']))?;
    let mut parts = date.split(['/', '-', '.']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4 && parts.next().is_none())
        .then(|| Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
        .flatten()
}

/// One line, trimmed and not too long; `None` when nothing is left.
fn tidy(text: &str) -> Option<String> {
    let text = thuchu_text::normalise(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().take(LONGEST).collect();
    (!text.is_empty()).then_some(text)
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with('@')
}

#[cfg(test)]
mod tests;
