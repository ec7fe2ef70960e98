//! Markup that is never closed and so hides the rest of the page.

use site::{Document, Problem};

use crate::place::Page;

// What stands in these is not markup up to their end tags.
const RAW: [&str; 6] = ["style", "script", "textarea", "title", "xmp", "iframe"];

/// An element of raw text that is not closed is the last of its page.
pub(super) fn element(document: &Document, page: &Page<'_>) -> Option<Problem> {
    let elements = document.descendants(document.root());
    let last = elements
        .filter(|&node| document.name(node).is_some())
        .last()?;
    let name = document.name(last).filter(|name| RAW.contains(name))?;
    let at = document.offset(last);
    let written = page.source.text.get(at..)?;
    let begins = |text: &str, start: &str| {
        let text = text.as_bytes().get(..start.len());
        text.is_some_and(|text| text.eq_ignore_ascii_case(start.as_bytes()))
    };
    let (opening, closing) = (format!("<{name}"), format!("</{name}"));
    let closed = written
        .match_indices("</")
        .any(|(end, _)| begins(&written[end..], &closing));
    (begins(written, &opening) && !closed).then(|| {
        let message = format!("this <{name}> is not closed, so everything after it is hidden");
        page.warning("unclosed-element", at, message)
            .help(format!("close it with </{name}>"))
    })
}

/// A comment that is not closed is the last node of its page.
pub(super) fn comment(document: &Document, page: &Page<'_>) -> Option<Problem> {
    let comments = document.descendants(document.root());
    let last = comments
        .filter(|&node| document.comment(node).is_some())
        .last()?;
    let at = document.offset(last);
    let written = page.source.text.get(at..)?;
    let closed = ["-->", "--!>"].iter().any(|end| written.contains(end));
    let opened = written.starts_with("<!--");
    (opened && !closed).then(|| {
        let message = "this comment is not closed, so everything after it is hidden";
        page.warning("unclosed-comment", at, message)
            .help("close it with -->")
    })
}
