//! Codes and short addresses: what they lead to.

use thuchu_model::Topic;

use super::*;

/// An SVG with nothing but a code, as a picture that a reader of codes takes.
fn drawn(svg: &str) -> Vec<u8> {
    let side: usize = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    let path = svg.split("shape-rendering=\"crispEdges\"").nth(1).unwrap().split(" d=\"M").last().unwrap();
    let path = path.split('"').next().unwrap();
    const SCALE: usize = 6;
    let mut dots = vec![255_u8; side * SCALE * side * SCALE];
    for stretch in path.split('M') {
        let (x, rest) = stretch.split_once(' ').unwrap();
        let (y, long) = rest.split_once('h').unwrap();
        let long: usize = long.split('v').next().unwrap().parse().unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        for row in y * SCALE..(y + 1) * SCALE {
            let begin = row * side * SCALE + x * SCALE;
            dots[begin..begin + long * SCALE].fill(0);
        }
    }
    let mut pgm = format!("P5 {0} {0} 255\n", side * SCALE).into_bytes();
    pgm.extend(dots);
    pgm
}

#[test]
fn a_code_leads_to_the_canonical_address_of_a_thing_which_stands_below_it() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let theirs = desk.path_of("đột quỵ").await;
        let theirs = theirs.split('/').nth(2).unwrap();
        let mut all = vec![
            (format!("/qr/c/{}", check.public_id), format!("https://tin.example/c/{}", check.public_id)),
            (format!("/qr/c/{theirs}"), format!("https://tin.example/c/{theirs}")),
        ];
        all.extend(Topic::ALL.map(|topic| (format!("/qr/t/{topic}"), format!("https://tin.example/t/{topic}"))));
        let pages = crate::print::qr::PAGES;
        all.extend(pages.map(|(name, path)| (format!("/qr/page/{name}"), format!("https://tin.example{path}"))));
        for (code, leads_to) in all {
            let svg = desk.get(&format!("{code}.svg")).await;
            assert_eq!((svg.status, svg.header("content-type")), (StatusCode::OK, "image/svg+xml"));
            assert_eq!(svg.header("cache-control"), "public, max-age=604800");
            assert_eq!(codes(&desk, &drawn(&svg.body)), [leads_to.as_str()]);
            assert!(svg.body.contains(&format!(">{leads_to}</text>")), "{code}");
            let png = desk.get(&format!("{code}.png?u=https://evil.example")).await;
            assert_eq!((png.status, png.header("content-type")), (StatusCode::OK, "image/png"));
            assert_eq!(codes(&desk, &png.bytes), [leads_to.as_str()]);
        }
        for (name, path) in pages {
            assert_eq!(desk.get(&format!("/vi{}", path.trim_end_matches('/'))).await.status, StatusCode::OK, "{name}");
        }
    });
}

#[test]
fn no_code_is_made_of_anything_that_is_no_thing_of_ours() {
    with_desk(async |desk| {
        for none in [
            "/qr/c/zzzzzzzz.svg",
            "/qr/c/x.svg",
            "/qr/c/https%3A%2F%2Fevil.example.svg",
            "/qr/t/politicians.png",
            "/qr/page/desk.svg",
            "/qr/page/%2F%2Fevil.example.png",
            "/qr/page/home.gif",
            "/qr/page/home",
            "/qr/page?u=https://evil.example",
            "/qr",
        ] {
            assert_eq!(desk.get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    });
}

#[test]
fn a_short_address_leads_to_the_check_in_the_readers_language_also_when_it_was_withdrawn() {
    with_desk(async |desk| {
        let check = published(&desk).await;
        let short = format!("/s/{}", check.public_id);
        for (wish, lang) in [("vi", "vi"), ("en-GB,en;q=0.9", "en"), ("", "vi")] {
            let asked = Request::get(&short).header(header::ACCEPT_LANGUAGE, wish).body(Body::empty()).unwrap();
            let got = desk.send(asked).await;
            assert_eq!(got.status, StatusCode::FOUND);
            assert_eq!(got.header("location"), format!("/{lang}/c/{}", check.public_id));
            assert_eq!(desk.get(got.header("location")).await.status, StatusCode::OK);
        }
        let publish = &desk.site.steps.publish;
        let wish = publish.ask_withdrawal(editor(1).id, check.id, WithdrawReason::Other, "Vì nguồn.").await.unwrap();
        publish.confirm_withdrawal(editor(2).id, wish).await.unwrap();
        settled(&desk).await;
        let got = desk.get(&short).await;
        assert_eq!(desk.get(got.header("location")).await.status, StatusCode::GONE);
        assert_eq!(desk.get("/s/..%2f..").await.status, StatusCode::NOT_FOUND);
    });
}
