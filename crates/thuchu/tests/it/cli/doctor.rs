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

/// The finding with this code, for these variables.
fn finding(desk: &super::Desk, variables: &[(&str, &str)], code: &str) -> Option<(String, String)> {
    let mut command = desk.command(&["doctor", "--json"]);
    let report = super::said(command.envs(variables.iter().copied()).output().unwrap()).json();
    let found = report["checks"].as_array().unwrap().iter().find(|finding| finding["code"] == code)?;
    Some((found["state"].as_str()?.to_owned(), found["message"].as_str()?.to_owned()))
}

#[track_caller]
fn finds(variables: &[(&str, &str)], code: &str, state: &str, says: &str) {
    let (found, message) = finding(&desk(), variables, code).unwrap_or_else(|| panic!("{variables:?}: no {code}"));
    assert_eq!(found, state, "{message}");
    assert!(message.contains(says), "{message}");
}

#[test]
fn each_setting_of_serve_is_shown_with_where_it_came_from() {
    let desk = desk();
    std::fs::create_dir(desk.path("data")).unwrap();
    std::fs::write(desk.path("data/thuchu.toml"), "rate_limit = 30\n").unwrap();
    let report = desk.run(&["doctor", "--json"]).json();
    let shown = |key: &str| {
        let setting = &report["settings"][key];
        (setting["value"].as_str().unwrap().to_owned(), setting["origin"].as_str().unwrap().to_owned())
    };
    assert_eq!(shown("listen"), ("127.0.0.1:0".to_owned(), "environment".to_owned()));
    assert_eq!(shown("rate_limit"), ("30".to_owned(), "file".to_owned()));
    assert_eq!(shown("utc_offset"), ("+07:00".to_owned(), "default".to_owned()));
    assert_eq!(shown("public_url"), ("not set".to_owned(), "default".to_owned()));
}

#[test]
fn what_harms_readers_is_pointed_out() {
    finds(&[("THUCHU_LISTEN", "0.0.0.0:0")], "listen.plain", "warn", "tls_cert");
    finds(&[], "url.missing", "warn", "public_url");
    finds(&[("THUCHU_PUBLIC_URL", "http://tin.example.vn")], "url.plain", "warn", "Use https");
    finds(&[("THUCHU_PUBLIC_URL", "https://tin.example.vn")], "proxies.missing", "warn", "trusted_proxies");
    finds(&[("THUCHU_RATE_LIMIT", "0")], "rate.off", "warn", "Set 60");
    finds(&[("THUCHU_LOG", "thuchu_web=debug")], "log.chatty", "warn", "level debug");
}

#[test]
fn what_is_right_is_not_complained_about() {
    let right = [("THUCHU_PUBLIC_URL", "https://tin.example.vn"), ("THUCHU_TRUSTED_PROXIES", "127.0.0.1")];
    finds(&right, "url.ok", "ok", "https://tin.example.vn");
    finds(&right, "proxies.ok", "ok", "127.0.0.1");
    for code in ["proxies.missing", "listen.plain", "log.chatty", "rate.off", "setting.wrong"] {
        assert_eq!(finding(&desk(), &right, code), None, "{code}");
    }
}

#[test]
fn what_serve_would_refuse_must_be_mended_and_nothing_hides_another() {
    finds(&[("THUCHU_LISTEN", "8080")], "setting.wrong", "bad", "HOST:PORT");
    finds(&[("THUCHU_PUBLIC_URL", "tin.example.vn")], "setting.wrong", "bad", "no path behind it");
    finds(&[("THUCHU_TRUSTED_PROXIES", "proxy.vn")], "setting.wrong", "bad", "10.0.0.0/8");
    finds(&[("THUCHU_RATE_LIMIT", "many")], "setting.wrong", "bad", "a number");
    finds(&[("THUCHU_UTC_OFFSET", "7")], "setting.wrong", "bad", "+07:00");
    finds(&[("THUCHU_METRICS", "on")], "setting.wrong", "bad", "HOST:PORT");
    finds(&[("THUCHU_TLS_KEY", "key.pem")], "setting.wrong", "bad", "go together");
    let both = [("THUCHU_LISTEN", "8080"), ("THUCHU_METRICS", "0.0.0.0:9"), ("THUCHU_TRUSTED_PROXIES", "::/0")];
    finds(&both, "metrics.public", "bad", "127.0.0.1:9090");
    finds(&both, "proxies.everybody", "bad", "::/0 is the whole internet");
    finds(&[("THUCHU_LISTEN", "192.0.2.1:80")], "listen.not_here", "bad", "192.0.2.1:80");
}

#[test]
fn ports_that_others_hold_are_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    finds(&[("THUCHU_LISTEN", &address)], "listen.taken", "bad", &address);
    finds(&[("THUCHU_METRICS", &address)], "metrics.taken", "bad", &address);
}

#[cfg(unix)]
#[test]
fn a_certificate_is_looked_at_whole() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    let pair = rcgen::generate_simple_self_signed(["tin.example.vn".to_owned()]).unwrap();
    let cert = desk.file("cert.pem", pair.cert.pem());
    let key = desk.file("key.pem", pair.signing_key.serialize_pem());
    let mode = |mode| std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
    let at = |url| [("THUCHU_TLS_CERT", cert.as_str()), ("THUCHU_TLS_KEY", key.as_str()), ("THUCHU_PUBLIC_URL", url)];
    let state = |code| finding(&desk, &at("https://tin.example.vn"), code).map(|(state, _)| state);
    mode(0o644);
    assert_eq!(state("tls.key_open").as_deref(), Some("bad"));
    mode(0o640);
    assert_eq!(state("tls.key_open"), None);
    assert_eq!(state("tls.ok").as_deref(), Some("ok"));
    assert_eq!(state("tls.other_host"), None);
    let (bad, says) = finding(&desk, &at("https://other.example.vn"), "tls.other_host").unwrap();
    assert!(bad == "bad" && says.contains("not for other.example.vn"), "{says}");
    std::fs::write(&key, "nothing").unwrap();
    assert_eq!(state("tls.unusable").as_deref(), Some("bad"));
}

#[cfg(unix)]
#[test]
fn a_data_folder_that_everybody_can_read_is_pointed_out() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = desk();
    std::fs::create_dir(desk.path("data")).unwrap();
    let mode = |mode| std::fs::set_permissions(desk.path("data"), std::fs::Permissions::from_mode(mode)).unwrap();
    mode(0o755);
    assert_eq!(finding(&desk, &[], "data.open").unwrap().0, "warn");
    mode(0o750);
    assert_eq!(finding(&desk, &[], "data.open"), None);
}
