//! What is left over, by its place.

use std::collections::BTreeMap;

use super::evidence::{Evidence, Scales};
use super::matching::Doubt;
use super::similarity;
use super::table::{Gap, Table};
use crate::PartialDate;

/// Groups of more than so many pairs are matched in order, uncompared.
const COMPARED: usize = 64;

/// Words in common, in thousandths, that make a pair likelier than another.
const SOME: u64 = 120;

/// What no rule has matched, but stands alone where an item is missing, is
/// that item, rewritten from top to bottom. Two steps: what has the same date
/// and the same neighbours; then what is alone left of its date on either side.
/// Never a record that had left the page before.
pub(super) fn eliminate(table: &mut Table, scales: &Scales, doubts: &mut Vec<Doubt>) {
    let gaps = table.gaps();
    for group in groups(
        table,
        |item| gaps.items[item],
        |record| gaps.records[record],
    ) {
        by_likeness(table, scales, &group, SOME);
        by_order(table, scales, &group, doubts);
    }
    for group in groups(table, |_| (0, 0), |_| (0, 0)) {
        if group.items.len() == 1 && group.records.len() == 1 {
            by_likeness(table, scales, &group, SOME);
        }
    }
}

#[derive(Default)]
struct Group {
    items: Vec<usize>,
    records: Vec<usize>,
}

fn groups(
    table: &Table,
    item_gap: impl Fn(usize) -> Gap,
    record_gap: impl Fn(usize) -> Gap,
) -> Vec<Group> {
    let mut groups: BTreeMap<(Option<PartialDate>, Gap), Group> = BTreeMap::new();
    for item in table.free_items() {
        let key = (table.items[item].date, item_gap(item));
        groups.entry(key).or_default().items.push(item);
    }
    for record in table.free_records() {
        let key = (table.records[record].date, record_gap(record));
        if !table.records[record].gone
            && let Some(group) = groups.get_mut(&key)
        {
            group.records.push(record);
        }
    }
    groups
        .into_values()
        .filter(|group| !group.records.is_empty())
        .collect()
}

fn by_likeness(table: &mut Table, scales: &Scales, group: &Group, least: u64) {
    if group.items.len() * group.records.len() > COMPARED {
        return;
    }
    let mut pairs = Vec::new();
    for &item in &group.items {
        for &record in &group.records {
            let evidence = weigh(table, scales, item, record);
            let least = if no_link_says_otherwise(table, item, record, evidence) {
                least
            } else {
                2 * least
            };
            if evidence.text >= least && may_be_one(table, item, evidence) {
                pairs.push((std::cmp::Reverse(evidence.text), item, record));
            }
        }
    }
    pairs.sort_unstable();
    for (_, item, record) in pairs {
        if table.is_free(item, record) {
            table.join(item, record);
        }
    }
}

/// From the bottom, because what is new is added on top. Fewer items than
/// records: nobody can say which of them left, so all did.
fn by_order(table: &mut Table, scales: &Scales, group: &Group, doubts: &mut Vec<Doubt>) {
    let (items, records) = (group.items.iter().copied(), group.records.iter().copied());
    let items: Vec<usize> = items
        .filter(|&item| table.of_item[item].is_none())
        .collect();
    let records: Vec<usize> = records
        .filter(|&record| table.of_record[record].is_none())
        .collect();
    if items.len() < records.len() {
        return;
    }
    let mut surplus = items.len() - records.len();
    let mut left = records.into_iter().rev().peekable();
    for item in items.into_iter().rev() {
        let Some(&record) = left.peek() else { return };
        let evidence = weigh(table, scales, item, record);
        let one = may_be_one(table, item, evidence)
            && no_link_says_otherwise(table, item, record, evidence);
        if one {
            table.join(item, record);
            doubts.push(Doubt::Guess { item, record });
        }
        if one || surplus == 0 {
            left.next();
        } else {
            surplus -= 1;
        }
    }
}

fn weigh(table: &Table, scales: &Scales, item: usize, record: usize) -> Evidence {
    let load = |row| scales.load(row, similarity::grams(row.text), (0, 0));
    load(&table.items[item]).against(&load(&table.records[record]))
}

// An id that the author wrote and that no record has says that it is new.
fn may_be_one(table: &Table, item: usize, evidence: Evidence) -> bool {
    !evidence.links_differ && table.items[item].anchor.is_none()
}

// Without a word in common, a link that only one of the two has is a sign
// that they are two.
fn no_link_says_otherwise(table: &Table, item: usize, record: usize, evidence: Evidence) -> bool {
    let has_none = table.items[item].links.is_empty() && table.records[record].links.is_empty();
    evidence.links > 0 || has_none
}
