//! An import whose every field tries to become something else: script, template, header, formula, end of the data.

use serde_json::{Value, json};

/// What the fields carry. `§` becomes the payload's number, so that a hit names its culprit.
pub const PAYLOADS: &[&str] = &[
    // Markup.
    "<script>__hit(§)</script>",
    "</script><script>__hit(§)</script>",
    "<img src=x onerror=__hit(§)>",
    "\"><img src=x onerror=__hit(§)>",
    "'><img src=x onerror=__hit(§)>",
    "<svg onload=__hit(§)>",
    "<svg><script>__hit(§)</script></svg>",
    "<svg><animate onbegin=__hit(§) attributeName=x dur=1s>",
    "<body onload=__hit(§)>",
    "<iframe srcdoc='<script>parent.__hit(§)</script>'></iframe>",
    "<iframe src=\"javascript:parent.__hit(§)\"></iframe>",
    "<object data=\"javascript:__hit(§)\"></object>",
    "<embed src=\"data:text/html,<script>__hit(§)</script>\">",
    "<details open ontoggle=__hit(§)>x</details>",
    "<input autofocus onfocus=__hit(§)>",
    "<style>@keyframes k{}</style><b style=\"animation-name:k\" onanimationstart=__hit(§)>x</b>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=__hit(§)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=__hit(§)>\">",
    "</title><script>__hit(§)</script>",
    "</textarea><script>__hit(§)</script>",
    "</style><script>__hit(§)</script>",
    "--><script>__hit(§)</script><!--",
    "]]><script>__hit(§)</script>",
    "<base href=\"//evil.invalid/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:__hit(§)\">",
    "<link rel=stylesheet href=\"//evil.invalid/x.css\">",
    "<form action=\"javascript:__hit(§)\"><button>x</button></form>",
    // Attributes.
    "\" onmouseover=__hit(§) x=\"",
    "' onmouseover=__hit(§) x='",
    "` onmouseover=__hit(§) `",
    "\" autofocus onfocus=__hit(§) \"",
    " onmouseover=__hit(§)//",
    // Scripts and data in scripts.
    "\"}</script><script>__hit(§)</script>",
    "\\\"};__hit(§);//",
    "'-__hit(§)-'",
    "${__hit(§)}",
    "\u{2028}__hit(§)\u{2029}//",
    "<!--<script>__hit(§)//",
    // Addresses and Markdown.
    "[x](javascript:__hit(§))",
    "[x](JaVaScRiPt:__hit(§) \"t\")",
    "![x](x\" onerror=\"__hit(§))",
    "<javascript:__hit(§)>",
    "[x]: data:text/html,<script>__hit(§)</script>",
    // Encodings.
    "&lt;script&gt;__hit(§)&lt;/script&gt;",
    "&#60;img src=x onerror=__hit(§)&#62;",
    "\\u003cscript\\u003e__hit(§)\\u003c/script\\u003e",
    "%3Cscript%3E__hit(§)%3C/script%3E",
    "＜script＞__hit(§)＜/script＞",
    // Templates.
    "{{7*7*191919}}{{constructor.constructor('__hit(§)')()}}",
    "{% raw %}{{ __hit }}{% endraw %}<%= 7*7*191919 %>#{7*7*191919}${7*7*191919}",
    // Lines of a header, of a log, of a feed.
    "x\r\nSet-Cookie: hit=§\r\n\r\n<script>__hit(§)</script>",
    "x\nX-Injected: §\nLocation: //evil.invalid/",
    // Cells.
    "=HYPERLINK(\"http://evil.invalid/?§\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "\t=1+1",
];

/// What `7*7*191919` would be if a template had computed it.
pub const COMPUTED: &str = "9404031";

/// The payload with its number.
#[must_use]
pub fn payload(number: usize) -> String {
    PAYLOADS
        .get(number)
        .unwrap_or_else(|| panic!("there are {} payloads", PAYLOADS.len()))
        .replace('§', &number.to_string())
}

/// The site that publishes the check of this payload: each its own, because a publisher's name is kept once.
#[must_use]
pub fn site(number: usize) -> String {
    format!("h{number}.invalid")
}

/// The claim of this payload's check; sent as a message it finds that check.
#[must_use]
pub fn claim(number: usize) -> String {
    format!("Uống nước lá số {number} chữa khỏi bệnh lạ {}", payload(number))
}

/// One line for each payload, which sits in every field that holds text, in both the foreign shape and our own.
#[must_use]
pub fn import() -> String {
    let mut lines = String::new();
    for number in 0..PAYLOADS.len() {
        lines.push_str(&own(number).to_string());
        lines.push('\n');
        lines.push_str(&foreign(number).to_string());
        lines.push('\n');
    }
    lines
}

/// As somebody's ClaimReview.
fn foreign(number: usize) -> Value {
    let text = payload(number);
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address(number, "lạ"),
        "claimReviewed": format!("{} (bản ngoài)", claim(number)),
        "headline": format!("Tiêu đề {text}"),
        "inLanguage": "vi",
        "datePublished": "2026-11-01",
        "reviewBody": format!("Nội dung\n\n{text}\n\n> {text}\n\n`{text}`"),
        "sdLicense": text,
        "author": {"@type": "Organization", "name": format!("Nơi {text}"), "url": text},
        "reviewRating": {
            "@type": "Rating", "alternateName": format!("Sai {text}"), "ratingExplanation": text,
            "ratingValue": text.chars().take(32).collect::<String>(), "bestRating": "5\"><b>", "worstRating": "'1",
        },
        "itemReviewed": {
            "@type": "Claim", "datePublished": "2026-10-31",
            "author": {"@type": "Person", "name": format!("Người {text}")},
            "appearance": [address(number, "thấy"), "javascript:__hit(1)", text],
        },
    })
}

/// As a line of our own export, which also has sources, a topic and translations.
fn own(number: usize) -> Value {
    let text = payload(number);
    let source = |url: String| {
        json!({"url": url, "title": format!("Nguồn {text}"), "publisher": format!("Báo {text}"),
            "quote": text, "bearing": "refutes"})
    };
    let content = json!({
        "claims": [{"lang": "vi", "text": claim(number)}, {"lang": "en", "text": format!("Leaf water {number} {text}")}],
        "lang": "vi",
        "title": format!("Tiêu đề {text}"),
        "summary": format!("Tóm tắt {text}"),
        "body": format!("### Căn cứ {text}\n\n{text}\n\n- {text}\n\n| a | b |\n|---|---|\n| {text} | {text} |"),
        "translations": [{"lang": "en", "title": format!("Title {text}"), "summary": format!("Summary {text}"),
            "body": format!("### How {text}\n\n{text}")}],
        "rating": {"label": format!("Sai {text}"), "explanation": format!("Vì {text}"),
            "original": {"value": text.chars().take(32).collect::<String>()}},
        "claimant": format!("Người {text}"),
        "review_date": "2026-11-02",
        "appearances": [address(number, "thấy"), format!("javascript:__hit({number})")],
        "evidence": [source(address(number, "nguồn")), source(format!("javascript:__hit({number})")),
            source(format!("data:text/html,<script>__hit({number})</script>"))],
        "licence": text,
        "topic": text,
    });
    json!({
        "@context": ["https://schema.org", {"thuchu": "urn:thuchu:export:1#"}],
        "@type": "ClaimReview",
        "url": address(number, "own"),
        "claimReviewed": claim(number),
        "author": {"@type": "Organization", "name": format!("Nơi {text}"), "thuchu:site": site(number)},
        "thuchu:check": {"id": format!("00000000-0000-5000-8000-{number:012}"), "version": 1, "state": "published",
            "content": content},
    })
}

/// An address whose query and fragment carry the payload as it is.
fn address(number: usize, path: &str) -> String {
    let text = payload(number).replace(['\r', '\n', '\t'], " ");
    format!("https://{}/{path}?q={text}#{text}", site(number))
}
