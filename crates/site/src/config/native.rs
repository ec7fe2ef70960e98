use super::{Key, Kind, RawConfig, Written, open};
use crate::data::{Data, Entry, Map, Value};
use crate::{Files, Problem, Source};

const FILE: &str = "site.toml";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Bool,
    Words,
}

// The table whose keys are the author's own.
const REDIRECTS: &str = "redirects";

// Every setting of site.toml. A new one is a row.
const SETTINGS: &[(&str, Key, Type)] = &[
    ("base_url", Key::BaseUrl, Type::Text),
    ("title", Key::Title, Type::Text),
    ("description", Key::Description, Type::Text),
    ("language", Key::Language, Type::Text),
    ("author.name", Key::AuthorName, Type::Text),
    ("author.uri", Key::AuthorUri, Type::Text),
    ("author.email", Key::AuthorEmail, Type::Text),
    ("feed.page", Key::FeedPage, Type::Text),
    ("feed.heading", Key::FeedHeading, Type::Text),
    ("feed.path", Key::FeedPath, Type::Text),
    ("feed.limit", Key::FeedLimit, Type::Number),
    ("feed.content", Key::FeedContent, Type::Text),
    ("feed.categories", Key::FeedCategories, Type::Bool),
    ("host", Key::Host, Type::Text),
    ("sitemap.redirects", Key::SitemapRedirects, Type::Text),
    ("sitemap.static", Key::SitemapStatic, Type::Words),
    ("sitemap.gzip", Key::SitemapGzip, Type::Bool),
];

/// Reads `site.toml`, and names what it has that is no setting.
pub(super) fn read(files: &dyn Files, raw: &mut RawConfig, problems: &mut Vec<Problem>) {
    let Some((source, map)) = open(files, FILE, problems) else {
        return;
    };
    raw.kind = Kind::Native;
    read_table(&source, "", &map, raw, problems);
}

// Two levels: settings, and the tables that hold settings.
fn read_table(
    source: &Source,
    table: &str,
    map: &Map,
    raw: &mut RawConfig,
    problems: &mut Vec<Problem>,
) {
    for entry in &map.entries {
        let path = format!("{table}{}", entry.key);
        let inside = format!("{path}.");
        if path == REDIRECTS {
            read_redirects(source, &entry.value, raw, problems);
        } else if let Some(&(_, key, kind)) = SETTINGS.iter().find(|row| row.0 == path) {
            match setting(source, &path, &entry.value, kind) {
                Ok(written) => raw.add(key, written),
                Err(problem) => problems.push(problem),
            }
        } else if !SETTINGS.iter().any(|row| row.0.starts_with(&inside)) {
            problems.push(unknown(source, entry, &path));
        } else if let Some(map) = entry.value.map() {
            read_table(source, &inside, map, raw, problems);
        } else {
            problems.push(mistyped(source, &path, &entry.value, "a table"));
        }
    }
}

fn read_redirects(
    source: &Source,
    table: &Value,
    raw: &mut RawConfig,
    problems: &mut Vec<Problem>,
) {
    let Some(map) = table.map() else {
        problems.push(mistyped(source, REDIRECTS, table, "a table"));
        return;
    };
    for entry in &map.entries {
        match redirect(source, entry) {
            Ok(pair) => raw.redirects.push(pair),
            Err(problem) => problems.push(problem),
        }
    }
}

fn redirect(source: &Source, entry: &Entry) -> Result<(Written, Written), Problem> {
    let name = format!("{REDIRECTS}.{}", entry.key);
    // A path without quotes, `about.html = "/"`, is a table `about` to TOML.
    if entry.value.map().is_some() {
        let message = format!("`{name}` is a table");
        let problem = Problem::error("config-type", source, entry.at, message);
        return Err(problem.help("put the whole old path in quotes: \"/about.html\" = \"/\""));
    }
    let Data::Text(target) = &entry.value.data else {
        return Err(mistyped(source, &name, &entry.value, "a text in quotes"));
    };
    let key = Value {
        at: entry.at,
        ..Value::default()
    };
    let pair =
        Written::new(source, &key, &entry.key).zip(Written::new(source, &entry.value, target));
    pair.ok_or_else(|| {
        let message = "a redirect is empty on one side";
        Problem::error("redirect-empty", source, entry.at, message)
            .help("write the old path and the new one: \"/about/\" = \"/\"")
    })
}

fn setting(
    source: &Source,
    path: &str,
    value: &Value,
    expected: Type,
) -> Result<Option<Written>, Problem> {
    match (&value.data, expected) {
        (Data::Text(text), Type::Text) | (Data::Number(text), Type::Number) => {
            Ok(Written::new(source, value, text))
        }
        (Data::Bool(_), Type::Bool) => Ok(Written::new(
            source,
            value,
            value.text().unwrap_or_default(),
        )),
        (Data::List(words), Type::Words) => {
            match words.iter().map(word).collect::<Option<Vec<_>>>() {
                Some(words) => Ok(Written::new(source, value, &words.join(" "))),
                None => Err(mistyped(source, path, value, WORDS)),
            }
        }
        (_, Type::Words) => Err(mistyped(source, path, value, WORDS)),
        (_, Type::Text) => Err(mistyped(source, path, value, "a text in quotes")),
        (_, Type::Number) => Err(mistyped(source, path, value, "a number without quotes")),
        (_, Type::Bool) => Err(mistyped(
            source,
            path,
            value,
            "true or false without quotes",
        )),
    }
}

const WORDS: &str = "a list of words in quotes, as in [\"pdf\"]";

fn word(value: &Value) -> Option<&str> {
    match &value.data {
        Data::Text(word) if !word.contains(char::is_whitespace) => Some(word),
        _ => None,
    }
}

fn mistyped(source: &Source, path: &str, value: &Value, expected: &str) -> Problem {
    let message = format!("`{path}` is {}", value.describe());
    Problem::error("config-type", source, value.at, message).help(format!("make it {expected}"))
}

fn unknown(source: &Source, entry: &Entry, path: &str) -> Problem {
    let message = format!("site.toml has no setting `{path}`");
    let known = SETTINGS.iter().map(|row| row.0).chain([REDIRECTS]);
    let help = match nearest(path, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "take it out, or move it into the table it belongs to".to_owned(),
    };
    Problem::warning("config-key", source, entry.at, message).help(help)
}

// A letter or two apart, or the same name in another table.
fn nearest<'k>(path: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let last = |name: &'_ str| name.rsplit('.').next().map(str::to_owned);
    let distance = |name: &str| match last(name) == last(path) {
        true => 0,
        false => strsim::osa_distance(name, path),
    };
    let near = known.map(|name| (distance(name), name)).min()?;
    (path.len() < 40 && near.0 <= 2).then_some(near.1)
}
