//! `/desk/reviews`: what is being written, and the page it is written on.

mod acts;
mod chats;
mod edit;
mod fields;
mod form;
mod history;
mod list;
mod preview;
mod save;
mod standing;
mod words;

pub(super) use acts::{assign, back, give_back, note};
pub(super) use edit::page;
pub(super) use history::page as history;
pub(super) use list::{begin, new, page as list};
pub(super) use preview::preview;
pub(super) use save::save;
