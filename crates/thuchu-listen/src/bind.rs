//! Opens the socket that listens.

use std::io;
use std::net::SocketAddr;

use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpListener;

/// Connections that the kernel keeps until they are accepted; it takes less where its own limit is lower. The usual 128
/// are full within milliseconds when a crowd comes, and who then knocks in vain tries again after a second.
const BACKLOG: i32 = 4096;

/// Listens on `address`; port 0 takes any that is free.
///
/// Like `TcpListener::bind`, with a longer queue. `[::]` listens on IPv4 too where the system is set so.
///
/// # Errors
/// What the system says: the port is taken, or below 1024 and not allowed, or the address is not of this machine.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // A restart need not wait for the connections of the last run to be forgotten.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}
