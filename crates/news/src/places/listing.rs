//! Quarto's listings: the home page names files, folders or a data file.

use site::{Map, Value};

use super::{Site, collection, is_news_name, rows};
use crate::{News, Options, is_news_heading};

/// The listing of the home page that is called News, or the only one that
/// lists a folder of that name.
pub(super) fn listing(site: &Site<'_>, options: &Options) -> News {
    let listings = site
        .front
        .values
        .get("listing")
        .map_or(&[][..], Value::list);
    let mut news = listings
        .iter()
        .filter_map(Value::map)
        .filter(|map| is_news(map));
    let found = news.find_map(|map| {
        let contents = map.get("contents").map_or(&[][..], Value::list);
        let news = contents.iter().map(|contents| of(site, contents, options));
        news.into_iter().find(|news| !news.items.is_empty())
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

// `news`, `news/*.qmd`, `posts/**/index.qmd`, `news.yml`, or rows in place.
fn of(site: &Site<'_>, contents: &Value, options: &Options) -> News {
    let Some(path) = contents.text() else {
        return rows::of_value(&site.page, contents, options);
    };
    if let Some(bytes) = site.files.read(path).filter(|_| rows::is_data_file(path)) {
        let (source, _) = site::decode(path, &bytes);
        return rows::of_file(&source, options);
    }
    let folder = path.split('*').next().unwrap_or(path).trim_end_matches('/');
    collection::items(site.files, folder, options)
}
