//! From a page and what was fetched for it to one file that is whole and does nothing.

use std::collections::HashMap;

use url::Url;

use crate::clean::{self, clean};
use crate::css::{self, Finds};
use crate::dom::{self, Data, Marks, Tree, html};
use crate::finder::{Fetched, Inside, Noting, Pictures};
use crate::{LeftOut, Resource, SelfContained, Wanted, about, article, visible};

/// Longest page that is read, in bytes; what is longer is cut.
pub const MAX_PAGE: usize = 5 << 20;
/// Most resources that are wanted for one page.
pub const MAX_WANTED: usize = 200;
/// Longest file that is made, in bytes.
pub const MAX_FILE: usize = 25 << 20;
/// Longest file without its pictures.
const MAX_WITHOUT_PICTURES: usize = 12 << 20;
/// Rounds in which a page must come to rest.
const ROUNDS: usize = 8;

/// What a page needs to be looked at as it was: style sheets, pictures, frames, in the order of the page, each once,
/// at most [`MAX_WANTED`].
///
/// Of a picture with many addresses the best one is named. Pictures written into the page (`data:`) are named too, so
/// that they are decoded and written anew like all others.
#[must_use]
pub fn plan(html: &str, base: &Url) -> Vec<Wanted> {
    let mut noting = Noting::default();
    clean(&dom::parse(within(html).0), base, &mut noting);
    noting.wanted
}

/// What a style sheet needs: pictures and imported sheets.
#[must_use]
pub fn plan_style(css: &str, base: &Url) -> Vec<Wanted> {
    let mut noting = Noting::default();
    let mut finds = clean::Through { finder: &mut noting };
    css::rewrite(within(css).0, base, &mut finds);
    noting.wanted
}

/// Makes the file. `found` is keyed by the addresses that [`plan`] and [`plan_style`] named; what is not in it is left
/// out. The same page and resources give the same bytes, whatever order the map is in.
#[must_use]
pub fn assemble(html: &str, base: &Url, found: &HashMap<Url, Resource>) -> SelfContained {
    let (html, cut) = within(html);
    let source = dom::parse(html);
    let mut fetched = Fetched::new(found);
    let tree = clean(&source, base, &mut fetched);
    let about = about::of(&source, &clean::base_of(&source, base));
    let cut = cut || source.cut;
    finish(&tree, fetched.pictures, about, fetched.left_out, cut)
}

/// Makes sure of a page that is said to be of ours: the same rules again, with the pictures it holds and nothing else.
/// A page that [`assemble`] made comes out as it is.
#[must_use]
pub fn inert(html: &str) -> String {
    let (tree, pictures) = inside(html);
    let (tree, _, _) = settle(&tree, &pictures);
    write(&tree, pictures, &mut Vec::new()).0
}

/// A page of ours as a tree that is surely clean, and its pictures.
pub(crate) fn inside(html: &str) -> (Tree, Pictures) {
    let mut pictures = Pictures::default();
    let html = html.get(..html.floor_char_boundary(MAX_FILE)).unwrap_or_default();
    let tree = clean(&dom::parse(html), &nowhere(), &mut Inside { pictures: &mut pictures });
    (tree, pictures)
}

fn finish(tree: &Tree, pictures: Pictures, about: crate::About, left_out: Vec<LeftOut>, cut: bool) -> SelfContained {
    let (tree, marked, shortened) = settle(tree, &pictures);
    let text = visible::of_tree(&tree).text;
    let article = article::of(&tree, &marked, about.title.as_deref()).unwrap_or_else(|| text.clone());
    let mut dropped = Vec::new();
    let (html, more) = write(&tree, pictures, &mut dropped);
    SelfContained { html, text, article, about, left_out, cut: cut || shortened || more || !dropped.is_empty() }
}

/// Brings a page to rest: written, read again and cleaned, it is the same. Some trees cannot be written so that they
/// come back (a link in a link, say); after a round or two they are trees that can. What does not come to rest keeps
/// its text alone. The second value is the page with marks for its pictures.
fn settle(tree: &Tree, pictures: &Pictures) -> (Tree, String, bool) {
    let (mut html, mut cut) = dom::write(tree, MAX_WITHOUT_PICTURES, None);
    for _ in 0..ROUNDS {
        // The list only answers which marks there are; nothing is added to it here.
        let mut known = Pictures::default();
        known.list = vec![String::new(); pictures.list.len()];
        let next = clean(&dom::parse(&html), &nowhere(), &mut Inside { pictures: &mut known });
        let (again, more) = dom::write(&next, MAX_WITHOUT_PICTURES, None);
        cut |= more;
        if again == html {
            return (next, html, cut);
        }
        html = again;
    }
    let plain = text_alone(tree);
    let (html, _) = dom::write(&plain, MAX_WITHOUT_PICTURES, None);
    (plain, html, true)
}

fn text_alone(tree: &Tree) -> Tree {
    let text = visible::of_tree(tree).text;
    let page = dom::parse("<!DOCTYPE html>");
    let mut out = clean(&page, &nowhere(), &mut Inside { pictures: &mut Pictures::default() });
    if let Some(body) = out.find(Tree::ROOT, "body") {
        for line in text.lines() {
            let paragraph = out.append_element(body, html("p"), Vec::new());
            out.append_text(paragraph, line);
        }
    }
    out
}

/// Writes a page with its pictures, as many as fit. The second value says whether some did not.
pub(crate) fn write(tree: &Tree, pictures: Pictures, dropped: &mut Vec<usize>) -> (String, bool) {
    let (marked, _) = dom::write(tree, MAX_WITHOUT_PICTURES, None);
    let mut filling = Filling { pictures: pictures.list, left: MAX_FILE.saturating_sub(marked.len()), dropped };
    let (html, _) = dom::write(tree, usize::MAX, Some(&mut filling));
    let more = !filling.dropped.is_empty();
    (html, more)
}

/// Puts pictures in the place of their marks while there is room.
struct Filling<'d> {
    pictures: Vec<String>,
    left: usize,
    dropped: &'d mut Vec<usize>,
}

impl Filling<'_> {
    fn take(&mut self, number: usize) -> Option<String> {
        let address = self.pictures.get(number)?;
        if address.len() > self.left {
            self.dropped.push(number);
            return None;
        }
        self.left -= address.len();
        Some(address.clone())
    }
}

impl Marks for Filling<'_> {
    fn address(&mut self, number: usize) -> Option<String> {
        self.take(number)
    }

    fn style(&mut self, css: &str) -> String {
        css::rewrite(css, &nowhere(), self)
    }
}

impl Finds for Filling<'_> {
    fn picture(&mut self, raw: &str, _base: &Url) -> Option<String> {
        self.take(dom::mark(raw)?)
    }

    fn import(&mut self, _raw: &str, _base: &Url) -> Option<(String, Url)> {
        None
    }
}

/// The base of pages that name nothing outside but whole addresses.
fn nowhere() -> Url {
    #[expect(clippy::expect_used, reason = "a constant address")]
    Url::parse("https://nowhere.invalid/").expect("an address")
}

fn within(text: &str) -> (&str, bool) {
    let end = text.floor_char_boundary(MAX_PAGE);
    (text.get(..end).unwrap_or(text), end < text.len())
}

impl Tree {
    /// The title as it stands in the head.
    pub(crate) fn title(&self) -> Option<String> {
        let title = self.find(Self::ROOT, "title")?;
        let text = self.text(title);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty() && matches!(self.data(title), Data::Element(..))).then_some(text)
    }
}

#[cfg(test)]
mod tests;
