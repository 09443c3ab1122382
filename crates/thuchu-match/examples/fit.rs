//! Development: fit. Temporary.
use thuchu_match::*;
#[derive(serde::Deserialize)] struct L { v: Option<String>, lo: bool, r: bool, f: Vec<f32>, set: String }
fn main() {
    let mut ex = vec![];
    for l in std::fs::read_to_string("/tmp/f.jsonl").unwrap().lines() {
        let l: L = serde_json::from_str(l).unwrap();
        let v = l.v.clone().unwrap_or_default();
        let hand = l.set.contains("hand");
        let mut w = 1.0; if v.starts_with("neg_") && v != "neg_other" { w = 4.0; } if hand { w = 8.0; }
        if l.lo { w *= 0.5; }
        ex.push(Example { features: l.f.try_into().unwrap(), right: l.r, weight: w });
    }
    let ridge = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(3.0);
    let w = fit(&Weights::built_in(), &ex, ridge);
    println!("{}", serde_json::to_string_pretty(&w).unwrap());
}
