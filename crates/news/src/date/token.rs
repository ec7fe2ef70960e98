//! The beginning of an item as tokens: numbers, names, marks, punctuation.

use super::names::{self, Name};

/// More than any date needs with what may follow it.
const MOST_TOKENS: usize = 32;
/// Words without meaning in a date that are read before it must be over: a time
/// has two (`T`, `AM`), a weekday in Han characters three.
const MOST_WORDS: usize = 4;
/// No name of a month is longer; a longer word is cut into several, none of
/// which then stands alone.
const MOST_LETTERS: usize = 24;
/// White space is folded before it comes here; hostile text may still be all
/// characters without width.
const MOST_BLANKS: usize = 100;
const MOST_DIGITS: usize = 9;

/// A piece of text, and what it can be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// White space stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number {
        value: u32,
        digits: usize,
    },
    Name(Name),
    /// A quarter or half of a year, `Q3`, `H1`.
    Quarter,
    /// 年, 년.
    YearMark,
    /// 月, 월.
    MonthMark,
    /// 日, 号, 일.
    DayMark,
    /// One character, as [`plain`] writes it.
    Punctuation(char),
    /// Letters that mean nothing here.
    Word,
}

/// The tokens of `text` from the byte `from` on: a bounded number, however
/// long the text is.
pub(super) fn tokens(text: &str, from: usize) -> impl Iterator<Item = Token> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (start, spaced) = skip_blanks(text, at);
        let first = text.get(start..)?.chars().next()?;
        let (kind, length) = token(&text[start..], first);
        at = start + length;
        Some(Token {
            kind,
            start,
            end: at,
            spaced,
        })
    })
    .take(MOST_TOKENS)
}

/// The tokens of `text` from the byte `from` on until no date can go on; one
/// where it begins with a word that begins no date.
pub(super) fn date_tokens(text: &str, from: usize) -> Vec<Token> {
    let mut words = 0;
    let mut found = Vec::with_capacity(16);
    for token in tokens(text, from) {
        found.push(token);
        words += usize::from(token.kind == Kind::Word);
        if words == found.len() || words == MOST_WORDS {
            break;
        }
    }
    found
}

/// Where the blanks at `at` end, and whether a space is among them.
fn skip_blanks(text: &str, at: usize) -> (usize, bool) {
    let mut end = at;
    let mut spaced = false;
    for blank in text[at..]
        .chars()
        .take(MOST_BLANKS)
        .take_while(|c| is_space(*c) || is_invisible(*c))
    {
        end += blank.len_utf8();
        spaced |= is_space(blank);
    }
    (end, spaced)
}

pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace()
}

/// Characters without width: joiners, marks of direction, variation selectors.
/// The backslash too: Markdown in a data file escapes punctuation with it.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\\' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// A character as ASCII writes it: full-width forms narrow, one sort of
/// hyphen, apostrophe and comma.
pub(super) fn plain(character: char) -> char {
    match character {
        // CLDR and Unicode agree on the block: U+FF01..U+FF5E is ASCII + 0xFEE0.
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        '\u{2010}'..='\u{2013}' | '−' => '-',
        '―' => '—',
        '〜' => '~',
        '’' | '‘' | '´' | '`' | '′' => '\'',
        '、' => ',',
        '。' | '｡' | '·' | '・' | '‧' => '.',
        '⁄' | '∕' => '/',
        other => other,
    }
}

fn token(text: &str, first: char) -> (Kind, usize) {
    if plain(first).is_ascii_digit() {
        return number(text);
    }
    if first.is_ascii() {
        return match first.is_ascii_alphabetic() {
            true => word(text),
            false => punctuation(text, first),
        };
    }
    if let Some(found) = han_number(text) {
        return found;
    }
    if let Some(kind) = mark(first) {
        return (kind, first.len_utf8());
    }
    if is_han(first) {
        return (han_name(first), first.len_utf8());
    }
    if first.is_alphabetic() {
        return word(text);
    }
    punctuation(text, first)
}

fn number(text: &str) -> (Kind, usize) {
    let mut value = 0;
    let mut digits = 0;
    let mut length = 0;
    for character in text.chars().take(MOST_DIGITS) {
        let Some(digit) = plain(character).to_digit(10) else {
            break;
        };
        value = value * 10 + digit;
        digits += 1;
        length += character.len_utf8();
    }
    (Kind::Number { value, digits }, length)
}

/// A number in Han numerals, where a mark follows it: 二〇二四年, 十二月.
fn han_number(text: &str) -> Option<(Kind, usize)> {
    let numerals: Vec<char> = text
        .chars()
        .take(5)
        .take_while(|c| han_digit(*c).is_some())
        .collect();
    let length: usize = numerals.iter().map(|c| c.len_utf8()).sum();
    mark(text[length..].chars().next()?)?;
    let (value, digits) = match numerals.as_slice() {
        [] => return None,
        ['十'] => (10, 2),
        ['十', one] => (10 + han_digit(*one)?, 2),
        [ten, '十'] => (10 * han_digit(*ten)?, 2),
        [ten, '十', one] => (10 * han_digit(*ten)? + han_digit(*one)?, 2),
        plain => {
            let value = plain
                .iter()
                .filter_map(|c| han_digit(*c))
                .fold(0, |sum, digit| sum * 10 + digit);
            (value, plain.len())
        }
    };
    Some((Kind::Number { value, digits }, length))
}

fn han_digit(character: char) -> Option<u32> {
    const NUMERALS: &str = "〇一二三四五六七八九十";
    let character = if character == '零' { '〇' } else { character };
    let place = NUMERALS.chars().position(|numeral| numeral == character)?;
    u32::try_from(place).ok()
}

fn mark(character: char) -> Option<Kind> {
    match character {
        '年' | '년' => Some(Kind::YearMark),
        '月' | '월' => Some(Kind::MonthMark),
        '日' | '号' | '號' | '일' => Some(Kind::DayMark),
        _ => None,
    }
}

/// Scripts that put no space between words; each character is a token.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn han_name(character: char) -> Kind {
    match character {
        '春' | '夏' | '秋' | '冬' => Kind::Name(Name::Season),
        '季' => Kind::Name(Name::Term),
        '初' | '中' | '末' | '底' => Kind::Name(Name::Phase),
        '至' | '到' => Kind::Name(Name::Until),
        '今' => Kind::Name(Name::Present),
        _ => Kind::Word,
    }
}

fn word(text: &str) -> (Kind, usize) {
    let length = letters(text);
    let word = &text[..length];
    let quarter = matches!(
        (word, text.as_bytes().get(1)),
        ("Q" | "q", Some(b'1'..=b'4')) | ("H", Some(b'1'..=b'2'))
    );
    if quarter {
        return (Kind::Quarter, 2);
    }
    (names::lookup(word).map_or(Kind::Word, Kind::Name), length)
}

fn letters(text: &str) -> usize {
    let bytes = text.bytes().take(MOST_LETTERS);
    let plain = bytes.take_while(u8::is_ascii_alphabetic).count();
    if plain == MOST_LETTERS || text.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return plain;
    }
    text.chars()
        .take(MOST_LETTERS)
        .take_while(|c| (c.is_alphabetic() && !is_han(*c)) || matches!(c, '\u{300}'..='\u{36F}'))
        .map(char::len_utf8)
        .sum()
}

/// One character, or a run of hyphens, which is how LaTeX writes a dash.
fn punctuation(text: &str, first: char) -> (Kind, usize) {
    let hyphens = text
        .bytes()
        .take(3)
        .take_while(|byte| *byte == b'-')
        .count();
    match hyphens {
        2.. => (Kind::Punctuation('—'), hyphens),
        _ => (Kind::Punctuation(plain(first)), first.len_utf8()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text, 0).map(|token| token.kind).collect()
    }

    #[test]
    fn wide_digits_and_han_numerals_are_numbers() {
        let month = [
            Kind::Number {
                value: 2024,
                digits: 4,
            },
            Kind::YearMark,
            Kind::Number {
                value: 12,
                digits: 2,
            },
            Kind::MonthMark,
        ];
        assert_eq!(kinds("２０２４年１２月"), month);
        assert_eq!(kinds("二〇二四年十二月"), month);
        assert_eq!(kinds("一等")[0], Kind::Word);
    }

    #[test]
    fn a_long_text_costs_no_more_than_a_short_one() {
        assert_eq!(date_tokens(&"x".repeat(1_000_000), 0).len(), 1);
        assert_eq!(date_tokens(&"1,".repeat(1_000_000), 0).len(), MOST_TOKENS);
        assert_eq!(date_tokens(&" ".repeat(1_000_000), 0).len(), MOST_TOKENS);
    }
}
