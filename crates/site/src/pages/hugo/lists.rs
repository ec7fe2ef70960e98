//! Pages that Hugo makes of no file.

use std::collections::{BTreeMap, BTreeSet};

use super::config::Config;
use super::place::Place;
use super::{NAMES, url};
use crate::data::Value;
use crate::pages::address::{self, literal};
use crate::pages::facts::{self, Values};
use crate::pages::{Found, Page};

/// What Hugo lists on pages that it makes itself.
#[derive(Default)]
pub(super) struct Lists {
    // Paths that have a page, by the prefix of their language.
    made: BTreeSet<String>,
    // Paths of sections that a file speaks for, whatever address it has.
    claimed: BTreeSet<String>,
    // Those of them that are not published, with the reason.
    hidden: BTreeMap<String, &'static str>,
    // The first folders of pages, with a folder that stands for the page.
    sections: BTreeMap<String, (String, String)>,
    terms: BTreeMap<String, (String, String)>,
}

// Of a section with one of these, Hugo leaves out all that is below.
const HIDES: [&str; 3] = ["draft", "future", "expired"];

fn path(config: &Config, place: &Place, folder: &str) -> String {
    let folder = url::urlize(folder, config.keeps_case);
    let end = if folder.is_empty() { "" } else { "/" };
    format!("{}/{folder}{end}", place.language.prefix)
}

impl Lists {
    pub(super) fn add(
        &mut self,
        config: &Config,
        place: &Place,
        values: &Values,
        page: &Page,
        path: &str,
    ) {
        self.made.insert(page.path.clone());
        let prefix = &place.language.prefix;
        let language = &place.language.tag;
        let folder = path[..path.len() - address::name(path).len()].to_owned();
        if let Some(section) = place.folder.split('/').next()
            && !section.is_empty()
            && place.sections() != ""
        {
            let section = url::urlize(section, config.keeps_case);
            let path = format!("{prefix}/{section}/");
            self.sections
                .entry(path)
                .or_insert((folder.clone(), language.clone()));
        }
        for taxonomy in &config.taxonomies {
            let terms = values
                .get(taxonomy)
                .map_or(&[][..], |(_, value)| value.list());
            for term in terms.iter().filter_map(Value::text) {
                let term = url::urlize(&term.replace('/', "-"), config.keeps_case);
                let path = format!("{prefix}/{taxonomy}/{term}/");
                self.terms
                    .entry(path)
                    .or_insert((folder.clone(), language.clone()));
            }
        }
    }

    /// Why a page is not published: for its own reason, or for that of a section
    /// that it is in. Takes note of the sections that files speak for.
    pub(super) fn hidden(
        &mut self,
        config: &Config,
        place: &Place,
        own: Option<&'static str>,
    ) -> Option<&'static str> {
        let folder = place.sections();
        let ends = folder.match_indices('/').map(|(at, _)| at);
        let mut above = ends.chain([folder.len()]).map(|at| &folder[..at]);
        let mut inherited = || above.find_map(|above| self.hidden.get(&path(config, place, above)));
        let reason = own.or_else(|| inherited().copied());
        if place.is_list() {
            let path = path(config, place, folder);
            if let Some(reason) = reason.filter(|reason| HIDES.contains(reason)) {
                self.hidden.insert(path.clone(), reason);
            }
            self.claimed.insert(path);
        }
        reason
    }

    /// Adds Hugo's own pages, where no file has made them: home, sections,
    /// taxonomies and their terms.
    pub(super) fn add_pages(mut self, config: &Config, found: &mut Found) {
        let is_on = |kind: &str| !config.disabled.iter().any(|each| each == kind);
        let mut own: BTreeMap<String, (String, String)> = BTreeMap::new();
        for language in &config.languages {
            let here = (config.content.clone(), language.tag.clone());
            if is_on("home") {
                own.insert(format!("{}/", language.prefix), here.clone());
            }
            for taxonomy in config.taxonomies.iter().filter(|_| is_on("taxonomy")) {
                own.insert(format!("{}/{taxonomy}/", language.prefix), here.clone());
            }
        }
        if is_on("section") {
            own.append(&mut self.sections);
        }
        if is_on("term") {
            own.append(&mut self.terms);
        }
        for (path, (folder, language)) in own {
            let address = match config.is_ugly && path.len() > 1 {
                true => address::of(&format!("{}.html", literal(path.trim_end_matches('/'))), ""),
                false => address::of(&literal(&path), ".html"),
            };
            // As it is in the end: in ugly addresses `/blog/` is `/blog.html`.
            if !self.made.contains(&address.path) && !self.claimed.contains(&path) {
                let values = Values::default();
                let mut page = facts::page(&folder, address, &values, &NAMES, &mut found.problems);
                page.language = (config.languages.len() > 1).then_some(language);
                found.pages.push(page);
            }
        }
    }
}
