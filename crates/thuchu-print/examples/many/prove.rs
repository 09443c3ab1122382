//! Many documents on two threads: how long they take, what memory, and what their codes say.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::civil::date;
use thuchu_model::{PublicId, RatingScale, Topic};
use thuchu_print::{
    Base, Body, CanonicalUrl, Engine, Format, Options, PrintError, RatingPrinted, Sheet, SourcePrinted, Standing,
};
use thuchu_say::Lang;

/// How many.
pub(crate) struct Plan {
    pub(crate) pdfs: usize,
    pub(crate) cards: usize,
    /// Most seconds for a thousand of each, and so in proportion; 0 for no limit.
    pub(crate) seconds: usize,
}

const THREADS: usize = 2;
/// Most that memory may grow while documents are made, after the first of them: what is remembered is forgotten.
const MOST_GROWTH: u64 = 64 << 20;

/// Makes them, measures, reads every code.
pub(crate) fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let engine = Engine::new().map_err(|error| error.to_string())?;
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    // The first document of a kind costs more: the templates are read.
    let (options, first) = (Options { printed: date(2026, 11, 26) }, sheet(0)?);
    made(engine.pdf(&first, &options))?;
    made(engine.card(&first, Format::Wide))?;
    let before = memory();
    for (kind, count) in [("pdf", plan.pdfs), ("png", plan.cards)] {
        let begun = now();
        let bytes = on_threads(count, |number| {
            let sheet = sheet(number)?;
            let made = if kind == "pdf" {
                made(engine.pdf(&sheet, &options))?
            } else {
                made(engine.card(&sheet, Format::ALL[number % Format::ALL.len()]))?
            };
            std::fs::write(folder.path().join(format!("{number}.{kind}")), &made).map_err(|error| error.to_string())?;
            Ok(made.len())
        })?;
        let took = begun.elapsed();
        say(&format!(
            "{count} of {kind} in {:.1} s on {THREADS} threads: {:.1} ms each, {} KB each, {} MB of memory ({} before)",
            took.as_secs_f64(),
            took.as_secs_f64() * 1000.0 / count.max(1) as f64,
            bytes / count.max(1) / 1024,
            memory() >> 20,
            before >> 20,
        ));
        let most = Duration::from_secs(plan.seconds as u64).mul_f64(count as f64 / 1000.0);
        if plan.seconds > 0 && took > most {
            return Err(format!("{count} of {kind} took {took:?}, promised are {most:?}"));
        }
        let grown = memory().saturating_sub(before);
        if grown > MOST_GROWTH {
            return Err(format!("memory grew by {} MB", grown >> 20));
        }
        let begun = now();
        on_threads(count, |number| {
            let path = folder.path().join(format!("{number}.{kind}"));
            let read = if kind == "pdf" { code_of_pdf(&path)? } else { code(&path)? };
            let expected = address(number)?;
            if read == expected.as_str() {
                Ok(1)
            } else {
                Err(format!("{}: {read:?} is not {expected}", path.display()))
            }
        })?;
        say(&format!("every code of them read back in {:.1} s", begun.elapsed().as_secs_f64()));
    }
    Ok(())
}

fn made(result: Result<Vec<u8>, PrintError>) -> Result<Vec<u8>, String> {
    result.map_err(|error| error.to_string())
}

/// Runs `work` for every number, the even ones on one thread and the odd ones on the other; the sum of what it gives.
fn on_threads(count: usize, work: impl Fn(usize) -> Result<usize, String> + Sync) -> Result<usize, String> {
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|first| scope.spawn(move || (first..count).step_by(THREADS).map(work).sum::<Result<usize, String>>()))
            .collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())?).sum()
    })
}

fn address(number: usize) -> Result<CanonicalUrl, String> {
    let base = Base::parse("https://thuchu.example").map_err(|error| error.to_string())?;
    let id = PublicId::parse(&format!("{number:08}")).map_err(|error| error.to_string())?;
    Ok(CanonicalUrl::check(&base, id))
}

/// A check of two or three pages; every one says something else.
fn sheet(number: usize) -> Result<Sheet, String> {
    let scale = RatingScale::built_in();
    let rating = &scale.ratings()[number % scale.ratings().len()];
    let vi = number.is_multiple_of(2);
    let (lang, tag) = if vi { (Lang::Vi, thuchu_model::Lang::vi()) } else { (Lang::En, thuchu_model::Lang::en()) };
    let paragraph = format!(
        "Ý thứ {number}: vài giọt máu nặn ra ở ngón tay **không hề** làm thay đổi chỗ tắc hay chỗ vỡ trong não, chỉ làm mất \
         thời gian vàng của người bệnh số {}. ",
        number * 7
    );
    let body = format!(
        "{0}\n\n## Căn cứ {number}\n\n{0}\n\n- một\n- hai {number}\n\n## Nên làm gì\n\n{0}",
        paragraph.repeat(3)
    );
    let source = SourcePrinted {
        title: Some(format!("Nguồn {number}")),
        publisher: Some("Bộ Y tế".into()),
        date: Some(date(2026, 10, 2)),
        url: format!("https://moh.example/{number}"),
        quote: Some(paragraph),
        copied: Some(date(2026, 10, 3)),
        ..SourcePrinted::default()
    };
    Ok(Sheet {
        lang,
        claim: format!("Chích máu mười đầu ngón tay cứu được người đang bị đột quỵ, lần thứ {number}"),
        rating: RatingPrinted {
            label: rating.label(&tag).to_owned(),
            key: Some(rating.key.clone()),
            value: rating.value,
        },
        answer: format!("Chích máu không chữa được đột quỵ. Gọi 115 ngay, đừng chờ {number} phút."),
        summary: None,
        topic: Some(Topic::ALL[number % Topic::ALL.len()]),
        body: Body::from_markdown(&body),
        sources: vec![source; 5],
        reply: None,
        changes: Vec::new(),
        by_line: Some("Mai viết, Khôi duyệt".into()),
        published: date(2026, 10, 3),
        changed: None,
        version: 1,
        standing: Standing::Current,
        desk: "Thực Hư Đà Nẵng".into(),
        short: address(number)?,
        address: address(number)?,
        licence: "CC BY 4.0".into(),
    })
}

/// The code on the last page.
fn code_of_pdf(path: &Path) -> Result<String, String> {
    let pages = run(Command::new("pdfinfo").arg(path))?;
    let last = pages.lines().find_map(|line| line.strip_prefix("Pages:")).unwrap_or("1").trim().to_owned();
    let page = path.with_extension("page");
    run(Command::new("pdftoppm").args(["-r", "100", "-gray", "-singlefile", "-f", &last]).arg(path).arg(&page))?;
    let page = page.with_extension("page.pgm");
    let read = code(&page);
    std::fs::remove_file(&page).map_err(|error| error.to_string())?;
    read
}

fn code(path: &Path) -> Result<String, String> {
    let read = run(Command::new("zbarimg").args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(path))?;
    Ok(read.trim().to_owned())
}

fn run(command: &mut Command) -> Result<String, String> {
    let done = command.output().map_err(|error| format!("{command:?}: {error} (poppler-utils, zbar-tools)"))?;
    if done.status.success() {
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&done.stderr)))
    }
}

/// Bytes of memory that this program holds; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() << 10
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what is proved")]
fn now() -> Instant {
    Instant::now()
}
