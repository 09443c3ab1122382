//! Servers outside that the operator names: one that witnesses the time, and others that know of fact-checks.

use thuchu_fetch::Url;
use thuchu_say as say;

use super::Setting;
use crate::problem::Problem;

/// Most servers that are asked.
const MOST: usize = 5;

/// What was given.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// A time-stamp server (RFC 3161).
    pub(crate) time_stamps: Option<Setting<String>>,
    /// Servers that answer `claims:search`, with commas between them.
    pub(crate) claims_search: Option<Setting<String>>,
}

/// The same, read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outside {
    pub(crate) time_stamps: Option<Url>,
    pub(crate) claims_search: Vec<Url>,
}

impl Given {
    /// Reads and checks it. Where such a server may be is the fetcher's to say.
    pub(crate) fn read(&self) -> Result<Outside, Problem> {
        let time_stamps = self.time_stamps.as_ref().map(|given| address(given, &given.value)).transpose()?;
        let claims_search = match &self.claims_search {
            None => Vec::new(),
            Some(given) => {
                let named = given.value.split(',').map(str::trim).filter(|one| !one.is_empty());
                let read: Vec<Url> = named.map(|one| address(given, one)).collect::<Result<_, _>>()?;
                if read.len() > MOST {
                    return Err(Problem::unusable(say::error_outside_too_many(MOST as u64)));
                }
                read
            }
        };
        Ok(Outside { time_stamps, claims_search })
    }
}

fn address(given: &Setting<String>, text: &str) -> Result<Url, Problem> {
    let wrong = || Problem::unusable(say::error_outside_address(text, given.origin.say()));
    let url = Url::parse(text).map_err(|_| wrong())?;
    let plain = matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && url.username().is_empty();
    if plain { Ok(url) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;

    fn given(text: &str) -> Option<Setting<String>> {
        Some(Setting { value: text.to_owned(), origin: Origin::Default })
    }

    #[test]
    fn servers_are_addresses_of_the_web() {
        let read = |stamp: &str, search: &str| {
            Given { time_stamps: given(stamp), claims_search: given(search) }
                .read()
                .map(|read| read.claims_search.len())
        };
        assert_eq!(
            read("http://tsa.example/", "https://a.example/x?key=1, https://b.example/y,").unwrap_or_default(),
            2
        );
        assert!(read("tsa.example", "").is_err() && read("ftp://a.example/", "").is_err());
        assert!(read("https://u:p@a.example/", "").is_err());
        assert!(read("https://a.example/", &"https://a.example/,".repeat(6)).is_err());
    }
}
