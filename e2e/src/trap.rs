//! Notices when a page runs a script that somebody else's text brought along.
//!
//! Payloads call `__hit(…)` or open a dialog; both land in the browser's console, which outlives the page. The page's
//! policy can be switched off: then the trap shows whether the text was escaped, and not merely forbidden to run.

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::hostile::COMPUTED;

/// What a payload calls when it runs.
pub const CALL: &str = "__hit";
const MARK: &str = "a script of somebody else ran";

const SET: &str = "
for (const name of ['__hit', 'alert', 'confirm', 'prompt', 'print']) {
  const hit = (...args) => console.error('a script of somebody else ran', name, String(args[0]), location.href);
  Object.defineProperty(window, name, { value: hit, writable: false, configurable: false });
}";

/// What is looked for in the page after it was loaded: text that became markup, run or not; the result of a
/// template. Then the pointer moves over everything, for what waits for that.
const BECAME_MARKUP: &str = include_str!("js/became_markup.js");

impl Browser {
    /// Sets the trap for every page that is opened from now on; with `policy` the page's own policy holds too.
    pub fn set_trap(&self, policy: bool) {
        self.devtools("Page.enable", &json!({}));
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": SET}));
        self.devtools("Page.setBypassCSP", &json!({"enabled": !policy}));
        drop(self.log("browser"));
    }

    /// What fell into the trap since this was last asked, and what of this page is markup that we never write.
    #[must_use]
    pub fn caught(&self) -> Vec<String> {
        let found = self.ask(BECAME_MARKUP, vec![json!(COMPUTED)]);
        let found = found.as_array().unwrap_or_else(|| panic!("{found}")).clone();
        let mut caught: Vec<String> = found.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let said = self.log("browser");
        caught.extend(
            said.iter()
                .filter_map(|line| line["message"].as_str())
                .filter(|line| line.contains(MARK))
                .map(str::to_owned),
        );
        caught
    }
}
