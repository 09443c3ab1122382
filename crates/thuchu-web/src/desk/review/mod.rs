//! `/desk/reviews`: what is being written, and the page it is written on.

mod edit;
mod form;
mod history;
mod list;
mod words;

pub(super) use edit::{assign, back, give_back, note, page, preview, save, submit};
pub(super) use history::page as history;
pub(super) use list::{begin, new, page as list};
