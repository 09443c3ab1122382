//! The programs that read what was made, and what they say.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;
use thuchu_print::Engine;

/// One engine for all tests, as a server has one.
pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new().unwrap())
}

/// A file with these bytes, and its folder.
pub(crate) struct Made {
    folder: TempDir,
    path: PathBuf,
}

impl Made {
    pub(crate) fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        // For whoever wants to look: every document, in a folder of their choice.
        if let Some(kept) = std::env::var_os("THUCHU_PRINT_KEEP") {
            std::fs::write(PathBuf::from(kept).join(name), bytes).unwrap();
        }
        Self { folder, path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn run(&self, program: &str, before: &[&str], after: &[&str]) -> String {
        let mut command = Command::new(program);
        let done = command.args(before).arg(&self.path).args(after).output();
        let done = done.unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        let wrong = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{program} {}: {said}{wrong}", self.path.display());
        said
    }

    /// The text in reading order, spaces and line ends as single spaces, without places to break words.
    pub(crate) fn text(&self) -> String {
        let text = self.run("pdftotext", &["-q"], &["-"]);
        text.replace('\u{200B}', "").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Every word with its height in points.
    pub(crate) fn heights(&self) -> Vec<(String, f64)> {
        let boxes = self.run("pdftotext", &["-q", "-bbox"], &["-"]);
        let number = |line: &str, name: &str| -> Option<f64> {
            line.split_once(&format!("{name}=\""))?.1.split_once('"')?.0.parse().ok()
        };
        let one = |line: &str| {
            let height = number(line, "yMax")? - number(line, "yMin")?;
            Some((line.split_once('>')?.1.split_once('<')?.0.to_owned(), height))
        };
        boxes.lines().map(str::trim).filter(|line| line.starts_with("<word")).filter_map(one).collect()
    }

    /// Panics unless qpdf finds nothing wrong and every font is embedded as a subset.
    pub(crate) fn is_sound(&self) -> &Self {
        self.run("qpdf", &["--check"], &[]);
        let fonts = self.run("pdffonts", &[], &[]);
        for font in fonts.lines().skip(2) {
            let columns: Vec<_> = font.split_whitespace().rev().collect();
            // From the right: object and generation, then uni, sub, emb.
            assert_eq!(columns[2..5], ["yes", "yes", "yes"], "{font}");
            assert!(font.contains("BeVietnamPro"), "{font}");
        }
        assert!(fonts.lines().count() > 2, "no font at all: {fonts}");
        self
    }

    /// What `pdfinfo` says of one thing.
    pub(crate) fn info(&self, name: &str) -> String {
        let said = self.run("pdfinfo", &[], &[]);
        let line = said.lines().find_map(|line| line.strip_prefix(&format!("{name}:")));
        line.unwrap_or_else(|| panic!("pdfinfo says nothing of {name}: {said}")).trim().to_owned()
    }

    /// The first page as a picture of so many dots an inch.
    pub(crate) fn picture(&self, dots: u32, page: u32) -> Self {
        let name = format!("page{page}");
        let at = self.folder.path().join(&name).to_string_lossy().into_owned();
        let (dots, page) = (dots.to_string(), page.to_string());
        self.run("pdftoppm", &["-r", &dots, "-png", "-singlefile", "-f", &page, "-l", &page], &[&at]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.png");
        std::fs::copy(format!("{at}.png"), &path).unwrap();
        Self { folder, path }
    }

    /// Every QR code in a picture.
    pub(crate) fn codes(&self) -> Vec<String> {
        let said = self.run("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"], &[]);
        said.lines().map(str::to_owned).collect()
    }
}
