//! Model folders made from the real package, and what happens to wrong ones.

use std::fs;
use std::path::Path;

use thuchu_embed::Embedder;
use thuchu_embed::install::{FILES, Pieces, Progress, Source, install};

use crate::real::{model, package};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn latin_pieces_alone_give_the_same_vectors_for_latin_texts() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("models/latin");
    let mut seen: Vec<Progress> = Vec::new();
    let installed = install(Source::Path(package()), &to, Pieces::Latin, &mut |progress| seen.push(progress)).unwrap();
    assert_eq!(installed.pieces, 114_172);
    assert_eq!(names(&to.with_file_name("")), ["latin"], "nothing is left beside it");
    assert_eq!(
        names(&to),
        FILES.map(String::from).into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    );
    assert!(seen.is_sorted_by_key(|progress| progress.done));
    assert!(seen.last().is_some_and(|progress| progress.done == progress.total));

    let latin = Embedder::open(&to).unwrap();
    assert_eq!(latin.id(), installed.id);
    for text in ["HOÀ BÌNH – hòa bình… 5G gây ung thư 🤔🤔", "El agua con limón caliente", "uong nuoc chanh nong"]
    {
        assert!(latin.embed(text).dot(&model().embed(text)) > 0.999_99, "{text}");
        assert_eq!(latin.tokens(text).len(), model().tokens(text).len());
    }

    // The same from a folder that has all pieces, and once more over what is there.
    let all = package().with_file_name("e5-small");
    let again = install(Source::Path(&all), &to, Pieces::Latin, &mut |_| {}).unwrap();
    assert_eq!(again.pieces, 114_172);
    let copied = install(Source::Path(&to), &folder.path().join("copy"), Pieces::All, &mut |_| {}).unwrap();
    assert_eq!(copied.id, again.id);
    assert_eq!(names(folder.path()), ["copy", "models"]);
    assert_eq!(names(&to.with_file_name("")), ["latin"]);
}

#[test]
fn a_package_that_is_cut_or_changed_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("e5");
    fs::create_dir(&to).unwrap();
    fs::write(to.join("mine"), "kept").unwrap();
    let whole = fs::read(package()).unwrap();
    let mut changed = whole.clone();
    // In the middle of what is compressed: the checksum of the zip, or ours, says no.
    changed[60_000_000] ^= 0x10;
    for (bytes, codes) in [
        (&whole[..whole.len() / 2], ["model-not-a-package", ""]),
        (&changed, ["model-checksum", "model-damaged"]),
        (b"PK", ["model-not-a-package", ""]),
    ] {
        let error = install(Source::Package(bytes), &to, Pieces::All, &mut |_| {}).unwrap_err();
        assert!(codes.contains(&error.code()), "{error}");
        assert_eq!(names(folder.path()), ["e5"]);
        assert_eq!(names(&to), ["mine"]);
    }
    let error = install(Source::Path(folder.path()), &to, Pieces::All, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "model-not-a-package", "{error}");
}

#[test]
fn a_kill_between_the_two_renamings_is_made_good() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("e5");
    fs::create_dir(folder.path().join(".e5.old")).unwrap();
    fs::write(folder.path().join(".e5.old/mine"), "kept").unwrap();
    fs::create_dir(folder.path().join(".e5.new")).unwrap();
    let error = install(Source::Package(b""), &to, Pieces::All, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "model-not-a-package");
    assert_eq!(names(folder.path()), ["e5"]);
    assert_eq!(names(&to), ["mine"]);
}
