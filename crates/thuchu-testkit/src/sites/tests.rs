use std::collections::HashSet;
use std::time::Duration;

use thuchu_fetch::{Budget, FetchError, Fetcher, Page, Reach, Url};
use thuchu_text::legacy::{self, Legacy};

use super::*;
use crate::block_on;

/// The bytes in every way they might be text.
fn readings(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let [tcvn3, cp1258] = [Legacy::Tcvn3, Legacy::Windows1258].map(|encoding| legacy::decode(bytes, encoding));
    [String::from_utf8_lossy(bytes).into_owned(), String::from_utf16_lossy(&units), tcvn3, cp1258].join("\n")
}

fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [0x89, b'P', b'N', b'G', ..] => "png",
        _ => "other",
    }
}

async fn visit(fetcher: &Fetcher, site: &Site, expect: Expect) {
    let fetch = async |path: &str| -> Result<Page, FetchError> {
        fetcher.fetch_page(&Url::parse(&format!("http://{}{path}", site.host)).unwrap()).await
    };
    if expect == Expect::Robots {
        let robots = fetch("/robots.txt").await.unwrap();
        assert!(String::from_utf8_lossy(&robots.bytes).contains("Disallow: /\n"));
        return;
    }
    let page = match (fetch(site.path).await, expect) {
        (Err(error), Expect::Refused { code }) => return assert_eq!(error.code(), code, "{}", site.host),
        (Ok(page), _) => page,
        (Err(error), _) => panic!("{}: {error}", site.host),
    };
    let mut text = readings(&page.bytes);
    for part in site.parts {
        let part = fetch(part).await.unwrap();
        assert_eq!(part.status, 200, "{}", site.host);
        text.push_str(&readings(&part.bytes));
    }
    match expect {
        Expect::Captured { contains } => {
            assert!(text.contains(contains) && page.status == 200, "{}: {text}", site.host)
        }
        Expect::File { kind: expected } => {
            assert_eq!((kind(&page.bytes), page.status), (expected, 200), "{}", site.host)
        }
        Expect::Status(status) => assert_eq!(page.status, status, "{}", site.host),
        Expect::NoText => assert!(page.status == 200 && !text.contains("<p>"), "{}", site.host),
        Expect::Refused { code } => panic!("{} was fetched, not refused with {code}", site.host),
        Expect::Robots => unreachable!("answered above"),
    }
}

#[test]
fn every_site_is_what_the_list_says_seen_through_the_real_fetcher() {
    block_on(async {
        let sites = FakeSites::start().await;
        let budget = Budget { page_time: Duration::from_secs(3), ..Budget::default() };
        let fetcher = Fetcher::for_tests(Reach::only(sites.addr), None, budget).unwrap();
        for site in SITES {
            visit(&fetcher, site, site.expect).await;
            if let Some(again) = site.again {
                visit(&fetcher, site, again).await;
            }
        }
        let hits: HashSet<String> = sites.hits().into_iter().collect();
        for site in SITES.iter().filter(|site| site.expect != Expect::Robots) {
            assert!(hits.contains(&format!("{}{}", site.host, site.path)), "{}", site.host);
        }
        assert_eq!(sites.canary_hits(), 0);
        println!("{} sites, {} requests", SITES.len(), sites.hits().len());
    });
}

#[test]
fn each_site_has_a_name_of_its_own_and_there_are_more_than_thirty() {
    let names: HashSet<_> = SITES.iter().map(Site::url).collect();
    assert_eq!(names.len(), SITES.len());
    assert!(SITES.len() > 30, "{}", SITES.len());
}

#[test]
fn the_canary_would_be_seen() {
    block_on(async {
        let sites = FakeSites::start().await;
        let mut socket = TcpStream::connect(sites.canary).await.unwrap();
        // The server closes as soon as it has counted.
        assert_eq!(socket.read(&mut [0; 8]).await.unwrap(), 0);
        assert_eq!(sites.canary_hits(), 1);
    });
}

#[test]
fn pictures_are_whole() {
    for (bytes, width) in [(&*pages::PNG, 64), (&*pages::JPEG, 64)] {
        assert_eq!(image::load_from_memory(bytes).unwrap().width(), width);
    }
}
