//! What a list, a topic's list, the archive, a search and its suggestions cost at a hundred times as many checks, beside what
//! they cost at a thousand, in one run.
//!
//! Every request is another one (another place in the list, other words), so none is answered from what was rendered before.
//! The two servers take turns. The bar is held on the processor time of the server, which others on the machine disturb least.

use std::time::Duration;

use thuchu_store::{Db, OpenOptions, StoreUrl, args};
use thuchu_testkit::{FixedClock, noon};

use super::processors::Use;
use super::servers::Ours;
use super::{Plan, SEED, claims, desk_of, http, questions};
use crate::desk::{Desk, now};
use crate::dice::Dice;
use crate::{Proved, at, ensure};

/// Most times the cost at [`SMALL`] checks.
const GROWTH: f64 = 2.0;
/// Checks of the smaller desk.
const SMALL: u64 = 1_000;
/// Requests of a turn.
const REQUESTS: usize = 150;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
enum Surface {
    List,
    Filtered,
    Topic,
    Archive,
    Search,
    Suggest,
}

const ALL: [Surface; 6] =
    [Surface::List, Surface::Filtered, Surface::Topic, Surface::Archive, Surface::Search, Surface::Suggest];

impl Surface {
    const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Filtered => "list by rating and language",
            Self::Topic => "topic",
            Self::Archive => "archive of a month",
            Self::Search => "search",
            Self::Suggest => "suggestions while typing",
        }
    }

    /// A request for it that nobody sent before.
    fn ask(self, server: &Ours, month: &str, words: &str, dice: &mut Dice) -> Proved {
        let place = place(dice);
        let answer = match self {
            Self::List => server.get(&format!("/vi/checks?after={place}"), &[]),
            Self::Filtered => server.get(&format!("/vi/checks?rating=false&lang=vi&after={place}"), &[]),
            Self::Topic => server.get(&format!("/vi/t/health?after={place}"), &[]),
            Self::Archive => server.get(&format!("/vi/archive/{month}?after={place}"), &[]),
            Self::Search => server.get(&format!("/vi/checks?{}", form("q", words)), &[]),
            Self::Suggest => http::post_form(&server.address, "/vi/search", &form("text", words)),
        }?;
        ensure(answer.status == 200, || format!("{}: {} for {words}", self.name(), answer.status))
    }
}

/// One value as forms send it.
fn form(name: &str, value: &str) -> String {
    let mut text = format!("{name}=");
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() { text.push(char::from(byte)) } else { text.push_str(&format!("%{byte:02x}")) }
    }
    text
}

/// Somewhere in a list: the newest day there can be, and a check nobody has, so that a page follows.
fn place(dice: &mut Dice) -> String {
    let random: String =
        (0..32).map(|_| char::from_digit(u32::try_from(dice.below(16)).unwrap_or(0), 16).unwrap_or('0')).collect();
    let day = noon().day().map_or(0, |day| day.midnight().micros() / 86_400_000_000);
    format!("{:08x}{random}", i32::try_from(day).unwrap_or(0).cast_unsigned())
}

/// Proves it with the desk that the other measurements use.
pub(super) fn prove(plan: &Plan, large: &Desk, say: &mut dyn FnMut(&str)) -> Proved<Vec<String>> {
    let small = desk_of(&Plan { records: SMALL.min(plan.records), ..plan.clone() }, say)?;
    for desk in [&small, large] {
        give_topics(desk)?;
    }
    let servers = [Ours::start(&small)?, Ours::start(large)?];
    let words = questions::of(&claims(plan)?, REQUESTS * usize::try_from(plan.rounds).unwrap_or(1), SEED);
    // As people type into a box of their own: a few words.
    let words: Vec<String> = words.iter().map(|text| text.split(' ').take(6).collect::<Vec<_>>().join(" ")).collect();
    let months = [month(&servers[0])?, month(&servers[1])?];
    say(&format!(
        "\n| {} and {} checks | ms CPU | ms CPU | times | ms median | ms median |\n|---|---|---|---|---|---|",
        SMALL, plan.records
    ));
    let (mut missed, mut dice) = (Vec::new(), Dice::new(SEED));
    for surface in ALL {
        let mut cost = [(0.0, Vec::new()), (0.0, Vec::new())];
        for round in 0..plan.rounds {
            for (server, (month, (cpu, took))) in servers.iter().zip(months.iter().zip(&mut cost)) {
                let processes = server.processes();
                let watched = Use::begin(&processes);
                for n in 0..REQUESTS {
                    let place = (usize::try_from(round).unwrap_or(0) * REQUESTS + n) % words.len().max(1);
                    let begun = now();
                    surface.ask(server, month, words.get(place).map_or("", String::as_str), &mut dice)?;
                    took.push(begun.elapsed());
                }
                *cpu += watched.end().0;
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "a cost is printed and compared")]
        let all = (REQUESTS * usize::try_from(plan.rounds).unwrap_or(1)) as f64;
        let [small, large] = cost.map(|(cpu, took)| (cpu * 1e3 / all, median(took)));
        let times = large.0 / small.0.max(0.01);
        say(&format!(
            "| {} | {:.2} | {:.2} | {times:.2} (≤ {GROWTH}) | {:.2} | {:.2} |",
            surface.name(),
            small.0,
            large.0,
            small.1,
            large.1
        ));
        if times > GROWTH {
            missed.push(format!("{}: {times:.2} × its cost at {SMALL} checks", surface.name()));
        }
    }
    Ok(missed)
}

fn median(mut took: Vec<Duration>) -> f64 {
    took.sort_unstable();
    took.get(took.len() / 2).map_or(0.0, |took| took.as_secs_f64() * 1e3)
}

/// The newest month that the archive names.
fn month(server: &Ours) -> Proved<String> {
    let page = server.get("/vi/archive", &[])?;
    let text = String::from_utf8_lossy(&page.body).into_owned();
    let found = text.split("/vi/archive/").nth(1).and_then(|rest| rest.get(..7)).map(str::to_owned);
    found.ok_or_else(|| "the archive names no month".to_owned())
}

/// The records have no subject: a third of them gets one, spread evenly, as a desk of its own checks would have.
fn give_topics(desk: &Desk) -> Proved {
    let url = StoreUrl::parse("sqlite:", Some(&desk.data)).map_err(at("the store's address"))?;
    let clock = FixedClock::at(noon());
    let set = async {
        let db = Db::open(&url, OpenOptions::default(), &clock).await?;
        let mut tx = db.begin().await?;
        tx.tamper("UPDATE checks SET topic = 'health' WHERE public_id < '9'", args![]).await?;
        tx.commit().await?;
        db.close().await;
        Ok::<_, thuchu_store::StoreError>(())
    };
    thuchu_testkit::block_on(set).map_err(at("the topics"))
}
