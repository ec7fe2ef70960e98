//! Posts, drafts and the documents of collections.

use chrono::{NaiveDateTime, NaiveTime};

use super::config::{Collection, Config};
use super::page::is_true;
use super::zone::Zone;
use super::{NAMES, defaults, output_extension, url};
use crate::data::{Data, Value};
use crate::pages::address::{self, Address};
use crate::pages::facts::{self, Values};
use crate::pages::head::Head;
use crate::pages::{Found, Options, Page, Status, date};
use crate::{Problem, Source};

/// A document and the day that sorts it.
pub(super) struct Document {
    pub(super) page: Page,
    pub(super) date: NaiveDateTime,
}

/// What a template may ask of a document.
struct Placeholders<'d> {
    collection: &'d Collection,
    relative: &'d str,
    slug: &'d str,
    extension: &'d str,
    categories: String,
    slugged: String,
    date: NaiveDateTime,
}

/// Makes a document of a file with or without front matter; `path` is its path
/// below the site's root.
pub(super) fn document(
    config: &Config,
    collection: &Collection,
    path: &str,
    head: &Head,
    options: &Options,
    found: &mut Found,
) -> Document {
    let empty = Source::new(path, "");
    let source = head.source.as_ref().unwrap_or(&empty);
    let relative = super::relative(config, path);
    let mut layers = vec![(source, &head.front.values)];
    let sets = defaults::sets(config, relative, Some(&collection.label));
    layers.extend(sets.into_iter().map(|set| (&config.source, set)));
    let values = Values(layers);
    let is_draft = collection.label == "posts" && !relative.contains("_posts");
    let (day, stem) = dated(address::name(relative));
    let date = date(config, &values, day, source, options, &mut found.problems);
    let permalink = values.written("permalink");
    let written = permalink.as_ref().map(|link| &*link.text);
    let extension = output_extension(config, path, written);
    let categories = categories(relative, is_draft, collection, &values);
    let placeholders = Placeholders {
        collection,
        relative,
        slug: values.text("slug").unwrap_or(stem),
        extension: &extension,
        categories: joined(categories.iter().map(|name| name.to_lowercase())),
        slugged: joined(categories.iter().map(|name| url::slug(name))),
        date,
    };
    let template = written.unwrap_or(&collection.template);
    let address = address_of(template, &placeholders, source, &mut found.problems);
    let file = address::join(&config.root, path);
    let mut page = facts::page(&file, address, &values, &NAMES, &mut found.problems);
    page.permalink = permalink;
    let day = date.date();
    let is_dated = day != options.today || values.get("date").is_some();
    page.modified = page.modified.or(is_dated.then_some(day));
    if let Some(reason) = unpublished(config, collection, is_draft, &values, date, options) {
        page.status = Status::Unpublished(reason);
    }
    Document { page, date }
}

fn address_of(
    template: &str,
    placeholders: &Placeholders,
    source: &Source,
    problems: &mut Vec<Problem>,
) -> Address {
    let filled = url::fill(template, &|name| placeholders.value(name));
    let filled = filled.unwrap_or_else(|name| {
        let message = format!(
            "the permalink {template} has :{name}, which Jekyll does not know; \
             it does not build the site with it"
        );
        let problem = Problem::error("permalink", source, 0, message);
        problems.push(problem.help("write one such as :title, :slug, :path, :year or :categories"));
        template.to_owned()
    });
    address::of(&url::sanitize(&filled), placeholders.extension)
}

impl Placeholders<'_> {
    fn value(&self, name: &str) -> Option<String> {
        let file = address::name(self.relative);
        let stem = &file[..file.len() - address::extension(file).len()];
        Some(match name {
            "title" => url::title_slug(self.slug),
            "slug" => url::slug(self.slug),
            "name" => url::slug(stem),
            "path" => self.path(),
            "collection" => self.collection.label.clone(),
            "output_ext" => self.extension.to_owned(),
            "categories" => self.categories.clone(),
            "slugified_categories" => self.slugged.clone(),
            _ => return url::of_date(name, self.date),
        })
    }

    // Without the folder of the collection and the extension.
    fn path(&self) -> String {
        let folder = format!("_{}", self.collection.label);
        let extension = address::extension(self.relative);
        let stem = &self.relative[..self.relative.len() - extension.len()];
        stem.replacen(&folder, "", 1)
            .trim_end_matches('.')
            .to_owned()
    }
}

// `2024-05-01-first-steps.md`: the date, and the name without it.
fn dated(name: &str) -> (Option<&str>, &str) {
    let extension = address::extension(name);
    let stem = name[..name.len() - extension.len()].trim_end_matches('.');
    match date_of_name(stem) {
        Some((date, rest)) if !extension.is_empty() => (Some(date), rest),
        _ => (None, stem),
    }
}

fn date_of_name(stem: &str) -> Option<(&str, &str)> {
    let mut parts = stem.splitn(4, '-');
    let mut number = |most: usize, least: usize| {
        let part = parts.next()?;
        let fits = (least..=most).contains(&part.len());
        (fits && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part.len())
    };
    let length = number(4, 2)? + number(2, 1)? + number(2, 1)? + 2;
    Some((&stem[..length], stem[length..].strip_prefix('-')?))
}

/// Whether a name is one of a post: it begins with a date.
pub(super) fn is_post(name: &str) -> bool {
    dated(name).0.is_some()
}

// Its own date, else the one in its name, else the day of the build.
fn date(
    config: &Config,
    values: &Values,
    name: Option<&str>,
    source: &Source,
    options: &Options,
    problems: &mut Vec<Problem>,
) -> NaiveDateTime {
    let named = name.and_then(date::parse).map(|stamp| stamp.local);
    let today = options.today.and_time(NaiveTime::default());
    if let Some((file, value)) = values.get("date") {
        let text = value.text().unwrap_or_default();
        if let Some(stamp) = date::parse(text) {
            return in_zone(stamp, config.zone);
        }
        problems.push(no_date(file, value.at, text));
    } else if let Some(name) = name
        && named.is_none()
    {
        problems.push(no_date(source, 0, name));
    }
    named.unwrap_or(today)
}

fn no_date(source: &Source, at: usize, text: &str) -> Problem {
    let message = format!("`{text}` is no date; Jekyll does not build the site with it");
    Problem::error("date", source, at, message).help("write it as 2024-05-31")
}

// YAML takes a time with seconds and no zone for one in UTC.
fn in_zone(stamp: date::Stamp, zone: Zone) -> NaiveDateTime {
    let stamp = date::Stamp {
        offset: stamp.offset.or(stamp.has_seconds.then_some(0)),
        ..stamp
    };
    stamp.at(zone.offset(stamp.at(0)))
}

// The folders above `_posts`, then what the defaults say, then the page.
fn categories(
    relative: &str,
    is_draft: bool,
    collection: &Collection,
    values: &Values,
) -> Vec<String> {
    let special = match is_draft {
        true => "_drafts".to_owned(),
        false => format!("_{}", collection.label),
    };
    let above = relative
        .split_once(&special)
        .map_or(relative, |(above, _)| above);
    let name = address::name(relative);
    let above = above
        .split('/')
        .filter(|part| !part.is_empty() && *part != name);
    let mut all: Vec<String> = above.map(str::to_owned).collect();
    let (own, defaults) = values.0.split_at(values.0.len().min(1));
    for layers in [defaults, own] {
        let value = layers.iter().find_map(|(_, map)| map.get("categories"));
        all.extend(value.map_or_else(Vec::new, words));
    }
    if let Some((_, value)) = values.get("category") {
        let texts = value.list().iter().filter_map(Value::text);
        all.extend(texts.map(str::to_owned));
    }
    all
}

// A text is several words, a list is one category an item.
fn words(value: &Value) -> Vec<String> {
    match &value.data {
        Data::Text(text) => text.split_whitespace().map(str::to_owned).collect(),
        _ => {
            let texts = value.list().iter().filter_map(Value::text);
            texts.map(str::to_owned).collect()
        }
    }
}

// Each once, in order.
fn joined(names: impl Iterator<Item = String>) -> String {
    let mut seen = std::collections::BTreeSet::new();
    let names = names.filter(|name| seen.insert(name.clone()));
    names.collect::<Vec<_>>().join("/")
}

fn unpublished(
    config: &Config,
    collection: &Collection,
    is_draft: bool,
    values: &Values,
    date: NaiveDateTime,
    options: &Options,
) -> Option<&'static str> {
    let own = values.0.first().and_then(|(_, map)| map.get("published"));
    let published = own.or_else(|| values.get("published").map(|(_, value)| value));
    let is_future = date.date() > options.today && !config.publishes_future;
    if !collection.is_output {
        Some("no output")
    } else if is_draft && !(options.drafts || config.publishes_drafts) {
        Some("draft")
    } else if !published.is_none_or(is_true) && !config.publishes_unpublished {
        Some("published: false")
    } else {
        is_future.then_some("future")
    }
}
