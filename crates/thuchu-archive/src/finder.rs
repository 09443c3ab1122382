//! What addresses in a page become: noted for the plan, or replaced by what was fetched, or by what is already inside.

use std::collections::{BTreeSet, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::Url;

use crate::clean::{Finder, clean};
use crate::dom::{self, Tree};
use crate::picture::starts_with_data;
use crate::{LeftOut, MAX_WANTED, Resource, ResourceKind, Wanted};

/// Text of all style sheets of a page, in bytes.
const MAX_STYLES: usize = 6 << 20;
/// Frames written into one page.
const MAX_FRAMES: usize = 40;
/// Text of all frames of a page, in bytes.
const MAX_FRAME_TEXT: usize = 4 << 20;

/// Resolves what a page names. Only the web, and pictures written into the page.
fn resolve(raw: &str, base: &Url, kind: ResourceKind) -> Option<Url> {
    if raw.is_empty() || raw.starts_with('#') {
        return None;
    }
    let mut url = base.join(raw).ok()?;
    let fits = match url.scheme() {
        "http" | "https" => raw.len() <= 4 << 10,
        "data" => kind == ResourceKind::Picture && starts_with_data(raw) && mark_of(raw).is_none(),
        _ => false,
    };
    url.set_fragment(None);
    fits.then_some(url)
}

/// Notes what is wanted, in the order of the page, each once.
#[derive(Default)]
pub(crate) struct Noting {
    pub(crate) wanted: Vec<Wanted>,
    known: HashMap<(ResourceKind, String), usize>,
}

impl Noting {
    fn note(&mut self, raw: &str, base: &Url, kind: ResourceKind) -> Option<usize> {
        let url = resolve(raw, base, kind)?;
        if let Some(number) = self.known.get(&(kind, url.as_str().to_owned())) {
            return Some(*number);
        }
        if self.wanted.len() >= MAX_WANTED {
            return None;
        }
        let number = self.wanted.len();
        self.known.insert((kind, url.as_str().to_owned()), number);
        self.wanted.push(Wanted { url, kind });
        Some(number)
    }
}

impl Finder for Noting {
    fn picture(&mut self, raw: &str, base: &Url) -> Option<usize> {
        self.note(raw, base, ResourceKind::Picture)
    }

    fn style(&mut self, raw: &str, base: &Url) -> Option<(String, Url)> {
        self.note(raw, base, ResourceKind::Style);
        None
    }

    fn frame(&mut self, raw: &str, base: &Url) -> Option<Tree> {
        self.note(raw, base, ResourceKind::Frame);
        None
    }
}

/// Gives what was fetched, and keeps account of what was not.
pub(crate) struct Fetched<'f> {
    found: &'f HashMap<Url, Resource>,
    pub(crate) pictures: Pictures,
    numbers: HashMap<Url, usize>,
    pub(crate) left_out: Vec<LeftOut>,
    missed: BTreeSet<String>,
    styles: usize,
    frames: (usize, usize),
}

impl<'f> Fetched<'f> {
    pub(crate) fn new(found: &'f HashMap<Url, Resource>) -> Self {
        Self {
            found,
            pictures: Pictures::default(),
            numbers: HashMap::new(),
            left_out: Vec::new(),
            missed: BTreeSet::new(),
            styles: 0,
            frames: (0, 0),
        }
    }

    fn missing(&mut self, url: Url, kind: ResourceKind) {
        if self.left_out.len() < MAX_WANTED && self.missed.insert(url.as_str().to_owned()) {
            self.left_out.push(LeftOut { url, kind });
        }
    }
}

impl Finder for Fetched<'_> {
    fn picture(&mut self, raw: &str, base: &Url) -> Option<usize> {
        let url = resolve(raw, base, ResourceKind::Picture)?;
        if let Some(number) = self.numbers.get(&url) {
            return Some(*number);
        }
        let Some(Resource::Picture { media_type, bytes }) = self.found.get(&url) else {
            self.missing(url, ResourceKind::Picture);
            return None;
        };
        let number = self.pictures.add(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))?;
        self.numbers.insert(url, number);
        Some(number)
    }

    fn style(&mut self, raw: &str, base: &Url) -> Option<(String, Url)> {
        let url = resolve(raw, base, ResourceKind::Style)?;
        match self.found.get(&url) {
            Some(Resource::Style { text, base }) if self.styles + text.len() <= MAX_STYLES => {
                self.styles += text.len();
                Some((text.clone(), base.clone()))
            }
            _ => {
                self.missing(url, ResourceKind::Style);
                None
            }
        }
    }

    fn frame(&mut self, raw: &str, base: &Url) -> Option<Tree> {
        let url = resolve(raw, base, ResourceKind::Frame)?;
        match self.found.get(&url) {
            Some(Resource::Frame(page)) if self.frames.0 < MAX_FRAMES && self.frames.1 < MAX_FRAME_TEXT => {
                let source = dom::parse(&page.html);
                let tree = clean(&source, &url, &mut Inside { pictures: &mut self.pictures });
                // Pictures are counted once for all frames, when they are written.
                self.frames = (self.frames.0 + 1, self.frames.1 + page.text.len() + 64 * tree.len());
                Some(tree)
            }
            _ => {
                self.missing(url, ResourceKind::Frame);
                None
            }
        }
    }
}

/// Takes the pictures that a page of ours holds, and nothing from elsewhere.
pub(crate) struct Inside<'p> {
    pub(crate) pictures: &'p mut Pictures,
}

impl Finder for Inside<'_> {
    fn picture(&mut self, raw: &str, _base: &Url) -> Option<usize> {
        match mark_of(raw) {
            Some(number) => (number < self.pictures.list.len()).then_some(number),
            None => is_picture(raw).then(|| self.pictures.add(raw.to_owned())).flatten(),
        }
    }

    fn style(&mut self, _raw: &str, _base: &Url) -> Option<(String, Url)> {
        None
    }

    fn frame(&mut self, _raw: &str, _base: &Url) -> Option<Tree> {
        None
    }
}

/// The pictures of a page, as `data:` addresses, each once.
#[derive(Default)]
pub(crate) struct Pictures {
    pub(crate) list: Vec<String>,
    known: HashMap<String, usize>,
}

impl Pictures {
    fn add(&mut self, address: String) -> Option<usize> {
        if !is_picture(&address) {
            return None;
        }
        if let Some(number) = self.known.get(&address) {
            return Some(*number);
        }
        let number = self.list.len();
        self.known.insert(address.clone(), number);
        self.list.push(address);
        Some(number)
    }
}

/// JPEG or PNG in base64: what our own worker wrote.
fn is_picture(address: &str) -> bool {
    let data =
        address.strip_prefix("data:image/jpeg;base64,").or_else(|| address.strip_prefix("data:image/png;base64,"));
    data.is_some_and(|data| data.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)))
}

fn mark_of(raw: &str) -> Option<usize> {
    dom::mark(raw)
}
