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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_house_with_many_ipv6_addresses_is_one_network() {
        let network = |text: &str| text.parse().map(network).unwrap_or_default();
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
