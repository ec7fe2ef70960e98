//! What stands at a site already: sitemaps, `robots.txt`, redirects of ours.

use site::{MemoryFiles, Output};
use sitemap::robots::{self, Rules};
use sitemap::{Document, Entry, Options, parse, write};

use super::check;

/// Reads a file as each of these.
pub fn sitemaps(data: &[u8]) {
    let files = MemoryFiles::from([("sitemap.xml", data)]);
    let (document, problems) = parse("sitemap.xml", data);
    check::problems(&files, &problems);
    again(document);
    crawlers(&String::from_utf8_lossy(data));
    for path in ::pages::RULES.into_iter().chain(["index.html"]) {
        ::pages::is_ours(path, data);
    }
}

// What can be listed is read as it was written.
fn again(document: Document) {
    let Ok(options) = Options::new("https://example.org/") else {
        panic!("an address of a folder is refused");
    };
    let entries = document.entries.clone();
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
            let known = document
                .entries
                .iter()
                .all(|entry| entries.iter().any(|old| is_of(entry, old)));
            assert!(known, "{:?}", document.entries);
        }
    }
    assert_eq!(addresses, summary.addresses);
}

// Alternates that search engines do not take are left out.
fn is_of(entry: &Entry, old: &Entry) -> bool {
    let is_among = |alternate| old.alternates.contains(alternate);
    (&entry.loc, entry.lastmod) == (&old.loc, old.lastmod) && entry.alternates.iter().all(is_among)
}

fn crawlers(text: &str) {
    let rules = Rules::parse(text);
    for agent in ["*", "Googlebot"] {
        // RFC 9309, section 2.2.2: the file itself is always permitted.
        assert!(rules.allows(agent, "/robots.txt"));
        rules.allows(agent, "/talks/2031/?a=%C3%A9$");
        rules.allows(agent, &format!("/{}", "a".repeat(100)));
    }
    let address = "https://example.org/sitemap.xml";
    // RFC 9309, section 2.2: a carriage return ends a line too.
    let lines = text.split(['\n', '\r']).count();
    for problem in robots::check(text, address) {
        assert!(problem.line as usize <= lines, "{problem}");
    }
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
