//! What `site` stands for: the configuration, data files, collections.

use std::collections::BTreeMap;

use super::filters::{is_day, markdownify};
use super::value::Value;
use crate::{Data, Entry, Files, Format, Map, Source, Syntax, data, decode, front_matter};

const DATA_FILES: [&str; 5] = ["yml", "yaml", "json", "csv", "tsv"];
const LAYOUTS: [&str; 3] = ["html", "liquid", "md"];

/// A data file below `_data`, or a folder of them, by its names.
pub(super) fn data(files: &dyn Files, names: &[String]) -> Value {
    for used in (1..=names.len()).rev() {
        let path = format!("_data/{}", names[..used].join("/"));
        let value = data_file(files, &path).or_else(|| data_folder(files, &path));
        if let Some(value) = value {
            return names[used..]
                .iter()
                .fold(value, |value, name| value.get(name));
        }
    }
    Value::Nil
}

// A folder with a file for each entry, by their names.
fn data_folder(files: &dyn Files, path: &str) -> Option<Value> {
    let entries = files.list(path).into_iter().filter_map(|path| {
        let (stem, _) = path.rsplit_once('.')?;
        let name = stem.rsplit('/').next()?.to_owned();
        Some((name, data_file(files, stem)?))
    });
    let entries: BTreeMap<String, Value> = entries.collect();
    (!entries.is_empty()).then(|| Value::map(None, entries))
}

fn data_file(files: &dyn Files, path: &str) -> Option<Value> {
    DATA_FILES.iter().find_map(|extension| {
        let path = format!("{path}.{extension}");
        let (source, _) = decode(&path, &files.read(&path)?);
        Some(match Format::of_path(&path) {
            Some(format) => {
                let (value, _) = data::parse(&source, 0..source.text.len(), format);
                Value::from_data(&value, &source)
            }
            None => Value::from_data(&super::table(&source), &source),
        })
    })
}

pub(super) fn table_data(source: &Source, separator: char) -> crate::Value {
    let mut rows = rows(&source.text, separator).into_iter();
    let names = rows.next().map(|(_, names)| names).unwrap_or_default();
    let rows = rows.map(|(at, cells)| {
        let value = |cell: String| crate::Value {
            at,
            data: Data::Text(cell),
        };
        let named = names.iter().zip(cells);
        let entries = named.map(|(name, cell)| Entry {
            key: name.trim().to_owned(),
            at,
            value: value(cell),
        });
        let entries = entries.collect();
        crate::Value {
            at,
            data: Data::Map(Map { entries }),
        }
    });
    let data = Data::List(rows.collect());
    crate::Value { at: 0, data }
}

fn rows(text: &str, separator: char) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let (mut start, mut in_quotes) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => in_quotes = !in_quotes,
            _ if c == separator && !in_quotes => cells.push(std::mem::take(&mut cell)),
            '\n' if !in_quotes => {
                cells.push(std::mem::take(&mut cell).trim_end_matches('\r').to_owned());
                rows.push((start, std::mem::take(&mut cells)));
                start = at + 1;
            }
            _ => cell.push(c),
        }
        // A doubled quote inside quotes is one: the second opens them again.
        if c == '"' && in_quotes && text[..at].ends_with('"') && at > start + 1 {
            cell.push('"');
        }
    }
    if !cell.is_empty() || !cells.is_empty() {
        cells.push(cell);
        rows.push((start, cells));
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// The documents of a collection, oldest first, as Jekyll sorts them; posts
/// are the other way round.
pub(super) fn collection(files: &dyn Files, name: &str, config: &Value) -> Option<Value> {
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
        date: written,
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

/// The file that `layout: name` means, and so on outwards.
pub(super) fn layouts(files: &dyn Files, front: &Map) -> Vec<Source> {
    let mut layouts: Vec<Source> = Vec::new();
    let mut next = front.text("layout").map(str::to_owned);
    // A layout that is its own is a mistake that Jekyll does not survive either.
    while let Some(name) = next.filter(|_| layouts.len() < 8) {
        let found = LAYOUTS.iter().find_map(|extension| {
            let path = format!("_layouts/{name}.{extension}");
            Some(decode(&path, &files.read(&path)?).0)
        });
        let Some(source) = found else { break };
        next = front_matter::split(&source)
            .0
            .values
            .text("layout")
            .map(str::to_owned);
        layouts.push(source);
    }
    layouts
}

#[cfg(test)]
mod tests {
    use super::{post_address, rows};
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

    #[test]
    fn comma_separated_values_are_read() {
        let text = "date,text\r\n2025-01,\"A, \"\"big\"\"\ntalk\"\n\n2024,b\n";
        let cells: Vec<_> = rows(text, ',')
            .into_iter()
            .map(|(_, cells)| cells)
            .collect();
        assert_eq!(
            cells,
            [
                vec!["date", "text"],
                vec!["2025-01", "A, \"big\"\ntalk"],
                vec!["2024", "b"]
            ]
        );
    }
}
