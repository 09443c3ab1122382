//! Running `wrk` and reading what it found.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::processors::Use;
use crate::{Proved, at, ensure};

/// Says what was found in one line, times in microseconds.
const DONE: &str = r#"
done = function(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("\nFIGURES %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), failed))
end
"#;

/// Each thread begins at another of the bodies, and goes round.
const ASK: &str = r#"
local threads = 0
setup = function(thread)
  thread:set("first", threads * math.floor(#bodies / 2))
  threads = threads + 1
end
local requests, at = {}, 0
init = function(args)
  wrk.headers["content-type"] = "application/json"
  for n, body in ipairs(bodies) do requests[n] = wrk.format("POST", "/api/v1/match", nil, body) end
  at = first
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
"#;

/// How it is run.
pub(super) struct Wrk {
    /// Where its scripts go.
    pub(super) folder: PathBuf,
    /// How long.
    pub(super) turn: Duration,
}

/// What is asked for.
pub(super) struct Target {
    pub(super) url: String,
    /// The processes that answer.
    pub(super) processes: Vec<u32>,
    pub(super) headers: Vec<(&'static str, String)>,
}

/// What one turn gave, or the medians of several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figures {
    /// Requests a second.
    pub(super) rate: f64,
    /// Requests for each second of the answering side's processor time.
    pub(super) per_cpu: f64,
    /// Share of the machine's processors that others used meanwhile, 0 to 1.
    pub(super) others: f64,
    /// Milliseconds.
    pub(super) p50: f64,
    /// Milliseconds.
    pub(super) p99: f64,
}

impl Wrk {
    /// Asks for the same thing again and again.
    pub(super) fn get(&self, target: &Target, connections: u32) -> Proved<Figures> {
        let headers: Vec<String> = target.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let headers: Vec<&str> = headers.iter().flat_map(|header| ["-H", header.as_str()]).collect();
        self.run(DONE, &headers, connections, target)
    }

    /// Posts these questions, round and round.
    pub(super) fn ask(&self, target: &Target, questions: &[String], connections: u32) -> Proved<Figures> {
        let mut script = "bodies = {\n".to_owned();
        for question in questions {
            let body = serde_json::json!({"text": question});
            // JSON has no line of its own here, and no text holds the closing mark.
            let _ = writeln!(script, "[====[{body}]====],");
        }
        script += "}\n";
        self.run(&format!("{script}{ASK}{DONE}"), &[], connections, target)
    }

    fn run(&self, script: &str, headers: &[&str], connections: u32, target: &Target) -> Proved<Figures> {
        let path = self.folder.join("script.lua");
        std::fs::write(&path, script).map_err(at(path.display()))?;
        let (connections, seconds) = (connections.to_string(), self.turn.as_secs().max(1).to_string());
        let mut command = Command::new("wrk");
        command.args(["-t", "2", "-c", &connections, "-d", &seconds, "-s"]).arg(&path).args(headers).arg(&target.url);
        let watched = Use::begin(&target.processes);
        let output = command.output().map_err(at("wrk"))?;
        let (used, others) = watched.end();
        let out = String::from_utf8_lossy(&output.stdout);
        let found = figures(&out).ok_or_else(|| format!("wrk: {out}{}", String::from_utf8_lossy(&output.stderr)))?;
        let (requests, figures, failed) = found;
        ensure(failed == 0.0, || format!("{}: {failed} requests failed\n{out}", target.url))?;
        Ok(Figures { per_cpu: requests / used.max(0.01), others, ..figures })
    }
}

/// How many requests there were, how they went, and how many failed.
fn figures(out: &str) -> Option<(f64, Figures, f64)> {
    let line = out.lines().find_map(|line| line.strip_prefix("FIGURES "))?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    let [requests, micros, p50, p99, failed] = numbers[..] else { return None };
    let figures = Figures { rate: requests / micros * 1e6, per_cpu: 0.0, others: 0.0, p50: p50 / 1e3, p99: p99 / 1e3 };
    Some((requests, figures, failed))
}

impl Figures {
    /// The median of each figure by itself.
    pub(super) fn median(turns: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut found: Vec<f64> = turns.iter().map(figure).collect();
            found.sort_by(f64::total_cmp);
            let middle = found.len() / 2;
            if found.len() % 2 == 1 { found[middle] } else { f64::midpoint(found[middle - 1], found[middle]) }
        };
        let (rate, per_cpu, others) = (of(|turn| turn.rate), of(|turn| turn.per_cpu), of(|turn| turn.others));
        Self { rate, per_cpu, others, p50: of(|turn| turn.p50), p99: of(|turn| turn.p99) }
    }

    /// How many times the other side's these are, and what the bars are, as a row of the table.
    pub(super) fn ratio(&self, other: &Self, share: &str, p99: &str) -> String {
        format!(
            "| | ratio | {:.2} {share} | {:.2} | {:.2} | {:.2} {p99} |",
            self.rate / other.rate,
            self.per_cpu / other.per_cpu,
            self.p50 / other.p50,
            self.p99 / other.p99
        )
    }

    /// A row of the table.
    pub(super) fn row(&self, case: &str, who: &str) -> String {
        format!("| {case} | {who} | {:.0} | {:.0} | {:.3} | {:.3} |", self.rate, self.per_cpu, self.p50, self.p99)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_script_is_read_and_medians_are_taken() {
        let out = "Running 8s test\n\nFIGURES 80000 8000000 400 1500 0\n";
        let (_, one, failed) = figures(out).unwrap();
        assert_eq!((one.rate, one.p50, one.p99, failed), (10_000.0, 0.4, 1.5, 0.0));
        let median = Figures::median(&[one, Figures { rate: 1.0, ..one }, Figures { rate: 12_000.0, p99: 9.0, ..one }]);
        assert_eq!((median.rate, median.p99), (10_000.0, 1.5));
    }
}
