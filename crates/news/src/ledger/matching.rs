//! A list to its ledger, one to one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::candidates::Candidates;
use super::elimination;
use super::evidence::{Load, Scales};
use super::links::Hosts;
use super::similarity::Features;
use super::table::{Row, Table};
use super::{Ledger, mint};
use crate::{Item, PartialDate};

/// Which record each item has, and where that was a near thing.
pub(super) struct Matching {
    /// For each item its place in [`Ledger::records`].
    pub(super) record_of: Vec<Option<usize>>,
    pub(super) doubts: Vec<Doubt>,
}

/// A choice that the author should know of.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Two items were as like the record; the first got it.
    TwoItems {
        chosen: usize,
        other: usize,
        record: usize,
    },
    /// Two records were as like the item; it got the first.
    TwoRecords {
        item: usize,
        chosen: usize,
        other: usize,
    },
    /// Nothing but its place says that the item is the record.
    Guess { item: usize, record: usize },
}

/// Scores nearer than this are as good as equal.
const TIE: u64 = 20;

pub(super) fn match_list(items: &[Item], ledger: &Ledger, hosts: &Hosts) -> Matching {
    let mut table = Table::new(items, ledger, hosts);
    by_anchor(&mut table, ledger);
    by_equality(&mut table);
    let mut doubts = Vec::new();
    if !table.free_items().is_empty() && !table.free_records().is_empty() {
        by_evidence(&mut table, &mut doubts);
    }
    let record = |row: &Option<usize>| row.map(|row| table.records[row].index);
    let record_of = table.of_item.iter().map(record).collect();
    let doubts = doubts
        .into_iter()
        .map(|doubt| in_ledger(doubt, &table))
        .collect();
    Matching { record_of, doubts }
}

fn by_anchor(table: &mut Table, ledger: &Ledger) {
    // Most pages have no ids, and need no list of who has which.
    let named: Vec<usize> = (0..table.items.len())
        .filter(|&item| table.items[item].anchor.is_some())
        .collect();
    if named.is_empty() {
        return;
    }
    let mut stored = BTreeMap::new();
    let mut minted = BTreeMap::new();
    for (place, row) in table.records.iter().enumerate() {
        match row.anchor {
            Some(anchor) => stored.entry(anchor).or_insert(place),
            None => minted
                .entry(mint::slug_of_id(&ledger.records[row.index].id))
                .or_insert(place),
        };
    }
    let unchanged: BTreeSet<u64> = table.items.iter().map(|row| row.digest).collect();
    for item in named {
        let Row {
            anchor: Some(anchor),
            digest,
            ..
        } = table.items[item]
        else {
            continue;
        };
        // An id minted from a title may equal a word that the author uses for
        // another item: not where the record's own words still stand.
        let owner = minted.get(anchor).filter(|&&place| {
            let before = table.records[place].digest;
            before == digest || !unchanged.contains(&before)
        });
        if let Some(&record) = stored.get(anchor).or(owner)
            && table.is_free(item, record)
        {
            table.join(item, record);
        }
    }
}

// Only with the same date: the same words under another may be the next
// year's news, while the item itself got a link. That is for evidence to say.
fn by_equality(table: &mut Table) {
    pair_equal(table, |row| Some((row.digest, row.date)));
    pair_equal(table, |row| Some((row.wording()?, row.date)));
}

/// Pairs the free items and records of equal key, from the bottom of the page
/// (a new twin is added on top) and what is on the page before what left it.
fn pair_equal<K: Ord + Copy>(table: &mut Table, key: impl Fn(&Row) -> Option<K>) {
    let keyed = |rows: &[Row], free: Vec<usize>| {
        let with_key = |place: usize| {
            let row = &rows[place];
            Some((key(row)?, row.gone, Reverse(place)))
        };
        let mut keyed: Vec<_> = free.into_iter().filter_map(with_key).collect();
        keyed.sort_unstable();
        keyed
    };
    let items = keyed(&table.items, table.free_items());
    let records = keyed(&table.records, table.free_records());
    let mut rest = &records[..];
    for same in items.chunk_by(|a, b| a.0 == b.0) {
        let key = same[0].0;
        rest = &rest[rest.partition_point(|record| record.0 < key)..];
        let equal = &rest[..rest.partition_point(|record| record.0 == key)];
        for (&(.., Reverse(item)), &(.., Reverse(record))) in same.iter().zip(equal) {
            table.join(item, record);
        }
    }
}

fn by_evidence(table: &mut Table, doubts: &mut Vec<Doubt>) {
    let scales = Scales::new(table);
    let mut pairs = scored_pairs(table, &scales);
    pairs.sort_unstable_by_key(|pair| (Reverse(pair.score), pair.item, pair.record));
    for pair in &pairs {
        if table.is_free(pair.item, pair.record) {
            table.join(pair.item, pair.record);
        }
    }
    find_ties(table, &pairs, doubts);
    elimination::eliminate(table, &scales, doubts);
}

/// An item and a record that may be one.
struct Pair {
    score: u64,
    item: usize,
    record: usize,
}

fn scored_pairs(table: &Table, scales: &Scales) -> Vec<Pair> {
    let gaps = table.gaps();
    let records = table.free_records();
    let rows: Vec<&Row> = records
        .iter()
        .map(|&record| &table.records[record])
        .collect();
    let features: Vec<Features> = rows.iter().map(|row| Features::of(row.text)).collect();
    let candidates = Candidates::new(&rows, &features);
    let loads: Vec<Load> = (records.iter().zip(features))
        .map(|(&record, it)| scales.load(&table.records[record], it.grams, gaps.records[record]))
        .collect();
    let mut nth_of_date: BTreeMap<Option<PartialDate>, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for item in table.free_items() {
        let row = &table.items[item];
        let features = Features::of(row.text);
        let nth = nth_of_date.entry(row.date).or_default();
        let found = candidates.of(row, &features.words, *nth);
        *nth += 1;
        let load = scales.load(row, features.grams, gaps.items[item]);
        for place in found {
            let (record, gone) = (records[place], rows[place].gone);
            let evidence = load.against(&loads[place]);
            if evidence.suffices(gone) && !table.named_apart(item, record) {
                pairs.push(Pair {
                    score: evidence.score(gone),
                    item,
                    record,
                });
            }
        }
    }
    pairs
}

// A pair that lost by no more than TIE to one that took its item or record.
fn find_ties(table: &Table, pairs: &[Pair], doubts: &mut Vec<Doubt>) {
    let mut taken = BTreeMap::new();
    for pair in pairs
        .iter()
        .filter(|pair| table.of_item[pair.item] == Some(pair.record))
    {
        taken.insert(pair.item, pair.score);
    }
    let mut told = vec![false; table.items.len()];
    for pair in pairs {
        let winner = table.of_record[pair.record];
        let won = table.of_item[pair.item];
        let near = |item: Option<usize>| {
            item.and_then(|item| taken.get(&item))
                .is_some_and(|&best| pair.score + TIE >= best)
        };
        let doubt = match (winner, won) {
            (Some(chosen), None)
                if near(winner) && !same(&table.items[chosen], &table.items[pair.item]) =>
            {
                Doubt::TwoItems {
                    chosen,
                    other: pair.item,
                    record: pair.record,
                }
            }
            (None, Some(chosen))
                if near(Some(pair.item))
                    && !same(&table.records[chosen], &table.records[pair.record]) =>
            {
                Doubt::TwoRecords {
                    item: pair.item,
                    chosen,
                    other: pair.record,
                }
            }
            (Some(item), Some(chosen))
                if item != pair.item
                    && near(winner)
                    && near(Some(pair.item))
                    && !same(&table.items[item], &table.items[pair.item]) =>
            {
                Doubt::TwoRecords {
                    item: pair.item,
                    chosen,
                    other: pair.record,
                }
            }
            _ => continue,
        };
        if !std::mem::replace(&mut told[pair.item], true) {
            doubts.push(doubt);
        }
    }
}

fn same(a: &Row, b: &Row) -> bool {
    (a.digest, a.date) == (b.digest, b.date)
}

fn in_ledger(doubt: Doubt, table: &Table) -> Doubt {
    let index = |record: usize| table.records[record].index;
    match doubt {
        Doubt::TwoItems {
            chosen,
            other,
            record,
        } => Doubt::TwoItems {
            chosen,
            other,
            record: index(record),
        },
        Doubt::TwoRecords {
            item,
            chosen,
            other,
        } => Doubt::TwoRecords {
            item,
            chosen: index(chosen),
            other: index(other),
        },
        Doubt::Guess { item, record } => Doubt::Guess {
            item,
            record: index(record),
        },
    }
}
