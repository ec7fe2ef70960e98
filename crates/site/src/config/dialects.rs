use super::{Key, Kind, RawConfig, Written, open, profile};
use crate::data::{Map, Value};
use crate::{Files, Problem, Source};

// What a generator calls its files and its settings. A path may be followed by
// the table that the file's settings belong to. Of several names for one
// setting, the first that says something counts.
struct Dialect {
    kind: Kind,
    files: &'static [(&'static str, &'static str)],
    settings: &'static [(Key, &'static [&'static str])],
}

const DIALECTS: &[Dialect] = &[
    Dialect {
        kind: Kind::Jekyll,
        files: &[
            ("_config.yml", ""),
            ("_config.yaml", ""),
            ("_config.toml", ""),
        ],
        settings: &[
            (Key::BaseUrl, &["url"]),
            (Key::BasePath, &["baseurl"]),
            (Key::Repository, &["repository"]),
            (Key::Permalink, &["permalink"]),
            (Key::Title, &["title", "name"]),
            (Key::Description, &["description"]),
            (Key::Language, &["locale", "lang"]),
            (Key::AuthorName, &["author.name", "author"]),
            (Key::AuthorUri, &["author.uri", "author.url"]),
            (Key::AuthorEmail, &["author.email", "email"]),
        ],
    },
    Dialect {
        kind: Kind::Hugo,
        files: &[
            ("hugo.toml", ""),
            ("hugo.yaml", ""),
            ("hugo.yml", ""),
            ("hugo.json", ""),
            ("config.toml", ""),
            ("config.yaml", ""),
            ("config.yml", ""),
            ("config/_default/hugo.toml", ""),
            ("config/_default/hugo.yaml", ""),
            ("config/_default/config.toml", ""),
            ("config/_default/config.yaml", ""),
            ("config/_default/params.toml", "params"),
            ("config/_default/params.yaml", "params"),
        ],
        settings: &[
            (Key::BaseUrl, &["baseURL"]),
            (Key::Title, &["title"]),
            (
                Key::Description,
                &["params.description", "params.marketing.seo.description"],
            ),
            (
                Key::Language,
                &["languageCode", "locale", "defaultContentLanguage"],
            ),
            (
                Key::AuthorName,
                &[
                    "params.author.name",
                    "params.author",
                    "author.name",
                    "author",
                ],
            ),
            (Key::AuthorUri, &["params.author.uri", "params.author.url"]),
            (Key::AuthorEmail, &["params.author.email", "author.email"]),
        ],
    },
    Dialect {
        kind: Kind::Zola,
        files: &[("config.toml", "")],
        settings: &[
            (Key::BaseUrl, &["base_url"]),
            (Key::Title, &["title"]),
            (Key::Description, &["description"]),
            (Key::Language, &["default_language"]),
            (Key::AuthorName, &["author", "extra.author"]),
        ],
    },
    Dialect {
        kind: Kind::Quarto,
        files: &[("_quarto.yml", ""), ("_quarto.yaml", "")],
        settings: &[
            (Key::BaseUrl, &["website.site-url"]),
            (Key::Title, &["website.title", "title"]),
            (Key::Description, &["website.description", "description"]),
            (Key::Language, &["lang"]),
            (Key::AuthorName, &["author.name", "author"]),
            (Key::AuthorUri, &["author.url"]),
            (Key::AuthorEmail, &["author.email"]),
        ],
    },
];

// Any program may have a config.toml; a site's names the address, or what only
// Hugo knows beside a folder of content.
fn is_of_site(files: &dyn Files, kind: Kind, map: &Map) -> bool {
    if kind == Kind::Zola {
        return find(map, "base_url").is_some();
    }
    let hugo = ["theme", "module", "markup", "languageCode", "taxonomies"];
    let has_content = || files.folders("").iter().any(|folder| folder == "content");
    let is_zola = || find(map, "base_url").is_some();
    let is_hugo = || hugo.iter().any(|key| find(map, key).is_some()) && has_content();
    find(map, "baseURL").is_some() || (is_hugo() && !is_zola())
}

/// Adds what other generators' files say to what `site.toml` does.
pub(super) fn read(files: &dyn Files, raw: &mut RawConfig, problems: &mut Vec<Problem>) {
    for dialect in DIALECTS {
        let mut is_one = false;
        for (path, table) in dialect.files {
            let Some((source, map)) = open(files, path, problems) else {
                continue;
            };
            if !path.starts_with("config.") || is_of_site(files, dialect.kind, &map) {
                is_one = true;
                add(dialect, &source, table, &map, raw);
            }
        }
        if is_one {
            raw.kind = dialect.kind;
            return;
        }
    }
}

fn add(dialect: &Dialect, source: &Source, table: &str, map: &Map, raw: &mut RawConfig) {
    for (key, names) in dialect.settings {
        let inside = names.iter().filter_map(|name| match table {
            "" => Some(*name),
            _ => name.strip_prefix(table)?.strip_prefix('.'),
        });
        let mut written = inside.filter_map(|name| {
            let value = find(map, name)?;
            Written::new(source, value, value.text()?).filter(|w| !means_name(*key, &w.text))
        });
        raw.add(*key, written.next());
    }
    if let Some(author) = find(map, "author").and_then(Value::map) {
        let known = author
            .entries
            .iter()
            .filter(|entry| profile::is_key(&entry.key));
        for entry in known {
            let written = entry
                .value
                .text()
                .and_then(|text| Written::new(source, &entry.value, text));
            raw.add_profile(&entry.key, written);
        }
    }
    if let Some(name) = full_name(source, map) {
        raw.add(Key::AuthorName, Some(name.clone()));
        raw.add(Key::Title, Some(name));
    }
}

// The al-folio theme's title `blank` stands for the owner's name.
fn means_name(key: Key, text: &str) -> bool {
    key == Key::Title && text == "blank"
}

// Where the al-folio theme has its owner's name.
fn full_name(source: &Source, map: &Map) -> Option<Written> {
    let parts = ["first_name", "middle_name", "last_name"];
    let parts: Vec<&Value> = parts.iter().filter_map(|part| map.get(part)).collect();
    let texts = parts.iter().filter_map(|part| part.text()).map(str::trim);
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    Written::new(source, parts.first()?, &texts.join(" "))
}

// Hugo does not tell capitals from small letters in names.
fn find<'m>(map: &'m Map, path: &str) -> Option<&'m Value> {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(n, r)| (n, Some(r)));
    let mut entries = map.entries.iter();
    let value = &entries
        .find(|entry| entry.key.eq_ignore_ascii_case(name))?
        .value;
    match rest {
        Some(rest) => find(value.map()?, rest),
        None => Some(value),
    }
}
