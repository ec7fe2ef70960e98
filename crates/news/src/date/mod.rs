//! The date of a News item, read out of its visible text.
//!
//! An item begins with its date (`[Dec 2025] …`, `2024.03: …`), ends with it
//! (`… (Mar 2024)`), or keeps it in a place of its own (a table cell, a front
//! matter field): [`leading`], [`trailing`] and [`whole`] read these. Every form
//! that is read is a row of [`FORMS`].
//!
//! Nothing is guessed. A date is as exact as its author wrote it; numbers that
//! name two days are [`Reading::Ambiguous`] until the list's other dates tell
//! the [`Order`]; a month without a year is [`Reading::NoYear`] unless a heading
//! gave one; a venue's year (`NeurIPS 2030`, `CVPR'18`) is no date.
//!
//! ```
//! use news::date::{Context, Reading, leading};
//!
//! let text = "🎉 [Dec 2025] Released the code";
//! let found = leading(text, &Context::default()).unwrap();
//! assert_eq!(found.reading.date().unwrap().to_string(), "2025-12");
//! assert_eq!(&text[found.start..found.end], "[Dec 2025]");
//! assert_eq!(&text[found.rest..], "Released the code");
//! ```

mod evidence;
mod first;
mod forms;
mod heading;
mod inside;
mod names;
mod noise;
mod part;
mod pattern;
mod read;
mod reading;
mod tail;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use evidence::{Evidence, evidence};
pub use forms::{FORMS, Form};
pub use heading::heading_year;
pub(crate) use inside::bracketed;
pub use reading::Reading;

use crate::PartialDate;

/// How many bracketed tags may stand before a date.
const MOST_TAGS: usize = 3;
/// How far from the end a date may begin that ends an item, in bytes.
const LONGEST_DATE: usize = 60;

/// What the page around an item tells about its date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context {
    /// The year in the heading above, which completes `March` and `3/5`.
    pub year: Option<i32>,
    /// The order of day and month that the list has settled.
    pub order: Option<Order>,
    /// The other items of the list begin with a date of the same form, so that
    /// nothing else need set it apart: `2024 Gave a talk`.
    pub listed: bool,
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `25/03/2024`.
    DayMonth,
    /// `03/25/2024`.
    MonthDay,
    /// `24/03/25`, the year in two digits first.
    YearFirst,
}

/// A date, and where in the text it stands, in bytes:
/// `start <= end <= rest <= text.len()`, each between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub reading: Reading,
    /// Where it begins, with its opening bracket.
    pub start: usize,
    /// Where it ends, with its closing bracket.
    pub end: usize,
    /// Where the text after it begins, past separators and a `New!`.
    pub rest: usize,
    /// The name of its form, one of [`FORMS`].
    pub form: &'static str,
    /// Its bracket holds nothing else.
    alone: bool,
    pair: Option<reading::Pair>,
    /// What it says if its two digits of a year come first.
    year_first: Option<PartialDate>,
    proof: Option<Order>,
}

impl Found {
    /// The form, for all dates whose numbers could as well be written in it
    /// that with the year first: which it is their list tells.
    pub(crate) fn form_of_list(&self) -> &'static str {
        match self.year_first {
            Some(_) => read::YEAR_FIRST,
            None => self.form,
        }
    }

    /// Whether its own numbers tell the day from the month.
    pub(crate) fn proves_order(&self) -> bool {
        self.proof.is_some()
    }

    /// The same date, read with the order that its list settled; unchanged
    /// where it leaves nothing to settle or `order` is `None`.
    ///
    /// ```
    /// use news::date::{Context, Order, leading, order};
    ///
    /// let dates = ["20/05/2024: Talk", "11/12/2024: Paper"]
    ///     .map(|text| leading(text, &Context::default()).unwrap());
    /// assert_eq!(order(&dates), Some(Order::DayMonth));
    /// let settled = dates[1].settle(order(&dates));
    /// assert_eq!(settled.reading.date().unwrap().to_string(), "2024-12-11");
    /// ```
    #[must_use]
    pub fn settle(&self, order: impl Into<Option<Order>>) -> Found {
        let order = order.into();
        if let (Some(Order::YearFirst), Some(date)) = (order, self.year_first) {
            let reading = Reading::Date(date);
            return Found { reading, ..*self };
        }
        match self.pair.filter(|_| order.is_some()) {
            Some(pair) => Found {
                reading: pair.read(order),
                ..*self
            },
            None => *self,
        }
    }
}

/// The order of day and month that the dates of one list prove: one of them has
/// a number above 12. `None` where none has, or they contradict each other.
///
/// ```
/// use news::date::{Context, order, whole};
///
/// let dates = ["13/05/2024", "05/13/2024"].map(|text| whole(text, &Context::default()).unwrap());
/// assert_eq!(order(&dates), None);
/// ```
pub fn order<'a>(dates: impl IntoIterator<Item = &'a Found>) -> Option<Order> {
    let proven: Vec<&Found> = dates
        .into_iter()
        .filter(|found| found.proof.is_some())
        .collect();
    // 26/07/24 proves only that 26 is no month, where 26/07/04 is beside it.
    let is_year_first = |found: &&Found| found.proof == Some(Order::YearFirst);
    if proven.iter().any(is_year_first) && proven.iter().all(|found| found.year_first.is_some()) {
        return Some(Order::YearFirst);
    }
    let mut proofs = proven.iter().filter_map(|found| found.proof);
    let first = proofs.next()?;
    proofs.all(|proof| proof == first).then_some(first)
}

/// The date at the beginning of an item. Emoji, bullets, `New!` and bracketed
/// tags such as `[ICML 2030]` may stand before it.
///
/// ```
/// use news::date::{Context, leading};
///
/// let text = "[ICML 2030] March 5, 2029: accepted";
/// let found = leading(text, &Context::default()).unwrap();
/// assert_eq!(found.reading.date().unwrap().to_string(), "2029-03-05");
/// assert_eq!(&text[found.rest..], "accepted");
/// assert_eq!(leading("Paper accepted to NeurIPS 2030", &Context::default()), None);
/// ```
pub fn leading(text: &str, context: &Context) -> Option<Found> {
    leading_or_whole(text, context).map(|(found, _)| found)
}

/// What [`leading`] finds, and whether [`whole`] would too, in one look.
pub(crate) fn leading_or_whole(text: &str, context: &Context) -> Option<(Found, bool)> {
    let mut at = 0;
    for tags in 0..=MOST_TAGS {
        at = noise::skip_before(text, at);
        if let Some(found) = read::date_at(text, at, context) {
            return Some((found, tags == 0 && end_if_alone(text, &found).is_some()));
        }
        at = noise::skip_tag(text, at)?;
    }
    None
}

/// The date that ends an item, in brackets or after a separator:
/// `Gave a talk. (Mar 2024)`, `Gave a talk, March 5, 2024`. A year alone counts
/// only in brackets after a full sentence, and what follows an acronym and a
/// comma is the date of that event. `rest` is `end` here: the item's text
/// stands before `start`.
///
/// ```
/// use news::date::{Context, trailing};
///
/// let text = "Gave a talk. (Mar 2024)";
/// let found = trailing(text, &Context::default()).unwrap();
/// assert_eq!(&text[..found.start], "Gave a talk. ");
/// assert_eq!(trailing("Paper accepted at NeurIPS 2025", &Context::default()), None);
/// ```
pub fn trailing(text: &str, context: &Context) -> Option<Found> {
    let shown = text.trim_end_matches(|c| noise::is_blank(c) || matches!(c, '.' | ','));
    let last = shown.chars().next_back()?;
    let starts = if "])}】〕".contains(token::plain(last)) {
        bracket_starts(shown)
    } else {
        separator_starts(shown)
    };
    let found = starts
        .into_iter()
        .filter_map(|start| read::date_at(shown, start, context))
        .find(|found| found.alone && found.end == shown.len())?;
    let certain = match found.reading {
        Reading::Date(date) if date.precision() == "year" => {
            found.form == "year" && shown[..found.start].trim_end().ends_with(['.', '!', '?'])
        }
        Reading::NoYear => false,
        _ => true,
    };
    certain.then_some(Found {
        rest: found.end,
        ..found
    })
}

fn bracket_starts(shown: &str) -> Vec<usize> {
    tail_indices(shown)
        .rev()
        .find(|(_, c)| noise::is_opener(*c))
        .map(|(at, _)| at)
        .into_iter()
        .collect()
}

/// Where a date may begin after a separator, from left to right.
fn separator_starts(shown: &str) -> Vec<usize> {
    tail_indices(shown)
        .filter(|(at, sign)| match token::plain(*sign) {
            ',' => !ends_with_acronym(&shown[..*at]),
            '-' => shown[..*at].ends_with(' ') && shown[*at + sign.len_utf8()..].starts_with(' '),
            '—' | '|' | '·' | '•' => true,
            _ => false,
        })
        .map(|(at, sign)| noise::skip_while(shown, at + sign.len_utf8(), noise::is_blank))
        .collect()
}

fn tail_indices(shown: &str) -> impl DoubleEndedIterator<Item = (usize, char)> {
    let mut from = shown.len().saturating_sub(LONGEST_DATE);
    while !shown.is_char_boundary(from) {
        from += 1;
    }
    shown[from..]
        .char_indices()
        .map(move |(at, c)| (from + at, c))
}

/// `NeurIPS`, `ICML`, `CVPR'18`: the venue whose date follows.
fn ends_with_acronym(text: &str) -> bool {
    let word = text
        .chars()
        .rev()
        .take(30)
        .take_while(|c| !noise::is_blank(*c));
    word.filter(|c| c.is_uppercase()).count() >= 2
}

/// The date that a text is and nothing else: a table cell, a `datetime`
/// attribute, a front matter field. A time after the day is read over.
///
/// ```
/// use news::date::{Context, whole};
///
/// let found = whole("2024-03-05 10:00:00-0400", &Context::default()).unwrap();
/// assert_eq!(found.reading.date().unwrap().to_string(), "2024-03-05");
/// assert_eq!(whole("2024-03-05 Talk", &Context::default()), None);
/// ```
pub fn whole(text: &str, context: &Context) -> Option<Found> {
    let start = noise::skip_before(text, 0);
    let found = read::date_at(text, start, context)?;
    end_if_alone(text, &found).map(|rest| Found { rest, ..found })
}

fn end_if_alone(text: &str, found: &Found) -> Option<usize> {
    let only = |c| noise::is_blank(c) || noise::is_emoji(c);
    let rest = noise::skip_while(text, found.rest, only);
    (found.alone && rest == text.len()).then_some(rest)
}
