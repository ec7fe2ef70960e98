//! The style sheet that browsers show a feed with.

use site::Output;

use crate::Entry;
use crate::channel::Channel;

const SHEET: &str = include_str!("feed.css");

/// A style sheet cannot format a date, but it can cut one: of
/// `2025-12-01T12:00:00+00:00` only as much is shown as every item's date says.
pub(crate) fn sheet(channel: &Channel, entries: &[Entry<'_>]) -> Output {
    let precision = |entry: &Entry<'_>| entry.item.date.map_or("day", |date| date.precision());
    let width = |precision: &str| match precision {
        "year" => "YYYY".len(),
        "month" => "YYYY-MM".len(),
        _ => "YYYY-MM-DD".len(),
    };
    let coarsest = entries.iter().map(precision).map(width).min();
    let width = coarsest.unwrap_or(width("day"));
    let sheet = format!("{SHEET}\nfeed {{ --date-width: {width}ch; }}\n");
    Output::new(channel.paths.css(), sheet)
}
