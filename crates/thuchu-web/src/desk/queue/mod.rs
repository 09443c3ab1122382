//! `/desk/queue` and `/desk/clusters/{id}`: three panes, filters, list and the open cluster. One page with one template;
//! scripts, where they run, take the panes out of it. Everything works without them.

pub(crate) mod act;
pub(crate) mod bulk;
mod query;
mod show;
pub(super) mod suggest;
pub(crate) mod views;
mod words;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use axum::response::IntoResponse;
use thuchu_app::desk::help::{self, Help};
use thuchu_app::desk::queue::{Assigned, Colleague, Filter, LONGEST_NAME, LONGEST_WORDING, MOST_COUNTED, Order, Shelf};
use thuchu_app::people::Person;
use thuchu_model::{Act, ClosingReason, ClusterId, MediaId, Topic, may};
use thuchu_say::{self as say, Message};

use super::frame::{Bar, Named, Visit, Wrong, frame, page as answer};
use super::{SignedIn, see, serves};
use crate::error::Fault;
use crate::language::Reader;
use crate::look::{Frame, path_of};
use crate::site::Site;

use query::{Look, at};
use show::{Item, Row};

/// Days that the filter by age offers.
const AGES: [u32; 4] = [1, 7, 30, 90];

#[derive(Template)]
#[template(path = "desk/queue.html")]
struct QueuePage {
    c: Frame,
    bar: Option<Bar>,
    wrong: Vec<Wrong>,
    toast: Option<Toast>,
    look: Look,
    /// The query of this page, for forms to come back to.
    back: String,
    heading: Message,
    total: String,
    shelves: Vec<Link>,
    topics: Vec<Link>,
    orders: Vec<Link>,
    views: Vec<(Link, String)>,
    colleagues: Vec<Colleague>,
    rows: Vec<Row>,
    next: Option<String>,
    first: Option<String>,
    item: Option<Item>,
    /// What was typed as the cluster's own wording and not taken.
    typed: Option<String>,
    closes: bool,
    writes: bool,
}

/// A place to go to.
struct Link {
    address: String,
    label: String,
    count: String,
    current: bool,
}

/// What was just done.
struct Toast {
    text: Message,
    /// The acts to undo, as the form carries them.
    undo: Option<String>,
}

/// What stands in an address beside the look.
#[derive(Default)]
pub(crate) struct After {
    pub(crate) wrong: Vec<Wrong>,
    pub(crate) typed: Option<String>,
    toast: Option<Toast>,
}

impl After {
    fn of(pairs: &[(String, String)]) -> Self {
        let get = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let number = |name: &str| get(name).and_then(|text| text.parse().ok()).unwrap_or(0);
        let text = get("done").and_then(|word| words::done(word, number("worked"), number("not")));
        let fits = |acts: &&str| acts.len() <= 4_000 && act::acts(acts).is_some();
        let toast = text.map(|text| Toast { text, undo: get("undo").filter(fits).map(str::to_owned) });
        Self { toast, ..Self::default() }
    }

    /// Refused, for this reason.
    pub(crate) fn refused(text: Message) -> Self {
        Self { wrong: vec![Wrong { field: "item", text }], ..Self::default() }
    }
}

impl QueuePage {
    fn topic_choices(&self) -> Vec<(&'static str, Message)> {
        Topic::ALL.into_iter().map(|topic| (topic.as_str(), words::topic(topic))).collect()
    }

    fn reasons(&self) -> Vec<(&'static str, Message)> {
        // What is illegal is removed at once.
        let reasons = ClosingReason::ALL.into_iter().filter(|reason| *reason != ClosingReason::Illegal);
        reasons.map(|reason| (reason.as_str(), words::reason(reason))).collect()
    }

    fn ages(&self) -> [u32; 4] {
        AGES
    }

    fn help(&self) -> &'static [Help] {
        help::all()
    }

    fn for_help<'a>(&self, help: &'a Help) -> &'a str {
        match self.c.lang {
            say::Lang::Vi => &help.vi,
            say::Lang::En => &help.en,
        }
    }

    fn longest_wording(&self) -> u64 {
        LONGEST_WORDING as u64
    }

    fn longest_name(&self) -> usize {
        LONGEST_NAME
    }

    fn nonce(&self) -> &str {
        self.c.desk.as_ref().map_or("", |desk| &desk.nonce)
    }

    fn is_by(&self, colleague: &Colleague) -> bool {
        self.look.filter.assigned == Some(Assigned::To(colleague.id))
    }

    fn is_topic(&self, topic: &str) -> bool {
        self.look.filter.topic.is_some_and(|chosen| chosen.as_str() == topic)
    }

    fn is_by_nobody(&self) -> bool {
        self.look.filter.assigned == Some(Assigned::Nobody)
    }

    fn is_lang(&self, lang: &str) -> bool {
        self.look.filter.lang.as_ref().is_some_and(|chosen| chosen.as_str() == lang)
    }

    /// Other clusters of this page that wait: into one of them the open one can be merged.
    fn others(&self) -> Vec<&Row> {
        self.rows.iter().filter(|row| row.open && !row.current).collect()
    }
}

/// The page: the list as `look` says, beside it the cluster `open`.
pub(crate) async fn show(
    site: &Site,
    (reader, head): (&Reader, &HeaderMap),
    person: &Person,
    look: Look,
    open: Option<ClusterId>,
    after: After,
) -> Result<Response<Body>, Fault> {
    let queue = &site.steps.queue;
    let opened = match open {
        Some(id) => Some(queue.open(person.editor.id, id).await?),
        None => None,
    };
    if let Some(into) = opened.as_ref().and_then(|opened| opened.merged_into) {
        return Ok(see(reader, &at(&format!("/desk/clusters/{into}"), &look.query())));
    }
    let page = queue.page(person.editor.id, &look.filter, &look.words, look.after.as_ref()).await?;
    let path = open.map_or_else(|| "/desk/queue".to_owned(), |id| format!("/desk/clusters/{id}"));
    let here = Reader { path, ..reader.clone() };
    let mut c = frame(site, &here, say::queue_title());
    let back = look.query();
    c.query = Some(back.clone()).filter(|query| !query.is_empty());
    let today = site.steps.desk.today();
    let rows =
        page.rows.iter().map(|row| show::row(&c, row, &look, today, open == Some(row.listed.cluster.id))).collect();
    let item = match &opened {
        Some(opened) => {
            let suggestions = suggest::suggestions(site, opened, reader.lang).await?;
            let check = opened.cluster().check;
            let answer = check.and_then(|id| {
                let path = |matcher: &thuchu_app::matching::Matcher| matcher.library().get(id).map(path_of);
                site.reading.live().with(path).flatten()
            });
            let me = (person.editor.id, today);
            let answer = answer.map(|path| c.to(&path));
            Some(show::item(&c, opened, &look, me, suggestions, answer, |at| site.day_of(at)))
        }
        None => None,
    };
    let to = |look: &Look| c.to(&at("/desk/queue", &look.query()));
    let count = |count: u32| {
        let text = say::people::count(u64::from(count), c.lang);
        if count >= MOST_COUNTED { format!("{text}+") } else { text }
    };
    let shelves = Shelf::ALL.into_iter().zip(page.tally.shelves).map(|(shelf, counted)| {
        let only = Look { filter: Filter { shelf, order: look.filter.order, ..Filter::default() }, ..Look::default() };
        let current = look.filter.shelf == shelf;
        Link { address: to(&only), label: c.t(words::shelf(shelf)), count: count(counted), current }
    });
    let shelves: Vec<_> = shelves.collect();
    let topics = Topic::ALL.into_iter().zip(page.tally.topics).map(|(topic, counted)| {
        let current = look.filter.topic == Some(topic);
        let only = look.with(|filter| filter.topic = if current { None } else { Some(topic) });
        Link { address: to(&only), label: c.t(words::topic(topic)), count: count(counted), current }
    });
    let orders = Order::ALL.into_iter().map(|order| Link {
        address: to(&look.with(|filter| filter.order = order)),
        label: c.t(words::order(order)),
        count: String::new(),
        current: look.filter.order == order,
    });
    let views = page.views.iter().map(|view| {
        let only = Look { filter: view.filter.clone(), ..Look::default() };
        let current = view.filter == look.filter && look.words.is_empty();
        (Link { address: to(&only), label: view.name.clone(), count: String::new(), current }, view.id.to_string())
    });
    let wrong = !after.wrong.is_empty();
    let template = QueuePage {
        bar: Bar::of(&c, person),
        wrong: after.wrong,
        typed: after.typed,
        toast: after.toast,
        heading: match look.words.as_str() {
            "" => words::shelf(look.filter.shelf),
            words => say::queue_searched(words),
        },
        total: shelves
            .iter()
            .find(|shelf| shelf.current && !look.is_narrow())
            .map(|shelf| shelf.count.clone())
            .unwrap_or_default(),
        topics: topics.collect(),
        orders: orders.collect(),
        views: views.collect(),
        next: page.next.map(|after| to(&Look { after: Some(after), ..look.clone() })),
        first: look.after.is_some().then(|| to(&Look { after: None, ..look.clone() })),
        colleagues: page.colleagues,
        closes: may(person.editor.role, Act::CloseCluster),
        writes: may(person.editor.role, Act::WriteReviews) && serves("/desk/reviews/new"),
        rows,
        shelves,
        item,
        back,
        look,
        c,
    };
    answer(reader, head, &template, wrong)
}

/// `GET /desk/queue`
pub(crate) async fn page(
    Visit { site, reader, head, person }: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response<Body>, Fault> {
    show(&site, (&reader, &head), &person, Look::of(&pairs), None, After::of(&pairs)).await
}

/// `GET /desk/clusters/{id}`
pub(crate) async fn cluster(
    Visit { site, reader, head, person }: Visit,
    Named(id): Named<ClusterId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response<Body>, Fault> {
    show(&site, (&reader, &head), &person, Look::of(&pairs), Some(id), After::of(&pairs)).await
}

/// `GET /desk/clusters/{id}/pictures/{picture}`
pub(crate) async fn picture(
    State(site): State<Site>,
    SignedIn(person): SignedIn,
    Path((id, picture)): Path<(String, String)>,
) -> Result<Response<Body>, Fault> {
    let (id, picture) = ClusterId::parse(&id).zip(MediaId::parse(&picture)).ok_or(Fault::NotFound)?;
    let shows = site.steps.queue.picture(person.editor.id, id, picture).await?;
    let kind = HeaderValue::from_static(if shows.png { "image/png" } else { "image/jpeg" });
    Ok(([(header::CONTENT_TYPE, kind)], shows.bytes).into_response())
}
