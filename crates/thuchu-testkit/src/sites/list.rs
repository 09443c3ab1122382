//! Every site, and what must become of its page.

use super::{Expect, Site};

const fn site(host: &'static str, expect: Expect) -> Site {
    Site { host, path: "/", expect, again: None, parts: &[] }
}

const fn captured(host: &'static str, contains: &'static str, parts: &'static [&'static str]) -> Site {
    Site { parts, ..site(host, Expect::Captured { contains }) }
}

const fn refused(host: &'static str, code: &'static str) -> Site {
    site(host, Expect::Refused { code })
}

const fn again(site: Site, expect: Expect) -> Site {
    Site { again: Some(expect), ..site }
}

/// Each of them once; a test walks all.
pub const SITES: &[Site] = &[
    captured("plain.example", "Nước chanh không chữa ung thư", &["/a.jpg"]),
    // Frames and parts.
    captured("frames.example", "Trong khung bên phải", &["/left", "/right"]),
    captured("nested.example", "Trong khung của khung", &["/outer", "/inner"]),
    captured("lazy.example", "Ảnh đến sau", &["/data-src.png", "/srcset-2x.png", "/noscript.jpg"]),
    captured("style.example", "Chữ trên nền", &["/one.css", "/two.css", "/ground.png", "/deep.png"]),
    captured("svg.example", "Hình vẽ", &["/drawn.svg"]),
    captured("data.example", "Ảnh trong trang", &[]),
    captured("internal.example", "Trang hỏi vào trong nhà", &[]),
    // Redirects.
    captured("hops.example", "Đến nơi sau ba lần", &[]),
    refused("far.example", "fetch.too_many_hops"),
    refused("loop.example", "fetch.too_many_hops"),
    refused("onward.example", "fetch.too_many_hops"),
    refused("nowhere.example", "fetch.bad_redirect"),
    refused("inward.example", "fetch.address"),
    refused("cookies.example", "fetch.too_many_hops"),
    captured("refresh.example", "Trang này đã chuyển đi", &[]),
    // Encodings.
    captured("wrong-charset.example", "Tin giả về nước chanh", &[]),
    captured("no-charset.example", "Tin giả về nước chanh", &[]),
    captured("tcvn3.example", "Tin giả về nước chanh", &[]),
    captured("cp1258.example", "Tin giả về nước chanh", &[]),
    captured("utf16.example", "Tin giả về nước chanh", &[]),
    // Ways of sending.
    captured("gzip.example", "Tin giả về nước chanh", &[]),
    captured("chunked.example", "Tin giả về nước chanh", &[]),
    captured("gzip-chunked.example", "Tin giả về nước chanh", &[]),
    refused("slow.example", "fetch.too_slow"),
    refused("hanging.example", "fetch.too_slow"),
    refused("endless.example", "fetch.too_large"),
    refused("large.example", "fetch.too_large"),
    refused("bomb.example", "fetch.too_large"),
    refused("short.example", "fetch.broken"),
    // Refusals of the site.
    site("missing.example", Expect::Status(404)),
    site("removed.example", Expect::Status(410)),
    site("failing.example", Expect::Status(500)),
    site("forbidden.example", Expect::Status(403)),
    site("paywall.example", Expect::Status(402)),
    site("robots.example", Expect::Robots),
    // Something else than it says, or nothing.
    site("pdf-as-html.example", Expect::File { kind: "pdf" }),
    captured("html-as-bytes.example", "Tin giả về nước chanh", &[]),
    site("picture.example", Expect::File { kind: "png" }),
    site("empty.example", Expect::NoText),
    site("script-only.example", Expect::NoText),
    // What the watch sees.
    again(captured("changing.example", "Lần thứ 1", &[]), Expect::Captured { contains: "Lần thứ 2" }),
    again(captured("gone.example", "Sẽ biến mất", &[]), Expect::Status(404)),
    again(captured("moved.example", "Sẽ chuyển đi", &[]), Expect::Captured { contains: "Nhà mới" }),
];
