//! What may follow a date and still belong to it: a time, a weekday, the
//! second end of a range.

use super::first;
use super::names::Name;
use super::part::Fields;
use super::pattern;
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
    if date.day.is_some() || date.second.is_some() {
        at = skip_weekday(tokens, at);
        at = skip_time(text, tokens, at);
    }
    if date.year.is_none() {
        return at;
    }
    at = skip_suffix(text, tokens, at);
    skip_range(tokens, at, date)
}

fn kind(tokens: &[Token], at: usize) -> Option<Kind> {
    tokens.get(at).map(|token| token.kind)
}

fn is_sign(tokens: &[Token], at: usize, sign: char) -> bool {
    kind(tokens, at) == Some(Kind::Punctuation(sign))
}

/// `г.` after a Russian year, `r.` after a Polish one.
fn skip_suffix(text: &str, tokens: &[Token], at: usize) -> usize {
    let dotted = is_sign(tokens, at + 1, '.');
    let polish = dotted && word(text, tokens, at) == Some("r");
    if !polish && kind(tokens, at) != Some(Kind::Name(Name::Suffix)) {
        return at;
    }
    at + 1 + usize::from(dotted)
}

fn word<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<&'t str> {
    tokens
        .get(at)
        .and_then(|token| text.get(token.start..token.end))
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

/// `10:00`, `T10:00:00.000Z`, `10:00 PM`, `10am`, `10:00:00 -0400`, and of a
/// span of time both ends: `– das 14:00 às 17:00`.
fn skip_time(text: &str, tokens: &[Token], from: usize) -> usize {
    let lead =
        is_sign(tokens, from, ',') || matches!(word(text, tokens, from), Some("T" | "t" | "at"));
    let first = clock(text, tokens, from + usize::from(lead))
        .or_else(|| set_apart(tokens, from).and_then(|hour| clock(text, tokens, hour)));
    let Some(end) = first else {
        return from;
    };
    let joined = kind(tokens, end).is_some_and(pattern::is_dash)
        || matches!(word(text, tokens, end), Some("às" | "as" | "a" | "à"));
    let second = joined.then(|| clock(text, tokens, end + 1)).flatten();
    second.unwrap_or_else(|| skip_offset(tokens, end))
}

/// The hour behind a sign and one word, `– das 14:00`, where minutes follow.
fn set_apart(tokens: &[Token], from: usize) -> Option<usize> {
    let sign = matches!(
        kind(tokens, from)?,
        Kind::Punctuation(',' | '-' | '—' | '|' | '·')
    );
    let is_word = |at: usize| matches!(kind(tokens, at), Some(Kind::Word | Kind::Name(_)));
    let hour = from + usize::from(sign) + usize::from(is_word(from + usize::from(sign)));
    let has_minutes = is_sign(tokens, hour + 1, ':') && is_number(tokens, hour + 2);
    (sign && has_minutes).then_some(hour)
}

/// The end of a time of day that begins with its hour: minutes or a half of
/// the day must follow.
fn clock(text: &str, tokens: &[Token], hour: usize) -> Option<usize> {
    if !is_number(tokens, hour) {
        return None;
    }
    let clock = skip_fractions(tokens, hour + 1);
    match word(text, tokens, clock) {
        Some("AM" | "am" | "PM" | "pm") => Some(clock + 1),
        _ if clock == hour + 1 => None,
        _ => Some(clock + usize::from(kind(tokens, clock) == Some(Kind::Name(Name::Suffix)))),
    }
}

/// `:00`, `.123`: minutes, seconds and their fractions, as many as there are.
fn skip_fractions(tokens: &[Token], from: usize) -> usize {
    let tight = |at: usize| tokens.get(at).is_some_and(|token| !token.spaced);
    let mut at = from;
    while (is_sign(tokens, at, ':') || (is_sign(tokens, at, '.') && at > from))
        && tight(at)
        && is_number(tokens, at + 1)
        && tight(at + 1)
    {
        at += 2;
    }
    at
}

fn is_number(tokens: &[Token], at: usize) -> bool {
    matches!(kind(tokens, at), Some(Kind::Number { digits: ..=9, .. }))
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
    let joins = |kind| {
        pattern::is_dash(kind)
            || matches!(kind, Kind::Name(Name::And) | Kind::Punctuation('&' | '/'))
    };
    if !kind(tokens, at).is_some_and(joins) {
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
    let second = rest
        .first()
        .into_iter()
        .flat_map(|token| first::forms(token.kind))
        .filter_map(|form| pattern::matched(form.parts, rest))
        .filter(|(_, fields)| shape(fields) == shape(date))
        .map(|(length, _)| length)
        .max();
    second.map_or(at, |length| after + length)
}
