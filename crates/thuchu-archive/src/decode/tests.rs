use encoding_rs::{GBK, SHIFT_JIS, UTF_16LE, WINDOWS_1251};

use super::*;

#[track_caller]
fn reads(bytes: &[u8], header: Option<&str>, text: &str, encoding: &str) {
    let decoded = decode(bytes, header);
    assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
}

const TCVN: &[u8] = b"C\xe9ng h\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca";

#[test]
fn what_is_utf8_is_read_as_that_whatever_is_claimed() {
    let page = "<meta charset=iso-8859-1><p>Tin giả";
    reads(page.as_bytes(), None, page, "UTF-8");
    reads(page.as_bytes(), Some("text/html; charset=windows-1252"), page, "UTF-8");
    assert!(decode(page.as_bytes(), None).mended);
    assert!(!decode("<p>Tin giả".as_bytes(), Some("text/html; charset=\"UTF-8\"")).mended);
}

#[test]
fn marks_headers_and_the_page_itself_are_asked_in_this_order() {
    reads(b"\xEF\xBB\xBF<p>a", Some("text/html; charset=gbk"), "<p>a", "UTF-8");
    let units: Vec<u8> = "\u{FEFF}Tin giả".encode_utf16().flat_map(u16::to_le_bytes).collect();
    reads(&units, None, "Tin giả", UTF_16LE.name());
    let russian = WINDOWS_1251.encode("<p>Новости дня").0;
    reads(&russian, Some("text/html; charset=windows-1251"), "<p>Новости дня", "windows-1251");
    let chinese = "<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>新闻";
    reads(&GBK.encode(chinese).0, None, chinese, "GBK");
}

#[test]
fn nothing_claimed_is_found_out() {
    let japanese = "<p>これは日本語のニュース記事です。東京で発表された";
    reads(&SHIFT_JIS.encode(japanese).0, None, japanese, "Shift_JIS");
}

#[test]
fn a_page_cut_within_a_letter_is_still_utf8() {
    let bytes = "Cộng hoà xã hội chủ nghĩa Việt Nam, độc lập tự do hạnh phúc đã".as_bytes();
    let decoded = decode(&bytes[..bytes.len() - 1], None);
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.text.ends_with("đ\u{FFFD}"), "{}", decoded.text);
}

#[test]
fn old_vietnamese_encodings_are_known_by_label_font_or_letters() {
    let right = "Cộng hà xã hội chủ nghĩa";
    reads(TCVN, None, right, "TCVN3");
    reads(TCVN, Some("text/html; charset=iso-8859-1"), right, "TCVN3");
    let short = [b"<meta charset=windows-1252><font face='.VnTime'>x\xb7 h\xe9i</font>".as_slice()].concat();
    reads(&short, None, "<meta charset=windows-1252><font face='.VnTime'>xã hội</font>", "TCVN3");
    reads(b"<font face='VNI-Times'>ho\xf8a b\xecnh</font>", None, "<font face='VNI-Times'>hòa bình</font>", "VNI");
    reads(b"t\xf4i", Some("text/html; charset=viscii"), "tôi", "VISCII");
    reads(b"Vi\xea\xf2t Nam", Some("text/html; charset=windows-1258"), "Việt Nam", "windows-1258");
    let scripted = [b"<script>var a='\xe9\xe8'</script>".as_slice(), TCVN].concat();
    assert_eq!(decode(&scripted, None).encoding, "TCVN3");
}

#[test]
fn latin_pages_are_not_taken_for_vietnamese() {
    reads(
        b"caf\xe9 ol\xe9 ma\xf1ana se\xf1or ni\xf1o",
        Some("text/html; charset=iso-8859-1"),
        "café olé mañana señor niño",
        "windows-1252",
    );
}

#[test]
fn a_page_that_was_misread_before_it_was_published_is_mended() {
    let decoded = decode("<p>Viá»‡t Nam cÃ´ng bá»‘".as_bytes(), None);
    assert_eq!(decoded.text, "<p>Việt Nam công bố");
    assert_eq!(decoded.encoding, "UTF-8 read as windows-1252");
}
