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

/// Whether nothing in a piece of HTML goes on after it: no tag, no comment, no
/// element of raw text. Says no where it is not plain to see.
pub(crate) fn is_complete(text: &str) -> bool {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, complete) = match is_tag(rest) {
            true => {
                let (length, _) = tag(rest);
                (length, is_plain_tag(&rest[..length]))
            }
            false => {
                let length = plain(rest);
                (length, is_plain_text(&rest[..length]))
            }
        };
        if !complete {
            return false;
        }
        at += length;
    }
    true
}

// Elements after whose start tags something else than HTML comes.
const RAW: [&str; 11] = [
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "script",
    "style",
    "svg",
    "textarea",
    "title",
    "xmp",
];

/// Whether a tag is written so that there is but one way to read it.
fn is_plain_tag(tag: &str) -> bool {
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    let name = tag.trim_start_matches('<');
    let name = name.strip_prefix('/').unwrap_or(name);
    let mut rest = name.trim_start_matches(is_in_name);
    let name = &name[..name.len() - rest.len()];
    while let Some(spaced) = rest.strip_prefix([' ', '\n', '\t']) {
        let start = spaced.trim_start_matches([' ', '\n', '\t']);
        rest = start.trim_start_matches(is_in_name);
        // Without a name, there is no value either.
        if rest.len() < start.len()
            && let Some(value) = rest.strip_prefix('=')
        {
            let Some(quote) = value.chars().next().filter(|quote| "\"'".contains(*quote)) else {
                return false;
            };
            let Some((_, after)) = value[1..].split_once(quote) else {
                return false;
            };
            rest = after;
        }
    }
    matches!(rest, ">" | "/>") && !RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw))
}

/// Whether a text holds no mark-up, or a comment and its end, and does not end
/// amid a character reference.
fn is_plain_text(text: &str) -> bool {
    let is_closed = |comment: &str| {
        let end = comment.find("-->");
        let is_short = comment.starts_with('>') || comment.starts_with("->");
        end.is_some_and(|end| !is_short && !comment[..end].contains("--!>"))
    };
    let marked = text.starts_with('<');
    let closed = !marked || text.strip_prefix("<!--").is_some_and(is_closed);
    let reference = text
        .rsplit_once('&')
        .map_or(" ", |(_, reference)| reference);
    let ended = |c: char| !c.is_ascii_alphanumeric() && c != '#';
    closed && reference.contains(ended) && !text.ends_with('\r')
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
