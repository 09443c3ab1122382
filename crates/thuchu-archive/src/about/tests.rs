use super::*;

fn about(html: &str) -> About {
    of(&crate::dom::parse(html), &Url::parse("https://bao.example/tin/1").unwrap())
}

#[test]
fn open_graph_and_meta_are_read() {
    let said = about(
        "<html lang=vi-VN><head><title>Tin | Báo Mẫu</title><meta property=og:title content='Tin  nóng'>\
         <meta property='og:site_name' content='Báo Mẫu'><meta name=author content='Nguyễn Văn A'>\
         <meta property='article:published_time' content='2026-11-22T23:30:00+07:00'>\
         <link rel=canonical href='/tin/1.html'></head>",
    );
    assert_eq!(said.title.as_deref(), Some("Tin nóng"));
    assert_eq!(said.publisher.as_deref(), Some("Báo Mẫu"));
    assert_eq!(said.byline.as_deref(), Some("Nguyễn Văn A"));
    assert_eq!(said.published, Day::parse("2026-11-22"));
    assert_eq!(said.canonical.unwrap().as_str(), "https://bao.example/tin/1.html");
    assert_eq!(said.language.unwrap().as_str(), "vi-vn");
}

#[test]
fn json_ld_is_read_wherever_it_stands() {
    let said = about(
        "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},\
         {\"@type\":[\"NewsArticle\"],\"headline\":\"H\",\"datePublished\":\"2026-01-02\",\
         \"author\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"publisher\":{\"name\":\"P\"}}]}</script>",
    );
    assert_eq!(
        (said.title.as_deref(), said.byline.as_deref(), said.publisher.as_deref()),
        (Some("H"), Some("A, B"), Some("P"))
    );
    assert_eq!(said.published, Day::parse("2026-01-02"));
}

#[test]
fn what_is_only_drawn_is_read_last() {
    let said = about("<title>T</title><p class='byline'>Theo <a>An Bình</a></p><time datetime='2026-03-04'>4/3</time>");
    assert_eq!((said.title.as_deref(), said.byline.as_deref()), (Some("T"), Some("Theo An Bình")));
    assert_eq!(said.published, Day::parse("2026-03-04"));
    let said = about("<h1>Chỉ có đầu đề</h1><meta name=pubdate content='22/11/2026 07:15'>");
    assert_eq!(said.title.as_deref(), Some("Chỉ có đầu đề"));
    assert_eq!(said.published, Day::parse("2026-11-22"));
}

#[test]
fn what_is_not_said_is_not_made_up() {
    assert_eq!(about("<p>nothing"), About::default());
    assert_eq!(
        about("<link rel=canonical href='javascript:x'><meta name=date content='32/13/2026'>"),
        About::default()
    );
}
