//! What may follow a date and still belong to it: a time, a weekday, the
//! second end of a range.

use super::forms::FORMS;
use super::names::Name;
use super::pattern::{self, Fields};
use super::token::{Kind, Token};

/// The token after the date of `length` tokens that begins at `from`.
pub(super) fn skip(
    text: &str,
    tokens: &[Token],
    from: usize,
    length: usize,
    date: &Fields,
) -> usize {
    let mut at = from + length;
    if date.year.is_none() {
        return at;
    }
    let is_day = date.day.is_some() || date.second.is_some();
    at = skip_weekday(tokens, at);
    if is_day {
        at = skip_time(text, tokens, at);
    }
    at = skip_suffix(tokens, at);
    skip_range(tokens, at, date)
}

fn kind(tokens: &[Token], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

fn is_sign(tokens: &[Token], at: usize, sign: char) -> bool {
    kind(tokens, at) == Some(Kind::Punctuation(sign))
}

/// `г.` after a Russian year.
fn skip_suffix(tokens: &[Token], at: usize) -> usize {
    if kind(tokens, at) != Some(Kind::Name(Name::Suffix)) {
        return at;
    }
    at + 1 + usize::from(is_sign(tokens, at + 1, '.'))
}

/// `(Tue)`, `(火)`, `, Tuesday`.
fn skip_weekday(tokens: &[Token], at: usize) -> usize {
    let named = kind(tokens, at + 1) == Some(Kind::Name(Name::Weekday));
    if is_sign(tokens, at, ',') && named {
        return at + 2;
    }
    // In Chinese, Japanese and Korean the day is one character, or two or three
    // with 周 or 曜日; whatever it is, so short a bracket is no tag.
    let opened = is_sign(tokens, at, '(');
    let close = (at + 2..=at + 4).find(|close| is_sign(tokens, *close, ')'));
    let short = |close: &usize| named || tokens[at + 1..*close].iter().all(is_short);
    close
        .filter(|close| opened && short(close))
        .map_or(at, |close| close + 1)
}

fn is_short(token: &Token) -> bool {
    let letters = matches!(
        token.kind,
        Kind::Word | Kind::Name(_) | Kind::DayMark | Kind::MonthMark
    );
    letters && token.end - token.start <= 3 && token.end - token.start > 2
}

/// `10:00`, `T10:00:00.000Z`, `10:00 PM`, `10:00:00 -0400`, `10:00:00+02:00`.
fn skip_time(text: &str, tokens: &[Token], from: usize) -> usize {
    let word = |at: usize| {
        tokens
            .get(at)
            .and_then(|token| text.get(token.start..token.end))
    };
    let mut at = from;
    if is_sign(tokens, at, ',') || matches!(word(at), Some("T" | "t" | "at")) {
        at += 1;
    }
    let number = |at: usize| matches!(kind(tokens, at), Some(Kind::Number { .. }));
    if !(number(at) && is_sign(tokens, at + 1, ':') && number(at + 2)) {
        return from;
    }
    at += 3;
    while at < tokens.len()
        && (is_sign(tokens, at, ':') || is_sign(tokens, at, '.'))
        && !tokens[at].spaced
        && number(at + 1)
        && !tokens[at + 1].spaced
    {
        at += 2;
    }
    if matches!(kind(tokens, at), Some(Kind::Name(Name::Suffix)))
        || matches!(word(at), Some("AM" | "am"))
    {
        at += 1;
    }
    skip_offset(tokens, at)
}

fn skip_offset(tokens: &[Token], at: usize) -> usize {
    let signed = is_sign(tokens, at, '+') || is_sign(tokens, at, '-');
    let number = |at: usize, wanted: usize| {
        matches!(kind(tokens, at), Some(Kind::Number { digits, .. }) if digits == wanted)
            && !tokens[at].spaced
    };
    match signed {
        true if number(at + 1, 4) => at + 2,
        true if number(at + 1, 2) && is_sign(tokens, at + 2, ':') && number(at + 3, 2) => at + 4,
        _ => at,
    }
}

/// `– August 2024`, `to present`: the second end, as exact as the first.
fn skip_range(tokens: &[Token], at: usize, date: &Fields) -> usize {
    if !kind(tokens, at).is_some_and(pattern::is_dash) {
        return at;
    }
    let after = at + 1;
    if kind(tokens, after) == Some(Kind::Name(Name::Present)) {
        return after + 1;
    }
    let shape = |fields: &Fields| {
        (
            fields.year.is_some(),
            fields.month.is_some(),
            fields.day.is_some(),
            fields.second.is_some(),
        )
    };
    let rest = tokens.get(after..).unwrap_or(&[]);
    let second = FORMS
        .iter()
        .filter_map(|form| pattern::matched(form.parts, rest))
        .filter(|(_, fields)| shape(fields) == shape(date))
        .map(|(length, _)| length)
        .max();
    second.map_or(at, |length| after + length)
}
