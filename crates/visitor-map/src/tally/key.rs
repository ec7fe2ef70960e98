use std::fmt;
use std::net::IpAddr;

use siphasher::sip::SipHasher24;

/// The secret under which addresses are hashed while they are counted.
///
/// It is there so that memory holds no list of addresses, and so that nobody
/// can choose addresses whose hashes collide. Whoever had it could try all of
/// the 2^32 addresses of IPv4 against a hash; so it is neither printed nor
/// stored, cannot be copied, and goes with the hashes when counting ends.
pub struct Key {
    keys: (u64, u64),
}

impl Key {
    /// A key of 16 bytes, which must come from the operating system's source
    /// of random bytes, anew for every tally.
    pub fn new(bytes: [u8; 16]) -> Key {
        let bits = u128::from_le_bytes(bytes);
        Key {
            keys: (bits as u64, (bits >> 64) as u64),
        }
    }

    /// The hash of an address. All addresses of one IPv6 network of 64 bits
    /// have the same, because one device there takes new ones day by day (RFC
    /// 8981), and every customer has at least one such network (RFC 6177).
    pub(super) fn hash(&self, address: IpAddr) -> u64 {
        // Public IPv6 addresses begin with 001 in bits, so that none of them
        // can be taken for the number of an IPv4 one.
        let number = match address {
            IpAddr::V4(four) => u64::from(four.to_bits()),
            IpAddr::V6(six) => (six.to_bits() >> 64) as u64,
        };
        SipHasher24::new_with_keys(self.keys.0, self.keys.1).hash(&number.to_le_bytes())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(key: u8, address: &str) -> u64 {
        Key::new([key; 16]).hash(address.parse().unwrap())
    }

    #[test]
    fn a_hash_is_of_the_address_and_of_the_key() {
        assert_eq!(hash(1, "192.0.2.7"), hash(1, "192.0.2.7"));
        assert_ne!(hash(1, "192.0.2.7"), hash(1, "192.0.2.8"));
        assert_ne!(hash(1, "192.0.2.7"), hash(2, "192.0.2.7"));
    }

    #[test]
    fn a_network_of_64_bits_is_one() {
        assert_eq!(hash(1, "2001:db8::7"), hash(1, "2001:db8::a:b:c:d"));
        assert_ne!(hash(1, "2001:db8::7"), hash(1, "2001:db8:0:1::7"));
        assert_ne!(hash(1, "2001:db8::7"), hash(1, "2001:db9::7"));
    }

    #[test]
    fn a_key_is_not_printed() {
        let printed = format!("{:?}", Key::new([171; 16]));
        assert_eq!(printed, "Key(secret)");
    }
}
