//! The proofs, small: the same code that `cargo xtask prove` runs in full.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a failed test is a panic; a proof prints")]

use std::path::{Path, PathBuf};

use proofs::{backup, faults, grouping, import, kills, restore, upgrade};

/// The program, which a build of the workspace puts beside the proofs' own; or the one that `THUCHU_PROGRAM` names.
fn program() -> PathBuf {
    let beside = Path::new(env!("CARGO_BIN_EXE_proofs")).with_file_name("thuchu");
    let program = std::env::var_os("THUCHU_PROGRAM").map_or(beside, PathBuf::from);
    assert!(program.is_file(), "{} is missing: cargo build --package thuchu", program.display());
    program
}

fn print(line: &str) {
    println!("{line}");
}

#[track_caller]
fn imports(postgres: bool) {
    let plan = import::Plan { program: program(), records: 5_000, kills: 5, postgres, seed: 1 };
    import::prove(&plan, &mut print).unwrap();
}

#[test]
fn an_import_killed_five_times_ends_like_one_that_was_not() {
    imports(false);
}

#[test]
fn an_import_killed_five_times_ends_like_one_that_was_not_on_postgres() {
    imports(true);
}

#[test]
fn what_was_acknowledged_survives_kills_between_syncs() {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    let plan = kills::Plan { program: program(), loader, records: 1_500, points: 4 };
    kills::prove(&plan, &mut print).unwrap();
}

#[test]
fn a_disk_that_fails_is_said_and_nothing_is_acknowledged() {
    faults::prove(&program(), 3_000, &mut print).unwrap();
}

#[track_caller]
fn backups(postgres: bool) {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    let every = std::time::Duration::from_millis(100);
    let plan = backup::Plan { program: program(), loader, records: 1_000, backups: 3, every, postgres };
    backup::prove(&plan, &mut print).unwrap();
}

#[test]
fn a_backup_made_under_load_comes_back_whole() {
    backups(false);
}

#[test]
fn a_backup_made_under_load_comes_back_whole_on_postgres() {
    backups(true);
}

#[test]
fn a_desk_killed_while_its_schema_is_raised_is_usable_and_can_go_back() {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    let plan = kills::Plan { program: program(), loader, records: 500, points: 8 };
    upgrade::prove(&plan, &mut print).unwrap();
}

#[track_caller]
fn restores(postgres: bool) {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    let plan = kills::Plan { program: program(), loader, records: 500, points: 3 };
    restore::prove(&plan, postgres, &mut print).unwrap();
}

#[test]
fn a_backup_or_restore_that_is_killed_leaves_a_whole_one_or_none() {
    restores(false);
}

#[test]
fn a_backup_or_restore_that_is_killed_leaves_a_whole_one_or_none_on_postgres() {
    restores(true);
}

#[test]
fn made_messages_are_grouped_quickly_and_by_their_claim() {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/claims-100");
    grouping::prove(&grouping::Plan { set, claims: 100, messages: 1_000, seed: 1 }, &mut print).unwrap();
}
