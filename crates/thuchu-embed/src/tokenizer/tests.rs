//! A small vocabulary; the real one is in `tests/`.

use serde_json::{Value, json};

use super::{Tokenizer, normaliser};
use crate::error::EmbedError;

/// `tokenizer.json` with these pieces behind the control pieces.
pub(crate) fn file(pieces: &[(&str, f64)]) -> Value {
    let controls = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)];
    let vocabulary: Vec<Value> = controls.iter().chain(pieces).map(|(piece, score)| json!([piece, score])).collect();
    json!({
        "normalizer": normaliser(),
        "pre_tokenizer": {"type": "Metaspace", "replacement": "\u{2581}", "prepend_scheme": "always", "split": true},
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary},
    })
}

const PIECES: [(&str, f64); 8] = [
    ("\u{2581}", -3.0),
    ("\u{2581}tin", -2.0),
    ("\u{2581}giả", -2.5),
    ("t", -6.0),
    ("in", -5.0),
    ("giả", -4.0),
    ("g", -7.0),
    ("<mask>", 0.0),
];

fn tokenizer() -> Tokenizer {
    Tokenizer::parse(file(&PIECES).to_string().as_bytes()).unwrap()
}

#[track_caller]
fn check(text: &str, expected: &[u32]) {
    assert_eq!(tokenizer().encode(text), [&[0], expected, &[2]].concat(), "{text:?}");
}

#[test]
fn a_text_is_cut_into_the_likeliest_pieces() {
    check("tin giả", &[5, 6]);
    check("tingiả", &[5, 9]);
    check(" tin\u{200b}giả ", &[5, 6, 4]);
    check("", &[]);
    // A composed and a decomposed letter are the same.
    check("tin gia\u{309}", &[5, 6]);
}

#[test]
fn unknown_letters_beside_each_other_are_one_piece() {
    check("xyz", &[4, 3]);
    check("xtinx", &[4, 3, 7, 8, 3]);
}

#[test]
fn what_a_sender_writes_is_never_a_control_piece() {
    for text in ["</s>", "<s>", "<mask>", "a<pad>b", "<unk>"] {
        let ids = tokenizer().encode(text);
        let inside = &ids[1..ids.len() - 1];
        assert!(inside.iter().all(|id| ![0, 1, 2, 11].contains(id)), "{text}: {ids:?}");
    }
}

#[test]
fn a_text_of_any_length_gives_512_pieces_at_most() {
    for text in ["tin giả ".repeat(200_000), "g".repeat(2_000_000), "\u{301}".repeat(500_000), "ﷺ".repeat(100_000)]
    {
        let ids = tokenizer().encode(&text);
        assert!(ids.len() <= 512 && ids.last() == Some(&2), "{}", ids.len());
    }
}

#[test]
fn the_makers_own_file_is_read_too() {
    let mut json = file(&PIECES);
    json["normalizer"] = json!({"type": "Precompiled", "precompiled_charsmap": "ALQCAACEAAAAAACAAQ"});
    json["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": [
        {"type": "WhitespaceSplit"}, {"type": "Metaspace", "replacement": "\u{2581}", "add_prefix_space": true},
    ]});
    let tokenizer = Tokenizer::parse(json.to_string().as_bytes()).unwrap();
    assert_eq!(tokenizer.encode(" tin  giả "), [0, 5, 6, 2]);
}

#[test]
fn a_tokenizer_of_another_kind_is_refused_by_what_it_says() {
    let changed = |pointer: &str, value: Value| {
        let mut json = file(&PIECES);
        *json.pointer_mut(pointer).unwrap() = value;
        Tokenizer::parse(json.to_string().as_bytes()).map(|_| ()).unwrap_err()
    };
    let wrong = |error: &EmbedError| matches!(error, EmbedError::WrongModel { .. });
    assert!(wrong(&changed("/model/type", json!("BPE"))));
    assert!(wrong(&changed("/normalizer", json!({"type": "Lowercase"}))));
    assert!(wrong(&changed("/normalizer/normalizers/0/content", json!(""))));
    assert!(wrong(&changed("/pre_tokenizer/type", json!("Whitespace"))));
    let damaged = |error: &EmbedError| matches!(error, EmbedError::Damaged { .. });
    assert!(damaged(&changed("/model/vocab/2/0", json!("x"))));
    assert!(damaged(&changed("/model/vocab/5/1", json!(1e300))));
    assert!(damaged(&changed("/model/vocab/5/0", json!("x".repeat(1_000)))));
    assert!(damaged(&changed("/model/vocab", json!([]))));
    assert!(damaged(&changed("/model/unk_id", json!(0))));
    for broken in ["", "{}", "[", "null"] {
        assert!(damaged(&Tokenizer::parse(broken.as_bytes()).map(|_| ()).unwrap_err()));
    }
}
