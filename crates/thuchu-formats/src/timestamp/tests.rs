use super::*;

/// A refusal with this status. Real answers are made in `tests/it/timestamp.rs`; here are the shapes no honest server sends.
fn refusal(status: &[u8]) -> TimestampError {
    let answer = der::write(tag::SEQUENCE, &[&der::write(tag::SEQUENCE, &[status])]);
    read_timestamp(&answer, &Sha256Hash::of(b"a"), 1).unwrap_err()
}

#[test]
fn a_request_is_the_same_bytes_for_the_same_hash_and_nonce() {
    let request = timestamp_request(&Sha256Hash::from_bytes([0xab; 32]), 0x80);
    let hex: String = request.iter().map(|byte| format!("{byte:02x}")).collect();
    // As `openssl asn1parse` shows it: version 1, SHA-256 with NULL, the hash, nonce 128, certReq true.
    let expected =
        format!("303d020101{}{}{}{}", "3031300d060960864801650304020105000420", "ab".repeat(32), "02020080", "0101ff");
    assert_eq!(hex, expected);
}

#[test]
fn a_refusal_says_why_in_the_servers_words() {
    let status =
        [&[2, 1, 2][..], &der::write(tag::SEQUENCE, &[&der::write(tag::UTF8, &[b"out of\x07 ink"])]), &[3, 2, 5, 0x20]]
            .concat();
    assert_eq!(refusal(&status), TimestampError::Refused { status: 2, reason: "badRequest, out of ink".into() });
    assert_eq!(refusal(&[2, 1, 3]), TimestampError::Refused { status: 3, reason: "no reason given".into() });
    let long = der::write(tag::SEQUENCE, &[&der::write(tag::UTF8, &["đ".repeat(9_999).as_bytes()])]);
    let TimestampError::Refused { reason, .. } = refusal(&[&[2, 1, 2][..], &long].concat()) else { panic!("refused") };
    assert_eq!(reason.chars().count(), 200);
}

#[test]
fn what_is_no_der_is_no_answer() {
    for bytes in [
        &b""[..],
        b"<html>",
        &[0x30],
        &[0x30, 0x80, 0, 0],                   // no length
        &[0x30, 0x81, 5, 0x30, 3, 2, 1, 0],    // a length in a longer form than needed
        &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], // four gigabytes
        &[0x30, 5, 0x30, 3, 2, 1, 0],          // granted, but nothing is
        &[0x30, 6, 0x30, 4, 2, 2, 0, 0],       // a status in a longer form than needed
    ] {
        let read = read_timestamp(bytes, &Sha256Hash::of(b"a"), 1);
        assert!(matches!(read, Err(TimestampError::Malformed { .. })), "{bytes:?}: {read:?}");
    }
    assert_eq!(read_timestamp(&vec![0x30; 65_537], &Sha256Hash::of(b"a"), 1), Err(TimestampError::TooLarge));
}

#[test]
fn a_time_is_in_utc_and_whole() {
    let read = |text: &str| time(text.as_bytes()).map(|time| time.to_string());
    assert_eq!(read("20260302101112Z").as_deref(), Some("2026-03-02T10:11:12Z"));
    assert_eq!(read("20260302101112.25Z").as_deref(), Some("2026-03-02T10:11:12.25Z"));
    for text in
        ["20260302101112", "202603021011Z", "20260302101112+0700", "20261302101112Z", "20260302101112.Z", "Z", ""]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn policies_are_written_in_dotted_numbers() {
    assert_eq!(der::dotted(SHA256).as_deref(), Some("2.16.840.1.101.3.4.2.1"));
    assert_eq!(der::dotted(&[0x2a, 3]).as_deref(), Some("1.2.3"));
    for broken in [&[][..], &[0x2a, 0x83], &[0x2a, 0x80, 1], &[0xff; 20], &[1; 65]] {
        assert_eq!(der::dotted(broken), None, "{broken:?}");
    }
}
