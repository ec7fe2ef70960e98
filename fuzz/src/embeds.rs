//! The maps of other services in a page.

use site::{MemoryFiles, Source, decode};
use visitor_map::embed::{self, Embed};

use super::check;

// Tags in tags in tags, none of them closed.
const MOST_TIMES: usize = 100;

// Like a map of ours it has lines and spaces, and is no part of an address.
const FRAGMENT: &str = "<!-- A map -->\n<figure class=\"map\">map</figure>\n";

/// Finds them, replaces them, and looks again.
pub fn embeds(data: &[u8]) {
    for path in ["index.md", "index.html"] {
        page(path, data);
    }
}

fn page(path: &str, data: &[u8]) {
    let files = MemoryFiles::from([(path, data)]);
    let (source, _) = decode(path, data);
    let found = embed::find(&source);
    let mut end = 0;
    for Embed { range, .. } in &found {
        assert!(end <= range.start && range.start < range.end, "{found:?}");
        assert!(
            source
                .text
                .get(range.clone())
                .is_some_and(|text| !text.is_empty())
        );
        end = range.end;
    }
    let problems = embed::check(&source);
    check::problems(&files, &problems);
    assert_eq!(problems.len(), found.len());

    replaced(source);
}

// One time is enough for tags that are closed. What is put into one that is
// not may close it, so that it loads something from then on.
fn replaced(mut page: Source) {
    for _ in 0..MOST_TIMES {
        let found = embed::find(&page);
        let text = embed::replace(&page, &found, FRAGMENT);
        if found.iter().all(|embed| !embed.is_alone) {
            assert_eq!(
                text, page.text,
                "nothing to replace, and it is another page"
            );
            return;
        }
        assert_ne!(text, page.text);
        page = Source::new(page.path, text);
    }
    panic!("there is always another: {:?}", page.text);
}
