//! Zola: pages, sections and terms, at the addresses that Zola gives them:
//! <https://www.getzola.org/documentation/content/page/>.
//!
//! Terms and taxonomies have pages without a file; the folder stands for it.

use std::collections::BTreeSet;

use super::address::{self, Address, literal};
use super::facts::{self, Names, Values};
use super::{Found, Options, Page, Status, date, glob, head, walk};
use crate::data::{Map, Value};
use crate::{Files, Source, config};

const NAMES: Names = Names {
    redirect_from: &["aliases"],
    redirect_to: &["redirect_to"],
};

const CONTENT: &str = "content";

struct Config {
    languages: Vec<String>,
    taxonomies: Vec<String>,
    ignored: Vec<String>,
    // Whether paths become ASCII names; else only what no file may have goes.
    is_slugged: bool,
}

/// Finds what Zola publishes.
pub(super) fn enumerate(files: &dyn Files, options: &Options, found: &mut Found) {
    let config = read(files);
    let mut terms = BTreeSet::new();
    for path in walk::tree(files, CONTENT, &|_| true, &mut found.problems) {
        let inside = &path[CONTENT.len() + 1..];
        if config.ignored.iter().any(|glob| glob::paths(glob, inside)) {
            continue;
        }
        let page = match address::extension(inside) {
            ".md" => page(files, &config, &path, options, &mut terms, found),
            _ => facts::file(&path, asset(&config, inside), options),
        };
        found.pages.push(page);
    }
    let is_home = |page: &Page| page.path == "/" && page.output == "index.html";
    if !found.pages.iter().any(is_home) {
        terms.insert("/".to_owned());
    }
    for path in terms {
        let values = Values::default();
        let address = address::of(&literal(&path), ".html");
        let page = facts::page(CONTENT, address, &values, &NAMES, &mut found.problems);
        found.pages.push(page);
    }
    for path in walk::tree(files, "static", &|_| true, &mut found.problems) {
        let inside = address::of(&literal(&path["static/".len()..]), "");
        found.pages.push(facts::file(&path, inside, options));
    }
}

fn read(files: &dyn Files) -> Config {
    let opened = config::open(files, "config.toml", &mut Vec::new());
    let map = opened.map_or_else(Map::default, |(_, map)| map);
    let languages = map.get("languages").and_then(Value::map);
    let languages = languages.map_or(&[][..], |map| &map.entries).iter();
    let default = map.text("default_language").unwrap_or("en");
    let languages = languages.map(|entry| entry.key.clone());
    let taxonomies = map.get("taxonomies").map_or(&[][..], Value::list).iter();
    let names = taxonomies.filter_map(|each| each.map()?.text("name"));
    Config {
        languages: languages.filter(|tag| tag != default).collect(),
        taxonomies: names.map(str::to_owned).collect(),
        ignored: map
            .texts("ignored_content")
            .into_iter()
            .map(str::to_owned)
            .collect(),
        is_slugged: map
            .find("slugify.paths")
            .and_then(Value::text)
            .unwrap_or("on")
            == "on",
    }
}

// Files beside a page lie beside it in the site too.
fn asset(config: &Config, inside: &str) -> Address {
    let folder = slugged(config, address::folder(inside));
    let path = address::join(&folder, address::name(inside));
    address::of(&literal(&path), "")
}

fn page(
    files: &dyn Files,
    config: &Config,
    path: &str,
    options: &Options,
    terms: &mut BTreeSet<String>,
    found: &mut Found,
) -> Page {
    let head = head::read(files, path, &mut found.problems);
    let source = head.source.unwrap_or_else(|| Source::new(path, ""));
    let values = Values(vec![(&source, &head.front.values)]);
    let inside = &path[CONTENT.len() + 1..];
    let stem = inside.strip_suffix(".md").unwrap_or(inside);
    let language = address::extension(stem).trim_start_matches('.');
    let language = config.languages.iter().find(|tag| **tag == language);
    let stem = match language {
        Some(tag) => &stem[..stem.len() - tag.len() - 1],
        None => stem,
    };
    let prefix = language.map_or(String::new(), |tag| format!("/{tag}"));
    let address = address_of(config, stem, &prefix, &values);
    let mut page = facts::page(path, address, &values, &NAMES, &mut found.problems);
    page.permalink = values.written("path");
    page.language = page.language.or(language.cloned());
    page.translation = (!config.languages.is_empty()).then(|| stem.to_owned());
    if values.bool("draft") == Some(true) && !options.drafts {
        page.status = Status::Unpublished("draft");
    } else if values.bool("render") == Some(false) {
        page.status = Status::Unpublished("render: false");
    } else {
        add_terms(config, &prefix, &head.front.values, terms);
    }
    page
}

fn address_of(config: &Config, stem: &str, prefix: &str, values: &Values) -> Address {
    let (folder, name) = (address::folder(stem), address::name(stem));
    let name = match name {
        "_index" => return folder_of(&format!("{prefix}/{}", slugged(config, folder))),
        _ => name,
    };
    if let Some(path) = values.text("path") {
        return folder_of(&format!("{prefix}/{}", path.trim_matches('/')));
    }
    let (folder, name) = match name {
        "index" => (address::folder(folder), address::name(folder)),
        _ => (folder, name),
    };
    let name = values.text("slug").unwrap_or_else(|| dateless(name));
    let path = address::join(&slugged(config, folder), &slugged(config, name));
    folder_of(&format!("{prefix}/{path}"))
}

fn folder_of(path: &str) -> Address {
    address::of(&literal(&format!("{path}/")), ".html")
}

// `2024-05-01-name` and `2024-05-01_name`: the date is taken off, if there is
// anything left.
fn dateless(name: &str) -> &str {
    let (Some(day), Some(rest)) = (name.get(..10), name.get(10..)) else {
        return name;
    };
    // A time of day may follow the date: `2024-05-01T10:00:00Z-name`.
    let rest = match rest.strip_prefix('T') {
        Some(time) => time.split_once(['-', '_']).map_or("", |(_, rest)| rest),
        None => rest.trim_start().strip_prefix(['-', '_']).unwrap_or(""),
    };
    match date::parse(day) {
        Some(_) if !rest.trim().is_empty() => rest.trim(),
        _ => name,
    }
}

fn slugged(config: &Config, path: &str) -> String {
    let names = path.split('/').map(|name| match config.is_slugged {
        true => slug(name),
        false => name
            .chars()
            .filter(|c| !"?#<>:\"|*\\".contains(*c))
            .collect(),
    });
    names.collect::<Vec<_>>().join("/")
}

// Small ASCII letters and digits, one hyphen for all between.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(plain) {
        match c.is_ascii_alphanumeric() {
            true => slug.push(c.to_ascii_lowercase()),
            false if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            false => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

// Latin letters without their accents. Other scripts, which Zola spells in
// Latin letters, stay out: their pages should name their `slug`.
fn plain(c: char) -> Vec<char> {
    const ACCENTED: &[(&str, &str)] = &[
        ("àáâãåāăąÀÁÂÃÅĀĂĄ", "a"),
        ("çćčÇĆČ", "c"),
        ("ďđĎĐ", "d"),
        ("èéêëēėęěÈÉÊËĒĖĘĚ", "e"),
        ("ğĞ", "g"),
        ("ìíîïīįıÌÍÎÏĪĮİ", "i"),
        ("łŁ", "l"),
        ("ñńňÑŃŇ", "n"),
        ("òóôõøōőÒÓÔÕØŌŐ", "o"),
        ("řŘ", "r"),
        ("śšşșŚŠŞȘ", "s"),
        ("ťţțŤŢȚ", "t"),
        ("ùúûūůűųÙÚÛŪŮŰŲ", "u"),
        ("ýÿÝŸ", "y"),
        ("źżžŹŻŽ", "z"),
        ("äÄ", "a"),
        ("öÖ", "o"),
        ("üÜ", "u"),
        ("ß", "ss"),
        ("æÆ", "ae"),
        ("œŒ", "oe"),
    ];
    match ACCENTED.iter().find(|row| row.0.contains(c)) {
        Some((_, letters)) => letters.chars().collect(),
        None => vec![c],
    }
}

fn add_terms(config: &Config, prefix: &str, own: &Map, terms: &mut BTreeSet<String>) {
    let Some(named) = own.get("taxonomies").and_then(Value::map) else {
        return;
    };
    for taxonomy in &config.taxonomies {
        for term in named.texts(taxonomy) {
            let base = format!("{prefix}/{}", slug(taxonomy));
            terms.insert(format!("{base}/{}/", slug(term)));
            terms.insert(format!("{base}/"));
        }
    }
}
