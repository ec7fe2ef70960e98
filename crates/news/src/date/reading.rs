//! The values of a form, and the date that they make.

use super::part::Fields;
use super::{Context, Order};
use crate::PartialDate;

/// What a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A date, as exact as it is written: of a range its first day or month,
    /// of a season or quarter its year.
    Date(PartialDate),
    /// Numbers that name two days, such as `05/06/2024`; the siblings in the
    /// list may tell which, see [`order`](super::order).
    Ambiguous {
        /// The number that is written first.
        first: u32,
        /// The number that is written second.
        second: u32,
        /// The year; of a range over New Year, that of its end.
        year: i32,
    },
    /// A day or month of no year, such as `30/4:` or `March:`.
    NoYear,
    /// A date that the calendar does not have, such as `Feb 30, 2025`.
    Impossible,
}

impl Reading {
    /// The date, where it is one.
    ///
    /// ```
    /// use news::date::{Context, whole};
    ///
    /// let found = whole("Feb 30, 2025", &Context::default()).unwrap();
    /// assert_eq!(found.reading.date(), None);
    /// ```
    pub fn date(self) -> Option<PartialDate> {
        match self {
            Reading::Date(date) => Some(date),
            _ => None,
        }
    }
}

/// A day and a month as two numbers, with the second pair where it is a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    first: u32,
    second: u32,
    last: Option<(u32, u32)>,
    year: i32,
    dotted: bool,
}

impl Pair {
    pub(super) fn of(fields: &Fields, context: &Context) -> Option<Pair> {
        Some(Pair {
            first: fields.first?,
            second: fields.second?,
            last: fields.last_pair,
            year: fields.year.or(context.year)?,
            dotted: fields.separator == Some('.'),
        })
    }

    /// The date, if the pair itself, `order` or the dots tell day from month.
    /// Dots are day first: no month-first country writes them.
    pub(super) fn read(self, order: Option<Order>) -> Reading {
        let order = order.filter(|&order| order != Order::YearFirst);
        let order = pair_proof(self.first, self.second, self.last)
            .or(order)
            .or(self.dotted.then_some(Order::DayMonth))
            .or(self.is_symmetric().then_some(Order::DayMonth));
        let Some(order) = order else {
            let Pair {
                first,
                second,
                year,
                ..
            } = self;
            // Neither reading is a date where both or none can be a month.
            return if first.max(second) <= 12 && first.min(second) > 0 {
                Reading::Ambiguous {
                    first,
                    second,
                    year,
                }
            } else {
                Reading::Impossible
            };
        };
        let (day, month) = sorted((self.first, self.second), order);
        let last_month = self.last.map(|last| sorted(last, order).1);
        date(
            before_new_year(self.year, month, last_month),
            Some(month),
            Some(day),
        )
    }

    fn is_symmetric(self) -> bool {
        self.first == self.second && self.last.is_none_or(|(first, second)| first == second)
    }
}

/// What `fields` make, the year and the order from `context` where they lack.
pub(super) fn reading(fields: &Fields, context: &Context) -> Reading {
    let Some(year) = fields.year.or(context.year) else {
        return Reading::NoYear;
    };
    if let Some(pair) = Pair::of(fields, context) {
        return pair.read(context.order);
    }
    let last_month = fields
        .last_month
        .filter(|_| fields.year_is_last || fields.year.is_none());
    let year = match fields.month {
        Some(month) => before_new_year(year, month, last_month),
        None => year,
    };
    date(year, fields.month, fields.day)
}

/// The order that a pair of numbers proves by itself.
pub(super) fn proof(fields: &Fields) -> Option<Order> {
    pair_proof(fields.first?, fields.second?, fields.last_pair)
}

fn pair_proof(first: u32, second: u32, last: Option<(u32, u32)>) -> Option<Order> {
    let (last_first, last_second) = last.unwrap_or((first, second));
    match (first.max(last_first) > 12, second.max(last_second) > 12) {
        (true, false) => Some(Order::DayMonth),
        (false, true) => Some(Order::MonthDay),
        _ => None,
    }
}

fn sorted((first, second): (u32, u32), order: Order) -> (u32, u32) {
    match order {
        Order::DayMonth => (first, second),
        Order::MonthDay | Order::YearFirst => (second, first),
    }
}

/// The year of the first end of a range whose year is written after both:
/// `Dec 30 - Jan 2, 2025` begins in 2024.
fn before_new_year(year: i32, month: u32, last_month: Option<u32>) -> i32 {
    year - i32::from(last_month.is_some_and(|last| last < month))
}

fn date(year: i32, month: Option<u32>, day: Option<u32>) -> Reading {
    let date = match (month, day) {
        (None, _) => PartialDate::year(year),
        (Some(month), None) => PartialDate::month(year, month),
        (Some(month), Some(day)) => PartialDate::day(year, month, day),
    };
    date.map_or(Reading::Impossible, Reading::Date)
}
