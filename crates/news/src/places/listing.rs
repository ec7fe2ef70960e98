//! Quarto's listings: the home page names files, folders or a data file.

use site::{Map, Value};

use super::{Site, collection, is_news_name, is_titled_news, probe, rows};
use crate::{News, Options, is_news_heading};

/// The listing of a page that is called News or stands below a News heading.
pub(super) fn listing(site: &Site<'_>, options: &Options) -> News {
    let listings = site
        .front
        .values
        .get("listing")
        .map_or(&[][..], Value::list);
    let mut news = listings
        .iter()
        .filter_map(Value::map)
        .filter(|map| is_news(map) || is_below_news(site, map, options));
    let found = news.find_map(|map| {
        let contents = map.get("contents").map_or(&[][..], Value::list);
        let news = contents.iter().map(|contents| of(site, contents, options));
        let mut news = news.into_iter().find(|news| !news.items.is_empty())?;
        let sort = map.get("sort").and_then(|sort| sort.list().first()?.text());
        if sort.is_some_and(|sort| sort == "date" || sort == "date asc") {
            news.items.reverse();
        }
        Some(news)
    });
    found.unwrap_or_default()
}

fn is_news(listing: &Map) -> bool {
    let named = listing.text("id").is_some_and(is_news_name);
    let titled = listing.text("title").is_some_and(is_news_heading);
    let contents = listing.texts("contents");
    named
        || titled
        || contents.iter().any(|path| {
            path.split(['/', '.', '*'])
                .any(|part| !part.is_empty() && is_news_name(part))
        })
}

// Quarto puts a listing into the `:::` block with its id, else at the end.
fn is_below_news(site: &Site<'_>, listing: &Map, options: &Options) -> bool {
    let (page, start) = (&site.page, site.front.body_start);
    let body = &page.text[start..];
    let block = listing
        .text("id")
        .and_then(|id| body.find(&format!("#{id}")));
    let end = block.map_or(body.len(), |at| body[..at].rfind(":::").unwrap_or(at));
    let end = start + body[..end].trim_end_matches(':').len();
    let titled = is_titled_news(&site.front.values);
    let options = Options {
        whole: options.whole || titled,
        ..options.clone()
    };
    probe::heading_above(page, start..end, &options).is_some()
}

// `news`, `news/*.qmd`, `posts/**/index.qmd`, `news.yml`, or rows in place.
fn of(site: &Site<'_>, contents: &Value, options: &Options) -> News {
    let Some(path) = contents.text() else {
        return rows::of_value(&site.page, contents, options);
    };
    if let Some(bytes) = site.files.read(path).filter(|_| rows::is_data_file(path)) {
        let (source, _) = site::decode(path, &bytes);
        return rows::of_file(&source, options);
    }
    let (folder, pattern) = match path.split_once('*') {
        Some((folder, pattern)) => (folder, Some(pattern)),
        None => (path, None),
    };
    let (folder, here) = from_page(site, folder.trim_end_matches('/'));
    let paths = collection::paths_of_items(site.files, &folder);
    let is_shown = |path: &String| {
        // `**/index.qmd`: what stands in folders below, and not the list itself.
        let inside = path
            .strip_prefix(&folder)
            .unwrap_or(path)
            .trim_start_matches('/');
        let is_below = pattern.is_some_and(|pattern| pattern.contains('/'));
        *path != site.page.path && (inside.contains('/') || !(here && is_below))
    };
    let paths: Vec<String> = paths.into_iter().filter(is_shown).collect();
    collection::of_paths(site.files, &paths, options)
}

// Paths count from the page, unless they begin with `/`; and whether the folder
// is that of the page.
fn from_page(site: &Site<'_>, folder: &str) -> (String, bool) {
    let here = site
        .page
        .path
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    if let Some(from_root) = folder.strip_prefix('/') {
        return (from_root.to_owned(), from_root == here);
    }
    let folder = folder.trim_start_matches("./");
    match (here, folder) {
        (_, "") => (here.to_owned(), true),
        ("", folder) => (folder.to_owned(), false),
        (here, folder) => {
            let below = format!("{here}/{folder}");
            let is_there = !collection::paths_of_items(site.files, &below).is_empty();
            (if is_there { below } else { folder.to_owned() }, false)
        }
    }
}
