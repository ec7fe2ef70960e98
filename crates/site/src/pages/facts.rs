//! What front matter tells of a page, whatever its generator calls it.

use chrono::NaiveDate;

use super::address::Address;
use super::{Options, Page, Status, date, glob};
use crate::config::Written;
use crate::data::{Data, Map, Value};
use crate::{Problem, Source};

/// The named values of a page: its own, and those that stand in for what it
/// does not say, each with the file it is written in.
#[derive(Clone, Default)]
pub(super) struct Values<'v>(pub(super) Vec<(&'v Source, &'v Map)>);

impl<'v> Values<'v> {
    /// The first value with this name that says something.
    pub(super) fn get(&self, key: &str) -> Option<(&'v Source, &'v Value)> {
        let mut layers = self.0.iter();
        layers.find_map(|(source, map)| {
            let value = map.get(key)?;
            (value.data != Data::Null).then_some((*source, value))
        })
    }

    pub(super) fn text(&self, key: &str) -> Option<&'v str> {
        self.get(key)?.1.text()
    }

    pub(super) fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.1.bool()
    }

    pub(super) fn written(&self, key: &str) -> Option<Written> {
        let (source, value) = self.get(key)?;
        Written::new(source, value, value.text()?)
    }

    /// A list, or one value that counts as one; a problem for what is neither.
    pub(super) fn list(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<Written> {
        let Some((source, value)) = self.get(key) else {
            return Vec::new();
        };
        let mut list = Vec::new();
        for value in value.list() {
            match &value.data {
                Data::Null => {}
                Data::List(_) | Data::Map(_) => problems.push(no_path(source, key, value)),
                _ => list.extend(Written::new(
                    source,
                    value,
                    value.text().unwrap_or_default(),
                )),
            }
        }
        list
    }

    fn day(&self, key: &str) -> Option<NaiveDate> {
        Some(date::parse(self.text(key)?)?.at(0).date())
    }
}

fn no_path(source: &Source, key: &str, value: &Value) -> Problem {
    let message = format!("`{key}` has {}, which is no path", value.describe());
    Problem::warning("redirect", source, value.at, message)
        .help("write a path such as /old/, or a list of paths")
}

/// What a generator calls the values of a page; of several names the first
/// that says something counts.
pub(super) struct Names {
    pub(super) redirect_from: &'static [&'static str],
    pub(super) redirect_to: &'static [&'static str],
}

const LANGUAGE: &[&str] = &["lang", "locale", "language"];
const TRANSLATION: &[&str] = &[
    "translationKey",
    "translationkey",
    "translation_key",
    "page_id",
    "lang-ref",
    "lang_ref",
    "ref",
];
const MODIFIED: &[&str] = &[
    "last_modified_at",
    "lastmod",
    "date-modified",
    "updated",
    "modified",
];

/// A published page, with all that its values tell.
pub(super) fn page(
    file: &str,
    address: Address,
    values: &Values,
    names: &Names,
    problems: &mut Vec<Problem>,
) -> Page {
    let first = |keys: &[&str]| keys.iter().find_map(|key| values.text(key));
    let redirect_to = names.redirect_to.iter();
    let redirect_to = redirect_to.flat_map(|key| values.list(key, problems));
    let redirect_to = redirect_to.collect::<Vec<_>>().into_iter().next();
    let redirect_from = names.redirect_from.iter();
    let mut page = Page {
        file: file.to_owned(),
        permalink: None,
        status: Status::Listed,
        title: values.text("title").map(str::to_owned),
        language: first(LANGUAGE).map(str::to_owned),
        translation: first(TRANSLATION).map(str::to_owned),
        modified: MODIFIED.iter().find_map(|key| values.day(key)),
        redirect_from: redirect_from
            .flat_map(|key| values.list(key, problems))
            .collect(),
        redirect_to,
        path: address.path,
        output: address.output,
    };
    page.status = status(&page, values);
    page
}

fn status(page: &Page, values: &Values) -> Status {
    let extension = super::address::extension(&page.output);
    if matches!(&*page.output, "404.html" | "404/index.html") {
        Status::Unlisted("404")
    } else if !super::head::is_html(extension) {
        Status::Unlisted("not HTML")
    } else if is_noindex(values) {
        Status::Unlisted("noindex")
    } else if is_off_the_map(values) {
        Status::Unlisted("sitemap: false")
    } else if page.redirect_to.is_some() {
        Status::Unlisted("redirect")
    } else {
        Status::Listed
    }
}

fn is_noindex(values: &Values) -> bool {
    let robots = values
        .get("robots")
        .map_or(&[][..], |(_, value)| value.list());
    let mut robots = robots.iter().filter_map(Value::text);
    let flags = ["noindex", "robotsNoIndex", "robotsnoindex"];
    robots.any(forbids) || flags.iter().any(|key| values.bool(key) == Some(true))
}

/// Whether the words of a `robots` value keep search engines out.
pub(super) fn forbids(robots: &str) -> bool {
    let mut words = robots.split([',', ' ']).map(str::trim);
    words.any(|word| word.eq_ignore_ascii_case("noindex") || word.eq_ignore_ascii_case("none"))
}

// `sitemap: false`, or Hugo's `sitemap: {disable: true}`.
fn is_off_the_map(values: &Values) -> bool {
    let Some((_, value)) = values.get("sitemap") else {
        return false;
    };
    let inside = |key| value.map().and_then(|map| map.bool(key));
    value.bool() == Some(false)
        || inside("disable") == Some(true)
        || inside("exclude") == Some(true)
}

/// A file that is published as it is.
pub(super) fn file(file: &str, address: Address, options: &Options) -> Page {
    let output = &*address.output;
    let is_wanted = options.statics.iter().any(|wanted| fits(wanted, output));
    // Hosts look for one in each folder.
    let is_404 = output == "404/index.html" || super::address::name(output) == "404.html";
    Page {
        file: file.to_owned(),
        status: match (is_404, is_wanted) {
            (true, _) => Status::Unlisted("404"),
            (_, true) => Status::Listed,
            (_, false) => Status::Unlisted("file"),
        },
        path: address.path,
        output: address.output,
        permalink: None,
        title: None,
        language: None,
        translation: None,
        modified: None,
        redirect_from: Vec::new(),
        redirect_to: None,
    }
}

// `pdf`, `.pdf` and `*.pdf` are an extension anywhere; the rest are paths.
fn fits(wanted: &str, path: &str) -> bool {
    let wanted = wanted.trim_start_matches('/');
    let extension = wanted.trim_start_matches('*').trim_start_matches('.');
    match extension.contains(['*', '?', '[', '/', '.']) {
        true => glob::paths(wanted, path),
        false => super::address::extension(path)
            .trim_start_matches('.')
            .eq_ignore_ascii_case(extension),
    }
}
