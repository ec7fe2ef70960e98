//! The clocks of the time zones that sites name.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

/// A zone: its distance to Greenwich, and when summer adds an hour to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    /// Seconds east of Greenwich, in winter.
    standard: i32,
    summer: Summer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Summer {
    Never,
    /// As in the European Union since 1996: from the last Sunday of March to
    /// the last one of October, 1:00 UTC.
    Europe,
    /// As in the United States and Canada since 2007: from the second Sunday of
    /// March to the first one of November, 2:00 by the clock.
    America,
}

pub(super) const UTC: Zone = Zone {
    standard: 0,
    summer: Summer::Never,
};

// Those that academic sites name most; the IANA time zone database has all.
const ZONES: &[(&str, i32, Summer)] = &[
    ("UTC GMT Etc/UTC Etc/GMT", 0, Summer::Never),
    (
        "Asia/Shanghai Asia/Hong_Kong Asia/Taipei Asia/Singapore PRC",
        480,
        Summer::Never,
    ),
    ("Asia/Tokyo Asia/Seoul", 540, Summer::Never),
    ("Asia/Kolkata", 330, Summer::Never),
    ("Asia/Dubai", 240, Summer::Never),
    ("America/Bogota EST", -300, Summer::Never),
    (
        "America/New_York America/Toronto America/Detroit US/Eastern EST5EDT",
        -300,
        Summer::America,
    ),
    ("America/Chicago US/Central", -360, Summer::America),
    ("America/Denver US/Mountain", -420, Summer::America),
    ("America/Phoenix MST", -420, Summer::Never),
    (
        "America/Los_Angeles America/Vancouver US/Pacific",
        -480,
        Summer::America,
    ),
    (
        "Europe/London Europe/Lisbon Europe/Dublin",
        0,
        Summer::Europe,
    ),
    (
        "Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Amsterdam",
        60,
        Summer::Europe,
    ),
    (
        "Europe/Brussels Europe/Zurich Europe/Vienna Europe/Prague",
        60,
        Summer::Europe,
    ),
    (
        "Europe/Copenhagen Europe/Stockholm Europe/Oslo Europe/Warsaw",
        60,
        Summer::Europe,
    ),
    (
        "Europe/Athens Europe/Helsinki Europe/Bucharest",
        120,
        Summer::Europe,
    ),
];

/// The zone with this name; `None` for one that is not known here.
pub(super) fn named(name: &str) -> Option<Zone> {
    let has = |names: &str| names.split(' ').any(|each| each.eq_ignore_ascii_case(name));
    let (_, minutes, summer) = ZONES.iter().find(|row| has(row.0))?;
    Some(Zone {
        standard: minutes * 60,
        summer: *summer,
    })
}

impl Zone {
    /// Seconds east of Greenwich at a moment, given in UTC.
    pub(super) fn offset(self, utc: NaiveDateTime) -> i32 {
        let hours = |hours: i64| TimeDelta::hours(hours);
        let winter = utc
            .checked_add_signed(TimeDelta::seconds(i64::from(self.standard)))
            .unwrap_or(utc);
        let year = winter.year();
        let at = |month, from, hour| Some(sunday(year, month, from)? + hours(hour));
        let (now, begin, end) = match self.summer {
            Summer::Never => return self.standard,
            Summer::Europe => (utc, at(3, 25, 1), at(10, 25, 1)),
            // The end is at 2:00 of summer, which is 1:00 of winter.
            Summer::America => (winter, at(3, 8, 2), at(11, 1, 1)),
        };
        let is_summer = begin.is_some_and(|begin| now >= begin) && end.is_some_and(|end| now < end);
        self.standard + if is_summer { 3600 } else { 0 }
    }
}

// The first Sunday of a month from a day on.
fn sunday(year: i32, month: u32, from: u32) -> Option<NaiveDateTime> {
    let days = (from..from + 7).filter_map(|day| NaiveDate::from_ymd_opt(year, month, day));
    let mut sundays = days.filter(|day| day.weekday() == Weekday::Sun);
    Some(sundays.next()?.and_time(chrono::NaiveTime::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_change_where_they_do() {
        for (name, utc, hours) in [
            ("America/New_York", "2024-03-10 06:59:59", -5),
            ("America/New_York", "2024-03-10 07:00:00", -4),
            ("America/New_York", "2024-11-03 05:59:59", -4),
            ("America/New_York", "2024-11-03 06:00:00", -5),
            ("Europe/Berlin", "2024-03-31 00:59:59", 1),
            ("Europe/Berlin", "2024-03-31 01:00:00", 2),
            ("Europe/Berlin", "2024-10-27 00:59:59", 2),
            ("Europe/Berlin", "2024-10-27 01:00:00", 1),
            ("asia/tokyo", "2024-07-01 00:00:00", 9),
        ] {
            let utc = NaiveDateTime::parse_from_str(utc, "%Y-%m-%d %H:%M:%S").unwrap();
            assert_eq!(
                named(name).unwrap().offset(utc),
                hours * 3600,
                "{name} {utc}"
            );
        }
        assert_eq!(named("Mars/Olympus"), None);
        UTC.offset(NaiveDateTime::MIN);
        named("US/Pacific").unwrap().offset(NaiveDateTime::MIN);
    }
}
