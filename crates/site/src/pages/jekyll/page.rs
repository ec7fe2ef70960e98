//! Pages and static files: what stands outside of collections.

use super::config::{self, Config};
use super::{NAMES, defaults, output_extension, url};
use crate::config::Written;
use crate::data::{Data, Map, Value};
use crate::pages::address::{self, Address};
use crate::pages::facts::{self, Values};
use crate::pages::head::{self, Head};
use crate::pages::{Found, Options, Page, Status, html};
use crate::{Problem, Source};

/// A page: a file with front matter; `path` is its path below the site's root.
pub(super) fn page(config: &Config, path: &str, head: &Head, found: &mut Found) -> Page {
    let empty = Source::new(path, "");
    let source = head.source.as_ref().unwrap_or(&empty);
    let own = &head.front.values;
    let mut layers = vec![(source, own)];
    let sets = defaults::sets(config, path, Some("pages"));
    layers.extend(sets.into_iter().map(|set| (&config.source, set)));
    let permalink = permalink(config, path, source, own, &mut found.problems);
    let extension = output_extension(config, path, permalink.as_ref().map(|link| &*link.text));
    let address = address_of(config, path, permalink.as_ref(), &extension);
    let file = address::join(&config.root, path);
    let problems = &mut found.problems;
    let mut page = facts::page(&file, address, &Values(layers), &NAMES, problems);
    page.permalink = permalink;
    // Only what the page itself says counts here, be it nothing at all.
    let is_published = own.get("published").is_none_or(is_true);
    if !is_published && !config.publishes_unpublished {
        page.status = Status::Unpublished("published: false");
    }
    page
}

// Nothing and `false` are false to Ruby, all else is true.
pub(super) fn is_true(value: &Value) -> bool {
    match &value.data {
        Data::Null | Data::Bool(false) => false,
        // The words of YAML 1.1, which a quoted `false` is not one of.
        Data::Text(text) => {
            let word = text.to_ascii_lowercase();
            !matches!(&*word, "no" | "off")
        }
        _ => true,
    }
}

// A page's own permalink, be it nothing, counts before a default.
fn permalink(
    config: &Config,
    path: &str,
    source: &Source,
    own: &Map,
    problems: &mut Vec<Problem>,
) -> Option<Written> {
    let Some(value) = own.get("permalink") else {
        let value = defaults::find(config, path, "pages", "permalink")?;
        return Written::new(&config.source, value, value.text()?);
    };
    let text = value.text().unwrap_or_default();
    if value.data != Data::Null && text.trim().is_empty() {
        let message = "this permalink is no path; Jekyll does not build the site with it";
        let problem = Problem::error("permalink", source, value.at, message);
        problems.push(problem.help("write a path such as /about/, or take the line out"));
    }
    Written::new(source, value, text)
}

fn address_of(
    config: &Config,
    path: &str,
    permalink: Option<&Written>,
    extension: &str,
) -> Address {
    let name = address::name(path);
    let own = address::extension(name);
    let stem = name[..name.len() - own.len()].trim_end_matches('.');
    let template = match permalink {
        Some(permalink) => permalink.text.clone(),
        None if !head::is_html(extension) => "/:path/:basename:output_ext".to_owned(),
        None if stem == "index" => "/:path/".to_owned(),
        None => format!("/:path/:basename{}", config::suffix(&config.style)),
    };
    // Unlike those of documents, unknown placeholders stay.
    let filled = template
        .replace(":path", &address::literal(address::folder(path)))
        .replace(":basename", &address::literal(stem))
        .replace(":output_ext", extension);
    address::of(&url::sanitize(&filled), extension)
}

/// A file that is published as it is; `collection` is the label and the
/// template of the one it stands in.
pub(super) fn file(
    config: &Config,
    path: &str,
    head: &Head,
    collection: Option<&config::Collection>,
    options: &Options,
) -> Page {
    let relative = super::relative(config, path);
    let address = address_of_file(relative, collection);
    let kind = collection.map(|collection| &*collection.label);
    let mut page = facts::file(&address::join(&config.root, path), address, options);
    let listed = page.status;
    if let Some(source) = &head.source
        && head::is_html(address::extension(path))
    {
        html::complete(&mut page, source);
    }
    let sets = defaults::sets(config, relative, kind);
    let set = |key: &str| sets.iter().find_map(|set| set.get(key));
    if listed == Status::Listed && set("sitemap").is_some_and(|value| !is_true(value)) {
        page.status = Status::Unlisted("sitemap: false");
    }
    let is_output = collection.is_none_or(|collection| collection.is_output);
    if !is_output {
        page.status = Status::Unpublished("no output");
    } else if set("published").is_some_and(|value| !is_true(value)) {
        page.status = Status::Unpublished("published: false");
    }
    page
}

fn address_of_file(path: &str, collection: Option<&config::Collection>) -> Address {
    let extension = address::extension(path);
    let stem = path[..path.len() - extension.len()].trim_end_matches('.');
    let Some(collection) = collection else {
        // Names of files are taken for encoded ones.
        return address::of(&format!("{stem}{extension}"), "");
    };
    let inside = stem.replacen(&format!("_{}", collection.label), "", 1);
    let name = address::name(stem);
    let filled = collection
        .template
        .replace(":collection", &collection.label)
        .replace(":path", &address::literal(&inside))
        .replace(":output_ext", "")
        .replace(":name", &address::literal(name))
        .replace(":title", "");
    let url = url::sanitize(&filled);
    address::of(&format!("{}{extension}", url.trim_end_matches('/')), "")
}
