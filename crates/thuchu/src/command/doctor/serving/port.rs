//! Is an address free to listen at; and if not, who has it.

use std::{
    fs,
    io::{self, ErrorKind},
    net::SocketAddr,
    path::Path,
};

use thuchu_say as say;

use super::super::{Finding, bad, ok};

/// Tries it, for a moment.
pub(super) fn examine(address: SocketAddr) -> Finding {
    match thuchu_listen::bind(address) {
        Ok(_) => ok(say::doctor_listen_free(address)),
        Err(error) => refused(address, &error),
    }
}

fn refused(address: SocketAddr, error: &io::Error) -> Finding {
    match error.kind() {
        ErrorKind::AddrInUse => match holder(Path::new("/proc"), address.port()) {
            Some((pid, name)) if name == "thuchu" => ok(say::doctor_listen_ours(address, pid)),
            Some((_, name)) => bad(say::doctor_listen_taken(address, name)),
            None => bad(say::doctor_listen_taken_unseen(address)),
        },
        ErrorKind::PermissionDenied => bad(say::doctor_listen_not_allowed(address)),
        ErrorKind::AddrNotAvailable => bad(say::doctor_listen_not_here(address)),
        _ => bad(say::doctor_listen_failed(address, error)),
    }
}

/// Is it in use, and not by a thuchu that runs already?
pub(super) fn is_taken_by_another(address: SocketAddr) -> bool {
    examine(address).state != super::super::State::Ok
}

/// Process id and name of a program that listens at this port, as far as this user may see it (proc(5)).
fn holder(proc: &Path, port: u16) -> Option<(String, String)> {
    let tables = ["net/tcp", "net/tcp6"].map(|name| fs::read_to_string(proc.join(name)).unwrap_or_default());
    let sockets: Vec<String> = tables.iter().flat_map(|table| listening(table, port)).collect();
    fs::read_dir(proc).ok()?.flatten().find_map(|process| {
        let pid = process.file_name().into_string().ok().filter(|name| name.bytes().all(|b| b.is_ascii_digit()))?;
        let mut files = fs::read_dir(process.path().join("fd")).ok()?.flatten();
        let holds = files.any(|file| {
            fs::read_link(file.path()).is_ok_and(|to| sockets.iter().any(|socket| to.as_os_str() == socket.as_str()))
        });
        let name = holds.then(|| fs::read_to_string(process.path().join("comm")).ok()).flatten()?;
        Some((pid, name.trim_end().to_owned()))
    })
}

/// The sockets of a table that listen (state 0A) at this port, as links of `/proc/PID/fd` name them.
fn listening(table: &str, port: u16) -> Vec<String> {
    let suffix = format!(":{port:04X}");
    let socket = |line: &str| {
        let mut fields = line.split_whitespace().skip(1);
        let (local, state) = (fields.next()?, fields.nth(1)?);
        let inode = fields.nth(5)?;
        (local.ends_with(&suffix) && state == "0A").then(|| format!("socket:[{inode}]"))
    };
    table.lines().skip(1).filter_map(socket).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::State;
    use super::*;

    #[test]
    fn sockets_that_listen_at_a_port_are_read_from_the_kernels_table() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            \u{20}  0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100\n\
            \u{20}  1: 0100007F:1F90 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100\n\
            \u{20}  2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100\n";
        assert_eq!(listening(table, 8080), ["socket:[4711]"]);
        assert_eq!(listening(table, 22), ["socket:[4713]"]);
        assert!(listening(table, 80).is_empty() && listening("", 80).is_empty() && listening("x\ny\n", 80).is_empty());
    }

    #[tokio::test]
    async fn a_port_that_another_program_uses_must_be_mended() {
        let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = held.local_addr().unwrap();
        let finding = examine(address);
        assert_eq!((finding.state, finding.message.id()), (State::Bad, "doctor-listen-taken"));
        assert!(is_taken_by_another(address));
        drop(held);
        assert_eq!(examine(address).state, State::Ok);
    }

    #[tokio::test]
    async fn an_address_of_another_machine_is_named() {
        let finding = examine("192.0.2.1:0".parse().unwrap());
        assert_eq!((finding.state, finding.message.id()), (State::Bad, "doctor-listen-not-here"));
    }

    #[test]
    fn a_low_port_without_the_right_is_told_how_to_get_it() {
        let finding = refused("0.0.0.0:443".parse().unwrap(), &ErrorKind::PermissionDenied.into());
        assert_eq!((finding.state, finding.message.id()), (State::Bad, "doctor-listen-not-allowed"));
        assert!(finding.message.in_lang(say::Lang::Vi).contains("CAP_NET_BIND_SERVICE"));
        let finding = refused("0.0.0.0:443".parse().unwrap(), &ErrorKind::Other.into());
        assert_eq!((finding.state, finding.message.id()), (State::Bad, "doctor-listen-failed"));
    }
}
