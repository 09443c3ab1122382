//! A page as it came, made into one that does nothing: a new tree is built from what `allow` lets through, so what
//! nobody thought of is not there.
//!
//! What addresses become is asked of a [`Finder`]: one that only notes them makes the plan of what to fetch, one that
//! knows what was fetched makes the page to keep, one that takes nothing but what is inside makes sure of a page of ours.

use html5ever::{Attribute, ns};
use url::Url;

use crate::allow::{self, Element};
use crate::css::{self, Finds};
use crate::dom::{self, Data, Id, Tree, attribute, html};
use crate::{legacy_font, picture};

mod values;

use values::{id_of, names_address};

/// Longest value of an attribute, in bytes.
const LONGEST_VALUE: usize = 4 << 10;
/// Longest `style=`.
const LONGEST_STYLE: usize = 32 << 10;
/// Frames inside frames that are written into the page.
const FRAMES: u8 = 3;

/// Knows what an address becomes.
pub(crate) trait Finder {
    /// The number that stands for a picture, or `None` if there is none.
    fn picture(&mut self, raw: &str, base: &Url) -> Option<usize>;
    /// The text of a style sheet and the address it came from.
    fn style(&mut self, raw: &str, base: &Url) -> Option<(String, Url)>;
    /// The document in a frame, already clean, with pictures by number.
    fn frame(&mut self, raw: &str, base: &Url) -> Option<Tree>;
}

/// The clean page.
pub(crate) fn clean(source: &Tree, base: &Url, finder: &mut dyn Finder) -> Tree {
    let mut out = Tree::new();
    out.quirks = source.quirks;
    let root = out.append_element(Tree::ROOT, html("html"), Vec::new());
    let head = out.append_element(root, html("head"), Vec::new());
    let body = out.append_element(root, html("body"), Vec::new());
    let fonts = legacy_font::Fonts::of(source);
    let mut cleaner =
        Cleaner { source, base: base_of(source, base), finder, out, head, body, fonts, frames: FRAMES, last: None };
    cleaner.head();
    cleaner.page(root);
    cleaner.out
}

/// The address that relative ones are resolved against: the page's own, or what its first `<base>` says.
pub(crate) fn base_of(source: &Tree, base: &Url) -> Url {
    let named = source.below(Tree::ROOT).filter(|&id| source.html_name(id) == Some("base"));
    let joined = named.filter_map(|id| source.attr(id, "href")).next().and_then(|href| base.join(href.trim()).ok());
    joined.filter(|url| matches!(url.scheme(), "http" | "https")).unwrap_or_else(|| base.clone())
}

struct Cleaner<'a> {
    source: &'a Tree,
    base: Url,
    finder: &'a mut dyn Finder,
    out: Tree,
    head: Id,
    body: Id,
    fonts: legacy_font::Fonts,
    frames: u8,
    /// The picture before, to know it again in the `<noscript>` behind it.
    last: Option<usize>,
}

/// A node to look at, and where it goes.
#[derive(Clone, Copy)]
struct Work {
    id: Id,
    to: Id,
    svg: bool,
}

impl Cleaner<'_> {
    /// Everything the head of a kept page holds beside the styles.
    fn head(&mut self) {
        let csp = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";
        self.out.append_element(self.head, html("meta"), vec![attribute("charset", "utf-8")]);
        let policy = vec![attribute("http-equiv", "Content-Security-Policy"), attribute("content", csp)];
        self.out.append_element(self.head, html("meta"), policy);
        let referrer = vec![attribute("name", "referrer"), attribute("content", "no-referrer")];
        self.out.append_element(self.head, html("meta"), referrer);
        let named = |id: &Id| {
            self.source.html_name(*id) == Some("meta")
                && self.source.attr(*id, "name").is_some_and(|name| name.eq_ignore_ascii_case("viewport"))
        };
        if self.source.below(Tree::ROOT).any(|id| named(&id)) {
            let viewport = vec![attribute("name", "viewport"), attribute("content", "width=device-width")];
            self.out.append_element(self.head, html("meta"), viewport);
        }
        if let Some(title) = self.source.find(Tree::ROOT, "title") {
            let text = self.source.text(title).split_whitespace().collect::<Vec<_>>().join(" ");
            let title = self.out.append_element(self.head, html("title"), Vec::new());
            if !text.is_empty() {
                self.out.append_text(title, &text.replace('\0', ""));
            }
        }
    }

    fn page(&mut self, root: Id) {
        let Some(top) = self.source.children(Tree::ROOT).find(|&id| self.source.html_name(id) == Some("html")) else {
            return;
        };
        let attrs = self.attributes(top, "html");
        set(&mut self.out, root, attrs);
        for child in self.source.children(top) {
            let to = match self.source.html_name(child) {
                Some("head") => self.head,
                Some("body") => {
                    let attrs = self.attributes(child, "body");
                    set(&mut self.out, self.body, attrs);
                    self.body
                }
                _ => self.body,
            };
            if matches!(self.source.html_name(child), Some("head" | "body" | "frameset")) {
                self.walk(child, to);
            }
        }
    }

    /// Takes over what is below a node.
    fn walk(&mut self, top: Id, to: Id) {
        let mut stack: Vec<Work> = self.source.children_reversed(top).map(|id| Work { id, to, svg: false }).collect();
        while let Some(work) = stack.pop() {
            let inside = match self.source.data(work.id) {
                Data::Text(text) => {
                    if work.to != self.head {
                        let text = self.fonts.mended(self.source, work.id, text);
                        self.text(work.to, &text);
                    }
                    None
                }
                Data::Element(name, _) if name.ns == ns!(html) => self.element(work, &name.local),
                Data::Element(name, _) if name.ns == ns!(svg) => self.drawing(work, &name.local),
                // Formulas keep their text.
                Data::Element(..) => Some((work.to, work.svg)),
                Data::Root | Data::Other => None,
            };
            if let Some((to, svg)) = inside {
                stack.extend(self.source.children_reversed(work.id).map(|id| Work { id, to, svg }));
            }
        }
    }

    fn text(&mut self, to: Id, text: &str) {
        if text.contains(['\r', '\0']) {
            self.out.append_text(to, &text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', ""));
        } else {
            self.out.append_text(to, text);
        }
    }

    /// Writes what stays of an element; says where its children go, and whether within a drawing.
    fn element(&mut self, work: Work, name: &str) -> Option<(Id, bool)> {
        let Work { id, to, svg } = work;
        if svg {
            // HTML in a drawing goes: its parser would end the drawing here.
            return None;
        }
        match name {
            "style" => self.sheet_of_page(id, to),
            "link" => self.linked_sheet(id, to),
            _ if to == self.head && name != "noscript" => {}
            "img" => self.image(id, to),
            "video" => self.poster(id, to),
            "input" => self.input(id, to),
            "frameset" => return Some((to, false)),
            "iframe" | "frame" => self.frame(id, to),
            "noscript" => return Some((to, false)),
            _ => {
                let name = match allow::element(name) {
                    Element::Keep => name,
                    Element::As(name) => name,
                    Element::Unwrap => return Some((to, false)),
                    Element::Drop => return None,
                };
                let attrs = self.attributes(id, name);
                let made = self.out.append_element(to, html(name), attrs);
                return (!dom::is_void(name)).then_some((made, false));
            }
        }
        None
    }

    fn drawing(&mut self, work: Work, name: &str) -> Option<(Id, bool)> {
        if work.to == self.head || !allow::svg_element(name) || (!work.svg && name != "svg") {
            return None;
        }
        let Data::Element(qualified, _) = self.source.data(work.id) else { return None };
        let qualified = qualified.clone();
        let mut attrs = Vec::new();
        for attr in self.source.attrs(work.id) {
            let local = &*attr.name.local;
            let value = &*attr.value;
            if name == "use" && local == "href" && value.trim().starts_with('#') {
                attrs.push(attribute("href", value.trim()));
            } else if local == "id" {
                attrs.extend(id_of(value));
            } else if local == "style" {
                attrs.extend(self.style(value));
            } else if allow::svg_attribute(local) && value.len() <= LONGEST_STYLE && !names_address(value) {
                attrs.push(Attribute { name: attr.name.clone(), value: attr.value.clone() });
            }
        }
        Some((self.out.append_element(work.to, qualified, attrs), true))
    }

    /// The attributes that stay. Twice the same name cannot be: the parser keeps the first.
    fn attributes(&mut self, id: Id, name: &str) -> Vec<Attribute> {
        let mut kept = Vec::new();
        let mut background = None;
        for attr in self.source.attrs(id) {
            if attr.name.ns != ns!() {
                continue;
            }
            let (local, value) = (&*attr.name.local, &*attr.value);
            match local {
                "style" => kept.extend(self.style(value)),
                "id" => kept.extend(id_of(value)),
                "href" if name == "a" => kept.extend(self.link(value)),
                "background" | "data-bg" | "data-background" | "data-background-image" => background = Some(value),
                _ if value.len() <= LONGEST_VALUE && allow::attribute(name, local) => {
                    kept.push(attribute(local, &value.replace(['\r', '\0'], "")));
                }
                _ => {}
            }
        }
        if let Some(number) = background.and_then(|raw| self.finder.picture(raw.trim(), &self.base)) {
            let more = format!("background-image:url(data:,{number})");
            match kept.iter_mut().find(|attr| &*attr.name.local == "style") {
                Some(style) => style.value = format!("{};{more}", style.value).as_str().into(),
                None => kept.push(attribute("style", &more)),
            }
        }
        let has = |kept: &[Attribute], wanted: &str| kept.iter().any(|attr| &*attr.name.local == wanted);
        match name {
            "a" if has(&kept, "href") => kept.push(attribute("rel", "noreferrer noopener nofollow")),
            // What is folded away could not be read, nor a quote in it be shown.
            "details" if !has(&kept, "open") => kept.push(attribute("open", "")),
            "button" => kept.extend([attribute("type", "button"), attribute("disabled", "")]),
            "select" | "textarea" | "fieldset" | "input" => kept.push(attribute("disabled", "")),
            _ => {}
        }
        kept
    }

    /// Ways out stay, to the web alone; so do ways within the page.
    fn link(&self, raw: &str) -> Option<Attribute> {
        let raw = raw.trim();
        if raw.len() > LONGEST_VALUE {
            return None;
        }
        if raw.starts_with('#') {
            return Some(attribute("href", raw));
        }
        let url = self.base.join(raw).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        Some(attribute("href", url.as_str()))
    }

    fn style(&mut self, declarations: &str) -> Option<Attribute> {
        if declarations.len() > LONGEST_STYLE {
            return None;
        }
        let mut finds = Through { finder: &mut *self.finder };
        let style = css::rewrite(declarations, &self.base, &mut finds);
        (!style.trim().is_empty()).then(|| attribute("style", style.trim()))
    }

    fn sheet(&mut self, css: &str, from: &Url, media: &str, to: Id) {
        let mut finds = Through { finder: &mut *self.finder };
        let css = css::rewrite(css, from, &mut finds);
        if css.trim().is_empty() {
            return;
        }
        let media = media.trim();
        let plain = |b: u8| b.is_ascii_alphanumeric() || b" -,:()./%".contains(&b);
        let condition = !media.is_empty() && media.len() < 200 && media.bytes().all(plain);
        let attrs = if condition { vec![attribute("media", media)] } else { Vec::new() };
        let style = self.out.append_element(to, html("style"), attrs);
        self.out.append_text(style, &css);
    }

    fn sheet_of_page(&mut self, id: Id, to: Id) {
        if self.source.attr(id, "type").is_none_or(|kind| kind.is_empty() || kind.eq_ignore_ascii_case("text/css")) {
            let css = self.source.text(id);
            let (base, media) = (self.base.clone(), self.source.attr(id, "media").unwrap_or_default());
            self.sheet(&css, &base, media, to);
        }
    }

    fn linked_sheet(&mut self, id: Id, to: Id) {
        let attr = |name: &str| self.source.attr(id, name).unwrap_or_default();
        let rel = attr("rel").to_ascii_lowercase();
        let is = |word: &str| rel.split_ascii_whitespace().any(|rel| rel == word);
        // Pages load sheets late by a script that turns a preload, or a sheet for printers, into a sheet.
        let late = is("preload") && attr("as").eq_ignore_ascii_case("style");
        if (!is("stylesheet") && !late) || is("alternate") || self.source.attr(id, "disabled").is_some() {
            return;
        }
        let media = if self.source.attr(id, "onload").is_some() { "" } else { attr("media") };
        if let Some((css, from)) = self.finder.style(attr("href").trim(), &self.base) {
            self.sheet(&css, &from, media, to);
        }
    }

    fn image(&mut self, id: Id, to: Id) {
        let addresses = picture::of_image(self.source, id);
        let found = addresses.iter().find_map(|raw| self.finder.picture(raw, &self.base));
        let fallback = self.source.parent(id).is_some_and(|parent| self.source.html_name(parent) == Some("noscript"));
        if fallback && found.is_some() && found == self.last {
            return;
        }
        self.last = found.or(self.last);
        let mut attrs = self.attributes(id, "img");
        attrs.extend(found.map(|number| attribute("src", &format!("data:,{number}"))));
        self.out.append_element(to, html("img"), attrs);
    }

    /// Of a film the picture before it stays.
    fn poster(&mut self, id: Id, to: Id) {
        let poster = self.source.attr(id, "poster").map(str::trim);
        if let Some(number) = poster.and_then(|raw| self.finder.picture(raw, &self.base)) {
            let mut attrs = self.attributes(id, "img");
            attrs.push(attribute("src", &format!("data:,{number}")));
            self.out.append_element(to, html("img"), attrs);
        }
    }

    fn input(&mut self, id: Id, to: Id) {
        let kind = self.source.attr(id, "type").unwrap_or("text").to_ascii_lowercase();
        if matches!(kind.as_str(), "hidden" | "password" | "image" | "file") {
            return;
        }
        let kind = if matches!(kind.as_str(), "checkbox" | "radio" | "submit" | "button" | "search") {
            kind
        } else {
            "text".into()
        };
        let mut attrs = self.attributes(id, "input");
        attrs.insert(0, attribute("type", &kind));
        self.out.append_element(to, html("input"), attrs);
    }

    /// A frame becomes a section of the page: so its words are found, shown and marked like all others. Its own sheets
    /// stay out, for they would repaint the page around it.
    fn frame(&mut self, id: Id, to: Id) {
        let written = self.source.attr(id, "srcdoc").filter(|_| self.frames > 0);
        let inner = match written {
            Some(page) => Some(self.written_frame(page)),
            None => {
                let late = ["data-src", "data-lazy-src", "data-url"].iter().find_map(|name| self.source.attr(id, name));
                let raw = late.or_else(|| self.source.attr(id, "src")).map(str::trim).filter(|raw| !raw.is_empty());
                raw.and_then(|raw| self.finder.frame(raw, &self.base))
            }
        };
        let Some(inner) = inner else { return };
        let Some(body) = inner.find(Tree::ROOT, "body") else { return };
        let section = self.out.append_element(to, html("section"), vec![attribute("class", "thuchu-frame")]);
        self.out.graft(section, &inner, body);
    }

    fn written_frame(&mut self, page: &str) -> Tree {
        let source = dom::parse(page);
        let mut out = Tree::new();
        let root = out.append_element(Tree::ROOT, html("html"), Vec::new());
        let head = out.append_element(root, html("head"), Vec::new());
        let body = out.append_element(root, html("body"), Vec::new());
        let base = base_of(&source, &self.base);
        let fonts = legacy_font::Fonts::of(&source);
        let (finder, frames) = (&mut *self.finder, self.frames - 1);
        let mut inner = Cleaner { source: &source, base, finder, out, head, body, fonts, frames, last: None };
        inner.page(root);
        inner.out
    }
}

/// What sheets ask is asked of the page's finder.
pub(crate) struct Through<'f> {
    pub(crate) finder: &'f mut dyn Finder,
}

impl Finds for Through<'_> {
    fn picture(&mut self, raw: &str, base: &Url) -> Option<String> {
        self.finder.picture(raw, base).map(|number| format!("data:,{number}"))
    }

    fn import(&mut self, raw: &str, base: &Url) -> Option<(String, Url)> {
        self.finder.style(raw, base)
    }
}

fn set(out: &mut Tree, id: Id, attrs: Vec<Attribute>) {
    if let Data::Element(_, there) = &mut out.node_mut(id).data {
        *there = attrs;
    }
}
