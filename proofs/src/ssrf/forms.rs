//! The forms in which an address can lead inwards.

/// A host as it stands in an address, with what it is.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) host: String,
    pub(super) about: &'static str,
}

/// The domain below which every name is ours to answer.
pub(super) const ZONE: &str = "vi-du.vn";

const WRITTEN: &[(&str, &[&str])] = &[
    ("127/8", &["127.0.0.1", "127.0.0.2", "127.255.255.254"]),
    ("::1", &["[::1]", "[0:0:0:0:0:0:0:1]"]),
    ("unspecified", &["0.0.0.0", "[::]", "0"]),
    ("10/8", &["10.0.0.1", "10.255.255.254"]),
    ("172.16/12", &["172.16.0.1", "172.31.255.254"]),
    ("192.168/16", &["192.168.0.1", "192.168.255.254"]),
    ("169.254/16", &["169.254.169.254", "169.254.170.2"]),
    ("100.64/10", &["100.64.0.1", "100.100.100.200"]),
    ("198.18/15", &["198.18.0.1", "198.19.255.254"]),
    ("192.0.0/24", &["192.0.0.192"]),
    ("host of a cloud", &["168.63.129.16"]),
    ("documentation", &["192.0.2.1", "198.51.100.1", "203.0.113.1", "[2001:db8::1]"]),
    ("reserved", &["240.0.0.1", "255.255.255.255"]),
    ("multicast", &["224.0.0.1", "239.255.255.250", "[ff02::1]"]),
    ("fc00::/7", &["[fc00::1]", "[fd00:ec2::254]"]),
    ("fe80::/10", &["[fe80::1]", "[fe80::a9fe:a9fe]"]),
    (
        "IPv4 within IPv6",
        &["[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:0:10.0.0.1]", "[::127.0.0.1]", "[::10.0.0.1]"],
    ),
    ("NAT64", &["[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::10.0.0.1]"]),
    ("6to4", &["[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2002:a00:1::1]"]),
    ("Teredo", &["[2001:0:7f00:1::]", "[2001:0:0:0:0:0:80ff:fffe]"]),
    ("decimal", &["2130706433", "2852039166", "167772161"]),
    ("hexadecimal", &["0x7f000001", "0x7f.1", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE"]),
    ("octal", &["0177.0.0.1", "017700000001", "0251.0376.0251.0376"]),
    ("short", &["127.1", "10.1", "169.254.43518"]),
    ("other digits and dots", &["127。0。0。1", "１２７.０.０.１", "①②⑦.0.0.1", "169．254．169．254"]),
    ("user@", &["93.184.216.34@127.0.0.1", "cong.vi-du.vn@10.0.0.1", "cong.vi-du.vn:80@169.254.169.254", "a:b@[::1]"]),
    ("dot behind", &["127.0.0.1.", "noi-bo.vi-du.vn.", "localhost."]),
    ("one label", &["localhost", "intranet", "router", "metadata"]),
    (
        "local names",
        &["x.localhost", "may-in.local", "metadata.google.internal", "kho.lan", "wiki.corp", "nas.home.arpa"],
    ),
    ("other ports", &["127.0.0.1:8080", "10.0.0.1:22", "cong.vi-du.vn:6379", "cong.vi-du.vn:2375", "[::1]:9200"]),
    // Names of the public web that lead inwards: see `names`.
    (
        "name of an address inside",
        &["noi-bo.vi-du.vn", "meta.vi-du.vn", "sau.vi-du.vn", "anh-xa.vi-du.vn", "nat.vi-du.vn"],
    ),
    ("name of two addresses", &["lan.vi-du.vn", "lan-sau.vi-du.vn", "lan-dau.vi-du.vn"]),
    ("CNAME inwards", &["bi-danh.vi-du.vn", "bi-danh-noi-bo.vi-du.vn"]),
];

/// All of them. Rebinding names are made anew for each use: what was asked once is not what is asked next.
pub(super) fn all() -> Vec<Form> {
    let written = WRITTEN.iter().flat_map(|(about, hosts)| hosts.iter().map(|host| (*about, (*host).to_owned())));
    let rebinding = (0..6).map(|number| ("rebinding", format!("doi-{number}.{ZONE}")));
    let twice = (0..2).map(|number| ("rebinding late", format!("doi-sau-{number}.{ZONE}")));
    written.chain(rebinding).chain(twice).map(|(about, host)| Form { host, about }).collect()
}
