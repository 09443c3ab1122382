//! Grouping: messages that ask the same, gathered as they come.
//!
//! A [`Grouping`] holds clusters in memory. [`Grouping::put`] places one message: rare words lead to the messages that
//! may ask the same, each is compared with it both ways and slot by slot (`pair.rs`), and the voices of a cluster decide
//! together. An editor's merge and split are acts that can be undone exactly (`acts.rs`). Which id a new cluster gets,
//! and keeping any of it, is the caller's work. Nothing here prints a text of a message: [`Grouping`] has no `Debug`.

mod acts;
pub(crate) mod chatter;
mod near;
mod pair;
mod rules;
mod senses;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::HashMap;

use thuchu_embed::Quantised;
use thuchu_model::{CheckId, ClusterId, MessageId, Trust};

use crate::analyse::Analysed;
use crate::answer::Explanation;
use crate::index::{Doc, Index, TakenApart};
use crate::retrieve::Scratch;
use crate::sense::Sense;

pub use acts::{Act, ActError, Done};
pub use rules::Rules;

/// Characters of a message that are read, from its start: two pages.
const MOST_READ: usize = 4_000;
/// Messages of a cluster whose text is kept to compare with; merged clusters keep those of both.
const VOICES: usize = 6;

/// Messages and the clusters they are in.
#[derive(Default)]
#[cfg_attr(test, derive(Debug))]
pub struct Grouping {
    /// The voices; each stands in the index under the bytes of its message's id.
    index: Index,
    members: HashMap<MessageId, Member>,
    clusters: HashMap<ClusterId, Cluster>,
    /// Messages that ever came: the next one's place in time.
    arrivals: u64,
    scratch: Scratch,
    /// What a model gave of the windows of long voices; that of the whole stands in the index.
    windows: HashMap<MessageId, Vec<Quantised>>,
}

/// A message that was placed.
#[derive(Debug, Clone, PartialEq)]
struct Member {
    cluster: ClusterId,
    arrived: u64,
    /// The message it was placed beside.
    beside: Option<MessageId>,
}

/// The messages of one cluster, both lists in the order of arrival.
#[derive(Debug, Clone, Default, PartialEq)]
struct Cluster {
    messages: Vec<MessageId>,
    voices: Vec<MessageId>,
}

/// A message taken apart: the half of [`Grouping::put`] that needs no grouping, so many threads can do it.
pub struct Read {
    id: MessageId,
    text: String,
    analysed: Analysed,
    sense: Option<Sense>,
}

impl Read {
    /// Takes a message apart. Never fails: what is not text has no words.
    pub fn of(id: MessageId, text: &str) -> Self {
        let end = text.char_indices().nth(MOST_READ).map_or(text.len(), |(at, _)| at);
        let text = chatter::strip(&text[..end]);
        let analysed = Analysed::of(&text);
        Self { id, text, analysed, sense: None }
    }

    /// The same message as a model sees it.
    #[must_use]
    pub fn with(self, sense: Option<Sense>) -> Self {
        Self { sense, ..self }
    }
}

/// Where a message was placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// Its cluster.
    pub cluster: ClusterId,
    /// Why this one.
    pub why: Why,
    /// Other clusters that may ask the same, likeliest first: for an editor to merge, never merged by themselves.
    pub near: Vec<Like>,
}

/// Why a message is in its cluster.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// No other asks the same: the cluster is new.
    New,
    /// It was there already.
    Known,
    /// The same words as this message.
    SameWords(MessageId),
    /// Little else than a link that this message has too.
    SameLink(MessageId),
    /// Alike enough.
    Like(Box<Like>),
}

/// How a message and a cluster are alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// The cluster.
    pub cluster: ClusterId,
    /// The message of it that is most alike.
    pub message: MessageId,
    /// Probability that both ask the same, 0.0 to 1.0.
    pub probability: f32,
    /// The probability as if no number, name, date or negation differed: what decides whether an editor hears of it.
    pub related: f32,
    /// Messages of the cluster that were compared …
    pub heard: usize,
    /// … and how many of them have another number, name or date there, or say the opposite.
    pub against: usize,
    /// The two side by side: the one that says less stands as `claim`, the other as `message`.
    pub explanation: Explanation,
}

impl Grouping {
    /// Places a message; if none asks the same, it opens the cluster `fresh`, which must be unused. A message that is
    /// there already stays where it is.
    pub fn put(&mut self, read: Read, fresh: ClusterId, rules: &Rules) -> Placed {
        let id = read.id;
        if let Some(member) = self.members.get(&id) {
            return Placed { cluster: member.cluster, why: Why::Known, near: Vec::new() };
        }
        let (text, sense) = self.index_voice(read);
        let placed = self.find_place(id, &text, sense.as_ref(), fresh, rules);
        let beside = match &placed.why {
            Why::New | Why::Known => None,
            Why::SameWords(message) | Why::SameLink(message) => Some(*message),
            Why::Like(like) => Some(like.message),
        };
        self.join(id, placed.cluster, beside);
        placed
    }

    /// Puts a message into the cluster it is known to be in, as when a program starts. One that is there already stays.
    pub fn place(&mut self, read: Read, cluster: ClusterId) {
        let id = read.id;
        if !self.members.contains_key(&id) {
            self.index_voice(read);
            self.join(id, cluster, None);
        }
    }

    /// Forgets a message: afterwards nothing of its text is held. Returns its cluster; one without messages is gone.
    pub fn remove(&mut self, message: MessageId) -> Option<ClusterId> {
        let member = self.members.remove(&message)?;
        self.silence(message);
        if let Some(cluster) = self.clusters.get_mut(&member.cluster) {
            cluster.messages.retain(|&m| m != message);
            cluster.voices.retain(|&m| m != message);
            if cluster.messages.is_empty() {
                self.clusters.remove(&member.cluster);
            }
        }
        Some(member.cluster)
    }

    /// The cluster of a message.
    pub fn cluster_of(&self, message: MessageId) -> Option<ClusterId> {
        self.members.get(&message).map(|member| member.cluster)
    }

    /// The messages of a cluster in the order in which they came; none for an unknown one.
    pub fn messages(&self, cluster: ClusterId) -> &[MessageId] {
        self.clusters.get(&cluster).map_or(&[], |cluster| &cluster.messages)
    }

    /// All messages, in no order.
    pub fn members(&self) -> impl Iterator<Item = MessageId> {
        self.members.keys().copied()
    }

    /// Number of clusters.
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// True if there is no message.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// Heap bytes held, estimated from lengths and capacities.
    pub fn bytes(&self) -> usize {
        let lists: usize = self.clusters.values().map(|c| 16 * (c.messages.capacity() + c.voices.capacity())).sum();
        self.index.bytes()
            + lists
            + self.windows.values().map(|list| list.len() * size_of::<Quantised>()).sum::<usize>()
            + self.members.capacity() * (size_of::<(MessageId, Member)>() + 1)
            + self.clusters.capacity() * (size_of::<(ClusterId, Cluster)>() + 1)
    }

    /// Puts a message into the index and gives back its text, taken apart, and what a model says of it.
    fn index_voice(&mut self, Read { id, text, analysed, sense }: Read) -> (Analysed, Option<Sense>) {
        let doc = Doc {
            id: as_check(id),
            wordings: Vec::new(),
            title: None,
            links: analysed.links.clone(),
            value: None,
            trust: Trust::Answer,
            holds_until: None,
        };
        let taken = TakenApart::new(doc, text, analysed);
        self.index.put_taken(&taken);
        if let Some(sense) = &sense {
            self.give_sense(id, sense);
        }
        (taken.into_analysed(), sense)
    }

    /// Makes an indexed message a member; its text is kept while its cluster has few voices.
    fn join(&mut self, id: MessageId, cluster: ClusterId, beside: Option<MessageId>) {
        self.members.insert(id, Member { cluster, arrived: self.arrivals, beside });
        self.arrivals += 1;
        let cluster = self.clusters.entry(cluster).or_default();
        cluster.messages.push(id);
        if cluster.voices.len() < VOICES {
            cluster.voices.push(id);
        } else {
            self.silence(id);
        }
    }

    /// Forgets the text of a message.
    fn silence(&mut self, id: MessageId) {
        self.index.remove(as_check(id));
        self.windows.remove(&id);
    }
}

/// The id under which the index knows a message.
fn as_check(id: MessageId) -> CheckId {
    CheckId::from_bytes(*id.as_bytes())
}
