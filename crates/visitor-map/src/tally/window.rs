use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::Window;

/// How long a window is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// From Monday to Sunday (ISO 8601), in UTC.
    Week,
    /// A month of the calendar, in UTC.
    Month,
}

impl Grain {
    /// The window that a day is in; `None` at the end of the calendar.
    ///
    /// ```
    /// use visitor_map::tally::Grain;
    ///
    /// let day = "2030-10-11".parse().unwrap();
    /// let week = Grain::Week.window(day).unwrap();
    /// assert_eq!((week.from.to_string(), week.to.to_string()), ("2030-10-07".into(), "2030-10-13".into()));
    /// assert_eq!(Grain::Month.window(day).unwrap().to.to_string(), "2030-10-31");
    /// ```
    pub fn window(self, day: NaiveDate) -> Option<Window> {
        let (from, next) = match self {
            Grain::Week => {
                let monday = Days::new(day.weekday().num_days_from_monday().into());
                let from = day.checked_sub_days(monday)?;
                (from, from.checked_add_days(Days::new(7))?)
            }
            Grain::Month => {
                let from = day.with_day(1)?;
                (from, from.checked_add_months(Months::new(1))?)
            }
        };
        Some(Window {
            from,
            to: next.pred_opt()?,
        })
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How long a window is.
    pub grain: Grain,
    /// On how many days of a window an address counts at most: with 1 a window
    /// has distinct addresses; with more, an address adds one for every day it
    /// came on, up to so many.
    pub cap: u32,
}

impl Default for Options {
    /// Distinct addresses by month.
    fn default() -> Options {
        Options {
            grain: Grain::Month,
            cap: 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn windows_hold_their_day_and_do_not_overlap(number in 0_i32..4_000_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(number).unwrap();
            for grain in [Grain::Week, Grain::Month] {
                let window = grain.window(day).unwrap();
                prop_assert!(window.from <= day && day <= window.to);
                prop_assert_eq!(grain.window(window.from), Some(window));
                prop_assert_eq!(grain.window(window.to), Some(window));
                let next = window.to.succ_opt().unwrap();
                prop_assert_eq!(grain.window(next).unwrap().from, next);
                prop_assert!((window.to - window.from).num_days() < 31);
            }
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_no_window() {
        assert_eq!(Grain::Month.window(NaiveDate::MAX), None);
    }
}
