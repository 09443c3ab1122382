//! Style sheets rewritten token by token: every address in them goes through [`Finds`], imports are put in their place,
//! and what once ran programs is taken out. What comes out can stand in `<style>` and in `style=`.
//!
//! Tokens are those of CSS Syntax Level 3, read by `cssparser`, so that no escape (`u\72l(…)`) hides an address.

use cssparser::{Parser, ToCss, Token, serialize_string};
use url::Url;

/// Deepest nesting of blocks and functions; what nests deeper is left out.
const MAX_BLOCKS: u8 = 24;
/// Sheets imported by imported sheets.
const MAX_IMPORTS: u8 = 5;
/// Longest result of one sheet with its imports, in bytes.
pub(crate) const MAX_STYLE: usize = 3 << 20;

/// Whoever knows what an address in a sheet is to become.
pub(crate) trait Finds {
    /// The `data:` address that stands for a picture.
    fn picture(&mut self, raw: &str, base: &Url) -> Option<String>;
    /// The text and the address of an imported sheet.
    fn import(&mut self, raw: &str, base: &Url) -> Option<(String, Url)>;
}

/// Rewrites a sheet, or the declarations of a `style=`.
pub(crate) fn rewrite(css: &str, base: &Url, finds: &mut dyn Finds) -> String {
    let mut writer = Writer { out: String::new(), finds, imports: MAX_IMPORTS, full: false };
    writer.sheet(css, base);
    writer.out
}

struct Writer<'f> {
    out: String,
    finds: &'f mut dyn Finds,
    imports: u8,
    /// Nothing more is taken in.
    full: bool,
}

/// Where a token stands.
#[derive(Clone, Copy)]
struct Place {
    /// At the top of a sheet, where rules stand.
    top: bool,
    /// In `image-set(…)` and its like, where strings are addresses.
    strings_are_addresses: bool,
}

impl Writer<'_> {
    fn sheet(&mut self, css: &str, base: &Url) {
        let mut parser = Parser::new(css);
        parser.set_nested_block_limit(MAX_BLOCKS);
        self.tokens(&mut parser, base, Place { top: true, strings_are_addresses: false });
    }

    fn tokens<'i>(&mut self, parser: &mut Parser<'i>, base: &Url, place: Place) {
        while let Ok(token) = parser.next_including_whitespace_and_comments() {
            let token = token.clone();
            self.full |= self.out.len() > MAX_STYLE;
            if self.full {
                return;
            }
            match &token {
                Token::AtKeyword(name) if is_any(name, &["import"]) => self.import(parser, base, place),
                Token::AtKeyword(name) if is_any(name, &["charset", "namespace"]) => pass_statement(parser),
                // Fonts are not kept: the text is the evidence, and a font is a program of its own.
                Token::AtKeyword(name) if is_any(name, &["font-face"]) => pass_statement(parser),
                Token::UnquotedUrl(address) => self.address(address, base),
                Token::Function(name) if is_any(name, &["url", "src"]) => {
                    let address = within(parser, |parser| match parser.next() {
                        Ok(Token::QuotedString(address)) => Some(address.to_string()),
                        _ => None,
                    });
                    self.address(&address.flatten().unwrap_or_default(), base);
                }
                Token::QuotedString(address) if place.strings_are_addresses => self.address(address, base),
                Token::QuotedString(text) => string(text, &mut self.out),
                Token::Function(name) => {
                    let images = ["image-set", "-webkit-image-set", "image", "cross-fade", "-webkit-cross-fade"];
                    let strings_are_addresses = place.strings_are_addresses || is_any(name, &images);
                    if is_any(name, &["expression"]) {
                        self.out.push_str("off(");
                    } else {
                        self.plain(&token);
                    }
                    self.block(parser, base, strings_are_addresses, ')');
                }
                Token::ParenthesisBlock => {
                    self.out.push('(');
                    self.block(parser, base, place.strings_are_addresses, ')');
                }
                Token::SquareBracketBlock => {
                    self.out.push('[');
                    self.block(parser, base, place.strings_are_addresses, ']');
                }
                Token::CurlyBracketBlock => {
                    self.out.push('{');
                    self.block(parser, base, false, '}');
                }
                Token::Ident(name) if is_any(name, &["behavior", "-moz-binding", "javascript"]) => {
                    self.out.push_str("off")
                }
                Token::WhiteSpace(space) => self.space(if space.contains('\n') { '\n' } else { ' ' }),
                Token::Comment(_) => self.out.push_str("/**/"),
                // `</style` ends the element it stands in, whatever it means in the sheet.
                Token::Delim('/') if self.out.ends_with('<') => self.out.push_str(" /"),
                Token::Delim('<') => self.out.push('<'),
                Token::Delim('\\' | '\0')
                | Token::CDO
                | Token::CDC
                | Token::BadUrl(_)
                | Token::BadString(_)
                | Token::CloseParenthesis
                | Token::CloseSquareBracket
                | Token::CloseCurlyBracket => self.space(' '),
                _ => self.plain(&token),
            }
        }
    }

    fn space(&mut self, space: char) {
        if !self.out.ends_with([' ', '\n']) {
            self.out.push(space);
        }
    }

    fn block(&mut self, parser: &mut Parser<'_>, base: &Url, strings_are_addresses: bool, end: char) {
        let place = Place { top: false, strings_are_addresses };
        // What nests too deep for the tokeniser ends the sheet.
        self.full |= within(parser, |parser| self.tokens(parser, base, place)).is_none();
        self.out.push(end);
    }

    fn plain(&mut self, token: &Token<'_>) {
        let text = token.to_css_string();
        // Names write `<` as an escape; nothing else that comes here holds one.
        self.out.push_str(&text.replace('<', "\\3c "));
    }

    fn address(&mut self, raw: &str, base: &Url) {
        let raw = raw.trim();
        self.out.push_str("url(");
        if raw.starts_with('#') {
            string(raw, &mut self.out);
        } else {
            match self.finds.picture(raw, base) {
                Some(address) => self.out.push_str(&address),
                None => self.out.push_str("data:,"),
            }
        }
        self.out.push(')');
    }

    /// `@import ADDRESS MEDIA;` becomes the sheet itself, for those media.
    fn import(&mut self, parser: &mut Parser<'_>, base: &Url, place: Place) {
        let mut address = None;
        let mut media = Writer { out: String::new(), finds: &mut *self.finds, imports: 0, full: false };
        while let Ok(token) = parser.next_including_whitespace_and_comments() {
            let token = token.clone();
            match &token {
                Token::Semicolon | Token::CurlyBracketBlock => break,
                Token::QuotedString(found) | Token::UnquotedUrl(found) if address.is_none() => {
                    address = Some(found.to_string());
                }
                Token::Function(name) if address.is_none() && is_any(name, &["url", "src"]) => {
                    address = within(parser, |parser| parser.expect_string().ok().map(ToString::to_string)).flatten();
                }
                // Layers and conditions of support only order rules among each other.
                Token::Function(name) if is_any(name, &["layer", "supports"]) => {}
                Token::Ident(name) if is_any(name, &["layer"]) => {}
                Token::Function(_) | Token::QuotedString(_) | Token::UnquotedUrl(_) | Token::SquareBracketBlock => {}
                Token::ParenthesisBlock => {
                    media.out.push('(');
                    media.block(parser, base, false, ')');
                }
                Token::WhiteSpace(_) => media.out.push(' '),
                Token::Ident(_) | Token::Comma => media.plain(&token),
                _ => {}
            }
        }
        let media = media.out.trim().to_owned();
        if !place.top || self.imports == 0 {
            return;
        }
        let Some((css, from)) = address.and_then(|address| self.finds.import(address.trim(), base)) else { return };
        let condition = !media.is_empty();
        if condition {
            self.out.push_str("@media ");
            self.out.push_str(&media);
            self.out.push('{');
        }
        self.imports -= 1;
        self.sheet(&css, &from);
        self.imports += 1;
        if condition {
            self.out.push('}');
        }
        self.out.push('\n');
    }
}

/// What a closure reads from the block that was just opened; `None` when it nests too deep.
fn within<'i, T>(parser: &mut Parser<'i>, read: impl FnOnce(&mut Parser<'i>) -> T) -> Option<T> {
    parser
        .parse_nested_block(|parser| {
            let value = read(parser);
            // What is left in the block was not asked for.
            while parser.next().is_ok() {}
            Ok::<_, cssparser::ParseError<()>>(value)
        })
        .ok()
}

/// Passes over the rest of an at-rule with its block.
fn pass_statement(parser: &mut Parser<'_>) {
    while let Ok(token) = parser.next() {
        if matches!(token, Token::Semicolon | Token::CurlyBracketBlock) {
            return;
        }
    }
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn string(text: &str, out: &mut String) {
    let mut written = String::new();
    // Writing to a string cannot fail.
    let _ = serialize_string(text, &mut written);
    out.push_str(&written.replace('<', "\\3c "));
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Found;

    impl Finds for Found {
        fn picture(&mut self, raw: &str, base: &Url) -> Option<String> {
            let url = base.join(raw).ok()?;
            url.path().ends_with("a.png").then(|| "data:,0".to_owned())
        }

        fn import(&mut self, raw: &str, base: &Url) -> Option<(String, Url)> {
            let url = base.join(raw).ok()?;
            match url.path() {
                "/more.css" => Some(("i{background:url(pics/a.png)}".to_owned(), url)),
                "/self.css" => Some(("@import 'self.css';u{}".to_owned(), url)),
                _ => None,
            }
        }
    }

    fn rewritten(css: &str) -> String {
        let base = Url::parse("https://bao.example/style/main.css").unwrap();
        let once = rewrite(css, &base, &mut Found);
        struct Own;
        impl Finds for Own {
            fn picture(&mut self, raw: &str, _: &Url) -> Option<String> {
                raw.starts_with("data:,").then(|| raw.to_owned())
            }
            fn import(&mut self, _: &str, _: &Url) -> Option<(String, Url)> {
                None
            }
        }
        assert_eq!(rewrite(&once, &base, &mut Own), once, "a rewritten sheet is settled");
        once
    }

    #[test]
    fn every_way_to_name_an_address_is_found() {
        for css in [
            "p{background:url(a.png)}",
            "p{background:url( 'a.png' )}",
            "p{background:u\\72l(\"a.png\")}",
            "p{background:url(/x/../a.png)}",
        ] {
            assert_eq!(rewritten(css), "p{background:url(data:,0)}", "{css}");
        }
        assert_eq!(rewritten("p{background:image-set('a.png' 1x)}"), "p{background:image-set(url(data:,0) 1x)}");
        assert_eq!(rewritten("p{background:url(https://elsewhere.example/t.gif)}"), "p{background:url(data:,)}");
        assert_eq!(rewritten("p{--later:url(b.png);fill:url(#g)}"), "p{--later:url(data:,);fill:url(\"#g\")}");
    }

    #[test]
    fn imports_are_put_in_their_place_and_end() {
        assert_eq!(
            rewritten("@import '/more.css' screen and (min-width:3px);b{}"),
            "@media screen and (min-width:3px){i{background:url(data:,0)}}\nb{}"
        );
        assert_eq!(rewritten("@IMPORT url(/gone.css);b{}"), "b{}");
        assert_eq!(rewritten("@import '/self.css';").matches("u{}").count(), usize::from(MAX_IMPORTS));
    }

    #[test]
    fn nothing_runs_and_nothing_leaves_the_element() {
        assert_eq!(rewritten("p{width:expression(alert(1))}"), "p{width:off(alert(1))}");
        assert_eq!(rewritten("p{-moz-binding:url(x.xml#a);behavior:url(x.htc)}"), "p{off:url(data:,);off:url(data:,)}");
        assert_eq!(rewritten("@font-face{src:url(x.woff)}b{color:red}"), "b{color:red}");
        assert!(!rewritten("p{content:'</style><script>'}").contains("</"));
        assert!(!rewritten("a </style> b{}").contains("</"));
        assert!(!rewritten("\\<\\/style{} .a\\</style{}").contains("</"));
        assert!(!rewritten("/*</style>*/ <!-- -->").contains("</"));
    }

    #[test]
    fn a_sheet_keeps_its_meaning() {
        for css in [
            "a:hover>b,#id .c[href^=\"x\"]{color:#FFF;margin:-.5em 0 1e3px 10%!important}",
            "@media (max-width:30em){ul li:nth-child(2n+1)::before{content:\"\\201C\"}}",
            "a/**/b{width:calc(100% - (2 * var(--x)))}",
        ] {
            let out = rewritten(css).replace('“', "\\201C");
            let plain = |css: &str| css.to_ascii_lowercase().replace("0.5", ".5").replace("1000.0px", "1e3px");
            assert_eq!(plain(&out), plain(css));
        }
    }

    #[test]
    fn blocks_without_end_are_bounded() {
        let deep = format!("a{}", "{(".repeat(200_000));
        assert!(rewritten(&deep).len() < 2_000);
    }
}
