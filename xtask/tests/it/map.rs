//! `ARCHITECTURE.md` names what there is, and nothing else.

use std::collections::BTreeSet;

use crate::workspace::{members, read};

/// The names in backticks in the first cells of every table whose first heading is `heading`.
fn first_cells(document: &str, heading: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut within = false;
    for line in document.lines().map(str::trim) {
        let Some(cell) = line.strip_prefix('|').and_then(|rest| rest.split('|').next()).map(str::trim) else {
            within = false;
            continue;
        };
        if cell == heading {
            within = true;
        } else if within {
            names.extend(cell.split('`').skip(1).step_by(2).map(|name| name.trim_end_matches('/').to_owned()));
        }
    }
    assert!(!names.is_empty(), "no table starts with | {heading} |");
    names
}

#[test]
fn every_crate_is_on_the_map_and_the_map_shows_no_other() {
    let there: BTreeSet<String> = members().into_iter().map(|member| member.name).collect();
    assert_eq!(first_cells(&read("ARCHITECTURE.md"), "Crate"), there);
}

#[test]
fn every_direct_dependency_has_its_reason_and_no_reason_is_left_over() {
    let direct: BTreeSet<String> = members()
        .into_iter()
        .flat_map(|member| member.dependencies)
        .filter(|used| !used.ours)
        .map(|used| used.name)
        .collect();
    assert_eq!(first_cells(&read("ARCHITECTURE.md"), "Dependency"), direct);
}

#[test]
fn a_table_is_read_by_its_first_cells() {
    let text = "| Crate | Purpose |\n|---|---|\n| `a` | `x` |\n| `b/`, `c` | |\n\n| Other |\n|---|\n| `d` |\n";
    assert_eq!(first_cells(text, "Crate"), ["a", "b", "c"].map(String::from).into());
}
