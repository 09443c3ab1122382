//! Looks for words in every place that outlives an answer.

use std::fs;
use std::path::{Path, PathBuf};

use super::server::Server;
use super::wire::get;
use crate::{Proved, at};

/// A place with what is in it.
pub(crate) type Found = (String, Vec<u8>);

/// Everything of a running server that can be read from outside: its process as the system shows it, and what it tells
/// its operator.
pub(crate) fn of_process(server: &Server) -> Proved<Vec<Found>> {
    let own = PathBuf::from(format!("/proc/{}", server.pid()));
    let mut all = Vec::new();
    for name in ["environ", "cmdline", "comm", "status", "maps", "limits"] {
        all.push((format!("process {name}"), fs::read(own.join(name)).map_err(at(name))?));
    }
    for thread in fs::read_dir(own.join("task")).map_err(at("threads"))?.flatten() {
        all.push(("a thread's name".to_owned(), fs::read(thread.path().join("comm")).unwrap_or_default()));
    }
    // Files that are open but in no folder any more.
    for file in fs::read_dir(own.join("fd")).map_err(at("open files"))?.flatten() {
        let target = fs::read_link(file.path()).unwrap_or_default();
        if target.starts_with("/") && !target.starts_with("/dev") {
            all.push((format!("open file {}", target.display()), fs::read(file.path()).unwrap_or_default()));
        }
    }
    for path in ["/metrics", "/debug"] {
        all.push((path.to_owned(), get(server.figures, path)?.bytes));
    }
    Ok(all)
}

/// Every file below a folder, its name included.
pub(crate) fn of_folder(folder: &Path) -> Proved<Vec<Found>> {
    let (mut all, mut waiting) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(at(folder.display()))? {
            let path = entry.map_err(at(folder.display()))?.path();
            let name = path.to_string_lossy().into_owned();
            all.push((format!("the name of {name}"), name.clone().into_bytes()));
            if path.is_dir() {
                waiting.push(path);
            } else {
                all.push((name, fs::read(&path).map_err(at(path.display()))?));
            }
        }
    }
    Ok(all)
}

/// Where any of the words stands, in any case of its letters, plain, as hexadecimal digits or as UTF-16.
pub(crate) fn hits(places: &[Found], words: &[Vec<u8>]) -> Vec<String> {
    let mut forms: Vec<Vec<u8>> = Vec::new();
    for word in words {
        let lower = word.to_ascii_lowercase();
        forms.push(lower.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect());
        forms.push(lower.iter().flat_map(|byte| [*byte, 0]).collect());
        forms.push(lower);
    }
    let mut hits = Vec::new();
    for (place, bytes) in places {
        let bytes = bytes.to_ascii_lowercase();
        for form in &forms {
            if let Some(at) = find(&bytes, form) {
                let around = &bytes[at.saturating_sub(60)..(at + form.len() + 60).min(bytes.len())];
                hits.push(format!("{place}: {}", String::from_utf8_lossy(around)));
            }
        }
    }
    hits
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first).map(|at| at + from) {
        if bytes[at..].starts_with(word) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_each_of_its_forms() {
        let words = [b"Canary".to_vec()];
        for text in ["xxcanary", "CANARY!", "63616E617279", "c\0a\0n\0a\0r\0y\0"] {
            assert_eq!(hits(&[("here".to_owned(), text.as_bytes().to_vec())], &words).len(), 1, "{text:?}");
        }
        assert!(hits(&[("here".to_owned(), b"ccanar canar".to_vec())], &words).is_empty());
    }
}
