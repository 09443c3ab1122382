use super::*;

fn page(body: &str) -> String {
    crate::assemble(
        &format!("<!DOCTYPE html><title>t</title>{body}"),
        &url::Url::parse("https://bao.example/").unwrap(),
        &[].into(),
    )
    .html
}

/// The words within marks that carry a quote's first name or go on with it, in order.
fn marked(html: &str) -> String {
    let tree = crate::dom::parse(html);
    let marks = tree.below(Tree::ROOT).filter(|&id| tree.html_name(id) == Some("mark"));
    marks.map(|id| tree.text(id)).collect::<Vec<_>>().join("|")
}

#[test]
fn a_quote_is_marked_through_the_elements_it_stands_in() {
    let page = page("<p>Ông <b>An</b> nói: <i>không <a href='https://a.example/'>có</a></i> gì</p><p>mới. Hết.</p>");
    let out = highlight(&page, &["an nói: không có gì mới.", "Hết rồi ạ"]);
    assert_eq!(out.found, [true, false]);
    assert_eq!(marked(&out.html), "An|nói:|không|có|gì|mới.");
    assert_eq!(out.html.matches("id=\"q1\"").count(), 1);
    assert_eq!(visible_text(&out.html), visible_text(&page), "marking changes no word");
    assert_eq!(highlight(&page, &["an nói: không có gì mới.", "Hết rồi ạ"]), out);
}

#[test]
fn quotes_may_overlap() {
    let page = page("<p>một hai ba bốn năm");
    let out = highlight(&page, &["một hai ba", "hai ba bốn", "ba bốn năm"]);
    assert_eq!(out.found, [true; 3]);
    for id in ["q1", "q2", "q3"] {
        assert_eq!(out.html.matches(&format!("id=\"{id}\"")).count(), 1, "{}", out.html);
    }
    assert_eq!(visible_text(&out.html).trim(), "một hai ba bốn năm");
}

#[test]
fn the_page_s_own_names_do_not_stand_in_for_marks() {
    let page = page("<p id=q1>một hai</p><p id=quote>ba bốn</p>");
    assert!(!page.contains("q1") && page.contains("id=\"quote\""));
    assert!(highlight(&page, &["ba bốn"]).html.contains("<mark id=\"q1\""));
}

#[test]
fn a_page_that_is_not_ours_is_made_inert_first() {
    let out = highlight("<p onclick=x()>một hai<script>x</script><img src=https://a.example/x.png>", &["một hai"]);
    assert!(!out.html.contains("script") && !out.html.contains("onclick") && !out.html.contains("a.example"));
    assert_eq!(out.found, [true]);
}
