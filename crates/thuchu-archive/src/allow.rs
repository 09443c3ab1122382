//! What may stay in a kept page: elements and attributes by name. Everything else goes.

/// What becomes of an element of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    /// Stays as it is, with its attributes looked through.
    Keep,
    /// Stays under another name.
    As(&'static str),
    /// Goes; what is in it stays.
    Unwrap,
    /// Goes with all that is in it.
    Drop,
}

/// The verdict on an element of HTML. Those with a rule of their own (pictures, styles, frames, links) come first in
/// `clean`, which asks here for the rest.
pub(crate) fn element(name: &str) -> Element {
    use Element::{As, Drop, Keep, Unwrap};
    match name {
        "a" | "abbr" | "acronym" | "address" | "article" | "aside" | "b" | "bdi" | "bdo" | "big" | "blockquote"
        | "br" | "caption" | "center" | "cite" | "code" | "col" | "colgroup" | "data" | "dd" | "del" | "details"
        | "dfn" | "dialog" | "dir" | "div" | "dl" | "dt" | "em" | "fieldset" | "figcaption" | "figure" | "font"
        | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "i" | "ins" | "kbd"
        | "label" | "legend" | "li" | "main" | "mark" | "menu" | "meter" | "nav" | "nobr" | "ol" | "optgroup"
        | "option" | "p" | "pre" | "progress" | "q" | "rb" | "rp" | "rt" | "rtc" | "ruby" | "s" | "samp" | "search"
        | "section" | "select" | "small" | "span" | "strike" | "strong" | "sub" | "summary" | "sup" | "table"
        | "tbody" | "td" | "textarea" | "tfoot" | "th" | "thead" | "time" | "tr" | "tt" | "u" | "ul" | "var"
        | "wbr" | "button" => Keep,
        "form" => As("div"),
        "marquee" | "blink" | "output" => As("span"),
        "listing" | "plaintext" | "xmp" => As("pre"),
        "noscript" | "picture" | "object" | "html" | "body" | "head" | "slot" | "map" | "basefont" => Unwrap,
        "applet" | "area" | "audio" | "base" | "bgsound" | "canvas" | "command" | "datalist" | "embed"
        | "fencedframe" | "isindex" | "keygen" | "link" | "meta" | "noembed" | "noframes" | "param" | "portal"
        | "script" | "source" | "template" | "title" | "track" => Drop,
        // An element of the page's own, or one that is not known yet: browsers draw its content in the line.
        _ => As("span"),
    }
}

/// May this attribute stay on this element? Addresses, `style=` and `id=` have rules of their own.
pub(crate) fn attribute(element: &str, name: &str) -> bool {
    match name {
        "class" | "lang" | "dir" | "title" | "role" | "hidden" | "align" | "valign" | "width" | "height"
        | "bgcolor" | "aria-label" | "aria-hidden" | "color" => true,
        "datetime" => matches!(element, "time" | "del" | "ins"),
        "colspan" | "rowspan" | "headers" | "scope" | "abbr" | "nowrap" => matches!(element, "td" | "th" | "col"),
        "span" => matches!(element, "col" | "colgroup"),
        "border" | "cellpadding" | "cellspacing" | "frame" | "rules" | "summary" => matches!(element, "table" | "img"),
        "start" | "reversed" | "type" | "compact" => matches!(element, "ol" | "ul" | "li" | "dir" | "menu"),
        "value" => matches!(element, "li" | "meter" | "progress" | "option" | "input"),
        "min" | "max" | "low" | "high" | "optimum" => matches!(element, "meter" | "progress"),
        "face" | "size" | "noshade" => matches!(element, "font" | "hr" | "input" | "select"),
        "alt" | "hspace" | "vspace" => element == "img",
        "clear" => element == "br",
        "open" => matches!(element, "details" | "dialog"),
        "name" => element == "a",
        "label" => matches!(element, "option" | "optgroup"),
        "selected" => element == "option",
        "checked" | "placeholder" => matches!(element, "input" | "textarea"),
        "rows" | "cols" => element == "textarea",
        "text" | "link" | "vlink" | "alink" | "topmargin" | "leftmargin" => element == "body",
        _ => false,
    }
}

/// Elements of SVG that draw, and nothing that runs, links, animates or holds HTML.
pub(crate) fn svg_element(name: &str) -> bool {
    matches!(
        name,
        "svg"
            | "g"
            | "path"
            | "rect"
            | "circle"
            | "ellipse"
            | "line"
            | "polyline"
            | "polygon"
            | "text"
            | "tspan"
            | "defs"
            | "symbol"
            | "use"
            | "linearGradient"
            | "radialGradient"
            | "stop"
            | "clipPath"
            | "mask"
            | "pattern"
            | "marker"
    )
}

/// Attributes of SVG that say where and how to draw.
pub(crate) fn svg_attribute(name: &str) -> bool {
    matches!(
        name,
        "class"
            | "d"
            | "x"
            | "y"
            | "x1"
            | "y1"
            | "x2"
            | "y2"
            | "cx"
            | "cy"
            | "r"
            | "rx"
            | "ry"
            | "dx"
            | "dy"
            | "fx"
            | "fy"
            | "width"
            | "height"
            | "points"
            | "viewBox"
            | "preserveAspectRatio"
            | "transform"
            | "fill"
            | "fill-rule"
            | "fill-opacity"
            | "clip-rule"
            | "clip-path"
            | "mask"
            | "stroke"
            | "stroke-width"
            | "stroke-linecap"
            | "stroke-linejoin"
            | "stroke-miterlimit"
            | "stroke-dasharray"
            | "stroke-dashoffset"
            | "stroke-opacity"
            | "opacity"
            | "offset"
            | "stop-color"
            | "stop-opacity"
            | "gradientUnits"
            | "gradientTransform"
            | "spreadMethod"
            | "patternUnits"
            | "patternTransform"
            | "clipPathUnits"
            | "maskUnits"
            | "markerWidth"
            | "markerHeight"
            | "refX"
            | "refY"
            | "orient"
            | "font-size"
            | "font-family"
            | "font-weight"
            | "font-style"
            | "text-anchor"
            | "dominant-baseline"
            | "letter-spacing"
            | "textLength"
            | "rotate"
            | "visibility"
            | "display"
            | "aria-hidden"
            | "aria-label"
            | "role"
    )
}
