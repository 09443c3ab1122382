//! What an editor does to clusters: merge, split, and undo either exactly.
//!
//! An [`Act`] names ids only, so the caller keeps it in its trail, does the same to its rows, and brings it back to undo.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use thuchu_model::{ClusterId, MessageId};

use crate::analyse::Analysed;
use crate::grouping::pair::Side;
use crate::grouping::{Cluster, Grouping, Like, Rules, as_check};

/// A merge or a split that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The cluster that the messages came from: of a merge the one that is gone, of a split the one that was divided.
    pub from: ClusterId,
    /// The cluster that they are in now: of a merge the one that was kept, of a split the new one.
    pub to: ClusterId,
    /// The messages that moved, in the order in which they came.
    pub moved: Vec<MessageId>,
    /// Messages that had ever come by then: who came later is told by it.
    after: u64,
}

/// An act and what the two clusters have to do with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The act.
    pub act: Act,
    /// The wording of `from` as it was, or as it is left, beside the messages that moved; none where a text is not held.
    pub compared: Option<Like>,
}

/// Why an act is refused. Nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// There is no such cluster.
    #[error("cluster {0} is not there")]
    NoCluster(ClusterId),
    /// A cluster cannot be merged with itself.
    #[error("cluster {0} is both sides")]
    SameCluster(ClusterId),
    /// The id meant for a new cluster is in use.
    #[error("cluster {0} is there already")]
    InUse(ClusterId),
    /// A message is not in the cluster.
    #[error("message {0} is not in that cluster")]
    NotInCluster(MessageId),
    /// A split must move some messages and leave some.
    #[error("a split of cluster {0} moves none or all")]
    NoneOrAll(ClusterId),
    /// Something moved these messages since: undo that first.
    #[error("message {0} was moved since")]
    MovedSince(MessageId),
}

impl Grouping {
    /// Moves all messages of `gone` into `kept`.
    ///
    /// # Errors
    /// [`ActError`]: a cluster is not there, or both are the same.
    pub fn merge(&mut self, kept: ClusterId, gone: ClusterId, rules: &Rules) -> Result<Done, ActError> {
        if kept == gone {
            return Err(ActError::SameCluster(kept));
        }
        self.known(kept)?;
        let moved = self.known(gone)?.messages.clone();
        let compared = self.compare_wordings(kept, gone, rules);
        self.shift(&moved, kept);
        Ok(Done { act: Act { from: gone, to: kept, moved, after: self.arrivals }, compared })
    }

    /// Moves some messages of `cluster` into the new cluster `fresh`.
    ///
    /// # Errors
    /// [`ActError`]: the cluster is not there, the new one is, or the messages are not some of it.
    pub fn split(
        &mut self,
        cluster: ClusterId,
        messages: &[MessageId],
        fresh: ClusterId,
        rules: &Rules,
    ) -> Result<Done, ActError> {
        let known = self.known(cluster)?;
        if self.clusters.contains_key(&fresh) {
            return Err(ActError::InUse(fresh));
        }
        let wanted: HashSet<MessageId> = messages.iter().copied().collect();
        if let Some(&stranger) = messages.iter().find(|&&message| self.cluster_of(message) != Some(cluster)) {
            return Err(ActError::NotInCluster(stranger));
        }
        if wanted.is_empty() || wanted.len() == known.messages.len() {
            return Err(ActError::NoneOrAll(cluster));
        }
        let moved: Vec<MessageId> = known.messages.iter().copied().filter(|message| wanted.contains(message)).collect();
        self.shift(&moved, fresh);
        let compared = self.compare_wordings(cluster, fresh, rules);
        Ok(Done { act: Act { from: cluster, to: fresh, moved, after: self.arrivals }, compared })
    }

    /// Takes an act back: what it moved and is still there goes back to where it was, and so does each later message
    /// that was placed beside one of these. Returns the messages that moved, in the order in which they came.
    ///
    /// Beside which message another was placed is known only as long as the program runs, for it is kept nowhere: an act
    /// that is undone after a new start moves back what it moved, and what came later stays where it is. An editor sees
    /// it there and splits it off.
    ///
    /// # Errors
    /// [`ActError::MovedSince`] if a message is no longer where the act put it: later acts are undone first.
    pub fn undo(&mut self, act: &Act) -> Result<Vec<MessageId>, ActError> {
        let here = |message: &&MessageId| self.members.contains_key(message);
        let mut back: Vec<MessageId> = act.moved.iter().filter(here).copied().collect();
        if let Some(&moved) = back.iter().find(|&&message| self.cluster_of(message) != Some(act.to)) {
            return Err(ActError::MovedSince(moved));
        }
        let mut going: HashSet<MessageId> = act.moved.iter().copied().collect();
        for &message in self.messages(act.to) {
            let Some(member) = self.members.get(&message) else { continue };
            let later = member.arrived >= act.after;
            if later && member.beside.is_some_and(|beside| going.contains(&beside)) {
                going.insert(message);
                back.push(message);
            }
        }
        self.shift(&back, act.from);
        Ok(back)
    }

    fn known(&self, cluster: ClusterId) -> Result<&Cluster, ActError> {
        self.clusters.get(&cluster).ok_or(ActError::NoCluster(cluster))
    }

    /// Moves messages, all of one cluster, into another, which is made if need be; an empty one is dropped.
    fn shift(&mut self, moving: &[MessageId], to: ClusterId) {
        let Some(from) = moving.first().and_then(|&message| self.cluster_of(message)) else { return };
        let set: HashSet<MessageId> = moving.iter().copied().collect();
        let mut left = self.clusters.remove(&from).unwrap_or_default();
        let taken =
            |list: &mut Vec<MessageId>| list.extract_if(.., |message| set.contains(message)).collect::<Vec<_>>();
        let (messages, voices) = (taken(&mut left.messages), taken(&mut left.voices));
        if !left.messages.is_empty() {
            self.clusters.insert(from, left);
        }
        for message in &messages {
            if let Some(member) = self.members.get_mut(message) {
                member.cluster = to;
            }
        }
        let arrived = |message: &MessageId| self.members.get(message).map(|member| member.arrived);
        let cluster = self.clusters.entry(to).or_default();
        cluster.messages.extend(messages);
        cluster.voices.extend(voices);
        cluster.messages.sort_by_key(arrived);
        cluster.voices.sort_by_key(arrived);
    }

    /// The wordings of two clusters side by side.
    fn compare_wordings(&mut self, one: ClusterId, other: ClusterId, rules: &Rules) -> Option<Like> {
        let entry = |grouping: &Self, cluster| {
            let message = grouping.wording(cluster, rules)?;
            Some((message, grouping.index.entry_of(as_check(message))?))
        };
        let ((message, ours), (_, theirs)) = (entry(self, one)?, entry(self, other)?);
        let text = Analysed::of(&self.index.entries[theirs as usize].text);
        let pair = self.compare(Side { entry: theirs, text: &text, sense: None }, ours, rules);
        Some(Like {
            cluster: one,
            message,
            probability: pair.probability,
            related: pair.related,
            heard: 1,
            against: usize::from(pair.explanation.veto.is_some()),
            explanation: pair.explanation,
        })
    }
}
