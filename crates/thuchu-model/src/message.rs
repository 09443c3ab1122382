//! What one person sent, cleaned at the door, and what is owed for it. Never who, never the hour, never by which way.

use crate::{AnswerOwedId, ClusterId, Day, Lang, MediaId, MessageId, Sha256Hash};

/// What one person sent, after it was cleaned. The store keeps its text and pictures sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its name; random, so it says nothing about when.
    pub id: MessageId,
    /// The cluster it belongs to.
    pub cluster: ClusterId,
    /// The day it came in, where the desk is.
    pub day: Day,
    /// Its language, as far as it was recognised.
    pub lang: Lang,
    /// Its words and links.
    pub text: MessageText,
    /// Its pictures, at most [`Message::MOST_PICTURES`].
    pub pictures: Vec<MessagePicture>,
}

impl Message {
    /// Pictures in one message.
    pub const MOST_PICTURES: usize = 5;
    /// Characters of one message; longer ones are refused at the door.
    pub const MOST_CHARACTERS: usize = 20_000;
}

/// The sealed part of a message.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct MessageText {
    /// Cleaned words; empty when only a link or pictures were sent.
    pub words: String,
    /// Canonical links, those of single sharers replaced by a stand-in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

/// A picture of a message: decoded and encoded anew, without anything but what is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessagePicture {
    /// Its name; random.
    pub id: MediaId,
    /// The keyed hash of the bytes as they came in: tells the same picture again, and blocks what was removed.
    pub received: Sha256Hash,
    /// Whether it is PNG; else JPEG.
    pub png: bool,
    /// The new bytes.
    pub bytes: Vec<u8>,
}

/// What is owed for a message: an answer to an address, once its cluster is answered.
///
/// No column joins it to a message: the id inside `to` is sealed with the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerOwed {
    /// Its name; random.
    pub id: AnswerOwedId,
    /// Whose answer is waited for.
    pub cluster: ClusterId,
    /// To whom, kept sealed.
    pub to: ReplyTo,
    /// Whether the asker wants to hear of corrections for 90 days; off unless they said so.
    pub tell_changes: bool,
    /// The version of the check that was told last, 0 before the first answer.
    pub told: u32,
}

/// Where an answer goes. Never stored but sealed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReplyTo {
    /// The way: `email`, later a messenger.
    pub by: Way,
    /// The address, as that way writes it.
    pub address: String,
    /// The language to answer in.
    pub lang: Lang,
    /// The message, so it can be erased together with the address.
    pub message: MessageId,
}

/// By which way an answer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By SMTP.
    Email,
}
