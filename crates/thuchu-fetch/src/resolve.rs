//! Names to addresses, checked between look-up and connection.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures_util::future::BoxFuture;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::error::FetchError;
use crate::reach::{Kind, Reach};

/// Asks for the addresses of a name.
#[cfg_attr(not(any(test, feature = "testing")), expect(unreachable_pub, reason = "exported to tests alone"))]
pub trait Lookup: Send + Sync {
    /// All addresses of `host`, in the order in which they should be tried.
    fn lookup<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The machine's own resolver; under [`Reach::only`](Reach) every name is the one address.
struct System(Reach);

impl Lookup for System {
    fn lookup<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            match &self.0.0 {
                Kind::Only(only) => Ok(vec![only.ip()]),
                Kind::Public => Ok(tokio::net::lookup_host((host, 0)).await?.map(|found| found.ip()).collect()),
            }
        })
    }
}

/// What the connector asks. Its answer is what gets connected: there is no second look-up to rebind.
#[derive(Clone)]
pub(crate) struct Guarded {
    reach: Reach,
    lookup: Arc<dyn Lookup>,
}

impl Guarded {
    pub(crate) fn system(reach: Reach) -> Self {
        Self { lookup: Arc::new(System(reach.clone())), reach }
    }

    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn with(reach: Reach, lookup: Arc<dyn Lookup>) -> Self {
        Self { reach, lookup }
    }

    /// Every address of the name, or the reason why one of them is refused. One bad address refuses the name: a mixed
    /// answer is an attack or a mistake, and picking from it would let the sender choose the moment.
    async fn addresses(&self, host: &str) -> Result<Vec<SocketAddr>, FetchError> {
        let unresolved = |reason: String| FetchError::Unresolved { host: host.to_owned(), reason };
        let found = self.lookup.lookup(host).await.map_err(|error| unresolved(error.to_string()))?;
        if found.is_empty() {
            return Err(unresolved("it has no address".to_owned()));
        }
        let port = self.reach.port_of_names();
        let found: Vec<_> = found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
        found.iter().try_for_each(|address| self.reach.admit(host, *address))?;
        Ok(found)
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guarded = self.clone();
        Box::pin(async move {
            let found = guarded.addresses(name.as_str()).await?;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
