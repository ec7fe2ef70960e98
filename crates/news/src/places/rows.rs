//! Data files: lists of tables, each an item.

use site::{Data, Format, Map, Problem, Source, Value, data};

use super::{Site, is_news_name};
use crate::date::{self, Context, Reading};
use crate::{Item, News, Options, PartialDate, is_news_heading, single};

// What the fields of an item are called, the likeliest first.
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
];
const TITLES: &[&str] = &["headline", "title", "name", "heading", "event", "label"];
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
];
const LINKS: &[&str] = &["url", "link", "href", "permalink"];
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
    Format::of_path(path).is_some() || path.ends_with(".csv") || path.ends_with(".tsv")
}

/// The items of a data file.
pub(super) fn of_file(source: &Source, options: &Options) -> News {
    let value = match Format::of_path(&source.path) {
        Some(format) => data::parse(source, 0..source.text.len(), format),
        None => (site::table(source), Vec::new()),
    };
    let (value, problems) = value;
    let mut news = of_value(source, &value, options);
    if news.items.is_empty() && problems.is_empty() {
        let message = "no items: a list of tables with `date` and `text` is expected";
        news.problems
            .push(Problem::warning("no-news", source, 0, message));
    }
    news.problems.extend(problems);
    news
}

/// The items of a list, of the list in a table, or of the lists of years.
pub(super) fn of_value(source: &Source, value: &Value, options: &Options) -> News {
    let mut news = News::default();
    for (row, year) in rows_of(value) {
        let Some(mut item) = item(source, row, year) else {
            continue;
        };
        let problem = crate::extract::placeholder_in(&item, source, row.at);
        if let Some(problem) = problem.filter(|_| !options.placeholders) {
            news.problems.push(problem);
            continue;
        }
        place(&mut item, source, row.at);
        if item.date.is_none() {
            let message = "this item has no date that can be told";
            let problem = Problem::warning("no-date", source, row.at, message);
            news.problems
                .push(problem.help("give it one, such as date: 2025-12"));
        }
        news.items.push(item);
    }
    news
}

fn place(item: &mut Item, source: &Source, at: usize) {
    let place = source.place(at);
    (item.file, item.line, item.column) = (place.file, place.line, place.column);
}

// Each row with the year whose list it is in.
fn rows_of(value: &Value) -> Vec<(&Value, Option<i32>)> {
    match &value.data {
        Data::List(rows) => rows.iter().flat_map(row_or_group).collect(),
        Data::Map(map) => {
            let named = LISTS.iter().find_map(|name| map.get(name));
            match named.filter(|value| matches!(value.data, Data::List(_) | Data::Map(_))) {
                Some(value) => rows_of(value),
                None => map
                    .entries
                    .iter()
                    .flat_map(|entry| of_year(&entry.key, &entry.value))
                    .collect(),
            }
        }
        _ => Vec::new(),
    }
}

// `- year: 2025` / `  items: [...]` is a group of rows.
fn row_or_group(row: &Value) -> Vec<(&Value, Option<i32>)> {
    let Some(map) = row.map() else {
        return vec![(row, None)];
    };
    let lists = map.entries.iter().filter(|entry| {
        let is_rows = |value: &Value| matches!(value.data, Data::Map(_));
        matches!(&entry.value.data, Data::List(rows) if rows.first().is_some_and(is_rows))
    });
    let year = map.text("year").and_then(date::heading_year);
    let is_group = year.is_some()
        && !map
            .entries
            .iter()
            .any(|entry| TEXTS.contains(&entry.key.as_str()));
    match lists.into_iter().next().filter(|_| is_group) {
        Some(list) => list.value.list().iter().map(|row| (row, year)).collect(),
        None => vec![(row, None)],
    }
}

fn of_year<'v>(key: &str, value: &'v Value) -> Vec<(&'v Value, Option<i32>)> {
    match (date::heading_year(key), &value.data) {
        (Some(year), Data::List(rows)) => rows.iter().map(|row| (row, Some(year))).collect(),
        _ => Vec::new(),
    }
}

fn item(source: &Source, row: &Value, year: Option<i32>) -> Option<Item> {
    let context = Context {
        year,
        ..Context::default()
    };
    let Some(map) = row.map() else {
        let text = row.text()?;
        return Some(dated_text(&source.path, text, &context));
    };
    if HIDDEN.iter().any(|name| map.bool(name) == Some(true)) {
        return None;
    }
    let text = markdown(map)?;
    let date = date_of(map, &context);
    let mut item = match date {
        Some(date) => Item {
            date: Some(date),
            ..single(&Source::new(&source.path, text), 0)
        },
        None => dated_text(&source.path, &text, &context),
    };
    if item.text.is_empty() {
        return None;
    }
    let links = LINKS.iter().filter_map(|name| map.text(name));
    for link in links.filter(|link| !link.trim().is_empty()) {
        if !item.links.iter().any(|known| known == link) {
            item.links.push(link.to_owned());
        }
    }
    item.anchor = item.anchor.or_else(|| map.text("id").map(str::to_owned));
    Some(item)
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

/// The date of a table, by its fields.
pub(super) fn date_of(map: &Map, context: &Context) -> Option<PartialDate> {
    if let (Some(year), Some(month)) = (map.text("year"), map.text("month")) {
        let text = [map.text("day"), Some(month), Some(year)];
        let text: Vec<_> = text.into_iter().flatten().collect();
        if let Some(date) = read(&text.join(" "), context) {
            return Some(date);
        }
    }
    DATES
        .iter()
        .filter_map(|name| map.text(name))
        .find_map(|text| read(text, context))
}

/// The date that a field holds.
pub(super) fn read(text: &str, context: &Context) -> Option<PartialDate> {
    let text = text.trim();
    let found = date::whole(text, context).or_else(|| date::leading(text, context))?;
    match found.reading {
        Reading::Date(date) => Some(date),
        _ => None,
    }
}

// Text that begins with its date.
fn dated_text(path: &str, text: &str, context: &Context) -> Item {
    let item = single(&Source::new(path, text), 0);
    let Some(found) = date::leading(&item.text, context) else {
        return item;
    };
    let Reading::Date(date) = found.reading else {
        return item;
    };
    let rest = single(&Source::new(path, &item.text[found.rest..]), 0);
    Item {
        date: Some(date),
        links: item.links,
        anchor: item.anchor,
        ..rest
    }
}

/// A data file that is called News.
pub(super) fn own_file(site: &Site<'_>, options: &Options) -> News {
    const FOLDERS: [&str; 6] = [
        "data",
        "content",
        "src/data",
        "src/content",
        "public/data",
        "assets/data",
    ];
    // Jekyll's data files are nothing until a page loops over them, and those
    // that one does have been followed.
    let theme_is_here = !site.files.list("_layouts").is_empty();
    let jekyll = (!theme_is_here).then_some("_data");
    let folders = FOLDERS.into_iter().chain(jekyll);
    let paths = folders.flat_map(|folder| site.files.list(folder));
    let named = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        is_data_file(path) && (is_news_name(stem) || is_news_heading(stem))
    };
    for path in paths.filter(named) {
        let Some(bytes) = site.files.read(&path) else {
            continue;
        };
        let (source, _) = site::decode(&path, &bytes);
        let news = of_file(&source, options);
        if !news.items.is_empty() {
            return news;
        }
    }
    News::default()
}
