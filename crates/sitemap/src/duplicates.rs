//! Which addresses were there before.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};
use std::io;

use crate::Order;

pub(crate) enum Seen {
    Any(HashSet<u128, BuildHasherDefault<DefaultHasher>>),
    Sorted(Option<String>),
}

impl Seen {
    pub(crate) fn new(order: Order) -> Seen {
        match order {
            Order::Any => Seen::Any(HashSet::default()),
            Order::Sorted => Seen::Sorted(None),
        }
    }

    /// A new list begins, which is sorted by itself.
    pub(crate) fn next_list(&mut self) {
        if let Seen::Sorted(last) = self {
            *last = None;
        }
    }

    /// Remembers an address; whether it is new.
    ///
    /// # Errors
    /// Disorder where there should be order: to go on would be to promise that
    /// nothing is there twice without knowing it.
    pub(crate) fn insert(&mut self, loc: &str) -> io::Result<bool> {
        match self {
            Seen::Any(fingerprints) => Ok(fingerprints.insert(fingerprint(loc))),
            Seen::Sorted(Some(last)) if loc < last.as_str() => Err(disorder(last, loc)),
            Seen::Sorted(Some(last)) => {
                let is_new = loc != last;
                last.clear();
                last.push_str(loc);
                Ok(is_new)
            }
            Seen::Sorted(last) => {
                *last = Some(loc.to_owned());
                Ok(true)
            }
        }
    }
}

// Of 128 bits: among ten million addresses, two that differ look alike with a
// chance of one in 10^24, so that none is left out for another's sake.
fn fingerprint(loc: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(loc.as_bytes());
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

fn disorder(last: &str, loc: &str) -> io::Error {
    let message = format!("the addresses are not sorted: {loc} comes after {last}");
    io::Error::new(io::ErrorKind::InvalidInput, message)
}
