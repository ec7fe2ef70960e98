//! Data files: lists of tables, each an item.

use site::{Data, Files, Format, Map, Problem, Source, Value, data, decode};

use super::date_field::date_field;
use super::piece::{self, Dated, Piece};
use crate::date;
use crate::{Item, News, Options, is_news_heading};

// What the fields of an item are called, the likeliest first.
const TITLES: &[&str] = &[
    "headline", "title", "name", "heading", "event", "label", "titre", "titel", "titulo", "título",
    "titolo", "subject", "caption",
];
const TEXTS: &[&str] = &[
    "text",
    "content",
    "description",
    "details",
    "detail",
    "body",
    "html",
    "news",
    "message",
    "summary",
    "item",
    "info",
    "markdown",
    "en",
    "abstract",
    "HTMLdescription",
    "desc",
    "what",
    "note",
    "announcement",
    "update",
    "msg",
    "excerpt",
    "texto",
    "texte",
    "subtitle",
];
const LINKS: &[&str] = &["url", "link", "href", "permalink", "path"];
const HIDDEN: &[&str] = &["hidden", "hide", "draft"];
// Where a file keeps its list, if it is not the list itself.
const LISTS: &[&str] = &[
    "news",
    "items",
    "item",
    "updates",
    "announcements",
    "entries",
    "data",
    "list",
];

pub(super) fn is_data_file(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    Format::of_path(path).is_some() || ["csv", "tsv"].contains(&ending) || is_script(path)
}

fn is_script(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["js", "mjs", "ts", "jsx", "tsx"].contains(&ending)
}

/// The items of a data file.
pub(super) fn of_file(source: &Source, options: &Options) -> News {
    let (value, problems) = parsed(source);
    let mut news = of_value(source, &value, options);
    if news.items.is_empty() && problems.is_empty() {
        let message = "no items: a list of tables with `date` and `text` is expected";
        news.problems
            .push(Problem::warning("no-news", source, 0, message));
    }
    news.problems.extend(problems);
    news
}

/// The items of a folder with a table for each, newest first.
pub(super) fn of_folder(files: &dyn Files, folder: &str, options: &Options) -> News {
    let paths = files.list(folder).into_iter().rev();
    let pieces = paths.filter(|path| is_data_file(path)).filter_map(|path| {
        let (source, _) = decode(&path, &files.read(&path)?);
        let (value, _) = parsed(&source);
        let mut piece = piece(&source, &value, None)?;
        place(&mut piece.item, &source, value.at);
        Some(piece)
    });
    let mut news = piece::settled(pieces.collect(), options);
    news.items.sort_by_key(|item| std::cmp::Reverse(item.date));
    news
}

/// The items of a list that is called News in a file of many things.
pub(super) fn called_news(source: &Source, options: &Options) -> News {
    let (value, _) = parsed(source);
    // Above what is inside it, so that the first language of several counts.
    let mut level: Vec<&Value> = vec![&value];
    for _ in 0..DEEPEST {
        let maps = level.iter().filter_map(|value| value.map());
        let entries: Vec<&site::Entry> = maps.flat_map(|map| &map.entries).collect();
        let named = entries.iter().filter(|entry| is_news_key(&entry.key));
        let mut news = named.map(|entry| of_value(source, &entry.value, options));
        if let Some(news) = news.find(|news| !news.items.is_empty()) {
            return news;
        }
        level = entries.iter().map(|entry| &entry.value).collect();
    }
    News::default()
}

fn parsed(source: &Source) -> (Value, Vec<Problem>) {
    match Format::of_path(&source.path) {
        Some(format) => data::parse(source, 0..source.text.len(), format),
        None if is_script(&source.path) => (data::script(source), Vec::new()),
        None => (site::table(source), Vec::new()),
    }
}

/// The items of a list, of the list in a table, or of the lists of years.
pub(super) fn of_value(source: &Source, value: &Value, options: &Options) -> News {
    let rows = rows_of(value, 0);
    let pieces = rows.into_iter().filter_map(|(row, year)| {
        let mut piece = piece(source, row, year)?;
        place(&mut piece.item, source, row.at);
        Some(piece)
    });
    piece::settled(pieces.collect(), options)
}

fn place(item: &mut Item, source: &Source, at: usize) {
    let place = source.place(at);
    (item.file, item.line, item.column) = (place.file, place.line, place.column);
}

type Row<'v> = (&'v Value, Option<i32>);

// How deep in a file its list may be.
const DEEPEST: usize = 4;

// Each row with the year whose list it is in.
fn rows_of(value: &Value, depth: usize) -> Vec<Row<'_>> {
    match &value.data {
        Data::List(rows) => rows.iter().flat_map(row_or_group).collect(),
        Data::Map(map) if depth < DEEPEST => rows_in(map, depth + 1),
        _ => Vec::new(),
    }
}

// `news: [...]`, `2025: [...]`, `main: {news: [...]}`, `a: {date: ...}`.
fn rows_in(map: &Map, depth: usize) -> Vec<Row<'_>> {
    let is_filled = |value: &&Value| matches!(value.data, Data::List(_) | Data::Map(_));
    let called_news = map.entries.iter().filter(|entry| is_news_key(&entry.key));
    let called_list = LISTS.iter().filter_map(|name| map.get(name));
    let mut named = called_news.map(|entry| &entry.value).chain(called_list);
    if let Some(value) = named.find(is_filled) {
        return rows_of(value, depth);
    }
    let years = map.entries.iter();
    let years: Vec<Row> = years
        .flat_map(|entry| of_year(&entry.key, &entry.value))
        .collect();
    if !years.is_empty() {
        return years;
    }
    let values = || map.entries.iter().map(|entry| &entry.value);
    if values().all(|value| value.map().is_some_and(is_dated)) {
        return values().map(|value| (value, None)).collect();
    }
    if let Some(value) = named_within(map, DEEPEST - depth.min(DEEPEST)) {
        return rows_of(value, depth);
    }
    let inner = values()
        .filter(is_filled)
        .map(|value| rows_of(value, depth));
    // The longest of the lists that are dated.
    let dated = |rows: &Vec<Row>| {
        let dated = rows
            .iter()
            .filter(|(row, _)| row.map().is_some_and(is_dated));
        dated.count()
    };
    let inner = inner.filter(|rows| dated(rows) > 0);
    inner
        .reduce(|best, rows| {
            if dated(&rows) > dated(&best) {
                rows
            } else {
                best
            }
        })
        .unwrap_or_default()
}

// A list called News in one of the tables below.
fn named_within(map: &Map, depth: usize) -> Option<&Value> {
    let inner = || map.entries.iter().filter_map(|entry| entry.value.map());
    let named = inner()
        .flat_map(|map| &map.entries)
        .find(|entry| is_news_key(&entry.key) && matches!(entry.value.data, Data::List(_)));
    named.map(|entry| &entry.value).or_else(|| match depth {
        0 => None,
        _ => inner().find_map(|map| named_within(map, depth - 1)),
    })
}

fn is_dated(map: &Map) -> bool {
    date_field(map).is_some()
}

/// Whether a name in a file says that it holds News: `news`, `newsItems`,
/// `LATEST_NEWS`.
pub(super) fn is_news_key(key: &str) -> bool {
    let mut words = String::with_capacity(key.len() + 4);
    let mut small = false;
    for c in key.chars() {
        if small && c.is_uppercase() {
            words.push(' ');
        }
        small = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    let words = words.replace(['_', '-'], " ");
    let kept: Vec<&str> = words
        .split_whitespace()
        .filter(|word| {
            ![
                "data", "items", "item", "list", "entries", "array", "content", "all", "sorted",
                "ordered", "reversed", "filtered", "limited", "visible", "site", "home", "page",
                "lab", "group", "team",
            ]
            .contains(word)
        })
        .collect();
    is_news_heading(&kept.join(" "))
}

// `- year: 2025` / `  items: [...]` is a group of rows.
fn row_or_group(row: &Value) -> Vec<Row<'_>> {
    let Some(map) = row.map() else {
        return vec![(row, None)];
    };
    let mut lists = map.entries.iter().filter(|entry| match &entry.value.data {
        Data::List(rows) => rows
            .first()
            .is_some_and(|row| row.map().is_some() || LISTS.contains(&entry.key.as_str())),
        _ => false,
    });
    let year = ["year", "name", "title"]
        .iter()
        .find_map(|name| date::heading_year(map.text(name)?));
    let has_text = map
        .entries
        .iter()
        .any(|entry| TEXTS.contains(&entry.key.as_str()) && entry.value.text().is_some());
    match lists.next().filter(|_| year.is_some() && !has_text) {
        Some(list) => list.value.list().iter().map(|row| (row, year)).collect(),
        None => vec![(row, None)],
    }
}

fn of_year<'v>(key: &str, value: &'v Value) -> Vec<Row<'v>> {
    match (date::heading_year(key), &value.data) {
        (Some(year), Data::List(rows)) => rows.iter().map(|row| (row, Some(year))).collect(),
        _ => Vec::new(),
    }
}

fn piece(source: &Source, row: &Value, year: Option<i32>) -> Option<Piece> {
    let read = |text: &str, dated| piece::read(&Source::new(&source.path, text), 0, dated, year);
    if let [date, text] = row.list()
        && let (Some(date), Some(text)) = (date.text(), text.text())
    {
        return Some(read(text, Dated::Beside(date))).filter(|piece| !piece.item.text.is_empty());
    }
    let Some(map) = row.map() else {
        return Some(read(row.text()?, Dated::Leading)).filter(|piece| !piece.item.text.is_empty());
    };
    if HIDDEN.iter().any(|name| map.bool(name) == Some(true))
        || map.bool("published") == Some(false)
    {
        return None;
    }
    let text = markdown(map)?;
    let date = date_field(map);
    let mut piece = read(&text, date.as_deref().map_or(Dated::Leading, Dated::Beside));
    let item = &mut piece.item;
    let links = LINKS.iter().filter_map(|name| map.text(name));
    for link in links.filter(|link| !link.trim().is_empty()) {
        if !item.links.iter().any(|known| known == link) {
            item.links.push(link.to_owned());
        }
    }
    item.anchor = item
        .anchor
        .take()
        .or_else(|| map.text("id").map(str::to_owned));
    (!item.text.is_empty()).then_some(piece)
}

// The title and what stands below it, as themes show them.
fn markdown(map: &Map) -> Option<String> {
    let first = |names: &[&str]| {
        let texts = names.iter().filter_map(|name| map.text(name));
        texts
            .map(str::trim)
            .find(|text| !text.is_empty())
            .map(str::to_owned)
    };
    match (first(TITLES), first(TEXTS)) {
        (Some(title), Some(text)) if text.contains(&title) => Some(text),
        (Some(title), Some(text)) => Some(format!("{title} {text}")),
        (title, text) => title.or(text),
    }
}
