//! Points in time as front matter and file names have them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A point in time as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The day and the time of day; midnight where none was written.
    pub(super) local: NaiveDateTime,
    /// Seconds east of Greenwich, where the zone was written.
    pub(super) offset: Option<i32>,
    /// The seconds were written too.
    pub(super) has_seconds: bool,
}

impl Stamp {
    /// The same moment by the clocks of a zone.
    pub(super) fn at(self, offset: i32) -> NaiveDateTime {
        let Some(own) = self.offset else {
            return self.local;
        };
        let shift = TimeDelta::seconds(i64::from(offset) - i64::from(own));
        self.local.checked_add_signed(shift).unwrap_or(self.local)
    }
}

/// Reads `2024-05-01`, `2024/5/1`, with a time and a zone after it or not, and
/// `May 1, 2024` or `1 May 2024`.
pub(super) fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let (date, rest) = numeric(text).or_else(|| worded(text))?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    let (time, has_seconds, rest) = time(rest);
    Some(Stamp {
        local: date.and_time(time),
        offset: zone(rest.trim()),
        has_seconds,
    })
}

// A year of two digits is this century's, or the last one's from 69 on.
pub(super) fn year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match (text.len(), year) {
        (2, 69..) => Some(1900 + year),
        (2, _) => Some(2000 + year),
        _ => Some(year),
    }
}

fn numeric(text: &str) -> Option<(NaiveDate, &str)> {
    let (first, rest) = digits(text)?;
    if first.len() == 8 {
        let (year, month, day) = (&first[..4], &first[4..6], &first[6..]);
        return Some((ymd(year, month, day)?, rest));
    }
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = digits(rest.strip_prefix(separator)?)?;
    let (day, rest) = digits(rest.strip_prefix(separator)?)?;
    Some((ymd(first, month, day)?, rest))
}

fn ymd(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = self::year(year)?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (1..=8).contains(&end).then(|| text.split_at(end))
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

fn worded(text: &str) -> Option<(NaiveDate, &str)> {
    // A weekday may come first: `Wed, 1 May 2024`.
    let is_word = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let weekday = text.split_once(", ").filter(|(day, _)| is_word(day));
    let text = weekday.map_or(text, |(_, text)| text);
    let (month, day, rest) = match digits(text) {
        Some((day, rest)) => {
            let (month, rest) = month(rest.trim_start())?;
            (month, day, rest)
        }
        None => {
            let (month, rest) = month(text)?;
            let (day, rest) = digits(rest.trim_start())?;
            (month, day, rest)
        }
    };
    let (year, rest) = digits(rest.trim_start_matches([',', ' ']))?;
    let date = NaiveDate::from_ymd_opt(self::year(year)?, month, day.parse().ok()?)?;
    Some((date, rest))
}

fn month(text: &str) -> Option<(u32, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let start = word.get(..3)?.to_ascii_lowercase();
    let number = (1..).zip(MONTHS).find(|(_, month)| *month == start)?.0;
    Some((number, rest.trim_start_matches('.')))
}

// The time of day, whether its seconds are written, and what follows.
fn time(text: &str) -> (NaiveTime, bool, &str) {
    read_time(text).unwrap_or((NaiveTime::default(), false, text))
}

fn read_time(text: &str) -> Option<(NaiveTime, bool, &str)> {
    let (hour, rest) = digits(text)?;
    let (minute, rest) = digits(rest.strip_prefix(':')?)?;
    let second = rest.strip_prefix(':').and_then(digits);
    let rest_after = second.map_or(rest, |(_, rest)| rest);
    let number = |text: &str| text.parse::<u32>().ok();
    let seconds = second.map_or(Some(0), |(second, _)| number(second))?;
    let time = NaiveTime::from_hms_opt(number(hour)?, number(minute)?, seconds)?;
    let fraction = rest_after.strip_prefix('.').and_then(digits);
    let rest = fraction.map_or(rest_after, |(_, rest)| rest);
    Some((time, second.is_some(), rest))
}

// `Z`, `UTC`, `+01:00`, `-0800`, `+1`.
fn zone(text: &str) -> Option<i32> {
    if ["Z", "UTC", "GMT"]
        .iter()
        .any(|name| text.eq_ignore_ascii_case(name))
    {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, rest) = digits(&text[1..])?;
    let (hours, minutes) = match hours.len() {
        1 | 2 => (hours, rest.trim_start_matches(':')),
        4 => hours.split_at(2),
        _ => return None,
    };
    let minutes: i32 = minutes.parse().unwrap_or(0);
    let hours: i32 = hours.parse().ok()?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, utc) in [
            ("2024-05-01", "2024-05-01 00:00:00"),
            ("2024-5-1 9:30", "2024-05-01 09:30:00"),
            ("2024-05-01T23:30:00-08:00", "2024-05-02 07:30:00"),
            ("2024-05-01 23:30:00.25 -0800", "2024-05-02 07:30:00"),
            ("2024-05-01 00:30:00 +1", "2024-04-30 23:30:00"),
            ("2024-05-01T10:00:00Z", "2024-05-01 10:00:00"),
            ("2024/05/01", "2024-05-01 00:00:00"),
            ("20240501", "2024-05-01 00:00:00"),
            ("May 1, 2024", "2024-05-01 00:00:00"),
            ("1 May 2024 10:00", "2024-05-01 10:00:00"),
            ("Wed, 1 May 2024 10:00:00 +0000", "2024-05-01 10:00:00"),
            ("99-1-2", "1999-01-02 00:00:00"),
        ] {
            let stamp = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(stamp.at(0).to_string(), utc, "{text}");
        }
        for text in [
            "",
            "2024",
            "2024-13-01",
            "2024-02-30",
            "soon",
            "May 2024",
            "x-y-z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*|[0-9:TZ+. /-]*") {
            if let Some(stamp) = parse(&text) {
                stamp.at(86_399);
            }
        }
    }
}
