//! axe-core on the page that is shown: WCAG 2.2 A and AA, and what its authors hold to be good practice.

use std::fmt;

use serde_json::{Value, json};

use crate::browser::Browser;

/// The unchanged file of the npm package `axe-core`, see `vendor/README.md`.
pub const SOURCE: &str = include_str!("../vendor/axe.min.js");
/// SHA-256 of [`SOURCE`], version 4.14.1.
pub const SHA256: &str = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c";

const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const RUN: &str = "
const [tags, done] = arguments;
axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  .then((result) => done({ found: result.violations, passed: result.passes.length }), (error) => done(String(error)));";

/// One element that breaks one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The name of the rule: `color-contrast`.
    pub rule: String,
    /// A CSS selector of the element.
    pub element: String,
    /// What is wrong with it, in axe's words.
    pub why: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {}: {}", self.rule, self.element, self.why.replace('\n', " "))
    }
}

/// What axe finds wrong with the page.
#[must_use]
pub fn axe(browser: &Browser) -> Vec<Violation> {
    let script = format!("{SOURCE}\n{RUN}");
    let result = browser.ask_later(&script, vec![json!(TAGS)]);
    // A page on which no rule applied was not looked at.
    assert!(result["passed"].as_u64().is_some_and(|passed| passed > 0), "axe did not run: {result}");
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut violations = Vec::new();
    for rule in list(&result["found"]) {
        for node in list(&rule["nodes"]) {
            let element = list(&node["target"]).iter().map(text).collect::<Vec<_>>().join(" ");
            violations.push(Violation { rule: text(&rule["id"]), element, why: text(&node["failureSummary"]) });
        }
    }
    violations
}
