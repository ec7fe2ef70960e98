//! Data files that are called News, in whatever folder a site of scripts keeps
//! them.

use super::{Site, own, rows};
use crate::{News, Options};

// A site has no more folders than this, and none lies deeper.
const MOST_FOLDERS: usize = 400;
const DEEPEST: usize = 6;
// What is built or brought by others.
const NOT_ENTERED: [&str; 9] = [
    "node_modules",
    "dist",
    "build",
    "out",
    "vendor",
    "target",
    "_site",
    "coverage",
    "test",
];

/// The first data file that is called News, or stands in a folder that is.
pub(super) fn data_file(site: &Site<'_>, options: &Options) -> News {
    if !own::is_made_by_scripts(site) {
        return News::default();
    }
    let folders = folders(site);
    let paths = folders.iter().flat_map(|folder| site.files.list(folder));
    let paths = paths.filter(|path| rows::is_data_file(path) && is_called_news(path));
    let mut news = paths.map(|path| own::of_file(site, &path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

fn is_called_news(path: &str) -> bool {
    let folder = path.rsplit('/').nth(1);
    own::is_called_news(path) || folder.is_some_and(rows::is_news_key)
}

// The folders of a site, those above before those in them.
fn folders(site: &Site<'_>) -> Vec<String> {
    let mut folders = vec![String::new()];
    let mut at = 0;
    while at < folders.len() && folders.len() < MOST_FOLDERS {
        let folder = &folders[at];
        let is_deep = folder.split('/').count() > DEEPEST;
        let inner = match is_deep {
            true => Vec::new(),
            false => site.files.folders(folder),
        };
        let is_own = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !name.starts_with('.') && !NOT_ENTERED.contains(&name)
        };
        folders.extend(inner.into_iter().filter(is_own));
        at += 1;
    }
    folders.truncate(MOST_FOLDERS);
    folders
}
