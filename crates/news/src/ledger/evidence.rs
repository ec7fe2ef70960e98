//! How strongly two say that they are the same item.

use chrono::{Datelike, NaiveDate};

use super::similarity::{Rarity, Weighed};
use super::table::{Gap, Row, Table};
use crate::PartialDate;

/// What an item and a record have in common, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Of their words, weighed by rarity.
    pub(super) text: u64,
    /// Of their links, weighed by rarity.
    pub(super) links: u64,
    /// Both have links, and none in common.
    pub(super) links_differ: bool,
    pub(super) dates: Dates,
    /// Neighbours in common, 0 to 2.
    pub(super) neighbours: u64,
}

/// How near two dates are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dates {
    /// More than a month between them.
    Apart,
    /// One of the two has none.
    Unknown,
    /// In neighbouring months, or one inside the other.
    Near,
    /// The same, or both none.
    Same,
}

impl Evidence {
    /// Whether this is enough to take the two for one. Measured on generated
    /// lists (`tests/ledger.rs`): two items of one list with the same
    /// boilerplate seldom share 350 thousandths of their weighed words, while a
    /// rewritten sentence that keeps its names seldom shares less than 300.
    pub(super) fn suffices(self, gone: bool) -> bool {
        let enough = |text: u64, text_with_link: u64| {
            let text = if self.links_differ {
                text.max(600)
            } else {
                text
            };
            self.text >= text || (self.links >= 400 && self.text >= text_with_link)
        };
        match (self.dates, gone) {
            (Dates::Same, false) => enough(330, 0),
            (Dates::Near, false) => enough(400, 0),
            (Dates::Unknown, false) => enough(500, 300),
            (Dates::Apart, false) => enough(900, 300),
            // What left the page comes back much as it was.
            (Dates::Same, true) => enough(500, 300),
            (Dates::Near | Dates::Unknown, true) => enough(700, 500),
            (Dates::Apart, true) => false,
        }
    }

    /// What the best pair has most of.
    pub(super) fn score(self, gone: bool) -> u64 {
        let dates = match self.dates {
            Dates::Apart => 0,
            Dates::Unknown => 50,
            Dates::Near => 100,
            Dates::Same => 200,
        };
        let present = if gone { 0 } else { 100 };
        self.text + self.links * 3 / 5 + dates + 40 * self.neighbours + present
    }
}

/// Weighs evidence for one table.
pub(super) struct Scales {
    rarity: Rarity,
    item_links: Vec<u64>,
    record_links: Vec<u64>,
}

impl Scales {
    pub(super) fn new(table: &Table) -> Scales {
        let texts: Vec<&str> = table
            .items
            .iter()
            .chain(&table.records)
            .map(|row| row.text)
            .collect();
        Scales {
            rarity: Rarity::of(texts.into_iter()),
            item_links: sorted_links(&table.items),
            record_links: sorted_links(&table.records),
        }
    }

    /// A row made ready to be compared; `grams` are those of its text.
    pub(super) fn load<'a>(&self, row: &'a Row<'a>, grams: Vec<u32>, gap: Gap) -> Load<'a> {
        let worths: Vec<u64> = row.links.iter().map(|&link| self.worth(link)).collect();
        Load {
            row,
            grams: self.rarity.weigh(grams),
            worths,
            gap,
        }
    }

    // 1,000 for a link of one item, 500 for one of two, and so on.
    fn worth(&self, link: u64) -> u64 {
        let count = |links: &[u64]| {
            links.partition_point(|&other| other <= link)
                - links.partition_point(|&other| other < link)
        };
        let items = count(&self.item_links)
            .max(count(&self.record_links))
            .max(1);
        // Never nothing, or two that share only this would seem to share none.
        (1000 / items as u64).max(1)
    }
}

/// One side of a comparison.
pub(super) struct Load<'a> {
    row: &'a Row<'a>,
    grams: Weighed,
    // Of each of the row's links.
    worths: Vec<u64>,
    gap: Gap,
}

impl Load<'_> {
    pub(super) fn against(&self, record: &Load) -> Evidence {
        let (shared, rarest) = self.shared_links(record);
        let total: u64 = self.worths.iter().chain(&record.worths).sum();
        Evidence {
            text: self.grams.dice(&record.grams),
            // The share of rare links, and no more than the rarest one's worth:
            // that two items have the laboratory's home page and nothing else
            // in common says little.
            links: (2 * shared * rarest).checked_div(total).unwrap_or(0),
            links_differ: shared == 0 && !self.worths.is_empty() && !record.worths.is_empty(),
            dates: dates(self.row.date, record.row.date),
            neighbours: neighbours(self.gap, record.gap),
        }
    }

    // The worth of the links that both have, and of the rarest of them.
    fn shared_links(&self, record: &Load) -> (u64, u64) {
        let links = self.row.links.iter().zip(&self.worths);
        let shared = links.filter(|(link, _)| record.row.links.binary_search(link).is_ok());
        shared.fold((0, 0), |(sum, rarest), (_, &worth)| {
            (sum + worth, rarest.max(worth))
        })
    }
}

fn sorted_links(rows: &[Row]) -> Vec<u64> {
    let mut links: Vec<u64> = rows
        .iter()
        .flat_map(|row| row.links.iter().copied())
        .collect();
    links.sort_unstable();
    links
}

fn dates(a: Option<PartialDate>, b: Option<PartialDate>) -> Dates {
    let (Some(a), Some(b)) = (a, b) else {
        return if a == b { Dates::Same } else { Dates::Unknown };
    };
    let month = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
    let between = month(a.first_day().max(b.first_day())) - month(a.last_day().min(b.last_day()));
    match between {
        _ if a == b => Dates::Same,
        ..=1 => Dates::Near,
        _ => Dates::Apart,
    }
}

fn neighbours(item: Gap, record: Gap) -> u64 {
    let known = |end: usize, other: usize| u64::from(end != usize::MAX && end == other);
    if item == record {
        2
    } else {
        known(item.0, record.0) + known(item.1, record.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearness_of_dates() {
        let near = |a, b| dates(PartialDate::parse(a), PartialDate::parse(b));
        assert_eq!(near("2025-12", "2025-12"), Dates::Same);
        assert_eq!(near("2025-12", "2026-01"), Dates::Near);
        assert_eq!(near("2025", "2025-07"), Dates::Near);
        assert_eq!(near("2025-07-31", "2025-08-01"), Dates::Near);
        assert_eq!(near("2025-07", "2025-09"), Dates::Apart);
        assert_eq!(near("2025-07", "2026-07"), Dates::Apart);
        assert_eq!(near("2025", "2026-02"), Dates::Apart);
        assert_eq!(dates(None, None), Dates::Same);
        assert_eq!(dates(None, PartialDate::parse("2025")), Dates::Unknown);
    }
}
