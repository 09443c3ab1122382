//! `GET /about`: how the desk works, and what its ratings mean.

use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response};
use thuchu_say as say;

use super::{html, kept};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, Part, holds_demonstration, name_of, reads, shape};
use crate::site::Site;

#[derive(Template)]
#[template(path = "about.html")]
struct About {
    c: Frame,
    ratings: Vec<Rated>,
    publishers: Vec<(String, String, String)>,
}

/// A step of the scale.
pub(super) struct Rated {
    pub(super) shape: &'static str,
    pub(super) label: String,
    meaning: String,
}

/// `GET /about`
pub(crate) async fn about(State(site): State<Site>, reader: Reader, head: HeaderMap) -> Result<Response<Body>, Fault> {
    let live = site.reading.live();
    let seen = live.with(thuchu_app::matching::Matcher::generation).ok_or(Fault::Starting)?;
    let key = format!("about {} {seen} {}", reader.lang, site.today());
    kept(&site, &reader, &head, &key, || {
        let page = live.with(|matcher| {
            let library = matcher.library();
            let lang = reader.lang;
            let title = say::web_about_title().in_lang(lang);
            let mut publishers: Vec<_> = library
                .publishers()
                .filter_map(|(id, count)| {
                    let publisher = library.publisher(id)?;
                    Some((name_of(publisher, lang), publisher.site.to_string(), say::people::count(count as u64, lang)))
                })
                .collect();
            publishers.sort_by_cached_key(|(name, ..)| thuchu_text::collate::sort_key(name));
            About {
                c: Frame::new(&site, &reader, Part::About, title, holds_demonstration(library)),
                ratings: ratings(&site, lang),
                publishers,
            }
        });
        html(&page.ok_or(Fault::Starting)?)
    })
}

/// The scale, with what each step means.
pub(super) fn ratings(site: &Site, lang: say::Lang) -> Vec<Rated> {
    let own = site.own();
    let ratings = own.scale().ratings().iter();
    ratings
        .map(|rating| Rated {
            shape: shape(Some(&rating.key), rating.value.map(|value| value.get())),
            label: rating.label(&reads(lang)).to_owned(),
            meaning: say::web_rating_meaning(rating.key.as_str()).in_lang(lang),
        })
        .collect()
}
