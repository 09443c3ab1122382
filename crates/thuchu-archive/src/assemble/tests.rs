use std::collections::HashMap;

use super::*;
use crate::{ResourceKind, danger};

mod hostile;

fn base() -> Url {
    Url::parse("https://bao.example/tin/1.html").unwrap()
}

fn at(address: &str) -> Url {
    base().join(address).unwrap()
}

fn jpeg(bytes: &[u8]) -> Resource {
    Resource::Picture { media_type: "image/jpeg", bytes: bytes.to_vec() }
}

fn sheet(text: &str, from: &str) -> Resource {
    Resource::Style { text: text.to_owned(), base: at(from) }
}

/// Assembled, and looked at whether it does nothing and stays as it is.
#[track_caller]
fn kept(html: &str, found: &[(&str, Resource)]) -> SelfContained {
    let found: HashMap<Url, Resource> = found.iter().map(|(url, found)| (at(url), found.clone())).collect();
    let made = assemble(html, &base(), &found);
    assert_eq!(danger(&made.html), None, "{}", made.html);
    assert_eq!(inert(&made.html), made.html, "what is inert stays as it is");
    assert_eq!(assemble(html, &base(), &found), made, "the same page gives the same bytes");
    made
}

/// What stands in the body of the kept page.
#[track_caller]
fn body(html: &str, found: &[(&str, Resource)]) -> String {
    let html = kept(&format!("<!DOCTYPE html>{html}"), found).html;
    let start = html.find("<body").unwrap();
    let start = start + html[start..].find('>').unwrap() + 1;
    html[start..html.len() - "</body></html>".len()].to_owned()
}

fn wanted(html: &str) -> Vec<(ResourceKind, String)> {
    plan(html, &base()).into_iter().map(|wanted| (wanted.kind, wanted.url.to_string())).collect()
}

#[test]
fn a_plan_names_each_thing_once_in_the_order_of_the_page() {
    use ResourceKind::{Frame, Picture, Style};
    let page = "<link rel=stylesheet href=/a.css><style>@import 'b.css';p{background:url(c.png)}</style>\
                <body background=d.gif><img src=e.jpg#x><img src=e.jpg><img data-src=f.jpg src=data:,>\
                <picture><source srcset='g.webp 800w' type=image/webp><img src=g.jpg></picture>\
                <video poster=h.jpg></video><iframe src=i.html></iframe><p style='background:url(j.png)'>\
                <noscript><img src=k.jpg></noscript><img src=javascript:x><iframe src=about:blank></iframe>";
    let expected = [
        (Style, "https://bao.example/a.css"),
        (Style, "https://bao.example/tin/b.css"),
        (Picture, "https://bao.example/tin/c.png"),
        (Picture, "https://bao.example/tin/d.gif"),
        (Picture, "https://bao.example/tin/e.jpg"),
        (Picture, "https://bao.example/tin/f.jpg"),
        (Picture, "https://bao.example/tin/g.webp"),
        (Picture, "https://bao.example/tin/h.jpg"),
        (Frame, "https://bao.example/tin/i.html"),
        (Picture, "https://bao.example/tin/j.png"),
        (Picture, "https://bao.example/tin/k.jpg"),
    ]
    .map(|(kind, url)| (kind, url.to_owned()));
    assert_eq!(wanted(page), expected);
    assert_eq!(wanted("<base href='https://cdn.example/x/'><img src=a.png>")[0].1, "https://cdn.example/x/a.png");
    let many: String = (0..500).map(|n| format!("<img src={n}.png>")).collect();
    assert_eq!(wanted(&many).len(), MAX_WANTED);
    let sheet = plan_style("@import url(more.css);a{background:url(../a.png)}", &at("/css/x.css"));
    let sheet: Vec<String> = sheet.iter().map(|wanted| wanted.url.to_string()).collect();
    assert_eq!(sheet, ["https://bao.example/css/more.css", "https://bao.example/a.png"]);
}

#[test]
fn pictures_and_sheets_are_put_inside() {
    let found = [
        ("a.css", sheet("@import 'b.css';p{background:url(/c.png)}", "a.css")),
        ("b.css", sheet("b{color:red}", "b.css")),
        ("/c.png", Resource::Picture { media_type: "image/png", bytes: b"png".to_vec() }),
        ("d.jpg", jpeg(b"jpeg")),
    ];
    let page = "<link rel=stylesheet media=screen href=a.css><img data-src=d.jpg src=wait.gif alt=ảnh>\
                <img src=d.jpg srcset='big.jpg 2x'><img src=none.jpg>";
    let made = kept(page, &found);
    assert!(
        made.html
            .contains("<style media=\"screen\">b{color:red}\np{background:url(data:image/png;base64,cG5n)}</style>"),
        "{}",
        made.html
    );
    assert!(made.html.contains("<img alt=\"ảnh\" src=\"data:image/jpeg;base64,anBlZw==\">"));
    assert_eq!(made.html.matches("anBlZw==").count(), 2, "what was not found at its best address is taken at the next");
    let left: Vec<&str> = made.left_out.iter().map(|left| left.url.path()).collect();
    assert_eq!(left, ["/tin/big.jpg", "/tin/none.jpg"]);
    assert!(!made.cut);
}

#[test]
fn a_picture_that_stands_again_in_noscript_is_kept_once() {
    let found = [("a.jpg", jpeg(b"a"))];
    let page = "<p><img class=lazy data-src=a.jpg><noscript><img src=a.jpg></noscript><noscript>b</noscript>";
    assert_eq!(body(page, &found), "<p><img class=\"lazy\" src=\"data:image/jpeg;base64,YQ==\">b</p>");
}

#[test]
fn frames_become_sections_whose_words_are_found() {
    let frame = assemble(
        "<style>p{color:red}</style><p>trong khung<img src=x.jpg>",
        &at("f.html"),
        &[(at("x.jpg"), jpeg(b"x"))].into(),
    );
    let found = [("f.html", Resource::Frame(frame))];
    let expected =
        "<section class=\"thuchu-frame\"><p>trong khung<img src=\"data:image/jpeg;base64,eA==\"></p></section>";
    assert_eq!(body("a<iframe src=f.html></iframe>b", &found), format!("a{expected}b"));
    let old = "<frameset><frame src=f.html><frame src=gone.html></frameset>";
    let made = kept(old, &found);
    assert_eq!(made.text, "trong khung");
    assert_eq!(made.left_out.len(), 1);
    let written = "<iframe srcdoc='<p>viết sẵn<script>x</script><iframe srcdoc=&quot;sâu&quot;></iframe>'></iframe>";
    assert!(kept(written, &[]).text.contains("viết sẵn\n\nsâu"));
}

#[test]
fn nothing_active_stays() {
    for (page, expected) in [
        ("<p onclick=x() onmouseover='y'>a", "<p>a</p>"),
        (
            "<a href='javascript:x'>a</a><a href=' java\nscript:x'>b</a><a href='data:text/html,x'>c</a>",
            "<a>a</a><a>b</a><a>c</a>",
        ),
        (
            "<a href=/x target=_blank ping=/p download>a</a>",
            "<a href=\"https://bao.example/x\" rel=\"noreferrer noopener nofollow\">a</a>",
        ),
        (
            "<a href='#b'>a</a><a href=mailto:x@y.example>b</a>",
            "<a href=\"#b\" rel=\"noreferrer noopener nofollow\">a</a><a>b</a>",
        ),
        (
            "<form action=/send><input name=a value=b autofocus><input type=hidden><button formaction=x>c</button></form>",
            "<div><input type=\"text\" value=\"b\" disabled=\"\"><button type=\"button\" disabled=\"\">c</button></div>",
        ),
        ("<object data=x.swf>a</object><embed src=x><applet>b</applet><portal src=x></portal>", "a"),
        (
            "<svg onload=x><script>y</script><path d='M0 0'/><foreignObject>z</foreignObject><use href='#a'/><use href='//x/#a'/><a href='javascript:1'><rect/></a></svg>",
            "<svg><path d=\"M0 0\"></path><use href=\"#a\"></use><use></use></svg>",
        ),
        (
            "<math><mtext href='javascript:x'>a<mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x>'></mtext></math>",
            "a",
        ),
        ("<template><p>a</template>b<canvas>c</canvas><audio src=x>d</audio>", "b"),
        ("<x-card class=k>a</x-card><marquee>b</marquee>", "<span class=\"k\">a</span><span>b</span>"),
        ("<details><summary>a</summary>b</details>", "<details open=\"\"><summary>a</summary>b</details>"),
        ("<td background=x>a", "a"),
        (
            "<p style='position:fixed;behavior:url(x);width:expression(1)'>a",
            "<p style=\"position:fixed;off:url(data:,);width:off(1)\">a</p>",
        ),
    ] {
        assert_eq!(body(page, &[]), expected, "{page}");
    }
    let head =
        "<meta http-equiv=refresh content='0;url=/x'><base href=/y><link rel=preload href=z><link rel=icon href=i>";
    let html = kept(head, &[]).html;
    assert!(!html.contains("refresh") && !html.contains("<base") && !html.contains("<link"), "{html}");
    assert!(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;"));
}

#[test]
fn pictures_written_into_a_page_are_wanted_like_others_and_not_kept_as_they_came() {
    let own = "data:image/png;base64,cG5n";
    assert_eq!(wanted(&format!("<img src='{own}'>")), [(ResourceKind::Picture, own.to_owned())]);
    assert!(!kept(&format!("<img src='{own}'>"), &[]).html.contains("cG5n"));
    let again = Url::parse(own).unwrap();
    let made = assemble(&format!("<img src='{own}'>"), &base(), &[(again, jpeg(b"new"))].into());
    assert!(made.html.contains("data:image/jpeg;base64,bmV3"));
}

#[test]
fn a_kept_page_assembled_again_is_the_same() {
    let made = kept(
        "<!DOCTYPE html><title>T</title><p>a<img src=a.jpg><a href=/b>b</a><style>p{background:url(a.jpg)}</style>",
        &[("a.jpg", jpeg(b"a"))],
    );
    let found = plan(&made.html, &base()).into_iter().map(|wanted| (wanted.url, jpeg(b"a"))).collect();
    assert_eq!(assemble(&made.html, &base(), &found).html, made.html);
}

#[test]
fn letters_of_old_fonts_become_unicode() {
    let page = "<meta charset=utf-8><font face='.VnTime'>C\u{e9}ng h\u{df}a x\u{b7} h\u{e9}i ch\u{f1} ngh\u{dc}a</font> và Hà Nội";
    assert_eq!(kept(page, &[]).text, "Cộng hòa xã hội chủ nghĩa và Hà Nội");
    let entities = "<p style=\"font-family:'VNI-Times'\">Vi&ecirc;&#239;t ho&oslash;a b&igrave;nh";
    assert!(kept(entities, &[]).text.contains("hòa bình"), "{}", kept(entities, &[]).text);
    assert_eq!(kept("<font face='.VnTime'>đã là Unicode, hòa bình</font>", &[]).text, "đã là Unicode, hòa bình");
}

#[test]
fn the_article_is_told_from_what_stands_around_it() {
    let story = "Sáng nay, cơ quan chức năng cho biết thông tin lan truyền trên mạng là không đúng sự thật, và đề nghị người dân không chia sẻ: A&amp;B &lt; «5»&nbsp;%. ".repeat(4);
    let page = format!(
        "<!DOCTYPE html><html lang=vi><title>Tin giả về bão</title><nav><a href=/>Trang chủ</a><a href=/a>Thời sự</a></nav>\
         <article><h1>Tin giả về bão</h1><p>{story}</p><p>{story}</p></article><footer>Bản quyền thuộc về báo</footer>"
    );
    let made = kept(&page, &[]);
    assert!(
        made.article.starts_with("Tin giả về bão") && made.article.contains("không đúng sự thật"),
        "{}",
        made.article
    );
    assert!(made.article.contains("chia sẻ: A&B < «5»\u{A0}%."), "{}", made.article);
    assert!(!made.article.contains("Bản quyền") && made.text.contains("Bản quyền"));
    assert_eq!(made.about.title.as_deref(), Some("Tin giả về bão"));
    let short = kept("<p>ngắn", &[]);
    assert_eq!(short.article, "ngắn");
}

#[test]
fn pictures_beyond_the_bound_are_left_out() {
    let big = Resource::Picture { media_type: "image/png", bytes: vec![7; 8 << 20] };
    let found: HashMap<Url, Resource> = ["a.png", "b.png", "c.png"].map(|name| (at(name), big.clone())).into();
    let made = assemble("<img src=a.png><img src=b.png><img src=c.png>x", &base(), &found);
    assert!(made.html.len() <= MAX_FILE && made.cut && made.text == "x", "{}", made.html.len());
    assert_eq!(made.html.matches("data:image/png").count(), 2);
}
