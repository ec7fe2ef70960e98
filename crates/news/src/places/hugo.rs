//! Hugo, and HugoBlox (Wowchemy) with its home page made of blocks.

use std::collections::BTreeSet;

use site::config::Kind;
use site::{Data, FrontMatter, Map, Source, Value, decode, front_matter};

use super::{Site, collection, is_news_file, is_titled_news, own, rows};
use crate::{News, Options, extract, is_news_heading};

const WIDGETS: [&str; 4] = ["content/home", "content/en/home", "content/_index", "home"];
const HOMES: [&str; 4] = [
    "content/_index.md",
    "content/en/_index.md",
    "content/_index.en.md",
    "content/index.md",
];

/// A file of `content/home` that is titled News, in TOML or YAML.
pub(super) fn widgets(site: &Site<'_>, options: &Options) -> News {
    let paths = WIDGETS.iter().flat_map(|folder| site.files.list(folder));
    for path in paths.filter(|path| path.ends_with(".md")) {
        let Some(bytes) = site.files.read(&path) else {
            continue;
        };
        let (source, _) = decode(&path, &bytes);
        let (front, _) = front_matter::split(&source);
        let values = &front.values;
        let switched_off =
            values.bool("active") == Some(false) || values.bool("draft") == Some(true);
        let news = if switched_off {
            continue;
        } else if is_titled_news(values) || is_untitled_news(values, &path) {
            widget(site, &source, &front, options)
        } else {
            biography(site, values, options)
        };
        if !news.items.is_empty() {
            return news;
        }
    }
    News::default()
}

// The widget that shows the page of an author, which may have News in it.
fn biography(site: &Site<'_>, values: &Map, options: &Options) -> News {
    const SHOWN_BY: [&str; 4] = [
        "about",
        "about.biography",
        "about.avatar",
        "resume-biography",
    ];
    if !values
        .text("widget")
        .is_some_and(|widget| SHOWN_BY.contains(&widget))
    {
        return News::default();
    }
    let author = values.text("author").unwrap_or("admin");
    own::of_piece(
        site,
        &format!("content/authors/{author}/_index.md"),
        options,
    )
}

fn is_untitled_news(values: &Map, path: &str) -> bool {
    values
        .text("title")
        .is_none_or(|title| title.trim().is_empty())
        && is_news_file(path)
}

fn widget(site: &Site<'_>, source: &Source, front: &FrontMatter, options: &Options) -> News {
    let items = front
        .values
        .get("item")
        .or_else(|| front.values.get("items"))
        .or_else(|| front.values.get("experience"));
    if let Some(items) = items {
        let news = rows::of_value(source, items, options);
        if !news.items.is_empty() {
            return news;
        }
    }
    let whole = Options {
        whole: true,
        ..options.clone()
    };
    let news = extract(source, front.body_start, &whole);
    match news.items.is_empty() {
        true => listed(site, &front.values, options),
        false => news,
    }
}

/// A widget or a page of blocks that somebody named.
pub(super) fn given(site: &Site<'_>, options: &Options) -> News {
    let values = &site.front.values;
    if values.get("widget").is_some() || values.get("item").is_some() {
        return widget(site, &site.page, &site.front, options);
    }
    of_blocks(site, &site.page, &site.front, options)
}

// The layouts that Hugo looks for, the first that is there.
const LAYOUTS: [&str; 6] = [
    "layouts/index.html",
    "layouts/home.html",
    "layouts/_default/home.html",
    "layouts/_default/index.html",
    "layouts/_default/list.html",
    "layouts/index.en.html",
];
const PARTIALS: [&str; 2] = ["layouts/partials", "layouts/_partials"];
const READ: [&str; 3] = ["assets", "content", ""];
const MOST_PARTIALS: usize = 64;

/// The home page's layout and its partials: News typed into one of them, or a
/// file that one of them reads.
pub(super) fn layouts(site: &Site<'_>, options: &Options) -> News {
    if site.raw.kind != Kind::Hugo {
        return News::default();
    }
    let mut waiting: Vec<String> = LAYOUTS.iter().map(|path| (*path).to_owned()).collect();
    waiting.retain(|path| site.files.read(path).is_some());
    waiting.truncate(1);
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop().filter(|_| seen.len() < MOST_PARTIALS) {
        let Some(bytes) = site.files.read(&path).filter(|_| seen.insert(path.clone())) else {
            continue;
        };
        let (source, _) = decode(&path, &bytes);
        let news = extract(&source, 0, options);
        if !news.items.is_empty() {
            return news;
        }
        for name in quoted(&source.text) {
            let news = read_by_layout(site, name, options);
            if !news.items.is_empty() {
                return news;
            }
            let ending = if name.ends_with(".html") { "" } else { ".html" };
            let partials = PARTIALS
                .iter()
                .map(|folder| format!("{folder}/{name}{ending}"));
            waiting.extend(partials.filter(|path| site.files.read(path).is_some()));
        }
    }
    News::default()
}

// `(resources.Get "news.md")`, `readFile "content/news.md"`.
fn read_by_layout(site: &Site<'_>, name: &str, options: &Options) -> News {
    if !name.ends_with(".md") || !is_news_file(name) {
        return News::default();
    }
    let paths = READ.iter().map(|folder| match *folder {
        "" => name.to_owned(),
        folder => format!("{folder}/{}", name.trim_start_matches('/')),
    });
    let mut news = paths.map(|path| own::of_page(site, &path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

// The texts in quotes inside `{{ }}`.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let actions = text.split("{{").skip(1);
    let actions = actions.filter_map(|action| action.split("}}").next());
    actions.flat_map(|action| action.split(['"', '`']).skip(1).step_by(2))
}

/// A block of `sections:` or `blocks:` whose title is News: its text, its
/// items, or the folder that it lists.
pub(super) fn sections(site: &Site<'_>, options: &Options) -> News {
    let homes = HOMES.iter().map(|path| (*path).to_owned());
    for path in homes.chain([site.page.path.clone()]) {
        let Some(bytes) = site.files.read(&path) else {
            continue;
        };
        let (source, _) = decode(&path, &bytes);
        let (front, _) = front_matter::split(&source);
        let news = of_blocks(site, &source, &front, options);
        if !news.items.is_empty() {
            return news;
        }
    }
    News::default()
}

fn of_blocks(site: &Site<'_>, source: &Source, front: &FrontMatter, options: &Options) -> News {
    let blocks = ["sections", "blocks"]
        .iter()
        .find_map(|name| front.values.get(name));
    let blocks = blocks.map_or(&[][..], Value::list).iter();
    let mut news = blocks.map(|block| self::block(site, source, block, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

fn block(site: &Site<'_>, source: &Source, block: &Value, options: &Options) -> News {
    let Some(map) = block.map() else {
        return News::default();
    };
    let content = map.get("content").and_then(Value::map).unwrap_or(map);
    let titles = [
        content.text("title"),
        map.text("title"),
        content.text("subtitle"),
        map.text("id"),
    ];
    if !titles.into_iter().flatten().any(is_news_heading) {
        return News::default();
    }
    let items = content.get("items").or_else(|| content.get("item"));
    let news = items
        .map(|items| rows::of_value(source, items, options))
        .unwrap_or_default();
    if !news.items.is_empty() {
        return news;
    }
    let texts = ["text", "body", "markdown"];
    let text = texts.iter().find_map(|name| content.get(name));
    match text {
        Some(Value {
            data: Data::Text(text),
            at,
        }) => {
            let news = in_text(source, text, *at, options);
            if news.items.is_empty() {
                listed(site, content, options)
            } else {
                news
            }
        }
        _ => listed(site, content, options),
    }
}

// Markdown inside YAML: its lines are those of the file, counted from the
// value's first; its columns are not known.
fn in_text(source: &Source, text: &str, at: usize, options: &Options) -> News {
    let whole = Options {
        whole: true,
        ..options.clone()
    };
    let mut news = extract(&Source::new(&source.path, text), 0, &whole);
    let first = source.place(at);
    let is_block = source
        .text
        .get(at..)
        .is_some_and(|rest| rest.starts_with(['|', '>']));
    let shift = first.line - u32::from(!is_block);
    for item in &mut news.items {
        item.line += shift;
    }
    for problem in news.problems.iter_mut().filter(|problem| problem.line > 0) {
        problem.line += shift;
    }
    news
}

// `filters: {folders: [news]}`, or the older `page_type = "news"`.
fn listed(site: &Site<'_>, content: &Map, options: &Options) -> News {
    let inner = content
        .get("content")
        .and_then(Value::map)
        .unwrap_or(content);
    let folders = inner.find("filters.folders").map_or(&[][..], Value::list);
    let folders = folders
        .iter()
        .filter_map(Value::text)
        .chain(inner.text("page_type"));
    let mut news = folders.map(|folder| {
        let paths = [format!("content/{folder}"), format!("content/en/{folder}")];
        let mut found = paths
            .iter()
            .map(|path| collection::items(site.files, path, options));
        found
            .find(|news| !news.items.is_empty())
            .unwrap_or_default()
    });
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

/// `content/news/`, each file an item.
pub(super) fn news_section(site: &Site<'_>, options: &Options) -> News {
    let folders = ["content", "content/en", "src/content", ""]
        .iter()
        .flat_map(|folder| site.files.folders(folder));
    let named =
        folders.filter(|folder| collection::is_news_folder(folder) && !folder.starts_with('_'));
    collection::first_filled(named.map(|folder| collection::items(site.files, &folder, options)))
}
