//! Ids: `tag:` URIs (RFC 4151).

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::{digest, similarity, slug};
use crate::{Item, PartialDate};

/// Before the web there was no home page to have news on: an item's date
/// before this year is a slip, or history, and no date for its tag.
const FIRST_YEAR: i32 = 1990;

/// Mints ids that no record and no item of this list has.
pub(super) struct Mint {
    taken: HashSet<String>,
    // The last parts of the ids, which are the items' anchors on the page.
    slugs: HashSet<String>,
    // The next number to try for each id that was taken, so that a hundred
    // thousand items of one title need not try all numbers each.
    next: HashMap<String, u32>,
}

impl Mint {
    pub(super) fn new<'a>(taken: impl Iterator<Item = &'a str>) -> Mint {
        let taken: HashSet<String> = taken.map(str::to_owned).collect();
        let slug = |id: &String| id.rsplit('/').next().unwrap_or(id).to_owned();
        Mint {
            slugs: taken.iter().map(slug).collect(),
            taken,
            next: HashMap::new(),
        }
    }

    /// `tag:AUTHORITY,DATE:news/SLUG`, with `-2` and so on where it is taken.
    pub(super) fn id(
        &mut self,
        item: &Item,
        anchor: Option<&str>,
        authority: &str,
        now: DateTime<Utc>,
    ) -> String {
        let date = tag_date(item.date, now.date_naive());
        let slug = slug::of_item(anchor, &item.title, &item.text);
        let slug = unique(slug, &mut self.slugs, &mut self.next);
        self.unique(format!("tag:{authority},{date}:news/{slug}"))
    }

    fn unique(&mut self, id: String) -> String {
        unique(id, &mut self.taken, &mut self.next)
    }
}

fn unique(id: String, taken: &mut HashSet<String>, next: &mut HashMap<String, u32>) -> String {
    if taken.insert(id.clone()) {
        return id;
    }
    let number = next.entry(id.clone()).or_insert(2);
    loop {
        let numbered = format!("{id}-{number}");
        *number += 1;
        if taken.insert(numbered.clone()) {
            return numbered;
        }
    }
}

/// An id for each item where there is no ledger: a function of its date, its
/// first link and its words alone, so an edit of any of them changes it.
///
/// `tag:AUTHORITY,DATE:news/SLUG-HASH`, an undated item's date being `2000`;
/// without an authority `news/DATE/SLUG-HASH`. Items equal in all three get
/// `-2` and so on from the bottom, so that a twin added on top changes none.
///
/// ```
/// use news::{Item, PartialDate, read_only_ids};
///
/// let item = Item {
///     date: PartialDate::month(2025, 12),
///     title: "We moved".into(),
///     text: "We moved.".into(),
///     ..Item::default()
/// };
/// let ids = read_only_ids(&[item.clone(), item], None);
/// assert!(ids[1].starts_with("news/2025-12/we-moved-"));
/// assert_eq!(ids[0], format!("{}-2", ids[1]));
/// ```
pub fn read_only_ids(items: &[Item], authority: Option<&str>) -> Vec<String> {
    let mut mint = Mint::new(std::iter::empty());
    let prefix =
        authority.map(|authority| authority_of(authority).unwrap_or_else(|| "invalid".to_owned()));
    let mut ids: Vec<String> = items
        .iter()
        .rev()
        .map(|item| mint.unique(read_only_id(item, prefix.as_deref())))
        .collect();
    ids.reverse();
    ids
}

fn read_only_id(item: &Item, authority: Option<&str>) -> String {
    let date = item.date.map(|date| date.to_string()).unwrap_or_default();
    let link = item.links.first().map_or("", String::as_str);
    let words = similarity::wording(&item.text)
        .map(|words| words.to_string())
        .unwrap_or_default();
    let hash = digest::of_parts([&date, link, &words]) >> 32;
    let slug = slug::of_item(item.anchor.as_deref(), &item.title, &item.text);
    match authority {
        Some(authority) => {
            let date = if date.is_empty() { "2000" } else { &date };
            format!("tag:{authority},{date}:news/{slug}-{hash:08x}")
        }
        None if date.is_empty() => format!("news/{slug}-{hash:08x}"),
        None => format!("news/{date}/{slug}-{hash:08x}"),
    }
}

/// The id of a list that is seen for the first time.
pub(super) fn feed_id(authority: &str, now: DateTime<Utc>) -> String {
    format!("tag:{authority},{}:news", now.format("%Y-%m-%d"))
}

/// The DNS name in `authority`, lower case, without scheme, port and path;
/// `None` where there is none (RFC 4151 section 2.1 allows ASCII letters,
/// digits, hyphens and dots).
pub(super) fn authority_of(authority: &str) -> Option<String> {
    let rest = authority
        .split_once("://")
        .map_or(authority, |(_, rest)| rest);
    let name = rest
        .split(['/', ':', '?', '#'])
        .next()?
        .to_ascii_lowercase();
    let label = |label: &str| {
        label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && label.starts_with(|c: char| c.is_ascii_alphanumeric())
            && label.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    name.split('.').all(label).then_some(name)
}

/// The last part of an id, where [`Mint`] puts the slug.
pub(super) fn slug_of_id(id: &str) -> &str {
    id.rsplit_once("news/").map_or("", |(_, slug)| slug)
}

// RFC 4151 section 2.1: a day on which the authority was held, so never one to
// come; the item's own where it can be.
fn tag_date(date: Option<PartialDate>, today: NaiveDate) -> String {
    let possible =
        |date: &PartialDate| date.first_day() <= today && date.first_day().year() >= FIRST_YEAR;
    match date.filter(possible) {
        Some(date) => date.to_string(),
        None => today.format("%Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities() {
        assert_eq!(authority_of("Example.ORG").as_deref(), Some("example.org"));
        assert_eq!(
            authority_of("https://a.example.org:80/x").as_deref(),
            Some("a.example.org")
        );
        for bad in ["", "a b", "é.example.org", "-a.org", "a..org"] {
            assert_eq!(authority_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn tag_dates_are_neither_to_come_nor_before_the_web() {
        let today = NaiveDate::from_ymd_opt(2025, 12, 4).unwrap();
        let cases = [
            ("2025-12", "2025-12"),
            ("2025-12-04", "2025-12-04"),
            ("2025-12-05", "2025-12-04"),
            ("2026", "2025-12-04"),
            ("1066", "2025-12-04"),
        ];
        for (date, expected) in cases {
            assert_eq!(tag_date(PartialDate::parse(date), today), expected);
        }
        assert_eq!(tag_date(None, today), "2025-12-04");
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        let mut mint = Mint::new(["tag:x", "tag:x-2"].into_iter());
        assert_eq!(mint.unique("tag:x".to_owned()), "tag:x-3");
        assert_eq!(mint.unique("tag:x".to_owned()), "tag:x-4");
    }
}
