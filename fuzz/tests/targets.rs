//! Every target holds for a few seconds on its corpus and mutations of it (TRUST R43), and the runner itself works.

#![cfg(test)] // lints know helpers of tests by this

use std::process::Command;
use std::time::Duration;

use fuzz::mutate::{LARGEST, input};
use fuzz::{Target, runner, targets};

/// Seconds for each target; `cargo xtask prove fuzz` takes ten minutes.
fn seconds() -> String {
    std::env::var("THUCHU_FUZZ_SECONDS").unwrap_or_else(|_| "10".to_owned())
}

#[test]
fn every_target_holds() {
    let done = Command::new(env!("CARGO_BIN_EXE_fuzz")).args(["all", &seconds()]).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    print!("{said}");
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    for target in targets() {
        assert!(said.contains(target.name), "{} did not run", target.name);
    }
}

#[test]
fn every_target_has_a_corpus_and_every_corpus_a_target() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let mut kept: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    kept.sort();
    assert_eq!(kept, targets().iter().map(|target| target.name).collect::<Vec<_>>());
    for target in targets() {
        assert!(!runner::corpus(&target).is_empty(), "{}", target.name);
    }
}

#[test]
fn the_same_number_makes_the_same_input_within_the_limit() {
    let corpus = vec![b"Kh\xc3\xb4ng".to_vec(), b"{}".to_vec()];
    assert_eq!(input(&corpus, 1, 0), corpus[0]);
    for number in 0..2_000 {
        let bytes = input(&corpus, 1, number);
        assert_eq!(bytes, input(&corpus, 1, number));
        assert!(bytes.len() <= LARGEST);
    }
    assert_ne!(input(&corpus, 1, 7), input(&corpus, 2, 7));
}

#[test]
fn a_panic_and_an_endless_input_are_found() {
    let panics = Target { name: "self_panics", run: |bytes| assert!(!bytes.contains(&0), "a zero byte") };
    let report = runner::run(&panics, 1, Duration::from_secs(60));
    let (rule, file) = report.failure.unwrap();
    assert_eq!(rule, "panicked: a zero byte");
    assert!(std::fs::read(&file).unwrap().contains(&0));
    std::fs::remove_file(file).unwrap();

    let slow = Target { name: "self_slow", run: |_| burn(1_300) };
    let (_, rule) = runner::try_one(&slow, b"");
    assert!(rule.unwrap().starts_with("took "));
}

/// Keeps the processor busy for that many milliseconds of its own time.
fn burn(milliseconds: u64) {
    let used = || std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let used = || used().split(' ').next().unwrap().parse::<u64>().unwrap();
    let begun = used();
    while used() - begun < milliseconds * 1_000_000 {}
}
