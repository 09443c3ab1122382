//! The words of a PDF, in the order in which they are drawn. A PDF knows letters and places, no words: most draw their spaces as
//! letters, some leave gaps; where the next letter stands lower there is a new line.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::Document;
use pdf_extract::{MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use crate::document::MAX_TEXT;

/// On a page that draws no spaces, a gap of this share of the letters' size is one. Letters that are drawn closer together or
/// further apart for their looks (kerning) stay below; the space of most fonts is 0.25 wide.
const SPACE: f64 = 0.16;
/// On a page that draws its spaces, this is a gap between columns.
const COLUMN: f64 = 0.9;
/// A page draws its spaces if at least one in so many letters is one; the words of no language are longer on average.
const LETTERS_TO_A_SPACE: usize = 25;
/// A step down of this share of the letters' size is a new line.
const LINE: f64 = 0.5;
/// A larger one a new paragraph.
const PARAGRAPH: f64 = 1.7;

/// The words, pages apart by form feeds. `None`: none could be made out. That the library falls over a font costs the words of
/// that page, never the document.
pub(super) fn words(document: &Document, pages: usize) -> Option<String> {
    let mut text = String::new();
    for page in 1..=u32::try_from(pages).ok()? {
        let mut drawn = Page::default();
        let _ = catch_unwind(AssertUnwindSafe(|| output_doc_page(document, &mut drawn, page)));
        if page > 1 {
            text.push('\u{c}');
        }
        drawn.read_into(&mut text);
        if text.len() > MAX_TEXT {
            break;
        }
    }
    text.chars().any(char::is_alphanumeric).then_some(text)
}

/// The letters of a page as they are drawn.
#[derive(Default)]
struct Page(Vec<Drawn>);

struct Drawn {
    letters: String,
    x: f64,
    y: f64,
    /// How large: the side of a square of this font, however it is turned or stretched.
    size: f64,
    /// How wide; zero where the font does not say, or is not understood.
    width: f64,
}

impl Page {
    fn read_into(&self, text: &mut String) {
        let spaces = self.0.iter().filter(|drawn| drawn.letters.trim().is_empty()).count();
        let space = if spaces * LETTERS_TO_A_SPACE >= self.0.len() { COLUMN } else { SPACE };
        // Whether the place where the last letter ended is known: it is not behind a letter of unknown width.
        let (mut last, mut known): (Option<&Drawn>, bool) = (None, true);
        for drawn in &self.0 {
            if let Some(last) = last {
                let size = drawn.size.max(last.size);
                let (down, gap) = ((drawn.y - last.y).abs(), drawn.x - (last.x + last.width));
                let blank = text.ends_with(char::is_whitespace) || drawn.letters.starts_with(char::is_whitespace);
                if down > size * PARAGRAPH {
                    text.push_str("\n\n");
                } else if down > size * LINE {
                    text.push('\n');
                } else if !blank && ((known && gap > size * space) || gap < -size * 2.0) {
                    text.push(' ');
                }
                // A place that was set anew is known again.
                known = (known || gap.abs() > size * SPACE) && drawn.width > 0.0;
            }
            text.extend(drawn.letters.chars().filter(|letter| !letter.is_control() || letter.is_whitespace()));
            last = Some(drawn);
        }
    }
}

impl OutputDev for Page {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        if self.0.len() < MAX_TEXT {
            let size = font_size * (transform.m11 * transform.m22 - transform.m12 * transform.m21).abs().sqrt();
            let (x, y) = (transform.m31, transform.m32);
            self.0.push(Drawn { letters: letters.to_owned(), x, y, size, width: width * size });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
