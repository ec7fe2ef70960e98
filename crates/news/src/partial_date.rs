use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A date as exact as its author wrote it: a year, a month, or a day.
///
/// Ordered by first day, then the coarser first. Written and read in the
/// reduced forms of ISO 8601 (`2025`, `2025-12`, `2025-12-04`).
///
/// ```
/// use news::PartialDate;
///
/// let month = PartialDate::month(2025, 12).unwrap();
/// assert_eq!(month.to_string(), "2025-12");
/// assert_eq!(month.precision(), "month");
/// assert_eq!(PartialDate::parse("2025-12"), Some(month));
/// assert_eq!(PartialDate::day(2025, 2, 30), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    // Always the first day of what was written, so that dates compare by it.
    first: NaiveDate,
    precision: Precision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// A year; `None` outside 1..=9999, which is all that RFC 3339 can write.
    pub fn year(year: i32) -> Option<PartialDate> {
        PartialDate::new(year, 1, 1, Precision::Year)
    }

    /// A month of a year; `None` where there is no such month.
    pub fn month(year: i32, month: u32) -> Option<PartialDate> {
        PartialDate::new(year, month, 1, Precision::Month)
    }

    /// A day; `None` where the calendar has no such day.
    pub fn day(year: i32, month: u32, day: u32) -> Option<PartialDate> {
        PartialDate::new(year, month, day, Precision::Day)
    }

    fn new(year: i32, month: u32, day: u32, precision: Precision) -> Option<PartialDate> {
        let first = NaiveDate::from_ymd_opt(year, month, day)?;
        (1..=9999)
            .contains(&year)
            .then_some(PartialDate { first, precision })
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, zero-padded, and nothing else.
    pub fn parse(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next();
        let day = parts.next();
        if parts.next().is_some() {
            return None;
        }
        let year = i32::try_from(year).ok()?;
        match (month, day) {
            (None, _) => PartialDate::year(year),
            (Some(month), None) => PartialDate::month(year, number(month, 2)?),
            (Some(month), Some(day)) => PartialDate::day(year, number(month, 2)?, number(day, 2)?),
        }
    }

    /// The first day of what was written.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// The last day of what was written: of the year, of the month, or the day.
    ///
    /// ```
    /// let february = news::PartialDate::month(2024, 2).unwrap();
    /// assert_eq!(february.last_day().to_string(), "2024-02-29");
    /// ```
    pub fn last_day(self) -> NaiveDate {
        let (year, month) = (self.first.year(), self.first.month());
        let next = match self.precision {
            Precision::Day => return self.first,
            Precision::Month if month < 12 => NaiveDate::from_ymd_opt(year, month + 1, 1),
            Precision::Month | Precision::Year => NaiveDate::from_ymd_opt(year + 1, 1, 1),
        };
        next.and_then(|next| next.pred_opt()).unwrap_or(self.first)
    }

    /// Whether `day` lies inside what was written.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last_day()
    }

    /// `year`, `month` or `day`.
    pub fn precision(self) -> &'static str {
        match self.precision {
            Precision::Year => "year",
            Precision::Month => "month",
            Precision::Day => "day",
        }
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &PartialDate) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &PartialDate) -> std::cmp::Ordering {
        (self.first, self.precision).cmp(&(other.first, other.precision))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.first.year())?;
        if self.precision >= Precision::Month {
            write!(f, "-{:02}", self.first.month())?;
        }
        if self.precision == Precision::Day {
            write!(f, "-{:02}", self.first.day())?;
        }
        Ok(())
    }
}

fn number(digits: &str, width: usize) -> Option<u32> {
    let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}
