//! The typesetter with its fonts and templates, made once.
//!
//! A document is compiled in a world that holds our templates, our fonts, and one file of data made from a [`Sheet`]. It
//! has no other file, no package, no network, no clock.

use std::sync::Arc;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;

use crate::PrintError;

/// After so many further documents what was remembered of one is forgotten, so memory does not grow.
const REMEMBERED: usize = 4;

/// Be Vietnam Pro: regular, bold, italic. OFL, see `fonts/OFL.txt`.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../fonts/BeVietnamPro_400Regular.ttf"),
    include_bytes!("../fonts/BeVietnamPro_700Bold.ttf"),
    include_bytes!("../fonts/BeVietnamPro_400Regular_Italic.ttf"),
];

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Template {
    Check,
    Face,
    Qr,
}

/// Makes documents. Cheap to clone, and as many threads as one likes may use it at a time; a document keeps one thread
/// busy for some ten milliseconds.
#[derive(Clone)]
pub struct Engine(Arc<Kept>);

struct Kept {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    data: FileId,
    look: Source,
    templates: [Source; 3],
}

impl Engine {
    /// An engine with the fonts that are part of the program: Latin letters, Vietnamese ones among them.
    ///
    /// # Errors
    /// None today; the fonts are tested.
    pub fn new() -> Result<Self, PrintError> {
        Self::with_fonts(Vec::new())
    }

    /// The same with more fonts (TrueType or OpenType files), which are used for characters that ours lack.
    ///
    /// # Errors
    /// [`PrintError::Font`] for a file that is no font.
    pub fn with_fonts(more: Vec<Vec<u8>>) -> Result<Self, PrintError> {
        let own = FONTS.into_iter().map(Bytes::new);
        let mut fonts = Vec::new();
        for (number, bytes) in own.chain(more.into_iter().map(Bytes::new)).enumerate() {
            let before = fonts.len();
            fonts.extend(Font::iter(bytes));
            if fonts.len() == before {
                return Err(PrintError::Font(number.saturating_sub(FONTS.len())));
            }
        }
        let source = |name: &str, text: &str| Ok::<_, PrintError>(Source::new(file(name)?, text.to_owned()));
        Ok(Self(Arc::new(Kept {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            data: file("sheet.json")?,
            look: source("look.typ", include_str!("../templates/look.typ"))?,
            templates: [
                source("check.typ", include_str!("../templates/check.typ"))?,
                source("face.typ", include_str!("../templates/face.typ"))?,
                source("qr.typ", include_str!("../templates/qr.typ"))?,
            ],
        })))
    }

    /// Whether one of the fonts has a character.
    pub(crate) fn has(&self, character: char) -> bool {
        self.0.fonts.iter().any(|font| font.info().coverage.contains(character.into()))
    }

    /// Sets a template with data, and gives the document to `export`.
    pub(crate) fn set<T>(
        &self,
        template: Template,
        data: Vec<u8>,
        export: impl FnOnce(&PagedDocument) -> Result<T, PrintError>,
    ) -> Result<T, PrintError> {
        let world = Sheetworld { kept: &self.0, template, data: Bytes::new(data) };
        let done = typst::compile::<PagedDocument>(&world).output.map_err(|errors| refused(&errors));
        let made = done.and_then(|document| export(&document));
        comemo::evict(REMEMBERED);
        made
    }
}

/// What the typesetter says, without the texts it says it of.
pub(crate) fn refused(errors: &[SourceDiagnostic]) -> PrintError {
    let said = errors.iter().take(3).map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ");
    PrintError::Typeset(said.chars().take(400).collect())
}

fn file(name: &str) -> Result<FileId, PrintError> {
    let path = VirtualPath::new(name).map_err(|_| PrintError::Typeset(format!("{name} is no path")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Everything there is while one document is set.
struct Sheetworld<'a> {
    kept: &'a Kept,
    template: Template,
    data: Bytes,
}

impl Sheetworld<'_> {
    const fn template(&self) -> &Source {
        let [check, face, qr] = &self.kept.templates;
        match self.template {
            Template::Check => check,
            Template::Face => face,
            Template::Qr => qr,
        }
    }
}

impl World for Sheetworld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.kept.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.kept.book
    }

    fn main(&self) -> FileId {
        self.template().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut all = self.kept.templates.iter().chain([&self.kept.look]);
        all.find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.kept.data { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.kept.fonts.get(index).cloned()
    }

    /// There is no clock here.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
