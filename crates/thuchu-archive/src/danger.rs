//! A second look at a page that was made inert, by other means: at the text as it is written, not at a tree.
//!
//! It knows only the form in which such pages are written, and calls everything else dangerous. So it shares no mistake
//! with what wrote the page, and can stand before whatever shows it.

/// The first thing in a page that might run, ask somebody for something, or lead anywhere but by a plain link; `None`
/// if there is nothing of the kind. For pages made by [`crate::assemble`], [`crate::inert`] and [`crate::highlight`].
#[must_use]
pub fn danger(page: &str) -> Option<String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").unwrap_or(page);
    let mut policy = false;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let Some(end) = tag_end(rest) else { return Some(told("a tag without end", rest)) };
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if tag.strip_prefix('/').is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            continue;
        }
        let (name, attrs) = tag.split_once(' ').unwrap_or((tag, ""));
        if !known(name) {
            return Some(told("an element that may not be there", tag));
        }
        policy |= tag.starts_with("meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        if let Some(found) = attributes(name, attrs) {
            return Some(found);
        }
        if name == "style" {
            let Some(end) = rest.find("</style>") else { return Some(told("a sheet without end", rest)) };
            if rest[..end].contains("</") {
                return Some(told("an end within a sheet", rest));
            }
            if let Some(found) = sheet(&rest[..end]) {
                return Some(found);
            }
            rest = &rest[end..];
        }
    }
    (!policy).then(|| "no policy".to_owned())
}

/// Where the tag ends whose `<` was just passed. Values are quoted, and hold no quote.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'<' if !quoted => return None,
            b'>' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

/// Could it be an element of a kept page? By what must never be there, whatever else the list of the allowed says.
fn known(name: &str) -> bool {
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
    let never = [
        "script",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "link",
        "base",
        "form",
        "template",
        "portal",
        "fencedframe",
        "noscript",
        "video",
        "audio",
        "source",
        "track",
        "image",
        "foreignobject",
        "animate",
        "animatetransform",
        "animatemotion",
        "set",
        "math",
        "annotation",
        "slot",
        "plaintext",
        "xmp",
        "noembed",
        "noframes",
        "param",
        "area",
        "map",
        "feimage",
        "handler",
        "listener",
        "discard",
    ];
    plain && !never.contains(&name.to_ascii_lowercase().as_str())
}

fn attributes(element: &str, attrs: &str) -> Option<String> {
    let mut rest = attrs;
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else { return Some(told("an attribute out of form", rest)) };
        let Some((value, after)) = after.split_once('"') else { return Some(told("a value out of form", rest)) };
        rest = after.strip_prefix(' ').unwrap_or(after);
        let lower = name.to_ascii_lowercase();
        let fine = match lower.as_str() {
            "href" if element == "a" => ["http://", "https://", "#"].iter().any(|start| value.starts_with(start)),
            "href" => element == "use" && value.starts_with('#'),
            "src" => element == "img" && is_picture(value),
            "style" => match sheet(&value.replace("&quot;", "\"")) {
                Some(found) => return Some(found),
                None => true,
            },
            "http-equiv" => value == "Content-Security-Policy",
            "srcset" | "srcdoc" | "action" | "formaction" | "ping" | "background" | "poster" | "data" | "codebase"
            | "cite" | "longdesc" | "usemap" | "manifest" | "archive" | "dynsrc" | "lowsrc" | "autofocus"
            | "target" | "download" | "nonce" | "xmlns" => false,
            other => !other.starts_with("on") && !other.contains(':'),
        };
        if !fine {
            return Some(told("an attribute that may not be there", &format!("{element} {name}={value}")));
        }
    }
    None
}

fn is_picture(address: &str) -> bool {
    address.starts_with("data:image/jpeg;base64,") || address.starts_with("data:image/png;base64,")
}

/// Addresses and programs in a sheet, outside of its strings.
fn sheet(css: &str) -> Option<String> {
    let mut plain = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut quoted = None;
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('\\', Some(_)) => {
                chars.next();
            }
            ('\\', None) => {
                // An escape is part of a name. Ours never write a letter so, which could hide what is looked for.
                let mut code = 0;
                let mut digits = 0;
                while let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)).filter(|_| digits < 6) {
                    code = code * 16 + digit;
                    digits += 1;
                    chars.next();
                }
                let escaped = if digits > 0 { char::from_u32(code) } else { chars.next() };
                // The unit `e` behind a number is written so, lest it be read as an exponent.
                let unit = matches!(escaped, Some('e' | 'E')) && plain.ends_with(|c: char| c.is_ascii_digit());
                if escaped.is_some_and(|c| c.is_ascii_alphabetic()) && !unit {
                    return Some(told("a letter written as an escape", css));
                }
                plain.push('_');
            }
            ('"' | '\'', None) => quoted = Some(c),
            (c, Some(quote)) if c == quote => quoted = None,
            (_, Some(_)) => {}
            (c, None) => plain.push(c.to_ascii_lowercase()),
        }
    }
    let names = |c: char| c.is_alphanumeric() || "-_\\".contains(c) || !c.is_ascii();
    // `curl(…)` and `@imports` are other names, which nobody knows.
    let alone = |word: &str, at: usize| {
        let goes_on = word.starts_with('@') && plain[at + word.len()..].starts_with(names);
        !goes_on && !plain[..at].ends_with(names)
    };
    for word in ["@import", "@font-face", "expression(", "-moz-binding", "javascript:"] {
        if plain.match_indices(word).any(|(at, _)| alone(word, at)) {
            return Some(told("what may not be in a sheet", word));
        }
    }
    for (at, _) in plain.match_indices("url(").filter(|(at, _)| alone("url(", *at)) {
        let address = &plain[at + 4..];
        // What stood in quotes is gone from here: only places in the page itself are written so.
        if !(address.starts_with("data:,)") || address.starts_with(')') || is_picture(address)) {
            return Some(told("an address in a sheet", address));
        }
    }
    None
}

fn told(what: &str, place: &str) -> String {
    format!("{what}: {}", place.chars().take(80).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_asks_is_seen() {
        let page = |body: &str| {
            let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:\">";
            format!("<!DOCTYPE html><html><head>{policy}</head><body>{body}</body></html>")
        };
        assert_eq!(danger(&page("<p class=\"a\">1 &lt; 2 <a href=\"https://a.example/\">onclick=</a></p>")), None);
        assert_eq!(danger(&page("<style>p{background:url(data:,);content:\"url(x)\"}</style>")), None);
        for body in [
            "<script>x</script>",
            "<p onclick=\"x\">",
            "<a href=\"javascript:x\">",
            "<img src=\"https://a.example/x.png\">",
            "<img src=\"data:image/svg+xml;base64,AA\">",
            "<p style=\"background:url(https://a.example)\">",
            "<p style=\"background:url(&quot;https://a.example&quot;)\">".replace("url(&quot;", "url(//").as_str(),
            "<style>@import \"x\";</style>",
            "<style>a{}</style ><script></script></style>",
            "<p x=a>",
            "1 < 2 <p>",
            "<style>a{b:u\\72l(x)}</style>",
            "<iframe srcdoc=\"\"></iframe>",
        ] {
            assert!(danger(&page(body)).is_some(), "{body}");
        }
        assert_eq!(danger("<p>x").as_deref(), Some("no policy"));
    }
}
