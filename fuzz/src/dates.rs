//! Dates at the beginning and the end of texts, and texts that are dates.

use news::PartialDate;
use news::date::{Context, Found, Order, heading_year, leading, order, trailing, whole};

use super::check;

/// Looks for dates in each line, alone and as a list.
pub fn dates(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for context in contexts() {
        let lines = || text.split('\n').chain([&*text]);
        let found: Vec<Found> = lines()
            .filter_map(|line| line_dates(line, &context))
            .collect();
        let settled = order(&found);
        for found in &found {
            let again = found.settle(settled);
            assert_eq!(
                (again.start, again.end, again.rest),
                (found.start, found.end, found.rest)
            );
            again.reading.date().into_iter().for_each(check::date);
        }
    }
    text.split('\n').for_each(strict);
}

fn contexts() -> [Context; 5] {
    let ordered = |order| Context {
        order: Some(order),
        ..Context::default()
    };
    [
        Context::default(),
        Context {
            year: Some(2024),
            listed: true,
            ..Context::default()
        },
        ordered(Order::DayMonth),
        ordered(Order::MonthDay),
        ordered(Order::YearFirst),
    ]
}

fn line_dates(line: &str, context: &Context) -> Option<Found> {
    let at_end = trailing(line, context);
    let alone = whole(line, context);
    let found = leading(line, context);
    for found in [&found, &at_end, &alone].into_iter().flatten() {
        let Found {
            start, end, rest, ..
        } = *found;
        assert!(
            start < end && end <= rest && rest <= line.len(),
            "{found:?} in {line:?}"
        );
        let is_between = |at| line.is_char_boundary(at);
        assert!(
            [start, end, rest].into_iter().all(is_between),
            "{found:?} in {line:?}"
        );
        found.reading.date().into_iter().for_each(check::date);
    }
    if let Some(alone) = alone {
        assert_eq!(alone.rest, line.len(), "{alone:?} in {line:?}");
        assert!(found.is_some(), "{line:?} is a date and begins with none");
    }
    if let Some(at_end) = at_end {
        assert_eq!(at_end.rest, at_end.end);
    }
    found
}

// What is read strictly is spelt in one way.
fn strict(line: &str) {
    if let Some(date) = PartialDate::parse(line) {
        assert_eq!(date.to_string(), line);
        check::date(date);
    }
    let year = heading_year(line);
    assert!(
        year.is_none_or(|year| (1..=9999).contains(&year)),
        "{line:?}: {year:?}"
    );
    news::is_news_heading(line);
}
