//! Requests in, distinct addresses by country and window out.
//!
//! What is kept while counting is, for every address, a hash of it under a key
//! that exists in memory alone ([`Key`]), its country, and the days it came on.
//! What comes out ([`Tally`]) are numbers: no type here can carry an address, a
//! hash or a key any further. The numbers are exact, and so not to be
//! published: that takes a closed window, noise and a threshold.
//!
//! ```
//! use std::net::IpAddr;
//! use visitor_map::log::Parser;
//! use visitor_map::tally::{Counter, Grain, Key, Options, Rules};
//!
//! let log = br#"192.0.2.7 - - [10/Oct/2030:13:55:36 +0200] "GET / HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux) Firefox/140.0"
//! 192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/ HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux) Firefox/140.0"
//! 192.0.2.8 - - [11/Oct/2030:13:55:37 +0200] "GET / HTTP/1.1" 200 512 "-" "Googlebot/2.1"
//! "#;
//! // A program asks its operating system for 16 random bytes here.
//! let key = Key::new([7; 16]);
//! let rules = Rules::new(Vec::new()).unwrap();
//! let registry = |_: IpAddr| "DE".parse().ok();
//! let mut counter = Counter::new(&rules, &key, &registry, Options::default());
//! counter.lines(&mut Parser::detect(log).unwrap(), log);
//! let tally = counter.finish();
//!
//! let october = "2030-10-01".parse().unwrap();
//! assert_eq!(tally.options.grain, Grain::Month);
//! assert_eq!(tally.windows[&october].countries[&"DE".parse().unwrap()], 1);
//! ```

mod agents;
mod counter;
mod crawlers;
mod key;
mod network;
mod rules;
mod state;
mod window;

pub use counter::Counter;
pub use crawlers::Crawlers;
pub use key::Key;
pub use network::Network;
pub use rules::{Reason, Rules};
pub use state::{Mismatch, Requests, Tally, WindowTally};
pub use window::{Grain, Options};

use std::net::IpAddr;

use crate::Country;

/// Where addresses are registered.
///
/// A function from an address to a country is one: with the crate `iptocc`,
/// `|address: IpAddr| iptocc::country_code(address)?.parse().ok()`. That data
/// takes more than a megabyte, which is why it is not part of this crate.
pub trait Registry {
    /// The country in which the network of an address is registered, which need
    /// not be the one that its user is in; `None` where that is not known.
    fn country(&self, address: IpAddr) -> Option<Country>;
}

impl<F: Fn(IpAddr) -> Option<Country>> Registry for F {
    fn country(&self, address: IpAddr) -> Option<Country> {
        self(address)
    }
}

#[cfg(test)]
mod tests;
