//! The network an address belongs to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network an address belongs to, by which attempts are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Network {
    /// How it is written: `192.0.2.7`, `192.0.2.0/24`, `2001:db8:1:2::/64`.
    pub(crate) name: String,
    /// How many times as many attempts it may have as the narrowest: more people are behind it.
    pub(crate) share: u32,
}

/// The networks whose attempts are counted, narrowest first. Whoever owns a network changes addresses in it at will:
/// of IPv6 a site has at least 64 bits of its own (RFC 6177), mostly those of a /56 or a /48; of IPv4 a firm has
/// some dozens side by side. Each holds several times the attempts of the one before, because strangers are in it
/// who have nothing to do with each other.
pub(crate) fn networks(address: IpAddr) -> Vec<Network> {
    let prefixes: &[(u32, u32)] = match address.to_canonical() {
        IpAddr::V4(_) => &[(32, 1), (24, 4)],
        IpAddr::V6(_) => &[(64, 1), (56, 2), (48, 4)],
    };
    prefixes.iter().map(|(bits, share)| Network { name: prefix(address, *bits), share: *share }).collect()
}

/// The narrowest network whose attempts are counted: all of an IPv4 address, the first 64 bits of an IPv6 one.
pub(crate) fn network(address: IpAddr) -> String {
    networks(address).swap_remove(0).name
}

/// What a provider or a firm may own as a whole: the first 16 bits of an IPv4 address, the first 32 of an IPv6 one.
/// Nobody is shut out by it, for half a country may be in there; it only has no more than its share of a queue.
pub(crate) fn wide_network(address: IpAddr) -> String {
    prefix(address, if address.to_canonical().is_ipv4() { 16 } else { 32 })
}

/// The network of an address with a prefix of so many bits.
fn prefix(address: IpAddr, bits: u32) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) if bits >= Ipv4Addr::BITS => address.to_string(),
        IpAddr::V4(address) => {
            let kept = address.to_bits() & !(u32::MAX >> bits);
            format!("{}/{bits}", Ipv4Addr::from_bits(kept))
        }
        IpAddr::V6(address) => {
            let kept = address.to_bits() & !(u128::MAX >> bits);
            format!("{}/{bits}", Ipv6Addr::from_bits(kept))
        }
    }
}

/// Whether nobody on the internet can reach an address: it is this machine's own (RFC 1122, 3.2.1.3), of a private
/// network (RFC 1918, RFC 4193), or of one cable (RFC 3927; RFC 4291, 2.5.6). That which stands for all addresses is
/// none of these.
pub(crate) fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn private_is_what_nobody_on_the_internet_reaches() {
        let is_private = |text: &str| text.parse().is_ok_and(is_private);
        for address in ["127.0.0.1", "127.9.9.9", "10.255.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"]
        {
            assert!(is_private(address), "{address}");
        }
        for address in ["169.254.0.1", "::1", "fc00::1", "fdff::1", "fe80::1", "::ffff:10.0.0.1"] {
            assert!(is_private(address), "{address}");
        }
        for address in ["0.0.0.0", "::", "172.32.0.1", "192.169.0.1", "100.64.0.1", "203.0.113.1", "8.8.8.8"]
        {
            assert!(!is_private(address), "{address}");
        }
        for address in ["fe00::1", "fec0::1", "2001:db8::1", "::ffff:203.0.113.1", "::ffff:0.0.0.0"] {
            assert!(!is_private(address), "{address}");
        }
    }

    #[test]
    fn a_house_with_many_ipv6_addresses_is_one_network() {
        let network = |text: &str| text.parse().map(network).unwrap_or_default();
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }

    #[test]
    fn wider_networks_are_counted_too_and_may_have_more() {
        let networks = |text: &str| -> Vec<(String, u32)> {
            let networks = networks(text.parse().unwrap()).into_iter();
            networks.map(|network| (network.name, network.share)).collect()
        };
        let named = |names: &[(&str, u32)]| -> Vec<(String, u32)> {
            names.iter().map(|(name, share)| ((*name).to_owned(), *share)).collect()
        };
        let of_ipv6 = [("2001:db8:1:234::/64", 1), ("2001:db8:1:200::/56", 2), ("2001:db8:1::/48", 4)];
        assert_eq!(networks("2001:db8:1:234:5::6"), named(&of_ipv6));
        let of_ipv4 = named(&[("192.0.2.7", 1), ("192.0.2.0/24", 4)]);
        assert_eq!(networks("192.0.2.7"), of_ipv4);
        assert_eq!(networks("::ffff:192.0.2.7"), of_ipv4);
        assert_eq!(wide_network("2001:db8:1:234:5::6".parse().unwrap()), "2001:db8::/32");
        assert_eq!(wide_network("192.0.2.7".parse().unwrap()), "192.0.0.0/16");
    }
}
