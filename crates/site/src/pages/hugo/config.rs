//! What Hugo's configuration says of addresses:
//! <https://gohugo.io/configuration/>.

use std::collections::BTreeMap;

use crate::data::{Map, Value};
use crate::{Files, Problem, config};

/// The settings of a Hugo site that make its addresses; names are in small
/// letters, as Hugo does not tell them from capitals.
pub(super) struct Config {
    pub(super) content: String,
    pub(super) statics: String,
    pub(super) languages: Vec<Language>,
    /// Section to pattern.
    pub(super) permalinks: BTreeMap<String, String>,
    /// The plural names of taxonomies, which pages and addresses go by.
    pub(super) taxonomies: Vec<String>,
    pub(super) disabled: Vec<String>,
    pub(super) is_ugly: bool,
    pub(super) keeps_case: bool,
    pub(super) builds_drafts: bool,
    pub(super) builds_future: bool,
    pub(super) builds_expired: bool,
}

/// One language of a site, and where its pages are.
#[derive(Clone)]
pub(super) struct Language {
    pub(super) tag: String,
    /// What stands before all its paths: `/de`, or nothing.
    pub(super) prefix: String,
    /// A folder of its own.
    pub(super) content: Option<String>,
}

// Of one name, the first counts; files of a folder hold one table each.
const NAMES: &[&str] = &[
    "hugo",
    "config",
    "config/_default/hugo",
    "config/_default/config",
];
const TABLES: &[&str] = &["languages", "permalinks", "taxonomies"];
const ENDINGS: &[&str] = &["toml", "yaml", "yml", "json"];

/// Reads the configuration of a site; problems of the files are told where
/// they are read for its settings.
pub(super) fn read(files: &dyn Files) -> Config {
    let mut told: Vec<Problem> = Vec::new();
    let mut open = |name: &str| {
        let mut paths = ENDINGS.iter().map(|ending| format!("{name}.{ending}"));
        let opened = paths.find_map(|path| config::open(files, &path, &mut told));
        opened.map(|(_, map)| lowered(&map))
    };
    let maps: Vec<Map> = NAMES.iter().filter_map(|name| open(name)).collect();
    let tables = TABLES
        .iter()
        .filter_map(|table| Some((*table, open(&format!("config/_default/{table}"))?)));
    let tables: BTreeMap<&str, Map> = tables.collect();
    resolve(&maps, &tables)
}

fn resolve(maps: &[Map], tables: &BTreeMap<&str, Map>) -> Config {
    let get = |key: &str| maps.iter().find_map(|map| map.get(key));
    let table = |key: &str| tables.get(key).or_else(|| get(key).and_then(Value::map));
    let text = |key: &str| get(key).and_then(Value::text);
    let flag = |key: &str| get(key).and_then(Value::bool) == Some(true);
    let list = |key: &str| {
        let values = get(key).map_or(&[][..], Value::list).iter();
        values
            .filter_map(Value::text)
            .map(str::to_lowercase)
            .collect()
    };
    let default = text("defaultcontentlanguage")
        .unwrap_or("en")
        .to_lowercase();
    let in_folder = flag("defaultcontentlanguageinsubdir");
    let folder = |key: &str, usual: &str| text(key).unwrap_or(usual).trim_matches('/').to_owned();
    Config {
        content: folder("contentdir", "content"),
        statics: folder("staticdir", "static"),
        languages: languages(table("languages"), &default, in_folder),
        permalinks: table("permalinks").map_or_else(BTreeMap::new, pairs),
        taxonomies: table("taxonomies").map_or_else(
            || vec!["tags".to_owned(), "categories".to_owned()],
            |map| {
                pairs(map)
                    .into_values()
                    .map(|name| name.to_lowercase())
                    .collect()
            },
        ),
        disabled: list("disablekinds"),
        is_ugly: flag("uglyurls"),
        keeps_case: flag("disablepathtolower"),
        builds_drafts: flag("builddrafts"),
        builds_future: flag("buildfuture"),
        builds_expired: flag("buildexpired"),
    }
}

fn pairs(map: &Map) -> BTreeMap<String, String> {
    let pairs = map
        .entries
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), entry.value.text()?.to_owned())));
    pairs.collect()
}

fn languages(table: Option<&Map>, default: &str, in_folder: bool) -> Vec<Language> {
    let entries = table.map_or(&[][..], |map| &map.entries);
    let enabled = entries
        .iter()
        .filter(|entry| entry.value.map().and_then(|map| map.bool("disabled")) != Some(true));
    let mut languages: Vec<Language> = enabled
        .map(|entry| Language {
            prefix: match entry.key == default && !in_folder {
                true => String::new(),
                false => format!("/{}", entry.key),
            },
            content: entry
                .value
                .map()
                .and_then(|map| map.text("contentdir"))
                .map(|folder| folder.trim_matches('/').to_owned()),
            tag: entry.key.clone(),
        })
        .collect();
    if languages.is_empty() {
        languages.push(Language {
            tag: default.to_owned(),
            prefix: String::new(),
            content: None,
        });
    }
    // The default language comes first: its pages have no language in their names.
    languages.sort_by_key(|language| language.tag != default);
    languages
}

/// The same values under names in small letters. The recursion is no deeper
/// than values may be.
pub(super) fn lowered(map: &Map) -> Map {
    let entries = map.entries.iter().map(|entry| {
        let mut entry = entry.clone();
        entry.key = entry.key.to_lowercase();
        if let crate::Data::Map(inner) = &entry.value.data {
            entry.value.data = crate::Data::Map(lowered(inner));
        }
        entry
    });
    Map {
        entries: entries.collect(),
    }
}
