//! `GET /desk/events`: tells an open page what changed at the desk, as server-sent events. It ends with the log-in, which
//! is looked at every minute, and nobody has more than a few.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::response::IntoResponse;
use thuchu_app::desk::events::Event;
use thuchu_model::EditorId;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Instant, sleep_until};

use super::{SignedIn, Transport};
use crate::error::Fault;
use crate::site::Site;

/// Pages of one person that listen at the same time.
const MOST_EACH: usize = 8;
/// How often the log-in is looked at, and a sign of life is sent.
const LOOK: Duration = Duration::from_secs(60);
const ALIVE: Duration = Duration::from_secs(8);

/// How many pages of each person listen.
#[derive(Default)]
pub(crate) struct Listening(Arc<Mutex<HashMap<EditorId, usize>>>);

/// One page that listens; counted until it is dropped.
struct Ear(Arc<Mutex<HashMap<EditorId, usize>>>, EditorId);

impl Listening {
    fn one(&self, who: EditorId) -> Option<Ear> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(who).or_default();
        if *count >= MOST_EACH {
            return None;
        }
        *count += 1;
        Some(Ear(self.0.clone(), who))
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.1);
            }
        }
    }
}

struct Stream {
    site: Site,
    token: String,
    news: Receiver<Event>,
    look: Instant,
    alive: Instant,
    _ear: Ear,
}

/// `GET /desk/events`
pub(crate) async fn events(
    State(site): State<Site>,
    transport: Transport,
    head: HeaderMap,
    SignedIn(person): SignedIn,
) -> Result<Response<Body>, Fault> {
    let token = transport.held(&head).ok_or(Fault::Forbidden)?;
    let ear = site.listening.one(person.editor.id).ok_or(Fault::TooMany(LOOK))?;
    let now = Instant::now();
    let news = site.steps.events.listen().ok_or(Fault::Unavailable)?;
    let stream = Stream { site, token, news, look: now + LOOK, alive: now, _ear: ear };
    let body = Body::from_stream(futures_util::stream::unfold(stream, next));
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(([kind], body).into_response())
}

async fn next(mut stream: Stream) -> Option<(Result<Bytes, Infallible>, Stream)> {
    loop {
        tokio::select! {
            news = stream.news.recv() => match news {
                Ok(event) => return Some((Ok(Bytes::from(told(event))), stream)),
                Err(RecvError::Lagged(_)) => return Some((Ok(Bytes::from_static(b"event: all\ndata: -\n\n")), stream)),
                Err(RecvError::Closed) => return None,
            },
            () = sleep_until(stream.look) => {
                // Out of reach of the store, nobody is let in either: the page comes back by itself.
                stream.site.people.person(&stream.token).await.ok().flatten().filter(|person| !person.half_way())?;
                stream.look = Instant::now() + LOOK;
            }
            () = sleep_until(stream.alive) => {
                stream.alive = Instant::now() + ALIVE;
                return Some((Ok(Bytes::from_static(b": here\n\n")), stream));
            }
        }
    }
}

/// An event as a browser reads it.
fn told(event: Event) -> String {
    match event {
        Event::Batch => "event: batch\ndata: -\n\n".to_owned(),
        Event::Changed(object) => format!("event: changed\ndata: {object}\n\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_listens_on_more_than_a_few_pages_and_a_closed_one_makes_room() {
        let (all, one, two) = (Listening::default(), EditorId::from_bytes([1; 16]), EditorId::from_bytes([2; 16]));
        let mut ears: Vec<_> = (0..MOST_EACH).map(|_| all.one(one).expect("room")).collect();
        assert!(all.one(one).is_none(), "no more");
        assert!(all.one(two).is_some(), "others have their own");
        ears.pop();
        assert!(all.one(one).is_some(), "room again");
        drop(ears);
        assert!(all.0.lock().unwrap().is_empty(), "nothing is remembered of who left");
    }
}
