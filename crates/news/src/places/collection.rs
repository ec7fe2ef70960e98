//! Folders with a file for each item.

use site::{Files, FrontMatter, Map, Problem, Source, decode, front_matter};

use super::rows::{date_field, read};
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
    let mut news = COLLECTIONS
        .iter()
        .map(|folder| items(site.files, folder, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
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
    let mut paths = files.list(folder);
    for inner in files.folders(folder) {
        // A folder for each item, as Hugo and Quarto have it.
        let inside = files.list(&inner);
        let index = inside.iter().find(|path| is_index(path)).cloned();
        paths.extend(index.map_or(inside, |index| vec![index]));
    }
    let mut news = News::default();
    for path in paths.iter().filter(|path| is_item_file(path)) {
        let Some(bytes) = files.read(path) else {
            continue;
        };
        let (source, _) = decode(path, &bytes);
        let (front, problems) = front_matter::split(&source);
        news.problems.extend(problems);
        add(&mut news, &source, &front, options);
    }
    news.items
        .sort_by(|a, b| (b.date, &b.file).cmp(&(a.date, &a.file)));
    news
}

fn add(news: &mut News, source: &Source, front: &FrontMatter, options: &Options) {
    let Some(item) = item(source, front) else {
        return;
    };
    let at = front.body_start;
    let problem = crate::extract::placeholder_in(&item, source, at);
    if let Some(problem) = problem.filter(|_| !options.placeholders) {
        news.problems.push(problem);
        return;
    }
    if item.date.is_none() {
        let message = "this item has no date that can be told";
        let problem = Problem::warning("no-date", source, 0, message);
        news.problems
            .push(problem.help("add date: 2025-12-04 to its front matter"));
    }
    news.items.push(item);
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
    let mut item = match title(values).filter(|_| values.bool("inline") != Some(true)) {
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
    values
        .text("title")
        .map(str::trim)
        .filter(|title| !title.is_empty())
}

// The list shows the title; the links are those of the text behind it.
fn titled(source: &Source, title: &str, body: Item) -> Item {
    let mut item = single(&Source::new(&source.path, title), 0);
    for link in body.links {
        if !item.links.contains(&link) {
            item.links.push(link);
        }
    }
    item
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
