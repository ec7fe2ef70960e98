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

#[cfg(test)]
mod tests {
    use site::MemoryFiles;

    use crate::{Options, find};

    const PAGE: (&str, &str) = ("index.md", "---\n---\nHello.\n");
    const JEKYLL: (&str, &str) = ("_config.yml", "title: A");

    // The titles of the items, newest first.
    fn titles(posts: &[(&str, &str)]) -> String {
        let files = posts.iter().chain([&PAGE, &JEKYLL]);
        let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        let news = find(&MemoryFiles(files.collect()), "", &Options::default());
        let titles = news.items.iter().map(|item| item.title.as_str());
        titles.collect::<Vec<_>>().join(", ")
    }

    fn post(front: &str) -> String {
        format!("---\ntitle: A\n{front}\n---\nx\n")
    }

    #[test]
    fn a_post_is_filed_as_news() {
        for front in [
            "category: news",
            "categories: [Talks, News]",
            "categories: talks news",
            "tags: [updates]",
            "tag: News",
            "type: news",
        ] {
            let posts = [("_posts/2030-07-08-a.md", &*post(front))];
            assert_eq!(titles(&posts), "A", "{front}");
        }
        for front in [
            "category: jekyll update",
            "categories: [Open news sources]",
            "tags: newsletter",
            "layout: news",
            "category: news\npublished: false",
            "",
        ] {
            let posts = [("_posts/2030-07-08-a.md", &*post(front))];
            assert_eq!(titles(&posts), "", "{front}");
        }
    }

    #[test]
    fn posts_lie_in_a_folder_that_is_called_news() {
        for folder in ["_posts/news", "_posts/notes", "news/_posts"] {
            let a = format!("{folder}/2030-07-08-a.md");
            let b = format!("{folder}/2031-01-02-b.md");
            let posts = [
                (&*a, "---\ntitle: A\n---\nx"),
                (&*b, "---\ntitle: B\n---\nx"),
            ];
            let expected = if folder.ends_with("notes") {
                ""
            } else {
                "B, A"
            };
            assert_eq!(titles(&posts), expected, "{folder}");
        }
    }
}
