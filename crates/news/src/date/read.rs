//! One place in a text, and the date that stands there.

use super::first;
use super::forms::{Ends, Form};
use super::names::Name;
use super::noise;
use super::part::{Fields, Part};
use super::pattern;
use super::reading::{Pair, Reading, proof, reading};
use super::token::{self, Kind, Token};
use super::{Context, Found};

/// The date that begins at `at`, with its opening bracket if it has one.
pub(super) fn date_at(text: &str, at: usize, context: &Context) -> Option<Found> {
    let inside = noise::skip_openers(text, at);
    let tokens = token::date_tokens(text, inside);
    let place = Place {
        text,
        at,
        opener: &text[at..inside],
        tokens: &tokens,
        context,
    };
    let (skipped, introduced) = skip_introduction(&tokens);
    candidates(tokens.get(skipped..)?, context)
        .into_iter()
        .filter(|candidate| !introduced || is_sure(candidate))
        .find_map(|candidate| place.found(candidate, skipped))
        .map(|found| with_year_first(found, &tokens[skipped..]))
}

/// The name of the form that begins with two digits of a year.
pub(super) const YEAR_FIRST: &str = "two digits, month, day";

/// What the same numbers say in the order of ISO 8601, where they can.
fn with_year_first(found: Found, tokens: &[Token]) -> Found {
    if found.form == YEAR_FIRST {
        let proof = Some(super::Order::YearFirst);
        let year_first = found.reading.date();
        return Found {
            proof,
            year_first,
            ..found
        };
    }
    let is_numeric = matches!(
        found.form,
        "day and month, two digits" | "day. month. two digits"
    );
    let year_first = is_numeric.then(|| {
        let form = super::FORMS.iter().find(|form| form.name == YEAR_FIRST)?;
        let (_, fields) = pattern::matched(form.parts, tokens)?;
        reading(&fields, &Context::default()).date()
    });
    Found {
        year_first: year_first.flatten(),
        ..found
    }
}

/// A form that fits, how many tokens it takes, and what it read.
#[derive(Clone, Copy)]
struct Candidate {
    form: &'static Form,
    length: usize,
    fields: Fields,
}

/// Every form that fits, the longest first; of equally long ones those that make
/// no date last, so that `2023/24` is two years and no 24th month.
fn candidates(tokens: &[Token], context: &Context) -> Vec<Candidate> {
    let Some(start) = tokens.first() else {
        return Vec::new();
    };
    if matches!(start.kind, Kind::Word) {
        return Vec::new();
    }
    let mut fitting: Vec<Candidate> = first::forms(start.kind)
        .filter_map(|form| {
            let (length, fields) = pattern::matched(form.parts, tokens)?;
            Some(Candidate {
                form,
                length,
                fields,
            })
        })
        .collect();
    fitting.sort_by_key(|candidate| {
        let impossible = reading(&candidate.fields, context) == Reading::Impossible;
        (std::cmp::Reverse(candidate.length), impossible)
    });
    fitting
}

/// Weekdays and little words before a date (`Mon, 5 March`, `In May 2024`), and
/// whether it was more than a weekday.
fn skip_introduction(tokens: &[Token]) -> (usize, bool) {
    let mut at = 0;
    let mut introduced = false;
    while let Some(Kind::Name(name @ (Name::Weekday | Name::Little))) =
        tokens.get(at).map(|token| token.kind)
        && at < 3
    {
        introduced |= name == Name::Little;
        at += 1;
        while matches!(
            tokens.get(at).map(|token| token.kind),
            Some(Kind::Punctuation('.' | ',' | '-'))
        ) {
            at += 1;
        }
    }
    (at, introduced)
}

/// `In 2024` begins a sentence; `In May 2024` begins one and dates it.
fn is_sure(candidate: &Candidate) -> bool {
    candidate.form.ends == Ends::Anywhere
        && candidate.fields.year.is_some()
        && (candidate.fields.month.is_some() || candidate.fields.second.is_some())
}

struct Place<'a> {
    text: &'a str,
    at: usize,
    /// The brackets before the date, if it has any.
    opener: &'a str,
    tokens: &'a [Token],
    context: &'a Context,
}

impl Place<'_> {
    fn found(&self, candidate: Candidate, skipped: usize) -> Option<Found> {
        let Candidate {
            form,
            length,
            fields,
        } = candidate;
        let after = super::tail::skip(self.text, self.tokens, skipped, candidate.length, &fields);
        let date_end = self.tokens.get(after.checked_sub(1)?)?.end;
        let (end, closed) = self.close(date_end);
        let followed = after > skipped + length;
        // A weekday or time after a day without a year sets it apart as well.
        let breaks = closed || self.breaks(after) || (followed && fields.year.is_none());
        let glued = !followed && self.is_glued(after);
        let fits = !glued && self.fits(form.ends, breaks, after);
        let reading = reading(&fields, self.context);
        if !fits || !is_plausible(form, &fields, reading, breaks) {
            return None;
        }
        Some(Found {
            reading,
            start: self.at,
            end,
            rest: noise::skip_after(self.text, end),
            form: form.name,
            alone: closed || self.opener.is_empty(),
            pair: Pair::of(&fields, self.context),
            year_first: None,
            proof: proof(&fields).or_else(|| order_of_form(form.parts)),
        })
    }

    /// Where the date ends with its brackets, and whether they close right
    /// after it. What else a bracket holds (`[May 2024, online]`) goes with it.
    fn close(&self, date_end: usize) -> (usize, bool) {
        if let Some(end) = noise::skip_closers(self.text, date_end, self.opener) {
            return (end, true);
        }
        let bracket = Some(self.opener).filter(|opener| !opener.is_empty());
        let end = bracket.and_then(|_| noise::closer_within(self.text, date_end));
        (end.unwrap_or(date_end), false)
    }

    fn fits(&self, ends: Ends, breaks: bool, after: usize) -> bool {
        let heading = self.context.year.is_some();
        let listed = self.context.listed;
        let breaks = breaks || listed;
        let apart = breaks || (self.spaced(after) && self.is_capitalised(after));
        match ends {
            Ends::Anywhere => true,
            Ends::Break => breaks,
            Ends::BreakOrCapital => apart,
            Ends::BreakWithoutYear => apart || heading,
            Ends::YearOfItsOwn => apart && !heading,
            Ends::Listed => listed && !heading,
        }
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn spaced(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.spaced)
    }

    /// Whether the token at `after` separates a date from what follows.
    fn breaks(&self, after: usize) -> bool {
        let Some(Kind::Punctuation(sign)) = self.kind(after) else {
            return self.kind(after).is_none();
        };
        let next_is_number = matches!(self.kind(after + 1), Some(Kind::Number { .. }));
        match sign {
            ':' | ';' | '|' | '—' | '·' | '•' | '・' | '»' | '>' => true,
            ',' => !next_is_number,
            // `Apr.: A talk`
            '.' => self.spaced(after + 1) || self.kind(after + 1) == Some(Kind::Punctuation(':')),
            '-' | '/' | '~' => self.spaced(after) || self.spaced(after + 1),
            other => noise::is_emoji(other),
        }
    }

    /// Whether what took the form goes on: `2024.03.17.5`, `2024-03b`, `12/2025%`.
    fn is_glued(&self, after: usize) -> bool {
        if self.spaced(after) {
            return false;
        }
        let marked = matches!(
            self.kind(after - 1),
            Some(Kind::YearMark | Kind::MonthMark | Kind::DayMark | Kind::Punctuation(_))
        );
        let start = self.tokens[after].start;
        let first = noise::char_at(self.text, start).unwrap_or(' ');
        match self.tokens[after].kind {
            Kind::Number { .. } => !marked,
            // `<b>2024.03</b>Gave` reads `2024.03Gave` in plain text.
            Kind::Word | Kind::Name(_) | Kind::Quarter => {
                !marked && !token::is_han(first) && !self.is_capitalised(after)
            }
            Kind::Punctuation('%' | '+' | '_' | '°') => true,
            Kind::Punctuation(sign @ ('-' | '/' | '.' | '\'')) if !self.spaced(after + 1) => {
                match self.kind(after + 1) {
                    Some(Kind::Number { .. }) => true,
                    // A file's name, `2024-03.pdf`, or a DOI, `10.2023/example`.
                    Some(Kind::Word) => "./".contains(sign) && self.is_lower_ascii(after + 1),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn is_lower_ascii(&self, at: usize) -> bool {
        self.text.as_bytes()[self.tokens[at].start].is_ascii_lowercase()
    }

    /// A word of two letters or more, of which only the first is large.
    fn is_capitalised(&self, at: usize) -> bool {
        let word = self
            .tokens
            .get(at)
            .and_then(|token| self.text.get(token.start..token.end));
        let mut letters = word.unwrap_or("").chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    }
}

/// Numbers that are no date at all are refused; a date that the calendar does
/// not have is told only where it stands apart like one.
fn is_plausible(form: &Form, fields: &Fields, reading: Reading, breaks: bool) -> bool {
    match reading {
        Reading::Impossible => {
            breaks
                && fields.year.is_some()
                && !form.parts.contains(&Part::TwoDigits)
                && !is_compact(form)
        }
        Reading::NoYear => {
            let (low, high) = match (fields.first, fields.second) {
                (Some(first), Some(second)) => (first.min(second), first.max(second)),
                _ => (fields.month.unwrap_or(1), fields.day.unwrap_or(1)),
            };
            (1..=12).contains(&low) && (1..=31).contains(&high)
        }
        Reading::Date(_) | Reading::Ambiguous { .. } => true,
    }
}

fn is_compact(form: &Form) -> bool {
    form.parts.contains(&Part::CompactDay) || form.parts.contains(&Part::CompactMonth)
}

/// A range of days beside one month tells which number is the day.
fn order_of_form(parts: &[Part]) -> Option<super::Order> {
    match parts {
        [Part::Day, Part::TightDash, Part::Day, Part::OwnSep, ..] => Some(super::Order::DayMonth),
        [
            Part::MonthNumber,
            Part::OwnSep,
            Part::Day,
            Part::TightDash,
            ..,
        ] => Some(super::Order::MonthDay),
        _ => None,
    }
}
