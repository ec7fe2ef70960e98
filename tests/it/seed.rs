//! The first page: a front matter, prose, a comment, a raw `<h1>News</h1>` and
//! thirteen bullets, as `content/about.md` has it, in every form a site comes in.

use std::collections::BTreeSet;
use std::fs;

use chrono::{DateTime, Utc};
use feed_rs::model::Feed;
use tests::{NOW, Sandbox, addresses, html, title, workspace};

const DATES: [&str; 13] = [
    "2025-12", "2025-09", "2025-08", "2025-05", "2025-05", "2025-01", "2024-12", "2024-09",
    "2024-08", "2024-05", "2024-05", "2024-05", "2023-05",
];

const OPTIONS: &str = "--base-url https://example.org --author Placeholder --title Home";

fn page() -> String {
    fs::read_to_string(workspace().join("content/about.md")).unwrap()
}

fn check(sandbox: &Sandbox, site: &str, options: &str) {
    sandbox
        .run(&format!("feed --site {site} --out dist {options}"))
        .code(0);
    let items = sandbox.items(site);
    let dates: Vec<_> = items
        .iter()
        .map(|item| item["date"].as_str().unwrap())
        .collect();
    assert_eq!(dates, DATES);
    let feed = sandbox.feed("dist/feed.xml");
    check_feed(&feed);
    let ids: Vec<_> = items
        .iter()
        .map(|item| item["id"].as_str().unwrap())
        .collect();
    let entries: Vec<_> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(entries, ids, "the page's order is the feed's");
    let again = sandbox.feed("dist/feed.json");
    let again: Vec<_> = again
        .entries
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    assert_eq!(again, ids, "both feeds have the same entries");
}

fn check_feed(feed: &Feed) {
    assert_eq!(feed.entries.len(), 13);
    assert!(feed.id.starts_with("tag:"), "{}", feed.id);
    assert_eq!(feed.authors.len(), 1);
    let newest = feed.entries.iter().filter_map(|entry| entry.updated).max();
    assert_eq!(feed.updated, newest);
    let updated: BTreeSet<_> = feed.entries.iter().map(|entry| entry.updated).collect();
    assert_eq!(updated.len(), 13, "no two entries are updated at once");
    for (entry, month) in feed.entries.iter().zip(DATES) {
        let published = entry.published.unwrap();
        assert!(
            published.to_rfc3339().starts_with(month),
            "{published} is not in {month}"
        );
        assert!(published <= DateTime::<Utc>::from_timestamp(NOW, 0).unwrap());
        assert!(!title(entry).is_empty());
        for markup in ['<', '&', '[', ']', '*', '`'] {
            assert!(!title(entry).contains(markup), "{}", title(entry));
        }
        for address in addresses(entry) {
            assert!(address.starts_with("https://"), "{address}");
        }
        assert!(!html(entry).contains("clustrmaps"), "the map is no news");
    }
}

#[test]
fn the_page_alone() {
    let sandbox = Sandbox::new([("about.md", &page())]);
    check(&sandbox, "about.md", OPTIONS);
    assert!(sandbox.has("news.lock"));
}

#[test]
fn the_page_in_a_bare_folder() {
    let sandbox = Sandbox::new([("bare/about.md", &page())]);
    check(&sandbox, "bare", OPTIONS);
    assert!(sandbox.has("bare/news.lock"));
}

#[test]
fn the_page_in_a_jekyll_site() {
    let config = "url: https://example.org\nbaseurl: /~me\ntitle: Home\nauthor:\n  name: Placeholder\nlocale: en-US\n";
    let sandbox = Sandbox::new([
        ("jekyll/_config.yml", config),
        ("jekyll/_pages/about.md", &page()),
    ]);
    check(&sandbox, "jekyll", "");
    let feed = sandbox.feed("dist/feed.xml");
    let to_page = |link: &&feed_rs::model::Link| link.rel.as_deref() == Some("alternate");
    let alternate = feed.links.iter().find(to_page).unwrap();
    assert_eq!(alternate.href, "https://example.org/~me/");
}

#[test]
fn the_page_in_this_project_s_own_form() {
    let settings = fs::read_to_string(workspace().join("content/site.toml")).unwrap();
    let sandbox = Sandbox::new([
        ("content/site.toml", settings.as_str()),
        ("content/about.md", &page()),
    ]);
    check(&sandbox, "content", "");
}

#[test]
fn the_page_with_a_byte_order_mark_and_windows_line_ends() {
    let text = format!("\u{feff}{}", page().replace('\n', "\r\n"));
    let sandbox = Sandbox::new([("about.md", &text)]);
    check(&sandbox, "about.md", OPTIONS);
}

#[test]
fn the_page_in_windows_1252() {
    let sandbox = Sandbox::new([]);
    let bytes: Vec<u8> = page()
        .chars()
        .map(|c| match c {
            '’' => 0x92,
            c => u8::try_from(c).expect("a character of Windows-1252"),
        })
        .collect();
    sandbox.write("about.md", bytes);
    check(&sandbox, "about.md", OPTIONS);
}

#[test]
fn twice_encoded_text_is_no_hindrance() {
    let text = page().replace("team’s", "teamâ€™s");
    assert_ne!(text, page());
    let sandbox = Sandbox::new([("about.md", &text)]);
    check(&sandbox, "about.md", OPTIONS);
}
