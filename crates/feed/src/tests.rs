//! The whole crate through its one door.

use std::num::NonZeroUsize;

use chrono::{DateTime, TimeDelta};
use expect_test::{Expect, expect};
use news::{Item, PartialDate};
use proptest::prelude::*;

use crate::{Content, Entry, Feed, Person, outputs};

fn settings() -> Feed {
    Feed {
        id: "tag:example.org,2025:news".into(),
        title: "News of A. Placeholder".into(),
        subtitle: Some("What is new".into()),
        base_url: "https://example.org/".into(),
        page_url: "https://example.org/about/".into(),
        language: Some("en".into()),
        author: Person {
            name: "A. Placeholder".into(),
            uri: Some("/".into()),
            email: Some("placeholder@example.org".into()),
        },
        path: "feed.xml".into(),
        limit: None,
        content: Content::Full,
        categories: false,
        icon: None,
    }
}

fn item(title: &str, html: &str) -> Item {
    Item {
        date: PartialDate::month(2025, 12),
        title: title.into(),
        text: format!("{title} And more."),
        html: html.into(),
        file: "about.md".into(),
        line: 7,
        column: 1,
        ..Item::default()
    }
}

/// Entries a day apart, the first the newest.
fn entries(items: &[Item]) -> Vec<Entry<'_>> {
    let newest = DateTime::parse_from_rfc3339("2025-12-01T12:00:00Z")
        .unwrap()
        .to_utc();
    let entry = |(n, item)| {
        let stamp = newest - TimeDelta::days(n);
        Entry {
            item,
            id: format!("tag:example.org,2025:news/item-{n}"),
            published: stamp,
            updated: stamp,
        }
    };
    (0..).zip(items).map(entry).collect()
}

fn made(feed: &Feed, items: &[Item], path: &str) -> String {
    let (outputs, _) = outputs(feed, &entries(items));
    let output = outputs.into_iter().find(|output| output.path == path);
    String::from_utf8(output.unwrap().bytes).unwrap()
}

fn read(xml: &str) -> feed_rs::model::Feed {
    feed_rs::parser::parse(xml.as_bytes()).unwrap()
}

fn check_problems(feed: &Feed, entries: &[Entry<'_>], expected: Expect) {
    let (_, problems) = outputs(feed, entries);
    let lines: Vec<String> = problems
        .iter()
        .map(|p| format!("{}: {p}\n", p.code))
        .collect();
    expected.assert_eq(&lines.concat());
}

fn star() -> Item {
    Item {
        title: "🏆 Star <2030> wins R&D prize!".into(),
        text: "🏆 Star <2030> wins R&D prize! It is the first.".into(),
        html: r#"🏆 <a href="/star">Star</a> &lt;2030&gt; wins R&amp;D prize! It is the <em class=x>first</em>.<script>alert(1)</script>"#.into(),
        links: vec!["/star".into()],
        anchor: Some("star".into()),
        ..item("", "")
    }
}

#[test]
fn atom() {
    let feed = Feed {
        categories: true,
        icon: Some("icon.png".into()),
        ..settings()
    };
    expect![[r#"
        <?xml version="1.0" encoding="utf-8"?>
        <?xml-stylesheet type="text/css" href="feed.css"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
          <title>News of A. Placeholder</title>
          <id>tag:example.org,2025:news</id>
          <updated>2025-12-01T12:00:00+00:00</updated>
          <author>
            <name>A. Placeholder</name>
            <email>placeholder@example.org</email>
            <uri>https://example.org/</uri>
          </author>
          <generator version="0.1.0">home-page plugins</generator>
          <icon>https://example.org/icon.png</icon>
          <link href="https://example.org/feed.xml" rel="self" type="application/atom+xml"/>
          <link href="https://example.org/about/" rel="alternate" type="text/html"/>
          <subtitle>What is new</subtitle>
          <entry>
            <title>🏆 Star ‹2030› wins R&amp;D prize!</title>
            <id>tag:example.org,2025:news/item-0</id>
            <updated>2025-12-01T12:00:00+00:00</updated>
            <category term="award" label="🏆 award"/>
            <link href="https://example.org/about/#star" rel="alternate" type="text/html"/>
            <link href="https://example.org/star" rel="related"/>
            <published>2025-12-01T12:00:00+00:00</published>
            <summary>It is the first.</summary>
            <content type="html">🏆 &lt;a href=&quot;https://example.org/star&quot;&gt;Star&lt;/a&gt; &amp;lt;2030&amp;gt; wins R&amp;amp;D prize! It is the &lt;em&gt;first&lt;/em&gt;.</content>
          </entry>
        </feed>
    "#]].assert_eq(&made(&feed, &[star()], "feed.xml"));
}

#[test]
fn json() {
    let feed = Feed {
        categories: true,
        icon: Some("icon.png".into()),
        ..settings()
    };
    expect![[r#"
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "News of A. Placeholder",
          "home_page_url": "https://example.org/about/",
          "feed_url": "https://example.org/feed.json",
          "description": "What is new",
          "favicon": "https://example.org/icon.png",
          "authors": [
            {
              "name": "A. Placeholder",
              "url": "https://example.org/"
            }
          ],
          "language": "en",
          "items": [
            {
              "id": "tag:example.org,2025:news/item-0",
              "url": "https://example.org/about/#star",
              "external_url": "https://example.org/star",
              "title": "🏆 Star ‹2030› wins R&D prize!",
              "content_html": "🏆 <a href=\"https://example.org/star\">Star</a> &lt;2030&gt; wins R&amp;D prize! It is the <em>first</em>.",
              "summary": "It is the first.",
              "date_published": "2025-12-01T12:00:00Z",
              "date_modified": "2025-12-01T12:00:00Z",
              "tags": [
                "award"
              ]
            }
          ]
        }
    "#]].assert_eq(&made(&feed, &[star()], "feed.json"));
}

#[test]
fn archives_are_linked_both_ways_and_do_not_change() {
    let all: Vec<Item> = (0..6).map(|n| item(&format!("Item {n}."), "x")).collect();
    let feed = Feed {
        limit: NonZeroUsize::new(2),
        ..settings()
    };
    let (made, problems) = outputs(&feed, &entries(&all));
    assert_eq!(problems, []);
    let paths: Vec<&str> = made.iter().map(|output| output.path.as_str()).collect();
    let archives = ["feed-archive-1.xml", "feed-archive-2.xml"];
    assert_eq!(
        paths,
        [&["feed.xml", "feed.json", "feed.css"][..], &archives].concat()
    );

    let text = |n: usize| String::from_utf8(made[n].bytes.clone()).unwrap();
    let links = |n: usize| -> Vec<String> {
        let lines = text(n);
        let links = lines
            .lines()
            .filter(|line| line.starts_with("  <link") && line.contains(".xml"));
        links
            .map(|line| {
                line.replace("\" type=\"application/atom+xml", "")
                    .trim()
                    .to_owned()
            })
            .collect()
    };
    assert_eq!(
        links(0),
        [
            r#"<link href="https://example.org/feed.xml" rel="self"/>"#,
            r#"<link href="https://example.org/feed-archive-2.xml" rel="prev-archive"/>"#,
        ]
    );
    assert_eq!(
        links(3),
        [
            r#"<link href="https://example.org/feed-archive-1.xml" rel="self"/>"#,
            r#"<link href="https://example.org/feed.xml" rel="current"/>"#,
            r#"<link href="https://example.org/feed-archive-2.xml" rel="next-archive"/>"#,
        ]
    );
    assert!(text(3).contains("\n  <fh:archive/>\n  <entry>") && !text(0).contains("fh:"));

    // Without the newest item the archives are the same to the byte.
    let (fewer, _) = outputs(&feed, &entries(&all)[1..]);
    assert_eq!(fewer[3..], made[3..]);
    assert_ne!(fewer[0], made[0]);
}

#[test]
fn an_empty_feed_is_a_feed() {
    let feed = read(&made(&settings(), &[], "feed.xml"));
    assert_eq!(
        feed.updated.unwrap().to_rfc3339(),
        "2005-12-01T00:00:00+00:00"
    );
    assert!(feed.entries.is_empty());
}

#[test]
fn what_is_missing_is_named() {
    let author = Person {
        name: " ".into(),
        uri: None,
        email: None,
    };
    let feed = Feed {
        id: "news".into(),
        title: "\u{0}".into(),
        base_url: "/".into(),
        page_url: "about".into(),
        path: "../feed.xml".into(),
        author,
        ..settings()
    };
    assert!(outputs(&feed, &[]).0.is_empty());
    check_problems(
        &feed,
        &[],
        expect![[r#"
        bad-base-url: error: the base URL is no absolute http or https address help: give the address of the site's root, as https://example.org/
        bad-page-url: error: the address of the News page is not absolute help: give the whole address, as https://example.org/news/
        bad-feed-path: error: the path of the feed is no file inside the site help: give a path as feed.xml, not ending in .json or .css
        bad-feed-id: error: the id of the feed is no absolute IRI help: give a tag: URI, as tag:example.org,2025:news
        no-title: error: the feed has no title help: give the site a title
        no-author: error: the feed has no author help: give the author's name
    "#]],
    );
}

#[test]
fn what_cannot_be_published_is_left_out_and_named() {
    let author = Person {
        uri: Some("mailto:x".into()),
        email: Some("me at example".into()),
        ..settings().author
    };
    let feed = Feed {
        author,
        language: Some("english language".into()),
        icon: Some("data:,x".into()),
        ..settings()
    };
    let deep = item("Deep.", &"<i>".repeat(6_000));
    let linked = Item {
        links: vec!["javascript:x()".into(), "http://[".into()],
        ..item("Linked.", "x")
    };
    let items = [
        deep,
        linked,
        item("A.", "a"),
        item("B.", "b"),
        item("C.", "c"),
    ];
    let mut entries = entries(&items);
    entries[3].id = entries[2].id.clone();
    entries[4].id = "no id".into();
    check_problems(
        &feed,
        &entries,
        expect![[r#"
        bad-author-uri: warning: the author's address “mailto:x” is no web address; it is left out
        bad-author-email: warning: the author's e-mail address “me at example” is none; it is left out
        bad-language: warning: “english language” is no language tag; it is left out help: give a tag as en or pt-BR
        bad-icon: warning: the icon “data:,x” is no web address; it is left out
        too-much-markup: about.md:7:1: warning: this item is too long, or has too much markup, for a feed, which gets its plain text
        bad-link: about.md:7:1: warning: the link “javascript:x()” cannot be followed from a feed; its text is kept
        bad-link: about.md:7:1: warning: the link “http://[” cannot be followed from a feed; its text is kept
        same-entry-id: about.md:7:1: error: two entries have the id “tag:example.org,2025:news/item-2”; the item is left out of the feed
        bad-entry-id: about.md:7:1: error: the id “no id” is no absolute IRI; the item is left out of the feed
    "#]],
    );
    assert_eq!(outputs(&feed, &entries).0.len(), 3);
}

#[test]
fn every_title_says_something() {
    let picture = Item {
        title: String::new(),
        text: String::new(),
        ..item("", "<img src=a.png alt=x>")
    };
    let undated = Item {
        date: None,
        ..picture.clone()
    };
    let feed = read(&made(&settings(), &[picture, undated], "feed.xml"));
    let titles: Vec<String> = feed
        .entries
        .into_iter()
        .map(|e| e.title.unwrap().content)
        .collect();
    assert_eq!(titles, ["2025-12", "News of A. Placeholder"]);
}

#[test]
fn summaries_instead_of_content() {
    let feed = Feed {
        content: Content::Summary,
        ..settings()
    };
    let xml = made(&feed, &[star()], "feed.xml");
    assert!(xml.contains("<summary>It is the first.</summary>") && !xml.contains("<content"));
    assert!(made(&feed, &[star()], "feed.json").contains(r#""content_text": "It is the first.""#));
}

#[test]
fn the_sheet_shows_no_more_of_a_date_than_was_written() {
    let year = Item {
        date: PartialDate::year(2025),
        ..item("A.", "a")
    };
    let undated = Item {
        date: None,
        ..item("A.", "a")
    };
    let width = |items: &[Item]| {
        made(&settings(), items, "feed.css")
            .lines()
            .last()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        width(&[undated.clone(), item("B.", "b")]),
        "feed { --date-width: 7ch; }"
    );
    assert_eq!(
        width(&[item("B.", "b"), year]),
        "feed { --date-width: 4ch; }"
    );
    assert_eq!(width(&[undated]), "feed { --date-width: 10ch; }");
}

/// Published tricks, one for each way past a careless filter.
const TRICKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.com/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"javascript:alert(1)\">",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=x></object>",
    "<embed src=x>",
    "<form action=x><input onfocus=alert(1) autofocus><button formaction=javascript:alert(1)>x</button></form>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "<body onload=alert(1)>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<template><script>alert(1)</script></template>",
    "<base href=\"javascript:/\">",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=x>",
    "]]><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--><script>alert(1)</script>-->",
    "<a title=\"\"onmouseover=\"alert(1)\">x</a>",
    "<x/onclick=alert(1)>x</x>",
    "<img src=\"x` `<script>alert(1)</script>\"` `>",
    "<select><style></select><script>alert(1)</script>",
    "<textarea></textarea><script>alert(1)</script>",
    "<isindex action=javascript:alert(1)>",
];

#[test]
fn no_trick_survives() {
    for trick in TRICKS {
        let trap = Item {
            text: trick.to_string(),
            ..item(trick, trick)
        };
        let xml = made(&settings(), &[trap], "feed.xml");
        let entry = read(&xml).entries.remove(0);
        let body = entry.content.and_then(|content| content.body);
        for tag in body.unwrap_or_default().split('<').skip(1) {
            let tag = tag.split_once('>').unwrap().0;
            assert!(is_harmless(tag), "<{tag}> from {trick}");
        }
        assert!(
            !entry.title.unwrap().content.contains('<'),
            "title of {trick}"
        );
    }
}

// The serializer quotes every value and escapes quotes and brackets in it, so
// that text between quotes is a value and nothing else.
fn is_harmless(tag: &str) -> bool {
    let harmless = ["a", "img", "p", "b", "table", "details", "video", "source"];
    let pieces: Vec<&str> = tag.trim_start_matches('/').split('"').collect();
    let mut names = pieces
        .iter()
        .step_by(2)
        .flat_map(|piece| piece.split([' ', '=']));
    let element = names.next().unwrap_or_default();
    let attributes = ["", "href", "src", "title", "alt"];
    let mut addresses = pieces
        .windows(2)
        .filter(|pair| pair[0].ends_with("href=") || pair[0].ends_with("src="));
    harmless.contains(&element)
        && names.all(|name| attributes.contains(&name))
        && addresses.all(|pair| pair[1].starts_with("https://"))
}

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<String>(),
        any::<char>().prop_map(String::from),
        proptest::sample::select(TRICKS).prop_map(str::to_owned),
        proptest::sample::select(
            &[
                "]]>", "&#0;", "&#xD800;", "&amp", "\u{0}", "\u{b}", "\u{FFFE}", "\r\n", "🏆",
                "<b>", "</p>", "<p>", "<", ">", "&", "\"", "'"
            ][..]
        )
        .prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..6).prop_map(|parts| parts.concat())
}

fn hostile_item() -> impl Strategy<Value = Item> {
    let anchor = proptest::option::of(hostile());
    let links = proptest::collection::vec(hostile(), 0..3);
    (hostile(), hostile(), hostile(), links, anchor).prop_map(
        |(title, text, html, links, anchor)| Item {
            title,
            text,
            html,
            links,
            anchor,
            ..Item::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn anything_goes_in_and_comes_back(items in proptest::collection::vec(hostile_item(), 0..5), texts in [hostile(), hostile(), hostile()]) {
        let [title, subtitle, name] = texts.map(|text| format!("x{text}"));
        let author = Person { name, ..settings().author };
        let feed = Feed { title, subtitle: Some(subtitle), author, ..settings() };
        let entries = entries(&items);
        let (made, _) = outputs(&feed, &entries);
        prop_assert_eq!(&made, &outputs(&feed, &entries).0);

        let parsed = read(std::str::from_utf8(&made[0].bytes).unwrap());
        let json: serde_json::Value = serde_json::from_slice(&made[1].bytes).unwrap();
        prop_assert_eq!(parsed.entries.len(), entries.len());
        prop_assert_eq!(json["items"].as_array().map(Vec::len), Some(entries.len()));
        for (n, (entry, back)) in entries.iter().zip(&parsed.entries).enumerate() {
            prop_assert_eq!(&back.id, &entry.id);
            prop_assert_eq!(json["items"][n]["id"].as_str(), Some(entry.id.as_str()));
            let title = back.title.as_ref().map(|title| title.content.as_str());
            prop_assert_eq!(title, json["items"][n]["title"].as_str());
            prop_assert!(title.is_some_and(|title| !title.trim().is_empty()));
        }
    }
}
