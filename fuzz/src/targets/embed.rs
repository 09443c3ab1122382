//! `thuchu-embed`: files of a model that somebody changed, and texts.

use thuchu_embed::probe;

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![
        Target { name: "embed_model", run: model },
        Target { name: "embed_package", run: package },
        Target { name: "embed_pieces", run: pieces },
        Target { name: "embed_tokenizer", run: tokenizer },
    ]
}

/// Two files in one input, with this line between them.
fn two(bytes: &[u8]) -> (&[u8], &[u8]) {
    const LINE: &[u8] = b"\n----\n";
    let at = bytes.windows(LINE.len()).position(|window| window == LINE);
    at.map_or((bytes, &[]), |at| (&bytes[..at], &bytes[at + LINE.len()..]))
}

/// A model that is taken gives a row for each piece, whatever its numbers are.
fn model(bytes: &[u8]) {
    let (config, weights) = two(bytes);
    if let Ok(states) = probe::encoder(config, weights) {
        assert!(!states.is_empty() && states.len().is_multiple_of(64), "{}", states.len());
    }
}

fn package(bytes: &[u8]) {
    let _ = probe::package(bytes);
}

/// Pieces stand between begin and end, are at most 512, and there are no others than the file has.
fn tokenizer(bytes: &[u8]) {
    let (json, text) = two(bytes);
    if let Ok((ids, count)) = probe::tokenizer(json, &text_of(text)) {
        assert!((2..=512).contains(&ids.len()), "{}", ids.len());
        assert!(ids.iter().all(|id| (*id as usize) < count), "{ids:?}");
    }
}

/// The same for any text with a file that is sound; words of a text are never control pieces.
fn pieces(bytes: &[u8]) {
    const FILE: &[u8] = include_bytes!("../../corpus/embed_tokenizer/small");
    let (json, _) = two(FILE);
    let (ids, _) = probe::tokenizer(json, &text_of(bytes)).unwrap_or_default();
    assert!(ids.first() == Some(&0) && ids.last() == Some(&2) && ids.len() <= 512);
    assert!(ids[1..ids.len() - 1].iter().all(|id| *id > 2), "{ids:?}");
}
