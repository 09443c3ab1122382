//! Makes the middles that vectors are seen from: the mean vector of each kind of text.
//!
//! `cargo run --release -p bench --bin centres -- --model FOLDER DIR… > centres.json`. Claims are those of the corpora,
//! messages the questions of the dev halves; Vietnamese texts count once as they are and once folded, texts of three words
//! and fewer not at all. Another model needs other middles: run it again, then `calibrate`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Parser;
use serde_json::json;
use thuchu_app::matching::test_set;
use thuchu_embed::{Embedder, WIDTH};
use thuchu_match::{Doc, Index, Sense};
use thuchu_model::{CheckId, Trust};
use thuchu_text::lang::{self, Lang};
use thuchu_text::{fold, match_form};

/// Words that a text has at the least.
const FEW_WORDS: usize = 4;

/// Makes the middles that vectors are seen from.
#[derive(Parser)]
struct Options {
    /// Folders in the layout of `thuchu evaluate`.
    #[arg(required = true, value_name = "DIR")]
    sets: Vec<PathBuf>,
    /// Folder of the language model.
    #[arg(long)]
    model: PathBuf,
    /// The split whose messages count.
    #[arg(long, default_value = "dev")]
    split: String,
}

#[expect(clippy::print_stdout, reason = "the file of the middles is what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let model = Embedder::open(&options.model).context("the model")?;
    let (mut claims, mut messages) = (Means::default(), Means::default());
    for folder in &options.sets {
        let set = test_set::load(folder, Some(&options.split)).with_context(|| folder.display().to_string())?;
        let docs = set.corpus.iter().enumerate().map(|(at, document)| Doc {
            id: CheckId::from_bytes((at as u128).to_be_bytes()),
            wordings: vec![document.text.clone()],
            title: document.title.clone(),
            links: Vec::new(),
            value: None,
            trust: Trust::Answer,
            holds_until: None,
        });
        for check in Index::build(docs).without_vectors(usize::MAX) {
            // The folded texts among them are made anew of the others.
            check.texts.iter().filter(|text| !is_folded(text)).for_each(|text| claims.add(&model, text));
        }
        for question in &set.questions {
            let mut whole = None;
            Sense::of(&question.text, &mut |texts| {
                whole = texts.first().map(|&text| text.to_owned());
                Vec::new()
            });
            whole.iter().filter(|text| !is_folded(text)).for_each(|text| messages.add(&model, text));
        }
    }
    println!("{}", json!({ "claims": claims.rounded(), "messages": messages.rounded() }));
    Ok(())
}

/// Vietnamese without marks.
fn is_folded(text: &str) -> bool {
    lang::detect(text) == Some(Lang::Vi) && fold(&match_form(text)) == match_form(text)
}

/// Sums of vectors by kind of text, and how many there are.
#[derive(Default)]
struct Means(BTreeMap<&'static str, (Vec<f64>, usize)>);

impl Means {
    fn add(&mut self, model: &Embedder, text: &str) {
        if text.split_whitespace().count() < FEW_WORDS {
            return;
        }
        if lang::detect(text) == Some(Lang::Vi) {
            self.sum("vi", model, text);
            self.sum("folded", model, &fold(&match_form(text)));
        } else {
            self.sum("en", model, text);
        }
    }

    fn sum(&mut self, kind: &'static str, model: &Embedder, text: &str) {
        let (sums, count) = self.0.entry(kind).or_insert_with(|| (vec![0.0; WIDTH], 0));
        sums.iter_mut().zip(model.embed(text).iter()).for_each(|(sum, value)| *sum += f64::from(*value));
        *count += 1;
    }

    /// The means to five places.
    fn rounded(&self) -> BTreeMap<&'static str, Vec<f64>> {
        let mean = |sums: &[f64], count: usize| -> Vec<f64> {
            sums.iter().map(|sum| (sum / count as f64 * 1e5).round() / 1e5).collect()
        };
        self.0.iter().map(|(&kind, (sums, count))| (kind, mean(sums, *count))).collect()
    }
}
