//! Folders with a file for each item.

use site::config::Kind;
use site::{Files, FrontMatter, Map, Problem, Source, Value, decode, front_matter};

use super::date_field::{date_field, read};
use super::{Site, is_news_name, with};
use crate::date::Context;
use crate::{Item, News, Options, PartialDate, single};

const COLLECTIONS: [&str; 4] = ["_news", "_announcements", "_updates", "_highlights"];

/// The collection that a theme's own layout shows: al-folio's `_news`. Where
/// the layouts are in the site they have been followed, and what they do not
/// show is not shown.
pub(super) fn of_theme(site: &Site<'_>, options: &Options) -> News {
    if !site::layouts(site.files, &site.front.values).is_empty() {
        return News::default();
    }
    let switched_off = |name: &str| {
        let value = site.front.values.find(name);
        value.is_some_and(|value| value.bool() == Some(false))
    };
    if ["news", "announcements", "announcements.enabled"]
        .iter()
        .any(|name| switched_off(name))
    {
        return News::default();
    }
    let news = COLLECTIONS
        .iter()
        .map(|folder| items(site.files, folder, options));
    let mut news = first_filled(news);
    let others = other_languages(&super::site_page::jekyll_config(site.files));
    news.items.retain(|item| {
        let mut folders = item.file.split('/').skip(1);
        !folders.any(|folder| others.iter().any(|other| other == folder))
    });
    news
}

// The languages of a site but its own.
fn other_languages(config: &Map) -> Vec<String> {
    let own = config.text("default_lang").or(config.text("lang"));
    let all = config.get("languages").map_or(&[][..], Value::list);
    let all = all.iter().filter_map(Value::text);
    all.filter(|language| own.is_some_and(|own| own != *language))
        .map(str::to_owned)
        .collect()
}

/// The first that has items; else the problems of all, which say why not.
pub(super) fn first_filled(all: impl IntoIterator<Item = News>) -> News {
    let mut empty = News::default();
    for mut news in all {
        if !news.items.is_empty() {
            return news;
        }
        empty.problems.append(&mut news.problems);
    }
    empty
}

/// A folder that somebody named.
pub(super) fn folder(files: &dyn Files, path: &str, options: &Options) -> News {
    let news = items(files, path, options);
    if !news.items.is_empty() {
        return news;
    }
    let message = format!("`{path}` has no pages that are items");
    let problem = Problem::in_file("no-news", path, message);
    let help = "name a page, a data file, or a folder with a file for each item";
    with(
        news.problems,
        News {
            problems: vec![problem.help(help)],
            ..News::default()
        },
    )
}

/// The files of a folder and of the folders in it, newest first; files of one
/// day by their names, the last first.
pub(super) fn items(files: &dyn Files, folder: &str, options: &Options) -> News {
    of_paths(files, &paths_of_items(files, folder), options)
}

/// The files of a folder that may be items.
pub(super) fn paths_of_items(files: &dyn Files, folder: &str) -> Vec<String> {
    let mut paths = files.list(folder);
    for inner in files.folders(folder) {
        // A folder for each item, as Hugo and Quarto have it.
        let inside = files.list(&inner);
        // A page that was built stands beside what it was built from.
        let mut indices: Vec<_> = inside.iter().filter(|path| is_index(path)).collect();
        indices.sort_by_key(|path| path.ends_with(".html"));
        let index = indices.into_iter().find(|path| is_item_file(path)).cloned();
        paths.extend(index.map_or(inside, |index| vec![index]));
    }
    paths
}

/// The same of these files.
pub(super) fn of_paths(files: &dyn Files, paths: &[String], options: &Options) -> News {
    let mut news = News::default();
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| is_item_file(path)) {
        let Some(bytes) = files.read(path) else {
            continue;
        };
        let (source, _) = decode(path, &bytes);
        let (front, problems) = front_matter::split(&source);
        news.problems.extend(problems);
        let item = item(&source, &front);
        let item = item.and_then(|item| kept(&mut news, item, &source, &front, options));
        let time = front.values.text("date").unwrap_or("").to_owned();
        found.extend(item.map(|item| (time, item)));
    }
    found.sort_by(|(a_time, a), (b_time, b)| {
        (b.date, b_time, &b.file).cmp(&(a.date, a_time, &a.file))
    });
    news.items = found.into_iter().map(|(_, item)| item).collect();
    news.problems.extend(crate::extract::identical(&news.items));
    news
}

/// A file that is an item by itself: one of a News collection.
pub(super) fn one(site: &Site<'_>, options: &Options) -> News {
    let values = &site.front.values;
    let folder = site
        .page
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    let in_collection = is_news_folder(folder) && !is_index(&site.page.path);
    let is_item =
        values.get("inline").is_some() || (in_collection && values.text("date").is_some());
    let mut news = News::default();
    if is_item && let Some(item) = item(&site.page, &site.front) {
        news.items = kept(&mut news, item, &site.page, &site.front, options)
            .into_iter()
            .collect();
    }
    news
}

/// The folder itself, where every page in it is dated.
pub(super) fn here(site: &Site<'_>, options: &Options) -> News {
    if site.raw.kind != Kind::Bare {
        return News::default();
    }
    // The only page of a folder is taken for a home page.
    if !site.page.path.is_empty() && !site.page.path.starts_with("_index.") {
        return one(site, options);
    }
    let folders = site.files.folders("");
    let inside = folders.iter().flat_map(|folder| site.files.list(folder));
    let bundles = inside.filter(|path| is_index(path));
    let paths = site.files.list("").into_iter().chain(bundles);
    let pages = paths.filter(|path| is_item_file(path));
    let mut dated = pages
        .take(MOST_LOOKED_AT)
        .map(|path| is_dated(site.files, &path));
    match dated.next() {
        Some(true) if dated.all(|dated| dated) => items(site.files, "", options),
        _ => News::default(),
    }
}

const MOST_LOOKED_AT: usize = 32;

fn is_dated(files: &dyn Files, path: &str) -> bool {
    let Some(bytes) = files.read(path) else {
        return false;
    };
    let (front, _) = front_matter::split(&decode(path, &bytes).0);
    front.format.is_some() && date_field(&front.values).is_some()
}

// The item, unless it is a template's own.
fn kept(
    news: &mut News,
    item: Item,
    source: &Source,
    front: &FrontMatter,
    options: &Options,
) -> Option<Item> {
    let at = front.body_start;
    let problem = crate::extract::placeholder_in(&item, source, at);
    if let Some(problem) = problem.filter(|_| !options.placeholders) {
        news.problems.push(problem);
        return None;
    }
    if item.date.is_none() {
        let message = "this item has no date that can be told";
        let problem = Problem::warning("no-date", source, 0, message);
        news.problems
            .push(problem.help("add date: 2025-12-04 to its front matter"));
    }
    Some(item)
}

fn is_index(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("index."))
}

// Generators leave out what begins with a dot or an underscore; `_index.md` is
// the list's own page.
fn is_item_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let is_page = ending
        .is_some_and(|ending| ["md", "markdown", "qmd", "html", "mdx", "rst"].contains(&ending));
    is_page && !name.starts_with(['.', '_']) && !name.eq_ignore_ascii_case("readme.md")
}

fn item(source: &Source, front: &FrontMatter) -> Option<Item> {
    let values = &front.values;
    let is_hidden = values.bool("published") == Some(false) || values.bool("draft") == Some(true);
    if is_hidden {
        return None;
    }
    let body = single(source, front.body_start);
    let is_inline = values.bool("inline") == Some(true) && !body.text.is_empty();
    let mut item = match title(values).filter(|_| !is_inline) {
        Some(title) => titled(source, title, body),
        None => body,
    };
    let field = date_field(values).and_then(|date| read(&date, &Context::default()));
    item.date = field.or_else(|| date_in_name(&source.path));
    let place = source.place(front.body_start);
    (item.file, item.line, item.column) = (place.file, place.line, place.column);
    (!item.text.is_empty()).then_some(item)
}

fn title(values: &Map) -> Option<&str> {
    let names = ["title", "titre", "titel", "titulo", "título", "titolo"];
    let titles = names.iter().filter_map(|name| values.text(name));
    titles.map(str::trim).find(|title| !title.is_empty())
}

// The list shows the title; the text behind it is a page of its own.
fn titled(source: &Source, title: &str, body: Item) -> Item {
    let item = single(&Source::new(&source.path, title), 0);
    Item {
        anchor: body.anchor,
        ..item
    }
}

// `2024-03-05-a-talk.md`, and in a folder `2024-03-05-a-talk/index.md`.
fn date_in_name(path: &str) -> Option<PartialDate> {
    let mut names = path.rsplit('/');
    let name = names.next()?;
    let named = |name: &str| read(name.get(..10)?, &Context::default());
    named(name).or_else(|| named(names.next()?))
}

/// Whether a folder's name says that it holds News.
pub(super) fn is_news_folder(path: &str) -> bool {
    is_news_name(
        path.trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or(path),
    )
}
