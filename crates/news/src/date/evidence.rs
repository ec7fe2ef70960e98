//! How much a list must show before what its items begin with is a date.

use super::forms::{Ends, FORMS};
use super::part::Part::{self, *};

/// What a list must show before its form counts where nothing else sets the
/// dates apart from their text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// That most items begin so: it has a name, or is a date wherever it stands.
    Most,
    /// Also that they stand in order, or that a sentence begins after each: it is
    /// no more than a year in four digits.
    Order,
    /// Also that they are three or more: their numbers may be anything.
    OrderOfMany,
    /// Also that their first numbers differ, as those of versions do not.
    OrderOfFirsts,
}

pub(crate) fn evidence(form: &str) -> Evidence {
    let Some(form) = FORMS.iter().find(|row| row.name == form) else {
        return Evidence::Most;
    };
    let has_name = |part: &Part| matches!(part, Month | Season | Quarter | Phase | MonthMark);
    match form.ends {
        Ends::Listed => Evidence::OrderOfMany,
        _ if form.parts.iter().any(has_name) => Evidence::Most,
        _ if form.parts.contains(&CompactMonth) => Evidence::OrderOfMany,
        // Whatever ends it, what it ends with is no full year.
        _ if !form.parts.contains(&Year) && !form.parts.contains(&CompactDay) => {
            Evidence::OrderOfFirsts
        }
        Ends::Anywhere => Evidence::Most,
        _ => Evidence::Order,
    }
}
