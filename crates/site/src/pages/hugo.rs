//! Hugo: pages, bundles, sections and taxonomies, at the addresses that Hugo
//! gives them: <https://gohugo.io/content-management/urls/>.
//!
//! Sections and taxonomies have pages of their own without a file; the folder
//! stands for it. Themes, `cascade` and modules are not looked at.

use std::collections::BTreeSet;

use self::config::{Config, Language};
use self::lists::Lists;
use self::place::Place;
use super::address::{self, Address, literal};
use super::facts::{self, Names, Values};
use super::{Found, Options, Page, Status, date, head, walk};
use crate::{Files, Problem, Source};

mod config;
mod lists;
mod place;
mod url;

const NAMES: Names = Names {
    redirect_from: &["aliases"],
    redirect_to: &[],
};

const CONTENT: &[&str] = &[
    ".md",
    ".markdown",
    ".mdown",
    ".html",
    ".htm",
    ".adoc",
    ".asciidoc",
    ".org",
    ".pandoc",
    ".pdc",
    ".rst",
];

/// Finds what Hugo publishes.
pub(super) fn enumerate(files: &dyn Files, options: &Options, found: &mut Found) {
    let config = config::read(files);
    let mut lists = Lists::default();
    for (folder, languages) in folders(&config) {
        read_content(
            files, &config, &folder, &languages, options, &mut lists, found,
        );
    }
    lists.add_pages(&config, found);
    for path in walk::tree(files, &config.statics, &|_| true, &mut found.problems) {
        let inside = path[config.statics.len()..].trim_start_matches('/');
        let address = address::of(&literal(inside), "");
        let mut page = facts::file(&path, address, options);
        page.file = path;
        found.pages.push(page);
    }
}

// Each folder of content with the languages whose pages are in it.
fn folders(config: &Config) -> Vec<(String, Vec<Language>)> {
    let mut folders: Vec<(String, Vec<Language>)> = Vec::new();
    for language in &config.languages {
        let folder = language.content.as_ref().unwrap_or(&config.content);
        match folders.iter_mut().find(|known| known.0 == *folder) {
            Some(known) => known.1.push(language.clone()),
            None => folders.push((folder.clone(), vec![language.clone()])),
        }
    }
    folders
}

fn read_content(
    files: &dyn Files,
    config: &Config,
    folder: &str,
    languages: &[Language],
    options: &Options,
    lists: &mut Lists,
    found: &mut Found,
) {
    let own = config
        .languages
        .iter()
        .filter_map(|each| each.content.as_deref());
    let others: Vec<&str> = own.filter(|other| *other != folder).collect();
    let enter = |path: &str| !address::name(path).starts_with('.') && !others.contains(&path);
    let mut paths = walk::tree(files, folder, &enter, &mut found.problems);
    // Sections first, for what is in them depends on them.
    paths.sort_by_key(|path| !Place::of(address::name(path), languages).is_list());
    let bundles: BTreeSet<String> = paths
        .iter()
        .filter_map(|path| bundle(path, languages))
        .collect();
    for path in paths {
        let inside = path[folder.len()..].trim_start_matches('/');
        let place = Place::of(inside, languages);
        let is_own = |above: &str| bundles.contains(&address::join(folder, above));
        let in_bundle = above(inside).any(is_own);
        let is_root_of_one = place.name == "index" && is_own(&place.folder);
        let is_nested = above(&place.folder).any(is_own);
        let is_page = place.is_content && (!in_bundle || (is_root_of_one && !is_nested));
        if !is_page {
            let is_hidden = address::name(&path).starts_with('.');
            // Pages inside a bundle are material for its own page.
            if !is_hidden && !place.is_content {
                found.pages.push(resource(config, &path, inside, options));
            }
            continue;
        }
        let page = page(files, config, &path, &place, options, lists, found);
        found.pages.push(page);
    }
}

// The folders above a path, without the root.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

// The folder that a page called `index` makes a bundle.
fn bundle(path: &str, languages: &[Language]) -> Option<String> {
    let place = Place::of(path, languages);
    (place.is_content && place.name == "index").then_some(place.folder)
}

fn resource(config: &Config, path: &str, inside: &str, options: &Options) -> Page {
    let folder = url::urlize(address::folder(inside), config.keeps_case);
    let inside = address::join(&folder, address::name(inside));
    facts::file(path, address::of(&literal(&inside), ""), options)
}

fn page(
    files: &dyn Files,
    config: &Config,
    path: &str,
    place: &Place,
    options: &Options,
    lists: &mut Lists,
    found: &mut Found,
) -> Page {
    let head = head::read(files, path, &mut found.problems);
    // HTML without front matter is published as it is.
    if !head.is_fenced && head::is_html(address::extension(path)) {
        let folder = address::join(&place.folder, address::name(path));
        return resource(config, path, &folder, options);
    }
    let source = head.source.unwrap_or_else(|| Source::new(path, ""));
    let own = config::lowered(&head.front.values);
    let values = Values(vec![(&source, &own)]);
    let dated = values.text("date").and_then(date::parse);
    let day = dated.map_or(options.today, |stamp| stamp.local.date());
    let address = address_of(config, place, &values, day, &mut found.problems);
    let mut page = facts::page(path, address, &values, &NAMES, &mut found.problems);
    page.permalink = values.written("url");
    page.language = page
        .language
        .or_else(|| (config.languages.len() > 1).then(|| place.language.tag.clone()));
    page.modified = page.modified.or(dated.map(|_| day));
    if config.languages.len() > 1 && page.translation.is_none() {
        page.translation = Some(address::join(&place.folder, &place.name));
    }
    for alias in &mut page.redirect_from {
        alias.text = resolved(&alias.text, &page.path, &place.language.prefix);
    }
    let own = unpublished(config, place, &values, options);
    match lists.hidden(config, place, own) {
        Some(reason) => page.status = Status::Unpublished(reason),
        None => lists.add(config, place, &values, &page, path),
    }
    if page.status == Status::Listed && is_off_lists(&values) {
        page.status = Status::Unlisted("list: never");
    }
    page
}

fn address_of(
    config: &Config,
    place: &Place,
    values: &Values,
    day: chrono::NaiveDate,
    problems: &mut Vec<Problem>,
) -> Address {
    let prefix = &place.language.prefix;
    if let Some(written) = values.written("url") {
        let path = written.text.trim_start_matches('/');
        return ending(config, &format!("{prefix}/{path}"), true);
    }
    let urlize = |text: &str| literal(&url::urlize(text, config.keeps_case));
    if place.is_list() || place.base().is_empty() {
        let path = format!("{prefix}/{}", urlize(&place.folder));
        return match place.folder.is_empty() {
            true => address::of(&format!("{path}/"), ".html"),
            false => ending(config, &path, false),
        };
    }
    let section = place
        .sections()
        .split('/')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if let Some(pattern) = config.permalinks.get(&section) {
        let parts = url::Parts {
            sections: place.sections(),
            title: values.text("title").unwrap_or(place.base()),
            slug: values.text("slug"),
            name: place.base(),
            date: day,
        };
        match url::fill(pattern, &parts, config.keeps_case) {
            Ok(filled) => return ending(config, &format!("{prefix}/{filled}"), false),
            Err(name) => problems.push(unknown(pattern, &name)),
        }
    }
    let name = values.text("slug").unwrap_or(place.base());
    let path = address::join(place.sections(), name);
    ending(config, &format!("{prefix}/{}", urlize(&path)), false)
}

fn unknown(pattern: &str, name: &str) -> Problem {
    let message = format!("the pattern {pattern} has :{name}, which Hugo does not know");
    Problem::in_file("permalink", "", message)
        .help("write one such as :title, :slug, :filename, :year or :sections")
}

// A folder, or with `uglyURLs` a file; a written address may name its file.
fn ending(config: &Config, url: &str, is_written: bool) -> Address {
    let names_file = !url.ends_with('/') && !address::extension(url).is_empty();
    match (is_written, config.is_ugly) {
        (true, _) if names_file => address::of(url, ""),
        (false, true) => address::of(&format!("{}.html", url.trim_end_matches('/')), ""),
        _ => address::of(&format!("{url}/"), ".html"),
    }
}

// One without a slash at its front goes from the folder that the page is in.
fn resolved(alias: &str, page: &str, prefix: &str) -> String {
    if let Some(path) = alias.strip_prefix('/') {
        return format!("{prefix}/{path}");
    }
    let folder = address::folder(page.trim_end_matches('/'));
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in alias
        .trim_start_matches("./")
        .trim_end_matches('/')
        .split('/')
    {
        match name {
            ".." => drop(names.pop()),
            "." | "" => {}
            name => names.push(name),
        }
    }
    let end = if alias.ends_with('/') { "/" } else { "" };
    format!("/{}{end}", names.join("/"))
}

fn unpublished(
    config: &Config,
    place: &Place,
    values: &Values,
    options: &Options,
) -> Option<&'static str> {
    let day = |keys: &[&str]| {
        let text = keys.iter().find_map(|key| values.text(key))?;
        Some(date::parse(text)?.local.date())
    };
    let build = values.get("_build").or_else(|| values.get("build"));
    let render = build.and_then(|(_, build)| build.map()?.text("render"));
    let published = day(&["publishdate", "pubdate", "published", "date"]);
    let expires = day(&["expirydate", "unpublishdate"]);
    let kind = if place.is_list() { "section" } else { "page" };
    let is_home = place.is_list() && place.folder.is_empty();
    let kind = if is_home { "home" } else { kind };
    if values.bool("draft") == Some(true) && !(config.builds_drafts || options.drafts) {
        Some("draft")
    } else if published.is_some_and(|day| day > options.today) && !config.builds_future {
        Some("future")
    } else if expires.is_some_and(|day| day <= options.today) && !config.builds_expired {
        Some("expired")
    } else if values.bool("headless") == Some(true) {
        Some("headless")
    } else if matches!(render, Some("never" | "false" | "link")) {
        Some("render: never")
    } else {
        config
            .disabled
            .iter()
            .any(|each| each == kind)
            .then_some("disableKinds")
    }
}

fn is_off_lists(values: &Values) -> bool {
    let build = values.get("_build").or_else(|| values.get("build"));
    let list = build.and_then(|(_, build)| build.map()?.text("list"));
    matches!(list, Some("never" | "false" | "local"))
}
