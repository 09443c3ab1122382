//! Our measures notice what they are for: each is shown a page with that fault, and one without.

use e2e::axe::{self, axe};
use e2e::browser::Browser;
use e2e::look;
use e2e::stage::{STRICT, Stage, page};
use e2e::trap::CALL;
use e2e::view::{PHONE, SMALLEST, Theme, View, WIDE};
use sha2::{Digest as _, Sha256};

fn phone() -> Browser {
    Browser::start(View::wide(PHONE))
}

/// Fails unless the measure is content with the first body and names `fault` in the second.
#[track_caller]
fn notices(browser: &Browser, measure: fn(&Browser) -> Vec<String>, well: &str, bad: &str, fault: &str) {
    let stage = Stage::open(vec![("/well", STRICT, page(well)), ("/bad", "", page(bad))]);
    browser.open(&stage.url("/well"));
    assert_eq!(measure(browser), Vec::<String>::new(), "{well}");
    browser.open(&stage.url("/bad"));
    let found = measure(browser);
    assert!(found.iter().any(|line| line.contains(fault)), "{fault}: {found:?} in {bad}");
}

#[test]
fn the_accessibility_checker_is_the_pinned_file() {
    let found: String = Sha256::digest(axe::SOURCE).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(found, axe::SHA256);
    assert!(axe::SOURCE.contains("Mozilla Public"), "its licence stands in it");
}

#[test]
fn accessibility_faults_are_found_under_a_strict_policy() {
    let rules = |browser: &Browser| axe(browser).iter().map(ToString::to_string).collect();
    let browser = phone();
    let well = "<p>Chữ đọc được.</p><p><a href=/x>Một liên kết</a></p>";
    notices(&browser, rules, well, "<p style='color:#aaa'>Chữ mờ</p>", "color-contrast at");
    notices(&browser, rules, well, "<img src=/x.png>", "image-alt at img");
    notices(
        &browser,
        rules,
        well,
        "<button style='width:12px;height:12px'>a</button><a href=/x>b</a>",
        "target-size at button",
    );
    notices(&browser, rules, well, "<h4>Nhảy bậc</h4>", "heading-order at h4");
}

#[test]
fn a_page_that_scrolls_sideways_is_found() {
    let scrolled = "<div style='overflow:auto'><div style='width:900px'>x</div></div>";
    let browser = phone();
    notices(
        &browser,
        look::no_sideways_scroll,
        "<p>Vừa vặn.</p>",
        "<div style='width:900px'>Tràn</div>",
        "div \"Tràn\" 900×",
    );
    let stage = Stage::open(vec![("/", "", page(scrolled))]);
    browser.open(&stage.url("/"));
    assert_eq!(look::no_sideways_scroll(&browser), Vec::<String>::new(), "a part may scroll by itself");
}

#[test]
fn cut_text_is_found() {
    let browser = phone();
    let well = "<p>Chữ dài nhiều dòng nằm gọn trong ô của nó, vì ô cao theo chữ và rộng theo trang.</p>";
    let long = "một hai ba bốn năm sáu bảy tám chín mười";
    for (bad, fault) in [
        (format!("<p style='height:1em;overflow:hidden;width:90px'>{long}</p>"), "cut off by p"),
        (format!("<p style='white-space:nowrap;overflow:hidden;width:90px'>{long}</p>"), "cut off by p"),
        (
            format!("<p style='white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:90px'>{long}</p>"),
            "shortened",
        ),
        (format!("<p style='height:20px;width:90px'>{long}</p>"), "runs out of its box"),
        (format!("<p style='margin-left:-90px'>{long}</p>"), "outside of the page"),
        (format!("<button style='width:60px;white-space:nowrap'>{long}</button>"), "too narrow"),
    ] {
        notices(&browser, look::no_cut_text, well, &bad, fault);
    }
}

#[test]
fn targets_too_small_for_a_thumb_are_found() {
    let browser = phone();
    let well = "<p>Không có nút nào.</p>";
    notices(&browser, look::targets_44px, well, "<button>nhỏ</button>", "button \"nhỏ\"");
    notices(&browser, look::targets_44px, well, "<label>Chọn <input type=checkbox></label>", "input");
    let stage = Stage::open(vec![(
        "/",
        "",
        page("<label style='display:block;padding:12px 0'>Chọn <input type=checkbox></label>"),
    )]);
    browser.open(&stage.url("/"));
    assert_eq!(look::targets_44px(&browser), Vec::<String>::new(), "the label is part of the target");
}

#[test]
fn a_page_is_seen_in_the_width_theme_and_language_that_was_asked_for() {
    let body =
        "<style>@media (prefers-color-scheme:dark){html{color:red}}</style><script>document.title='chạy'</script>";
    let stage = Stage::open(vec![("/", "", page(body))]);
    let mut browser = phone();
    for (width, theme, scripts) in [
        (SMALLEST, Theme::Light, true),
        (PHONE, Theme::Dark, false),
        (WIDE, Theme::Light, false),
        (PHONE, Theme::Dark, true),
    ] {
        browser.look(View { width, theme, lang: "vi", scripts });
        browser.open(&stage.url("/"));
        let seen = browser.ask("return [innerWidth, getComputedStyle(document.documentElement).color]", vec![]);
        let colour = if theme == Theme::Dark { "rgb(255, 0, 0)" } else { "rgb(0, 0, 0)" };
        assert_eq!(seen, serde_json::json!([width, colour]));
        assert_eq!(browser.title() == "chạy", scripts, "scripts: {scripts}");
    }
}

#[test]
fn texts_are_lengthened_and_spaced_also_under_a_strict_policy() {
    let stage = Stage::of("<p id=p>mười chữ cái đây</p>");
    let browser = phone();
    browser.open(&stage.url("/"));
    let measure = |script: &str| browser.ask(script, vec![]).as_f64().unwrap();
    let (length, width) = (
        "return p.innerText.length",
        "const r = new Range(); r.selectNode(p.firstChild); return r.getBoundingClientRect().width",
    );
    let (short, narrow) = (measure(length), measure(width));
    look::space_texts(&browser);
    assert!(measure(width) > narrow * 1.1);
    look::lengthen_texts(&browser, 40);
    assert!((1.4..2.0).contains(&(measure(length) / short)), "{} of {short}", measure(length));
}

#[test]
fn a_request_to_another_host_and_a_cookie_are_seen() {
    let stage = Stage::open(vec![
        ("/still", STRICT, page("")),
        ("/loud", "set-cookie: a=b", page("<img alt='' src=http://elsewhere.invalid/x.png>")),
    ]);
    let browser = phone();
    browser.open(&stage.url("/still"));
    let still = browser.traffic();
    still.stays_at(&stage.url(""));
    still.sets_no_cookie();
    assert!(still.replies.iter().any(|reply| reply.status == 200 && reply.url == stage.url("/still")));
    assert!(browser.weight() > page("").len() as u64, "head and body");
    browser.open(&stage.url("/loud"));
    let loud = browser.traffic();
    assert!(loud.requests.iter().any(|url| url == "http://elsewhere.invalid/x.png"), "{:?}", loud.requests);
    assert!(loud.replies.iter().all(|reply| reply.url.starts_with(&stage.url("/"))), "nothing outside can answer");
    assert!(loud.cookies.iter().any(|cookie| cookie == "a=b"), "{:?}", loud.cookies);
    let home = stage.url("");
    let outside = std::panic::catch_unwind(|| loud.stays_at(&home));
    assert!(outside.is_err(), "another host is a failure");
}

#[test]
fn a_script_that_a_text_brought_along_falls_into_the_trap() {
    let raw: Vec<(&'static str, &str)> = vec![
        ("/script", "<script>__hit(1)</script>"),
        ("/handler", "<img src=x onerror=__hit(2)>"),
        ("/dialog", "<svg onload=alert(3)>"),
        ("/focus", "<input autofocus onfocus=__hit(4)>"),
        ("/address", "<a href='javascript:__hit(5)'>x</a>"),
        ("/template", "<p>9404031</p>"),
        ("/broken-data", "<script type=application/ld+json>{\"a\":</script>"),
    ];
    let scenes =
        raw.iter().map(|(path, body)| (*path, STRICT, page(body))).chain([("/well", STRICT, page("&lt;script&gt;"))]);
    let stage = Stage::open(scenes.collect());
    let browser = phone();
    browser.set_trap(false);
    for (path, body) in &raw {
        browser.open(&stage.url(path));
        let caught = browser.caught();
        assert!(!caught.is_empty(), "{body} went unnoticed");
        let runs = body.contains(CALL) && !body.contains("href") || body.contains("alert");
        assert_eq!(caught.iter().any(|line| line.contains("somebody else ran")), runs, "{body}: {caught:?}");
    }
    browser.open(&stage.url("/well"));
    assert_eq!(browser.caught(), Vec::<String>::new());
}
