//! The documents of a collection, `site.posts` among them.

use std::collections::BTreeMap;

use super::filters::{is_day, markdownify};
use super::value::Value;
use crate::{Files, Map, Syntax, decode, front_matter};

/// The documents of a collection, oldest first, as Jekyll sorts them; posts
/// are the other way round.
pub(super) fn documents(files: &dyn Files, name: &str, config: &Value) -> Option<Value> {
    let folder = format!("_{name}");
    let mut documents: Vec<Document> = below(files, &folder)
        .iter()
        .filter(|path| !is_translation(path, &folder, config))
        .filter_map(|path| document(files, name, path, config))
        .collect();
    if documents.is_empty() {
        return None;
    }
    documents.sort_by(|a, b| (&a.date, &a.path).cmp(&(&b.date, &b.path)));
    if name == "posts" {
        documents.reverse();
    }
    Some(Value::List(
        documents
            .into_iter()
            .map(|document| document.value)
            .collect(),
    ))
}

struct Document {
    date: String,
    path: String,
    value: Value,
}

// How deep the folders of a collection may lie in each other.
const DEEPEST: usize = 6;

fn below(files: &dyn Files, folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let mut waiting = vec![(folder.to_owned(), DEEPEST)];
    while let Some((folder, depth)) = waiting.pop() {
        paths.extend(files.list(&folder));
        if depth > 0 {
            let inner = files.folders(&folder).into_iter();
            waiting.extend(inner.map(|folder| (folder, depth - 1)));
        }
    }
    paths
}

// `_news/fr/talk.md` where the site's own language is another: the page that is
// read does not show it.
fn is_translation(path: &str, folder: &str, config: &Value) -> bool {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let language = inside.trim_start_matches('/').split_once('/');
    let own = ["default_lang", "lang"].map(|name| config.get(name).write());
    let own = own.iter().find(|own| !own.is_empty());
    language.is_some_and(|(language, _)| {
        let languages = config.get("languages");
        let is_one = languages
            .values()
            .iter()
            .any(|known| &*known.write() == language);
        is_one && own.is_some_and(|own| &**own != language)
    })
}

// The `defaults` of the configuration for a file. Of two the one with the longer
// path counts, else the one with a type, else the last:
// <https://jekyllrb.com/docs/configuration/front-matter-defaults/#precedence>.
fn defaults(entries: &mut BTreeMap<String, Value>, collection: &str, path: &str, config: &Value) {
    let all = config.get("defaults").values();
    let fitting = all.iter().filter_map(|each| {
        let scope = each.get("scope");
        let (folder, kind) = (scope.get("path").write(), scope.get("type").write());
        let folder = folder.trim_matches('/');
        let rest = path.strip_prefix(folder)?;
        let in_folder = folder.is_empty() || rest.is_empty() || rest.starts_with('/');
        let fits = in_folder && (kind.is_empty() || &*kind == collection);
        fits.then(|| ((folder.len(), !kind.is_empty()), each.get("values")))
    });
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(exactness, _)| *exactness);
    for (_, values) in fitting {
        if let Value::Map(values) = values {
            let values = values.entries.iter();
            entries.extend(values.map(|(name, value)| (name.clone(), value.clone())));
        }
    }
}

fn document(files: &dyn Files, collection: &str, path: &str, config: &Value) -> Option<Document> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = name.rsplit_once('.')?;
    let is_page = ["md", "markdown", "html", "htm", "mkd"].contains(&extension);
    // Jekyll leaves out what begins with a dot or an underscore.
    if !is_page || name.starts_with(['.', '_']) {
        return None;
    }
    let (source, _) = decode(path, &files.read(path)?);
    let (front, _) = front_matter::split(&source);
    if front.format.is_none() || front.values.bool("published") == Some(false) {
        return None;
    }
    let content = match Syntax::of(path) {
        Syntax::Html => front.body(&source).trim().to_owned(),
        Syntax::Markdown => markdownify(front.body(&source)),
    };
    let (dated, slug) = file_date(stem);
    let written = front
        .values
        .text("date")
        .or(dated)
        .unwrap_or_default()
        .to_owned();
    let mut fields = vec![
        ("title", Value::text(slug)),
        ("url", Value::text(&format!("/{collection}/{stem}/"))),
        ("content", Value::text(&content)),
        ("excerpt", Value::text(&content)),
        ("output", Value::text(&content)),
        ("slug", Value::text(slug)),
        ("path", Value::text(path)),
    ];
    if collection == "posts"
        && let Some(dated) = dated
    {
        let day = written.get(..10).filter(|day| is_day(day));
        let permalink = config.get("permalink").write();
        let address = post_address(&permalink, &front.values, day.unwrap_or(dated), slug);
        let address = address.map_or(Value::Nil, |address| Value::text(&address));
        fields.push(("url", address));
    }
    if let Some(permalink) = front.values.text("permalink") {
        fields.push(("url", Value::text(permalink)));
    }
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    let mut entries: BTreeMap<String, Value> = fields.collect();
    defaults(&mut entries, collection, path, config);
    for entry in &front.values.entries {
        entries.insert(entry.key.clone(), Value::from_data(&entry.value, &source));
    }
    if !written.is_empty() {
        entries.insert("date".to_owned(), Value::text(&written));
    }
    let place = source.place(front.body_start.min(source.text.trim_end().len()));
    Some(Document {
        date: sortable(&written),
        path: path.to_owned(),
        value: Value::map(Some(place), entries),
    })
}

// Where a post is by the `permalink` of the configuration; none where that asks
// for more than is known here. <https://jekyllrb.com/docs/permalinks/>
fn post_address(permalink: &str, front: &Map, day: &str, slug: &str) -> Option<String> {
    let template = match permalink {
        "" | "date" => "/:categories/:year/:month/:day/:title.html",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "none" => "/:categories/:title.html",
        template if template.contains(':') => template,
        _ => return None,
    };
    let values = [
        (":categories", categories(front).join("/")),
        (":year", day.get(..4)?.to_owned()),
        (":month", day.get(5..7)?.to_owned()),
        (":day", day.get(8..10)?.to_owned()),
        (":title", slug.to_owned()),
        (":slug", slug.to_owned()),
        (":output_ext", ".html".to_owned()),
    ];
    let mut address = String::new();
    for part in template.split('/').filter(|part| !part.is_empty()) {
        let filled = values.iter().fold(part.to_owned(), |part, (name, value)| {
            part.replace(name, value)
        });
        if part.contains(':') && filled.contains(':') {
            return None;
        }
        // A post of no category has no folder of one.
        if !filled.is_empty() {
            address.push('/');
            address.push_str(&filled);
        }
    }
    let end = if template.ends_with('/') { "/" } else { "" };
    Some(address + end)
}

// Of a list each entry is one; a text is words.
fn categories(front: &Map) -> Vec<String> {
    let names = ["categories", "category"].into_iter();
    let values = names.filter_map(|name| front.get(name));
    let names = values.flat_map(|value| match value.text() {
        Some(words) => words.split_whitespace().collect(),
        None => value
            .list()
            .iter()
            .filter_map(crate::Value::text)
            .collect::<Vec<_>>(),
    });
    names.map(str::to_lowercase).collect()
}

// `2024-03-05-a-talk` is a post's date and its name.
fn file_date(stem: &str) -> (Option<&str>, &str) {
    let day = stem.get(..10).filter(|day| is_day(day));
    match (day, stem.get(11..)) {
        (Some(day), Some(slug)) if stem[10..].starts_with('-') => (Some(day), slug),
        _ => (None, stem),
    }
}

// `2024-4-8` as `2024-04-08`: Jekyll compares dates, not their spelling.
fn sortable(date: &str) -> String {
    let (day, time) = date.split_at(date.find([' ', 'T']).unwrap_or(date.len()));
    let parts: Vec<String> = day.split('-').map(|part| format!("{part:0>2}")).collect();
    parts.join("-") + time
}

#[cfg(test)]
mod tests {
    use super::post_address;
    use crate::{Source, front_matter};

    #[test]
    fn posts_are_where_the_permalink_says() {
        let at = |permalink, front: &str| {
            let page = Source::new("p.md", format!("---\n{front}\n---\n"));
            let (front, _) = front_matter::split(&page);
            post_address(permalink, &front.values, "2030-07-08", "a-talk")
        };
        for (permalink, front, address) in [
            ("", "", "/2030/07/08/a-talk.html"),
            (
                "date",
                "categories: News Talks",
                "/news/talks/2030/07/08/a-talk.html",
            ),
            ("pretty", "category: News", "/news/2030/07/08/a-talk/"),
            (
                "none",
                "categories: [Open Source]",
                "/open source/a-talk.html",
            ),
            (
                "/blog/:year/:title/",
                "categories: news",
                "/blog/2030/a-talk/",
            ),
            ("/:year-:month/:slug", "", "/2030-07/a-talk"),
        ] {
            assert_eq!(
                at(permalink, front).as_deref(),
                Some(address),
                "{permalink}"
            );
        }
        for permalink in ["/:year/:week/:title", "ordinal"] {
            assert_eq!(at(permalink, ""), None, "{permalink}");
        }
    }
}
