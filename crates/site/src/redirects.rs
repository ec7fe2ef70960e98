//! Old addresses and where they lead: one graph, checked as a whole before
//! anything is written.

use std::collections::BTreeSet;

use url::Url;

use crate::config::{Host, Written};
use crate::{Page, Problem, Status, address};

mod check;
mod claims;
mod ground;
mod path;
mod resolve;
mod target;

/// The redirects of a site. Each leads to a living page, a file or another
/// site in one step, and no two are in each other's way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Redirects {
    /// The redirects, sorted by their old paths.
    pub rules: Vec<Redirect>,
    /// Where the whole site has moved to, if it has; the rules then name every
    /// page of it too.
    pub moved: Option<Url>,
}

/// One old address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The old path below the base address, as people read it (`/é/`).
    pub from: String,
    /// Where it leads.
    pub to: Target,
    /// The file that a host without rules serves at the old address:
    /// `about/index.html`. Several old addresses may share one.
    pub file: String,
    /// Where the redirect is written.
    pub origin: Written,
    /// The title of the page that it leads to.
    pub title: Option<String>,
    /// The language of that page, else of the site.
    pub language: Option<String>,
}

/// Where a redirect leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Target {
    /// A page or file of the site.
    Page {
        /// Its path below the base address, as people read it.
        path: String,
        /// A query and a fragment as an address has them: `?q=%C3%A9#news`;
        /// mostly empty.
        tail: String,
    },
    /// An `http` or `https` address of another site.
    Url(String),
}

impl Target {
    /// The whole address.
    ///
    /// ```
    /// use site::redirects::Target;
    ///
    /// let base = url::Url::parse("https://example.org/me/").unwrap();
    /// let target = Target::Page { path: "/é/".into(), tail: "#news".into() };
    /// assert_eq!(target.address(&base), "https://example.org/me/%C3%A9/#news");
    /// ```
    pub fn address(&self, base_url: &Url) -> String {
        let Target::Page { path, tail } = self else {
            return self.reference(base_url);
        };
        let base = base_url.as_str().trim_end_matches('/');
        format!("{base}{}{tail}", address::percent_encode(path))
    }

    /// The address, without scheme and domain where it is on the site, so that
    /// it works on a preview as well.
    ///
    /// ```
    /// use site::redirects::Target;
    ///
    /// let base = url::Url::parse("https://example.org/me/").unwrap();
    /// let target = Target::Page { path: "/é/".into(), tail: "#news".into() };
    /// assert_eq!(target.reference(&base), "/me/%C3%A9/#news");
    /// ```
    pub fn reference(&self, base_url: &Url) -> String {
        match self {
            Target::Page { path, tail } => {
                let base = base_url.path().trim_end_matches('/');
                format!("{base}{}{tail}", address::percent_encode(path))
            }
            Target::Url(url) => url.clone(),
        }
    }
}

/// What redirects must fit into.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The address of the site, ending in `/`.
    pub base_url: &'a Url,
    /// What serves it.
    pub host: Host,
    /// The language of the site.
    pub language: Option<&'a str>,
    /// The files of the built site that are no pages (`cv.pdf`, `feed.xml`),
    /// without those that this project made of redirects before.
    pub files: &'a BTreeSet<String>,
}

/// Gathers all redirects of a site and checks them against it and each other.
///
/// They come from the pages (`redirect_from`, `redirect_to`) and from `table`,
/// pairs of an old path and a new one or an address elsewhere; `*` as an old
/// path moves the whole site. An old path counts from the base address, with
/// or without its first `/`, percent-encoded or not. Whatever cannot work is
/// left out, with a problem where it is written; a chain is made one step.
/// Takes time in proportion to the input, but for sorting.
///
/// Problems are sorted by place. Their codes: `redirect-` and `empty`,
/// `elsewhere`, `dots`, `slashes`, `character`, `encoding`, `query`,
/// `fragment`, `space`, `long`, `file-name`, `extension`, `self`, `taken`,
/// `folder`, `case`, `owners`, `twice`, `chain`, `loop`, `dead`, `target`,
/// `draft`, `base`, `moved`.
///
/// ```
/// use site::config::{self, Host};
/// use site::redirects::{self, Surroundings};
///
/// let toml = "base_url = 'https://example.org'\n[redirects]\n\
///             '/a/' = '/b/'\n'/b/' = '/cv.pdf'\n'/c/' = '/d/'\n";
/// let files = site::MemoryFiles::from([("site.toml", toml)]);
/// let (raw, _) = config::read(&files);
///
/// let others = ["cv.pdf".to_owned()].into();
/// let base_url = "https://example.org/".parse().unwrap();
/// let around = Surroundings { base_url: &base_url, host: Host::GitHubPages, language: None, files: &others };
/// let (redirects, problems) = redirects::graph(&[], &raw.redirects, around);
/// let targets: Vec<_> = redirects.rules.iter().map(|r| (&*r.from, r.to.reference(&base_url))).collect();
/// assert_eq!(targets, [("/a/", "/cv.pdf".to_owned()), ("/b/", "/cv.pdf".to_owned())]);
/// let problems: Vec<_> = problems.iter().map(|problem| problem.to_string()).collect();
/// assert_eq!(problems, [
///     "site.toml:3:1: note: `/a/` leads to `/b/`, which leads on to `/cv.pdf`: visitors go there at once \
///      help: write `/cv.pdf` instead of `/b/`",
///     "site.toml:5:1: error: `/c/` leads to `/d/`, where nothing is \
///      help: write the path of a page that is published, or take the redirect out",
/// ]);
/// ```
pub fn graph(
    pages: &[Page],
    table: &[(Written, Written)],
    around: Surroundings<'_>,
) -> (Redirects, Vec<Problem>) {
    let mut problems = Vec::new();
    let ground = ground::Ground::new(pages, around);
    let (moved, table) = claims::split_moved(table, around.base_url, &mut problems);
    let mut claims = claims::gather(&ground, &table, &mut problems);
    claims.retain(|claim| check::stands(&ground, claim, moved.is_some(), &mut problems));
    let ends = resolve::resolve(&ground, &claims);
    let kept = check::apart(&ground, &claims, &ends, &mut problems);
    resolve::report(&ground, &claims, &ends, &kept, &mut problems);
    let mut rules = resolve::rules(&ground, claims, ends, &kept);
    if let Some((url, origin)) = &moved {
        move_all(&mut rules, &ground, url, origin);
    }
    rules.sort_by(|a, b| a.from.cmp(&b.from));
    problems.sort();
    let moved = moved.map(|(url, _)| url);
    (Redirects { rules, moved }, problems)
}

// Every page leads to the same path at the new site, and what led to a page
// leads there as well. A file that is no page cannot send anybody on, and the
// page for errors does so for all of them.
fn move_all(rules: &mut Vec<Redirect>, ground: &ground::Ground<'_>, url: &Url, origin: &Written) {
    for rule in rules.iter_mut() {
        if let Target::Page { .. } = rule.to {
            rule.to = Target::Url(rule.to.address(url));
        }
    }
    let taken: BTreeSet<String> = rules.iter().map(|rule| rule.file.clone()).collect();
    let is_page = |page: &&Page| {
        page.status != Status::Unlisted("404") && path::name(&page.output) == path::Name::Html
    };
    let pages = ground.live().filter(is_page);
    let pages = pages.filter(|page| !taken.contains(&page.output));
    rules.extend(pages.map(|page| Redirect {
        from: page.path.clone(),
        to: Target::Url(ground.target(page).address(url)),
        file: page.output.clone(),
        origin: origin.clone(),
        title: page.title.clone(),
        language: ground.language(page),
    }));
}

#[cfg(test)]
mod tests;
