//! A cluster as the page shows it: in the list, and opened.

use thuchu_app::desk::queue::{InList, Opened, Words};
use thuchu_model::{ClusterState, Day};
use thuchu_say::{self as say, Message};

use super::query::{Look, at};
use super::suggest::Suggestion;
use super::words;
use crate::look::{Frame, plain};

/// What a cluster asks, as text.
pub(crate) struct Text {
    pub(crate) text: String,
    /// The language of askers' words; none for ours.
    pub(crate) lang: String,
    /// Words of an asker or of the desk, and no sentence about why there are none.
    pub(crate) is_theirs: bool,
}

/// A bar of the small plot: a day.
pub(crate) struct Column {
    pub(crate) x: usize,
    pub(crate) y: u32,
    pub(crate) height: u32,
    pub(crate) is_today: bool,
}

/// A line of the list.
pub(crate) struct Row {
    pub(crate) id: String,
    /// Id and revision, as forms carry them.
    pub(crate) pick: String,
    pub(crate) address: String,
    pub(crate) current: bool,
    pub(crate) open: bool,
    /// Nobody took it yet.
    pub(crate) fresh: bool,
    pub(crate) text: Text,
    pub(crate) demand: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) days: String,
    pub(crate) recent: Option<Message>,
    pub(crate) topic: Option<Message>,
    pub(crate) who: Option<Message>,
    pub(crate) due: Option<Message>,
    pub(crate) late: bool,
}

/// One way in which it was asked.
pub(crate) struct Way {
    pub(crate) number: u64,
    pub(crate) hash: String,
    pub(crate) text: Text,
    pub(crate) links: Vec<String>,
    pub(crate) times: Message,
    pub(crate) when: Message,
}

/// The open cluster.
pub(crate) struct Item {
    pub(crate) row: Row,
    pub(crate) revision: u32,
    pub(crate) state: ClusterState,
    /// The desk's own words.
    pub(crate) own: String,
    pub(crate) opened: String,
    pub(crate) ways_count: String,
    pub(crate) messages: u32,
    pub(crate) demand: u32,
    pub(crate) mine: bool,
    pub(crate) topic: &'static str,
    pub(crate) due: String,
    pub(crate) assignee: String,
    pub(crate) ways: Vec<Way>,
    pub(crate) more_ways: u32,
    pub(crate) pictures: Vec<(String, Message)>,
    pub(crate) acts: Vec<(Message, bool)>,
    pub(crate) suggestions: Vec<Suggestion>,
    /// The page of the check that answered it.
    pub(crate) answer: Option<String>,
}

impl Item {
    pub(crate) fn is_topic(&self, topic: &str) -> bool {
        self.topic == topic
    }
}

/// A day of ours as messages take it.
pub(crate) fn date(day: Day) -> jiff::civil::Date {
    let (year, month, of_month) = day.parts();
    jiff::civil::Date::new(year, month, of_month).unwrap_or(jiff::civil::Date::ZERO)
}

/// Characters of a text in the list, and at the head of the open cluster; all of it stands below that.
const IN_LIST: usize = 140;
const AT_HEAD: usize = 300;

/// The text up to so many characters, with a sign where there was more.
fn short(mut text: Text, most: usize) -> Text {
    if let Some((end, _)) = text.text.char_indices().nth(most) {
        let whole = text.text[..end].rfind(char::is_whitespace).filter(|space| *space > end / 2).unwrap_or(end);
        text.text.truncate(whole);
        text.text.push('…');
    }
    text
}

fn text(c: &Frame, words: &Words, lang: &str) -> Text {
    let said = |message: Message| Text { text: c.t(message), lang: c.lang.code().to_owned(), is_theirs: false };
    match words {
        Words::Own(own) => Text { text: plain(own), lang: lang.to_owned(), is_theirs: true },
        Words::Asked(asked) if asked.words.trim().is_empty() => match asked.links.first() {
            Some(link) => Text { text: plain(link), lang: "und".to_owned(), is_theirs: true },
            None => said(say::queue_words_link_only()),
        },
        Words::Asked(asked) => Text { text: plain(&asked.words), lang: lang.to_owned(), is_theirs: true },
        Words::Lost => said(say::queue_words_lost()),
        Words::Gone => said(say::queue_words_gone()),
    }
}

/// A line of the list.
pub(crate) fn row(c: &Frame, row: &InList, look: &Look, today: Day, current: bool) -> Row {
    let cluster = &row.listed.cluster;
    let most = row.days.iter().copied().max().unwrap_or_default().max(1);
    let columns = row.days.iter().enumerate().map(|(place, askers)| {
        let height = (askers * 22 / most).max(1);
        Column { x: place * 10, y: 24 - height, height, is_today: place + 1 == row.days.len() }
    });
    let open = cluster.state == ClusterState::Open;
    let late = open && cluster.due.is_some_and(|due| due < today);
    let days: Vec<_> = row.days.iter().map(|askers| say::people::count(u64::from(*askers), c.lang)).collect();
    Row {
        id: cluster.id.to_string(),
        pick: format!("{}.{}", cluster.id, cluster.revision),
        address: c.to(&at(&format!("/desk/clusters/{}", cluster.id), &look.query())),
        current,
        open,
        fresh: open && cluster.assignee.is_none(),
        text: short(text(c, &row.words, cluster.lang.as_str()), IN_LIST),
        demand: say::people::count(u64::from(cluster.demand), c.lang),
        columns: columns.collect(),
        days: days.join("; "),
        recent: (row.listed.recent > 0).then(|| say::queue_recent(u64::from(row.listed.recent))),
        topic: cluster.topic.map(words::topic),
        who: match &row.listed.assignee {
            Some(name) => Some(say::queue_taken_by(name)),
            None => open.then(say::queue_nobody),
        },
        due: cluster.due.map(|due| say::queue_due(date(due))),
        late,
    }
}

/// The open cluster.
pub(crate) fn item(
    c: &Frame,
    opened: &Opened,
    look: &Look,
    (me, today): (thuchu_model::EditorId, Day),
    suggestions: Vec<Suggestion>,
    answer: Option<String>,
    day_of: impl Fn(thuchu_model::Timestamp) -> jiff::civil::Date,
) -> Item {
    let cluster = opened.cluster();
    let ways = opened.ways.iter().zip(1..).map(|(way, number)| Way {
        number,
        hash: way.hash.to_string(),
        text: text(c, &way.words, way.lang.as_str()),
        links: match &way.words {
            Words::Asked(asked) if !asked.words.trim().is_empty() => {
                asked.links.iter().map(|link| plain(link)).collect()
            }
            _ => Vec::new(),
        },
        times: say::queue_times(u64::from(way.messages)),
        when: if way.days.0 == way.days.1 {
            say::queue_on_day(date(way.days.0))
        } else {
            say::queue_from_to(date(way.days.0), date(way.days.1))
        },
    });
    let pictures = opened.pictures.iter().zip(1..);
    let acts = opened.acts.iter();
    Item {
        revision: cluster.revision,
        state: cluster.state,
        own: match &opened.row.words {
            Words::Own(own) => own.clone(),
            _ => String::new(),
        },
        opened: say::people::day(date(cluster.opened), c.lang),
        ways_count: say::people::count(u64::from(opened.counts.0), c.lang),
        messages: opened.counts.1,
        demand: cluster.demand,
        mine: cluster.assignee == Some(me),
        topic: cluster.topic.map_or("", thuchu_model::Topic::as_str),
        due: cluster.due.map(|due| due.to_string()).unwrap_or_default(),
        assignee: cluster.assignee.map(|editor| editor.to_string()).unwrap_or_default(),
        more_ways: opened.counts.0.saturating_sub(u32::try_from(opened.ways.len()).unwrap_or(u32::MAX)),
        ways: ways.collect(),
        pictures: pictures
            .map(|(id, number)| {
                (c.to(&format!("/desk/clusters/{}/pictures/{id}", cluster.id)), say::queue_picture(number))
            })
            .collect(),
        acts: acts
            .map(|act| (say::queue_act(&act.name, words::did(&act.detail), day_of(act.at)), act.undone))
            .collect(),
        suggestions,
        answer,
        row: Row {
            text: short(text(c, &opened.row.words, cluster.lang.as_str()), AT_HEAD),
            ..row(c, &opened.row, look, today, true)
        },
    }
}
