//! An entry of a feed that was published.

use chrono::{DateTime, FixedOffset, Timelike, Utc};
use news::PartialDate;
use site::{Document, Source};

#[derive(Debug, Default)]
pub(crate) struct Old {
    pub(crate) id: String,
    pub(crate) title: Markup,
    pub(crate) published: Option<DateTime<FixedOffset>>,
    pub(crate) updated: Option<DateTime<FixedOffset>>,
    /// Where it leads: the item's place on the page, or the page of a post.
    pub(crate) link: Option<String>,
    /// The first link of the item itself.
    pub(crate) related: Option<String>,
    pub(crate) summary: Option<Markup>,
    pub(crate) content: Option<Markup>,
}

/// A text as a feed carries it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Markup {
    pub(crate) text: String,
    pub(crate) syntax: Syntax,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    #[default]
    Text,
    Html,
    Xhtml,
}

impl Old {
    /// When it was published, and last updated, in whole seconds; where it says
    /// only one of the two, that.
    pub(crate) fn stamps(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let whole = |stamp: DateTime<FixedOffset>| stamp.with_nanosecond(0).map(|s| s.to_utc());
        let published = self.published.or(self.updated).and_then(whole)?;
        let updated = self.updated.and_then(whole).unwrap_or(published);
        Some((published, updated.max(published)))
    }

    /// The day it was published where it was published.
    pub(crate) fn day(&self) -> Option<PartialDate> {
        let stamp = self.published.or(self.updated)?;
        PartialDate::parse(&stamp.format("%Y-%m-%d").to_string())
    }

    /// The date in a `tag:` id (RFC 4151), which is the item's own where it had
    /// one.
    pub(crate) fn tag_date(&self) -> Option<PartialDate> {
        let (head, _) = self.id.strip_prefix("tag:")?.split_once(":news/")?;
        PartialDate::parse(head.split_once(',')?.1)
    }

    /// The id of the item on its page, as the entry's address has it.
    pub(crate) fn anchor(&self) -> Option<&str> {
        let (_, anchor) = self.link.as_deref()?.split_once('#')?;
        Some(anchor).filter(|anchor| !anchor.is_empty())
    }
}

impl Markup {
    /// As a person sees it.
    pub(crate) fn plain(&self) -> String {
        match self.syntax {
            Syntax::Text => fold(&self.text),
            Syntax::Html | Syntax::Xhtml => {
                let document = self.document();
                document.text(document.root())
            }
        }
    }

    /// The addresses of its links, each once.
    pub(crate) fn links(&self) -> Vec<String> {
        if self.syntax == Syntax::Text {
            return Vec::new();
        }
        let document = self.document();
        let nodes = document.descendants(document.root());
        let links = nodes.filter(|node| document.is(*node, "a"));
        let mut seen = std::collections::HashSet::new();
        links
            .filter_map(|node| document.attribute(node, "href"))
            .filter(|link| seen.insert(*link))
            .map(str::to_owned)
            .collect()
    }

    fn document(&self) -> Document {
        let source = Source::new("entry.html", self.text.as_str());
        Document::parse(&source, 0, site::Syntax::Html)
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
