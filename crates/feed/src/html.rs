//! An item's markup, made safe to show on any page.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use ammonia::Builder;
use url::Url;

use crate::{address, text};

/// What a reader can show. Everything else goes and leaves its text, except
/// [`DROPPED`].
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// What goes together with its text, which nobody was meant to read:
/// programs, styles, fallbacks of frames, choices of forms, the TeX source
/// beside a rendered formula.
const DROPPED: &[&str] = &[
    "script",
    "style",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "template",
    "select",
    "textarea",
    "xmp",
    "annotation",
    "annotation-xml",
];

const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("audio", &["src", "controls"]),
    ("blockquote", &["cite"]),
    ("del", &["cite", "datetime"]),
    ("img", &["src", "alt", "width", "height"]),
    ("ins", &["cite", "datetime"]),
    ("ol", &["start", "reversed"]),
    ("q", &["cite"]),
    ("source", &["src", "type"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("video", &["src", "poster", "controls", "width", "height"]),
];

/// More tags than this are no piece of news. The HTML tree builder looks
/// through all open elements at every tag, so without a bound deep nesting
/// would cost the square of its depth, here and in every reader.
const MAX_TAGS: usize = 2_000;

/// Nor are more bytes than this. The HTML serializer looks through the rest of
/// a text at every `&` in it, the square of its length.
const MAX_BYTES: usize = 100_000;

/// The rules, for all items of one page. Building them takes far longer than
/// cleaning an item: build once.
pub(crate) fn sanitiser(page: &Url) -> Builder<'static> {
    let page = page.clone();
    let attributes = ATTRIBUTES
        .iter()
        .map(|&(tag, names)| (tag, names.iter().copied().collect()));
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().copied().collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(["dir", "lang", "title"].into())
        .link_rel(None)
        .attribute_filter(move |_, name, value| match name {
            "href" | "src" | "poster" | "cite" => address::absolute(&page, value).map(Cow::Owned),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
}

/// The safe part of `html`; empty where nothing is left, and `None` where
/// there is too much to look at.
pub(crate) fn clean(sanitiser: &Builder<'_>, html: &str) -> Option<String> {
    let mut tags = html.bytes().filter(|&byte| byte == b'<');
    if html.len() > MAX_BYTES || tags.nth(MAX_TAGS).is_some() {
        return None;
    }
    let once = sanitiser.clean(&without_foreign_tags(html)).to_string();
    // Taking an element away can leave nesting that a parser mends (a `p` in a
    // `p`), and a character reference can stand for a forbidden character. The
    // second pass reads what a reader would read, so that nothing is mended later.
    let twice = sanitiser.clean(&text::legal(once)).to_string();
    Some(text::legal(twice).trim().to_owned())
}

/// Formulas and drawings are no HTML to readers and validators, and the
/// sanitiser would take their text with them; so their tags, and any other
/// that we do not know, go before it looks. What it then gets may be odd, but
/// it trusts nothing.
fn without_foreign_tags(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    if !lower.contains("<math") && !lower.contains("<svg") {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        kept.push_str(before);
        let end = tag_end(tag);
        if !is_foreign(&tag[..end]) {
            kept.push_str(&tag[..end]);
        }
        rest = &tag[end..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// The end of the tag that `text` begins with, quoted `>` skipped; of text
/// that only looks like one, the end of its `<`.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'<') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    1
}

fn is_foreign(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
    let known = |list: &[&str]| list.contains(&name.as_str());
    !name.is_empty() && !known(TAGS) && !known(DROPPED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean_here(html: &str) -> String {
        let page = Url::parse("https://example.org/~me/").unwrap();
        clean(&sanitiser(&page), html).unwrap()
    }

    fn check(html: &str, expected: &str) {
        assert_eq!(clean_here(html), expected, "{html}");
    }

    #[test]
    fn addresses_become_absolute() {
        check(
            r##"<a href="#x">a</a> <a href='p q.pdf'>b</a> <a href="//example.com/">c</a>"##,
            r#"<a href="https://example.org/~me/#x">a</a> <a href="https://example.org/~me/p%20q.pdf">b</a> <a href="https://example.com/">c</a>"#,
        );
        check(
            r#"<img src="/i.png" srcset="i2.png 2x" alt="An image" class="c" id="i" style="x">"#,
            r#"<img src="https://example.org/i.png" alt="An image">"#,
        );
        check(
            r#"<video poster=p.png src=v.mp4></video><q cite=c>q</q>"#,
            r#"<video poster="https://example.org/~me/p.png" src="https://example.org/~me/v.mp4"></video><q cite="https://example.org/~me/c">q</q>"#,
        );
    }

    #[test]
    fn a_link_that_leads_nowhere_leaves_its_text() {
        check(
            r#"<a href="http://[">x</a> <a href="javascript:y()">y</a>"#,
            "<a>x</a> <a>y</a>",
        );
        check(
            r#"<img src="data:image/png;base64,AA==" alt="A dot">"#,
            r#"<img alt="A dot">"#,
        );
    }

    #[test]
    fn formulas_and_drawings_leave_their_text() {
        check(
            r#"A <math><mi a=">">x</mi><mo>&lt;</mo><mn>2</mn><annotation>x &lt; 2</annotation></math> <b>b</b>"#,
            "A x&lt;2 <b>b</b>",
        );
        check(
            "<svg viewBox='0 0 1 1'><path d='M0'/><text>hi</text></svg> there",
            "hi there",
        );
        check("<math><", "&lt;");
    }

    #[test]
    fn forbidden_characters_go() {
        check(
            "a&#1;b&#xFFFE;c&#x81;d&#xD800;e&#0;f",
            "abcd\u{fffd}e\u{fffd}f",
        );
    }

    #[test]
    fn the_result_is_what_a_parser_makes_of_it() {
        let html = "<p>a<form><p>b</p></form>c</p><ul><li>d<button><li>e</button></ul>";
        let cleaned = clean_here(html);
        assert_eq!(clean_here(&cleaned), cleaned);
    }

    #[test]
    fn what_would_cost_a_square_is_refused() {
        let page = Url::parse("https://example.org/").unwrap();
        let sanitiser = sanitiser(&page);
        assert_eq!(clean(&sanitiser, &"<ul><li>".repeat(10_000)), None);
        assert_eq!(clean(&sanitiser, &"&amp;".repeat(2_000_000)), None);
        assert!(clean(&sanitiser, &"<ul><li>".repeat(900)).is_some());
    }
}
