//! How the parts of a form are held against tokens.

use super::names::Name;
use super::part::{Fields, Part};
use super::token::{Kind, Token};

/// How many of `tokens` the form takes, and what it reads in them.
pub(super) fn matched(parts: &[Part], tokens: &[Token]) -> Option<(usize, Fields)> {
    let mut cursor = Cursor {
        tokens,
        at: 0,
        fields: Fields::default(),
    };
    for part in parts {
        cursor.take(*part)?;
    }
    Some((cursor.at, cursor.fields))
}

/// The year that two digits mean: 1969 to 2068, as POSIX `strptime` reads `%y`.
pub(super) fn full_year(two_digits: u32) -> Option<i32> {
    let year = i32::try_from(two_digits).ok()?;
    (0..100)
        .contains(&year)
        .then_some(if year < 69 { 2000 + year } else { 1900 + year })
}

/// Years that a News item can have; outside, four digits are something else.
fn plausible_year(value: u32) -> Option<i32> {
    (1900..=2100)
        .contains(&value)
        .then(|| i32::try_from(value).ok())?
}

struct Cursor<'t> {
    tokens: &'t [Token],
    at: usize,
    fields: Fields,
}

impl Cursor<'_> {
    fn take(&mut self, part: Part) -> Option<()> {
        match part {
            Part::Year => self.year(),
            Part::TwoDigits => self.two_digits(),
            Part::NextYear => self.next_year(),
            Part::MonthNumber => {
                let month = self.small_number()?;
                self.month(month);
                Some(())
            }
            Part::PaddedMonth => {
                let month = self.number(|digits| digits == 2)?;
                self.month(month);
                Some(())
            }
            Part::PaddedDay => {
                let day = self.number(|digits| digits == 2)?;
                self.fields.day.get_or_insert(day);
                Some(())
            }
            Part::Day => self.day(),
            Part::First => {
                let first = self.small_number()?;
                self.pair(first, None);
                Some(())
            }
            Part::Second => {
                let second = self.small_number()?;
                self.pair(0, Some(second));
                Some(())
            }
            Part::CompactDay => self.compact(8),
            Part::CompactMonth => self.compact(6),
            Part::Month => self.month_name(),
            Part::Season => self.season(),
            Part::Quarter => self.one(|kind| kind == Kind::Quarter),
            Part::Phase => self.one(|kind| kind == Kind::Name(Name::Phase)),
            Part::Sep => self.same_separator(),
            Part::OwnSep => self.tight(&['-', '.', '/']).map(drop),
            Part::Slash => self.tight(&['/', '-', '—']).map(drop),
            Part::Dot => self.dot(),
            Part::DotSpace => self.dot().filter(|()| !self.touches(0)),
            Part::Tick => self.tight(&[':', '\'']).map(drop),
            Part::Comma => self.one(|kind| kind == Kind::Punctuation(',')),
            Part::WideDash => self.wide_dash(),
            Part::Gap => self.gap(),
            Part::Join => self.join(),
            Part::Dash => self.dash(),
            Part::TightDash => self.tight_dash(),
            Part::TightSlash => self.tight_slash(),
            Part::And => self.and(),
            Part::YearMark => self.one(|kind| kind == Kind::YearMark),
            Part::MonthMark => self.one(|kind| kind == Kind::MonthMark),
            Part::DayMark => self.one(|kind| kind == Kind::DayMark),
        }
    }

    fn peek(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn is(&self, ahead: usize, wanted: impl Fn(Kind) -> bool) -> bool {
        self.peek(ahead).is_some_and(|token| wanted(token.kind))
    }

    fn one(&mut self, wanted: impl Fn(Kind) -> bool) -> Option<()> {
        self.is(0, wanted).then(|| self.at += 1)
    }

    fn skip(&mut self, wanted: impl Fn(Kind) -> bool) {
        if self.is(0, wanted) {
            self.at += 1;
        }
    }

    fn number(&mut self, wanted: impl Fn(usize) -> bool) -> Option<u32> {
        let Kind::Number { value, digits } = self.peek(0)?.kind else {
            return None;
        };
        wanted(digits).then(|| self.at += 1)?;
        Some(value)
    }

    fn small_number(&mut self) -> Option<u32> {
        self.number(|digits| digits <= 2)
    }

    fn year(&mut self) -> Option<()> {
        let year = if self.is(0, |kind| kind == Kind::Punctuation('\'')) {
            self.at += 1;
            match self.number(|digits| digits == 2 || digits == 4)? {
                value @ 0..100 => full_year(value)?,
                value => plausible_year(value)?,
            }
        } else if self.at > 0 && self.is_two_digits_and_apostrophe() {
            // `July, 26'`, the apostrophe on the wrong side.
            let year = full_year(self.number(|digits| digits == 2)?)?;
            self.at += 1;
            year
        } else {
            plausible_year(self.number(|digits| digits == 4)?)?
        };
        self.set_year(year);
        Some(())
    }

    fn is_two_digits_and_apostrophe(&self) -> bool {
        let is_short = self.is(0, |kind| matches!(kind, Kind::Number { digits: 2, .. }));
        is_short && self.touches(1) && self.is(1, |kind| kind == Kind::Punctuation('\''))
    }

    fn two_digits(&mut self) -> Option<()> {
        let value = self.number(|digits| digits == 2)?;
        let year = matches!(value, 13..=39 | 95..=99).then(|| full_year(value))??;
        self.set_year(year);
        Some(())
    }

    fn next_year(&mut self) -> Option<()> {
        let next = self.fields.year? + 1;
        let value = i32::try_from(self.number(|digits| digits == 2 || digits == 4)?).ok()?;
        (value == next || value == next.rem_euclid(100)).then_some(())
    }

    fn set_year(&mut self, year: i32) {
        if self.fields.year.is_none() {
            self.fields.year = Some(year);
            self.fields.year_is_last =
                self.fields.last_month.is_some() || self.fields.last_pair.is_some();
        }
    }

    fn month(&mut self, month: u32) {
        match self.fields.month {
            None => self.fields.month = Some(month),
            Some(_) => self.fields.last_month = Some(month),
        }
    }

    fn month_name(&mut self) -> Option<()> {
        let Kind::Name(Name::Month(month)) = self.peek(0)?.kind else {
            return None;
        };
        self.at += 1;
        self.month(month);
        Some(())
    }

    fn day(&mut self) -> Option<()> {
        let day = self.small_number()?;
        if self.touches(0) {
            self.skip(|kind| matches!(kind, Kind::Name(Name::Ordinal) | Kind::Punctuation('°')));
        }
        self.fields.day.get_or_insert(day);
        Some(())
    }

    fn pair(&mut self, first: u32, second: Option<u32>) {
        match (second, self.fields.second) {
            (None, None) => self.fields.first = Some(first),
            (None, Some(_)) => self.fields.last_pair = Some((first, 0)),
            (Some(second), None) => self.fields.second = Some(second),
            (Some(second), Some(_)) => {
                self.fields.last_pair = self.fields.last_pair.map(|(first, _)| (first, second));
            }
        }
    }

    fn compact(&mut self, wanted: usize) -> Option<()> {
        let value = self.number(|digits| digits == wanted)?;
        let (months, day) = if wanted == 8 {
            (value / 100, Some(value % 100))
        } else {
            (value, None)
        };
        self.fields.year = Some(plausible_year(months / 100)?);
        self.fields.month = Some(months % 100);
        self.fields.day = day;
        Some(())
    }

    fn season(&mut self) -> Option<()> {
        self.one(|kind| kind == Kind::Name(Name::Season))?;
        self.skip(|kind| kind == Kind::Name(Name::Term));
        Some(())
    }

    /// Whether the token `ahead` follows the one before it without space.
    fn touches(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|token| !token.spaced)
    }

    /// One of `signs` with no space on either side.
    fn tight(&mut self, signs: &[char]) -> Option<char> {
        let Kind::Punctuation(sign) = self.peek(0)?.kind else {
            return None;
        };
        let fits = signs.contains(&sign) && self.touches(0) && self.touches(1);
        fits.then(|| {
            self.at += 1;
            sign
        })
    }

    /// `05 / 2024`; before one digit, `2024 / 3 papers`, it separates text.
    fn wide_slash(&mut self) -> Option<char> {
        let wide = !self.touches(0) && !self.touches(1);
        let long = self.is(1, |kind| matches!(kind, Kind::Number { digits: 2.., .. }));
        self.one(|kind| wide && long && kind == Kind::Punctuation('/'))
            .map(|()| '/')
    }

    fn tight_dash(&mut self) -> Option<()> {
        let sign = self.tight(&['-', '—', '~'])?;
        (self.fields.separator != Some(sign)).then_some(())
    }

    fn wide_dash(&mut self) -> Option<()> {
        let wide = !self.touches(0) && !self.touches(1);
        self.one(|kind| wide && kind == Kind::Punctuation('-'))
    }

    fn tight_slash(&mut self) -> Option<()> {
        let sign = self.tight(&['/'])?;
        (self.fields.separator != Some(sign)).then_some(())
    }

    fn same_separator(&mut self) -> Option<()> {
        let sign = self
            .tight(&['-', '.', '/', '_', '|'])
            .or_else(|| self.wide_slash())?;
        let separator = *self.fields.separator.get_or_insert(sign);
        (separator == sign).then_some(())
    }

    fn dot(&mut self) -> Option<()> {
        let fits = self.touches(0) && self.is(0, |kind| kind == Kind::Punctuation('.'));
        fits.then(|| self.at += 1)
    }

    fn gap(&mut self) -> Option<()> {
        if self.tight(&['-', '/', '_', '|']).is_some() {
            return Some(());
        }
        let bracketed = [
            Kind::Punctuation('('),
            Kind::Name(Name::Weekday),
            Kind::Punctuation(')'),
        ];
        if (0..3).all(|ahead| self.is(ahead, |kind| kind == bracketed[ahead])) {
            self.at += 3;
        }
        for sign in ['.', ','] {
            if self.is(0, |kind| kind == Kind::Punctuation(sign)) {
                self.at += 1;
            }
        }
        self.skip(|kind| kind == Kind::Name(Name::Little));
        self.skip(|kind| kind == Kind::Name(Name::Little));
        Some(())
    }

    fn join(&mut self) -> Option<()> {
        if self.tight(&['-', '/', '.', '_']).is_none() {
            self.skip(|kind| matches!(kind, Kind::Punctuation(',' | '.')));
        }
        Some(())
    }

    fn dash(&mut self) -> Option<()> {
        if self.touches(0) {
            self.skip(|kind| kind == Kind::Punctuation('.'));
        }
        self.one(is_dash)
    }

    fn and(&mut self) -> Option<()> {
        if self.dash().is_some() {
            return Some(());
        }
        self.one(|kind| {
            matches!(
                kind,
                Kind::Name(Name::And) | Kind::Punctuation('/' | '&' | '+')
            )
        })
    }
}

/// What stands between the ends of a range.
pub(super) fn is_dash(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Punctuation('-' | '—' | '~') | Kind::Name(Name::Until)
    )
}
