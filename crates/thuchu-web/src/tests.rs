//! The site as a client sees it, without sockets.
