//! What each site answers.

use std::net::SocketAddr;
use std::time::Duration;

use thuchu_text::legacy::Legacy;

use super::Act;
use super::pages::{BOMB, JPEG, PDF, PNG, WORDS, chunked, encode, gzip, head, html, page, to, whole};

const HTML: &str = "content-type: text/html; charset=utf-8";
const SECOND: Duration = Duration::from_secs(1);

/// The answer to the `visit`-th request for a path, counted from 1.
pub(super) fn answer(host: &str, path: &str, visit: usize, canary: SocketAddr) -> Vec<Act> {
    if path == "/robots.txt" {
        return match host {
            "robots.example" => whole(200, &["content-type: text/plain"], b"User-agent: *\nDisallow: /\n"),
            _ => whole(404, &[], b""),
        };
    }
    common(path, canary)
        .or_else(|| framed(host, path, canary))
        .or_else(|| redirected(host, path, visit))
        .or_else(|| encoded(host))
        .or_else(|| sent(host))
        .or_else(|| refused(host))
        .or_else(|| watched(host, visit))
        .unwrap_or_else(|| whole(404, &[HTML], page("Không có ở đây").as_bytes()))
}

/// Pictures and style sheets, the same at every site.
fn common(path: &str, canary: SocketAddr) -> Option<Vec<Act>> {
    let style = |text: &str| whole(200, &["content-type: text/css"], text.as_bytes());
    Some(match path {
        "/one.css" => style("@import url(\"two.css\"); body { background: url(/ground.png) }"),
        "/two.css" => style(&format!(
            "@import 'one.css'; p {{ background-image: url('deep.png') }} @import url(//{canary}/x.css);"
        )),
        "/drawn.svg" => {
            let drawn = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(1)</script>\
                 <image href=\"http://{canary}/a.png\"/><rect width=\"9\" height=\"9\"/></svg>"
            );
            whole(200, &["content-type: image/svg+xml"], drawn.as_bytes())
        }
        path if path.ends_with(".png") => whole(200, &["content-type: image/png"], &PNG),
        path if path.ends_with(".jpg") => whole(200, &["content-type: image/jpeg"], &JPEG),
        _ => return None,
    })
}

fn framed(host: &str, path: &str, canary: SocketAddr) -> Option<Vec<Act>> {
    Some(html(&match (host, path) {
        ("plain.example", _) => "<h1>Nước chanh không chữa ung thư</h1><p>Đã kiểm chứng.</p><img src=a.jpg>".to_owned(),
        ("frames.example", "/left") => "<p>Trong khung bên trái</p>".to_owned(),
        ("frames.example", "/right") => "<p>Trong khung bên phải</p>".to_owned(),
        ("frames.example", _) => "<frameset cols=50,50><frame src=/left><frame src=/right></frameset>".to_owned(),
        ("nested.example", "/inner") => "<p>Trong khung của khung</p>".to_owned(),
        ("nested.example", "/outer") => "<iframe src=inner></iframe>".to_owned(),
        ("nested.example", _) => "<iframe src=/outer></iframe><iframe src=/></iframe>".to_owned(),
        ("lazy.example", _) => "<p>Ảnh đến sau</p><img src=data:, data-src=/data-src.png>\
            <img srcset=\"/srcset-1x.png 1x, /srcset-2x.png 2x\"><noscript><img src=/noscript.jpg></noscript>"
            .to_owned(),
        ("style.example", _) => "<link rel=stylesheet href=/one.css><p>Chữ trên nền</p>".to_owned(),
        ("svg.example", _) => "<p>Hình vẽ</p><img src=/drawn.svg><svg onload=alert(1)><rect/></svg>".to_owned(),
        ("data.example", _) => "<p>Ảnh trong trang</p><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">\
            <iframe src=\"data:text/html,<p>Trong data\"></iframe>"
            .to_owned(),
        ("internal.example", _) => format!(
            "<p>Trang hỏi vào trong nhà</p><img src=http://{canary}/a.png><iframe src=http://{canary}/></iframe>\
             <link rel=stylesheet href=//{canary}/a.css><img src=http://localhost:{port}/><img src=http://[::1]:{port}/>\
             <img src=http://2130706433:{port}/><img src=http://169.254.169.254/latest/meta-data/>\
             <img srcset=\"http://0x7f.1:{port}/ 2x\"><object data=http://{canary}/></object>\
             <div style=\"background:url(http://{canary}/b.png)\"></div><img src=file:///etc/passwd>",
            port = canary.port(),
        ),
        ("refresh.example", "/next") => "<p>Chỗ mới</p>".to_owned(),
        ("refresh.example", _) => {
            "<meta http-equiv=refresh content=\"0;url=/next\"><p>Trang này đã chuyển đi</p>".to_owned()
        }
        ("script-only.example", _) => "<script>document.write('Chữ do mã viết')</script>".to_owned(),
        _ => return None,
    }))
}

fn redirected(host: &str, path: &str, visit: usize) -> Option<Vec<Act>> {
    Some(match (host, path) {
        ("hops.example", "/") => to(301, "/2"),
        ("hops.example", "/2") => to(302, "http://hops-end.example/3"),
        ("hops-end.example", "/3") => to(307, "/4#part"),
        ("hops-end.example", _) => html("<p>Đến nơi sau ba lần</p>"),
        ("far.example", "/4") => html("<p>Quá xa</p>"),
        ("far.example", path) => to(302, &format!("/{}", path[1..].parse::<u8>().unwrap_or(0) + 1)),
        ("loop.example", _) => to(301, "/"),
        ("onward.example", path) => to(308, &format!("{path}x")),
        ("nowhere.example", _) => whole(302, &[], b""),
        ("inward.example", _) => to(302, "http://10.0.0.1/"),
        ("cookies.example", "/consent") => whole(302, &["location: /", "set-cookie: consent=1"], b""),
        // Nobody comes back with the cookie.
        ("cookies.example", _) => to(302, "/consent"),
        ("moved.example", _) if visit > 1 => to(301, "http://new-home.example/"),
        ("moved.example", _) => html("<p>Sẽ chuyển đi</p>"),
        ("new-home.example", _) => html("<p>Nhà mới</p>"),
        _ => return None,
    })
}

fn encoded(host: &str) -> Option<Vec<Act>> {
    let text = page(&format!("<p>{WORDS}</p>"));
    Some(match host {
        "wrong-charset.example" => whole(200, &["content-type: text/html; charset=iso-8859-1"], text.as_bytes()),
        "no-charset.example" => whole(200, &["content-type: text/html"], text.as_bytes()),
        "tcvn3.example" => {
            // Enough text to be told from other encodings, in the font that says so.
            let long = "ở nước ta nhiều người tin rằng uống nước chanh chữa được bệnh. ".repeat(5);
            let text = format!("<html><body><font face=\".VnTime\"><p>{WORDS}</p><p>{long}</p></font></body></html>");
            whole(200, &["content-type: text/html"], &encode(&text, Legacy::Tcvn3))
        }
        "cp1258.example" => {
            let text = "<html><body><p>Tin gia\u{309} vê\u{300} nươ\u{301}c chanh</p></body></html>";
            whole(200, &["content-type: text/html; charset=windows-1258"], &encode(text, Legacy::Windows1258))
        }
        "utf16.example" => {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
            whole(200, &["content-type: text/html"], &bytes)
        }
        "html-as-bytes.example" => whole(200, &["content-type: application/octet-stream"], text.as_bytes()),
        "gzip.example" => whole(200, &[HTML, "content-encoding: gzip"], &gzip(text.as_bytes())),
        "chunked.example" => chunked(&[HTML], text.as_bytes()),
        "gzip-chunked.example" => chunked(&[HTML, "content-encoding: gzip"], &gzip(text.as_bytes())),
        _ => return None,
    })
}

fn sent(host: &str) -> Option<Vec<Act>> {
    let zeros = || Act::Forever(vec![b'a'; 16 * 1024], Duration::ZERO);
    Some(match host {
        "slow.example" => vec![head(200, &[HTML, "content-length: 5000"]), Act::Forever(b"a".to_vec(), SECOND)],
        "hanging.example" => vec![Act::Wait(600 * SECOND)],
        "endless.example" => vec![head(200, &[HTML]), zeros()],
        "large.example" => vec![head(200, &[HTML, "content-length: 6000000"]), zeros()],
        "bomb.example" => whole(200, &[HTML, "content-encoding: gzip"], &BOMB),
        "short.example" => vec![head(200, &[HTML, "content-length: 5000"]), Act::Send(page("<p>Dở dang").into_bytes())],
        "pdf-as-html.example" => whole(200, &[HTML], PDF),
        "picture.example" => whole(200, &["content-type: image/png"], &PNG),
        "empty.example" => whole(200, &[HTML], b""),
        _ => return None,
    })
}

fn refused(host: &str) -> Option<Vec<Act>> {
    let status = match host {
        "missing.example" => 404,
        "removed.example" => 410,
        "failing.example" => 500,
        "forbidden.example" => 403,
        "paywall.example" => 402,
        "robots.example" => 200,
        _ => return None,
    };
    Some(whole(status, &[HTML], page(&format!("<p>Trang {status}</p>")).as_bytes()))
}

fn watched(host: &str, visit: usize) -> Option<Vec<Act>> {
    Some(match host {
        "changing.example" => {
            let text = page(&format!("<p>Lần thứ {visit}</p><script nonce=n{visit}></script>"));
            whole(200, &[HTML, &format!("etag: \"v{visit}\"")], text.as_bytes())
        }
        "gone.example" if visit == 1 => html("<p>Sẽ biến mất</p>"),
        _ => return None,
    })
}
