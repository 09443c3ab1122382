//! What is known about particular hosts: aliases, wrappers, short links, tracking values.

use url::Url;

type Query = Vec<(String, Option<String>)>;

/// Query names that say who shared or from where, never which page.
pub(super) fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("utm_")
        || name.starts_with("mc_")
        || name.starts_with("pk_")
        || name.starts_with("__cft__")
        || name.starts_with("_branch")
        || name.starts_with("vnx_")
        || matches!(
            name.as_str(),
            "fbclid"
                | "gclid"
                | "gclsrc"
                | "dclid"
                | "gbraid"
                | "wbraid"
                | "msclkid"
                | "yclid"
                | "twclid"
                | "ttclid"
                | "igsh"
                | "igshid"
                | "si"
                | "zarsrc"
                | "zclid"
                | "mibextid"
                | "__tn__"
                | "__xts__"
                | "_openstat"
                | "_ga"
                | "_gl"
                | "mkt_tok"
                | "oly_anon_id"
                | "oly_enc_id"
                | "wickedid"
                | "ref_src"
                | "ref_url"
                | "refsrc"
                | "share_source"
                | "share_medium"
                | "share_id"
                | "share_from"
                | "sharer"
                | "shareid"
                | "share_app_id"
                | "share_link_id"
                | "sender_device"
                | "sender_web_id"
                | "is_from_webapp"
                | "is_copy_url"
                | "rdid"
                | "rdt"
                | "sfnsn"
                | "extid"
                | "hc_ref"
                | "fref"
                | "paipv"
                | "eav"
                | "wtsid"
                | "feature"
                | "ab_channel"
                | "pp"
                | "vero_id"
                | "spm"
                | "scm"
                | "cmpid"
                | "s_cid"
                | "smid"
                | "ncid"
                | "amp"
                | "usqp"
                | "outputtype"
                | "xtor"
                | "zalo_id"
                | "zsrc"
                | "_t"
                | "_r"
        )
}

/// Lower-case host without the prefixes of editions: `www.`, mobile, AMP, language.
pub(super) fn canonical_host(host: &str) -> String {
    let mut host = host.to_ascii_lowercase();
    for prefix in ["www.", "m.", "mobile.", "amp.", "wap.", "touch."] {
        if let Some(rest) = host.strip_prefix(prefix) {
            // `m.vn` is a domain of its own.
            if rest.contains('.') && !rest.starts_with('.') && !host.starts_with('[') {
                host = rest.to_owned();
            }
        }
    }
    if host == "fb.com" || (host.ends_with(".facebook.com") && !host.starts_with("l.") && !host.starts_with("lm.")) {
        return "facebook.com".to_owned();
    }
    match host.as_str() {
        "twitter.com" => "x.com".to_owned(),
        "music.youtube.com" | "youtube-nocookie.com" => "youtube.com".to_owned(),
        "vi.m.wikipedia.org" => "vi.wikipedia.org".to_owned(),
        "en.m.wikipedia.org" => "en.wikipedia.org".to_owned(),
        "instagr.am" => "instagram.com".to_owned(),
        _ => host,
    }
}

/// The address inside a wrapping one.
pub(super) fn unwrapped(url: &Url) -> Option<String> {
    let host = canonical_host(url.host_str()?);
    let parameter = |names: &[&str]| {
        url.query_pairs()
            .find(|(name, value)| {
                names.contains(&name.as_ref()) && (value.starts_with("http://") || value.starts_with("https://"))
            })
            .map(|(_, value)| value.into_owned())
    };
    match (host.as_str(), url.path()) {
        ("l.facebook.com" | "lm.facebook.com", "/l.php") | ("l.instagram.com" | "l.threads.com", _) => {
            parameter(&["u"])
        }
        ("google.com" | "google.com.vn", "/url") => parameter(&["q", "url"]),
        ("youtube.com", "/redirect") => parameter(&["q"]),
        ("zalo.me" | "link.zalo.me", "/link" | "/") => parameter(&["url", "u"]),
        ("facebook.com", "/sharer/sharer.php" | "/sharer.php") => parameter(&["u"]),
        ("google.com" | "google.com.vn", path) => amp_path(path.strip_prefix("/amp/")?),
        (host, path) if host.ends_with(".cdn.ampproject.org") => {
            amp_path(path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?)
        }
        _ => None,
    }
}

fn amp_path(rest: &str) -> Option<String> {
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    (rest.split('/').next()?.contains('.')).then(|| format!("https://{rest}"))
}

/// Brings path and query of well-known hosts to one form; gives the host to use.
pub(super) fn rewrite(host: String, path: &mut String, query: &mut Query) -> String {
    let value = |query: &Query, name: &str| query.iter().find(|(n, _)| n == name).and_then(|(_, v)| v.clone());
    match host.as_str() {
        "youtu.be" => {
            if let Some(id) = first_segment(path).filter(|id| is_id(id)) {
                return watch(id, path, query);
            }
        }
        "youtube.com" => {
            if path == "/watch" {
                match value(query, "v") {
                    Some(id) if is_id(&id) => return watch(id, path, query),
                    _ => {}
                }
            }
            let id = ["/shorts/", "/live/", "/embed/", "/v/"].iter().find_map(|prefix| path.strip_prefix(prefix));
            if let Some(id) = id.and_then(first_segment).filter(|id| is_id(id)) {
                return watch(id, path, query);
            }
        }
        "facebook.com" => query.retain(|(name, _)| {
            matches!(name.as_str(), "v" | "id" | "story_fbid" | "fbid" | "set" | "u" | "q" | "multi_permalinks")
        }),
        "x.com" | "instagram.com" | "tiktok.com" | "threads.net" | "threads.com" => {
            query.retain(|(name, _)| name == "q");
        }
        _ => {}
    }
    for suffix in ["/amp/", "/amp", ".amp"] {
        if path.len() > suffix.len() && path.ends_with(suffix) {
            path.truncate(path.len() - suffix.len());
            break;
        }
    }
    host
}

fn watch(id: String, path: &mut String, query: &mut Query) -> String {
    "/watch".clone_into(path);
    query.clear();
    query.push(("v".to_owned(), Some(id)));
    "youtube.com".to_owned()
}

fn first_segment(path: &str) -> Option<String> {
    path.trim_start_matches('/').split('/').next().map(str::to_owned)
}

fn is_id(text: &str) -> bool {
    (6..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Hosts that only redirect, and the paths of large hosts that do.
pub(super) fn is_short_link(host: &str, path: &str) -> bool {
    let shortener = matches!(
        host,
        "bit.ly"
            | "bitly.com"
            | "bom.so"
            | "buff.ly"
            | "cutt.ly"
            | "dlvr.it"
            | "fb.me"
            | "fb.watch"
            | "g.co"
            | "goo.gl"
            | "goo.su"
            | "maps.app.goo.gl"
            | "photos.app.goo.gl"
            | "app.goo.gl"
            | "ibb.co"
            | "ift.tt"
            | "is.gd"
            | "j.mp"
            | "lnkd.in"
            | "m.me"
            | "ow.ly"
            | "pin.it"
            | "qr.ae"
            | "rb.gy"
            | "rebrand.ly"
            | "s.id"
            | "s.lazada.vn"
            | "s.net.vn"
            | "s.shopee.vn"
            | "s.zalo.me"
            | "share.google"
            | "shope.ee"
            | "shorten.asia"
            | "shorturl.at"
            | "shorturl.asia"
            | "shp.ee"
            | "spoti.fi"
            | "t.co"
            | "t.ly"
            | "tiny.cc"
            | "tinyurl.com"
            | "trib.al"
            | "v.gd"
            | "vm.tiktok.com"
            | "vt.tiktok.com"
            | "wa.link"
            | "wp.me"
            | "by.com.vn"
            | "b24.am"
            | "zpr.io"
            | "surl.li"
            | "linkst.vip"
            | "search.app"
            | "short.gy"
            | "vnexp.re"
            | "dl.zalo.me"
    );
    shortener
        || host.ends_with(".page.link")
        || host.ends_with(".app.link")
        || match host {
            "facebook.com" => path.starts_with("/share/"),
            "instagram.com" => path.starts_with("/share/") || path.starts_with("/s/"),
            "tiktok.com" => path.starts_with("/t/"),
            "zaloapp.com" => path.starts_with("/qr/") || path.starts_with("/s/"),
            "zalo.me" => path.starts_with("/s/"),
            "reddit.com" => path.contains("/s/"),
            "x.com" => path.starts_with("/i/s/"),
            _ => false,
        }
}

/// Contacts in messengers and bare account pages of social hosts. Posts, videos and groups are not persons.
pub(super) fn is_personal_profile(host: &str, path: &str) -> bool {
    let plain = path.split('?').next().unwrap_or(path).trim_matches('/');
    let segments: Vec<&str> = plain.split('/').filter(|segment| !segment.is_empty()).collect();
    match host {
        "m.me" | "wa.me" | "t.me" | "telegram.me" | "line.me" | "messenger.com" | "signal.me" | "viber.me"
        | "chats.viber.com" | "api.whatsapp.com" | "wa.link" | "whatsapp.com" | "chat.whatsapp.com" | "me.momo.vn"
        | "join.skype.com" => {
            // `t.me/channel/123` is a post in a public channel.
            let post = matches!(host, "t.me" | "telegram.me")
                && segments.len() >= 2
                && !matches!(segments[0], "joinchat" | "c");
            !post && (!segments.is_empty() || path.contains('?'))
        }
        "zalo.me" | "chat.zalo.me" | "zaloapp.com" | "qr.zalo.me" => !segments.is_empty() || path.contains('?'),
        "facebook.com" => {
            segments.first() == Some(&"profile.php")
                || segments.first() == Some(&"people")
                || (segments.len() == 1
                    && !matches!(
                        segments[0],
                        "watch"
                            | "reel"
                            | "photo"
                            | "photo.php"
                            | "story.php"
                            | "permalink.php"
                            | "groups"
                            | "events"
                            | "share"
                            | "hashtag"
                            | "marketplace"
                            | "login"
                            | "help"
                            | "policies"
                            | "search"
                            | "video.php"
                    ))
        }
        "instagram.com" | "x.com" | "threads.net" | "threads.com" => {
            segments.len() == 1
                && !matches!(segments[0], "search" | "explore" | "home" | "about" | "hashtag" | "i" | "p" | "reel")
        }
        "tiktok.com" => segments.len() == 1 && segments[0].starts_with('@'),
        "youtube.com" => false,
        _ => false,
    }
}
