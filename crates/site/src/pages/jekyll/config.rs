//! What `_config.yml` says of addresses:
//! <https://jekyllrb.com/docs/configuration/options/>.

use super::zone::{self, Zone};
use crate::data::{Map, Value};
use crate::{Files, Problem, Source, config};

/// The settings of a Jekyll site that make its addresses.
pub(super) struct Config {
    /// The file, for places in it.
    pub(super) source: Source,
    /// The folder of the site's files; empty where that is the whole folder.
    pub(super) root: String,
    pub(super) destination: String,
    pub(super) collections_dir: String,
    pub(super) collections: Vec<Collection>,
    pub(super) include: Vec<String>,
    pub(super) exclude: Vec<String>,
    /// The extensions of Markdown, with their points.
    pub(super) markdown: Vec<String>,
    /// The site's `permalink`: a style's name or a template.
    pub(super) style: String,
    pub(super) defaults: Vec<Defaults>,
    pub(super) publishes_future: bool,
    pub(super) publishes_unpublished: bool,
    pub(super) publishes_drafts: bool,
    /// How many posts there are at most; 0 for all.
    pub(super) limit_posts: usize,
    pub(super) zone: Zone,
}

/// A folder of documents.
pub(super) struct Collection {
    pub(super) label: String,
    /// Whether its documents become pages.
    pub(super) is_output: bool,
    /// The template of its addresses.
    pub(super) template: String,
}

/// Values for the pages of a scope.
pub(super) struct Defaults {
    pub(super) path: String,
    pub(super) kind: Option<String>,
    pub(super) values: Map,
}

// What Jekyll leaves out wherever a site has an `exclude` of its own or not.
const EXCLUDED: &[&str] = &[
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
];

/// Reads the configuration; a site whose file cannot be read has the defaults.
/// Problems of the file as such are told where it is read for its settings.
pub(super) fn read(files: &dyn Files, problems: &mut Vec<Problem>) -> Config {
    let names = ["_config.yml", "_config.yaml", "_config.toml"];
    let mut told = Vec::new();
    let opened = names
        .iter()
        .find_map(|name| config::open(files, name, &mut told));
    let (source, map) = opened.unwrap_or_else(|| (Source::new(names[0], ""), Map::default()));
    let text = |key: &str| map.text(key).map(str::trim).filter(|text| !text.is_empty());
    let folder = |key| text(key).map_or(String::new(), plain_folder);
    let style = text("permalink").unwrap_or("date").to_owned();
    let flag = |key| map.bool(key) == Some(true);
    let mut exclude = texts(&map, "exclude").unwrap_or_default();
    exclude.extend(EXCLUDED.iter().map(|&name| name.to_owned()));
    Config {
        root: folder("source"),
        destination: text("destination").map_or("_site".to_owned(), plain_folder),
        collections_dir: folder("collections_dir"),
        collections: collections(&map, &style),
        include: texts(&map, "include").unwrap_or_else(|| vec![".htaccess".to_owned()]),
        exclude,
        markdown: markdown(text("markdown_ext").unwrap_or("markdown,mkdown,mkdn,mkd,md")),
        defaults: defaults(&map),
        publishes_future: flag("future"),
        publishes_unpublished: flag("unpublished"),
        publishes_drafts: flag("show_drafts"),
        limit_posts: text("limit_posts")
            .and_then(|n| n.parse().ok())
            .unwrap_or(0),
        zone: zone(&source, &map, problems),
        style,
        source,
    }
}

fn plain_folder(path: &str) -> String {
    let names = path
        .split('/')
        .filter(|name| !matches!(*name, "" | "." | ".."));
    names.collect::<Vec<_>>().join("/")
}

fn texts(map: &Map, key: &str) -> Option<Vec<String>> {
    let value = map.get(key)?;
    let texts = value.list().iter().filter_map(Value::text);
    Some(texts.map(str::to_owned).collect())
}

fn markdown(list: &str) -> Vec<String> {
    let names = list.split(',').map(str::trim);
    names
        .map(|name| format!(".{}", name.to_ascii_lowercase()))
        .collect()
}

fn collections(map: &Map, style: &str) -> Vec<Collection> {
    let posts = template_of_posts(style);
    let mut collections = Vec::new();
    if let Some(named) = map.get("collections").and_then(Value::map) {
        for entry in &named.entries {
            let values = entry.value.map();
            collections.push(collection(&entry.key, values, style));
        }
    } else {
        let names = map.get("collections").map_or(&[][..], Value::list);
        let names = names.iter().filter_map(Value::text);
        collections.extend(names.map(|name| collection(name, None, style)));
    }
    if !collections
        .iter()
        .any(|collection| collection.label == "posts")
    {
        collections.push(collection("posts", None, style));
    }
    for collection in &mut collections {
        if collection.label == "posts" {
            collection.is_output = true;
            if collection.template.starts_with(UNNAMED) {
                collection.template = posts.to_owned();
            }
        }
    }
    collections
}

// The template of a collection that names none.
const UNNAMED: &str = "/:collection/:path";

fn collection(label: &str, values: Option<&Map>, style: &str) -> Collection {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let template = values.and_then(|values| values.text("permalink"));
    Collection {
        label: label.chars().filter(is_plain).collect(),
        is_output: values.and_then(|values| values.bool("output")) == Some(true),
        template: match template {
            Some(template) => template.to_owned(),
            None => format!("{UNNAMED}{}", suffix(style)),
        },
    }
}

// <https://jekyllrb.com/docs/permalinks/#built-in-formats>
fn template_of_posts(style: &str) -> &str {
    match style {
        "none" => "/:categories/:title:output_ext",
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title:output_ext",
        template => template,
    }
}

/// How addresses of pages and of documents end under the site's style.
pub(super) fn suffix(style: &str) -> &'static str {
    match style {
        "pretty" => "/",
        "date" | "ordinal" | "none" => ":output_ext",
        _ if style.ends_with('/') => "/",
        _ if style.ends_with(":output_ext") => ":output_ext",
        _ => "",
    }
}

fn defaults(map: &Map) -> Vec<Defaults> {
    let sets = map.get("defaults").map_or(&[][..], Value::list);
    let sets = sets.iter().filter_map(|set| {
        let set = set.map()?;
        let scope = set.get("scope").and_then(Value::map);
        let text = |key| scope.and_then(|scope| scope.text(key)).map(str::to_owned);
        Some(Defaults {
            path: text("path").unwrap_or_default(),
            kind: text("type").map(|kind| match &*kind {
                "page" => "pages".to_owned(),
                "post" => "posts".to_owned(),
                "draft" => "drafts".to_owned(),
                _ => kind,
            }),
            values: set.get("values")?.map()?.clone(),
        })
    });
    sets.collect()
}

fn zone(source: &Source, map: &Map, problems: &mut Vec<Problem>) -> Zone {
    let Some(value) = map.get("timezone") else {
        return zone::UTC;
    };
    let name = value.text().unwrap_or("UTC").trim();
    zone::named(name).unwrap_or_else(|| {
        let message = format!("dates with a time of day are read as UTC, not as {name}");
        let note = Problem::note("timezone", source, value.at, message);
        problems.push(note.help("write dates of posts without a time where addresses have days"));
        zone::UTC
    })
}
