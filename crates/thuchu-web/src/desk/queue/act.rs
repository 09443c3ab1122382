//! Acts on one cluster. Each is a form; each leads back to the page it came from, with what was done and the way to undo
//! it, or shows that page again with the reason why not.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::{HeaderMap, Response};
use thuchu_app::desk::queue::{At, QueueError, Verdict};
use thuchu_app::people::Person;
use thuchu_model::{ActId, ClosingReason, ClusterId, Day, EditorId, PublicId, Sha256Hash, Topic};

use super::super::frame::{Fields, Named, Visit};
use super::super::see;
use super::query::{Look, at};
use super::{After, show, suggest, words};
use crate::error::Fault;
use crate::language::Reader;
use crate::site::Site;

/// A posted form.
pub(crate) struct Form(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        Fields::from_request(request, state).await.map(|Fields(pairs)| Self(pairs))
    }
}

impl Form {
    /// The first field of this name; empty when it is missing.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// All fields of this name.
    pub(crate) fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The page that the form stood on.
    pub(crate) fn look(&self) -> Look {
        let pairs: Vec<_> = url::form_urlencoded::parse(self.get("back").as_bytes()).into_owned().collect();
        Look::of(&pairs)
    }
}

/// Everything an act on one cluster needs.
pub(crate) struct Asked {
    pub(crate) site: Site,
    reader: Reader,
    head: HeaderMap,
    pub(crate) person: Person,
    pub(crate) at: At,
    pub(crate) form: Form,
}

impl FromRequest<Site> for Asked {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Fault> {
        let (mut parts, body) = request.into_parts();
        let Visit { site, reader, head, person } = Visit::from_request_parts(&mut parts, site).await?;
        let Named(id) = Named::<ClusterId>::from_request_parts(&mut parts, &site).await?;
        let form = Form::from_request(Request::from_parts(parts, body), &site).await?;
        // A form without its revision read nothing.
        let revision = form.get("rev").parse().unwrap_or(0);
        Ok(Self { site, reader, head, person, at: (id, revision), form })
    }
}

impl Asked {
    /// Back to the cluster, or to the list where it is gone from the shelves.
    async fn answer(self, word: &str, done: Result<ActId, QueueError>) -> Result<Response<Body>, Fault> {
        match done {
            Ok(act) => {
                let query = self.form.look().query();
                let last = matches!(word, "closed" | "removed");
                let undo = if last { String::new() } else { format!("&undo={act}") };
                let path = if last { "/desk/queue".to_owned() } else { format!("/desk/clusters/{}", self.at.0) };
                Ok(see(&self.reader, &done_at(&path, &query, &format!("done={word}{undo}"))))
            }
            Err(error) => self.refused(error).await,
        }
    }

    async fn refused(self, error: QueueError) -> Result<Response<Body>, Fault> {
        let typed = Some(self.form.get("wording").to_owned()).filter(|typed| !typed.is_empty());
        let after = After { typed, ..After::refused(words::refused(error)?) };
        show(&self.site, (&self.reader, &self.head), &self.person, self.form.look(), Some(self.at.0), after).await
    }
}

/// A path with a look and with what was done.
pub(crate) fn done_at(path: &str, query: &str, done: &str) -> String {
    let query = if query.is_empty() { done.to_owned() } else { format!("{query}&{done}") };
    at(path, &query)
}

/// The acts that a form names; `None` when it names anything else.
pub(crate) fn acts(text: &str) -> Option<Vec<ActId>> {
    text.split(',').map(ActId::parse).collect()
}

/// The check that somebody typed: its code, or an address that ends with it and maybe its slug.
pub(crate) fn check(typed: &str) -> Option<PublicId> {
    let path = typed.split(['?', '#']).next().unwrap_or_default();
    let after = path.rsplit_once("/c/").map_or(path, |(_, after)| after);
    PublicId::parse(after.split('/').next().unwrap_or_default().trim()).ok()
}

macro_rules! act {
    ($(#[$doc:meta])* $name:ident, $word:literal, |$asked:ident| $work:expr) => {
        $(#[$doc])*
        pub(crate) async fn $name($asked: Asked) -> Result<Response<Body>, Fault> {
            let done = $work;
            $asked.answer($word, done).await
        }
    };
}

act!(/// `POST /desk/clusters/{id}/take`
    take, "taken", |asked| asked.site.steps.queue.take(asked.person.editor.id, asked.at).await);

act!(/// `POST /desk/clusters/{id}/assign`: to somebody, or back.
assign, "assigned", |asked| match asked.form.get("to") {
    "" => asked.site.steps.queue.assign(asked.person.editor.id, asked.at, None).await,
    to => match EditorId::parse(to) {
        Some(to) => asked.site.steps.queue.assign(asked.person.editor.id, asked.at, Some(to)).await,
        None => Err(QueueError::Missing("editor")),
    },
});

act!(/// `POST /desk/clusters/{id}/due`
due, "due", |asked| match asked.form.get("due") {
    "" => asked.site.steps.queue.set_due(asked.person.editor.id, asked.at, None).await,
    due => match Day::parse(due) {
        Some(due) => asked.site.steps.queue.set_due(asked.person.editor.id, asked.at, Some(due)).await,
        None => Err(QueueError::Text),
    },
});

act!(/// `POST /desk/clusters/{id}/topic`
topic, "topic", |asked| {
    let topic = Topic::parse(asked.form.get("topic"));
    asked.site.steps.queue.set_topic(asked.person.editor.id, asked.at, topic).await
});

act!(/// `POST /desk/clusters/{id}/wording`
    wording, "worded", |asked| asked.site.steps.queue.set_wording(asked.person.editor.id, asked.at, asked.form.get("wording")).await);

act!(/// `POST /desk/clusters/{id}/attach`: answers it by a check that exists; a suggestion that is confirmed so is kept.
attach, "attached", |asked| match check(asked.form.get("check")) {
    Some(check) => {
        if asked.form.get("suggested") == "1" {
            judge(&asked, check, true).await?;
        }
        asked.site.steps.queue.attach(asked.person.editor.id, asked.at, check).await
    }
    None => Err(QueueError::Missing("check")),
});

act!(/// `POST /desk/clusters/{id}/close`: not checkable.
close, "closed", |asked| match ClosingReason::parse(asked.form.get("reason")) {
    Some(reason) => asked.site.steps.queue.close(asked.person.editor.id, asked.at, reason).await,
    None => Err(QueueError::Text),
});

act!(/// `POST /desk/clusters/{id}/remove`: at once.
remove, "removed", |asked| match asked.form.get("sure") {
    "1" => asked.site.steps.queue.remove(asked.person.editor.id, asked.at).await,
    _ => Err(QueueError::Text),
});

/// `POST /desk/clusters/{id}/merge`: into another one, which is then looked at.
pub(crate) async fn merge(asked: Asked) -> Result<Response<Body>, Fault> {
    let Some(into) = pick(asked.form.get("into")) else { return asked.refused(QueueError::Missing("cluster")).await };
    match asked.site.steps.queue.merge(asked.person.editor.id, asked.at, into).await {
        Ok(act) => Asked { at: into, ..asked }.answer("merged", Ok(act)).await,
        Err(error) => asked.refused(error).await,
    }
}

/// `POST /desk/clusters/{id}/split`: the wordings that were marked.
pub(crate) async fn split(asked: Asked) -> Result<Response<Body>, Fault> {
    let wordings: Vec<_> = asked.form.all("wording_hash").filter_map(Sha256Hash::parse).collect();
    let done = asked.site.steps.queue.split(asked.person.editor.id, asked.at, &wordings).await;
    asked.answer("split", done.map(|(act, _)| act)).await
}

/// `POST /desk/clusters/{id}/reject`: a suggestion is about something else.
pub(crate) async fn reject(asked: Asked) -> Result<Response<Body>, Fault> {
    let Some(check) = check(asked.form.get("check")) else { return asked.refused(QueueError::Missing("check")).await };
    judge(&asked, check, false).await?;
    let path = format!("/desk/clusters/{}", asked.at.0);
    Ok(see(&asked.reader, &done_at(&path, &asked.form.look().query(), "done=judged")))
}

/// Keeps an editor's word on a suggestion, if the engine still makes it.
async fn judge(asked: &Asked, check: PublicId, confirmed: bool) -> Result<(), Fault> {
    let opened = asked.site.steps.queue.open(asked.person.editor.id, asked.at.0).await?;
    let lang = asked.reader.lang;
    let found = suggest::of_check(&asked.site, &opened, |found| found.public_id == check, lang).await?;
    if let Some((_, suggested)) = found {
        let verdict = Verdict { suggested: &suggested, confirmed };
        asked.site.steps.queue.judge(asked.person.editor.id, asked.at, verdict).await?;
    }
    Ok(())
}

/// A cluster and its revision, as forms carry them: `ID.REVISION`.
pub(crate) fn pick(text: &str) -> Option<At> {
    let (id, revision) = text.split_once('.')?;
    Some((ClusterId::parse(id)?, revision.parse().ok()?))
}

/// `POST /desk/queue/undo`: the acts that were just done.
pub(crate) async fn undo(Visit { site, reader, head, person }: Visit, form: Form) -> Result<Response<Body>, Fault> {
    let open = ClusterId::parse(form.get("open"));
    let mut failed = None;
    for id in acts(form.get("acts")).unwrap_or_default() {
        if let Err(error) = site.steps.queue.undo(person.editor.id, id).await {
            failed = Some(words::refused(error)?);
        }
    }
    let look = form.look();
    match failed {
        Some(text) => show(&site, (&reader, &head), &person, look, open, After::refused(text)).await,
        None => {
            let path = open.map_or_else(|| "/desk/queue".to_owned(), |id| format!("/desk/clusters/{id}"));
            Ok(see(&reader, &done_at(&path, &look.query(), "done=undone")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_named_by_its_code_or_its_address() {
        let wanted = PublicId::parse("4K7M2PXA").ok();
        assert!(wanted.is_some());
        for typed in ["4K7M2PXA", " 4k7m2pxa ", "/c/4K7M2PXA", "https://tin.example/vi/c/4K7M2PXA/uong-nuoc?x=1#y"] {
            assert_eq!(check(typed.trim()), wanted, "{typed}");
        }
        for typed in ["", "/c/", "https://tin.example/vi/checks", "4K7M2PX"] {
            assert_eq!(check(typed), None, "{typed}");
        }
    }
}
