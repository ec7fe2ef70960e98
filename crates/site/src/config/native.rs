use super::table::{CHECK, LINKS, NAVIGATION, OWN, REDIRECTS, SETTINGS, Type};
use super::{Kind, RawConfig, Written, open, profile};
use crate::data::{Data, Entry, Map, Value};
use crate::{Files, Problem, Source};

const FILE: &str = "site.toml";

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
            raw.redirects = pairs(source, &path, &entry.value, problems);
        } else if path == NAVIGATION {
            raw.navigation = pairs(source, &path, &entry.value, problems);
        } else if path == CHECK {
            raw.checks = pairs(source, &path, &entry.value, problems);
        } else if path == LINKS {
            for (label, written) in pairs(source, &path, &entry.value, problems) {
                raw.add_profile(&[profile::OWN, &label.text].concat(), Some(written));
            }
        } else if let Some(name) = path
            .strip_prefix("author.")
            .filter(|name| profile::is_key(name))
        {
            match setting(source, &path, &entry.value, Type::Text) {
                Ok(written) => raw.add_profile(name, written),
                Err(problem) => problems.push(problem),
            }
        } else if let Some(row) = SETTINGS.iter().find(|row| row.path == path) {
            match setting(source, &path, &entry.value, row.kind) {
                Ok(written) => raw.add(row.key, written),
                Err(problem) => problems.push(problem),
            }
        } else if !SETTINGS.iter().any(|row| row.path.starts_with(&inside)) {
            problems.push(unknown(source, entry, &path));
        } else if let Some(map) = entry.value.map() {
            read_table(source, &inside, map, raw, problems);
        } else {
            problems.push(mistyped(source, &path, &entry.value, "a table"));
        }
    }
}

// The rows of a table whose keys are the author's own.
fn pairs(
    source: &Source,
    name: &str,
    table: &Value,
    problems: &mut Vec<Problem>,
) -> Vec<(Written, Written)> {
    let Some(map) = table.map() else {
        problems.push(mistyped(source, name, table, "a table"));
        return Vec::new();
    };
    let mut pairs = Vec::with_capacity(map.entries.len());
    for entry in &map.entries {
        match pair(source, name, entry) {
            Ok(pair) => pairs.push(pair),
            Err(problem) => problems.push(problem),
        }
    }
    pairs
}

fn pair(source: &Source, table: &str, entry: &Entry) -> Result<(Written, Written), Problem> {
    let name = format!("{table}.{}", entry.key);
    // A path without quotes, `about.html = "/"`, is a table `about` to TOML.
    if entry.value.map().is_some() && table == REDIRECTS {
        let message = format!("`{name}` is a table");
        let problem = Problem::error("config-type", source, entry.at, message);
        return Err(problem.help("put the whole old path in quotes: \"/about.html\" = \"/\""));
    }
    let Data::Text(target) = &entry.value.data else {
        return Err(mistyped(source, &name, &entry.value, Type::Text.wanted()));
    };
    let key = Value {
        at: entry.at,
        ..Value::default()
    };
    let pair =
        Written::new(source, &key, &entry.key).zip(Written::new(source, &entry.value, target));
    pair.ok_or_else(|| empty(source, table, entry))
}

fn empty(source: &Source, table: &str, entry: &Entry) -> Problem {
    if table == REDIRECTS {
        let message = "a redirect is empty on one side";
        return Problem::error("redirect-empty", source, entry.at, message)
            .help("write the old path and the new one: \"/about/\" = \"/\"");
    }
    let message = format!("a row of `{table}` is empty on one side");
    let help = match table {
        CHECK => "write a check and how much it matters: no-date = \"off\"",
        _ => "write the words and where they lead: \"Papers\" = \"/papers/\"",
    };
    Problem::error("config-type", source, entry.at, message).help(help)
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
                None => Err(mistyped(source, path, value, expected.wanted())),
            }
        }
        _ => Err(mistyped(source, path, value, expected.wanted())),
    }
}

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
    let names = profile::FACTS.iter().map(|fact| fact.0);
    let names = names.chain(profile::SERVICES.iter().map(|service| service.0));
    let names: Vec<String> = names.map(|name| format!("author.{name}")).collect();
    let known = SETTINGS.iter().map(|row| row.path);
    let known = known.chain(OWN.iter().map(|table| table.name));
    let known = known.chain(names.iter().map(String::as_str));
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
