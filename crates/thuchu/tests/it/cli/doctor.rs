//! The examination of machine and settings.

use super::desk;

#[test]
fn each_setting_is_shown_with_where_it_came_from() {
    let desk = desk();
    let report = desk.run(&["doctor", "--json", "--store", "sqlite:here.sqlite"]).json();
    assert_eq!(report["settings"]["store"]["value"], "sqlite:here.sqlite");
    assert_eq!(report["settings"]["store"]["origin"], "flag");
    assert_eq!(report["settings"]["data"]["origin"], "environment");
    assert_eq!(report["settings"]["keys"]["origin"], "default");
    assert_eq!(report["settings"]["ui"]["value"], "en");
}

#[test]
fn examining_leaves_no_trace() {
    let desk = desk();
    desk.run(&["doctor"]).works();
    assert!(!desk.path("data").exists());
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 0);
}

#[test]
fn what_an_operator_gets_wrong_is_named_and_fails() {
    let desk = desk();
    std::fs::write(desk.path("data"), "not a folder").unwrap();
    let said = desk.run(&["doctor"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("is not a folder"), "{}", said.out);
    let said = self::desk().run(&["doctor", "--store", "postgres://nobody:s3cret@127.0.0.1:1/x"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("The store does not open") && !said.out.contains("s3cret"), "{}", said.out);
}

#[cfg(unix)]
#[test]
fn keys_that_others_can_read_must_be_mended() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    let keys = desk.path("data/keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = desk.run(&["doctor"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("chmod 700"), "{}", said.out);
    std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o700)).unwrap();
    desk.run(&["doctor"]).works();
}

#[test]
fn a_file_that_is_no_store_does_not_pass() {
    let desk = desk();
    std::fs::create_dir(desk.path("data")).unwrap();
    std::fs::write(desk.path("data/thuchu.sqlite"), vec![b'x'; 8192]).unwrap();
    assert_eq!(desk.run(&["doctor"]).code, 1);
}
