//! The rules of `deny.toml` that need no more than cargo: they hold also where cargo-deny is not installed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::workspace::{cargo, read};

struct Linked {
    name: String,
    version: String,
    licence: Option<String>,
    users: BTreeSet<String>,
}

/// Every crate of the lock file that is not ours.
fn linked() -> Vec<Linked> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--filter-platform", PLATFORM])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let names: BTreeMap<&str, &str> =
        packages.iter().map(|p| (p["id"].as_str().unwrap(), p["name"].as_str().unwrap())).collect();
    let mut users: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().unwrap() {
        for used in node["dependencies"].as_array().unwrap() {
            users.entry(used.as_str().unwrap()).or_default().insert(names[node["id"].as_str().unwrap()].to_owned());
        }
    }
    packages
        .iter()
        .filter(|package| package["source"].is_string())
        .filter_map(|package| {
            let text = |key: &str| package[key].as_str().map(str::to_owned);
            let users = users.get(package["id"].as_str()?)?.clone();
            Some(Linked { name: text("name")?, version: text("version")?, licence: text("license"), users })
        })
        .collect()
}

const PLATFORM: &str = "x86_64-unknown-linux-gnu";

fn rules() -> toml::Table {
    toml::from_str(&read("deny.toml")).unwrap()
}

/// Is an SPDX expression satisfied by the allowed licences? `/` is an old way to write `OR`.
fn allowed(expression: &str, licences: &BTreeSet<String>) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let mut at = 0;
    let result = any_of(&words, &mut at, licences);
    result && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, licences: &BTreeSet<String>) -> bool {
    let mut result = all_of(words, at, licences);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        result |= all_of(words, at, licences);
    }
    result
}

fn all_of(words: &[&str], at: &mut usize, licences: &BTreeSet<String>) -> bool {
    let mut result = one(words, at, licences);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        result &= one(words, at, licences);
    }
    result
}

fn one(words: &[&str], at: &mut usize, licences: &BTreeSet<String>) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let result = any_of(words, at, licences);
        *at += 1;
        return result;
    }
    if words.get(*at) == Some(&"WITH") {
        let name = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
        return licences.contains(&name);
    }
    licences.contains(word)
}

fn allow_list() -> BTreeSet<String> {
    rules()["licenses"]["allow"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_linked_crate_has_an_allowed_licence() {
    let licences = allow_list();
    let bad: Vec<String> = linked()
        .iter()
        .filter(|package| !package.licence.as_deref().is_some_and(|licence| allowed(licence, &licences)))
        .map(|package| format!("{} {}: {:?}", package.name, package.version, package.licence))
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

#[test]
fn no_banned_crate_is_linked() {
    let linked = linked();
    for ban in rules()["bans"]["deny"].as_array().unwrap() {
        let (name, reason) = (ban["crate"].as_str().unwrap(), ban["reason"].as_str().unwrap());
        let found: Vec<&Linked> = linked.iter().filter(|package| package.name == name).collect();
        if ban.get("deny-multiple-versions").is_some() {
            assert!(found.len() <= 1, "{name} is linked {} times: {reason}", found.len());
            continue;
        }
        let wrappers: Vec<&str> = ban
            .get("wrappers")
            .and_then(toml::Value::as_array)
            .map(|list| list.iter().filter_map(toml::Value::as_str).collect())
            .unwrap_or_default();
        for package in found {
            let others: Vec<&String> = package.users.iter().filter(|user| !wrappers.contains(&user.as_str())).collect();
            assert!(others.is_empty(), "{name} is linked by {others:?}: {reason}");
        }
    }
}

#[test]
fn licence_expressions_are_read_as_spdx_says() {
    let licences: BTreeSet<String> = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"].map(String::from).into();
    for (expression, expected) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND ISC", true),
        ("(GPL-3.0 OR BSD-4-Clause) AND ISC", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
        ("Apache-2.0", false),
        ("", false),
    ] {
        assert_eq!(allowed(expression, &licences), expected, "{expression}");
    }
}
