use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};

use crate::Window;
use crate::counts::day;

/// The kinds of window that are published: fixed ones, so that nobody can cut
/// two windows that differ by the day somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A month of the calendar.
    Month,
}

impl Period {
    /// The kind of a window; `None` where it is neither a week nor a month.
    ///
    /// ```
    /// use visitor_map::publish::Period;
    ///
    /// assert_eq!(Period::of(&"2026-W47".parse().unwrap()), Some(Period::Week));
    /// assert_eq!(Period::of(&"2026-02".parse().unwrap()), Some(Period::Month));
    /// ```
    pub fn of(window: &Window) -> Option<Period> {
        let periods = [Period::Week, Period::Month];
        let is_it = |period: &Period| period.around(window.from) == Some(*window);
        periods.into_iter().find(is_it)
    }

    /// The newest window of this kind that is over.
    ///
    /// ```
    /// use visitor_map::publish::Period;
    ///
    /// let now = "2026-11-23T00:00:00Z".parse().unwrap();
    /// assert_eq!(Period::Week.last(now), "2026-W47".parse().ok());
    /// assert_eq!(Period::Month.last(now), "2026-10".parse().ok());
    /// ```
    pub fn last(self, now: DateTime<Utc>) -> Option<Window> {
        let current = self.around(now.date_naive())?;
        self.around(current.from.pred_opt()?)
    }

    /// The window of this kind that a day is in.
    pub fn around(self, day: NaiveDate) -> Option<Window> {
        let (from, next) = match self {
            Period::Week => {
                let from = day.week(Weekday::Mon).checked_first_day()?;
                (from, from.checked_add_days(Days::new(7))?)
            }
            Period::Month => {
                let from = day.with_day(1)?;
                (from, from.checked_add_months(Months::new(1))?)
            }
        };
        let to = next.pred_opt()?;
        Some(Window { from, to })
    }
}

/// `2026-W47` is a week, `2026-11` a month.
impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Window, String> {
        let window = match text.split_once("-W") {
            Some((year, week)) => week_of(year, week),
            None => day(&format!("{text}-01")).and_then(|first| Period::Month.around(first)),
        };
        window.ok_or_else(|| {
            "a window is a week such as 2026-W47 or a month such as 2026-11".to_owned()
        })
    }
}

fn week_of(year: &str, week: &str) -> Option<Window> {
    let is_plain = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_plain(year, 4) || !is_plain(week, 2) {
        return None;
    }
    let (year, week) = (year.parse().ok()?, week.parse().ok()?);
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?;
    Period::Week.around(monday)
}

/// Whether nobody can be added to a window any more: its last day is over, by
/// UTC, the clock of all sources.
pub(super) fn is_closed(window: &Window, now: DateTime<Utc>) -> bool {
    let end = window
        .to
        .succ_opt()
        .and_then(|day| day.and_hms_opt(0, 0, 0));
    end.is_some_and(|end| end.and_utc() <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Option<(String, String)> {
        let window: Window = text.parse().ok()?;
        Some((window.from.to_string(), window.to.to_string()))
    }

    #[test]
    fn weeks_and_months_are_read() {
        let of = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(days("2026-W47"), of("2026-11-16", "2026-11-22"));
        assert_eq!(days("2026-W01"), of("2025-12-29", "2026-01-04"));
        assert_eq!(days("2026-W53"), of("2026-12-28", "2027-01-03"));
        assert_eq!(days("2024-02"), of("2024-02-01", "2024-02-29"));
        for text in [
            "",
            "2026",
            "2026-W54",
            "2025-W53",
            "2026-W0",
            "2026-13",
            "2026-00",
            "26-11",
            "+026-11",
            "2026-W+1",
            "2026-11-16",
            "2026-W47-1",
        ] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn only_whole_weeks_and_months_are_periods() {
        let window = |from: &str, to: &str| Window {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
        };
        assert_eq!(
            Period::of(&window("2026-11-16", "2026-11-22")),
            Some(Period::Week)
        );
        assert_eq!(Period::of(&window("2026-11-17", "2026-11-23")), None);
        assert_eq!(
            Period::of(&window("2026-11-01", "2026-11-30")),
            Some(Period::Month)
        );
        assert_eq!(Period::of(&window("2026-11-01", "2026-11-29")), None);
    }

    #[test]
    fn a_window_closes_with_its_last_day() {
        let window: Window = "2026-W47".parse().unwrap();
        let is_closed = |now: &str| is_closed(&window, now.parse().unwrap());
        assert!(!is_closed("2026-11-22T23:59:59Z"));
        assert!(is_closed("2026-11-23T00:00:00Z"));
    }
}
