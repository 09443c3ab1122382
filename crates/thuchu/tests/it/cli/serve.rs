//! Starting, stopping and refusing to start. What readers then see is tested in the web crate and in `e2e`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use super::{Desk, desk, said};

/// A running `thuchu serve`. Killed when a test fails midway.
pub(crate) struct Serving {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Desk {
    pub(crate) fn serve(&self, words: &[&str]) -> Serving {
        Serving::of(self.command(&[&["serve"], words].concat()))
    }
}

impl Serving {
    pub(crate) fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        if line.is_empty() {
            let mut why = String::new();
            self.child.stderr.take().unwrap().read_to_string(&mut why).unwrap();
            panic!("it ended: {why}");
        }
        line
    }

    /// Stops it as systemd does: exit code and standard error.
    pub(crate) fn stop(mut self) -> (i32, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("sh").args(["-c", "kill -TERM \"$0\"", &pid]).status().unwrap().success());
        let mut complaints = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut complaints).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), complaints)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The host of an address: `http://127.0.0.1:1234/metrics` → `127.0.0.1:1234`.
pub(crate) fn host(address: &str) -> String {
    address.trim().split('/').nth(2).unwrap().to_owned()
}

pub(crate) fn get(host: &str, path: &str) -> String {
    let mut socket = TcpStream::connect(host).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

pub(crate) fn post(host: &str, path: &str, json: &str) -> String {
    let mut socket = TcpStream::connect(host).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let length = json.len();
    let head =
        format!("Host: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close");
    write!(socket, "POST {path} HTTP/1.1\r\n{head}\r\n\r\n{json}").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

/// Asks until the checks are loaded.
pub(crate) fn ready(host: &str) -> String {
    for _ in 0..400 {
        let answer = get(host, "/ready");
        if answer.starts_with("HTTP/1.1 200") {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{host} never became ready");
}

#[test]
fn it_says_where_it_listens_becomes_ready_and_stops_when_asked() {
    let desk = desk();
    let mut serving = desk.serve(&["--demo"]);
    let line = serving.line();
    assert!(line.starts_with("Serving at http://127.0.0.1:"), "{line}");
    let host = host(line.strip_prefix("Serving at ").unwrap());
    assert!(ready(&host).contains("\"checks\":30"));
    assert!(get(&host, "/health").ends_with("ok\n"));
    let (code, complaints) = serving.stop();
    assert_eq!(code, 0, "{complaints}");
    assert!(complaints.contains("Stop with Ctrl+C."), "{complaints}");
    assert!(complaints.trim_end().lines().last().unwrap().starts_with("Stopped after "), "{complaints}");
}

#[test]
fn an_empty_folder_is_served_in_vietnamese() {
    let desk = desk().in_vietnamese();
    let mut serving = desk.serve(&[]);
    assert!(serving.line().starts_with("Đang phục vụ tại http://127.0.0.1:"));
    let (code, complaints) = serving.stop();
    assert_eq!(code, 0, "{complaints}");
    assert!(complaints.contains("Đã dừng sau 0 yêu cầu."), "{complaints}");
}

#[test]
fn for_programs_the_addresses_are_one_line_of_json() {
    let desk = desk();
    let mut serving = desk.serve(&["--json", "--metrics", "127.0.0.1:0"]);
    let told: serde_json::Value = serde_json::from_str(&serving.line()).unwrap();
    ready(&host(told["listening"].as_str().unwrap()));
    let figures = host(told["metrics"].as_str().unwrap());
    assert!(get(&figures, "/metrics").contains("thuchu_checks 0"));
    assert!(get(&figures, "/debug").contains("\"process\""));
    assert_eq!(serving.stop().0, 0);
}

#[test]
fn figures_are_off_unless_asked_for() {
    let desk = desk();
    let mut serving = desk.serve(&["--json"]);
    let told: serde_json::Value = serde_json::from_str(&serving.line()).unwrap();
    assert!(told["metrics"].is_null());
    let site = host(told["listening"].as_str().unwrap());
    for path in ["/metrics", "/debug"] {
        assert!(get(&site, path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let desk = desk();
    for words in [["serve", "--listen", &address], ["serve", "--metrics", &address]] {
        let said = desk.run(&words);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.err.contains("[serve.port]") && said.err.contains(&address), "{}", said.err);
    }
    assert!(!desk.path("data").exists(), "nothing is made before the port is held");
}

#[test]
fn doctor_knows_a_thuchu_that_runs_already() {
    let desk = desk();
    let mut serving = desk.serve(&["--json"]);
    let told: serde_json::Value = serde_json::from_str(&serving.line()).unwrap();
    let site = host(told["listening"].as_str().unwrap());
    let said = said(desk.command(&["doctor"]).env("THUCHU_LISTEN", &site).output().unwrap());
    assert!(said.works().out.contains(&format!("thuchu is serving at {site} (process {})", serving.child.id())));
}

#[test]
fn each_wrong_setting_is_refused_with_its_code() {
    let desk = desk();
    for (setting, value, code) in [
        ("LISTEN", "8080", "setting.bad_value"),
        ("PUBLIC_URL", "tin.example.vn", "setting.bad_value"),
        ("PUBLIC_URL", "https://tin.example.vn/desk", "setting.bad_value"),
        ("TRUSTED_PROXIES", "proxy.example.vn", "setting.bad_value"),
        ("TRUSTED_PROXIES", "0.0.0.0/0", "setting.bad_value"),
        ("METRICS", "0.0.0.0:9090", "serve.metrics_public"),
        ("METRICS", "on", "setting.bad_value"),
        ("RATE_LIMIT", "many", "setting.bad_value"),
        ("UTC_OFFSET", "7", "setting.bad_value"),
        ("LOG_FORMAT", "xml", "setting.bad_value"),
        ("LOG", "thuchu=loud", "log.filter"),
        ("TLS_CERT", "cert.pem", "serve.tls_half"),
        ("TLS_KEY", "key.pem", "serve.tls_half"),
    ] {
        let name = format!("THUCHU_{setting}");
        said(desk.command(&["serve"]).env(name, value).output().unwrap()).refuses(code);
    }
    assert!(!desk.path("data").exists());
}

#[test]
fn a_certificate_that_cannot_be_used_is_refused_with_the_reason() {
    let desk = desk();
    let (cert, key) = (desk.file("cert.pem", "nothing"), desk.file("key.pem", "nothing"));
    let said = desk.run(&["serve", "--tls-cert", &cert, "--tls-key", &key]);
    assert!(said.refuses("serve.tls").err.contains("cert.pem holds no certificate"), "{}", said.err);
}

#[test]
fn what_serves_over_https_says_so() {
    let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let desk = desk();
    let (cert, key) = (desk.file("cert.pem", pair.cert.pem()), desk.file("key.pem", pair.signing_key.serialize_pem()));
    let mut serving = desk.serve(&["--tls-cert", &cert, "--tls-key", &key]);
    assert!(serving.line().starts_with("Serving at https://127.0.0.1:"));
    assert_eq!(serving.stop().0, 0);
}
