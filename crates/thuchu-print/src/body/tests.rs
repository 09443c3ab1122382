use super::*;

fn plain(text: &str) -> Span {
    Span { text: text.to_owned(), ..Span::default() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { words: vec![plain(text)] }
}

#[test]
fn markdown_becomes_headings_paragraphs_lists_and_quotes() {
    let body = Body::from_markdown("Mở đầu\n\n## Căn cứ\n\nMột **câu** *nghiêng*.\n\n1. a\n2. b\n   - c\n\n> d");
    let bold = Span { bold: true, ..plain("câu") };
    let italic = Span { italic: true, ..plain("nghiêng") };
    let inner = Block::List { first: None, items: vec![vec![paragraph("c")]] };
    assert_eq!(
        body.0,
        [
            paragraph("Mở đầu"),
            Block::Heading { words: vec![plain("Căn cứ")] },
            Block::Paragraph { words: vec![plain("Một "), bold, plain(" "), italic, plain(".")] },
            Block::List { first: Some(1), items: vec![vec![paragraph("a")], vec![paragraph("b"), inner]] },
            Block::Quote { blocks: vec![paragraph("d")] },
        ]
    );
}

#[test]
fn html_is_text_and_only_public_links_are_links() {
    let body = Body::from_markdown("a <b onclick=x>b</b> [c](javascript:alert(1)) [d](https://e.example/) ![f](g.png)");
    let [Block::Paragraph { words }] = body.0.as_slice() else { panic!("{body:?}") };
    let links: Vec<_> = words.iter().filter_map(|span| span.link.as_deref()).collect();
    assert_eq!(links, ["https://e.example/"]);
    let text: String = words.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(text, "a <b onclick=x>b</b> c d f");
}

#[test]
fn a_table_keeps_its_cells() {
    let body = Body::from_markdown("| a | b |\n|---|---|\n| c | **d** |");
    let bold = Span { bold: true, ..plain("d") };
    let cells = vec![vec![plain("a")], vec![plain("b")], vec![plain("c")], vec![bold]];
    assert_eq!(body.0, [Block::Table { columns: 2, cells }]);
}

#[test]
fn nesting_has_an_end_and_no_words_are_lost() {
    let mut text = String::new();
    for depth in 0..200 {
        text.push_str(&format!("{}- x{depth}\n", "  ".repeat(depth)));
    }
    text.push_str(&format!("\n{} sâu\n\ncuối", ">".repeat(300)));
    let body = Body::from_markdown(&text);
    fn depth(blocks: &[Block]) -> usize {
        let one = |block: &Block| match block {
            Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or_default(),
            Block::Quote { blocks } => 1 + depth(blocks),
            _ => 0,
        };
        blocks.iter().map(one).max().unwrap_or_default()
    }
    assert!(depth(&body.0) <= 2 * DEEPEST + 1, "{}", depth(&body.0));
    let all = format!("{body:?}");
    assert!((0..200).all(|depth| all.contains(&format!("x{depth}"))) && all.contains("sâu") && all.contains("cuối"));
}
