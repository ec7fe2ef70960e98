//! Atom 1.0 (RFC 4287) with archives (RFC 5005, section 4).

use std::collections::BTreeMap;

use atom_syndication as atom;
use chrono::{DateTime, Utc};
use quick_xml::events::{BytesDecl, BytesPI, Event};
use site::{Output, Problem};

use crate::Person;
use crate::channel::Channel;
use crate::story::{Body, Story};

/// What made a feed, as it says itself.
pub(crate) const GENERATOR: &str = "home-page plugins";
const ATOM: &str = "application/atom+xml";
/// The `updated` of a feed without entries, which must have one: the month in
/// which RFC 4287 came out, 2005-12-01T00:00:00Z in seconds. Validators take
/// much older ones for mistakes, and there is no clock here.
const BEFORE_ANY: i64 = 1_133_395_200;
const HISTORY: &str = "http://purl.org/syndication/history/1.0";

/// The feed itself or one of its archives.
pub(crate) struct Document<'a> {
    channel: &'a Channel,
    stories: &'a [Story],
    path: String,
    /// Paths of other documents, with what they are to this one.
    related: Vec<(&'static str, String)>,
    is_archive: bool,
}

impl<'a> Document<'a> {
    /// What a subscriber reads, with `archives` documents of older entries.
    pub(crate) fn current(channel: &'a Channel, stories: &'a [Story], archives: usize) -> Self {
        let newest = (archives > 0).then(|| ("prev-archive", channel.paths.archive(archives)));
        Document {
            channel,
            stories,
            path: channel.paths.atom(),
            related: newest.into_iter().collect(),
            is_archive: false,
        }
    }

    /// Archive `n` of `archives`, counted from 1, the oldest.
    pub(crate) fn archive(
        channel: &'a Channel,
        stories: &'a [Story],
        n: usize,
        archives: usize,
    ) -> Self {
        let mut related = vec![("current", channel.paths.atom())];
        if n > 1 {
            related.push(("prev-archive", channel.paths.archive(n - 1)));
        }
        if n < archives {
            related.push(("next-archive", channel.paths.archive(n + 1)));
        }
        Document {
            channel,
            stories,
            path: channel.paths.archive(n),
            related,
            is_archive: true,
        }
    }
}

/// The document as XML.
pub(crate) fn write(document: &Document<'_>) -> Result<Output, Problem> {
    let unwritable = |error: &dyn std::error::Error| {
        Problem::in_file("unwritable-feed", document.path.clone(), error.to_string())
    };
    let head = head(document).map_err(|error| unwritable(&error))?;
    let config = atom::WriteConfig {
        write_document_declaration: false,
        indent_size: Some(2),
    };
    let written = feed(document).write_with_config(head, config);
    let mut bytes = written.map_err(|error| unwritable(&error))?;
    if document.is_archive {
        mark_archive(&mut bytes);
    }
    bytes.push(b'\n');
    Ok(Output::new(document.path.clone(), bytes))
}

// The declaration, and the style sheet for people who open the feed
// (https://www.w3.org/TR/xml-stylesheet/).
fn head(document: &Document<'_>) -> std::io::Result<Vec<u8>> {
    let css = document.channel.address(&document.channel.paths.css());
    let css = css.rsplit('/').next().unwrap_or_default();
    // The name was percent-encoded, so that it cannot end the instruction.
    let sheet = format!("xml-stylesheet type=\"text/css\" href=\"{css}\"");
    let mut writer = quick_xml::Writer::new(Vec::new());
    let declaration = BytesDecl::new("1.0", Some("utf-8"), None);
    let events = [Event::Decl(declaration), Event::PI(BytesPI::new(sheet))];
    for event in events {
        writer.write_event(event)?;
        writer.get_mut().push(b'\n');
    }
    Ok(writer.into_inner())
}

/// RFC 5005 wants the mark in the head, and the grammar of RFC 4287 (appendix
/// B) has all foreign elements before the entries, but the writer puts them
/// last. No text can look like a tag here, so that the first one found is one.
fn mark_archive(bytes: &mut Vec<u8>) {
    let entry = b"\n  <entry>";
    if let Some(at) = bytes
        .windows(entry.len())
        .position(|window| window == entry)
    {
        bytes.splice(at..at, *b"\n  <fh:archive/>");
    }
}

fn feed(document: &Document<'_>) -> atom::Feed {
    let channel = document.channel;
    let mut feed = atom::Feed {
        title: atom::Text::plain(channel.title.clone()),
        id: channel.id.clone(),
        updated: updated(document.stories).fixed_offset(),
        authors: vec![person(&channel.author)],
        generator: generator(document),
        icon: channel.icon.clone(),
        links: links(document),
        subtitle: channel.subtitle.clone().map(atom::Text::plain),
        entries: document.stories.iter().map(entry).collect(),
        lang: channel.language.clone(),
        ..atom::Feed::default()
    };
    if document.is_archive {
        feed.namespaces = BTreeMap::from([("fh".to_owned(), HISTORY.to_owned())]);
    }
    feed
}

/// The newest change; of no entries [`BEFORE_ANY`].
fn updated(stories: &[Story]) -> DateTime<Utc> {
    let newest = stories.iter().map(|story| story.updated).max();
    newest.unwrap_or(DateTime::from_timestamp(BEFORE_ANY, 0).unwrap_or_default())
}

/// Archives do not say what made them: they must not change with its version.
fn generator(document: &Document<'_>) -> Option<atom::Generator> {
    (!document.is_archive).then(|| atom::Generator {
        value: GENERATOR.to_owned(),
        uri: None,
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    })
}

fn links(document: &Document<'_>) -> Vec<atom::Link> {
    let channel = document.channel;
    let mut links = vec![
        link("self", channel.address(&document.path), Some(ATOM)),
        link("alternate", channel.page_address(), Some("text/html")),
    ];
    let related = document.related.iter();
    links.extend(related.map(|(rel, path)| link(rel, channel.address(path), Some(ATOM))));
    links
}

fn entry(story: &Story) -> atom::Entry {
    let related = story.related.clone().map(|url| link("related", url, None));
    atom::Entry {
        title: atom::Text::plain(story.title.clone()),
        id: story.id.clone(),
        updated: story.updated.fixed_offset(),
        published: Some(story.published.fixed_offset()),
        categories: story.category.map(category).into_iter().collect(),
        links: [link("alternate", story.url.clone(), Some("text/html"))]
            .into_iter()
            .chain(related)
            .collect(),
        summary: story.summary.clone().map(atom::Text::plain),
        content: story.body.as_ref().map(content),
        ..atom::Entry::default()
    }
}

fn content(body: &Body) -> atom::Content {
    let (kind, value) = match body {
        Body::Html(html) => ("html", html),
        Body::Text(text) => ("text", text),
    };
    atom::Content {
        content_type: Some(kind.to_owned()),
        value: Some(value.clone()),
        ..atom::Content::default()
    }
}

fn category((term, emoji): (&str, char)) -> atom::Category {
    atom::Category {
        term: term.to_owned(),
        scheme: None,
        label: Some(format!("{emoji} {term}")),
    }
}

fn person(author: &Person) -> atom::Person {
    atom::Person {
        name: author.name.clone(),
        email: author.email.clone(),
        uri: author.uri.clone(),
        ..atom::Person::default()
    }
}

fn link(rel: &str, href: String, mime_type: Option<&str>) -> atom::Link {
    atom::Link {
        href,
        rel: rel.to_owned(),
        mime_type: mime_type.map(str::to_owned),
        ..atom::Link::default()
    }
}
