//! Pages made to break out, to hang or to overflow.

use proptest::prelude::*;

use super::*;

#[test]
fn known_ways_out_of_cleaners_stay_shut() {
    for page in [
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
        "<style><!--</style><img src=x onerror=alert(1)>--></style>",
        "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
        "<select><style></select><img src=x onerror=alert(1)></style>",
        "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
        "<table><td><svg><desc><td><script>x</script>",
        "<a href=\"&#106;avascript:x\">a</a><a href=\"\u{1}javascript:x\">b</a>",
        "<plaintext><script>x",
        "<iframe srcdoc=\"&lt;script&gt;x&lt;/script&gt;\"></iframe>",
        "<p style=\"background:url('javascript:x');x:\\75rl(//a.example)\">",
        "<style>@import'//a.example/x';@\\69mport url(//b.example);</style>",
        "<svg><use xlink:href=\"data:image/svg+xml,x#a\"/><image href=//a.example/x /><set attributeName=href to=javascript:x /></svg>",
        "<title><script>x</script></title><meta name=referrer content=unsafe-url>",
        "<style media=\"x{}</style><script>\">a{}</style>",
        "<a><table><a href=/x>b</table></a><h1><p><h2>c</h1><nobr><nobr>d<b><p>e</b>f<table>g<tr>h<td>i",
        "<pre>\n\n a</pre><textarea>\n\nb</textarea><listing>\n\nc</listing>",
        "<body onload=x><body style='a:url(//x)'><html manifest=x><head><base href=//evil.example><img src=x>",
    ] {
        kept(page, &[]);
        kept(&format!("<!DOCTYPE html>{page}"), &[]);
    }
}

#[test]
fn large_and_deep_pages_are_made_within_bounds() {
    let deep = format!("{}x{}", "<div>".repeat(400_000), "</div>".repeat(400_000));
    let wide = "<p>Tin giả &amp; tin thật.".repeat(180_000);
    let signs = "&".repeat(MAX_PAGE + 10);
    let attributes = format!("<p {}>x", (0..300_000).map(|n| format!("a{n}=1 ")).collect::<String>());
    let fonts = (0..100_000).map(|n| format!("<p><font color=c{n}>x</p>")).collect::<String>();
    let tables = "<table><a href=/x>".repeat(100_000);
    let sheet = format!("<style>{}</style>", "a{b:url(c)}".repeat(400_000));
    for (name, page) in [
        ("deep", deep),
        ("wide", wide),
        ("signs", signs),
        ("letters", format!("<p>{}", "«".repeat(1 << 20))),
        ("attributes", attributes),
        ("fonts", fonts),
        ("tables", tables),
        ("sheet", sheet),
    ] {
        let made = assemble(&page, &base(), &HashMap::new());
        assert!(made.html.len() <= MAX_FILE, "{name}: {}", made.html.len());
        assert_eq!(danger(&made.html), None, "{name}");
        let _ = crate::highlight(&made.html, &["tin giả & tin thật"]);
    }
}

/// Pieces from which pages are thrown together.
const PIECES: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "/",
    "=",
    " ",
    "&",
    ";",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "</",
    "<p>",
    "</p>",
    "<a href=",
    "javascript:",
    "https://a.example/",
    "//b.example",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<title>",
    "</title>",
    "<table>",
    "<tr>",
    "<td>",
    "<select>",
    "<option>",
    "<textarea>",
    "</textarea>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<img src=a.jpg>",
    "<img src=",
    " onerror=x ",
    " style=",
    "url(",
    ")",
    "@import",
    "{",
    "}",
    "\\",
    "\n",
    "<iframe srcdoc=",
    "<foreignObject>",
    "<desc>",
    "<b>",
    "<i>",
    "</b>",
    "<div>",
    "</div>",
    "<form>",
    "</form>",
    "<button>",
    "<h1>",
    "<li>",
    "<ul>",
    "</ul>",
    "<frameset>",
    "<frame src=f>",
    "<body ",
    "<html ",
    "<head>",
    "</head>",
    "</body>",
    "<base href=",
    "<meta http-equiv=",
    "Tin giả",
    "x",
    "&lt;",
    "&#0;",
    "\0",
    "\u{FFFD}",
    "<pre>",
    "\r",
    "<xmp>",
    "<plaintext>",
    "<nobr>",
    "<font face=.VnTime>",
    "<annotation-xml encoding=text/html>",
    "<mglyph>",
    "data:,0",
    "<picture>",
    "<source srcset=",
    "<details>",
    "<x-y>",
    "<hr>",
    "<br>",
    "<input ",
    "<object>",
    "<caption>",
    "<col>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_thrown_together_comes_out_inert_and_settled(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let page: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let found = [(at("a.jpg"), jpeg(b"a"))].into();
        let made = assemble(&page, &base(), &found);
        prop_assert_eq!(danger(&made.html), None);
        prop_assert_eq!(&inert(&made.html), &made.html);
        prop_assert_eq!(&crate::visible_text(&made.html), &made.text);
        let marked = crate::highlight(&made.html, &["tin giả", "xx tin giảtin giả"]);
        prop_assert_eq!(danger(&marked.html), None);
        prop_assert_eq!(marked.found[0], crate::find_quote(&made.text, "tin giả") .is_ok_and(|found| found.is_some()));
    }
}
