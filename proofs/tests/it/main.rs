//! The proofs, small: the same code that `cargo xtask prove` runs in full.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a failed test is a panic; a proof prints")]

use std::path::{Path, PathBuf};

use proofs::{
    backup, evidence, faults, grouping, hostile, import, kills, publish, restore, ssrf, told, upgrade, visits,
};

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
fn what_was_published_is_one_version_everywhere_after_kills_and_told_once() {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    publish::prove(&publish::Plan { program: program(), loader, points: 8 }, &mut print).unwrap();
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

#[track_caller]
fn holds_against(part: &str) {
    hostile::prove(&hostile::Plan::small(program()), Some(part), &mut print).unwrap();
}

#[test]
fn slow_clients_are_cut_and_hold_nobody_up() {
    holds_against("slow");
}

#[test]
fn bodies_without_end_stop_at_a_bound_and_what_is_packed_stays_packed() {
    holds_against("flood");
}

#[test]
fn a_request_hidden_in_another_is_never_answered() {
    holds_against("smuggling");
}

#[test]
fn no_text_breaks_an_answer_and_costly_ones_are_bounded() {
    holds_against("texts");
}

#[test]
fn no_path_leads_out_of_the_site() {
    holds_against("paths");
}

#[test]
fn looking_changes_nothing_and_no_value_becomes_a_query() {
    holds_against("still");
}

#[test]
fn who_asked_and_what_is_nowhere_afterwards() {
    holds_against("canary");
}

#[test]
fn a_stop_under_load_loses_no_request() {
    holds_against("drain");
}

#[test]
fn many_requests_leave_memory_and_files_as_they_were() {
    holds_against("soak");
}

#[test]
fn made_messages_are_grouped_quickly_and_by_their_claim() {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("../datasets/claims-100");
    grouping::prove(&grouping::Plan { set, claims: 100, messages: 1_000, seed: 1 }, &mut print).unwrap();
}

#[test]
fn everybody_is_told_once_though_the_program_is_killed() {
    let plan = told::Plan { program: program(), askers: 60, kills: 3 };
    thuchu_testkit::block_on(told::prove(&plan, &mut print)).unwrap();
}

#[test]
fn visits_are_counted_exactly_by_two_programs_and_nobody_is_on_disk() {
    thuchu_testkit::block_on(visits::prove(20_000, &mut print)).unwrap();
}

#[test]
fn the_served_program_counts_exactly_and_writes_no_address_anywhere() {
    thuchu_testkit::block_on(visits::served::prove(&program(), 4_000, &mut print)).unwrap();
}

#[test]
fn copies_of_sources_survive_kills_damage_and_full_disks_and_anybody_can_check_them() {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    evidence::prove(&evidence::Plan { program: program(), loader, points: 8 }, &mut print).unwrap();
}

#[test]
fn no_address_and_no_page_leads_the_desk_into_its_own_network() {
    let loader = PathBuf::from(env!("CARGO_BIN_EXE_proofs"));
    ssrf::prove(&ssrf::Plan { program: program(), loader, per_page: 24 }, &mut print).unwrap();
}
