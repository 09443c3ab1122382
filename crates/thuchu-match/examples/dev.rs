//! Development: evaluate a folder. Temporary.
use std::collections::HashMap;
use thuchu_match::{Weights, evaluate::*};
fn lines<T: serde::de::DeserializeOwned>(p: &str) -> Vec<T> { std::fs::read_to_string(p).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect() }
#[derive(serde::Deserialize)] struct Rel { query_id: String, doc_id: String }
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let mut right: HashMap<String, Vec<String>> = HashMap::new();
    for r in lines::<Rel>(&format!("{dir}/qrels.dev.jsonl")) { right.entry(r.query_id).or_default().push(r.doc_id); }
    let set = TestSet { corpus: lines(&format!("{dir}/corpus.jsonl")), questions: lines(&format!("{dir}/queries.dev.jsonl")), right };
    let mut set = set;
    if let Ok(k) = std::env::var("KEEP") { let k: usize = k.parse().unwrap(); let asked: std::collections::HashSet<String> = set.right.values().flatten().cloned().collect();
      let (a, b): (Vec<_>, Vec<_>) = std::mem::take(&mut set.corpus).into_iter().partition(|d| asked.contains(&d.id)); set.corpus = a; set.corpus.extend(b.into_iter().take(k)); }
    let weights = match std::env::args().nth(2) { Some(f) if f != "-" => Weights::parse(&std::fs::read_to_string(f).unwrap()).unwrap(), _ => Weights::built_in() };
    let start = std::time::Instant::now();
    let (report, per) = run(&set, &weights, Options { leave_one_out: std::env::args().any(|a| a == "loo"), threads: 1 }, &|| start.elapsed(), &|_, _| {});
    if let Some(out) = std::env::var("FEATURES").ok() { use std::io::Write; let mut f = std::fs::OpenOptions::new().append(true).create(true).open(out).unwrap();
      for p in &per { if p.features.is_empty() { continue; } let r = !p.left_out && set.right.get(&p.query_id).is_some_and(|r| r.contains(&p.top[0].doc_id)); writeln!(f, "{}", serde_json::json!({"q":p.query_id,"v":p.variant,"lo":p.left_out,"r":r,"f":p.features,"set":dir})).unwrap(); } }
    std::fs::write("/tmp/per.jsonl", per.iter().map(|p| serde_json::to_string(p).unwrap() + "\n").collect::<String>()).unwrap();
    let f = |name: &str, x: &Figures| println!("{name:14} q{:5} r1 {:.3} r5 {:.3} | answered {:4} right {:4} auc {:.3} p95 {:.3}", x.queries, x.recall_1.unwrap_or(-1.0), x.recall_5.unwrap_or(-1.0), x.decision.answered, x.decision.right, x.decision.auc.unwrap_or(-1.0), x.decision.recall_at_p95.unwrap_or(-1.0));
    for (n, x) in &report.by_variant { f(n, x); }
    f("ALL", &report.figures);
    println!("{:?} index {:.3}s bytes {}", report.ms_per_query, report.index_seconds, report.bytes_per_claim);
}
