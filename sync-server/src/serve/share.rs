//! No single address may have all the connections: whoever opens many leaves room for others.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::proxy::{Caller, is_proxy};
use crate::base::network::network;

/// How many connections each address has open, and how many it may.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    /// By network: whoever has one address of IPv6 has a whole one.
    open: Arc<Mutex<BTreeMap<String, usize>>>,
    most: usize,
    /// Its connections are everybody's.
    proxy: Option<IpAddr>,
}

impl Shares {
    /// Half of all connections for one address, and one at least; as many as there are for the proxy.
    pub(crate) fn of(connections_max: usize, proxy: Option<IpAddr>) -> Self {
        Self { open: Arc::default(), most: (connections_max / 2).max(1), proxy }
    }

    /// The right of a caller to one more, until what is returned is dropped.
    pub(crate) fn take(&self, caller: Caller) -> Option<Share> {
        let network = network(caller.address().ip());
        let mut all = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let open = all.entry(network.clone()).or_default();
        if *open >= self.most && !is_proxy(caller, self.proxy) {
            return None;
        }
        *open += 1;
        Some(Share { of: self.clone(), network })
    }

    fn give_back(&self, network: &str) {
        let mut all = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = all.get_mut(network) {
            *open -= 1;
            if *open == 0 {
                all.remove(network);
            }
        }
    }
}

/// One connection of an address.
#[derive(Debug)]
pub(crate) struct Share {
    of: Shares,
    network: String,
}

impl Drop for Share {
    fn drop(&mut self) {
        self.of.give_back(&self.network);
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;

    fn from(address: &str) -> Caller {
        Caller::Network(SocketAddr::new(address.parse().unwrap(), 1234))
    }

    #[test]
    fn an_address_has_half_of_all_and_gets_back_what_it_gives_back() {
        let shares = Shares::of(4, None);
        let address = from("192.0.2.1");
        let (first, second) = (shares.take(address), shares.take(address));
        assert!(first.is_some() && second.is_some());
        assert!(shares.take(address).is_none());
        assert!(shares.take(from("::ffff:192.0.2.1")).is_none(), "the same, written otherwise");
        assert!(shares.take(from("192.0.2.2")).is_some());
        drop(first);
        assert!(shares.take(address).is_some());
        drop(second);
        assert!(shares.open.lock().unwrap().is_empty(), "nothing is kept of those who left");
    }

    #[test]
    fn the_addresses_of_one_network_of_ipv6_share() {
        let shares = Shares::of(2, None);
        let _first = shares.take(from("2001:db8:0:1::1")).unwrap();
        assert!(shares.take(from("2001:db8:0:1:ffff::9")).is_none());
        assert!(shares.take(from("2001:db8:0:2::1")).is_some());
    }

    #[test]
    fn the_proxy_has_what_everybody_has() {
        for (proxy, caller) in [("192.0.2.1".parse().ok(), from("192.0.2.1")), (None, Caller::Socket)] {
            let shares = Shares::of(2, proxy);
            let taken: Vec<_> = (0..9).map(|_| shares.take(caller)).collect();
            assert!(taken.iter().all(Option::is_some));
        }
    }

    #[test]
    fn one_connection_is_always_possible() {
        assert!(Shares::of(1, None).take(from("192.0.2.1")).is_some());
    }
}
