//! Sends requests and judges every answer by what holds for all of them.

use std::collections::BTreeMap;

use super::server::Server;
use super::wire::{Answer, ask};
use crate::{Proved, ensure};

/// Counts what came back.
#[derive(Debug, Default)]
pub(super) struct Judge {
    by_status: BTreeMap<u16, u64>,
}

impl Judge {
    /// Sends bytes to a server that must answer once, with one of these statuses, whole, and with the headers of every
    /// answer.
    pub(super) fn ask(&mut self, server: &Server, what: &str, bytes: &[u8], allowed: &[u16]) -> Proved<Answer> {
        let answer = ask(server.address, bytes)?;
        self.judge(what, &answer, allowed)?;
        Ok(answer)
    }

    /// Judges an answer that is there already.
    pub(super) fn judge(&mut self, what: &str, answer: &Answer, allowed: &[u16]) -> Proved {
        let shown = || answer.text().chars().take(1_500).collect::<String>();
        ensure(answer.count() == 1, || format!("{what}: {} answers\n{}", answer.count(), shown()))?;
        ensure(allowed.contains(&answer.status), || {
            format!("{what}: {} instead of {allowed:?}\n{}", answer.status, shown())
        })?;
        answer.is_safe(what)?;
        *self.by_status.entry(answer.status).or_default() += 1;
        Ok(())
    }

    /// `312 answers: 200 × 40, 400 × 272`.
    pub(super) fn told(&self) -> String {
        let list: Vec<String> = self.by_status.iter().map(|(status, count)| format!("{status} × {count}")).collect();
        format!("{} answers: {}", self.by_status.values().sum::<u64>(), list.join(", "))
    }
}
