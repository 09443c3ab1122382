//! Which address of a picture to keep, of the many a page may give: for scripts that load it late, for wide screens,
//! for formats.

use crate::dom::{Id, Tree};

/// Attributes from which scripts take the address when the picture comes into view.
const LATE: &[&str] = &["data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image"];
const LATE_SETS: &[&str] = &["data-srcset", "data-lazy-srcset", "data-original-set"];
/// Widest picture wanted, in pixels: enough to read a photographed letter, no more than a screen shows.
const WIDEST: f64 = 2_000.0;

/// Addresses for an `<img>`, the best first: what scripts would load, then the sets of sizes, then `src`.
pub(crate) fn of_image(tree: &Tree, image: Id) -> Vec<String> {
    let mut found = Vec::new();
    let set = |found: &mut Vec<String>, id: Id, names: &[&str]| {
        found.extend(names.iter().filter_map(|name| tree.attr(id, name)).filter_map(best_of_set));
    };
    set(&mut found, image, LATE_SETS);
    let late = LATE.iter().filter_map(|name| tree.attr(image, name)).map(str::trim);
    found.extend(late.filter(|address| looks_like_address(address)).map(str::to_owned));
    let parent = tree.parent(image).filter(|&parent| tree.html_name(parent) == Some("picture"));
    if let Some(picture) = parent {
        for source in tree.children(picture).filter(|&id| tree.html_name(id) == Some("source")) {
            if tree.attr(source, "type").is_none_or(is_readable) {
                set(&mut found, source, LATE_SETS);
                set(&mut found, source, &["srcset"]);
            }
        }
    }
    set(&mut found, image, &["srcset"]);
    found.extend(tree.attr(image, "src").map(|src| src.trim().to_owned()));
    found.retain(|address| !address.is_empty());
    // A stand-in that is written into the page is the last choice.
    found.sort_by_key(|address| starts_with_data(address));
    found
}

/// The best address of a `srcset`: the widest of at most [`WIDEST`] pixels (or twofold), else the smallest.
fn best_of_set(set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    let mut rest = set;
    // An address ends at white space, and may hold commas; its size ends at a comma (WHATWG HTML, 4.8.4.2.1).
    for _ in 0..64 {
        rest = rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}', ',']);
        if rest.is_empty() {
            break;
        }
        let end = rest.find([' ', '\t', '\n', '\r', '\u{C}']).unwrap_or(rest.len());
        let (address, after) = rest.split_at(end);
        let (address, size) = match address.strip_suffix(',') {
            Some(alone) => (alone.trim_end_matches(','), ""),
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (address, after[..end].trim())
            }
        };
        rest = if rest[..end].ends_with(',') { after } else { &after[after.find(',').unwrap_or(after.len())..] };
        let number = size.trim_end_matches(['w', 'x']).parse::<f64>().ok().filter(|size| size.is_finite());
        let width = match (number, size.ends_with('w')) {
            (Some(width), true) => width,
            (times, _) => times.unwrap_or(1.0) * WIDEST / 2.0,
        };
        let better = |best: f64| if best > WIDEST { width < best } else { width > best && width <= WIDEST };
        if !address.is_empty() && best.is_none_or(|(best, _)| better(best)) {
            best = Some((width, address));
        }
    }
    best.map(|(_, address)| address.to_owned())
}

/// Attributes like `data-image` also hold JSON or an id.
fn looks_like_address(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['{', '['])
        && text.contains(['/', '.'])
        && !text.contains(char::is_whitespace)
}

fn is_readable(media_type: &str) -> bool {
    let media_type = media_type.trim().to_ascii_lowercase();
    ["image/jpeg", "image/jpg", "image/png", "image/webp", "image/gif"].contains(&media_type.as_str())
}

pub(crate) fn starts_with_data(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<String> {
        let tree = crate::dom::parse(html);
        of_image(&tree, tree.find(Tree::ROOT, "img").unwrap())
    }

    #[test]
    fn what_a_script_would_load_comes_before_its_stand_in() {
        assert_eq!(of("<img src='data:image/gif;base64,R0' data-src='a.jpg'>")[0], "a.jpg");
        assert_eq!(of("<img src=wait.gif data-original='/b.jpg'>"), ["/b.jpg", "wait.gif"]);
        assert_eq!(of("<img src=c.jpg data-image='{\"id\":1}'>"), ["c.jpg"]);
    }

    #[test]
    fn of_a_set_the_widest_that_a_screen_shows_is_taken() {
        assert_eq!(of("<img srcset='s.jpg 400w, m.jpg 1200w, l.jpg 4000w' src=f.jpg>"), ["m.jpg", "f.jpg"]);
        assert_eq!(of("<img srcset='l.jpg 4000w, xl.jpg 8000w'>"), ["l.jpg"]);
        assert_eq!(of("<img srcset='a.jpg, b.jpg 2x, c.jpg 3x'>"), ["b.jpg"]);
        assert_eq!(of("<img srcset='https://x.example/w_1,h_2/a.jpg 1x'>"), ["https://x.example/w_1,h_2/a.jpg"]);
    }

    #[test]
    fn formats_that_are_not_decoded_are_passed_over() {
        let page = "<picture><source type=image/avif srcset=a.avif><source type=image/webp srcset=a.webp><img src=a.jpg></picture>";
        assert_eq!(of(page), ["a.webp", "a.jpg"]);
    }
}
