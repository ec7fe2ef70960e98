use std::net::IpAddr;
use std::str::FromStr;

use crate::log::{Request, address};

/// A range of addresses: `192.0.2.0/24`, `2001:db8::/32`, or one address.
///
/// ```
/// use visitor_map::tally::Network;
///
/// let network: Network = "192.0.2.0/24".parse().unwrap();
/// assert!(network.contains("192.0.2.7".parse().unwrap()));
/// assert!(!network.contains("192.0.3.7".parse().unwrap()));
/// assert!("192.0.2.0/33".parse::<Network>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether an address is in the range.
    pub fn contains(&self, address: IpAddr) -> bool {
        // A shift by the whole width would be none at all.
        match (self.base, address.to_canonical()) {
            (IpAddr::V4(base), IpAddr::V4(address)) => {
                let differing = base.to_bits() ^ address.to_bits();
                differing.checked_shr(32 - u32::from(self.prefix)) == Some(0) || self.prefix == 0
            }
            (IpAddr::V6(base), IpAddr::V6(address)) => {
                let differing = base.to_bits() ^ address.to_bits();
                differing.checked_shr(128 - u32::from(self.prefix)) == Some(0) || self.prefix == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let wrong = || format!("`{text}` is neither an address nor a network such as 192.0.2.0/24");
        let (base, prefix) = match text.split_once('/') {
            Some((base, prefix)) => (base, Some(prefix)),
            None => (text, None),
        };
        let base: IpAddr = base.parse().map_err(|_| wrong())?;
        let width = if base.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(prefix) => prefix.parse().map_err(|_| wrong())?,
            None => width,
        };
        match prefix <= width {
            true => Ok(Network { base, prefix }),
            false => Err(wrong()),
        }
    }
}

/// The address that a request came from. Anybody can send `X-Forwarded-For`
/// with anything in it, so that it is believed from its right end on, and only
/// as far as each that wrote a part of it is trusted. `None` where a trusted
/// proxy does not say who asked.
pub(super) fn visitor(
    request: &Request<'_>,
    trusted: &[Network],
    space: &mut Vec<u8>,
) -> Option<IpAddr> {
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(request.peer) {
        return Some(request.peer);
    }
    let forwarded = request.forwarded.decode(space);
    for hop in forwarded.rsplit(|byte| *byte == b',') {
        let address = address(hop.trim_ascii())?;
        if !is_trusted(address) {
            return Some(address);
        }
    }
    None
}

/// Whether an address is one of the public internet, by the registries of
/// special addresses (RFC 6890 and what IANA added since). Those for examples
/// in documents count as public: they have no country, and come from nowhere.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [a, b, ..] = four.octets();
            let is_shared = a == 100 && b & 0xc0 == 64;
            let is_benchmark = a == 198 && b & 0xfe == 18;
            !(a == 0
                || a >= 224
                || four.is_private()
                || four.is_loopback()
                || four.is_link_local()
                || is_shared
                || is_benchmark)
        }
        // All that was ever given out (RFC 3513, section 4).
        IpAddr::V6(six) => six.segments()[0] & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Line, Parser};

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn networks_hold_what_shares_their_beginning() {
        for (range, address, holds) in [
            ("0.0.0.0/0", "255.255.255.255", true),
            ("192.0.2.0/24", "192.0.2.255", true),
            ("192.0.2.0/24", "192.0.3.0", false),
            ("192.0.2.0/25", "192.0.2.128", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.6", false),
            ("::/0", "2001:db8::7", true),
            ("::/0", "192.0.2.7", false),
            ("2001:db8::/32", "2001:db8:ffff::", true),
            ("2001:db8::/32", "2001:db9::", false),
            ("2001:db8::7", "2001:db8::7", true),
            ("192.0.2.0/24", "::ffff:192.0.2.7", true),
        ] {
            let found = network(range).contains(address.parse().unwrap());
            assert_eq!(found, holds, "{address} in {range}");
        }
    }

    #[test]
    fn what_is_no_network_is_an_error() {
        for text in [
            "",
            "/",
            "192.0.2.0/",
            "192.0.2.0/33",
            "::/129",
            "192.0.2/24",
            "example.org",
        ] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }

    fn walk(peer: &str, forwarded: &str) -> Option<IpAddr> {
        let line = format!(
            "{peer} - - [11/Oct/2030:13:55:36 +0200] \"GET / HTTP/1.1\" 200 5 \"-\" \"-\" \"{forwarded}\""
        );
        let mut parser = Parser::named("combined").unwrap();
        let Line::Request(request) = parser.line(line.as_bytes()) else {
            panic!("{line}")
        };
        let trusted = [network("10.0.0.0/8"), network("2001:db8:1::/48")];
        visitor(&request, &trusted, &mut Vec::new())
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        for (peer, forwarded, expected) in [
            // Nobody trusted speaks: what was sent is a stranger's word.
            ("192.0.2.7", "198.51.100.9", Some("192.0.2.7")),
            ("10.0.0.1", "192.0.2.7", Some("192.0.2.7")),
            ("10.0.0.1", "198.51.100.9, 192.0.2.7", Some("192.0.2.7")),
            (
                "10.0.0.1",
                "198.51.100.9,192.0.2.7 , 10.0.0.2",
                Some("192.0.2.7"),
            ),
            ("2001:db8:1::1", "[2001:db8::7]:443", Some("2001:db8::7")),
            // It cannot be told who asked.
            ("10.0.0.1", "-", None),
            ("10.0.0.1", "10.0.0.2", None),
            ("10.0.0.1", "192.0.2.7, unknown", None),
        ] {
            let expected = expected.map(|text| text.parse().unwrap());
            assert_eq!(walk(peer, forwarded), expected, "{peer}: {forwarded}");
        }
    }

    #[test]
    fn private_addresses_are_not_public() {
        for address in [
            "10.1.2.3",
            "127.0.0.1",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "100.127.255.255",
            "198.18.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
        for address in [
            "192.0.2.7",
            "100.63.255.255",
            "100.128.0.0",
            "198.17.255.255",
            "172.32.0.1",
            "223.255.255.255",
            "2001:db8::7",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
