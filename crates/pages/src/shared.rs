use site::{Output, Page, Problem, Status};

use crate::{Link, Site};

/// The names of the built-in templates, each with its text.
pub const TEMPLATES: &[(&str, &str)] = &[];

/// What is worked out once for all pages of a site.
pub struct Shared<'a> {
    pub(crate) site: &'a Site<'a>,
}

/// Works out what all pages share.
pub fn prepare<'a>(site: &'a Site<'a>) -> (Shared<'a>, Vec<Problem>) {
    (Shared { site }, Vec::new())
}

/// The files that belong to no one page: the style sheet, the icon, `404.html`.
pub fn files(_shared: &Shared<'_>) -> (Vec<Output>, Vec<Problem>) {
    (vec![Output::new("style.css", "")], Vec::new())
}

/// The usual navigation: the pages right below the root that have a title, the
/// home page first.
pub fn navigation(pages: &[Page]) -> Vec<Link> {
    let listed = pages
        .iter()
        .filter(|page| page.status == Status::Listed && page.redirect_to.is_none());
    let top = listed.filter(|page| page.path.trim_matches('/').matches('/').count() == 0);
    let link = |page: &Page| {
        Some(Link {
            title: page.title.clone()?,
            href: page.path.clone(),
        })
    };
    top.filter_map(link).collect()
}
