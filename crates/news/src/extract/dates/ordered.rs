//! Days and months that only the order of their list tells apart.

use super::Dated;
use crate::PartialDate;
use crate::date::{Found, Order, Reading};

/// How many dates an order must hold for, to prove anything.
const FEWEST: usize = 4;

const ORDERS: [Order; 2] = [Order::DayMonth, Order::MonthDay];

/// Settles what numbers alone do not: all dates in the one way that puts the list
/// into an order, or, where its author wrote both ways, each in the one way that
/// fits between its neighbours. What fits in both ways stays open.
pub(super) fn settle(dates: &mut [Option<Dated>]) {
    let open = |dated: &&Dated| matches!(dated.found.reading, Reading::Ambiguous { .. });
    if !dates.iter().flatten().any(|dated| open(&dated)) {
        return;
    }
    let found: Vec<&mut Found> = dates
        .iter_mut()
        .flatten()
        .map(|dated| &mut dated.found)
        .collect();
    match whole(&found) {
        Some(order) => found
            .into_iter()
            .for_each(|date| *date = date.settle(order)),
        None => each(found),
    }
}

// The one order that all dates are sorted in, where none proves another.
fn whole(dates: &[&mut Found]) -> Option<Order> {
    if dates.iter().any(|date| date.proves_order()) {
        return None;
    }
    let is_sorted = |order: &Order| {
        let days: Vec<PartialDate> = dates.iter().filter_map(|date| day(date, *order)).collect();
        let all = days.len() == dates.len() && days.len() >= FEWEST;
        all && (days.is_sorted() || days.is_sorted_by(|a, b| a >= b))
    };
    let mut sorted = ORDERS.into_iter().filter(is_sorted);
    sorted.next().filter(|_| sorted.next().is_none())
}

fn day(date: &Found, order: Order) -> Option<PartialDate> {
    date.settle(order).reading.date()
}

// Each between the nearest dates that are certain, in a list that goes one way.
fn each(dates: Vec<&mut Found>) {
    let certain: Vec<Option<PartialDate>> = dates.iter().map(|date| date.reading.date()).collect();
    let known: Vec<PartialDate> = certain.iter().copied().flatten().collect();
    let falls = known.windows(2).filter(|two| two[0] > two[1]).count();
    let rises = known.windows(2).filter(|two| two[0] < two[1]).count();
    // Nearly all of it must go that way.
    if known.len() < FEWEST || 10 * falls.min(rises) > falls.max(rises) {
        return;
    }
    let (before, after) = (nearest(certain.iter()), nearest(certain.iter().rev()));
    let after = after.into_iter().rev();
    for ((date, above), below) in dates.into_iter().zip(before).zip(after) {
        let (late, early) = if falls > rises {
            (above, below)
        } else {
            (below, above)
        };
        let (Some(late), Some(early)) = (late, early) else {
            continue;
        };
        let fits = |order: &Order| day(date, *order).is_some_and(|day| early <= day && day <= late);
        let mut fitting = ORDERS.into_iter().filter(fits);
        if let (Some(order), None) = (fitting.next(), fitting.next()) {
            *date = date.settle(order);
        }
    }
}

// For each place the last certain date before it.
fn nearest<'d>(dates: impl Iterator<Item = &'d Option<PartialDate>>) -> Vec<Option<PartialDate>> {
    let mut last = None;
    let before = dates.map(|date| {
        let before = last;
        last = date.or(last);
        before
    });
    before.collect()
}
