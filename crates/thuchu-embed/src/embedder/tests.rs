//! A folder with a small model of full width.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::Embedder;
use crate::error::EmbedError;
use crate::model::tests::{config, weights};
use crate::tokenizer::tests::file;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = config(384, 1, 12);
    fs::write(folder.path().join("model.safetensors"), weights(&config)).unwrap();
    fs::write(folder.path().join("config.json"), config).unwrap();
    let pieces = [("\u{2581}", -3.0), ("\u{2581}tin", -2.0), ("\u{2581}giả", -2.5), ("query", -4.0), (":", -4.0)];
    fs::write(folder.path().join("tokenizer.json"), file(&pieces).to_string()).unwrap();
    folder
}

#[test]
fn a_vector_has_length_one_and_is_the_same_alone_and_among_others() {
    let folder = folder();
    let model = Embedder::open(folder.path()).unwrap();
    let long = "tin giả ".repeat(200);
    let texts = ["tin giả", "giả", "", &long, "tin"];
    let together = model.embed_all(&texts);
    for (text, vector) in texts.iter().zip(&together) {
        assert!((vector.dot(vector) - 1.0).abs() < 1e-5);
        assert_eq!(&model.embed(text), vector);
    }
    assert_ne!(together[0], together[1]);
    assert!(model.embed_all(&[]).is_empty());
    assert_eq!(model.token_vectors(&model.tokens("tin giả")).len(), model.tokens("tin giả").len());
}

#[test]
fn the_identity_follows_every_file() {
    let folder = folder();
    let id = || Embedder::open(folder.path()).unwrap().id();
    let first = id();
    assert_eq!(first, id());
    assert_eq!(first.to_string().len(), 64);
    let path = folder.path().join("model.safetensors");
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&0.25_f32.to_le_bytes());
    fs::write(path, bytes).unwrap();
    assert_ne!(first, id());
}

#[track_caller]
fn refused(folder: &Path, code: &str) {
    let error = Embedder::open(folder).unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains("thuchu model install"), "{error}");
}

#[test]
fn a_folder_that_is_not_whole_says_what_to_do() {
    for name in crate::install::FILES {
        let folder = folder();
        let path = folder.path().join(name);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        refused(folder.path(), "model-damaged");
        fs::remove_file(&path).unwrap();
        refused(folder.path(), "model-missing");
        fs::create_dir(&path).unwrap();
        assert_eq!(Embedder::open(folder.path()).unwrap_err().code(), "model-io");
    }
    refused(Path::new("/nowhere/at/all"), "model-missing");
}

#[test]
fn a_model_of_another_width_is_another_model() {
    let folder = folder();
    let narrow = config(64, 1, 12);
    fs::write(folder.path().join("model.safetensors"), weights(&narrow)).unwrap();
    fs::write(folder.path().join("config.json"), narrow).unwrap();
    refused(folder.path(), "model-wrong");
}

#[test]
fn a_tokenizer_with_more_pieces_than_the_model_is_of_another_model() {
    let folder = folder();
    let small = config(384, 1, 5);
    fs::write(folder.path().join("model.safetensors"), weights(&small)).unwrap();
    fs::write(folder.path().join("config.json"), small).unwrap();
    refused(folder.path(), "model-wrong");
}

#[test]
fn a_file_without_end_is_not_read() {
    let folder = folder();
    let file = fs::File::options().write(true).open(folder.path().join("config.json")).unwrap();
    file.set_len(10 << 30).unwrap();
    assert!(matches!(Embedder::open(folder.path()), Err(EmbedError::TooLarge { .. })));
}

#[test]
fn a_vector_in_bytes_is_nearly_the_same_and_survives_a_store() {
    let folder = folder();
    let model = Embedder::open(folder.path()).unwrap();
    let (one, other) = (model.embed("tin giả"), model.embed("giả tin tin"));
    let (small, small_other) = (one.quantise(), other.quantise());
    assert!((small.dot(&small_other) - one.dot(&other)).abs() < 0.005);
    let back = crate::Quantised::from_bytes(&small.to_bytes()).unwrap();
    assert_eq!(back, small);
    assert!(crate::Quantised::from_bytes(&[0; 387]).is_none());
    assert!(crate::Quantised::from_bytes(&[0xff; 388]).is_none());
}
