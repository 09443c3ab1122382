//! The documents: what each is, and how it becomes bytes.

use jiff::civil::Date;
use serde::Serialize;
use typst::foundations::{Datetime, Smart};
use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::engine::{Template, refused};
use crate::picture;
use crate::view::View;
use crate::{CanonicalUrl, Engine, Options, PrintError, Sheet, qr};

/// The paper of a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    /// 210 × 297 mm.
    A4,
    /// 297 × 420 mm.
    A3,
}

/// The picture of a card, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// 1200 × 630: what sites show of a link.
    Wide,
    /// 1080 × 1080.
    Square,
    /// 1080 × 1920: a whole screen of a phone.
    Tall,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Wide, Self::Square, Self::Tall];

    /// Width and height in pixels.
    #[must_use]
    pub const fn pixels(self) -> (u32, u32) {
        match self {
            Self::Wide => (1200, 630),
            Self::Square => (1080, 1080),
            Self::Tall => (1080, 1920),
        }
    }
}

impl Engine {
    /// The whole check on A4, tagged for screen readers (PDF/UA-1).
    ///
    /// # Errors
    /// [`PrintError`] for a claim or a check that is too long.
    pub fn pdf(&self, sheet: &Sheet, options: &Options) -> Result<Vec<u8>, PrintError> {
        self.paper(Template::Check, None, sheet, options)
    }

    /// A poster on one sheet, to be read from three metres.
    ///
    /// # Errors
    /// As [`Engine::pdf`].
    pub fn poster(&self, sheet: &Sheet, size: Size, options: &Options) -> Result<Vec<u8>, PrintError> {
        let face = match size {
            Size::A4 => "a4",
            Size::A3 => "a3",
        };
        self.paper(Template::Face, Some(face), sheet, options)
    }

    /// A handout of half a page, twice on one A4 with a line to cut along.
    ///
    /// # Errors
    /// As [`Engine::pdf`].
    pub fn handout(&self, sheet: &Sheet, options: &Options) -> Result<Vec<u8>, PrintError> {
        self.paper(Template::Face, Some("handout"), sheet, options)
    }

    /// A card to share, as PNG. It names its version; the day of print is not on it.
    ///
    /// # Errors
    /// As [`Engine::pdf`].
    pub fn card(&self, sheet: &Sheet, format: Format) -> Result<Vec<u8>, PrintError> {
        let face = match format {
            Format::Wide => "wide",
            Format::Square => "square",
            Format::Tall => "tall",
        };
        let options = Options { printed: sheet.changed.unwrap_or(sheet.published) };
        let view = View::of(self, sheet, &options, Some(face))?;
        self.set(Template::Face, view.json()?, png)
    }

    /// A QR code with its address below, as PNG: eight pixels a module.
    ///
    /// # Errors
    /// [`PrintError::Qr`], as [`qr`].
    pub fn qr_png(&self, url: &CanonicalUrl) -> Result<Vec<u8>, PrintError> {
        let code = qr(url)?;
        let data = Code { svg: code.bare_svg(), side: code.side(), address: code.address() };
        let json = serde_json::to_vec(&data).map_err(|error| PrintError::Typeset(error.to_string()))?;
        self.set(Template::Qr, json, png)
    }

    fn paper(
        &self,
        template: Template,
        face: Option<&'static str>,
        sheet: &Sheet,
        options: &Options,
    ) -> Result<Vec<u8>, PrintError> {
        let view = View::of(self, sheet, options, face)?;
        let ident = format!("{} {} {}", sheet.address, sheet.version, face.unwrap_or("check"));
        self.set(template, view.json()?, |document| pdf(document, ident, options.printed))
    }
}

#[derive(Serialize)]
struct Code<'a> {
    svg: String,
    side: usize,
    address: &'a str,
}

fn pdf(document: &PagedDocument, ident: String, printed: Date) -> Result<Vec<u8>, PrintError> {
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| PrintError::Typeset(error.message().to_string()))?;
    let day = Datetime::from_ymd_hms(
        i32::from(printed.year()),
        printed.month().unsigned_abs(),
        printed.day().unsigned_abs(),
        0,
        0,
        0,
    );
    let options = PdfOptions {
        ident: Smart::Custom(ident),
        creator: Smart::Custom(Some("Thực Hư".to_owned())),
        timestamp: day.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| refused(&errors))
}

/// The first page at one pixel a point.
fn png(document: &PagedDocument) -> Result<Vec<u8>, PrintError> {
    let page = document.pages().first().ok_or_else(|| PrintError::Picture("no page".to_owned()))?;
    let options = RenderOptions { pixel_per_pt: Scalar::new(1.0), render_bleed: false };
    let drawn = typst_render::render(page, &options);
    picture::png(drawn.width(), drawn.height(), drawn.data())
}
