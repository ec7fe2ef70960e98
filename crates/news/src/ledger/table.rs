//! The two sides to be matched, and which of them are.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::links::Hosts;
use super::{Ledger, digest, similarity};
use crate::{Item, PartialDate};

/// An item, or a record, as the matching sees it.
pub(super) struct Row<'a> {
    /// Its place in the list or in the ledger as given.
    pub(super) index: usize,
    pub(super) date: Option<PartialDate>,
    pub(super) text: &'a str,
    pub(super) links: Vec<u64>,
    pub(super) anchor: Option<&'a str>,
    pub(super) digest: u64,
    pub(super) gone: bool,
    wording: OnceCell<Option<u64>>,
}

impl Row<'_> {
    /// Its words as they are compared; asked only of what was touched.
    pub(super) fn wording(&self) -> Option<u64> {
        *self.wording.get_or_init(|| similarity::wording(self.text))
    }
}

/// Items in page order; records as the page may have had them, newest first.
///
/// The ledger keeps no page order, but stamps follow it: of one date, what
/// stood higher was published later.
pub(super) struct Table<'a> {
    pub(super) items: Vec<Row<'a>>,
    pub(super) records: Vec<Row<'a>>,
    /// For each item its record, as a place in `records`.
    pub(super) of_item: Vec<Option<usize>>,
    /// For each record its item, as a place in `items`.
    pub(super) of_record: Vec<Option<usize>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(items: &'a [Item], ledger: &'a Ledger, hosts: &Hosts) -> Table<'a> {
        Table {
            items: item_rows(items, hosts),
            records: record_rows(ledger, hosts),
            of_item: vec![None; items.len()],
            of_record: vec![None; ledger.records.len()],
        }
    }

    pub(super) fn join(&mut self, item: usize, record: usize) {
        self.of_item[item] = Some(record);
        self.of_record[record] = Some(item);
    }

    pub(super) fn free_items(&self) -> Vec<usize> {
        free(&self.of_item)
    }

    pub(super) fn free_records(&self) -> Vec<usize> {
        free(&self.of_record)
    }

    pub(super) fn is_free(&self, item: usize, record: usize) -> bool {
        self.of_item[item].is_none() && self.of_record[record].is_none()
    }

    /// Whether the author named both, and not alike: then they are two.
    pub(super) fn named_apart(&self, item: usize, record: usize) -> bool {
        let (item, record) = (self.items[item].anchor, self.records[record].anchor);
        item.is_some() && record.is_some() && item != record
    }

    /// Between which matched records each item stands, and each record.
    pub(super) fn gaps(&self) -> Gaps {
        let own: Vec<Option<usize>> = (0..self.records.len())
            .map(|record| self.of_record[record].map(|_| record))
            .collect();
        Gaps {
            items: neighbours(&self.of_item),
            records: neighbours(&own),
        }
    }
}

/// The two nearest matched records, the smaller first, so that a list and the
/// same list reversed have the same gaps; [`usize::MAX`] at an end.
pub(super) type Gap = (usize, usize);

pub(super) struct Gaps {
    pub(super) items: Vec<Gap>,
    pub(super) records: Vec<Gap>,
}

fn neighbours(matched: &[Option<usize>]) -> Vec<Gap> {
    let mut gaps = vec![(usize::MAX, usize::MAX); matched.len()];
    let mut last = usize::MAX;
    for (gap, record) in gaps.iter_mut().zip(matched) {
        gap.0 = last;
        last = record.unwrap_or(last);
    }
    last = usize::MAX;
    for (gap, record) in gaps.iter_mut().zip(matched).rev() {
        *gap = (gap.0.min(last), gap.0.max(last));
        last = record.unwrap_or(last);
    }
    gaps
}

fn free(side: &[Option<usize>]) -> Vec<usize> {
    (0..side.len())
        .filter(|&place| side[place].is_none())
        .collect()
}

/// The anchor of each item, of two items with the same one only the upper's.
pub(super) fn owned_anchors(items: &[Item]) -> Vec<Option<&str>> {
    let mut seen = BTreeSet::new();
    items
        .iter()
        .map(|item| {
            item.anchor
                .as_deref()
                .filter(|&anchor| !anchor.is_empty() && seen.insert(anchor))
        })
        .collect()
}

fn item_rows<'a>(items: &'a [Item], hosts: &Hosts) -> Vec<Row<'a>> {
    let row = |((index, item), anchor): ((usize, &'a Item), Option<&'a str>)| Row {
        index,
        date: item.date,
        text: &item.text,
        links: hosts.keys(&item.links),
        anchor,
        digest: digest::of_item(&item.text, &item.links),
        gone: false,
        wording: OnceCell::new(),
    };
    items
        .iter()
        .enumerate()
        .zip(owned_anchors(items))
        .map(row)
        .collect()
}

fn record_rows<'a>(ledger: &'a Ledger, hosts: &Hosts) -> Vec<Row<'a>> {
    let mut order: Vec<usize> = (0..ledger.records.len()).collect();
    order.sort_by_key(|&index| {
        let record = &ledger.records[index];
        let day = record
            .date
            .map_or(record.published.date_naive(), PartialDate::first_day);
        (std::cmp::Reverse((day, record.published)), index)
    });
    let row = |index: usize| {
        let record = &ledger.records[index];
        Row {
            index,
            date: record.date,
            text: &record.text,
            links: hosts.keys(&record.links),
            anchor: record.anchor.as_deref(),
            digest: record.digest,
            gone: record.gone,
            wording: OnceCell::new(),
        }
    };
    order.into_iter().map(row).collect()
}
