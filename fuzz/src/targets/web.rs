//! `thuchu-fetch`: the guard that judges an address before anything is connected.

use std::net::IpAddr;

use thuchu_fetch::{Reach, Url, address::special_range, check_url, is_social_host};

use super::text_of;
use crate::Target;

pub(crate) fn targets() -> Vec<Target> {
    vec![Target { name: "fetch_guard", run: guard }]
}

/// Whatever passes the guard is a name of two labels or a global address, without a user name, on 80 or 443.
fn guard(bytes: &[u8]) {
    let text = text_of(bytes);
    let base = Url::parse("https://checks.example/a/b").ok();
    for line in text.split('\n') {
        let _ = is_social_host(line);
        let joined = base.as_ref().and_then(|base| base.join(line).ok());
        for url in Url::parse(line).ok().into_iter().chain(joined) {
            if check_url(&url, &Reach::public()).is_err() {
                continue;
            }
            let host = url.host_str().unwrap_or_default();
            assert!(matches!(url.scheme(), "http" | "https"), "{url}");
            assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            assert!(matches!(url.port_or_known_default(), Some(80 | 443)), "{url}");
            assert!(host.contains('.') || host.contains(':'), "{url}");
            if let Ok(ip) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
                assert_eq!(special_range(ip), None, "{url}");
            }
        }
    }
}
