//! The maps of old services in a page: found with what they look like, reported,
//! and replaced.

use std::ops::Range;

use site::{Problem, Source};

mod markdown;
mod service;
mod tags;
mod token;

pub use service::{Look, Service, Width};

use tags::{Piece, pieces};

/// A map of a service that visitors' browsers load from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Embed {
    /// Whose it is.
    pub service: Service,
    /// All of its tags: the script with the `noscript` beside it, the picture
    /// with the link around it.
    pub range: Range<usize>,
    /// What it looks like, as its address asks for.
    pub look: Look,
    /// Whether nothing else is in the range; a long script may do more than
    /// load the map, so that it has to be looked at by its author.
    pub is_alone: bool,
}

/// Finds the maps of old services in a Markdown or HTML text, in order.
///
/// What loads nothing is none: a comment, code that is shown, a plain link.
///
/// ```
/// use site::Source;
/// use visitor_map::embed::{self, Service};
///
/// let page = Source::new("about.md", "# News\n\n<script id=\"clustrmaps\" \
///     src=\"//cdn.clustrmaps.com/map_v2.js?cl=8288ae&w=a&co=ffffff\"></script>\n");
/// let found = embed::find(&page);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].service, Service::ClustrMaps);
/// assert_eq!(found[0].look.land.as_deref(), Some("8288ae"));
/// assert_eq!(embed::replace(&page, &found, "<b>map</b>"), "# News\n\n<b>map</b>\n");
/// ```
pub fn find(source: &Source) -> Vec<Embed> {
    let text = &source.text;
    // Most pages have none, and a large site has many pages.
    if !Service::is_mentioned(text) {
        return Vec::new();
    }
    let mut groups = Groups::default();
    for piece in pieces(text, markdown::spans(source)) {
        groups.take(piece);
    }
    groups.end()
}

/// The text with each embed replaced; those that are not alone stay, for
/// something else could go with them.
pub fn replace(source: &Source, embeds: &[Embed], fragment: &str) -> String {
    let text = &source.text;
    let mut replaced = String::with_capacity(text.len() + embeds.len() * fragment.len());
    let mut at = 0;
    for embed in embeds.iter().filter(|embed| embed.is_alone) {
        let (Some(before), Some(_)) = (
            text.get(at..embed.range.start),
            text.get(embed.range.clone()),
        ) else {
            continue;
        };
        replaced.push_str(before);
        replaced.push_str(fragment);
        at = embed.range.end;
    }
    replaced.push_str(text.get(at..).unwrap_or_default());
    replaced
}

/// The problem of every embed: what it does, and the way out.
///
/// ```
/// let page = site::Source::new("a.html", "<img src='//flagcounter.com/x'>");
/// let problems = visitor_map::embed::check(&page);
/// assert_eq!(
///     problems[0].to_string(),
///     "a.html:1:1: warning: everyone who opens this page tells Flag Counter their address \
///      help: replace it by what `cargo xtask map --fragment` prints, which loads nothing",
/// );
/// ```
pub fn check(source: &Source) -> Vec<Problem> {
    let embeds = find(source);
    embeds.iter().map(|embed| problem(source, embed)).collect()
}

fn problem(source: &Source, embed: &Embed) -> Problem {
    let service = embed.service;
    let message = match state(service) {
        Some(state) => format!(
            "this map is dead: {service} {state}, and everyone who opens the page \
             still tells it their address"
        ),
        None => format!("everyone who opens this page tells {service} their address"),
    };
    let help = match embed.is_alone {
        true => "replace it by what `cargo xtask map --fragment` prints, which loads nothing",
        false => {
            "take the map out of this script, and put what `cargo xtask map --fragment` prints \
             in its place"
        }
    };
    Problem::warning("third-party-map", source, embed.range.start, message).help(help)
}

// What users of the services reported.
fn state(service: Service) -> Option<&'static str> {
    match service {
        Service::ClustrMaps => Some("was reported closed in June 2026"),
        Service::RevolverMaps => Some("was reported closed in December 2024"),
        Service::MapMyVisitors => Some("was reported to have stopped counting in June 2026"),
        Service::FlagCounter => None,
    }
}

/// Puts tags of one map together that have only white space between them, and
/// takes in what is around them alone.
#[derive(Default)]
struct Groups {
    open: Vec<Group>,
    found: Vec<Embed>,
}

enum Group {
    // An element that has begun and may turn out to hold nothing else.
    Open {
        name: &'static str,
        start: usize,
        placeholder: Option<Service>,
    },
    Embed {
        embed: Embed,
        // A place that a script fills loads nothing of its own.
        loads: bool,
    },
}

impl Groups {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Embed(embed) => self.push(embed, true),
            Piece::Open {
                name,
                start,
                placeholder,
            } => {
                self.open.push(Group::Open {
                    name,
                    start,
                    placeholder,
                });
            }
            Piece::Close { name, end } => self.close(name, end),
            Piece::Other => self.part(),
        }
    }

    fn push(&mut self, embed: Embed, loads: bool) {
        if let Some(Group::Embed {
            embed: last,
            loads: last_loads,
        }) = self.open.last_mut()
            && last.service == embed.service
        {
            last.range.end = embed.range.end;
            last.is_alone &= embed.is_alone;
            last.look.fill(embed.look);
            *last_loads |= loads;
            return;
        }
        self.open.push(Group::Embed { embed, loads });
    }

    fn close(&mut self, closed: &str, end: usize) {
        let (last, below) = (self.open.pop(), self.open.pop());
        match (last, below) {
            (Some(Group::Embed { mut embed, loads }), Some(Group::Open { name, start, .. }))
                if name == closed && ["a", "noscript"].contains(&name) =>
            {
                embed.range = start..end;
                self.push(embed, loads);
            }
            (
                Some(Group::Open {
                    name,
                    start,
                    placeholder: Some(service),
                }),
                below,
            ) if name == closed => {
                self.open.extend(below);
                let embed = Embed {
                    service,
                    range: start..end,
                    look: Look::default(),
                    is_alone: true,
                };
                self.push(embed, false);
            }
            (last, below) => {
                self.open.extend(below);
                self.open.extend(last);
                self.part();
            }
        }
    }

    // Something else stands here: what came before is complete.
    fn part(&mut self) {
        let complete = self.open.drain(..);
        self.found.extend(complete.filter_map(|group| match group {
            Group::Embed { embed, loads: true } => Some(embed),
            _ => None,
        }));
    }

    fn end(mut self) -> Vec<Embed> {
        self.part();
        self.found
    }
}

#[cfg(test)]
mod tests;
