use std::collections::BTreeMap;

use url::Url;

use super::settings::overridden;
use super::{Key, Overrides, RawConfig, Written, judge};
use crate::Problem;

/// What the addresses of a site depend on. A site needs neither title nor
/// author for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The address of the site: `http` or `https`, ending in `/`, without query
    /// and fragment.
    pub base_url: Url,
    /// Its language as a tag (RFC 5646): `en-US`.
    pub language: Option<String>,
    /// What serves it.
    pub host: Host,
    /// How its sitemap is made.
    pub sitemap: SitemapSettings,
    /// The table `[redirects]` in its order: an old path, and where it leads.
    pub redirects: Vec<(Written, Written)>,
}

/// What serves a site, which decides how an address can lead to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Host {
    /// GitHub Pages: files alone, and `x.html` is served at `/x` as well.
    #[default]
    GitHubPages,
    /// Netlify: a file `_redirects`.
    Netlify,
    /// Cloudflare Pages and Workers: a file `_redirects` of another dialect.
    Cloudflare,
    /// An nginx of one's own.
    Nginx,
    /// An Apache of one's own, or a folder on one that reads `.htaccess`.
    Apache,
    /// A Caddy of one's own.
    Caddy,
    /// Any other: files alone.
    Other,
}

impl Host {
    /// All of them.
    pub const ALL: [Host; 7] = [
        Host::GitHubPages,
        Host::Netlify,
        Host::Cloudflare,
        Host::Nginx,
        Host::Apache,
        Host::Caddy,
        Host::Other,
    ];

    /// The name in `site.toml`: `github-pages`.
    ///
    /// ```
    /// assert_eq!(site::config::Host::GitHubPages.name(), "github-pages");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Host::GitHubPages => "github-pages",
            Host::Netlify => "netlify",
            Host::Cloudflare => "cloudflare",
            Host::Nginx => "nginx",
            Host::Apache => "apache",
            Host::Caddy => "caddy",
            Host::Other => "other",
        }
    }

    /// Whether an old address needs a page of its own there, because the host
    /// takes no rules.
    pub fn needs_stubs(self) -> bool {
        matches!(self, Host::GitHubPages | Host::Other)
    }

    /// Whether it serves `x.html` at `/x` without being told to.
    pub fn hides_html(self) -> bool {
        matches!(self, Host::GitHubPages | Host::Netlify | Host::Cloudflare)
    }
}

/// The table `[sitemap]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SitemapSettings {
    /// Whether it names old addresses.
    pub redirects: SitemapRedirects,
    /// The endings of files that it names beside pages: `pdf`, in small
    /// letters and without a dot.
    pub endings: Vec<String>,
    /// Whether it is also written compressed.
    pub gzip: bool,
}

/// What a sitemap does with addresses that lead to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SitemapRedirects {
    /// Permalinks first, then the old addresses.
    #[default]
    Include,
    /// The old addresses in a sitemap of their own.
    Separate,
    /// Permalinks alone.
    Omit,
}

/// Judges what was written about addresses.
///
/// `None`, and an error that says how to give one, without a base URL. A
/// setting that is no use is left out and reported. A host that nobody names is
/// told by the domain, and else is GitHub Pages.
///
/// ```
/// use site::{MemoryFiles, config};
///
/// let files = MemoryFiles::from([(
///     "site.toml",
///     "base_url = 'https://me.netlify.app'\n[sitemap]\ngzip = true\n[redirects]\n'/cv' = '/cv.pdf'",
/// )]);
/// let (raw, _) = config::read(&files);
/// let (addresses, problems) = config::addresses(&raw, &config::Overrides::default());
/// let addresses = addresses.unwrap();
/// assert_eq!(addresses.host, config::Host::Netlify);
/// assert!(addresses.sitemap.gzip);
/// assert_eq!(addresses.redirects[0].1.text, "/cv.pdf");
/// assert_eq!(problems, []);
/// ```
pub fn addresses(raw: &RawConfig, overrides: &Overrides) -> (Option<Addresses>, Vec<Problem>) {
    let written = overridden(raw, overrides);
    let mut problems = Vec::new();
    let base_url = judge::base_url(raw.kind, &written, &mut problems);
    let language = written.get(&Key::Language);
    let language = judge::optional(language, judge::language, &mut problems);
    let host = judge::optional(written.get(&Key::Host), judge::host, &mut problems);
    let sitemap = sitemap(&written, &mut problems);
    let addresses = base_url.map(|base_url| Addresses {
        host: host.unwrap_or_else(|| host_of(&base_url)),
        base_url,
        language,
        sitemap,
        redirects: raw.redirects.clone(),
    });
    (addresses, problems)
}

fn sitemap(written: &BTreeMap<Key, Written>, problems: &mut Vec<Problem>) -> SitemapSettings {
    let get = |key: Key| written.get(&key);
    let redirects = get(Key::SitemapRedirects);
    let redirects = judge::optional(redirects, judge::sitemap_redirects, problems);
    let endings = judge::optional(get(Key::SitemapStatic), judge::endings, problems);
    SitemapSettings {
        redirects: redirects.unwrap_or_default(),
        endings: endings.unwrap_or_default(),
        gzip: get(Key::SitemapGzip).is_some_and(|written| written.text == "true"),
    }
}

// The domains that hosts give to sites without one of their own.
fn host_of(base_url: &Url) -> Host {
    let domain = base_url.host_str().unwrap_or_default();
    let given = |name: &str| domain.ends_with(name);
    match domain {
        _ if given(".netlify.app") => Host::Netlify,
        _ if given(".pages.dev") || given(".workers.dev") => Host::Cloudflare,
        _ => Host::default(),
    }
}
