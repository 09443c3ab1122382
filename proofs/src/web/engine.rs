//! The engine without a server: the same checks and the same questions, asked by as many threads.

use std::path::Path;
use std::time::Duration;

use thuchu_app::matching::{MatchReply, Matcher, Question};
use thuchu_match::Scratch;
use thuchu_model::Timestamp;
use thuchu_store::{Db, OpenOptions, StoreUrl};
use thuchu_testkit::{FixedClock, noon};

use super::http;
use super::processors::Use;
use super::servers::Ours;
use super::wrk::Figures;
use crate::desk::now;
use crate::{Proved, at, ensure};

/// Threads that ask at a time.
pub(super) const THREADS: usize = 2;
/// Questions whose answers are compared.
const COMPARED: usize = 60;

/// A matcher and what it is asked.
pub(super) struct Engine {
    matcher: Matcher,
    pub(super) questions: Vec<String>,
}

impl Engine {
    /// Of the desk in this folder.
    pub(super) fn load(data: &Path, questions: Vec<String>) -> Proved<Self> {
        let url = StoreUrl::parse("sqlite:", Some(data)).map_err(at("the store's address"))?;
        let load = async {
            let db = Db::open(&url, OpenOptions::default(), &FixedClock::at(noon())).await?;
            let matcher = Matcher::load(&db).await;
            db.close().await;
            matcher
        };
        let matcher = thuchu_testkit::block_on(load).map_err(at("the store"))?;
        Ok(Self { matcher, questions })
    }

    /// The address of a check's page.
    pub(super) fn page(&self) -> Proved<String> {
        let question = self.questions.first().ok_or("no question")?;
        let found = self.ask(question, &mut Scratch::default()).matches.into_iter().next();
        let found = found.ok_or_else(|| format!("nothing is found: {question}"))?;
        Ok(format!("/vi/c/{}/{}", found.public_id, thuchu_text::slug(&found.claim)))
    }

    fn ask(&self, text: &str, scratch: &mut Scratch) -> MatchReply {
        // The checks of these records are not stale at any time.
        let now: Timestamp = noon();
        self.matcher.ask(Question { text, links: &[], lang: None, limit: 5, now, sense: None }, scratch)
    }

    /// Fails unless both sides do the same work: the server's answers are the engine's.
    pub(super) fn compare(&self, ours: &Ours) -> Proved {
        let mut scratch = Scratch::default();
        let step = self.questions.len().div_ceil(COMPARED).max(1);
        for question in self.questions.iter().step_by(step) {
            let body = serde_json::json!({"text": question}).to_string();
            let answer = http::post(&ours.address, "/api/v1/match", &body)?;
            let alone = serde_json::to_vec(&self.ask(question, &mut scratch)).map_err(at("JSON"))?;
            let (one, other) = (String::from_utf8_lossy(&answer.body), String::from_utf8_lossy(&alone));
            ensure(one == other, || format!("{question}\n{one}\ninstead of\n{other}"))?;
        }
        Ok(())
    }

    /// Asks for so long, each thread from another question on, and tells how it went.
    pub(super) fn ask_for(&self, turn: Duration) -> Proved<Figures> {
        let own = [std::process::id()];
        let (begun, watched) = (now(), Use::begin(&own));
        let ask = |first: usize| {
            let mut scratch = Scratch::default();
            let mut took = Vec::new();
            for question in self.questions.iter().cycle().skip(first) {
                let asked = now();
                std::hint::black_box(self.ask(question, &mut scratch));
                took.push(asked.elapsed());
                if begun.elapsed() >= turn {
                    break;
                }
            }
            took
        };
        let took = std::thread::scope(|scope| {
            let first = |thread| thread * self.questions.len() / THREADS;
            let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || ask(first(thread)))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().map_err(|_| "a thread panicked"))
                .collect::<Result<Vec<_>, _>>()
        });
        let (seconds, (used, others)) = (begun.elapsed().as_secs_f64(), watched.end());
        let mut took = took?.concat();
        took.sort_unstable();
        let ms = |share: usize| took.get(took.len() * share / 100).map_or(0.0, |took| took.as_secs_f64() * 1e3);
        #[expect(clippy::cast_precision_loss, reason = "a rate is printed and compared")]
        let asked = took.len() as f64;
        Ok(Figures { rate: asked / seconds, per_cpu: asked / used.max(0.01), others, p50: ms(50), p99: ms(99) })
    }
}
