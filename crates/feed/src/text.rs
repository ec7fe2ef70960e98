//! Plain text that every reader shows as it is.

/// Whether a character may stand in a feed: neither forbidden by XML 1.0
/// (section 2.2: control characters, U+FFFE, U+FFFF), nor one that HTML parsers
/// call an error (other controls, noncharacters).
pub(crate) fn is_legal(c: char) -> bool {
    let code = u32::from(c);
    let nonchar = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    matches!(c, '\t' | '\n') || !(c.is_control() || nonchar)
}

/// The text without the characters that may not stand in a feed.
pub(crate) fn legal(mut text: String) -> String {
    text.retain(is_legal);
    text
}

/// One line of text, white space folded, in which nothing looks like markup.
///
/// Some readers take a plain title for HTML and swallow `<2030>` or turn
/// `&lt;` into a bracket, and validators warn of it. So brackets in pairs are
/// written with the single guillemets, and an ampersand that could begin an
/// entity is followed by a word joiner (U+2060), which is not visible. A lone
/// bracket (`p < 0.05`, `A -> B`) and `R&D` stay as they are.
pub(crate) fn plain(text: &str) -> String {
    let folded = fold(text);
    let last_close = folded.rfind('>');
    let first_open = folded.find('<');
    let mut plain = String::with_capacity(folded.len());
    for (at, c) in folded.char_indices() {
        match c {
            '<' if last_close.is_some_and(|close| at < close) => plain.push('‹'),
            '>' if first_open.is_some_and(|open| open < at) => plain.push('›'),
            '&' if begins_entity(&folded[at + 1..]) => plain.push_str("&\u{2060}"),
            _ => plain.push(c),
        }
    }
    plain
}

/// At most `limit` characters of a text, cut between words.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(limit) else {
        return text.to_owned();
    };
    // A language without spaces, or one endless word, is cut where it stands.
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..end].trim_end())
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|&c| is_legal(c) || c.is_whitespace()) {
        if c.is_whitespace() {
            gap = !folded.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                folded.push(' ');
            }
            folded.push(c);
        }
    }
    folded
}

// `&` and one letter is everyday English (Q&A, R&D) and no entity's name.
fn begins_entity(rest: &str) -> bool {
    let mut word = rest.chars();
    match word.next() {
        Some('#' | '_') => true,
        Some(c) if c.is_alphabetic() => {
            word.next().is_some_and(|c| c.is_alphanumeric() || c == '_')
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text:?}");
    }

    #[test]
    fn nothing_looks_like_markup() {
        check("SODA <2030> & more", "SODA ‹2030› & more");
        check("A <b>bold</b> move", "A ‹b›bold‹/b› move");
        check(
            "&lt;b&gt; &#60; &copy",
            "&\u{2060}lt;b&\u{2060}gt; &\u{2060}#60; &\u{2060}copy",
        );
    }

    #[test]
    fn everyday_text_stays() {
        check("Q&A on R&D, p < 0.05", "Q&A on R&D, p < 0.05");
        check("A -> B, then x < y", "A -> B, then x < y");
        check("“Best paper” 🏆", "“Best paper” 🏆");
    }

    #[test]
    fn illegal_characters_go_and_space_folds() {
        check(
            "  a\u{0}b\r\n\tc\u{FFFE}\u{1FFFF}\u{FDD0}\u{85}d\u{a0}e ",
            "ab c d e",
        );
        assert_eq!(legal("a\r\u{b}\n\u{7f}\u{9f}b".to_owned()), "a\nb");
    }

    #[test]
    fn cut_is_between_words() {
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("one two", 7), "one two");
        assert_eq!(cut("一二三四", 2), "一二…");
    }
}
