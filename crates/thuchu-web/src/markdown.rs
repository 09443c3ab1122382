//! The text of a check as safe HTML, cut at its headings.
//!
//! Only what Markdown itself makes gets through: raw HTML is shown as text, links lead to http and https only, pictures
//! become their descriptions. So nothing that a writer or an importer puts in can become a tag.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A stretch of a text below one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// The heading; `None` before the first one.
    pub(crate) heading: Option<String>,
    /// Safe HTML.
    pub(crate) html: String,
}

/// Markdown in sections. Headings inside keep their text and lose their level: the page gives them theirs.
pub(crate) fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<(Option<String>, Vec<Event<'_>>)> = vec![(None, Vec::new())];
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES) {
        let event = match event {
            Event::Start(Tag::Heading { .. }) => {
                heading = Some(String::new());
                continue;
            }
            Event::End(TagEnd::Heading(_)) => {
                sections.push((heading.take(), Vec::new()));
                continue;
            }
            Event::Text(words) | Event::Code(words) if heading.is_some() => {
                heading.iter_mut().for_each(|heading| heading.push_str(&words));
                continue;
            }
            _ if heading.is_some() => continue,
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::Link { dest_url, link_type, id, .. }) => {
                let dest_url = if leads_out(&dest_url) { dest_url } else { CowStr::Borrowed("") };
                Event::Start(Tag::Link { dest_url, link_type, id, title: CowStr::Borrowed("") })
            }
            // What stands between the two is the description.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => continue,
            Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
            Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
            other => other,
        };
        if let Some((_, events)) = sections.last_mut() {
            events.push(event);
        }
    }
    sections
        .into_iter()
        .map(|(heading, events)| {
            let mut out = String::new();
            html::push_html(&mut out, events.into_iter());
            Section { heading, html: out }
        })
        .filter(|section| section.heading.is_some() || !section.html.is_empty())
        .collect()
}

/// Text as it is, in paragraphs: what other publishers' records hold.
pub(crate) fn paragraphs(text: &str) -> Vec<Section> {
    let mut out = String::new();
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let words = Event::Text(CowStr::Borrowed(paragraph));
        let events = [Event::Start(Tag::Paragraph), words, Event::End(TagEnd::Paragraph)];
        html::push_html(&mut out, events.into_iter());
    }
    if out.is_empty() { Vec::new() } else { vec![Section { heading: None, html: out }] }
}

/// Whether a link leads to a public page, and not to a script or a file.
pub(crate) fn leads_out(address: &str) -> bool {
    let lower = address.trim_start().get(..8).unwrap_or(address.trim_start()).to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_its_headings() {
        let found = sections("Mở đầu\n\n### Căn cứ\n\nMột **câu**.\n\n## Nên làm `gì`\n\n- a\n- b");
        let headings: Vec<_> = found.iter().map(|section| section.heading.as_deref()).collect();
        assert_eq!(headings, [None, Some("Căn cứ"), Some("Nên làm gì")]);
        assert_eq!(found[1].html, "<p>Một <strong>câu</strong>.</p>\n");
        assert!(found[2].html.starts_with("<ul>"));
    }

    #[test]
    fn nothing_that_somebody_writes_becomes_a_tag_or_a_script() {
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html,<script>alert(1)</script>)",
            "![x](https://elsewhere.example/a.png)",
            "<https://a.example/\"onmouseover=alert(1)>",
            "[a]: javascript:alert(1)\n\n[a]",
            "# <svg onload=alert(1)>",
            "<!-- --!><script>alert(1)</script>",
            "[x](https://a.example \"onclick=alert(1)\")",
            "`<script>`",
        ] {
            for found in sections(hostile).into_iter().chain(paragraphs(hostile)) {
                for bad in ["<script", "<img", "<svg", "href=\"javascript", "href=\"JaVa", "href=\"data", "title="] {
                    assert!(!found.html.contains(bad), "{hostile}: {}", found.html);
                }
            }
        }
    }
}
