//! Sitemaps are read back as they were written, and stay within the protocol.

use super::*;

fn page(number: usize) -> SitemapPage {
    let address = |lang: &str| format!("https://tin.example/{lang}/c/{number:08}/chanh?a=1&b=%272%27");
    SitemapPage {
        address: address("vi"),
        modified: Some(Timestamp::from_seconds(1_790_000_000 + number as i64)),
        languages: vec![("vi".to_owned(), address("vi")), ("en".to_owned(), address("en"))],
    }
}

#[test]
fn a_sitemap_reads_back_as_it_was_written() {
    let files = sitemap_files((0..3).map(page));
    assert_eq!(files.len(), 1);
    assert_eq!(read_sitemap(files[0].xml.as_bytes()), Ok(SitemapRead::Pages((0..3).map(page).collect())));
    assert_eq!((files[0].pages, files[0].modified), (3, page(2).modified));
    insta::assert_snapshot!(files[0].xml);
    let listed = vec![("https://tin.example/sitemap-1.xml".to_owned(), page(2).modified)];
    let read = read_sitemap(sitemap_index(&listed).as_bytes()).unwrap();
    let SitemapRead::Index(files) = read else { panic!("no index: {read:?}") };
    assert_eq!((files[0].address.clone(), files[0].modified), listed[0]);
    assert_eq!(read_sitemap(sitemap_files([])[0].xml.as_bytes()), Ok(SitemapRead::Pages(vec![])));
}

#[test]
fn a_file_holds_no_more_than_the_protocol_allows() {
    let files = files_within((0..25).map(page), 10, usize::MAX);
    assert_eq!(files.iter().map(|file| file.pages).collect::<Vec<_>>(), [10, 10, 5]);
    let files = files_within((0..25).map(page), 100, 2_000);
    assert!(files.len() > 3 && files.iter().all(|file| file.xml.len() <= 2_000));
    assert_eq!(files.iter().map(|file| file.pages).sum::<usize>(), 25);
    let long = SitemapPage { address: format!("https://tin.example/{}", "a".repeat(2_048)), ..page(0) };
    let relative = SitemapPage { address: "/vi".to_owned(), ..page(0) };
    assert_eq!(sitemap_files([long, relative])[0].pages, 0);
}

#[test]
fn a_hundred_thousand_pages_make_two_files_and_a_page_more_a_third() {
    let files = sitemap_files((0..100_001).map(page));
    assert_eq!(files.iter().map(|file| file.pages).collect::<Vec<_>>(), [50_000, 50_000, 1]);
    assert!(files.iter().all(|file| file.xml.len() <= SITEMAP_MAX_BYTES));
}

#[test]
fn news_is_what_was_published_within_two_days() {
    let now = Timestamp::from_seconds(1_790_000_000);
    let news = |seconds: i64| NewsPage {
        address: format!("https://tin.example/{seconds}"),
        title: "Chanh & <cúm>".to_owned(),
        published: now.plus_seconds(-seconds),
        lang: "vi".to_owned(),
    };
    let xml = news_sitemap("Thực Hư", &[news(-5), news(60), news(0), news(2 * 86_400), news(2 * 86_400 - 1)], now);
    let at: Vec<_> = ["/0<", "/60<", "/172799<"].iter().map(|one| xml.find(one).unwrap()).collect();
    assert!(at.is_sorted() && xml.matches("<url>").count() == 3, "{xml}");
    insta::assert_snapshot!(news_sitemap("Thực Hư", &[news(60)], now));
    let many: Vec<_> = (0..2_000).map(news).collect();
    assert_eq!(news_sitemap("Thực Hư", &many, now).matches("<url>").count(), NEWS_MAX_PAGES);
}

#[test]
fn what_is_no_sitemap_is_refused() {
    for broken in [
        "",
        "<rss/>",
        "<urlset>",
        "<urlset></a>",
        "<!DOCTYPE a><urlset/>",
        "<urlset><url><loc>javascript:a</loc></url></urlset>x<",
        "\u{0}",
    ] {
        assert!(read_sitemap(broken.as_bytes()).is_err(), "{broken}");
    }
    let deep = format!("<urlset>{}", "<url>".repeat(1_000_000));
    assert!(matches!(read_sitemap(deep.as_bytes()), Err(SitemapError::Broken(_))));
    let kept = "<urlset><url><loc>javascript:a</loc></url><url><loc><![CDATA[https://a.vn/?b&c]]></loc></url></urlset>";
    let SitemapRead::Pages(pages) = read_sitemap(kept.as_bytes()).unwrap() else { panic!("an index") };
    assert_eq!(pages.len(), 1);
}

#[test]
fn an_address_is_written_as_the_standard_wants_it() {
    let written = |text: &str| address(text);
    assert_eq!(
        written("https://[::1]/a[1]|{2}?b[]=100%&c=%0d#x").unwrap(),
        "https://[::1]/a%5B1%5D%7C%7B2%7D?b%5B%5D=100%25&c=%0d"
    );
    assert_eq!(written("https://tin.example/đ").unwrap(), "https://tin.example/%C4%91");
    assert_eq!(written("javascript:alert(1)"), None);
    assert_eq!(written("/vi"), None);
}
