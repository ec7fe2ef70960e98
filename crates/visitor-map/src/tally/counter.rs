use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::net::{IpAddr, Ipv6Addr};

use chrono::{DateTime, NaiveDate};

use super::agents::Agents;
use super::{Key, Options, Reason, Registry, Requests, Rules, Tally, WindowTally};
use crate::log::{Chunk, Line, Parser, Request, lines};
use crate::{Country, Window};

/// Counts the lines of one log, or of a part of it. Several may run at once,
/// each with its own part, under the same key; [`Counter::join`] then makes one
/// of them. Memory grows with the number of distinct addresses in a window (by
/// some 16 to 32 bytes each), and with nothing else.
pub struct Counter<'a> {
    rules: &'a Rules,
    key: &'a Key,
    registry: &'a (dyn Registry + Sync),
    options: Options,
    windows: BTreeMap<NaiveDate, Seen>,
    requests: Requests,
    days: Option<Window>,
    last: Option<Day>,
    agents: Agents,
    space: Vec<u8>,
}

/// Who was seen in a window.
struct Seen {
    to: NaiveDate,
    addresses: HashMap<u64, Address, BuildHasherDefault<Ready>>,
}

/// What is known of an address.
#[derive(Clone, Copy)]
struct Address {
    /// The days of the window, the first in the lowest bit.
    days: u32,
    country: Option<Country>,
}

/// A day, and the window it is in.
#[derive(Clone, Copy)]
struct Day {
    number: i64,
    date: NaiveDate,
    window: Window,
}

impl<'a> Counter<'a> {
    /// Nothing is counted yet. A cap of 0 counts as 1.
    pub fn new(
        rules: &'a Rules,
        key: &'a Key,
        registry: &'a (dyn Registry + Sync),
        options: Options,
    ) -> Counter<'a> {
        Counter {
            rules,
            key,
            registry,
            options: Options {
                cap: options.cap.max(1),
                ..options
            },
            windows: BTreeMap::new(),
            requests: Requests::default(),
            days: None,
            last: None,
            agents: Agents::default(),
            space: Vec::new(),
        }
    }

    /// Counts whole lines.
    pub fn lines(&mut self, parser: &mut Parser, bytes: &[u8]) {
        for line in lines(bytes) {
            match parser.line(line) {
                Line::Request(request) => self.request(&request),
                Line::Nothing => {}
                Line::Rejected => self.requests.rejected += 1,
            }
        }
    }

    /// Counts the lines of a chunk.
    pub fn chunk(&mut self, parser: &mut Parser, chunk: &Chunk) {
        self.requests.rejected += chunk.overlong;
        self.lines(parser, &chunk.bytes);
    }

    fn request(&mut self, request: &Request<'_>) {
        let Some(day) = self.day(request.time) else {
            self.requests.rejected += 1;
            return;
        };
        let found = self
            .rules
            .visitor(request, &mut self.agents, &mut self.space);
        match found {
            Ok(address) => {
                self.requests.counted += 1;
                self.requests.nameless += u64::from(request.agent.is_none());
                self.visit(address, day);
            }
            Err(reason) => self.requests.leave_out(reason),
        }
    }

    // Lines come in order, so that nearly all are of the same day as the last.
    fn day(&mut self, time: i64) -> Option<Day> {
        const SECONDS: i64 = 24 * 60 * 60;
        let number = time.div_euclid(SECONDS);
        if let Some(last) = self.last.filter(|last| last.number == number) {
            return Some(last);
        }
        let date = DateTime::from_timestamp(time, 0)?.date_naive();
        let window = self.options.grain.window(date)?;
        let day = Day {
            number,
            date,
            window,
        };
        self.days = span(
            self.days,
            Some(Window {
                from: date,
                to: date,
            }),
        );
        self.last = Some(day);
        Some(day)
    }

    fn visit(&mut self, address: IpAddr, day: Day) {
        let Window { from, to } = day.window;
        let seen = self.windows.entry(from).or_insert_with(|| Seen::new(to));
        let bit = 1 << (day.date - from).num_days().clamp(0, 31);
        let (key, registry) = (self.key, self.registry);
        let known = seen
            .addresses
            .entry(key.hash(address))
            .or_insert_with(|| Address {
                days: 0,
                country: registry.country(network_of(address)),
            });
        known.days |= bit;
    }

    /// Both counts as one, as if one counter had read all: an address that both
    /// have seen is one. Both must count under the same key.
    #[must_use]
    pub fn join(mut self, other: Counter<'a>) -> Counter<'a> {
        for (from, seen) in other.windows {
            let ours = self
                .windows
                .entry(from)
                .or_insert_with(|| Seen::new(seen.to));
            ours.join(seen);
        }
        self.requests.add(&other.requests);
        self.days = span(self.days, other.days);
        self
    }

    /// The numbers; the hashes end here.
    pub fn finish(self) -> Tally {
        let windows = self.windows.into_iter();
        let windows = windows.map(|(from, seen)| (from, seen.finish(self.options.cap)));
        Tally {
            options: self.options,
            windows: windows.collect(),
            requests: self.requests,
            days: self.days,
            ..Tally::default()
        }
    }
}

impl fmt::Debug for Counter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Counter")
            .field("options", &self.options)
            .field("requests", &self.requests)
            .finish_non_exhaustive()
    }
}

impl Seen {
    fn new(to: NaiveDate) -> Seen {
        Seen {
            to,
            addresses: HashMap::default(),
        }
    }

    fn join(&mut self, mut other: Seen) {
        if other.addresses.len() > self.addresses.len() {
            std::mem::swap(self, &mut other);
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each entry is joined with the one of its own hash"
        )]
        for (hash, address) in other.addresses {
            self.addresses
                .entry(hash)
                .and_modify(|known| known.days |= address.days)
                .or_insert(address);
        }
    }

    fn finish(self, cap: u32) -> WindowTally {
        let mut tally = WindowTally {
            to: self.to,
            parts: 1,
            countries: BTreeMap::new(),
            unknown: 0,
        };
        for address in self.addresses.into_values() {
            let count = match address.country {
                Some(country) => tally.countries.entry(country).or_default(),
                None => &mut tally.unknown,
            };
            *count += u64::from(address.days.count_ones().min(cap));
        }
        tally
    }
}

// What has one hash has one country, whichever of its addresses came first.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64)).into(),
    }
}

pub(super) fn span(one: Option<Window>, other: Option<Window>) -> Option<Window> {
    let (Some(one), Some(other)) = (one, other) else {
        return one.or(other);
    };
    Some(Window {
        from: one.from.min(other.from),
        to: one.to.max(other.to),
    })
}

/// A hasher for what is a hash already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

const _: () = assert!(Reason::ALL.len() == 8 && size_of::<(u64, Address)>() == 16);
