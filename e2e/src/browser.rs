//! A Chromium with an empty profile that can reach the loopback address and nothing else.
//!
//! One browser is one tab, used by one test, in plain blocking calls. At most two run at a time.

use std::fmt::Debug;
use std::path::Path;
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::driver::{Driver, find};
use crate::view::{self, View};
use crate::wait;

/// Root in a container has no sandbox to give; the rest keeps the browser from calling home or changing pictures.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--lang=vi",
    // No name but these is looked up, so nothing outside can be asked even by mistake.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/// No page of ours takes this long, not even from a debug build on a busy machine.
const LOADED: Duration = Duration::from_secs(20);

/// As WebDriver names the key.
const TAB: &str = "\u{E004}";

/// An open browser.
#[derive(Debug)]
pub struct Browser {
    // In this order they are dropped: the session, its runtime, the driver, the profile.
    client: Client,
    runtime: Runtime,
    _driver: Driver,
    _profile: TempDir,
    view: View,
}

impl Browser {
    /// Starts one that looks like this.
    #[must_use]
    pub fn start(view: View) -> Self {
        let profile = tempfile::Builder::new().prefix("thuchu-chromium-").tempdir().expect("a temporary folder");
        let driver = Driver::start(profile.path());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let connect = async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities(profile.path())).connect(&driver.address).await
        };
        let client = runtime.block_on(connect).unwrap_or_else(|error| panic!("Chromium does not start: {error}"));
        let mut browser = Self { client, runtime, _driver: driver, _profile: profile, view };
        browser.look(view);
        browser
    }

    /// Changes how pages are looked at. What is shown already is drawn anew; a changed language is asked for by the
    /// next page.
    pub fn look(&mut self, view: View) {
        self.view = view;
        self.emulate(view::HEIGHT);
    }

    /// How pages are looked at.
    #[must_use]
    pub fn view(&self) -> View {
        self.view
    }

    /// Opens a page and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.block(self.client.goto(url), url);
    }

    /// The address of what is shown.
    #[must_use]
    pub fn address(&self) -> String {
        self.block(self.client.current_url(), "address").to_string()
    }

    /// What the title bar would say.
    #[must_use]
    pub fn title(&self) -> String {
        self.block(self.client.title(), "title")
    }

    /// Runs the body of a JavaScript function, for the test and not for the page: neither its policy nor switched-off
    /// scripts forbid it. What it returns.
    #[must_use]
    pub fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.block(self.client.execute(script, arguments), script)
    }

    /// The same for what answers later, through the callback that is the last of its arguments.
    #[must_use]
    pub fn ask_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.block(self.client.execute_async(script, arguments), script)
    }

    /// Clicks the one element that a CSS selector finds.
    pub fn click(&self, selector: &str) {
        // Somebody who wants to press it looks at it first: a bar that stays at the edge of the window may lie over it.
        let shown = "document.querySelector(arguments[0])?.scrollIntoView({ block: 'center', behavior: 'instant' })";
        drop(self.ask(shown, vec![serde_json::json!(selector)]));
        let clicked = async { self.client.find(Locator::Css(selector)).await?.click().await };
        self.block(clicked, selector);
    }

    /// Types into the one element that a CSS selector finds.
    pub fn type_into(&self, selector: &str, text: &str) {
        let typed = async { self.client.find(Locator::Css(selector)).await?.send_keys(text).await };
        self.block(typed, selector);
    }

    /// Does what opens another page, and waits until that is loaded.
    pub fn leave(&self, by: impl FnOnce(&Self)) {
        drop(self.ask("document.left = false", vec![]));
        by(self);
        let arrived = "return document.left === undefined && document.readyState === 'complete'";
        assert!(self.comes_true(arrived), "still at {} after {LOADED:?}", self.address());
    }

    /// Whether the body of a JavaScript function gives `true`, now or as soon as a page may take to load.
    #[must_use]
    pub fn comes_true(&self, script: &str) -> bool {
        wait::until(LOADED, || (self.ask(script, vec![]) == true).then_some(())).is_some()
    }

    /// Presses keys as a person does, wherever the focus is: [`fantoccini::key`] names those that are not letters.
    pub fn press(&self, keys: &str) {
        if keys == TAB && self.ask("return document.activeElement.type", vec![]) == "file" {
            // What a driver sends to a field for files is the name of one.
            let key = |kind: &str| json!({"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9});
            for kind in ["rawKeyDown", "keyUp"] {
                self.devtools("Input.dispatchKeyEvent", &key(kind));
            }
            return;
        }
        let pressed = async { self.client.active_element().await?.send_keys(keys).await };
        self.block(pressed, keys);
    }

    /// A picture (PNG) of the whole page, not only of what fits.
    #[must_use]
    pub fn picture(&self) -> Vec<u8> {
        let height = self.ask("return document.documentElement.scrollHeight", vec![]).as_u64().unwrap_or_default();
        // Chromium draws no picture higher than 16384 px.
        self.emulate(u32::try_from(height).unwrap_or(u32::MAX).clamp(view::HEIGHT, 16_000));
        let picture = self.block(self.client.screenshot(), "screenshot");
        self.emulate(view::HEIGHT);
        picture
    }

    /// A command of the DevTools protocol, and its result.
    pub fn devtools(&self, method: &str, parameters: &Value) -> Value {
        self.post("goog/cdp/execute", json!({"cmd": method, "params": parameters}))
    }

    /// Plugs in a device for passkeys that makes sure of its owner by itself (WebDriver extension of Web
    /// Authentication, §11).
    pub fn plug_in_device(&self) {
        self.post(
            "webauthn/authenticator",
            json!({
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
                "isUserConsenting": true, "isUserVerified": true,
            }),
        );
    }

    /// What the driver has written down under this name since it was last asked.
    pub(crate) fn log(&self, name: &str) -> Vec<Value> {
        let entries = self.post("se/log", json!({"type": name}));
        entries.as_array().unwrap_or_else(|| panic!("log {name}: {entries}")).clone()
    }

    fn emulate(&self, height: u32) {
        for (method, parameters) in self.view.commands(height) {
            self.devtools(method, &parameters);
        }
    }

    fn post(&self, path: &'static str, body: Value) -> Value {
        let what = body.to_string();
        self.block(self.client.issue_cmd(Post { path, body }), &what)
    }

    /// Waits; a driver that cannot do it fails the test.
    fn block<T, E: Debug>(&self, work: impl Future<Output = Result<T, E>>, what: &str) -> T {
        self.runtime.block_on(work).unwrap_or_else(|error| {
            let what: String = what.chars().take(200).collect();
            panic!("the browser, at {what}: {error:?}")
        })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closing fails only when the browser is gone already.
        self.runtime.block_on(self.client.clone().close()).unwrap_or_default();
    }
}

fn capabilities(profile: &Path) -> fantoccini::wd::Capabilities {
    let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
    flags.push(format!("--user-data-dir={}", profile.join("profile").display()));
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": find("chromium", "chromium"), "args": flags},
        "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
        // A dialog that a page opens is found by the trap; it must not stop the test.
        "unhandledPromptBehavior": "dismiss",
    });
    let Value::Object(wanted) = wanted else { panic!("an object") };
    wanted
}

/// A command of chromedriver beyond the standard.
#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Post {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
