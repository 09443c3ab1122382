//! What is printed and shared of a check of ours: PDF, posters, handout, cards; and QR codes of everything that has an
//! address.
//!
//! An address carries its version, so what was shared goes on saying what it said, and says that it is old once it is. A
//! check of others is never shown as ours: it has a code and a short address, nothing else.

mod answer;
pub(crate) mod press;
pub(crate) mod qr;
pub(crate) mod share;
mod sheet;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router};
use thuchu_app::library::Shown;
use thuchu_app::reading::Found;
use thuchu_listen::Client;
use thuchu_model::{Check, CheckOrigin, PublicId};
use thuchu_print::{Engine, Format, Options, PrintError, Sheet, Size};
use thuchu_say as say;

use crate::error::Fault;
use crate::language::Reader;
use crate::look::{in_lang, path_of};
use crate::pages::check::{VersionAddress, withdrawn};
use crate::router::moved;
use crate::site::Site;
use press::{Key, printed};

/// What there is of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    Pdf,
    Poster(Size),
    Handout,
    Card(Format),
}

impl Product {
    pub(crate) const ALL: [Self; 7] = [
        Self::Pdf,
        Self::Poster(Size::A4),
        Self::Poster(Size::A3),
        Self::Handout,
        Self::Card(Format::Wide),
        Self::Card(Format::Square),
        Self::Card(Format::Tall),
    ];

    /// Its name in the address.
    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Pdf => "print.pdf",
            Self::Poster(Size::A4) => "poster-a4.pdf",
            Self::Poster(Size::A3) => "poster-a3.pdf",
            Self::Handout => "handout.pdf",
            Self::Card(Format::Wide) => "card-wide.png",
            Self::Card(Format::Square) => "card-square.png",
            Self::Card(Format::Tall) => "card-tall.png",
        }
    }

    const fn is_card(self) -> bool {
        matches!(self, Self::Card(_))
    }

    fn make(self, engine: &Engine, sheet: &Sheet, options: &Options) -> Result<Vec<u8>, PrintError> {
        match self {
            Self::Pdf => engine.pdf(sheet, options),
            Self::Poster(size) => engine.poster(sheet, size, options),
            Self::Handout => engine.handout(sheet, options),
            Self::Card(format) => engine.card(sheet, format),
        }
    }

    /// Type, a plain name to save it under, and who may show it.
    fn headers(self, id: PublicId, version: u32, lang: say::Lang) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let kind = if self.is_card() { "image/png" } else { "application/pdf" };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
        let name = format!("inline; filename=\"{id}-v{version}-{lang}-{}\"", self.file());
        if let Ok(name) = HeaderValue::from_str(&name) {
            headers.insert(header::CONTENT_DISPOSITION, name);
        }
        if self.is_card() {
            shared(&mut headers);
        } else {
            // The page is what is found; a copy of it for paper need not be found beside it.
            headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        }
        headers
    }
}

/// The addresses below this prefix: a language's, or none.
pub(crate) fn routes(prefix: &str) -> Router<Site> {
    Product::ALL.into_iter().fold(Router::new(), |router, product| {
        let file = product.file();
        router
            .route(
                &format!("{prefix}/c/{{id}}/{{slug}}/{file}"),
                get(async move |State(site): State<Site>, reader: Reader, address: Given<NewestAddress>| {
                    newest(&site, &reader, address, product).await
                }),
            )
            .route(
                &format!("{prefix}/c/{{id}}/{{slug}}/v/{{number}}/{file}"),
                get(
                    async move |State(site): State<Site>,
                                reader: Reader,
                                client: Option<Extension<Client>>,
                                address: Given<VersionAddress>,
                                head: HeaderMap| {
                        let client = client.map(|found| found.0);
                        version(&site, &reader, client, address, &head, product).await
                    },
                ),
            )
    })
}

/// An address as it was given; whether it can be read is for the handler.
type Given<T> = Result<Path<T>, PathRejection>;

/// The address of a check's newest version.
#[derive(serde::Deserialize)]
struct NewestAddress {
    id: String,
}

/// `GET /c/{id}/{slug}/print.pdf` and the like: where the newest version has it.
async fn newest(
    site: &Site,
    reader: &Reader,
    address: Given<NewestAddress>,
    product: Product,
) -> Result<Response<Body>, Fault> {
    let id = PublicId::parse(&address.map_err(|_| Fault::NotFound)?.id).map_err(|_| Fault::NotFound)?;
    let path = match site.reading.check(id).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) if is_ours(&found.stored.check) => {
            path(&Shown::of(&found.stored), found.stored.check.version, product)
        }
        // Taken back: the newest version says so.
        Found::Withdrawn(taken) if is_ours(&taken.check) => {
            format!("/c/{id}/-/v/{}/{}", taken.check.version, product.file())
        }
        Found::Withdrawn(taken) => return Err(Fault::Withdrawn(taken.reason)),
        Found::ReplacedBy(newer) => format!("/c/{newer}/-/{}", product.file()),
        Found::Check(_) => return Err(Fault::NotFound),
    };
    let mut answer = moved(StatusCode::FOUND, &in_lang(reader.lang, &path));
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if reader.negotiated {
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
    }
    Ok(answer)
}

/// `GET /c/{id}/{slug}/v/{number}/print.pdf` and the like: what this version says, and whether it stands.
async fn version(
    site: &Site,
    reader: &Reader,
    client: Option<Client>,
    address: Given<VersionAddress>,
    head: &HeaderMap,
    product: Product,
) -> Result<Response<Body>, Fault> {
    let address = address.map_err(|_| Fault::NotFound)?.0;
    let id = PublicId::parse(&address.id).map_err(|_| Fault::NotFound)?;
    let base = site.press.base()?;
    let settings = site.own().version();
    let lang = reader.lang;
    let (sheet, change) = match site.reading.version(id, address.number).await?.ok_or(Fault::NotFound)? {
        Found::Check(found) => (sheet::sheet(site, lang, base, &found), found.stored.change),
        Found::Withdrawn(taken) => {
            let known = is_ours(&taken.check) && (1..=taken.check.version).contains(&address.number);
            return match product {
                _ if !known => Err(Fault::NotFound),
                // Pictures stand on pages of others, which show none with an error: it is there, and says what it is.
                Product::Card(_) => {
                    let mut sheet = sheet::taken_back(site, lang, base, &taken);
                    sheet.version = address.number;
                    let at = taken.at.map_or(0, |at| at.micros());
                    set(site, reader, client, head, (settings, at), id, sheet, product).await
                }
                _ => withdrawn(site, reader, head, &taken),
            };
        }
        Found::ReplacedBy(newer) => {
            let path = format!("/c/{newer}/-/{}", product.file());
            return Ok(moved(StatusCode::MOVED_PERMANENTLY, &in_lang(lang, &path)));
        }
    };
    set(site, reader, client, head, (settings, change), id, sheet, product).await
}

/// The sheet as this product. `made_of`: the version of the settings, and the number of the check's last change.
#[expect(clippy::too_many_arguments, reason = "all that an answer is made of; a struct of them would be used once")]
async fn set(
    site: &Site,
    reader: &Reader,
    client: Option<Client>,
    head: &HeaderMap,
    made_of: (i64, i64),
    id: PublicId,
    sheet: Sheet,
    product: Product,
) -> Result<Response<Body>, Fault> {
    let options = Options { printed: site.today() };
    let (settings, change) = made_of;
    let (version, lang) = (sheet.version, reader.lang);
    let day = if product.is_card() { String::new() } else { options.printed.to_string() };
    let rest = format!("{} {lang} {id} {version} {change} {:?} {day}", product.file(), sheet.standing);
    let key = Key { settings, rest };
    let headers = product.headers(id, version, lang);
    let work = move |engine: &Engine| product.make(engine, &sheet, &options);
    let file = printed(site, client, &key, headers, work).await?;
    let mut answer = file.answer(head, HeaderValue::from_static("public, no-cache"));
    if reader.negotiated {
        answer.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    }
    Ok(answer)
}

/// Where a product of a version is, without language.
pub(crate) fn path(shown: &Shown, version: u32, product: Product) -> String {
    let base = path_of(shown);
    let slug = if base.matches('/').count() > 2 { "" } else { "/-" };
    format!("{base}{slug}/v/{version}/{}", product.file())
}

fn is_ours(check: &Check) -> bool {
    matches!(check.origin, CheckOrigin::Own { .. })
}

/// Pages of others may show it.
fn shared(headers: &mut HeaderMap) {
    let name = HeaderName::from_static("cross-origin-resource-policy");
    headers.insert(name, HeaderValue::from_static("cross-origin"));
}
