//! Everybody who waits is told, once, however often the program is killed and whatever the mail server does.
//!
//! A check is published to many askers and then corrected; the program that sends is killed at moments drawn by lot. The
//! fake mail server keeps what it took over. Same name twice is the one gap that is promised (a kill between the server's
//! word and ours): at most one for each delivery that was under way at a kill.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use thuchu_app::Desk;
use thuchu_app::publish::Publish;
use thuchu_model::{ChangeKind, ReviewId, Timestamp};
use thuchu_testkit::{FakeSmtp, FixedClock, TestStore, asked, draft_content, editor};

use crate::desk::{self, now};
use crate::dice::Dice;
use crate::{Proved, at, ensure};

/// Deliveries that the program has under way at a time.
const AT_ONCE: usize = 4;
/// Longest that a kill is waited for.
const LONGEST_RUN: u64 = 1_500;
/// How long all of them may take: what was refused for now is tried again after half a minute, and doubled.
const PATIENCE: Duration = Duration::from_secs(400);

/// How many are told, and how often the program is killed over it.
pub struct Plan {
    /// The program `thuchu`.
    pub program: PathBuf,
    /// Askers with an address.
    pub askers: usize,
    /// Kills while the answer goes out, and as many while the correction does.
    pub kills: u32,
}

/// Publishes, corrects, kills, counts.
pub async fn prove(plan: &Plan, say: &mut dyn FnMut(&str)) -> Proved {
    let store = TestStore::sqlite().await;
    let server = FakeSmtp::start().await;
    let review = store.submitted("Uống nước chanh nóng chữa được cúm", draft_content()).await.id;
    let today = Desk { clock: Arc::new(FixedClock::at(real_now())), ..store.desk() };
    asked(&today, review, &addresses(plan.askers)).await;
    publish(&today, review, 1).await?;
    let mut dice = Dice::new(1);
    let killed = send(plan, &store, &server, plan.askers, &mut dice).await?;
    let revision = store.changed(review, ChangeKind::Correction, "Sửa con số.", "Bản hai.").await;
    publish(&today, review, revision).await?;
    let killed = killed + send(plan, &store, &server, plan.askers * 2, &mut dice).await?;

    let mut names: BTreeMap<(String, String), usize> = BTreeMap::new();
    for mail in server.taken() {
        let name = mail.header("Message-ID").unwrap_or_default().to_owned();
        *names.entry((mail.to, name)).or_default() += 1;
    }
    // The server itself drops the connection of these after it took them over: they are sent once more by right.
    let by_right = |to: &str| to.starts_with("drop");
    let again: usize = names.iter().filter(|((to, _), _)| !by_right(to)).map(|(_, count)| count - 1).sum();
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    for (to, _) in names.keys() {
        *told.entry(to).or_default() += 1;
    }
    say(&format!(
        "{} askers, {killed} kills: {} told of the answer and the correction, each under two names; {again} taken over twice",
        plan.askers,
        told.values().filter(|count| **count == 2).count(),
    ));
    ensure(told.len() == plan.askers && told.values().all(|count| *count == 2), || {
        format!(
            "not everybody was told twice: {:?}",
            told.iter().filter(|(_, count)| **count != 2).take(5).collect::<Vec<_>>()
        )
    })?;
    ensure(again <= killed as usize * AT_ONCE, || format!("{again} doubles of {killed} kills"))
}

/// Every tenth is busy at first, a few are cut after they were taken over.
fn addresses(askers: usize) -> Vec<String> {
    let kind = |number: usize| match number % 50 {
        3 | 13 | 23 => "busy1",
        33 => "drop",
        _ => "an",
    };
    (0..askers).map(|number| format!("{}-{number}@vi-du.example", kind(number))).collect()
}

async fn publish(desk: &Desk, review: ReviewId, revision: u32) -> Proved {
    let done = Publish::new(desk.clone()).approve(editor(2).id, review, revision, None).await;
    done.map(drop).map_err(at("publishing"))
}

/// Runs the program until the server has taken this many names over, killing it on the way.
async fn send(plan: &Plan, store: &TestStore, server: &FakeSmtp, most: usize, dice: &mut Dice) -> Proved<u32> {
    let desk = desk::Desk::new(&plan.program, store.data.path(), None)?;
    let begun = now();
    let mut killed = 0;
    loop {
        let mut command = desk.command(&[], &["serve", "--listen", "127.0.0.1:0"]);
        command.env("THUCHU_MAIL", server.url()).env("THUCHU_MAIL_FROM", "Thực Hư <tin@vi-du.example>");
        let mut child = command.stdout(std::process::Stdio::null()).spawn().map_err(at("thuchu serve"))?;
        let kill_after =
            (killed < plan.kills).then(|| Duration::from_millis(200 + dice.below(LONGEST_RUN as usize) as u64));
        let started = now();
        let done = loop {
            tokio::time::sleep(Duration::from_millis(20)).await;
            let names: std::collections::BTreeSet<_> =
                server.taken().iter().filter_map(|mail| mail.header("Message-ID").map(str::to_owned)).collect();
            if names.len() >= most {
                break true;
            }
            if kill_after.is_some_and(|after| started.elapsed() >= after) {
                killed += 1;
                break false;
            }
            ensure(begun.elapsed() < PATIENCE, || format!("{} of {most} after {PATIENCE:?}", names.len()))?;
        };
        if done {
            // What is written down after the server's word has a moment.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        child.kill().and_then(|()| child.wait()).map_err(at("thuchu serve"))?;
        if done {
            return Ok(killed);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the program that is started reads the real clock")]
fn real_now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(since.as_micros() as i64)
}
