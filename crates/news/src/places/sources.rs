//! Markdown among the sources of a site that scripts make.

use super::{Site, own};
use crate::{News, Options};

// Where such a site keeps its words.
const FOLDERS: [&str; 9] = [
    "src/content/pages",
    "src/content",
    "src/pages",
    "src/markdown",
    "src/md",
    "content/pages",
    "content",
    "public/content",
    "public",
];
const ENDINGS: [&str; 2] = [".md", ".mdx"];

/// A page there that has a News heading.
pub(super) fn page(site: &Site<'_>, options: &Options) -> News {
    if !own::is_made_by_scripts(site) || site.files.read("package.json").is_none() {
        return News::default();
    }
    let paths = FOLDERS.iter().flat_map(|folder| site.files.list(folder));
    let paths = paths.filter(|path| ENDINGS.iter().any(|ending| path.ends_with(ending)));
    let mut news = paths.map(|path| own::of_piece(site, &path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}
