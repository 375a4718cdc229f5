//! Those between whom is shared.

use crate::server::transport::auth::keys::Hash;
use std::net::{IpAddr, SocketAddr};

/// One who calls: an API key, or where there is none, an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Peer {
    /// An address of IPv4 (mapped to IPv6), or a network of IPv6 of 64 bits, which is one caller's.
    Address([u8; 16]),
    /// The hash of an API key.
    Key(Hash),
}

impl Peer {
    /// The peer behind a connection.
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self::Address(match address.ip() {
            IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
            IpAddr::V6(address) => match address.to_ipv4_mapped() {
                Some(_) => address.octets(),
                None => (u128::from(address) >> 64 << 64).to_be_bytes(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_it_is_written() {
        let at = |text: &str| Peer::at(text.parse().expect("an address"));
        assert_eq!(at("192.0.2.1:80"), at("[::ffff:192.0.2.1]:81"));
        assert_ne!(at("192.0.2.1:80"), at("192.0.2.2:80"));
        assert_eq!(at("[2001:db8::1]:80"), at("[2001:db8::ffff:1]:80"));
        assert_ne!(at("[2001:db8::1]:80"), at("[2001:db8:0:1::1]:80"));
    }
}
