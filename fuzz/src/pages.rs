//! A page, as every syntax there is: its bytes, its front matter, its tree, its
//! News, and the feed of these.

use std::num::NonZero;

use feed::{Content, Entry, Feed, Person};
use news::{Item, Options, extract, read_only_ids, single};
use quick_xml::Reader;
use quick_xml::events::Event;
use site::{Document, MemoryFiles, Output, Syntax, decode, front_matter, mojibake};

use super::check;

const PATHS: [&str; 4] = ["index.md", "index.html", "index.rst", "index.jemdoc"];

/// Reads a page and makes a feed of it.
pub fn pages(data: &[u8]) {
    for path in PATHS {
        page(path, data);
    }
}

fn page(path: &str, data: &[u8]) {
    let files = &MemoryFiles::from([(path, data)]);
    let (source, problems) = decode(path, data);
    check::problems(files, &problems);
    let (front, problems) = front_matter::split(&source);
    check::problems(files, &problems);
    assert!(source.text.is_char_boundary(front.body_start));
    let document = Document::parse(&source, front.body_start, Syntax::of(path));
    check::tree(&document, &source);
    check::problems(files, &mojibake::check(&source));
    for whole in [false, true] {
        let options = Options {
            whole,
            ..Options::default()
        };
        let news = extract(&source, front.body_start, &options);
        check::items(files, &news.items);
        check::problems(files, &news.problems);
        feed(&news.items);
    }
    check::items(files, &[single(&source, front.body_start)]);
}

// What subscribers get, whatever the items say.
fn feed(items: &[Item]) {
    let ids = read_only_ids(items, Some("example.org"));
    let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len());
    let stamp = chrono::DateTime::UNIX_EPOCH;
    let entries = items.iter().zip(ids).map(|(item, id)| Entry {
        item,
        id,
        published: stamp,
        updated: stamp,
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let (outputs, problems) = feed::outputs(&settings(), &entries);
    check::outputs(&outputs);
    assert!(
        problems
            .iter()
            .all(|problem| problem.line == 0 || problem.file.starts_with("index."))
    );
    for output in &outputs {
        document(output);
    }
}

fn document(output: &Output) {
    let Ok(text) = str::from_utf8(&output.bytes) else {
        panic!("{} is no UTF-8", output.path);
    };
    if output.path.ends_with(".xml") {
        check::xml(text);
        contents(text).iter().for_each(|html| check::harmless(html));
    } else if output.path.ends_with(".json") {
        let read = serde_json::from_str::<serde_json::Value>(text);
        assert!(read.is_ok_and(|value| value["items"].is_array()));
    }
}

// The HTML in the `content` of each entry.
fn contents(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut contents = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if tag.name().as_ref() == b"content" => {
                let text = reader.read_text(tag.name());
                let text = text
                    .ok()
                    .and_then(|text| text.decode().ok().map(|text| text.into_owned()));
                let text = text.unwrap_or_default();
                contents.extend(quick_xml::escape::unescape(&text).map(|html| html.into_owned()));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    contents
}

fn settings() -> Feed {
    Feed {
        id: "tag:example.org,2025:news".into(),
        title: "News".into(),
        subtitle: None,
        base_url: "https://example.org/".into(),
        page_url: "https://example.org/about/".into(),
        language: Some("en".into()),
        author: Person {
            name: "A. Placeholder".into(),
            uri: None,
            email: None,
        },
        path: "feed.xml".into(),
        limit: NonZero::new(20),
        content: Content::Full,
        categories: true,
        icon: None,
    }
}
