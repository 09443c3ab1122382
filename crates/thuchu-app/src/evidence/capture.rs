//! Makes a copy of a page: fetches it and its parts, makes it self-contained and inert, takes its picture, writes down what
//! went over the wire. Everything outside is reached through [`Fetcher`] alone.

use std::collections::HashMap;
use std::future::Future;

use base64::Engine as _;
use bytes::Bytes;
use thuchu_archive::warc::{self, Exchange, Info, Part};
use thuchu_archive::{Resource, ResourceKind, SelfContained, Wanted, assemble, decode, plan, plan_style};
use thuchu_fetch::{Ask, FetchError, Fetcher, Page, Url, is_social_host};
use thuchu_model::{FileRole, Sha256Hash, SourceFacts, Timestamp};
use thuchu_store::captures::Step;
use thuchu_tools::{FileKind, kind_of};
use tokio::task::JoinSet;

use super::{CaptureError, Tools};

/// Most parts of a page that are fetched.
const MOST_PARTS: usize = 200;
/// Most bytes of all parts together.
const MOST_BYTES: u64 = 25 * 1024 * 1024;
/// Parts that are fetched at the same time.
const AT_ONCE: usize = 4;
/// How deep styles ask for styles, and frames for frames.
const DEEP: u32 = 2;
/// Pages that load scripts and have fewer letters than this wait for those to show anything ("Loading…"); a page without them
/// may be as short as it likes.
const FEWEST_LETTERS: usize = 40;

/// A copy before it is stored.
#[derive(Debug)]
pub(super) struct Taken {
    /// Where redirects led.
    pub(super) final_url: String,
    /// What the site answered; `None` of files.
    pub(super) status: Option<u16>,
    /// What the source says about itself.
    pub(super) facts: SourceFacts,
    /// Names what was sent, together with the address.
    pub(super) content: Sha256Hash,
    /// Its files.
    pub(super) files: Vec<(FileRole, &'static str, Bytes)>,
}

/// The media types of the files we write.
pub(super) const HTML: &str = "text/html; charset=utf-8";
pub(super) const TEXT: &str = "text/plain; charset=utf-8";
const WARC: &str = "application/warc";

/// Copies what is at an address.
///
/// # Errors
/// The reason, for the editor who asked.
pub(super) async fn capture<F: Future<Output = Result<(), CaptureError>>>(
    tools: &Tools,
    url: &Url,
    now: Timestamp,
    step: impl Fn(Step) -> F,
) -> Result<Taken, CaptureError> {
    if url.host_str().is_some_and(is_social_host) {
        return Err(CaptureError::Social);
    }
    let fetcher = tools.fetcher.as_ref().ok_or(CaptureError::NoWayOut)?;
    step(Step::Page).await?;
    let page = fetcher.fetch_part(url, &Ask::DOCUMENT).await?;
    if !(200..300).contains(&page.status) {
        return Err(CaptureError::Status(page.status));
    }
    if page.bytes.is_empty() {
        return Err(CaptureError::Empty);
    }
    match kind_of(&page.bytes) {
        Ok(FileKind::Html) => {}
        // A page that does not look like one: text, or HTML that begins with something unusual.
        Ok(FileKind::Text) if says_html(&page) => {}
        _ => return document(tools, url, page).await,
    }
    step(Step::Parts).await?;
    let decoded = decode(&page.bytes, header(&page, "content-type"));
    let mut parts = Parts::new(tools, fetcher);
    let whole = parts.whole(&decoded.text, &page.final_url, 0).await;
    let fewest = if loads_scripts(&decoded.text) { FEWEST_LETTERS } else { 1 };
    if whole.text.chars().filter(|letter| letter.is_alphanumeric()).count() < fewest && parts.pictures == 0 {
        return Err(CaptureError::NoWords);
    }
    step(Step::Screenshot).await?;
    let html = Bytes::from(whole.html);
    let mut files = vec![(FileRole::Page, HTML, html.clone()), (FileRole::Text, TEXT, Bytes::from(whole.text))];
    if let Some(picture) = tools.screenshot(html).await {
        files.push((FileRole::Screenshot, picture.0, picture.1));
    }
    let facts = SourceFacts {
        title: whole.about.title,
        publisher: whole.about.publisher,
        byline: whole.about.byline,
        published: whole.about.published,
        parts_missing: u32::try_from(parts.missing).unwrap_or(u32::MAX),
        ..SourceFacts::default()
    };
    let content = content(url, &page, &parts.pages);
    files.push((FileRole::Warc, WARC, written(&page, &parts.pages, now)));
    step(Step::Storing).await?;
    Ok(Taken { final_url: page.final_url.into(), status: Some(page.status), facts, content, files })
}

/// A document or picture at an address: cleaned as an upload is, with the record of the wire beside it left out, for that
/// would hold what the cleaning took away.
async fn document(tools: &Tools, url: &Url, page: Page) -> Result<Taken, CaptureError> {
    let content = content(url, &page, &[]);
    let (final_url, status) = (page.final_url.to_string(), page.status);
    let read = tools.read(page.bytes).await?;
    Ok(Taken { final_url, status: Some(status), content, ..read.taken })
}

const fn ask(kind: ResourceKind) -> Ask {
    match kind {
        ResourceKind::Style => Ask::STYLE,
        ResourceKind::Picture => Ask::PICTURE,
        ResourceKind::Frame => Ask::DOCUMENT,
    }
}

fn loads_scripts(html: &str) -> bool {
    let lower = html.to_ascii_lowercase();
    let mut tags = lower.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    tags.any(|attributes| attributes.contains("src"))
}

fn says_html(page: &Page) -> bool {
    header(page, "content-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("html"))
}

fn header<'a>(page: &'a Page, name: &str) -> Option<&'a str> {
    page.headers.get(name).and_then(|value| value.to_str().ok())
}

/// The address, where it led, and what came: equal for two copies that are the same.
fn content(url: &Url, page: &Page, parts: &[(Url, Page)]) -> Sha256Hash {
    let hashes: Vec<_> = parts.iter().map(|(url, part)| (url.as_str(), Sha256Hash::of(&part.bytes))).collect();
    let mut all: Vec<&[u8]> =
        vec![url.as_str().as_bytes(), b"\n", page.final_url.as_str().as_bytes(), b"\n", &page.bytes];
    for (url, hash) in &hashes {
        all.extend([b"\n".as_slice(), url.as_bytes(), b" ", hash.as_bytes()]);
    }
    Sha256Hash::of_parts(&all)
}

/// One answer of the wire: address, status, headers, body.
type Wire<'a> = (String, u16, Vec<(String, String)>, &'a [u8]);

/// What went over the wire, as WARC: redirects, the page, its parts.
fn written(page: &Page, parts: &[(Url, Page)], now: Timestamp) -> Bytes {
    let mut all: Vec<Wire<'_>> = Vec::new();
    for page in std::iter::once(page).chain(parts.iter().map(|(_, page)| page)) {
        for hop in &page.hops {
            all.push((hop.url.to_string(), hop.status, pairs(&hop.headers), &[]));
        }
        all.push((page.final_url.to_string(), page.status, pairs(&page.headers), &page.bytes));
    }
    let records: Vec<Part<'_>> = all
        .iter()
        .map(|(url, status, headers, body)| Part::Exchange(Exchange { url, at: now, status: *status, headers, body }))
        .collect();
    warc::write(&Info { software: concat!("thuchu ", env!("CARGO_PKG_VERSION")), at: now }, &records).into()
}

fn pairs(headers: &thuchu_fetch::HeaderMap) -> Vec<(String, String)> {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect()
}

/// The parts of a page, fetched few at a time and within a budget.
struct Parts<'a> {
    tools: &'a Tools,
    fetcher: &'a Fetcher,
    /// What came, in the order of the page.
    pages: Vec<(Url, Page)>,
    /// Pictures that were cleaned.
    pictures: usize,
    /// Parts that could not be had.
    missing: usize,
    asked: usize,
    bytes: u64,
}

impl<'a> Parts<'a> {
    const fn new(tools: &'a Tools, fetcher: &'a Fetcher) -> Self {
        Self { tools, fetcher, pages: Vec::new(), pictures: 0, missing: 0, asked: 0, bytes: 0 }
    }

    /// A page with all its parts in it. `deep`: frames around it.
    async fn whole(&mut self, html: &str, base: &Url, deep: u32) -> SelfContained {
        let mut found = HashMap::new();
        let mut wanted = plan(html, base);
        // Styles may ask for styles and pictures: another round for what each round brings.
        for round in 0..=DEEP {
            wanted.retain(|one| !found.contains_key(&one.url));
            let mut more = Vec::new();
            let (written, outside): (Vec<Wanted>, Vec<Wanted>) =
                std::mem::take(&mut wanted).into_iter().partition(|one| one.url.scheme() == "data");
            for one in written {
                // A picture that is written into the page is a stranger's as well.
                match self.written_in(&one.url).await {
                    Some(picture) => drop(found.insert(one.url, picture)),
                    None => self.missing += 1,
                }
            }
            for (one, page) in self.fetch(outside).await {
                let taken = match page {
                    Some(page) => self.take(&one, page, deep, &mut more).await,
                    None => None,
                };
                match taken {
                    Some(part) => drop(found.insert(one.url, part)),
                    None => self.missing += 1,
                }
            }
            if more.is_empty() || round == DEEP {
                break;
            }
            wanted = more;
        }
        assemble(html, base, &found)
    }

    /// Fetches these, a few at a time; gives them in their order. `None`: it was not to be had, or the budget is spent.
    async fn fetch(&mut self, wanted: Vec<Wanted>) -> Vec<(Wanted, Option<Page>)> {
        let mut came: Vec<(Wanted, Option<Page>)> = wanted.into_iter().map(|one| (one, None)).collect();
        let mut work: JoinSet<(usize, Result<Page, FetchError>)> = JoinSet::new();
        let mut next = 0;
        loop {
            while work.len() < AT_ONCE && self.asked < MOST_PARTS && self.bytes < MOST_BYTES {
                let Some((one, _)) = came.get(next) else { break };
                let (fetcher, url, ask, at) = (self.fetcher.clone(), one.url.clone(), ask(one.kind), next);
                work.spawn(async move { (at, fetcher.fetch_part(&url, &ask).await) });
                self.asked += 1;
                next += 1;
            }
            let Some(done) = work.join_next().await else { break };
            let Ok((at, Ok(page))) = done else { continue };
            self.bytes += page.bytes.len() as u64;
            let good = (200..300).contains(&page.status) && !page.bytes.is_empty();
            if let Some(place) = came.get_mut(at).filter(|_| good) {
                place.1 = Some(page);
            }
        }
        came
    }

    async fn written_in(&mut self, url: &Url) -> Option<Resource> {
        let (about, data) = url.path().split_once(',')?;
        let bytes = match about.ends_with(";base64") {
            true => base64::engine::general_purpose::STANDARD.decode(data.as_bytes()).ok()?,
            false => return None,
        };
        let read = self.tools.picture(bytes.into()).await?;
        self.pictures += 1;
        Some(Resource::Picture { media_type: read.0, bytes: read.1.into() })
    }

    async fn take(&mut self, one: &Wanted, page: Page, deep: u32, more: &mut Vec<Wanted>) -> Option<Resource> {
        let part = match one.kind {
            ResourceKind::Style => {
                let text = decode(&page.bytes, header(&page, "content-type")).text;
                more.extend(plan_style(&text, &page.final_url));
                Resource::Style { text, base: page.final_url.clone() }
            }
            ResourceKind::Picture => {
                let read = self.tools.picture(page.bytes.clone()).await?;
                self.pictures += 1;
                Resource::Picture { media_type: read.0, bytes: read.1.into() }
            }
            ResourceKind::Frame if deep < DEEP => {
                let text = decode(&page.bytes, header(&page, "content-type")).text;
                let frame = Box::pin(self.whole(&text, &page.final_url, deep + 1)).await;
                Resource::Frame(frame)
            }
            ResourceKind::Frame => return None,
        };
        self.pages.push((one.url.clone(), page));
        Some(part)
    }
}
