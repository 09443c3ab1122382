//! The listener over real sockets: slow, hostile and honest clients.

#![cfg(test)] // lints know helpers of tests by this

mod drain;
mod honest;
mod slow;
mod smuggling;
mod support;
mod tls;
