//! Whole questions, from the text to the decision: embedding, looking through the vectors, comparing words.

use std::time::Instant;

use thuchu_embed::Embedder;

use crate::peers::thuchu::WithModel;
use crate::peers::{Message, share, worked};
use crate::vectors::sense;

/// The long message that is asked beside short ones.
const LONG_BYTES: usize = 1 << 20;
/// Times the long one is asked; the median counts.
const ROUNDS: usize = 5;
/// A message is short up to so many characters.
const SHORT: usize = 200;

/// What whole questions took, in milliseconds.
pub(crate) struct Whole {
    asked: usize,
    embedding: [f64; 2],
    matching: [f64; 2],
    /// Median and 95th percentile of the whole; of each message's whole over its embedding.
    whole: [f64; 2],
    ratio: [f64; 2],
    short: f64,
    long: f64,
    /// Resident megabytes of the program.
    resident: u64,
}

impl Whole {
    /// The 95th percentile of whole questions over that of embedding alone.
    pub(crate) fn over_embedding(&self) -> f64 {
        self.whole[1] / self.embedding[1]
    }

    /// A message of a megabyte over a short one, medians.
    pub(crate) fn long_over_short(&self) -> f64 {
        self.long / self.short
    }

    /// Megabytes of the program.
    pub(crate) fn resident(&self) -> u64 {
        self.resident
    }
}

/// Asks each message once, embedding it right before.
#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
pub(crate) fn measure(engine: &mut WithModel, model: &Embedder, messages: &[Message<'_>], seconds: f64) -> Whole {
    let resident = resident();
    let mut ask = |text: &str| {
        let began = worked();
        let sense = sense(model, text);
        let embedded = (worked() - began) * 1_000.0;
        engine.0.ask_with(text, Some(&sense));
        (embedded, (worked() - began) * 1_000.0)
    };
    let started = Instant::now();
    let (mut embedding, mut matching, mut whole, mut ratio) = (vec![], vec![], vec![], vec![]);
    let mut short = Vec::new();
    for message in messages {
        if started.elapsed().as_secs_f64() > seconds {
            break;
        }
        let (embedded, all) = ask(message.text);
        embedding.push(embedded);
        matching.push(all - embedded);
        whole.push(all);
        ratio.push(all / embedded);
        if message.text.chars().count() <= SHORT {
            short.push(all);
        }
    }
    let mut text = String::with_capacity(LONG_BYTES + 4_096);
    for message in messages.iter().cycle().take(if messages.is_empty() { 0 } else { LONG_BYTES }) {
        text.push_str(message.text);
        text.push_str(". ");
        if text.len() >= LONG_BYTES {
            break;
        }
    }
    let mut long: Vec<f64> = (0..ROUNDS).map(|_| ask(&text).1).collect();
    let both = |values: &mut Vec<f64>| [share(values, 0.5), share(values, 0.95)];
    Whole {
        asked: whole.len(),
        embedding: both(&mut embedding),
        matching: both(&mut matching),
        whole: both(&mut whole),
        ratio: both(&mut ratio),
        short: share(&mut short, 0.5),
        long: share(&mut long, 0.5),
        resident,
    }
}

/// One line for each size.
#[expect(clippy::print_stdout, reason = "the tables are what this program is for")]
pub(crate) fn print(all: &[(usize, Whole, f64)]) {
    if all.is_empty() {
        return;
    }
    println!("\nWhole questions with the model, in milliseconds: median / 95 %.\n");
    println!(
        "| N | asked | embedding | the rest | whole | whole ÷ embedding, of the percentiles | of each message | short | 1 MB \
         | 1 MB ÷ short | resident MB | recall of the nearest 50 |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (size, w, recall) in all {
        let two = |[median, high]: [f64; 2]| format!("{median:.2} / {high:.2}");
        let of = [w.whole[0] / w.embedding[0], w.over_embedding()];
        println!(
            "| {size} | {} | {} | {} | {} | {} | {} | {:.2} | {:.1} | {:.1} | {} | {recall:.4} |",
            w.asked,
            two(w.embedding),
            two(w.matching),
            two(w.whole),
            two(of),
            two(w.ratio),
            w.short,
            w.long,
            w.long_over_short(),
            w.resident()
        );
    }
}

/// What the system says, where there is `/proc`.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
}
