use html5ever::tendril::StrTendril;
use html5ever::tokenizer::TagKind;
use html5ever::{Attribute, LocalName, Namespace, QualName};

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
        if builder.is_between_tokens()
            && let Some(length) = feed_plain(builder, rest, place(at))
        {
            at += length;
            continue;
        }
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

/// Feeds the tag or the text that `rest` begins with, where it is so plain that
/// the tokenizer would find nothing else in it, and says how long it is.
fn feed_plain(builder: &Builder, rest: &str, offset: usize) -> Option<usize> {
    if rest.starts_with('<') {
        let (tag, length) = PlainTag::read(rest)?;
        builder.place(offset);
        builder.plain_tag(tag);
        return Some(length);
    }
    let length = plain(rest);
    let text = &rest[..length];
    // A byte order mark is left out of what is fed.
    if text.contains(['&', '\r', '\0']) || text.starts_with('\u{FEFF}') {
        return None;
    }
    builder.place(offset);
    builder.plain_text(text);
    Some(length)
}

/// A tag as most are written: small letters, each value between quotation marks
/// and without character references.
pub(crate) struct PlainTag {
    pub(crate) kind: TagKind,
    pub(crate) name: LocalName,
    pub(crate) self_closing: bool,
    pub(crate) attributes: Vec<Attribute>,
}

impl PlainTag {
    /// More attributes or a longer tag are left to the tokenizer.
    const MAX_ATTRIBUTES: usize = 16;
    const MAX_LENGTH: usize = 1000;

    /// The tag that `text` begins with, and its length.
    fn read(text: &str) -> Option<(PlainTag, usize)> {
        let text = &text[..text.floor_char_boundary(PlainTag::MAX_LENGTH)];
        let inner = text.strip_prefix('<')?;
        let (kind, inner) = match inner.strip_prefix('/') {
            Some(inner) => (TagKind::EndTag, inner),
            None => (TagKind::StartTag, inner),
        };
        let (name, rest) = plain_name(inner)?;
        if RAW.contains(&name) {
            return None;
        }
        let (attributes, rest) = match kind {
            TagKind::StartTag => plain_attributes(rest)?,
            TagKind::EndTag => (Vec::new(), rest),
        };
        let closed = rest.strip_prefix('/');
        let self_closing = kind == TagKind::StartTag && closed.is_some();
        let end = closed.filter(|_| self_closing).unwrap_or(rest);
        let rest = end.strip_prefix('>')?;
        let tag = PlainTag {
            kind,
            name: LocalName::from(name),
            self_closing,
            attributes,
        };
        Some((tag, text.len() - rest.len()))
    }
}

fn plain_name(text: &str) -> Option<(&str, &str)> {
    let is_in_name =
        |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
    let length = text.bytes().take_while(is_in_name).count();
    let named = text.starts_with(|c: char| c.is_ascii_lowercase());
    named.then(|| text.split_at(length))
}

fn plain_attributes(mut rest: &str) -> Option<(Vec<Attribute>, &str)> {
    let mut attributes: Vec<Attribute> = Vec::new();
    while !rest.starts_with(['>', '/']) {
        let spaced = rest.trim_start_matches([' ', '\n', '\t']);
        if spaced.len() == rest.len() {
            return None;
        }
        rest = spaced;
        if rest.starts_with(['>', '/']) {
            break;
        }
        let (name, after) = plain_name(rest)?;
        let (value, after) = match after.strip_prefix('=') {
            Some(written) => plain_value(written)?,
            None => ("", after),
        };
        let name = LocalName::from(name);
        let is_known = attributes.iter().any(|known| known.name.local == name);
        if is_known || attributes.len() == PlainTag::MAX_ATTRIBUTES {
            return None;
        }
        attributes.push(Attribute {
            name: QualName::new(None, Namespace::from(""), name),
            value: StrTendril::from(value),
        });
        rest = after;
    }
    Some((attributes, rest))
}

fn plain_value(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|quote| "\"'".contains(*quote))?;
    let (value, after) = text[1..].split_once(quote)?;
    (!value.contains(['&', '\r', '\0'])).then_some((value, after))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // All of it through the tokenizer.
    fn feed_tokenizer(builder: &Builder, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let length = match is_tag(rest) {
                true => tag(rest).0,
                false => plain(rest),
            };
            builder.feed(&rest[..length], at);
            at += length;
        }
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let (tokenized, quick) = (Builder::new(), Builder::new());
        feed_tokenizer(&tokenized, text);
        feed(&quick, text, &|offset| offset);
        let [tokenized, quick] =
            [tokenized, quick].map(|builder| format!("{:?}", builder.finish()));
        prop_assert_eq!(quick, tokenized, "{}", text);
        Ok(())
    }

    #[test]
    fn most_tags_are_plain() {
        for tag in [
            "<p>",
            "</p>",
            "<br/>",
            "<a href=\"x y\" b='>'>",
            "<td nowrap >",
        ] {
            assert!(
                PlainTag::read(tag).is_some_and(|(_, length)| length == tag.len()),
                "{tag}"
            );
        }
        for tag in [
            "<P>",
            "<p",
            "<a b=c>",
            "<a b=\"&amp;\">",
            "<a b b>",
            "</p >",
            "<style>",
        ] {
            assert!(PlainTag::read(tag).is_none(), "{tag}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn plain_html_reads_as_the_tokenizer_does(
            pieces in prop::collection::vec(
                "<(ul|li|p|b|a|table|tr|td|select|svg|pre|div|option|title|style|script|textarea|plaintext|frameset|math|mi)( a=\"x\"| href='<&>'| b| a=\"\r\n\"|  c=\"\n\")?( |/)?>\
                 |</(ul|li|p|b|a|table|tr|td|select|svg|pre|div|title|style|script|textarea|body|html|math)>\
                 |<!--|-->|<!-- x -->|<!\\[CDATA\\[|\\]\\]>|<!|<\\?|</|<|>|\"|'|=\
                 |\n|\n\n x|  |a\nb|&|&amp;|&am|p;|\r|\r\n|\0|é|\u{FEFF}| [a-c] ",
                0..24,
            ),
        ) {
            check(&pieces.concat())?;
        }
    }
}
