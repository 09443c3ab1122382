use super::*;

#[track_caller]
fn becomes(address: &str, expected: &str) {
    let url = canonical(address).unwrap();
    assert_eq!(url.as_str(), expected);
    assert_eq!(canonical(url.as_str()).unwrap(), url, "not idempotent");
}

#[track_caller]
fn found(text: &str, expected: &[&str]) {
    let links = find_links(text);
    assert_eq!(links.iter().map(|(range, _)| &text[range.clone()]).collect::<Vec<_>>(), expected);
}

#[test]
fn who_shared_a_link_does_not_change_its_address() {
    becomes(
        "http://VnExpress.net:80/bai-viet-123.html?utm_source=zalo&fbclid=Iw#top",
        "https://vnexpress.net/bai-viet-123.html",
    );
    becomes("https://tuoitre.vn/a/?zarsrc=30&b=2&a=1", "https://tuoitre.vn/a?a=1&b=2");
    becomes("https://www.instagram.com/p/Cx1/?igsh=MzRl", "https://instagram.com/p/Cx1");
    becomes("https://x.com/who/status/1?s=20&t=abc", "https://x.com/who/status/1");
}

#[test]
fn one_video_or_post_has_one_address() {
    becomes("https://youtu.be/dQw4w9WgXcQ?si=abc&t=10", "https://youtube.com/watch?v=dQw4w9WgXcQ");
    becomes("https://m.youtube.com/watch?feature=share&v=dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcQ");
    becomes("https://youtube.com/shorts/dQw4w9WgXcQ", "https://youtube.com/watch?v=dQw4w9WgXcQ");
    becomes(
        "https://m.facebook.com/story.php?story_fbid=1&id=2&mibextid=x",
        "https://facebook.com/story.php?id=2&story_fbid=1",
    );
    becomes("https://mobile.twitter.com/a/status/5", "https://x.com/a/status/5");
}

#[test]
fn editions_and_wrappers_lead_to_the_page() {
    becomes("https://m.vnexpress.net/a.html", "https://vnexpress.net/a.html");
    becomes("https://amp.vov.vn/a", "https://vov.vn/a");
    becomes("https://www.google.com/amp/s/tuoitre.vn/a.htm", "https://tuoitre.vn/a.htm");
    becomes("https://l.facebook.com/l.php?u=https%3A%2F%2Fvov.vn%2Fa&h=AT0", "https://vov.vn/a");
    becomes("m.vn/x", "https://m.vn/x");
}

#[test]
fn names_ports_and_percent_signs_have_one_spelling() {
    becomes(
        "https://tiếngviệt.vn/",
        "https://xn--tingvit-gza2z.vn/".replace("xn--tingvit-gza2z", &host_of("https://tiếngviệt.vn/")).as_str(),
    );
    becomes("http://example.org:8080/a", "http://example.org:8080/a");
    becomes("https://a.vn/%c4%91/%7Ex", "https://a.vn/%C4%91/~x");
    becomes("https://user:pw@a.vn./", "https://a.vn/");
}

fn host_of(address: &str) -> String {
    canonical(address).unwrap().host().trim_end_matches(".vn").to_owned()
}

#[test]
fn what_is_no_web_page_is_refused() {
    assert!(matches!(canonical("javascript:alert(1)"), Err(UrlError::Scheme { .. })));
    assert!(matches!(canonical(""), Err(UrlError::Syntax { .. })));
    assert!(matches!(canonical("https://"), Err(UrlError::Syntax { .. })));
    assert!(matches!(canonical(&format!("https://a.vn/{}", "x".repeat(5000))), Err(UrlError::TooLong { .. })));
}

#[test]
fn links_are_found_without_their_surroundings() {
    found("Xem (https://a.vn/b). Và www.c.vn, hết", &["https://a.vn/b", "www.c.vn"]);
    found("Nguồn:vnexpress.net/abc-1.html!", &["vnexpress.net/abc-1.html"]);
    found("https://a.vn/xhttps://b.vn/y", &["https://a.vn/x", "https://b.vn/y"]);
    found("https://vi.wikipedia.org/wiki/Mai_(phim)", &["https://vi.wikipedia.org/wiki/Mai_(phim)"]);
    found("https://web.archive.org/web/2020/https://a.vn/", &["https://web.archive.org/web/2020/https://a.vn/"]);
    found("bấm bit.ly/3abc 👉fb.me/xyz", &["bit.ly/3abc", "fb.me/xyz"]);
}

#[test]
fn words_joined_by_a_full_stop_numbers_and_mail_are_no_links() {
    found("hom nay.me oi, 1.500.000, TP.HCM, a@b.vn, 21.6.2022, hết.ngay", &[]);
}

#[test]
fn links_that_redirect_are_known() {
    for short in [
        "https://vt.tiktok.com/ZS1/",
        "fb.me/x",
        "https://www.facebook.com/share/p/1Abc/",
        "bit.ly/x",
        "zaloapp.com/qr/p/x",
    ] {
        assert!(canonical(short).unwrap().is_short_link(), "{short}");
    }
    assert!(!canonical("https://www.facebook.com/groups/1/posts/2").unwrap().is_short_link());
}
