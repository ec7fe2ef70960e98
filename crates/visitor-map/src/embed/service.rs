//! The old services, by their hosts, and what their addresses ask for.

use std::fmt;

/// A service that draws a map of visitors, and to that end is told of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// clustrmaps.com
    ClustrMaps,
    /// revolvermaps.com
    RevolverMaps,
    /// mapmyvisitors.com
    MapMyVisitors,
    /// flagcounter.com
    FlagCounter,
}

const HOSTS: [(&str, Service, &str); 4] = [
    ("clustrmaps.com", Service::ClustrMaps, "ClustrMaps"),
    ("revolvermaps.com", Service::RevolverMaps, "RevolverMaps"),
    ("mapmyvisitors.com", Service::MapMyVisitors, "MapMyVisitors"),
    ("flagcounter.com", Service::FlagCounter, "Flag Counter"),
];

impl Service {
    /// The service that an absolute or protocol-relative address leads to, by
    /// its host or one below it.
    ///
    /// ```
    /// use visitor_map::embed::Service;
    ///
    /// assert_eq!(Service::of("//cdn.clustrmaps.com/map_v2.js?w=a"), Some(Service::ClustrMaps));
    /// assert_eq!(Service::of("http://S01.FlagCounter.com:80/count2/x/"), Some(Service::FlagCounter));
    /// assert_eq!(Service::of("https://example.org/?u=//clustrmaps.com/"), None);
    /// assert_eq!(Service::of("https://clustrmaps.com.example.org/"), None);
    /// ```
    pub fn of(address: &str) -> Option<Service> {
        let address = address.trim_start().as_bytes();
        let slashes = match address {
            [b'/', b'/', ..] => 0,
            _ => scheme(address)?,
        };
        let host = &address[slashes + 2..];
        let end = host.iter().position(|byte| b"/?#\\".contains(byte));
        let host = &host[..end.unwrap_or(host.len())];
        let host = host.rsplit(|byte| *byte == b'@').next().unwrap_or(host);
        let host = host.split(|byte| *byte == b':').next().unwrap_or(host);
        Service::of_host(host)
    }

    fn of_host(host: &[u8]) -> Option<Service> {
        let host = host.strip_suffix(b".").unwrap_or(host);
        let is_it = |(name, ..): &&(&str, Service, &str)| {
            let before = host.len().saturating_sub(name.len());
            let is_whole = before == 0 || host[before - 1] == b'.';
            is_whole && ends_with(host, name)
        };
        let found = HOSTS.iter().find(is_it);
        found.map(|(_, service, _)| *service)
    }

    /// The service whose script fills the element with this `id`.
    pub(super) fn of_id(id: &str) -> Option<Service> {
        let words = HOSTS
            .iter()
            .map(|(host, service, _)| (host.trim_end_matches(".com"), service));
        let id = id.to_ascii_lowercase();
        let mut services = words.filter(|(word, _)| id.contains(word));
        services.next().map(|(_, service)| *service)
    }

    /// Whether the name of a host stands anywhere in a text.
    pub(super) fn is_mentioned(text: &str) -> bool {
        // All of them end alike, and this is what is rare in a page.
        let ends = text.as_bytes().windows(4);
        ends.enumerate()
            .filter(|(_, end)| end.eq_ignore_ascii_case(b".com"))
            .any(|(at, _)| {
                HOSTS
                    .iter()
                    .any(|(name, ..)| ends_with(&text.as_bytes()[..at + 4], name))
            })
    }

    /// The first address of a service in a text of any language, such as a
    /// script that loads it.
    pub(super) fn within(text: &str) -> Option<(Service, &str)> {
        let mut starts = text.match_indices("//").map(|(at, _)| at);
        starts.find_map(|at| {
            let rest = &text[at..];
            let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>)".contains(c));
            let address = &rest[..end.unwrap_or(rest.len())];
            Service::of(address).map(|service| (service, address))
        })
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = HOSTS.iter().find(|(_, service, _)| service == self);
        f.write_str(name.map_or("", |(_, _, name)| name))
    }
}

fn ends_with(bytes: &[u8], name: &str) -> bool {
    let start = bytes.len().checked_sub(name.len());
    start.is_some_and(|start| bytes[start..].eq_ignore_ascii_case(name.as_bytes()))
}

// The bytes up to the slashes, for the two schemes that pages are loaded by.
fn scheme(address: &[u8]) -> Option<usize> {
    let is_it = |scheme: &&[u8]| {
        address.len() >= scheme.len() + 2
            && address[..scheme.len()].eq_ignore_ascii_case(scheme)
            && &address[scheme.len()..scheme.len() + 2] == b"//"
    };
    let schemes: [&[u8]; 2] = [b"https:", b"http:"];
    schemes
        .iter()
        .find(|scheme| is_it(scheme))
        .map(|scheme| scheme.len())
}

/// How wide a map was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as what it stands in, which is also what is done where nothing
    /// is asked for.
    #[default]
    Automatic,
    /// In CSS pixels.
    Pixels(u16),
}

/// What an old map looked like. Colours are six hexadecimal digits, small, and
/// as they were asked for: whether they can be told apart is another matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The width.
    pub width: Width,
    /// The land.
    pub land: Option<String>,
    /// The sea and all else behind.
    pub background: Option<String>,
    /// The dots.
    pub dots: Option<String>,
    /// The dots of the newest visits.
    pub new_dots: Option<String>,
    /// The writing.
    pub text: Option<String>,
}

// Which parameter is which part, for each service. ClustrMaps and MapMyVisitors
// take the same ones: `cl` the land, `co` the ocean, `cmo` and `cmn` markers old
// and new, `ct` the text, `w` the width or `a`. RevolverMaps' globes take `c`
// and `cr1` for dots and new dots; its flat one `cl`, `co` and `cd` too, and `s`
// for the size.
const PARAMETERS: [(&str, Part); 9] = [
    ("cl", Part::Land),
    ("co", Part::Background),
    ("cmo", Part::Dots),
    ("cd", Part::Dots),
    ("c", Part::Dots),
    ("cmn", Part::NewDots),
    ("cr1", Part::NewDots),
    ("ct", Part::Text),
    ("w", Part::Width),
];

// Flag Counter has them in its path.
const SEGMENTS: [(&str, Part); 2] = [("bg_", Part::Background), ("txt_", Part::Text)];

#[derive(Debug, Clone, Copy)]
enum Part {
    Width,
    Land,
    Background,
    Dots,
    NewDots,
    Text,
}

impl Look {
    /// What an address asks for.
    ///
    /// ```
    /// use visitor_map::embed::{Look, Width};
    ///
    /// let look = Look::of("//cdn.clustrmaps.com/map_v2.js?cl=8288AE&w=a&co=ffffff&cmn=ff5353&x=y");
    /// assert_eq!(look.width, Width::Automatic);
    /// assert_eq!(look.land.as_deref(), Some("8288ae"));
    /// assert_eq!(look.new_dots.as_deref(), Some("ff5353"));
    /// assert_eq!(look.text, None);
    /// ```
    pub fn of(address: &str) -> Look {
        let mut look = Look::default();
        let service = Service::of(address);
        let address = address.replace("&amp;", "&").replace("&#38;", "&");
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        for (name, value) in pairs {
            let known = PARAMETERS.iter().find(|(known, _)| *known == name);
            let part = match (known, service, name) {
                (Some((_, part)), ..) => Some(*part),
                (None, Some(Service::RevolverMaps), "s") => Some(Part::Width),
                _ => None,
            };
            if let Some(part) = part {
                look.take(part, value);
            }
        }
        if service == Some(Service::FlagCounter) {
            for (prefix, part) in SEGMENTS {
                let mut values = path.split('/').filter_map(|s| s.strip_prefix(prefix));
                if let Some(value) = values.next() {
                    look.take(part, value);
                }
            }
        }
        look
    }

    // The first that is given counts, and what makes no sense does not.
    fn take(&mut self, part: Part, value: &str) {
        let slot = match part {
            Part::Width => return self.take_width(value),
            Part::Land => &mut self.land,
            Part::Background => &mut self.background,
            Part::Dots => &mut self.dots,
            Part::NewDots => &mut self.new_dots,
            Part::Text => &mut self.text,
        };
        let value = value.strip_prefix("%23").unwrap_or(value);
        let is_colour = value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_hexdigit());
        if slot.is_none() && is_colour {
            *slot = Some(value.to_ascii_lowercase());
        }
    }

    pub(super) fn take_width(&mut self, value: &str) {
        let value = value.trim().trim_end_matches("px");
        // A few pixels are a counter that nobody was meant to see.
        let width = value
            .parse()
            .ok()
            .filter(|width| (50..=4000).contains(width));
        if let (Width::Automatic, Some(width)) = (self.width, width) {
            self.width = Width::Pixels(width);
        }
    }

    /// Takes over what another tag of the same map asks for and this one does
    /// not.
    pub(super) fn fill(&mut self, other: Look) {
        if self.width == Width::Automatic {
            self.width = other.width;
        }
        let Look {
            land,
            background,
            dots,
            new_dots,
            text,
            ..
        } = other;
        let slots = [
            (&mut self.land, land),
            (&mut self.background, background),
            (&mut self.dots, dots),
            (&mut self.new_dots, new_dots),
            (&mut self.text, text),
        ];
        for (slot, other) in slots {
            *slot = slot.take().or(other);
        }
    }
}
