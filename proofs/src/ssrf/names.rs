//! A name server for the proof: public at first and private afterwards, both at once, by another name, never for long.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};
use std::sync::{Arc, Mutex};

use super::forms::ZONE;
use super::traps::{PUBLIC, PUBLIC_V6};
use crate::{Proved, at};

/// Where it listens.
pub(super) const ADDRESS: &str = "9.9.9.53";

const INSIDE: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 5);
const META: Ipv4Addr = Ipv4Addr::new(169, 254, 169, 254);

/// How often each name was asked for.
pub(super) type Asked = Arc<Mutex<HashMap<String, u32>>>;

/// What is answered.
struct Said {
    /// Another name before the addresses.
    alias: Option<String>,
    addresses: Vec<IpAddr>,
}

/// Answers for as long as the process lives.
pub(super) fn serve() -> Proved<Asked> {
    let socket = UdpSocket::bind((ADDRESS, 53)).map_err(at("the name server"))?;
    let asked = Asked::default();
    let counted = asked.clone();
    std::thread::spawn(move || {
        let mut buffer = [0; 1_500];
        while let Ok((length, from)) = socket.recv_from(&mut buffer) {
            if let Some(reply) = buffer.get(..length).and_then(|query| reply(query, &counted)) {
                // Who asks again is answered again.
                let _ = socket.send_to(&reply, from);
            }
        }
    });
    Ok(asked)
}

fn said(name: &str, asked: u32) -> Said {
    let (public, public_v6) = (IpAddr::V4(PUBLIC), IpAddr::V6(PUBLIC_V6));
    let addresses = |addresses: &[IpAddr]| Said { alias: None, addresses: addresses.to_vec() };
    let alias = |alias: &str, address| Said { alias: Some(alias.to_owned()), addresses: vec![address] };
    let (inside, own) = (IpAddr::V4(INSIDE), IpAddr::V6(Ipv6Addr::LOCALHOST));
    let Some(label) = name.strip_suffix(&format!(".{ZONE}")) else {
        // Names of local networks and of one label.
        return addresses(&[inside]);
    };
    match label {
        "noi-bo" => addresses(&[inside]),
        "meta" => addresses(&[IpAddr::V4(META)]),
        "sau" => addresses(&[own]),
        "anh-xa" => addresses(&[IpAddr::V6(INSIDE.to_ipv6_mapped())]),
        "nat" => addresses(&[IpAddr::V6(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0xa00, 5))]),
        "lan" => addresses(&[public, inside]),
        "lan-dau" => addresses(&[inside, public]),
        "lan-sau" => addresses(&[public, own]),
        "bi-danh" => alias("localhost", IpAddr::V4(Ipv4Addr::LOCALHOST)),
        "bi-danh-noi-bo" => alias("kho.internal", inside),
        // Public once, then private; each kind of address counts by itself.
        rebinding if rebinding.starts_with("doi-sau-") => addresses(&[if asked <= 2 { public } else { inside }]),
        rebinding if rebinding.starts_with("doi-") => addresses(&[if asked <= 1 { public } else { inside }]),
        "cong-sau" => addresses(&[public_v6]),
        _ => addresses(&[public, public_v6]),
    }
}

/// The answer to a query in the form of RFC 1035 §4, with no time to live.
fn reply(query: &[u8], asked: &Asked) -> Option<Vec<u8>> {
    let mut name = Vec::new();
    let mut at = 12;
    loop {
        let length = usize::from(*query.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        name.push(String::from_utf8_lossy(query.get(at..at + length)?).to_lowercase());
        at += length;
    }
    let name = name.join(".");
    let kind = u16::from_be_bytes([*query.get(at)?, *query.get(at + 1)?]);
    let question = query.get(12..at + 4)?;
    let times = {
        let mut asked = asked.lock().ok()?;
        let times = asked.entry(format!("{name} {kind}")).or_default();
        *times += 1;
        *times
    };
    let said = said(&name, times);
    let mut records = Vec::new();
    let mut count = 0_u16;
    let owner = match &said.alias {
        Some(alias) => {
            let target = labels(alias);
            push(&mut records, &[0xc0, 12], 5, &target);
            count += 1;
            target
        }
        None => vec![0xc0, 12],
    };
    for address in said.addresses {
        match (kind, address) {
            (1, IpAddr::V4(address)) => push(&mut records, &owner, 1, &address.octets()),
            (28, IpAddr::V6(address)) => push(&mut records, &owner, 28, &address.octets()),
            _ => continue,
        }
        count += 1;
    }
    let mut out = vec![*query.first()?, *query.get(1)?, 0x81, 0x80, 0, 1];
    out.extend(count.to_be_bytes());
    out.extend([0, 0, 0, 0]);
    out.extend(question);
    out.extend(records);
    Some(out)
}

fn labels(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for label in name.split('.') {
        out.push(u8::try_from(label.len()).unwrap_or(0));
        out.extend(label.as_bytes());
    }
    out.push(0);
    out
}

fn push(out: &mut Vec<u8>, owner: &[u8], kind: u16, data: &[u8]) {
    out.extend(owner);
    out.extend(kind.to_be_bytes());
    // Class IN, time to live 0.
    out.extend([0, 1, 0, 0, 0, 0]);
    out.extend(u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
    out.extend(data);
}
