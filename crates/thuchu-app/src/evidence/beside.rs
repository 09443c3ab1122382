//! Who else checked this: asked of the `claims:search` servers that the operator names, when an editor says so. What is sent is
//! the desk's own wording of the claim, never what somebody asked.

use thuchu_fetch::{Ask, Url};
use thuchu_formats::{FoundCheck, read_claims_found};
use thuchu_model::Lang;

use super::{CaptureError, Evidence};

/// Results that are asked of one server.
const MOST: u32 = 10;

/// What one server said.
#[derive(Debug)]
pub struct Elsewhere {
    /// The server's host.
    pub host: String,
    /// What it found, or why it said nothing.
    pub found: Result<Vec<FoundCheck>, CaptureError>,
}

impl Evidence {
    /// Whether the operator named any server.
    #[must_use]
    pub fn asks_elsewhere(&self) -> bool {
        self.tools.fetcher.is_some() && !self.tools.claims_search.is_empty()
    }

    /// Asks every server that the operator named, one after the other.
    pub async fn who_else(&self, claim: &str, lang: &Lang) -> Vec<Elsewhere> {
        let mut all = Vec::with_capacity(self.tools.claims_search.len());
        for server in &self.tools.claims_search {
            let host = server.host_str().unwrap_or_default().to_owned();
            all.push(Elsewhere { host, found: self.ask_one(server, claim, lang).await });
        }
        all
    }

    async fn ask_one(&self, server: &Url, claim: &str, lang: &Lang) -> Result<Vec<FoundCheck>, CaptureError> {
        let fetcher = self.tools.fetcher.as_ref().ok_or(CaptureError::NoWayOut)?;
        let page = fetcher.fetch_part(&question(server, claim, lang), &Ask::JSON).await?;
        if page.status != 200 {
            return Err(CaptureError::Status(page.status));
        }
        read_claims_found(&page.bytes).map(|found| found.checks).map_err(|_| CaptureError::NoAnswer)
    }
}

/// The address of a question, in the form of the Fact Check Tools API. What the operator wrote behind `?`, such as a key, stays.
fn question(server: &Url, claim: &str, lang: &Lang) -> Url {
    let mut url = server.clone();
    url.query_pairs_mut()
        .append_pair("query", claim)
        .append_pair("languageCode", lang.primary())
        .append_pair("pageSize", &MOST.to_string());
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_keeps_what_the_operator_wrote_and_escapes_the_claim() {
        let server = Url::parse("https://check.example/v1alpha1/claims:search?key=k").unwrap();
        let asked = question(&server, "Uống & khỏi?", &Lang::vi());
        assert_eq!(
            asked.as_str(),
            "https://check.example/v1alpha1/claims:search?key=k&query=U%E1%BB%91ng+%26+kh%E1%BB%8Fi%3F&languageCode=vi&pageSize=10"
        );
    }
}
