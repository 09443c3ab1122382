//! Which crate may use which.

use std::collections::BTreeSet;

use crate::workspace::{cargo, members};

/// What each crate may use of ours, outside its tests. A new crate gets a line here and one in `ARCHITECTURE.md`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("thuchu-model", &[]),
    ("thuchu-text", &[]),
    ("thuchu-say", &[]),
    ("thuchu-match", &["text", "model", "embed"]),
    ("thuchu-embed", &[]),
    ("thuchu-formats", &["model", "text"]),
    ("thuchu-archive", &["model", "text"]),
    ("thuchu-store", &["model"]),
    ("thuchu-fetch", &["text"]),
    ("thuchu-tipline", &["model"]),
    ("thuchu-listen", &[]),
    ("thuchu-print", &["model", "say"]),
    ("thuchu-tools", &[]),
    (
        "thuchu-app",
        &["model", "text", "say", "match", "embed", "formats", "archive", "store", "fetch", "tipline", "tools"],
    ),
    ("thuchu-web", &["model", "text", "say", "match", "formats", "archive", "listen", "print", "app"]),
    (
        "thuchu",
        &[
            "model", "text", "say", "match", "embed", "formats", "archive", "store", "fetch", "tipline", "listen",
            "tools", "app", "web",
        ],
    ),
    ("thuchu-testkit", &["model", "text", "say", "match", "formats", "archive", "store", "fetch", "app"]),
];

/// Beside the house, linked by nothing: they may use any crate.
const BESIDE: &[&str] = &["bench", "e2e", "fuzz", "proofs", "xtask"];

#[test]
fn the_arrows_between_our_crates_are_the_allowed_ones() {
    let mut seen = BTreeSet::new();
    for member in members().iter().filter(|member| !BESIDE.contains(&member.name.as_str())) {
        let name = member.name.as_str();
        let (_, allowed) = ALLOWED.iter().find(|line| line.0 == name).unwrap_or_else(|| panic!("{name} has no line"));
        for used in member.dependencies.iter().filter(|used| used.ours && !used.dev) {
            let short = used.name.strip_prefix("thuchu-").unwrap_or(&used.name);
            assert!(allowed.contains(&short), "{name} → {} is not an allowed arrow", used.name);
        }
        seen.insert(member.name.clone());
    }
    for (name, _) in ALLOWED {
        assert!(seen.contains(*name), "{name} has a line but is no member");
    }
}

#[test]
fn the_test_kit_is_used_by_tests_alone() {
    for member in members().iter().filter(|member| !BESIDE.contains(&member.name.as_str())) {
        for used in member.dependencies.iter().filter(|used| used.name == "thuchu-testkit") {
            assert!(used.dev, "{} uses the test kit outside its tests", member.name);
        }
    }
}

#[test]
fn nothing_of_ours_stands_on_what_is_beside_the_house() {
    for member in members() {
        for used in member.dependencies.iter().filter(|used| used.ours) {
            assert!(!BESIDE.contains(&used.name.as_str()), "{} uses {}", member.name, used.name);
        }
    }
}

/// Cargo unites the features of everything it builds in one go, so a workspace-wide build holds the opened door of
/// `thuchu-fetch`. What is shipped is built as `-p thuchu` (the default member): there it must be shut.
#[test]
fn the_binary_cannot_reach_where_tests_reach() {
    for member in members() {
        for used in member.dependencies.iter().filter(|used| used.name == "thuchu-fetch") {
            let opens = used.features.iter().any(|feature| feature == "testing");
            assert!(!opens || member.name == "thuchu-testkit", "{} asks for thuchu-fetch/testing", member.name);
        }
    }
    let tree = cargo(&["tree", "--package", "thuchu", "--edges", "normal,build", "--format", "{p} [{f}]"]);
    let fetch: Vec<&str> = tree.lines().filter(|line| line.contains("thuchu-fetch v")).collect();
    assert!(!fetch.is_empty() && fetch.iter().all(|line| !line.contains("testing")), "{fetch:?}");
    assert!(!tree.contains("thuchu-testkit"), "the binary links the test kit");
}

#[test]
fn what_guards_a_wall_is_linked_in_one_place() {
    for (dependency, only) in [
        ("reqwest", &["thuchu-fetch", "thuchu-store"][..]),
        ("object_store", &["thuchu-store"]),
        ("sqlx", &["thuchu-store"]),
    ] {
        for member in members().iter().filter(|member| !only.contains(&member.name.as_str())) {
            let uses = member.dependencies.iter().any(|used| used.name == dependency && !used.dev);
            assert!(!uses, "{} uses {dependency}, which belongs to {only:?}", member.name);
        }
    }
}
