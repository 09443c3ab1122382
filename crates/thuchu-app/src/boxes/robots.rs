//! A site's word about programs (RFC 9309): a site without one lets them come, one that does not answer is left alone.

use thuchu_archive::robots::Robots;
use thuchu_fetch::{FetchError, Fetcher, Url};

/// The name under which sites may address us.
const AGENT: &str = "thuchu";

/// What a site says.
pub(crate) enum Word {
    Everything,
    Nothing,
    Rules(Box<Robots>),
}

impl Word {
    pub(crate) fn allows(&self, url: &Url) -> bool {
        match self {
            Self::Everything => true,
            Self::Nothing => false,
            Self::Rules(rules) => {
                let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
                rules.allows(AGENT, &format!("{}{query}", url.path()))
            }
        }
    }
}

/// Asks a site.
pub(crate) async fn ask(fetcher: &Fetcher, url: &Url) -> Result<Word, FetchError> {
    let Ok(robots) = url.join("/robots.txt") else { return Ok(Word::Everything) };
    match fetcher.fetch_page(&robots).await {
        Ok(page) if (200..300).contains(&page.status) => Ok(Word::Rules(Box::new(Robots::parse(&page.bytes)))),
        Ok(page) if (400..500).contains(&page.status) => Ok(Word::Everything),
        Ok(_) => Ok(Word::Nothing),
        Err(FetchError::TooManyHops { .. } | FetchError::TooLarge { .. }) => Ok(Word::Everything),
        Err(error) => Err(error),
    }
}
