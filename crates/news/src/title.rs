use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// About as much as a reader shows on one line.
const LENGTH: usize = 100;

/// Words whose full stop ends no sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "etc", "cf", "vs", "prof", "dr", "mr", "mrs", "ms", "st", "jr", "sr", "dept",
    "univ", "inc", "ltd", "co", "corp", "fig", "figs", "eq", "sec", "ch", "vol", "no", "nos", "pp",
    "ed", "eds", "al", "approx", "ca", "dipl", "ing", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "ph.d", "ph", "m.sc", "b.sc", "u.s", "u.k", "a.k.a",
    "w.r.t", "incl", "bzw", "z.b", "u.a", "usw", "resp", "assoc", "asst", "acad", "proc", "conf",
    "int", "intl", "symp", "trans", "j", "wed", "thu", "fri", "sat", "sun", "mon", "tue",
];

/// The first sentence of a text, cut at a word where it is long; not empty
/// unless the text is.
pub(crate) fn title(text: &str) -> String {
    let text = without_controls(text);
    let text = text.trim();
    let sentence = text[..sentence_end(text)].trim_end_matches(['.', '。', '．', ':', ';', ' ']);
    let sentence = if sentence.is_empty() { text } else { sentence };
    shorten(sentence)
}

// Hardly any text has some, and none of them without one of these bytes.
fn without_controls(text: &str) -> Cow<'_, str> {
    match text
        .bytes()
        .any(|byte| matches!(byte, ..b' ' | 0x7F | 0xC2))
    {
        true => text.chars().filter(|c| !c.is_control()).collect(),
        false => Cow::Borrowed(text),
    }
}

// Only the beginning is looked at: a sentence beyond it is cut anyway.
fn sentence_end(text: &str) -> usize {
    let is_mark = |c: char| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '．');
    let near = beginning(text, 4 * LENGTH);
    // Of the other characters hardly any begins with one of these bytes.
    let may_be_mark = |byte: u8| matches!(byte, b'.' | b'!' | b'?' | 0xE3 | 0xEF);
    let bytes = near.bytes().enumerate();
    let marks = bytes.filter(|&(_, byte)| may_be_mark(byte));
    let marks = marks.filter_map(|(at, _)| Some((at, near.get(at..)?.chars().next()?)));
    let mut ends = marks.filter(|&(_, c)| is_mark(c));
    let end = ends.find(|&(at, mark)| ends_sentence(text, at, mark));
    end.map_or(text.len(), |(at, mark)| at + mark.len_utf8())
}

// So many characters of a text at most.
fn beginning(text: &str, characters: usize) -> &str {
    match text.len() <= characters {
        true => text,
        false => text
            .char_indices()
            .nth(characters)
            .map_or(text, |(end, _)| &text[..end]),
    }
}

fn ends_sentence(text: &str, at: usize, mark: char) -> bool {
    let after = &text[at + mark.len_utf8()..];
    if !mark.is_ascii() {
        return true;
    }
    let next = after.trim_start_matches(['"', '”', '’', ')', '\'']);
    let apart = next.starts_with(char::is_whitespace) || next.is_empty();
    let begins = next.trim_start().chars().next();
    if !apart || (mark == '.' && begins.is_some_and(|c| c.is_lowercase())) {
        return false;
    }
    // Too little for a title: `Wow!`, `New.`
    let before = text[..at].trim_end_matches(['.', '!', '?']);
    let enough = before.split_whitespace().count() > 1 || begins.is_none();
    enough && (mark != '.' || !is_abbreviation(before))
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit([' ', '(', '[', '\u{A0}', '/'])
        .next()
        .unwrap_or("");
    let mut letters = word.chars();
    // An initial: `J. Doe`.
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    initial || ABBREVIATIONS.contains(&&*word.to_lowercase())
}

fn shorten(text: &str) -> String {
    let Some(limit) = limit(text) else {
        return text.to_owned();
    };
    // Scripts without spaces are cut between characters.
    let word = text[..limit]
        .rfind(char::is_whitespace)
        .filter(|&at| at > limit / 2);
    let cut = text[..word.unwrap_or(limit)].trim_end_matches([' ', ',', ';', ':', '.', '-', '(']);
    format!("{cut}…")
}

// Where the text must be cut, if at all.
fn limit(text: &str) -> Option<usize> {
    match text.as_bytes().get(..=LENGTH) {
        None => None,
        // There are no controls among them, so each is a character to the eye.
        Some(bytes) if bytes.is_ascii() => Some(LENGTH),
        Some(_) => grapheme(text, LENGTH),
    }
}

// Where the character to the eye begins that has so many before it. One of ASCII
// is one with no help, but the last before another may begin a longer one.
fn grapheme(text: &str, before: usize) -> Option<usize> {
    let (mut at, mut left) = (0, before);
    loop {
        let rest = &text[at..];
        let ascii = rest.bytes().take(left + 1).take_while(u8::is_ascii).count();
        let alone = ascii.saturating_sub(1).min(left);
        (at, left) = (at + alone, left - alone);
        let next = text[at..].graphemes(true).next()?;
        if left == 0 {
            return Some(at);
        }
        (at, left) = (at + next.len(), left - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(title(text), expected);
    }

    #[test]
    fn the_first_sentence() {
        check("Gave a talk. It was fun.", "Gave a talk");
        check(
            "Accepted at NeurIPS 2025! Code soon.",
            "Accepted at NeurIPS 2025!",
        );
        check(
            "Joint work with Prof. A. Placeholder. More.",
            "Joint work with Prof. A. Placeholder",
        );
        check(
            "A tool, e.g. a hammer, vs. a saw. Next.",
            "A tool, e.g. a hammer, vs. a saw",
        );
        check("Version 2.0 is out. Try it.", "Version 2.0 is out");
        check("Wow! We won a prize. Thanks.", "Wow! We won a prize");
        check("论文被接收。谢谢大家。", "论文被接收");
        check(
            "He moved to the U.S. Then back.",
            "He moved to the U.S. Then back",
        );
        check(
            "A Ph.D. position is open. Apply.",
            "A Ph.D. position is open",
        );
        check("🎉 Hello there... And more.", "🎉 Hello there");
    }

    #[test]
    fn never_empty_never_marked_up() {
        check("...", "...");
        check("🎉", "🎉");
        check("", "");
        check("a\u{1}b\u{7F}", "ab");
    }

    proptest::proptest! {
        #[test]
        fn characters_are_counted_as_the_eye_does(
            text in "[a-c é\u{301}\u{200D}\u{600}👩🇩🇪字가ᄀ]{0,60}",
            before in 0..70_usize,
        ) {
            let counted = text.grapheme_indices(true).nth(before).map(|(at, _)| at);
            proptest::prop_assert_eq!(grapheme(&text, before), counted);
        }
    }

    #[test]
    fn long_ones_are_cut_at_a_word() {
        let long = title(&"word ".repeat(100));
        assert!(
            long.ends_with("word…") && long.chars().count() <= 101,
            "{long}"
        );
        let long = title(&"字".repeat(500));
        assert_eq!(long.chars().count(), 101);
    }
}
