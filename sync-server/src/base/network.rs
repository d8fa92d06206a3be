//! The network an address belongs to.

use std::net::IpAddr;

/// The part of an address that nobody changes at will: all of an IPv4 address, the first 64 bits
/// of an IPv6 one (RFC 6177: every site has at least as many addresses as the rest leaves).
pub(crate) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
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
}
