//! The date among the fields of a table: front matter, or a row of data.

use site::Map;

use crate::PartialDate;
use crate::date::{self, Context};

// What the field is called, the likeliest first.
const DATES: &[&str] = &[
    "date",
    "time",
    "when",
    "datetime",
    "published",
    "publishDate",
    "day",
    "month",
    "year",
    "date_start",
    "start_date",
    "start",
    "fecha",
    "datum",
    "data",
];
/// What a table says its date is: one of its fields, or its year, month and
/// day together.
pub(super) fn date_field(map: &Map) -> Option<String> {
    if let (Some(year), Some(month)) = (map.text("year"), map.text("month")) {
        let text = [map.text("day"), Some(month), Some(year)];
        let text: Vec<_> = text.into_iter().flatten().map(str::trim).collect();
        let numbers = text.iter().all(|part| part.parse::<u32>().is_ok());
        let text = match numbers {
            true => text.iter().rev().copied().collect::<Vec<_>>().join("-"),
            false => text.join(" "),
        };
        if read(&text, &Context::default()).is_some() {
            return Some(text);
        }
    }
    let fields = DATES
        .iter()
        .filter_map(|name| map.text(name).map(str::trim));
    let mut fields = fields.filter(|text| !text.is_empty());
    let readable = |text: &&str| {
        let context = Context::default();
        let found = date::whole(text, &context).or_else(|| date::leading(text, &context));
        found.is_some() || iso_day(text).is_some()
    };
    fields.find(readable).map(str::to_owned)
}

/// The date that a field holds.
pub(super) fn read(text: &str, context: &Context) -> Option<PartialDate> {
    let text = text.trim();
    let found = date::whole(text, context).or_else(|| date::leading(text, context));
    match found {
        Some(found) => found.reading.date(),
        None => iso_day(text),
    }
}

// `1525-05-05 10:00`: in prose no such year is a date, in a field every one is.
fn iso_day(text: &str) -> Option<PartialDate> {
    let day = text.get(..10)?;
    let ends = !text[10..].starts_with(|c: char| c.is_alphanumeric() && c != 'T');
    PartialDate::parse(day).filter(|date| ends && date.precision() == "day")
}
