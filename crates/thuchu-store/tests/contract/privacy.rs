use std::collections::{BTreeMap, BTreeSet};

use thuchu_store::{Engine, args};
use thuchu_testkit::{TestStore, both_databases};

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    why: String,
    read_by: String,
    kept: String,
}

fn listed() -> BTreeMap<String, BTreeMap<String, Line>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../privacy/columns.toml");
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

async fn real(store: &TestStore) -> BTreeSet<(String, String)> {
    let sql = match store.db.engine() {
        Engine::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
        }
        Engine::Postgres => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let rows = store.db.read().peek(sql, args![]).await.unwrap();
    rows.iter().map(|row| (row.get(0).unwrap(), row.get(1).unwrap())).collect()
}

both_databases!(every_column_has_its_line_and_every_line_its_column, |store| {
    let columns = |(table, lines): (&String, &BTreeMap<String, Line>)| {
        lines.keys().map(|column| (table.clone(), column.clone())).collect::<Vec<_>>()
    };
    let listed: BTreeSet<_> = listed().iter().flat_map(columns).collect();
    assert_eq!(real(store).await, listed);
});

#[test]
fn every_line_says_why_who_and_how_long() {
    for line in listed().values().flat_map(BTreeMap::values) {
        assert!(line.why.len() > 2 && line.read_by.len() > 2 && line.kept.len() > 2);
    }
}

both_databases!(no_column_holds_a_trace_or_a_verdict_of_a_person, |store| {
    let never = [
        "author",
        "account",
        "follower",
        "sentiment",
        "stance",
        "score",
        "claimant",
        "person",
        "user",
        "agent",
        "ip",
        "addr",
        "address",
        "phone",
        "email",
        "mail",
        "hour",
        "asker",
        "sender",
        "profile",
        "gender",
        "birth",
        "place",
        "location",
        "device",
        "session",
        "tipline",
        "emotion",
        "trustworthiness",
    ];
    for (table, column) in real(store).await {
        for word in table.split('_').chain(column.split('_')) {
            assert!(!never.contains(&word), "{table}.{column} holds {word:?}");
        }
    }
});
