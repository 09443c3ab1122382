//! A stranger's text in every field: each document stays what it is, and nothing gets out of its place.

use thuchu_formats::{OEmbed, WebhookEvent, read_claims_found, read_feed, read_media_reviews, read_sitemap};

use crate::documents::{Document, Made, documents, hostile};

/// Tags of an XML document in their order; fails where it is not well formed or holds a character that XML has not.
fn tags(document: &Document) -> Vec<String> {
    let illegal = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    assert!(!document.text.contains(illegal), "{} holds what XML 1.0 has no way to write", document.name);
    let mut reader = quick_xml::Reader::from_str(&document.text);
    let (mut tags, mut depth) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{}: {error}", document.name)) {
            quick_xml::events::Event::Start(start) => {
                depth += 1;
                tags.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap());
            }
            quick_xml::events::Event::Empty(start) => {
                tags.push(String::from_utf8(start.name().as_ref().to_vec()).unwrap())
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::GeneralRef(reference) => {
                let known = ["amp", "lt", "gt", "quot", "#39", "#13"];
                assert!(known.contains(&std::str::from_utf8(&reference).unwrap()), "{}", document.name);
            }
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Text(_) | quick_xml::events::Event::Decl(_) => {}
            other => panic!("{}: {other:?}", document.name),
        }
    }
    assert_eq!(depth, 0, "{}", document.name);
    tags
}

#[test]
fn no_text_changes_what_a_document_is_made_of() {
    let plain = documents("Uống nước chanh chữa được cúm");
    for stranger in hostile() {
        for (document, plain) in documents(&stranger).iter().zip(&plain) {
            let short: String = stranger.chars().take(40).collect();
            match document.made {
                // The index leaves out a file whose address is longer than the protocol allows.
                Made::Xml if document.name == "sitemap-index.xml" => drop(tags(document)),
                Made::Xml => assert_eq!(tags(document), tags(plain), "{} with {short:?}", document.name),
                Made::Json => drop(serde_json::from_str::<serde_json::Value>(&document.text).unwrap()),
                Made::Lines => {
                    let lines: Vec<_> = document.text.lines().collect();
                    assert_eq!(lines.len(), 2, "{} with {short:?}", document.name);
                    for line in lines {
                        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
                    }
                }
                Made::Page => {
                    for sign in ['<', '>'] {
                        let count = |text: &str| text.matches(sign).count();
                        assert_eq!(count(&document.text), count(&plain.text), "{} with {short:?}", document.name);
                    }
                }
            }
        }
    }
}

#[test]
fn our_own_readers_take_every_document_that_we_write() {
    for stranger in hostile() {
        // A megabyte in each field is written above; read without optimisation it would be a test of patience.
        let stranger: String = stranger.chars().take(40_000).collect();
        for document in documents(&stranger) {
            let json = || serde_json::from_str::<serde_json::Value>(&document.text).unwrap();
            match document.name {
                "feed.atom" | "feed.rss" | "feed.json" => {
                    let (_, feed) = read_feed(document.text.as_bytes()).unwrap();
                    assert_eq!(feed.entries.len(), 2);
                    assert!(feed.entries.iter().all(|entry| entry.claim.is_some() && entry.change.is_some()));
                }
                "sitemap.xml" | "sitemap-index.xml" | "sitemap-news.xml" => {
                    drop(read_sitemap(document.text.as_bytes()).unwrap())
                }
                "oembed.xml" | "oembed.json" => assert!(OEmbed::read(&document.text).is_some()),
                "webhook.json" => {
                    assert_eq!(WebhookEvent::read(document.text.as_bytes()).unwrap().data.claim, stranger)
                }
                "claims.json" if stranger.len() < 4_000 => {
                    assert_eq!(read_claims_found(document.text.as_bytes()).unwrap().checks.len(), 1);
                }
                "check-feed.json" => assert_eq!(json()["data"][0]["attributes"]["claim"], stranger),
                "dump.json" => assert_eq!(json()["dataFeedElement"].as_array().unwrap().len(), 2),
                "page.html" => {
                    assert!(read_media_reviews(&json_of(&document.text)).iter().all(|one| one.categories.len() == 1))
                }
                _ => {}
            }
        }
    }
}

/// The second script of the page.
fn json_of(page: &str) -> serde_json::Value {
    let script = page.split("<script type=\"application/ld+json\">").nth(2).unwrap();
    serde_json::from_str(script.split("</script>").next().unwrap()).unwrap()
}

#[test]
fn nobody_turns_the_direction_of_a_list() {
    for document in documents("a\u{202e}b\u{2066}c") {
        let in_a_list =
            document.name.starts_with("feed.") || document.name.starts_with("sitemap") || document.name == "oembed.xml";
        assert!(!in_a_list || !document.text.contains(['\u{202e}', '\u{2066}']), "{}", document.name);
    }
}

#[test]
fn half_a_character_is_a_problem_of_the_document_and_no_panic() {
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"a","items":[{"id":"1","title":"\ud800"}]}"#;
    assert!(read_feed(json.as_bytes()).is_err());
    assert!(read_feed(b"<rss><channel><title>&#xd800;</title></channel></rss>").is_ok());
}
