//! Jekyll: pages, posts, collections and static files, at the addresses that
//! Jekyll 4 gives them: <https://jekyllrb.com/docs/permalinks/>.

use std::collections::BTreeSet;

use self::config::{Collection, Config};
use self::document::Document;
use super::facts::Names;
use super::{Found, Options, Page, Status, address, head, walk};
use crate::{Files, Problem};

mod config;
mod defaults;
mod document;
mod filter;
mod page;
#[cfg(test)]
mod tests;
mod url;
mod zone;

const NAMES: Names = Names {
    redirect_from: &["redirect_from"],
    redirect_to: &["redirect_to"],
};

/// Finds what Jekyll publishes.
pub(super) fn enumerate(files: &dyn Files, options: &Options, found: &mut Found) {
    let config = config::read(files, &mut found.problems);
    let site = Site {
        files,
        options,
        config: &config,
    };
    let folders = site.folders(found);
    for folder in &folders {
        site.read_folder(folder, found);
    }
    site.read_included(found);
    site.read_posts(&folders, found);
    for collection in &config.collections {
        if !matches!(&*collection.label, "posts" | "data") {
            site.read_collection(collection, found);
        }
    }
    use_readme(&config, found);
}

struct Site<'s> {
    files: &'s dyn Files,
    options: &'s Options,
    config: &'s Config,
}

impl Site<'_> {
    // The path in the folder of a path below the site's root, and back.
    fn whole(&self, path: &str) -> String {
        match path {
            "" => self.config.root.clone(),
            _ => address::join(&self.config.root, path),
        }
    }

    fn inside<'p>(&self, path: &'p str) -> &'p str {
        let inside = path.strip_prefix(&*self.config.root).unwrap_or(path);
        inside.trim_start_matches('/')
    }

    fn folders(&self, found: &mut Found) -> Vec<String> {
        let mut folders = Vec::new();
        let enter = |path: &str| {
            let inside = self.inside(path);
            path != self.config.destination
                && filter::keeps(
                    self.config,
                    address::folder(inside),
                    address::name(inside),
                    true,
                )
        };
        let visit = &mut |path: &str| folders.push(self.inside(path).to_owned());
        walk::folders(
            self.files,
            &self.config.root,
            &enter,
            &mut found.problems,
            visit,
        );
        folders
    }

    fn read_folder(&self, folder: &str, found: &mut Found) {
        for path in self.files.list(&self.whole(folder)) {
            let path = self.inside(&path);
            if filter::keeps(self.config, folder, address::name(path), false) {
                self.read_file(path, found);
            }
        }
    }

    fn read_file(&self, path: &str, found: &mut Found) {
        if self.config.root.is_empty() && path.starts_with("_config.") {
            return;
        }
        let whole = self.whole(path);
        let mut head = head::read(self.files, &whole, &mut found.problems);
        if head.is_fenced && head.is_marked {
            found.problems.push(marked(&whole));
        }
        let page = match is_page(&head) {
            true => page::page(self.config, path, &head, found),
            false => {
                head.front = crate::FrontMatter::default();
                page::file(self.config, path, &head, None, self.options)
            }
        };
        found.pages.push(page);
    }

    // `include` may name single files in folders that are not read.
    fn read_included(&self, found: &mut Found) {
        let read: BTreeSet<String> = found.pages.iter().map(|page| page.file.clone()).collect();
        for path in &self.config.include {
            let path = path.trim_start_matches('/');
            let whole = self.whole(path);
            if !read.contains(&whole) && self.files.head(&whole, 1).is_some() {
                self.read_file(path, found);
            }
        }
    }

    fn read_posts(&self, folders: &[String], found: &mut Found) {
        let Some(posts) = self
            .config
            .collections
            .iter()
            .find(|each| each.label == "posts")
        else {
            return;
        };
        let container = &*self.config.collections_dir;
        let mut documents = Vec::new();
        for folder in folders
            .iter()
            .filter(|folder| folder.starts_with(container))
        {
            for (name, is_draft) in [("_posts", false), ("_drafts", true)] {
                let base = address::join(folder, name);
                for path in self.below(&base, found) {
                    let name = address::name(&path);
                    let fits = (is_draft && !address::extension(name).is_empty())
                        || document::is_post(name);
                    let is_seen = !path[base.len()..].contains("/.");
                    if fits && is_seen && self.keeps_below(&base, &path) {
                        documents.push(self.document(posts, &path, found));
                    }
                }
            }
        }
        found
            .pages
            .extend(limited(documents, self.config.limit_posts));
    }

    fn read_collection(&self, collection: &Collection, found: &mut Found) {
        let label = format!("_{}", collection.label);
        let base = address::join(&self.config.collections_dir, &label);
        for path in self.below(&base, found) {
            let entry = &path[base.len() + 1..];
            if !filter::keeps(self.config, &label, entry, false) {
                continue;
            }
            let head = head::read(self.files, &self.whole(&path), &mut found.problems);
            let page = match is_page(&head) {
                true => {
                    let (config, options) = (self.config, self.options);
                    document::document(config, collection, &path, &head, options, found).page
                }
                false => {
                    let collection = Some(collection);
                    page::file(self.config, &path, &head, collection, self.options)
                }
            };
            found.pages.push(page);
        }
    }

    fn below(&self, base: &str, found: &mut Found) -> Vec<String> {
        let paths = walk::tree(
            self.files,
            &self.whole(base),
            &|_| true,
            &mut found.problems,
        );
        paths
            .iter()
            .map(|path| self.inside(path).to_owned())
            .collect()
    }

    fn keeps_below(&self, base: &str, path: &str) -> bool {
        filter::keeps(self.config, base, &path[base.len() + 1..], false)
    }

    fn document(&self, posts: &Collection, path: &str, found: &mut Found) -> Document {
        let head = head::read(self.files, &self.whole(path), &mut found.problems);
        document::document(self.config, posts, path, &head, self.options, found)
    }
}

// Jekyll looks at the first bytes of the file and knows no mark, nor TOML.
fn is_page(head: &head::Head) -> bool {
    let source = head.source.as_ref();
    head.is_fenced && !head.is_marked && source.is_some_and(|source| source.text.starts_with("---"))
}

fn marked(path: &str) -> Problem {
    let message = "Jekyll does not see the front matter of this page: a byte order mark is \
                   before it, so the file is published as it is";
    let problem = Problem::in_file("byte-order-mark", path, message);
    problem.help("save the file as UTF-8 without a byte order mark")
}

// The path that defaults and documents go by: without the folder of collections.
fn relative<'p>(config: &Config, path: &'p str) -> &'p str {
    let inside = path.strip_prefix(&*config.collections_dir);
    let inside = inside.and_then(|inside| inside.strip_prefix('/'));
    match config.collections_dir.is_empty() {
        true => path,
        false => inside.unwrap_or(path),
    }
}

// The permalink's own extension counts before what the file is converted to.
fn output_extension(config: &Config, path: &str, permalink: Option<&str>) -> String {
    let written = permalink.filter(|link| !link.ends_with('/'));
    let written = written.map_or("", address::extension);
    if !written.is_empty() && !written.contains(':') {
        return written.to_owned();
    }
    let own = address::extension(path);
    match own.to_ascii_lowercase() {
        lower if config.markdown.contains(&lower) => ".html".to_owned(),
        lower if matches!(&*lower, ".scss" | ".sass") => ".css".to_owned(),
        lower if lower == ".coffee" => ".js".to_owned(),
        _ => own.to_owned(),
    }
}

// `limit_posts` keeps the newest ones that are published.
fn limited(mut documents: Vec<Document>, limit: usize) -> Vec<Page> {
    documents.sort_by(|a, b| (a.date, &a.page.file).cmp(&(b.date, &b.page.file)));
    let is_out = |page: &Page| !matches!(page.status, Status::Unpublished(_));
    let published = documents.iter().filter(|each| is_out(&each.page)).count();
    let mut surplus = match limit {
        0 => 0,
        limit => published.saturating_sub(limit),
    };
    let mut pages: Vec<Page> = documents
        .into_iter()
        .map(|document| document.page)
        .collect();
    for page in pages.iter_mut().filter(|page| is_out(page)) {
        if surplus > 0 {
            page.status = Status::Unpublished("limit_posts");
            surplus -= 1;
        }
    }
    pages
}

// GitHub shows README.md at the root of a site that has nothing else there.
fn use_readme(config: &Config, found: &mut Found) {
    let is_home = |page: &Page| page.path == "/" && !matches!(page.status, Status::Unpublished(_));
    if found.pages.iter().any(is_home) {
        return;
    }
    let readme = address::join(&config.root, "README.md");
    let readme = found.pages.iter_mut().find(|page| page.file == readme);
    if let Some(page) = readme.filter(|page| page.path == "/README.md") {
        (page.path, page.output) = ("/".to_owned(), "index.html".to_owned());
        page.status = Status::Listed;
    }
}
