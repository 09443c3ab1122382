//! The listener over real sockets: slow, hostile and honest clients.

mod drain;
mod honest;
mod slow;
mod smuggling;
mod support;
mod tls;
