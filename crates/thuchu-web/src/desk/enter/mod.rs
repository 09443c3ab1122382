//! Getting in: log-in, second factor, the phone, links.

pub(super) mod factor;
pub(super) mod link;
pub(super) mod login;
pub(super) mod phone;
