//! `GET /sitemap.xml` and its parts, `GET /sitemap-news.xml`: the pages that search engines may list, in each language that
//! readers are offered.
//!
//! One part holds a thousand checks, counted from the oldest, so that a new check changes one part and the others stay as
//! crawlers have them; it is made when it is asked for and not kept, for a crawler that takes all of them would push out
//! what readers ask for.

use std::collections::HashMap;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use thuchu_app::library::{Filter, Library, Shown};
use thuchu_formats::{NEWS_DAYS, NewsPage, SitemapPage, news_sitemap, sitemap_files, sitemap_index};
use thuchu_model::{CheckId, CheckState, Timestamp};
use thuchu_say as say;

use super::{answer, base, is_own, kept, made};
use crate::error::Fault;
use crate::look::{in_lang, path_of, plain, reads};
use crate::site::Site;

/// Checks of one part: with two languages far below the 50,000 addresses and 50 MB that the protocol allows.
const PART: usize = 1_000;
/// Pages that every desk has.
const FIXED: [&str; 10] = [
    "/",
    "/checks",
    "/about",
    "/about/method",
    "/about/funding",
    "/corrections",
    "/privacy",
    "/audit",
    "/appeals",
    "/api",
];
const XML: &str = "application/xml; charset=utf-8";
/// Pages of the list that news are looked for on.
const NEWS_LOOKED_AT: usize = 20;

/// `GET /sitemap.xml`: all pages, or the index of the parts.
pub(super) async fn whole(State(site): State<Site>, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let base = base(&site)?;
    let (seen, checks) =
        site.reading.live().with(|matcher| (matcher.generation(), matcher.library().len())).ok_or(Fault::Starting)?;
    kept(&site, &head, &format!("sitemap {seen}"), async || {
        if checks > PART {
            let numbers = (1..=checks.div_ceil(PART)).map(|number| number.to_string());
            let names = std::iter::once("pages".to_owned()).chain(numbers);
            let parts: Vec<_> = names.map(|name| (format!("{base}/sitemap/{name}.xml"), None)).collect();
            return Ok(made(&site, XML, sitemap_index(&parts)));
        }
        let mut pages = fixed(&site, base);
        pages.extend(listed(&site, base, 0).await?);
        file(&site, pages).await
    })
    .await
}

/// `GET /sitemap/{name}`: `pages.xml`, or the part of this number.
pub(super) async fn part(
    State(site): State<Site>,
    Path(name): Path<String>,
    head: HeaderMap,
) -> Result<Response<Body>, Fault> {
    let base = base(&site)?;
    let name = name.strip_suffix(".xml").ok_or(Fault::NotFound)?;
    let pages = if name == "pages" {
        fixed(&site, base)
    } else {
        let number: usize = name.parse().map_err(|_| Fault::NotFound)?;
        // One part has one address: no plus sign, no zeros before it.
        if number == 0 || number.to_string() != name {
            return Err(Fault::NotFound);
        }
        listed(&site, base, number - 1).await?
    };
    if pages.is_empty() {
        return Err(Fault::NotFound);
    }
    Ok(answer(&site, &head, &file(&site, pages).await?))
}

/// Written and compressed in its turn: it is work for the processor.
async fn file(site: &Site, pages: Vec<SitemapPage>) -> Result<crate::cache::Rendered, Fault> {
    let worker = site.clone();
    let write = move || {
        let first = sitemap_files(pages).into_iter().next();
        first.map(|file| made(&worker, XML, file.xml))
    };
    site.in_turn(write).await?.ok_or(Fault::Broken)
}

/// The languages that readers are offered.
fn langs(site: &Site) -> Vec<say::Lang> {
    let own = site.own();
    say::Lang::ALL.into_iter().filter(|lang| own.speaks(*lang)).collect()
}

/// A page in each language, each naming all of them.
fn in_each(site: &Site, base: &str, path: &str, modified: Option<Timestamp>) -> Vec<SitemapPage> {
    let langs = langs(site);
    let languages: Vec<(String, String)> =
        langs.iter().map(|lang| (lang.code().to_owned(), format!("{base}{}", in_lang(*lang, path)))).collect();
    let one = |(_, address): &(String, String)| SitemapPage {
        address: address.clone(),
        modified,
        languages: if languages.len() > 1 { languages.clone() } else { Vec::new() },
    };
    languages.iter().map(one).collect()
}

fn fixed(site: &Site, base: &str) -> Vec<SitemapPage> {
    FIXED.into_iter().flat_map(|path| in_each(site, base, path, None)).collect()
}

/// The pages of the checks of a part, from 0.
async fn listed(site: &Site, base: &str, part: usize) -> Result<Vec<SitemapPage>, Fault> {
    let found: Vec<(CheckId, String)> = site
        .reading
        .live()
        .with(|matcher| matcher.library().slice(part, PART).map(|shown| (shown.id, path_of(shown))).collect())
        .ok_or(Fault::Starting)?;
    let modified: HashMap<CheckId, Timestamp> =
        site.reading.modified(found.iter().map(|(id, _)| *id).collect()).await?;
    Ok(found.iter().flat_map(|(id, path)| in_each(site, base, path, modified.get(id).copied())).collect())
}

/// `GET /sitemap-news.xml`: the checks of ours that were first published within two days.
pub(super) async fn news(State(site): State<Site>, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let base = base(&site)?;
    let (seen, ids) = site
        .reading
        .live()
        .with(|matcher| (matcher.generation(), recent(&site, matcher.library())))
        .ok_or(Fault::Starting)?;
    let key = format!("news {seen} {}", site.hour());
    kept(&site, &head, &key, async || {
        let told = site.reading.told(ids).await?;
        let offered = langs(&site);
        let pages = told.iter().filter(|told| is_own(told) && told.stored.check.state == CheckState::Published);
        let pages = pages.filter_map(|told| {
            let content = &told.stored.check.content;
            let own = offered.iter().find(|lang| lang.code() == content.lang.primary());
            let lang = *own.or(offered.first())?;
            let text = content.text_in(Some(&reads(lang)));
            let claim = content.claim_in(Some(&reads(lang))).map(|claim| claim.text.as_str());
            Some(NewsPage {
                address: format!("{base}{}", in_lang(lang, &path_of(&Shown::of(&told.stored)))),
                title: plain(text.title.or(claim)?),
                published: told.first,
                lang: lang.code().to_owned(),
            })
        });
        let pages: Vec<NewsPage> = pages.collect();
        let name = site.own().name(offered.first().copied().unwrap_or(say::Lang::Vi));
        Ok(made(&site, XML, news_sitemap(&name, &pages, site.clock.now())))
    })
    .await
}

/// The checks of ours that may be news: dated a day more than what counts, for days begin at other hours elsewhere.
fn recent(site: &Site, library: &Library) -> Vec<CheckId> {
    let Some(oldest) = site.clock.now().plus_days(-NEWS_DAYS - 1).day() else { return Vec::new() };
    let (mut found, mut after) = (Vec::new(), None);
    for _ in 0..NEWS_LOOKED_AT {
        let page = library.list(&Filter::default(), after, PART);
        let new = page.checks.iter().take_while(|shown| shown.review_date.is_some_and(|day| day >= oldest));
        let new: Vec<&&Shown> = new.collect();
        found.extend(new.iter().filter(|shown| shown.publisher.is_none()).map(|shown| shown.id));
        after = page.next.filter(|_| new.len() == page.checks.len());
        if after.is_none() {
            break;
        }
    }
    found
}
