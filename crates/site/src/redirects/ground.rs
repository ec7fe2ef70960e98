use std::collections::{BTreeSet, HashMap};
use std::ops::Bound::{Included, Unbounded};

use super::{Surroundings, Target, path};
use crate::config::Host;
use crate::{Page, Status};

/// What a site has without its redirects, to be looked up.
pub(super) struct Ground<'a> {
    pub(super) pages: &'a [Page],
    pub(super) around: Surroundings<'a>,
    by_path: HashMap<&'a str, usize>,
    by_file: HashMap<&'a str, usize>,
    // The files in order, so that what a folder holds stands together.
    outputs: BTreeSet<&'a str>,
    lower: HashMap<String, &'a str>,
    hidden: HashMap<&'a str, &'static str>,
}

/// What answers at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Page(usize),
    File,
}

impl<'a> Ground<'a> {
    pub(super) fn new(pages: &'a [Page], around: Surroundings<'a>) -> Ground<'a> {
        let mut ground = Ground {
            pages,
            around,
            by_path: HashMap::new(),
            by_file: HashMap::new(),
            outputs: around.files.iter().map(String::as_str).collect(),
            lower: HashMap::new(),
            hidden: HashMap::new(),
        };
        for (at, page) in pages.iter().enumerate() {
            if let Status::Unpublished(why) = page.status {
                ground.hidden.insert(&page.path, why);
            } else if page.redirect_to.is_none() {
                ground.by_path.entry(&page.path).or_insert(at);
                ground.by_file.entry(&page.output).or_insert(at);
                ground.outputs.insert(&page.output);
            }
        }
        let outputs = ground.outputs.iter();
        ground.lower = outputs.map(|file| (file.to_lowercase(), *file)).collect();
        ground
    }

    pub(super) fn host(&self) -> Host {
        self.around.host
    }

    /// The pages that answer with themselves.
    pub(super) fn live(&self) -> impl Iterator<Item = &'a Page> {
        let is_live = |page: &&Page| {
            page.redirect_to.is_none() && !matches!(page.status, Status::Unpublished(_))
        };
        self.pages.iter().filter(is_live)
    }

    /// What answers at a path, if anything does.
    pub(super) fn at(&self, path: &str) -> Option<Owner> {
        if let Some(&page) = self.by_path.get(path) {
            return Some(Owner::Page(page));
        }
        path::places(path, self.host()).iter().find_map(|file| {
            let page = self.by_file.get(file.as_str()).copied().map(Owner::Page);
            let is_file = self.around.files.contains(file);
            page.or(is_file.then_some(Owner::File))
        })
    }

    /// Why the page at a path is not published.
    pub(super) fn hidden(&self, path: &str) -> Option<&'static str> {
        self.hidden.get(path).copied()
    }

    /// A file of the site that differs from this one in capital letters alone.
    pub(super) fn twin(&self, file: &str) -> Option<&'a str> {
        let twin = self.lower.get(&file.to_lowercase()).copied();
        twin.filter(|twin| *twin != file)
    }

    /// What makes it impossible to write a file: another is where a folder of
    /// it would be, or a folder has its name.
    pub(super) fn folder_clash(&self, file: &str) -> Option<&'a str> {
        folder_clash(&self.outputs, file)
    }

    /// The language of a page, else of the site.
    pub(super) fn language(&self, page: &Page) -> Option<String> {
        let own = page.language.as_deref();
        own.or(self.around.language).map(str::to_owned)
    }

    pub(super) fn target(&self, page: &Page) -> Target {
        Target::Page {
            path: page.path.clone(),
            tail: String::new(),
        }
    }
}

/// The file in the way of `file`, as [`Ground::folder_clash`] says.
pub(super) fn folder_clash<'f>(files: &BTreeSet<&'f str>, file: &str) -> Option<&'f str> {
    let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
    let mut above = folders.filter_map(|folder| files.get(folder).copied());
    let inside = format!("{file}/");
    let below = files
        .range::<str, _>((Included(inside.as_str()), Unbounded))
        .next()
        .copied();
    above
        .next()
        .or(below.filter(|other| other.starts_with(&inside)))
}
