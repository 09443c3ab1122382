//! The guard's rules: what is refused without a look at the network, and hostile servers on loopback.

mod addresses;
mod files;
mod pages;
mod parts;
mod server;
mod tls;
