//! Everywhere a published check can be met, and which version each place says: lists for programs, addresses for search
//! engines, what other sites embed, what is printed and shared (TRUST R02).

use std::io::Write as _;
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use serde_json::Value;
use thuchu_model::PublicId;

use crate::hostile::wire;
use crate::{Proved, at, ensure};

/// A check as the store has it.
pub(super) struct Stored {
    pub(super) id: PublicId,
    pub(super) version: u32,
    /// What only the version that stands says.
    pub(super) says: String,
    /// What only another version says.
    pub(super) said: String,
}

/// Pages of a list that are gone through.
const MOST_PAGES: usize = 100;
/// A document that holds many checks, and what divides them.
const LISTS: &[(&str, &str, &str)] = &[
    ("Atom", "/vi/checks.atom", "<entry"),
    ("RSS", "/vi/checks.rss", "<item"),
    ("NDJSON", "/data/checks.ndjson", "\n"),
];

/// Fails unless every surface says the version that stands; how many were looked at.
pub(super) fn one_version(server: SocketAddr, check: &Stored) -> Proved<usize> {
    let id = check.id.to_string();
    let mut looked = 0;
    for (name, path, between) in LISTS {
        let document = page_with(server, path, &id)?;
        let piece = document.split(between).find(|piece| piece.contains(&id));
        let piece = piece.ok_or_else(|| format!("{name} has no {id}"))?;
        says(name, piece, check)?;
        looked += 1;
    }
    let feed: Value = serde_json::from_str(&page_with(server, "/vi/checks.json", &id)?).map_err(at("JSON Feed"))?;
    let items = feed["items"].as_array().ok_or("a JSON Feed without items")?;
    let item = items.iter().map(ToString::to_string).find(|item| item.contains(&id));
    says("JSON Feed", &item.ok_or_else(|| format!("JSON Feed has no {id}"))?, check)?;
    ensure(fetched(server, "/sitemap.xml")?.contains(&id), || format!("the sitemap has no {id}"))?;
    looked += 1;
    says("embedded card", &fetched(server, &format!("/vi/embed/{id}"))?, check)?;
    // What is printed has its version in its address.
    for file in ["print.pdf", "poster-a4.pdf", "handout.pdf", "card-wide.png"] {
        let path = followed(server, &format!("/vi/c/{id}/x/{file}"))?;
        ensure(path.contains(&format!("/v/{}/", check.version)), || format!("{file} of {id} leads to {path}"))?;
        let answer = wire::get(server, &path)?;
        ensure(answer.status == 200, || format!("{path} answers {}", answer.status))?;
        if file == "print.pdf" {
            says(file, &text_of(answer.body_bytes())?, check)?;
        }
        looked += 1;
    }
    Ok(looked + 2)
}

/// White space apart: a line of paper may end anywhere.
fn says(name: &str, text: &str, check: &Stored) -> Proved {
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    let (text, now, other) = (plain(text), plain(&check.says), plain(&check.said));
    ensure(text.contains(&now) && !text.contains(&other), || {
        format!("{name} of {} does not say version {} alone: {}", check.id, check.version, text)
    })
}

/// The page of a list that names the check; the last one if none does. A list leads from page to page.
fn page_with(server: SocketAddr, path: &str, id: &str) -> Proved<String> {
    let mut path = path.to_owned();
    for _ in 0..MOST_PAGES {
        let answer = wire::get(server, &path)?;
        ensure(answer.status == 200, || format!("{path} answers {}", answer.status))?;
        let document = answer.body();
        // Feeds say in the document what comes next, dumps beside it.
        let link = answer.header("link").filter(|link| link.contains("rel=\"next\"")).map(|link| {
            let end = link.find('>').unwrap_or(link.len());
            link[..end].trim_start_matches('<').to_owned()
        });
        let leads = ["rel=\"next\" type=\"", "\"next_url\":\""].iter().find_map(|mark| document.split_once(mark));
        let next = leads.filter(|_| !document.contains(id)).and_then(|(_, rest)| {
            let rest = &rest[rest.find("https://tin.example")?..];
            Some(rest[..rest.find('"')?].replace("&amp;", "&"))
        });
        let next = next.or(link.filter(|_| !document.contains(id)));
        let Some(next) = next else { return Ok(document) };
        path = next.strip_prefix("https://tin.example").map_or(next.clone(), str::to_owned);
    }
    Err(format!("a list goes on and on at {path}"))
}

fn fetched(server: SocketAddr, path: &str) -> Proved<String> {
    let answer = wire::get(server, path)?;
    ensure(answer.status == 200, || format!("{path} answers {}", answer.status))?;
    Ok(answer.body())
}

/// The address that this one leads to.
fn followed(server: SocketAddr, path: &str) -> Proved<String> {
    let answer = wire::get(server, path)?;
    answer.header("location").ok_or_else(|| format!("{path} answers {} and leads nowhere", answer.status))
}

/// The words of a PDF, as poppler reads them.
fn text_of(pdf: &[u8]) -> Proved<String> {
    let mut command = Command::new("pdftotext");
    let mut child =
        command.args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(at("pdftotext"))?;
    child.stdin.take().ok_or("no standard input")?.write_all(pdf).map_err(at("pdftotext"))?;
    let out = child.wait_with_output().map_err(at("pdftotext"))?;
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}
