//! Programs that say what they are: they are no visitors. Who does not say so is counted; nobody is tested or guessed at.

/// Words by which programs name themselves in the `User-Agent` header, in lower case.
const WORDS: &[&str] = &[
    "bot",
    "crawl",
    "spider",
    "slurp",
    "archiver",
    "facebookexternalhit",
    "preview",
    "fetcher",
    "feed",
    "rss",
    "monitor",
    "uptime",
    "pingdom",
    "lighthouse",
    "headless",
    "scrapy",
    "curl/",
    "wget/",
    "libwww",
    "python",
    "go-http-client",
    "java/",
    "okhttp",
    "axios",
    "node-fetch",
    "undici",
    "aiohttp",
    "httpx",
    "ruby",
    "php/",
    "postman",
    "thuchu/",
];

/// Browsers whose names hold such a word: phones of the maker Cubot.
const NOT: &[&str] = &["cubot"];

/// Whether whoever asks says that it is a program. Saying nothing says so too: browsers of people name themselves.
#[must_use]
pub fn is_robot(agent: Option<&str>) -> bool {
    let Some(agent) = agent.map(str::trim).filter(|agent| !agent.is_empty()) else { return true };
    let mut agent: String = agent.chars().take(1_000).collect::<String>().to_ascii_lowercase();
    for name in NOT {
        agent = agent.replace(name, "");
    }
    WORDS.iter().any(|word| agent.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_say_so_are_no_visitors() {
        for agent in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
            "facebookexternalhit/1.1",
            "curl/8.5.0",
            "python-requests/2.32",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36",
            "",
        ] {
            assert!(is_robot(Some(agent)), "{agent}");
        }
        assert!(is_robot(None));
    }

    #[test]
    fn browsers_of_people_are_visitors() {
        for agent in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/126.0 Chrome/120.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Zalo iOS",
            "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36",
            "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80) Presto/2.12",
        ] {
            assert!(!is_robot(Some(agent)), "{agent}");
        }
    }
}
