//! Pages like those of papers, thrown together from sentences and forms by a seeded generator.

/// Sentences, one each line.
const SENTENCES: &str = include_str!("sentences.txt");

/// A small generator (Knuth's MMIX constants): the same seed gives the same pages.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    pub(crate) fn pick<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

/// A page as it came, and the paragraphs a reader sees in it, as lists of sentences.
pub(crate) struct Page {
    pub(crate) html: String,
    pub(crate) paragraphs: Vec<Vec<&'static str>>,
}

pub(crate) fn pages() -> Vec<Page> {
    (0..24).map(page).collect()
}

fn page(number: u64) -> Page {
    let mut dice = Dice::new(number + 1);
    let all: Vec<&str> = SENTENCES.lines().filter(|line| !line.is_empty()).collect();
    let mut left = all.clone();
    let mut take = |dice: &mut Dice| left.remove(dice.below(left.len()));
    let paragraphs: Vec<Vec<&str>> =
        (0..6).map(|_| (0..1 + dice.below(3)).map(|_| take(&mut dice)).collect()).collect();
    let written: Vec<String> = paragraphs
        .iter()
        .map(|sentences| sentences.iter().map(|one| set(one, &mut dice)).collect::<Vec<_>>().join(" "))
        .collect();
    Page { html: layout(number as usize, &written), paragraphs }
}

/// A sentence as pages write it: words in elements, entities for letters, hyphens for line ends.
fn set(sentence: &str, dice: &mut Dice) -> String {
    let words: Vec<String> = sentence
        .split(' ')
        .map(|word| {
            let word = word.replace('&', "&amp;").replace('<', "&lt;");
            match dice.below(14) {
                0 => format!("<b>{word}</b>"),
                1 => format!("<a href=\"/the/{word}\" onclick=\"x()\">{word}</a>"),
                2 => format!("<span class=k><em>{word}</em></span>"),
                3 => format!("{word}<!-- quảng cáo -->"),
                4 if word.is_ascii() && word.len() > 6 => format!("{}&shy;{}", &word[..4], &word[4..]),
                _ => word,
            }
        })
        .collect();
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push_str([" ", " ", " ", "&nbsp;", "\n   ", "<wbr> "][dice.below(6)]);
        }
        text.push_str(&word);
    }
    text
}

fn layout(number: usize, paragraphs: &[String]) -> String {
    let join = |open: &str, close: &str| paragraphs.iter().map(|p| format!("{open}{p}{close}\n")).collect::<String>();
    let body = match number % 8 {
        0 => format!("<article><h1>Đầu đề</h1>{}</article>", join("<p>", "</p>")),
        1 => format!("<div id=content>{}</div>", join("", "<br><br>")),
        2 => format!("<table width=100%>{}</table>", join("<tr><td class=x>", "")),
        3 => format!("<font face=Arial size=2>{}", join("<p align=justify>", "")),
        4 => format!("<ul>{}</ul>", join("<li><div>", "</div>")),
        5 => format!(
            "<main>{}</main><script>var x='</p>'</script>",
            join("<section><header></header><p>", "</p><figure><img data-src=a.jpg></figure></section>")
        ),
        6 => format!("<center><dl>{}</dl></center>", join("<dt>*<dd>", "")),
        _ => format!(
            "<x-story>{}</x-story><noscript>Hãy bật script</noscript>",
            join("<blockquote><p>", "</p></blockquote>")
        ),
    };
    format!(
        "<!DOCTYPE html><html lang=vi><head><meta charset=utf-8><title>Bài {number}</title><style>p{{margin:0}}</style></head>\
         <body><nav><a href=/>Trang chủ</a> | <a href=/thoi-su>Thời sự</a></nav>{body}<footer>© Báo Mẫu</footer></body></html>"
    )
}
