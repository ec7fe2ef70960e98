//! Posts of a blog that are News: those of a category or folder that is called
//! so.

use site::{Value, decode, front_matter};

use super::{Site, collection, is_news_name};
use crate::{News, Options};

/// The posts that are News, newest first.
pub(super) fn posts(site: &Site<'_>, options: &Options) -> News {
    let files = site.files;
    let mut folders = files.folders("_posts");
    folders.retain(|folder| collection::is_news_folder(folder));
    let others = files.folders("").into_iter();
    let others = others.filter(|folder| collection::is_news_folder(folder));
    folders.extend(others.map(|folder| format!("{folder}/_posts")));
    let mut news = folders
        .iter()
        .map(|folder| collection::items(files, folder, options));
    if let Some(news) = news.find(|news| !news.items.is_empty()) {
        return news;
    }
    let mut filed = files.list("_posts");
    filed.retain(|path| is_filed_as_news(site, path));
    collection::of_paths(files, &filed, options)
}

fn is_filed_as_news(site: &Site<'_>, path: &str) -> bool {
    let Some(bytes) = site.files.read(path) else {
        return false;
    };
    let (front, _) = front_matter::split(&decode(path, &bytes).0);
    let names = ["categories", "category", "tags", "tag", "type"];
    let mut values = names.iter().filter_map(|name| front.values.find(name));
    values.any(is_news)
}

fn is_news(value: &Value) -> bool {
    let texts = value.list().iter().filter_map(Value::text);
    let words = value.text().into_iter().flat_map(str::split_whitespace);
    // `jekyll update` is what Jekyll's sample post is filed under.
    let mut names = texts.chain(words).filter(|name| *name != "update");
    names.any(is_news_name)
}
