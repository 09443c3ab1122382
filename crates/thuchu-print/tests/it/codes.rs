//! Codes alone: every kind of address, as SVG and PNG, read back.

use thuchu_model::{PublicId, Topic};
use thuchu_print::{Base, CanonicalUrl, PagePath, qr};

use crate::tools::{Made, engine};

#[test]
fn every_kind_of_address_is_read_back_as_it_stands_below() {
    for base in
        ["https://thuchu.example", "http://127.0.0.1:8080", &format!("https://{}.example", "tinh-thanh".repeat(6))]
    {
        let base = Base::parse(base).unwrap();
        let id = PublicId::parse("8f3k2abc").unwrap();
        let page = PagePath::parse("/vi/corrections").unwrap();
        for url in [
            CanonicalUrl::check(&base, id),
            CanonicalUrl::short(&base, id),
            CanonicalUrl::topic(&base, Topic::Health),
            CanonicalUrl::page(&base, &page),
        ] {
            let png = Made::new("code.png", &engine().qr_png(&url).unwrap());
            assert_eq!(png.codes(), [url.as_str()]);
            let svg = qr(&url).unwrap().svg();
            assert!(svg.contains(&format!(">{url}</text>")));
        }
    }
}

#[test]
fn the_svg_is_read_back_too() {
    let base = Base::parse("https://thuchu.example").unwrap();
    let url = CanonicalUrl::topic(&base, Topic::Scam);
    let code = qr(&url).unwrap();
    // The path is drawn by hand: rectangles of one row each.
    let scale = 6;
    let side = u32::try_from(code.side()).unwrap();
    let mut picture = image::GrayImage::from_pixel(side * scale, side * scale, image::Luma([255]));
    let svg = code.bare_svg();
    let path = svg.split("<path fill=\"#000\" d=\"").nth(1).unwrap().split('"').next().unwrap();
    for stretch in path.split('M').filter(|stretch| !stretch.is_empty()) {
        let (x, rest) = stretch.split_once(' ').unwrap();
        let (y, rest) = rest.split_once('h').unwrap();
        let (long, _) = rest.split_once("v1").unwrap();
        let [x, y, long] = [x, y, long].map(|number| number.parse::<u32>().unwrap());
        for at in 0..long * scale * scale {
            picture.put_pixel(x * scale + at % (long * scale), y * scale + at / (long * scale), image::Luma([0]));
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    assert_eq!(Made::new("svg.png", bytes.get_ref()).codes(), [url.as_str()]);
}
