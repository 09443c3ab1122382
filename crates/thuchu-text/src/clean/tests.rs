use super::*;

const KEY: &[u8] = b"a key for tests";

/// What the mark is, what has to be gone, and one sentence that holds it.
const MARKED: &str = include_str!("../../tests/data/marked_forwards.tsv");

#[test]
fn every_mark_of_sixty_forwards_is_gone_and_the_rest_stays() {
    let mut ran = 0;
    for line in MARKED.lines().filter(|line| !line.starts_with("# ")) {
        let [mark, kept, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let unescape = |s: &str| {
            s.replace("\\u200b", "\u{200b}")
                .replace("\\u202e", "\u{202e}")
                .replace("\\u2063", "\u{2063}")
                .replace("\\ue001", "\u{e0041}")
                .replace("\\u2062", "\u{2062}")
        };
        let cleaned = clean_at_the_door(&unescape(text), KEY);
        assert!(!cleaned.text.contains(&unescape(mark)), "{mark} is still in {:?}", cleaned.text);
        assert!(cleaned.text.contains(kept), "{kept} is gone from {:?}", cleaned.text);
        assert_eq!(clean_at_the_door(&cleaned.text, KEY).text, cleaned.text);
        ran += 1;
    }
    assert_eq!(ran, 60);
}

#[test]
fn amounts_dates_and_public_short_numbers_stay() {
    for text in [
        "gọi 113, 115 hoặc 1800 8108, 19001234",
        "1.500.000 đồng, 12.345.678.900",
        "500000000 đồng",
        "ngày 21/6/2022, 01-01-2025",
        "2 tỷ 500 triệu",
        "15,7% trong 10 ngày",
        "Nghị định 168/2024/NĐ-CP",
    ] {
        assert_eq!(clean_at_the_door(text, KEY).text, text);
    }
}

#[test]
fn short_links_are_handed_out_and_stand_in_by_a_keyed_hash() {
    let cleaned = clean_at_the_door("xem https://vt.tiktok.com/ZSabc/ ngay", KEY);
    assert_eq!(cleaned.short_links[0].url.as_str(), "https://vt.tiktok.com/ZSabc");
    assert_eq!(cleaned.text, format!("xem {} ngay", cleaned.short_links[0].stand_in));
    assert_ne!(clean_at_the_door("xem https://vt.tiktok.com/ZSabc/ ngay", b"other").text, cleaned.text);
}
