//! What went over the wire while pages were looked at.

use serde_json::{Value, json};

use crate::browser::Browser;

/// Requests, replies and cookies of a browser.
#[derive(Debug, Default)]
pub struct Traffic {
    /// Every address that was asked for, whether or not anybody answered; what the browser holds itself is left out.
    pub requests: Vec<String>,
    /// What was answered.
    pub replies: Vec<Arrived>,
    /// `Set-Cookie` lines, and the names of cookies that the browser holds.
    pub cookies: Vec<String>,
}

/// One answer, as the browser saw it.
#[derive(Debug)]
pub struct Arrived {
    /// Its address.
    pub url: String,
    /// 200, 404, …
    pub status: u64,
}

impl Browser {
    /// What went over the wire since this was last asked.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        let mut traffic = Traffic::default();
        for entry in self.log("performance") {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default()).unwrap_or_default();
            let (event, told) = (&event["message"], &event["message"]["params"]);
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            match event["method"].as_str().unwrap_or_default() {
                "Network.requestWillBeSent" => traffic.requests.push(text(&told["request"]["url"])),
                "Network.webSocketCreated" => traffic.requests.push(text(&told["url"])),
                "Network.responseReceived" => {
                    let (url, status) = (text(&told["response"]["url"]), told["response"]["status"].as_u64());
                    traffic.replies.push(Arrived { url, status: status.unwrap_or_default() });
                }
                "Network.responseReceivedExtraInfo" => {
                    let headers = told["headers"].as_object().into_iter().flatten();
                    let set = headers.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
                    traffic.cookies.extend(set.map(|(_, value)| text(value)));
                }
                _ => {}
            }
        }
        let wire = |url: &str| !["data:", "about:", "blob:", "chrome:"].iter().any(|own| url.starts_with(own));
        traffic.requests.retain(|url| wire(url));
        traffic.replies.retain(|reply| wire(&reply.url));
        let held = self.devtools("Storage.getCookies", &json!({}));
        traffic.cookies.extend(held["cookies"].as_array().into_iter().flatten().map(|held| held["name"].to_string()));
        traffic
    }

    /// What the browser complained of since this was last asked: what a policy refused, what was not there, what failed.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        let lines = self.log("browser");
        // A page that is a 404 by itself is said by its status already.
        let said = lines.iter().filter_map(|line| line["message"].as_str());
        said.filter(|line| !line.contains("the server responded with a status of 404")).map(str::to_owned).collect()
    }

    /// Bytes over the wire of the page that is shown and all that it loaded, heads included; what came from the
    /// browser's cache counts nothing.
    #[must_use]
    pub fn weight(&self) -> u64 {
        let sum = "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]\
            .reduce((sum, entry) => sum + entry.transferSize, 0)";
        self.ask(sum, vec![]).as_u64().unwrap_or_default()
    }
}

impl Traffic {
    /// Fails unless every request went to this address, and there was one at least.
    #[track_caller]
    pub fn stays_at(&self, address: &str) {
        assert!(!self.requests.is_empty(), "nothing was asked for: the log is not read");
        let within = |url: &str| url.strip_prefix(address).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let outside: Vec<&String> = self.requests.iter().filter(|url| !within(url)).collect();
        assert!(outside.is_empty(), "asked elsewhere: {outside:?}");
    }

    /// Fails if a cookie was set.
    #[track_caller]
    pub fn sets_no_cookie(&self) {
        assert!(self.cookies.is_empty(), "cookies: {:?}", self.cookies);
    }
}
