//! The hostile site: pages that have their reader ask for addresses inside, in every way that a page can.

use super::forms;

/// Where `/to/N` leads: form number N.
pub(super) fn redirect(path: &str) -> Option<String> {
    let number: usize = path.strip_prefix("/to/")?.parse().ok()?;
    let form = forms::all().into_iter().nth(number)?;
    Some(format!("http://{}/redirected/{number}", form.host))
}

/// What stands at `/page/FROM/TO` (all forms of that range in every way), and at the addresses of its parts.
pub(super) fn page(path: &str) -> (&'static str, String) {
    let numbers: Vec<usize> = path.split('/').filter_map(|part| part.parse().ok()).collect();
    let range = match numbers[..] {
        [from, to] => from..to,
        _ => 0..0,
    };
    let hosts: Vec<(usize, String)> = forms::all()
        .into_iter()
        .enumerate()
        .filter(|(at, _)| range.contains(at))
        .map(|(at, form)| (at, form.host))
        .collect();
    match path.split('/').nth(1) {
        Some("style") => ("text/css", style(&hosts, path)),
        Some("svg") => ("image/svg+xml", svg(&hosts)),
        Some("frame") => ("text/html; charset=utf-8", html(&hosts, "")),
        Some("page") => ("text/html; charset=utf-8", html(&hosts, path)),
        _ => (
            "text/html; charset=utf-8",
            "<p>Một trang bình thường, có vài chữ để đọc và không có gì khác ở trong.</p>".to_owned(),
        ),
    }
}

/// All forms in all ways.
fn html(hosts: &[(usize, String)], path: &str) -> String {
    let mut out = String::from("<!DOCTYPE html><html lang=vi><head><title>Trang hiểm</title>\n<meta charset=utf-8>\n");
    if let Some(range) = path.strip_prefix("/page/") {
        out.push_str(&format!(
            "<link rel=stylesheet href=/style/{range}><iframe src=/frame/{range}></iframe><img src=/svg/{range}>\
             <iframe src=/to/{}></iframe><img src=/to/{}><link rel=stylesheet href=/to/{}>",
            first(hosts),
            first(hosts),
            first(hosts)
        ));
    }
    for (at, host) in hosts {
        let url = |way: &str| format!("http://{host}/{way}/{at}");
        out.push_str(&format!(
            "<link rel=stylesheet href=\"{css}\"><link rel=icon href=\"{icon}\"><link rel=preload as=font href=\"{font}\">\n\
             <link rel=preconnect href=\"{pre}\"><link rel=dns-prefetch href=\"//{host}\"><link rel=prerender href=\"{pre}\">\n\
             <meta http-equiv=refresh content=\"0;url={refresh}\"><style>@import url(\"{import}\");\
             @font-face {{ font-family: f{at}; src: url({face}) }} p {{ font-family: f{at}; background: url({ground}) }}</style>\n",
            css = url("css"),
            icon = url("icon"),
            font = url("font"),
            pre = url("pre"),
            refresh = url("refresh"),
            import = url("import"),
            face = url("face"),
            ground = url("ground"),
        ));
    }
    out.push_str(
        "</head><body><p>Trang này có đủ chữ để đọc, và hỏi vào trong nhà bằng mọi cách mà một trang biết.</p>\n",
    );
    for (at, host) in hosts {
        let url = |way: &str| format!("http://{host}/{way}/{at}");
        out.push_str(&format!(
            "<img src=\"{img}\"><img srcset=\"{set} 2x\"><img data-src=\"{lazy}\" loading=lazy><picture><source srcset=\"{source}\"></picture>\n\
             <iframe src=\"{frame}\"></iframe><iframe srcdoc='<img src=\"{doc}\">'></iframe><object data=\"{object}\"></object>\n\
             <embed src=\"{embed}\"><video src=\"{video}\" poster=\"{poster}\"></video><audio src=\"{audio}\"></audio>\n\
             <svg><image href=\"{svg}\"/><use href=\"{used}#a\"/></svg><div style=\"background:url({inline})\"></div>\n\
             <script src=\"{script}\"></script><form action=\"{form}\"><input type=image src=\"{input}\"></form>\n\
             <img src=\"https://{host}/tls/{at}\"><noscript><img src=\"{no}\"></noscript><body background=\"{body}\">\n",
            img = url("img"),
            set = url("srcset"),
            lazy = url("lazy"),
            source = url("source"),
            frame = url("frame"),
            doc = url("srcdoc"),
            object = url("object"),
            embed = url("embed"),
            video = url("video"),
            poster = url("poster"),
            audio = url("audio"),
            svg = url("svg"),
            used = url("use"),
            inline = url("inline"),
            script = url("script"),
            form = url("form"),
            input = url("input"),
            no = url("noscript"),
            body = url("body"),
        ));
    }
    out.push_str("</body></html>");
    out
}

fn first(hosts: &[(usize, String)]) -> usize {
    hosts.first().map_or(0, |(at, _)| *at)
}

fn style(hosts: &[(usize, String)], path: &str) -> String {
    let mut out = String::new();
    for (at, host) in hosts {
        out.push_str(&format!("@import \"http://{host}/css-import/{at}\";\n"));
    }
    // A style that is led elsewhere.
    out.push_str(&format!("@import \"/to/{}\";\n", first(hosts)));
    for (at, host) in hosts {
        out.push_str(&format!(
            ".a{at} {{ background: url(http://{host}/css-ground/{at}) }} @font-face {{ font-family: g{at}; \
             src: url(http://{host}/css-face/{at}) }} body {{ cursor: url(http://{host}/css-cursor/{at}), auto }}\n"
        ));
    }
    out + &format!("/* {path} */")
}

fn svg(hosts: &[(usize, String)]) -> String {
    let images: String = hosts
        .iter()
        .map(|(at, host)| {
            format!("<image href=\"http://{host}/svg-image/{at}\"/><use href=\"http://{host}/svg-use/{at}#x\"/>")
        })
        .collect();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{images}</svg>")
}

/// The raw page, as no copy of ours is: for the browser alone.
pub(super) fn raw(from: usize, to: usize) -> String {
    page(&format!("/page/{from}/{to}")).1
}
