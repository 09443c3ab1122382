//! Writes the Rust of a checked catalogue: one function per text, and the list of all of them.

use std::fmt::Write as _;

use super::catalogue::{Catalogue, Key, Kind, Piece, Text};

/// The whole generated file.
pub(crate) fn rust(catalogue: &Catalogue) -> String {
    let mut out = String::new();
    for text in &catalogue.texts {
        function(&mut out, text);
    }
    out.push_str("/// Every text of the catalogue with sample arguments, for tests and for lists in the documents.\n");
    out.push_str("pub fn samples() -> Vec<Message> {\n    vec![\n");
    for text in &catalogue.texts {
        let arguments: Vec<_> = text.arguments.iter().map(|(_, kind)| sample(*kind)).collect();
        let _ = writeln!(out, "        {}({}),", name(&text.id), arguments.join(", "));
    }
    out.push_str("    ]\n}\n");
    out
}

fn function(out: &mut String, text: &Text) {
    for line in preview(&text.en, &text.arguments).lines() {
        let _ = writeln!(out, "/// {}", line.trim_end().replace('<', "\\<").replace('[', "\\[").replace('`', "'"));
    }
    let parameters: Vec<_> =
        text.arguments.iter().map(|(n, kind)| format!("{}: {}", name(n), parameter(*kind))).collect();
    let values: Vec<_> = text.arguments.iter().map(|(n, kind)| value(&name(n), *kind)).collect();
    let _ = writeln!(out, "#[must_use]\npub fn {}({}) -> Message {{", name(&text.id), parameters.join(", "));
    let _ = writeln!(out, "    fn write(lang: Lang, v: &[Value], out: &mut String) {{");
    if text.arguments.is_empty() {
        out.push_str("        let _ = v;\n");
    }
    out.push_str("        match lang {\n            Lang::Vi => {\n");
    pieces(out, &text.vi, 16);
    out.push_str("            }\n            Lang::En => {\n");
    pieces(out, &text.en, 16);
    out.push_str("            }\n        }\n    }\n");
    let _ = writeln!(out, "    Message::new({:?}, write, vec![{}])\n}}\n", text.id, values.join(", "));
}

fn pieces(out: &mut String, list: &[Piece], indent: usize) {
    let pad = " ".repeat(indent);
    for piece in list {
        match piece {
            Piece::Words(words) => {
                let mut letters = words.chars();
                let _ = match (letters.next(), letters.next()) {
                    (Some(only), None) => writeln!(out, "{pad}out.push({only:?});"),
                    _ => writeln!(out, "{pad}out.push_str({words:?});"),
                };
            }
            Piece::Argument(place) => {
                let _ = writeln!(out, "{pad}v[{place}].write(lang, out);");
            }
            Piece::Choice { argument, arms, otherwise } => {
                let by_word = arms.iter().any(|(key, _)| matches!(key, Key::Word(_)));
                let on = if by_word { "word" } else { "count" };
                let _ = writeln!(out, "{pad}match v[{argument}].{on}() {{");
                for (key, inner) in arms {
                    let key = match key {
                        Key::Number(n) => n.to_string(),
                        Key::Word(word) => format!("{word:?}"),
                    };
                    let _ = writeln!(out, "{pad}    {key} => {{");
                    pieces(out, inner, indent + 8);
                    let _ = writeln!(out, "{pad}    }}");
                }
                let _ = writeln!(out, "{pad}    _ => {{");
                pieces(out, otherwise, indent + 8);
                let _ = writeln!(out, "{pad}    }}\n{pad}}}");
            }
        }
    }
}

/// `import-done.hint` → `import_done_hint`.
fn name(id: &str) -> String {
    let name = id.replace(['-', '.'], "_");
    if matches!(name.as_str(), "in" | "match" | "type" | "for" | "as" | "move" | "where") {
        format!("{name}_")
    } else {
        name
    }
}

fn parameter(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "impl std::fmt::Display",
        Kind::Count | Kind::Bytes => "u64",
        Kind::Number | Kind::Percent => "f64",
        Kind::Date => "jiff::civil::Date",
        Kind::Message => "Message",
    }
}

fn value(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Text => format!("Value::Text({name}.to_string())"),
        other => format!("Value::{other:?}({name})"),
    }
}

fn sample(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "\"abc\"",
        Kind::Count => "1234",
        Kind::Number => "1234.5",
        Kind::Percent => "0.985",
        Kind::Bytes => "4_194_304",
        Kind::Date => "jiff::civil::date(2025, 6, 21)",
        Kind::Message => "product()",
    }
}

fn preview(list: &[Piece], arguments: &[(String, Kind)]) -> String {
    list.iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Argument(place) => format!("{{{}}}", arguments[*place].0),
            Piece::Choice { otherwise, .. } => preview(otherwise, arguments),
        })
        .collect()
}
