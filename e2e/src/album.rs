//! Pictures of every page, side by side, for eyes: `target/e2e/index.html`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use crate::browser::Browser;
use crate::target;

/// A row of the album (page and language) and the pictures in it, by theme and width.
type Rows = BTreeMap<(String, &'static str), BTreeSet<(&'static str, u32)>>;

/// A folder of pictures, made anew.
#[derive(Debug)]
pub struct Album {
    folder: PathBuf,
    rows: Mutex<Rows>,
}

impl Album {
    /// An empty one in `target/e2e/`; what an earlier run left there is gone.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "it empties a folder")]
    pub fn new() -> Self {
        Self::named("e2e")
    }

    /// The same in another folder of `target/`, for a test that goes its own way.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let folder = target().join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("the old album goes");
        }
        fs::create_dir_all(&folder).expect("the album's folder");
        Self { folder, rows: Mutex::default() }
    }

    /// Adds a picture of what the browser shows, as it shows it.
    pub fn add(&self, name: &str, browser: &Browser) {
        let view = browser.view();
        let (theme, width) = (view.theme.name(), view.width);
        let file = file(name, view.lang, theme, width);
        fs::write(self.folder.join(file), browser.picture()).expect("a picture is written");
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        rows.entry((name.to_owned(), view.lang)).or_default().insert((theme, width));
    }

    /// Writes the index; how many pictures there are.
    #[must_use]
    pub fn finish(self) -> usize {
        let rows = self.rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        let columns: BTreeSet<(&str, u32)> = rows.values().flatten().copied().collect();
        let mut html = "<!doctype html><meta charset=utf-8><title>Thực Hư: all pages</title><style>body{font:14px \
            sans-serif}td,th{vertical-align:top;padding:4px;text-align:left}img{width:320px;border:1px solid #999}\
            tbody th{position:sticky;left:0;background:#fff}thead th{position:sticky;top:0;background:#fff}</style>\
            <table><thead><tr><th>"
            .to_owned();
        for (theme, width) in &columns {
            write!(html, "<th>{theme} {width}").unwrap_or_default();
        }
        html.push_str("<tbody>");
        for ((name, lang), pictures) in &rows {
            write!(html, "\n<tr><th>{name}<br>{lang}").unwrap_or_default();
            for (theme, width) in &columns {
                html.push_str("<td>");
                if pictures.contains(&(*theme, *width)) {
                    let file = file(name, lang, theme, *width);
                    write!(
                        html,
                        "<a href={file}><img loading=lazy src={file} alt='{name} {lang} {theme} {width}'></a>"
                    )
                    .unwrap_or_default();
                }
            }
        }
        fs::write(self.folder.join("index.html"), html).expect("the index is written");
        rows.values().map(BTreeSet::len).sum()
    }
}

fn file(name: &str, lang: &str, theme: &str, width: u32) -> String {
    format!("{name}-{lang}-{theme}-{width}.png")
}
