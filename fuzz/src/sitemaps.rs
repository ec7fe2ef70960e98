//! What stands at a site already: sitemaps, `robots.txt`, redirects of ours.

use std::collections::BTreeSet;

use site::{MemoryFiles, Output};
use sitemap::robots::{self, Rules};
use sitemap::{Document, Entry, Options, parse, write};

use super::check;

/// Reads a file as each of these.
pub fn sitemaps(data: &[u8]) {
    let files = MemoryFiles::from([("sitemap.xml", data), ("robots.txt", data)]);
    let (document, problems) = parse("sitemap.xml", data);
    check::problems(&files, &problems);
    again(document);
    crawlers(&files, &String::from_utf8_lossy(data));
    for path in ::pages::RULES.into_iter().chain(["index.html"]) {
        ::pages::is_ours(path, data);
    }
}

// What can be listed is read as it was written.
fn again(document: Document) {
    let Ok(options) = Options::new("https://example.org/") else {
        panic!("an address of a folder is refused");
    };
    let entries: BTreeSet<Entry> = document.entries.iter().cloned().collect();
    let mut files: Vec<Output> = Vec::new();
    let Ok(summary) = write(&options, document.entries, [], &mut files) else {
        panic!("memory cannot be written to");
    };
    check::outputs(&files);
    let mut addresses = 0;
    for file in &files {
        check::xml(&String::from_utf8_lossy(&file.bytes));
        let (document, problems) = parse(&file.path, &*file.bytes);
        assert_eq!(problems, [], "{}", file.path);
        assert!(document.is_ours);
        if !document.is_index {
            addresses += document.entries.len() as u64;
            let known = |entry: &Entry| entries.contains(entry);
            assert!(document.entries.iter().all(known), "{:?}", document.entries);
        }
    }
    assert_eq!(addresses, summary.addresses);
}

fn crawlers(files: &MemoryFiles, text: &str) {
    let rules = Rules::parse(text);
    for agent in ["*", "Googlebot"] {
        // RFC 9309, section 2.2.2: the file itself is always permitted.
        assert!(rules.allows(agent, "/robots.txt"));
        rules.allows(agent, "/talks/2031/?a=%C3%A9$");
        rules.allows(agent, &format!("/{}", "a".repeat(100)));
    }
    let address = "https://example.org/sitemap.xml";
    check::problems(files, &robots::check(text, address));
    let named = format!("{}\nSitemap: {address}\n", text.trim_end());
    let without = robots::check(&named, address);
    assert!(
        without
            .iter()
            .all(|problem| problem.code != "robots-without-sitemap"),
        "{named:?}"
    );
    robots::is_ours(text);
}
