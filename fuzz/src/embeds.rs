//! The maps of other services in a page.

use site::{MemoryFiles, decode};
use visitor_map::embed::{self, Embed};

use super::check;

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

    let replaced = site::Source::new(path, embed::replace(&source, &found, "<b>map</b>"));
    let left = embed::find(&replaced);
    assert!(
        left.iter().all(|embed| !embed.is_alone),
        "{left:?} in {:?}",
        replaced.text
    );
    assert_eq!(
        embed::replace(&replaced, &left, "<b>map</b>"),
        replaced.text
    );
}
