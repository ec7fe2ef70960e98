//! Whether a place in a page is one for News.

use std::ops::Range;

use site::Source;

use crate::{Options, extract};

// The end tags leave what a theme opened around its list.
const PROBE: &str = "\n\n</h1></h2></h3></h4></h5></h6></ul></ol></table></dl>\n\
                     <ul><li>2001-01-01: a probe</li></ul>\n";

/// The heading above the end of a stretch of a page, if that is News: a made-up
/// item is put there, and asked after.
pub(super) fn heading_above(
    page: &Source,
    above: Range<usize>,
    options: &Options,
) -> Option<Option<String>> {
    let probe = Source::new(&page.path, PROBE);
    let page = Source::join(&page.path, &[(page, above), (&probe, 0..PROBE.len())]);
    let news = extract(&page, 0, options);
    let last = news.items.last()?;
    (last.text == "a probe").then(|| news.headings.last().cloned())
}
