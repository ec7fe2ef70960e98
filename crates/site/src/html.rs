use crate::tree::Builder;

/// More attributes than any page has on one element; each costs a look at
/// all the others, so a tag with more is left out.
const MAX_ATTRIBUTES: usize = 1000;

/// Feeds HTML in pieces, so that each tag and each text knows its place;
/// `place` is where a byte of `text` stands in the source.
pub(crate) fn feed(builder: &Builder, text: &str, place: &dyn Fn(usize) -> usize) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, attributes) = match is_tag(rest) {
            true => tag(rest),
            false => (plain(rest), 0),
        };
        if attributes <= MAX_ATTRIBUTES {
            builder.feed(&rest[..length], place(at));
        }
        at += length;
    }
}

fn is_tag(text: &str) -> bool {
    let name = text
        .strip_prefix('<')
        .map(|text| text.trim_start_matches('/'));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

// Up to the next tag; a `<` at the start begins a comment, or nothing.
fn plain(text: &str) -> usize {
    // The first character may be of several bytes; a `<` is none of them.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let next = text[first..].find('<');
    next.map_or(text.len(), |next| first + next)
}

/// The length of the tag that `text` begins with, all of it where the tag is
/// not closed, and how many attributes it has at most.
fn tag(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut attributes) = (1, 0);
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'>' => break,
            b'=' => at = value_end(bytes, at),
            b' ' | b'\t' | b'\n' | b'\r' | b'/' => attributes += 1,
            _ => {}
        }
    }
    (at, attributes)
}

fn value_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => {
            let end = bytes[at + 1..].iter().position(|&byte| byte == quote);
            end.map_or(bytes.len(), |end| at + end + 2)
        }
        _ => at,
    }
}
