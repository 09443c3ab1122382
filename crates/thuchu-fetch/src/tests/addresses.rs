//! Forms of addresses, judged without touching the network.

use std::net::IpAddr;

use proptest::prelude::*;
use url::Url;

use crate::address::special_range;
use crate::{Reach, check_url, is_social_host};

#[track_caller]
fn refused(code: &str, urls: &[&str]) {
    for text in urls {
        let Ok(url) = Url::parse(text) else { panic!("{text} should parse, to be refused by us") };
        match check_url(&url, &Reach::public()) {
            Err(error) => assert_eq!(error.code(), code, "{text}: {error}"),
            Ok(()) => panic!("{text} was accepted"),
        }
    }
}

#[track_caller]
fn special(addresses: &[&str]) {
    for text in addresses {
        assert!(special_range(text.parse::<IpAddr>().unwrap()).is_some(), "{text} counts as public");
    }
}

#[track_caller]
fn public(addresses: &[&str]) {
    for text in addresses {
        assert_eq!(special_range(text.parse::<IpAddr>().unwrap()), None, "{text}");
    }
}

#[test]
fn only_http_and_https_are_fetched() {
    refused(
        "fetch.scheme",
        &[
            "file:///etc/passwd",
            "ftp://example.com/",
            "gopher://example.com/",
            "data:text/plain,a",
            "javascript:alert(1)",
            "ws://example.com/",
            "unix:/run/a.sock",
            "view-source:http://example.com/",
        ],
    );
}

#[test]
fn only_the_ports_80_and_443_are_fetched() {
    refused(
        "fetch.port",
        &["http://example.com:22/", "http://example.com:8080/", "https://example.com:8443/", "http://example.com:0/"],
    );
    for text in ["http://example.com/", "https://example.com/", "http://example.com:443/", "https://example.com:80/"] {
        assert_eq!(check_url(&Url::parse(text).unwrap(), &Reach::public()), Ok(()), "{text}");
    }
}

#[test]
fn a_user_name_is_refused_whatever_it_pretends_to_be() {
    refused(
        "fetch.credentials",
        &[
            "http://admin@example.com/",
            "http://a:b@example.com/",
            "http://:b@example.com/",
            "http://example.com@127.0.0.1/",
            "http://example.com%2f@127.0.0.1/",
        ],
    );
}

#[test]
fn every_spelling_of_a_private_ipv4_address_is_seen_through() {
    refused(
        "fetch.address",
        &[
            "http://127.0.0.1/",
            "http://127.1/",
            "http://127.0.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0x7f.1/",
            "http://0x7F.0x0.0x0.0x1/",
            "http://0177.0.0.1/",
            "http://017700000001/",
            "http://127.0.0.1./",
            "http://127。0。0。1/",
            "http://127．0．0．1/",
            "http://127｡0｡0｡1/",
            "http://１２７.０.０.１/",
            "http://①②⑦.⓪.⓪.①/",
            "http://%31%32%37.0.0.1/",
            "http://0/",
            "http://0.0.0.0/",
            "http://10.0.0.1/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://0xc0a80101/",
            "http://169.254.169.254/latest/meta-data/",
            "http://2852039166/",
            "http://100.64.0.1/",
            "http://198.18.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http:127.0.0.1/",
            "http:\\\\127.0.0.1\\",
            "http:///127.0.0.1/",
        ],
    );
}

#[test]
fn every_ipv6_form_that_hides_or_tunnels_another_address_is_refused() {
    refused(
        "fetch.address",
        &[
            "http://[::]/",
            "http://[::1]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[::127.0.0.1]/",
            "http://[::8.8.8.8]/",
            "http://[64:ff9b::127.0.0.1]/",
            "http://[64:ff9b::808:808]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2001::1]/",
            "http://[2001:db8::1]/",
            "http://[3fff::1]/",
            "http://[fc00::1]/",
            "http://[fd12:3456::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            "http://[100::1]/",
            "http://[5f00::1]/",
            "http://[4000::1]/",
        ],
    );
}

#[test]
fn names_of_local_networks_and_second_spellings_are_refused() {
    refused(
        "fetch.host",
        &[
            "http://localhost/",
            "http://LOCALHOST/",
            "http://localhost./",
            "http://ⓛocalhost/",
            "http://api.localhost/",
            "http://intranet/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://nas.lan/",
            "http://router.home.arpa/",
            "http://example.onion/",
            "http://example.com./",
            "http://example.com。/",
            "http://a..example.com/",
        ],
    );
}

#[test]
fn an_ideographic_dot_in_a_public_name_is_just_a_dot() {
    let url = Url::parse("http://www。example。com/").unwrap();
    assert_eq!(url.host_str(), Some("www.example.com"));
    assert_eq!(check_url(&url, &Reach::public()), Ok(()));
}

#[test]
fn the_edges_of_each_special_range_are_where_the_registries_put_them() {
    public(&["9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0"]);
    public(&["172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "223.255.255.255"]);
    public(&["198.17.255.255", "198.20.0.0", "1.1.1.1", "168.63.129.15", "8.8.8.8"]);
    special(&["10.255.255.255", "100.127.255.255", "172.31.255.255", "192.0.0.255", "198.19.255.255"]);
    special(&["192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1", "239.255.255.255", "240.0.0.1"]);
    special(&["168.63.129.16", "192.0.0.192", "100.100.100.200"]);
    public(&["2000::1", "2001:200::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1"]);
    special(&["2001:1ff::1", "2001:0:ffff::1", "2002::1", "3fff:fff::1", "1fff::1", "::2", "::ffff:1.1.1.1"]);
}

#[test]
fn social_hosts_are_not_fetched_under_any_spelling() {
    refused(
        "fetch.social_host",
        &[
            "https://www.facebook.com/someone",
            "https://m.facebook.com/",
            "https://FACEBOOK.com/",
            "https://x.com/someone",
            "https://vt.tiktok.com/abc",
            "https://zalo.me/0900000000",
            "https://youtu.be/abc",
            "https://t.me/s/abc",
            "https://ｘ.com/",
        ],
    );
    assert!(!is_social_host("netflix.com"));
    assert!(!is_social_host("facebook.com.example.org"));
    assert!(is_social_host("facebook.com."));
}

proptest! {
    #[test]
    fn no_text_makes_the_guard_panic(text in "\\PC{0,80}") {
        for text in [text.clone(), format!("http://{text}"), format!("http://{text}/"), format!("http://[{text}]/")] {
            if let Ok(url) = Url::parse(&text) {
                let _ = check_url(&url, &Reach::public());
            }
        }
    }

    #[test]
    fn an_ipv4_literal_is_judged_like_its_address(bits in any::<u32>()) {
        let ip = IpAddr::V4(bits.into());
        for text in [format!("http://{ip}/"), format!("http://{bits}/"), format!("http://{bits:#x}/"), format!("http://0{bits:o}/")] {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!(check_url(&url, &Reach::public()).is_ok(), special_range(ip).is_none());
        }
    }
}
