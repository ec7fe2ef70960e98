//! Sites without a generator of their own: this workspace's, Quarto's, and
//! folders of HTML or Markdown.

use super::address::{self, Address};
use super::facts::{self, Names, Values};
use super::head;
use super::{Found, Options, Page, Status, date, walk};
use crate::Files;
use crate::config::Kind;

const NAMES: Names = Names {
    redirect_from: &["redirect_from", "aliases"],
    redirect_to: &["redirect_to"],
};

/// Finds the pages of a site of plain files.
///
/// Names that begin with a point or an underscore are no pages, as everywhere;
/// only `_pages` is a folder of pages, and its name in no address.
pub(super) fn enumerate(files: &dyn Files, kind: Kind, options: &Options, found: &mut Found) {
    let enter = |path: &str| {
        let name = address::name(path);
        path == "_pages" || path == "_drafts" || is_public(name)
    };
    for path in walk::tree(files, "", &enter, &mut found.problems) {
        if is_public(address::name(&path)) && !is_configuration(&path) {
            let page = page(files, kind, &path, options, found);
            found.pages.push(page);
        }
    }
}

fn is_public(name: &str) -> bool {
    !name.starts_with(['.', '_', '#', '~']) && !name.ends_with('~') && name != "node_modules"
}

// What a site is made with rather than of.
fn is_configuration(path: &str) -> bool {
    matches!(path, "CNAME" | "Gemfile" | "LICENSE" | "Makefile")
        || path.ends_with(".toml")
        || path.ends_with(".lock")
}

fn page(files: &dyn Files, kind: Kind, path: &str, options: &Options, found: &mut Found) -> Page {
    let extension = address::extension(path).to_ascii_lowercase();
    if !is_page(kind, &extension) {
        return facts::file(path, address::of(&address::literal(path), ""), options);
    }
    let head = head::read(files, path, &mut found.problems);
    let source = head.source.unwrap_or_else(|| crate::Source::new(path, ""));
    let values = Values(vec![(&source, &head.front.values)]);
    let permalink = values.written("permalink");
    let permalink = permalink.filter(|_| kind != Kind::Quarto);
    let text = permalink.as_ref().map(|link| &*link.text);
    if let Some(permalink) = permalink.as_ref().filter(|link| !is_path(&link.text)) {
        let message = format!("`{}` is no path; the address is the file's", permalink.text);
        let problem = permalink.warning("permalink", message);
        let help = "write a path without : ? and #, such as /about/";
        found.problems.push(problem.help(help));
    }
    let address = address_of(kind, path, text);
    let mut page = facts::page(path, address, &values, &NAMES, &mut found.problems);
    page.permalink = permalink;
    if !head.is_fenced {
        super::html::complete(&mut page, &source);
    }
    if let Some(reason) = unpublished(path, &values, options) {
        page.status = Status::Unpublished(reason);
    }
    page
}

fn is_page(kind: Kind, extension: &str) -> bool {
    match extension {
        ".md" | ".markdown" | ".html" | ".htm" | ".xhtml" => true,
        ".qmd" | ".ipynb" | ".rmd" => kind == Kind::Quarto,
        ".rst" | ".mdx" => kind != Kind::Quarto,
        _ => false,
    }
}

/// The address of a page: its permalink if that is a path, else what the path
/// of its file makes.
pub(super) fn address_of(kind: Kind, path: &str, permalink: Option<&str>) -> Address {
    match permalink.filter(|link| is_path(link)) {
        Some(permalink) => written(permalink.trim()),
        None => derived(kind, path),
    }
}

fn is_path(permalink: &str) -> bool {
    !permalink.contains([':', '?', '#'])
}

// A permalink with an extension names its file.
fn written(path: &str) -> Address {
    match address::extension(path) {
        ".html" | ".htm" | ".xml" | ".txt" | ".json" => address::of(path, ""),
        _ => address::of(path, ".html"),
    }
}

fn derived(kind: Kind, path: &str) -> Address {
    let folders = match kind {
        Kind::Quarto => &[][..],
        _ => &["content/", "_pages/"],
    };
    let inside = folders.iter().find_map(|folder| path.strip_prefix(folder));
    let path = inside.unwrap_or(path);
    let extension = address::extension(path);
    let stem = &path[..path.len() - extension.len()];
    let folder = address::folder(stem);
    let is_html = head::is_html(&extension.to_ascii_lowercase());
    match address::name(stem) {
        "index" | "_index" => address::of(&format!("{}/", address::literal(folder)), ".html"),
        "README" if !is_html && kind != Kind::Quarto => {
            address::of(&format!("{}/", address::literal(folder)), ".html")
        }
        _ if is_html => address::of(&address::literal(path), ""),
        _ if kind == Kind::Quarto => address::of(&(address::literal(stem) + ".html"), ""),
        _ => address::of(&(address::literal(stem) + "/"), ".html"),
    }
}

fn unpublished(path: &str, values: &Values, options: &Options) -> Option<&'static str> {
    let is_draft = values.bool("draft") == Some(true) || path.starts_with("_drafts/");
    if is_draft && !options.drafts {
        return Some("draft");
    }
    if values.bool("published") == Some(false) {
        return Some("published: false");
    }
    let day = values.text("date").and_then(date::parse);
    day.is_some_and(|day| day.at(0).date() > options.today)
        .then_some("future")
}
