//! A file that somebody named.

use super::{Site, collection, is_news_file, is_titled_news, loaded, page_or_listing, site_page};
use crate::{News, Options};

/// One that holds nothing but the list may do without a heading.
pub(super) fn file(site: &Site<'_>, options: &Options) -> News {
    let looks = [
        page_or_listing,
        whole,
        site_page::in_layouts,
        loaded::in_scripts,
        collection::one,
    ];
    let mut first = None;
    for (at, look) in looks.into_iter().enumerate() {
        let news = look(site, options);
        if !news.items.is_empty() {
            return news;
        }
        if at == 0 {
            first = Some(news);
        }
    }
    first.unwrap_or_default()
}

fn whole(site: &Site<'_>, options: &Options) -> News {
    if !is_fragment(site) {
        return News::default();
    }
    let whole = Options {
        whole: true,
        ..options.clone()
    };
    site.page(&whole, false)
}

fn is_fragment(site: &Site<'_>) -> bool {
    let path = &site.page.path;
    let folders = ["_includes/", "includes/", "_data/"];
    let in_includes = folders
        .iter()
        .any(|folder| path.starts_with(folder) || path.contains(&format!("/{folder}")));
    in_includes || is_news_file(path) || is_titled_news(&site.front.values)
}
