//! What passes for a backup and is none: every case is refused before anything is made.

use std::io::Read as _;
use std::path::Path;

use serde_json::{Value, json};
use tar::EntryType;
use thuchu_model::Sha256Hash;
use thuchu_store::backup;
use thuchu_testkit::{TestStore, block_on};

use super::backup::{fill, inside, make, restore};

/// A member as it is written: name, kind, bytes, and another length than theirs.
#[derive(Clone)]
struct Part {
    name: String,
    kind: EntryType,
    bytes: Vec<u8>,
    size: Option<u64>,
}

/// The names and bytes of a tar.
pub(crate) fn members(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tar = tar::Archive::new(std::fs::File::open(path).unwrap());
    let entries = tar.entries().unwrap();
    entries
        .map(|entry| {
            let mut entry = entry.unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.path().unwrap().display().to_string(), bytes)
        })
        .collect()
}

fn write(path: &Path, parts: &[Part]) {
    let mut out = Vec::new();
    for part in parts {
        let mut header = tar::Header::new_ustar();
        // As bytes: the crate refuses to write some of these names.
        header.as_ustar_mut().unwrap().name[..part.name.len()].copy_from_slice(part.name.as_bytes());
        header.set_entry_type(part.kind);
        header.set_size(part.size.unwrap_or(part.bytes.len() as u64));
        if part.kind == EntryType::Symlink {
            header.set_link_name("/etc/passwd").unwrap();
        }
        header.set_cksum();
        out.extend_from_slice(header.as_bytes());
        out.extend_from_slice(&part.bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    std::fs::write(path, out).unwrap();
}

/// Puts another list first, with its right hash.
fn listed(parts: &mut [Part], json: Vec<u8>) {
    parts[1].bytes = format!("{}  manifest.json\n", Sha256Hash::of(&json)).into_bytes();
    parts[0].bytes = json;
}

struct Genuine {
    parts: Vec<Part>,
    folder: tempfile::TempDir,
}

async fn genuine() -> Genuine {
    let store = TestStore::sqlite().await;
    fill(&store, 3).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.tar");
    make(&store, &file).await.unwrap();
    let part = |(name, bytes)| Part { name, kind: EntryType::Regular, bytes, size: None };
    Genuine { parts: members(&file).into_iter().map(part).collect(), folder }
}

impl Genuine {
    fn manifest(&self) -> Value {
        serde_json::from_slice(&self.parts[0].bytes).unwrap()
    }

    fn with(&self, manifest: &Value) -> Vec<Part> {
        let mut parts = self.parts.clone();
        listed(&mut parts, serde_json::to_vec(manifest).unwrap());
        parts
    }

    /// Refused with this code, by a look and by a restore, which leaves the folder as empty as it was.
    async fn refused(&self, what: &str, parts: &[Part], code: &str) {
        let file = self.folder.path().join("hostile.tar");
        write(&file, parts);
        self.refused_file(what, &file, code, true).await;
    }

    async fn refused_file(&self, what: &str, file: &Path, code: &str, by_a_look: bool) {
        let data = self.folder.path().join("data");
        if by_a_look {
            let error = backup::check(file, &mut ()).unwrap_err();
            assert_eq!(error.code(), code, "{what}: {error}");
        }
        let error = restore(file, "sqlite:", &data).await.unwrap_err();
        assert_eq!(error.code(), code, "{what}: {error}");
        if by_a_look {
            assert!(!data.exists(), "{what}: something was made");
        } else {
            let left = inside(&data);
            assert_eq!(left, [data.join("blobs")], "{what}");
            std::fs::remove_dir_all(&data).unwrap();
        }
    }
}

#[test]
fn members_that_do_not_belong_there_are_refused_before_anything_is_made() {
    block_on(async {
        let genuine = genuine().await;
        write(&genuine.folder.path().join("copy.tar"), &genuine.parts);
        backup::check(&genuine.folder.path().join("copy.tar"), &mut ()).unwrap();
        let parts = &genuine.parts;
        for name in
            ["../../etc/cron.d/x", "/etc/passwd", "blobs/../../x", "keys/hash.key", "thuchu.sqlite", "manifest.json"]
        {
            let extra = Part { name: name.to_owned(), kind: EntryType::Regular, bytes: b"x".to_vec(), size: None };
            let at_end = [&parts[..], std::slice::from_ref(&extra)].concat();
            genuine.refused(name, &at_end, "backup.member").await;
            let within = [&parts[..3], &[extra], &parts[3..]].concat();
            genuine.refused(name, &within, "backup.member").await;
        }
        for kind in [
            EntryType::Symlink,
            EntryType::Link,
            EntryType::Char,
            EntryType::Block,
            EntryType::Fifo,
            EntryType::Directory,
            EntryType::GNUSparse,
            EntryType::GNULongName,
            EntryType::GNULongLink,
            EntryType::XHeader,
            EntryType::XGlobalHeader,
        ] {
            let mut changed = parts.clone();
            for place in [1, 2, 3] {
                changed[place].kind = kind;
                genuine.refused(&format!("{kind:?} at {place}"), &changed, "backup.member").await;
                changed = parts.clone();
            }
            changed = parts.clone();
            changed[0].kind = kind;
            genuine.refused(&format!("{kind:?} first"), &changed, "backup.not_a_backup").await;
        }
        let mut twice = parts.clone();
        twice.insert(3, parts[3].clone());
        genuine.refused("a member twice", &twice, "backup.member").await;
        let mut turned = parts.clone();
        turned.swap(3, 4);
        genuine.refused("another order", &turned, "backup.member").await;
        genuine.refused("one too few", &parts[..parts.len() - 1], "backup.truncated").await;
        genuine.refused("nothing", &[], "backup.not_a_backup").await;
    });
}

#[test]
fn a_list_that_says_what_is_not_so_is_refused() {
    block_on(async {
        let genuine = genuine().await;
        let changed = async |what: &str, code: &str, change: &dyn Fn(&mut Value)| {
            let mut manifest = genuine.manifest();
            change(&mut manifest);
            genuine.refused(what, &genuine.with(&manifest), code).await;
        };
        changed("a later format", "backup.newer_format", &|m| *m = json!({"format": 2, "all": "else"})).await;
        changed("a later schema", "backup.newer_schema", &|m| m["schema"] = json!(99)).await;
        changed("schema 0", "backup.manifest", &|m| m["schema"] = json!(0)).await;
        changed("huge sizes", "backup.truncated", &|m| m["members"][0]["bytes"] = json!(1_u64 << 62)).await;
        changed("sizes that overflow", "backup.truncated", &|m| {
            m["members"][0]["bytes"] = json!(u64::MAX);
            m["members"][1]["bytes"] = json!(u64::MAX);
        })
        .await;
        changed("a negative size", "backup.manifest", &|m| m["members"][0]["bytes"] = json!(-1)).await;
        changed("another size", "backup.member", &|m| m["members"][0]["bytes"] = json!(1)).await;
        changed("a path", "backup.manifest", &|m| m["members"][1]["name"] = json!("blobs/../../x")).await;
        changed("the rows again", "backup.manifest", &|m| m["members"][1]["name"] = json!("thuchu.sqlite")).await;
        changed("no rows", "backup.manifest", &|m| m["members"] = json!([])).await;
        changed("one twice", "backup.manifest", &|m| m["members"][2] = m["members"][1].clone()).await;
        changed("another hash", "backup.damaged", &|m| m["members"][0]["sha256"] = json!("0".repeat(64))).await;
        changed("no list", "backup.manifest", &|m| *m = json!([1, 2])).await;
        let mut parts = genuine.parts.clone();
        listed(&mut parts, b"{".to_vec());
        genuine.refused("half a list", &parts, "backup.manifest").await;
        parts[0] = Part { size: Some(1 << 60), ..genuine.parts[0].clone() };
        genuine.refused("a huge list", &parts, "backup.not_a_backup").await;
    });
}

#[test]
fn a_changed_byte_or_a_cut_is_noticed_wherever_it_is() {
    block_on(async {
        let genuine = genuine().await;
        let whole = std::fs::read(genuine.folder.path().join("desk.tar")).unwrap();
        let file = genuine.folder.path().join("changed.tar");
        let unchanged = members(&genuine.folder.path().join("desk.tar"));
        for at in (0..whole.len()).step_by(251) {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            std::fs::write(&file, &changed).unwrap();
            // Between the members lie bytes that mean nothing.
            if backup::check(&file, &mut ()).is_ok() {
                assert_eq!(members(&file), unchanged, "byte {at}");
            }
        }
        // The last kilobyte is the end mark alone.
        for length in (0..whole.len() - 1_024).step_by(997) {
            std::fs::write(&file, &whole[..length]).unwrap();
            backup::check(&file, &mut ()).expect_err(&format!("cut after {length}"));
        }
        std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        let error = backup::check(&file, &mut ()).unwrap_err();
        assert_eq!(error.code(), "backup.truncated", "{error}");
        assert_eq!(backup::check(genuine.folder.path(), &mut ()).unwrap_err().code(), "backup.not_a_backup");
        let pipe = genuine.folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(backup::check(&pipe, &mut ()).unwrap_err().code(), "backup.not_a_backup");
        std::fs::write(&file, "not a backup ".repeat(500)).unwrap();
        genuine.refused_file("a text", &file, "backup.not_a_backup", true).await;
    });
}

#[test]
fn rows_with_a_right_hash_that_are_not_a_store_of_ours_are_refused() {
    block_on(async {
        let genuine = genuine().await;
        let with_rows = |bytes: Vec<u8>| {
            let mut manifest = genuine.manifest();
            manifest["members"][0]["bytes"] = json!(bytes.len());
            manifest["members"][0]["sha256"] = json!(Sha256Hash::of(&bytes));
            let mut parts = genuine.with(&manifest);
            parts[2].bytes = bytes;
            let file = genuine.folder.path().join("rows.tar");
            write(&file, &parts);
            file
        };
        let file = with_rows(b"not rows at all ".repeat(500));
        genuine.refused_file("no database", &file, "backup.rows", false).await;
        let file = with_rows(Vec::new());
        genuine.refused_file("an empty database", &file, "backup.rows", false).await;
        for sql in [
            "CREATE TRIGGER t AFTER INSERT ON checks BEGIN DELETE FROM audit_entry; END",
            "CREATE VIEW v AS SELECT 1",
            "CREATE TABLE own (a BIGINT PRIMARY KEY)",
            "DROP INDEX checks_url",
            "DELETE FROM check_version",
            "UPDATE counter SET value = 0",
            "UPDATE audit_head SET number = 7",
        ] {
            let path = genuine.folder.path().join("changed.sqlite");
            std::fs::write(&path, &genuine.parts[2].bytes).unwrap();
            let url = thuchu_store::StoreUrl::Sqlite(path.clone());
            let db = thuchu_store::Db::connect(&url, thuchu_store::OpenOptions::default()).await.unwrap();
            let mut tx = db.begin().await.unwrap();
            tx.tamper(sql, thuchu_store::args![]).await.unwrap();
            tx.commit().await.unwrap();
            db.close().await;
            let file = with_rows(std::fs::read(&path).unwrap());
            genuine.refused_file(sql, &file, "backup.rows", false).await;
        }
    });
}
