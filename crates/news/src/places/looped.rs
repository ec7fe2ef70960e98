//! Lists that a page loops over: what the loop wrote for an entry is the item,
//! whatever markup the theme puts around it.

use std::collections::{BTreeMap, BTreeSet};

use site::{Rendered, Shown, Source};

use super::date_field::date_field;
use super::piece::{self, Dated, Piece};
use super::{is_news_file, is_news_name, probe, rows};
use crate::{News, Options};

// How many loops of a page are looked at.
const MOST_LOOPS: usize = 32;
// What is read to judge them; each look reads the page up to its loop.
const LONGEST_SEARCH: usize = 16 << 20;

/// The entries of the loops below a News heading, where the markup did not
/// tell each of them: else `news`, which was read from the markup.
pub(super) fn better(page: &Rendered, news: News, options: &Options) -> News {
    let loops = loops(page);
    if loops.is_empty() || is_told(&loops, &news) {
        return news;
    }
    let mut chosen: Vec<&Shown> = Vec::new();
    let mut heading = None;
    for entries in &loops {
        if let Some(found) = probe::heading_above(&page.page, 0..entries[0].range.start, options) {
            heading = heading.or(found);
            chosen.extend(entries);
        }
    }
    if chosen.is_empty() && news.items.is_empty() {
        let called_news = loops.iter().find(|entries| is_called_news(page, entries));
        chosen.extend(called_news.into_iter().flatten());
    }
    let pieces = pieces(page, &chosen);
    let dated = pieces.iter().filter(|piece| piece.found.is_some()).count();
    if pieces.is_empty() || (dated * 2 < pieces.len() && !news.items.is_empty()) {
        return news;
    }
    let found = piece::settled(pieces, options);
    News {
        headings: if news.headings.is_empty() {
            heading.into_iter().collect()
        } else {
            news.headings
        },
        ..found
    }
}

// The loops whose entries may be items: of a loop in a loop the inner one where
// its entries are dated, else the outer one.
fn loops(page: &Rendered) -> Vec<Vec<&Shown>> {
    let mut loops: BTreeMap<usize, Vec<&Shown>> = BTreeMap::new();
    let visible = page.entries.iter().filter(|entry| !is_blank(page, entry));
    // Each loop runs anew for every entry of the one around it.
    let mut outer: Vec<&Shown> = Vec::new();
    for entry in visible {
        outer.retain(|around| entry.range.start < around.range.end);
        match outer.first() {
            Some(around) if date_field(&entry.fields).is_some() => {
                let of = around.of;
                let list = loops.entry(of).or_default();
                list.pop_if(|last| std::ptr::eq(*last, *around));
                list.push(entry);
            }
            Some(_) => {}
            None => {
                loops.entry(entry.of).or_default().push(entry);
            }
        }
        outer.push(entry);
    }
    let mut loops: Vec<_> = loops
        .into_values()
        .filter(|list| !list.is_empty())
        .collect();
    let most = LONGEST_SEARCH / page.page.text.len().max(1);
    loops.truncate(most.clamp(2, MOST_LOOPS));
    loops
}

fn is_blank(page: &Rendered, entry: &Shown) -> bool {
    let text = page.page.text.get(entry.range.clone());
    text.is_none_or(|text| text.trim().is_empty())
}

type Place = (String, u32);

fn place(entry: &Shown) -> Option<Place> {
    let place = entry.place.as_ref()?;
    Some((place.file.clone(), place.line))
}

// Whether the markup told every entry of some loop, each as one dated item.
fn is_told(loops: &[Vec<&Shown>], news: &News) -> bool {
    let told: Vec<Place> = news
        .items
        .iter()
        .map(|item| (item.file.clone(), item.line))
        .collect();
    let known: BTreeSet<&Place> = told.iter().collect();
    loops.iter().any(|entries| {
        let places: BTreeSet<Place> = entries.iter().filter_map(|entry| place(entry)).collect();
        let once = told.iter().filter(|place| places.contains(place)).count() == places.len();
        !places.is_empty() && once && places.iter().all(|place| known.contains(place))
    })
}

// `site.data.updates` under a heading that says something else.
fn is_called_news(page: &Rendered, entries: &[&Shown]) -> bool {
    let whole = Options {
        whole: true,
        ..Options::default()
    };
    let list = &entries[0].list;
    let name = list
        .rsplit('.')
        .find(|part| !part.is_empty())
        .unwrap_or(list);
    let origin = place(entries[0]).map_or(String::new(), |(file, _)| file);
    (is_news_name(name) || rows::is_news_key(name) || is_news_file(&origin))
        && probe::heading_above(&page.page, 0..entries[0].range.start, &whole).is_some()
}

fn pieces(page: &Rendered, entries: &[&Shown]) -> Vec<Piece> {
    // A list that is there twice, for wide and for narrow screens, counts once.
    let mut seen = BTreeSet::new();
    let new = entries
        .iter()
        .filter(|entry| entry.place.is_none() || seen.insert(&entry.place));
    let pieces = new.map(|entry| piece(page, entry));
    pieces.filter(|piece| !piece.item.text.is_empty()).collect()
}

fn piece(page: &Rendered, entry: &Shown) -> Piece {
    let text = &page.page.text[entry.range.clone()];
    let shown = text.trim_start();
    let range = entry.range.end - shown.len()..entry.range.end;
    // A row alone is none: its cells would run together.
    let before = match shown.starts_with("<tr") {
        true => "<table>",
        false => "",
    };
    let is_html = shown.starts_with('<');
    let path = if is_html {
        "entry.html"
    } else {
        &page.page.path
    };
    let around = Source::new(path, before);
    let source = Source::join(
        path,
        &[(&around, 0..before.len()), (&page.page, range.clone())],
    );
    let date = date_field(&entry.fields);
    let dated = date.as_deref().map_or(Dated::Either, Dated::Shown);
    let mut piece = piece::read(&source, 0, dated, None);
    let place = entry
        .place
        .clone()
        .unwrap_or_else(|| page.page.place(range.start));
    (piece.item.file, piece.item.line, piece.item.column) = (place.file, place.line, place.column);
    piece
}
