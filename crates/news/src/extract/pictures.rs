//! Items that show a picture and no word.

use site::{Document, Problem};

use crate::Item;
use crate::list::Draft;
use crate::place::Page;
use crate::title::title;

/// Gives an item without words those that stand for its pictures. Whether
/// there are any.
pub(super) fn describe(document: &Document, draft: &Draft, item: &mut Item) -> bool {
    let below = draft
        .roots
        .iter()
        .flat_map(|&root| std::iter::once(root).chain(document.descendants(root)));
    let pictures = below.filter(|&node| document.is(node, "img"));
    // The order of <https://www.w3.org/TR/html-aam-1.0/#img-element-accessible-name-computation>.
    let described = pictures.filter_map(|node| {
        let words = ["alt", "title"].map(|name| document.attribute(node, name));
        words
            .into_iter()
            .flatten()
            .find(|words| !words.trim().is_empty())
    });
    let words: Vec<&str> = described.flat_map(str::split_whitespace).collect();
    item.text = words.join(" ");
    item.title = title(&item.text);
    !item.text.is_empty()
}

/// The problem of an item that has neither.
pub(super) fn undescribed(page: &Page<'_>, at: usize) -> Problem {
    let message = "this News item has no text; it is left out";
    page.warning("picture-item", at, message)
        .help("write some, or say in the alt of its picture what it shows")
}
