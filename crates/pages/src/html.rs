//! Text as HTML.

use std::borrow::Cow;

/// A text as HTML, for the body of an element or an attribute in quotes.
/// Characters that HTML forbids are left out
/// (<https://infra.spec.whatwg.org/#control>).
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len() + 16);
    push(text, &mut html);
    Cow::Owned(html)
}

/// Adds a text as HTML.
pub(crate) fn push(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\u{a0}' => html.push_str("&nbsp;"),
            c if is_special(c) => {}
            c => html.push(c),
        }
    }
}

fn is_special(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
    matches!(c, '&' | '<' | '>' | '"' | '\u{a0}') || control
}

/// Adds an attribute.
pub(crate) fn attribute(name: &str, value: &str, html: &mut String) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push(value, html);
    html.push('"');
}

/// Whether a name of an element or attribute can be read in but one way.
pub(crate) fn is_name(name: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(inside)
}
