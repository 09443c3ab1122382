//! Who uses the processors while something is measured.

use crate::desk::ticks;

/// Processor time up to some moment, in 1/100 s.
pub(super) struct Use<'a> {
    processes: &'a [u32],
    answering: u64,
    ours: u64,
    all: Machine,
}

/// Fields of `/proc/stat`, over all processors; 0 where there is no such file.
#[derive(Default, Clone, Copy)]
struct Machine {
    busy: u64,
    idle: u64,
}

impl<'a> Use<'a> {
    /// Watches the processes that answer.
    pub(super) fn begin(processes: &'a [u32]) -> Self {
        Self { processes, answering: of(processes), ours: own(), all: Machine::now() }
    }

    /// What they used since, in seconds, and which share of all processors neither they nor this proof and its ended
    /// children (`wrk`) used.
    #[expect(clippy::cast_precision_loss, reason = "a share is printed and compared")]
    pub(super) fn end(self) -> (f64, f64) {
        let now = Machine::now();
        let answering = of(self.processes).saturating_sub(self.answering);
        let (ours, busy) = (own().saturating_sub(self.ours), now.busy.saturating_sub(self.all.busy));
        let all = busy + now.idle.saturating_sub(self.all.idle);
        // The proof itself may be what answers.
        let used = if self.processes == [std::process::id()] { ours } else { ours + answering };
        (answering as f64 / 100.0, busy.saturating_sub(used) as f64 / all.max(1) as f64)
    }
}

fn of(processes: &[u32]) -> u64 {
    processes.iter().filter_map(|process| ticks(*process)).sum()
}

/// Fields 14 to 17 of `/proc/self/stat`: this process and its ended children.
fn own() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(11).take(4).filter_map(|field| field.parse::<u64>().ok()).sum()
}

impl Machine {
    fn now() -> Self {
        let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
        let fields = stat.lines().next().unwrap_or_default().split_whitespace().skip(1);
        // user, nice, system, idle, iowait, irq, softirq, steal; what guests use is within user.
        let fields: Vec<u64> = fields.take(8).filter_map(|field| field.parse().ok()).collect();
        let idle = fields.iter().skip(3).take(2).sum();
        Self { busy: fields.iter().sum::<u64>().saturating_sub(idle), idle }
    }
}
