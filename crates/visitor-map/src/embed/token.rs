//! Tags with their attributes and their bytes: enough of HTML's tokenizer
//! (WHATWG HTML, 13.2.5) for pages as people write them.

use std::ops::Range;

/// A start or an end tag.
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) is_end: bool,
    pub(super) attributes: Vec<(&'t str, &'t str)>,
    pub(super) range: Range<usize>,
}

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute; the first counts, as in browsers.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }
}

/// What a `<` begins.
pub(super) enum Read<'t> {
    /// A tag.
    Tag(Tag<'t>),
    /// Nothing: it is only a sign.
    Sign,
    /// A tag before whose end the text ends.
    Unclosed,
}

/// The tag that begins at the `<` at `start`. Another `<` before its end begins
/// another tag: an author's `a < b` must not take in what comes after.
pub(super) fn tag(text: &str, start: usize) -> Read<'_> {
    let bytes = text.as_bytes();
    let is_end = bytes.get(start + 1) == Some(&b'/');
    let name_start = start + 1 + usize::from(is_end);
    if !bytes.get(name_start).is_some_and(u8::is_ascii_alphabetic) {
        return Read::Sign;
    }
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || b"/><".contains(&byte);
    let name_end = until(bytes, name_start, ends_name);
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at = until(bytes, at, |byte| {
            !byte.is_ascii_whitespace() && byte != b'/'
        });
        match bytes.get(at) {
            Some(b'>') => break,
            Some(b'<') => return Read::Sign,
            Some(_) => {
                let Some((name, value, end)) = attribute(text, at) else {
                    return Read::Unclosed;
                };
                attributes.push((name, value));
                at = end;
            }
            None => return Read::Unclosed,
        }
    }
    Read::Tag(Tag {
        name: &text[name_start..name_end],
        is_end,
        attributes,
        range: start..at + 1,
    })
}

// The name, the value and where it ends; nothing where the text ends first.
fn attribute(text: &str, start: usize) -> Option<(&str, &str, usize)> {
    let bytes = text.as_bytes();
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || b"/>=<".contains(&byte);
    // A sign of equality may begin a name.
    let name_end = until(bytes, start + 1, ends_name);
    let name = &text[start..name_end];
    let sign = until(bytes, name_end, |byte| !byte.is_ascii_whitespace());
    if bytes.get(sign) != Some(&b'=') {
        return Some((name, "", name_end));
    }
    let value = until(bytes, sign + 1, |byte| !byte.is_ascii_whitespace());
    match bytes.get(value)? {
        quote @ (b'"' | b'\'') => {
            let end = until(bytes, value + 1, |byte| byte == *quote);
            bytes.get(end)?;
            Some((name, &text[value + 1..end], end + 1))
        }
        _ => {
            let end = until(bytes, value, |byte| {
                byte.is_ascii_whitespace() || byte == b'>'
            });
            // Quotes inside a quoted text of another language: `src=\"//…\"`.
            let plain = text[value..end].trim_matches(['\\', '"', '\'']);
            Some((name, plain, end))
        }
    }
}

fn until(bytes: &[u8], from: usize, is_end: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest.iter().position(|byte| is_end(*byte));
    from + length.unwrap_or(rest.len())
}
