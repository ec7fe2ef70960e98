//! What stands around a date without belonging to it: emoji, bullets, `New!`,
//! venue tags, brackets, separators.

use super::token::{is_invisible, is_space, plain};

/// How much may stand before a date, and in a bracket beside it.
const MOST_NOISE: usize = 400;
const LONGEST_TAG: usize = 80;

/// Words that announce an item. They are skipped only where a date follows.
const ANNOUNCEMENTS: [&str; 10] = [
    "new", "news", "update", "updated", "updates", "date", "breaking", "latest", "posted", "hot",
];

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Where the text that may be a date begins, past everything at `at` that
/// decorates it.
pub(super) fn skip_before(text: &str, from: usize) -> usize {
    let mut at = from;
    while at - from < MOST_NOISE
        && let Some(next) = skip_new(text, at)
            .or_else(|| skip_shortcode(text, at))
            .or_else(|| skip_announcement(text, at))
            .or_else(|| skip_one(text, at, |c| is_blank(c) || is_emoji(c) || is_bullet(c)))
    {
        at = next;
    }
    at
}

/// Where the item's own text begins after a date that ends at `end`.
pub(super) fn skip_after(text: &str, end: usize) -> usize {
    let mut at = end;
    loop {
        let next = skip_new(text, at).or_else(|| skip_one(text, at, is_blank));
        match next.or_else(|| skip_separator(text, at, at == end)) {
            Some(next) => at = next,
            None => return at,
        }
    }
}

/// Where a bracketed tag at `at` ends, such as `[ICML 2030]`. What stands in
/// quotation marks is a title, and that is text.
pub(super) fn skip_tag(text: &str, at: usize) -> Option<usize> {
    let inside = at
        + char_at(text, at)
            .filter(|c| "[({【〔".contains(plain(*c)))?
            .len_utf8();
    closer_within(text, inside)
}

/// The end of the next closing bracket, if it is near and no other opens first.
pub(super) fn closer_within(text: &str, from: usize) -> Option<usize> {
    let (offset, closer) = text
        .get(from..)?
        .char_indices()
        .take(LONGEST_TAG)
        .find(|(_, c)| is_closer(*c) || is_opener(*c))?;
    is_closer(closer).then_some(from + offset + closer.len_utf8())
}

/// Where the closing brackets end that stand at `at`: behind `opener` perhaps
/// after a dot or space, without one only where they touch the date. A straight
/// quotation mark closes only what one opened; else it opens a title.
pub(super) fn skip_closers(text: &str, at: usize, opener: &str) -> Option<usize> {
    let inner = skip_while(text, at, |c| {
        !opener.is_empty() && (is_blank(c) || matches!(plain(c), '.' | ',' | ':' | ';'))
    });
    let end = skip_while(text, inner, |c| {
        is_closer(c) && (c != '"' || opener.contains('"'))
    });
    (end > inner).then_some(end)
}

/// Where the opening brackets end that stand at `at`.
pub(super) fn skip_openers(text: &str, at: usize) -> usize {
    skip_while(text, at, is_opener)
}

pub(super) fn skip_while(text: &str, from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    rest.find(|c| !wanted(c))
        .map_or(text.len(), |offset| from + offset)
}

pub(super) fn is_blank(character: char) -> bool {
    is_space(character) || is_invisible(character)
}

pub(super) fn is_opener(character: char) -> bool {
    "[({<【「『《〈〔〖“\"«‹".contains(plain(character))
}

pub(super) fn is_closer(character: char) -> bool {
    "])}>】」』》〉〕〗”\"»›".contains(plain(character))
}

/// Pictographs and symbols, by block: an item's decoration, never its date.
pub(super) fn is_emoji(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}' | '\u{2300}'..='\u{23FF}' | '\u{2460}'..='\u{24FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2190}'..='\u{21FF}' | '\u{20E3}' | '\u{E0020}'..='\u{E007F}')
}

fn is_bullet(character: char) -> bool {
    "•·・‣⁃∙*-—>»|:.,;#~_!+/=".contains(plain(character))
}

fn skip_one(text: &str, at: usize, wanted: impl Fn(char) -> bool) -> Option<usize> {
    char_at(text, at)
        .filter(|c| wanted(*c))
        .map(|c| at + c.len_utf8())
}

/// A separator touches the date, or has space or a word behind it: `.NET` and
/// `-5` after a space are text.
fn skip_separator(text: &str, at: usize, touches: bool) -> Option<usize> {
    let separator = char_at(text, at)?;
    let end = at + separator.len_utf8();
    let next = char_at(text, end);
    let free = next.is_none_or(|c| is_blank(c) || is_separator(c) || binds(separator, c));
    let wide = matches!(plain(separator), '—' | '|' | '·' | '•');
    let fits = is_separator(separator) && (touches || free || wide);
    (fits && skip_shortcode(text, at).is_none()).then_some(end)
}

/// Whether a separator before a word is one still: `:Talk`, but not `.NET`.
fn binds(separator: char, next: char) -> bool {
    matches!(plain(separator), ':' | '-' | ',' | ';') && next.is_alphabetic()
}

fn is_separator(character: char) -> bool {
    ":-—|.,;·•・→⇒»>/~=!".contains(plain(character))
}

/// `New!`, `[New]`, `(NEW!)`, `New:`, `:new:`, 🆕: a mark that an item is new.
/// `New` as the first word of a sentence is none.
fn skip_new(text: &str, at: usize) -> Option<usize> {
    // One sign at most, or a run of them would be walked from each of its places.
    let opened = skip_one(text, at, |c| is_opener(c) || c == ':').unwrap_or(at);
    if text.get(at..)?.starts_with('🆕') {
        return Some(at + '🆕'.len_utf8());
    }
    let word_end = opened + 3;
    if !text.get(opened..word_end)?.eq_ignore_ascii_case("new") {
        return None;
    }
    let shouted = skip_while(text, word_end, |c| plain(c) == '!');
    let end = skip_while(text, shouted, |c| is_closer(c) || plain(c) == ':');
    (end > word_end && (end > shouted || opened == at)).then_some(end)
}

/// An emoji by name, `:tada:`.
fn skip_shortcode(text: &str, at: usize) -> Option<usize> {
    let name = text.get(at..)?.strip_prefix(':')?;
    let length = name.bytes().take(40).take_while(is_shortcode_byte).count();
    let named = name
        .as_bytes()
        .first()
        .is_some_and(|byte| byte.is_ascii_lowercase() || *byte == b'+');
    (named && name[length..].starts_with(':')).then_some(at + length + 2)
}

fn is_shortcode_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-')
}

fn skip_announcement(text: &str, at: usize) -> Option<usize> {
    let end = skip_while_bounded(text, at);
    let word = text.get(at..end)?;
    let known = ANNOUNCEMENTS
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known));
    known.then_some(end)
}

fn skip_while_bounded(text: &str, at: usize) -> usize {
    let letters = text.as_bytes().get(at..).unwrap_or(&[]);
    at + letters
        .iter()
        .take(12)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_before_a_date_is_skipped() {
        for noise in [
            "🎉 ",
            ":tada: ",
            "New! ",
            "• ",
            ">> ",
            "[New] ",
            "📢 News: ",
            "🇩🇪",
            "1\u{FE0F}",
        ] {
            let text = format!("{noise}May");
            let expected = if noise.starts_with('1') {
                0
            } else {
                noise.len()
            };
            assert_eq!(skip_before(&text, 0), expected, "{noise}");
        }
    }

    #[test]
    fn only_marks_of_newness_and_separators_are_skipped_after_a_date() {
        for (text, rest) in [
            (": Gave", "Gave"),
            (" New! Gave", "Gave"),
            (" — 🆕 Gave", "Gave"),
            (" New paper", "New paper"),
            (": 🎉 Gave", "🎉 Gave"),
            (" :tada: Gave", ":tada: Gave"),
            (" .NET", ".NET"),
            (" (NEW) Gave", "Gave"),
            (" :Gave", "Gave"),
            (" -5 %", "-5 %"),
            (" (Newton) Gave", "(Newton) Gave"),
        ] {
            assert_eq!(&text[skip_after(text, 0)..], rest, "{text}");
        }
    }
}
