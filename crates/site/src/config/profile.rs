//! The author's profile: who the pages are about.

use url::Url;

use super::{Key, Kind, RawConfig, Written};
use crate::Problem;

/// Who the pages are about, as the author's profile on them shows.
///
/// Every field but the name may be missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// The name, for people to read.
    pub name: String,
    /// How to speak of the person: `she/her`.
    pub pronouns: Option<String>,
    /// A sentence about the person.
    pub bio: Option<String>,
    /// Where the person works: academicpages' `employer`.
    pub affiliation: Option<String>,
    /// Where the person lives.
    pub location: Option<String>,
    /// The picture: a path in the site without a leading `/`, or an `http` or
    /// `https` address.
    pub picture: Option<String>,
    /// The person's own page, an `http` or `https` address.
    pub uri: Option<String>,
    /// A mail address.
    pub email: Option<String>,
    /// Where else the person is found, in the order written.
    pub links: Vec<ProfileLink>,
}

/// A place elsewhere that is the person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileLink {
    /// The name of the key that tells of it: `googlescholar`.
    pub service: String,
    /// What it is called: `Google Scholar`.
    pub label: String,
    /// Its address: `http`, `https`, or a path from the root of the site.
    pub href: String,
}

/// What a profile says besides names of services: the key, what it is, and a
/// value as it is written.
pub(super) const FACTS: &[(&str, &str, &str)] = &[
    ("pronouns", "How to speak of the person.", "\"they/them\""),
    (
        "bio",
        "A sentence about the person.",
        "\"I study sandpiles.\"",
    ),
    (
        "employer",
        "Where the person works.",
        "\"Example University\"",
    ),
    (
        "affiliation",
        "The same as `author.employer`.",
        "\"Example University\"",
    ),
    ("location", "Where the person lives.", "\"Example Town\""),
    (
        "avatar",
        "The picture: a path in the site.",
        "\"images/me.jpg\"",
    ),
    (
        "picture",
        "The same as `author.avatar`.",
        "\"images/me.jpg\"",
    ),
];

/// The services that a profile links to by the key names of the academicpages
/// theme: the key, what people call it, and the address, where `{}` stands for
/// the name that the person has there. A whole address is taken as it is.
pub const SERVICES: &[(&str, &str, &str)] = &[
    (
        "googlescholar",
        "Google Scholar",
        "https://scholar.google.com/citations?user={}",
    ),
    ("orcid", "ORCID", "https://orcid.org/{}"),
    (
        "semantic",
        "Semantic Scholar",
        "https://www.semanticscholar.org/author/{}",
    ),
    ("dblp", "DBLP", "https://dblp.org/pid/{}"),
    ("arxiv", "arXiv", "https://arxiv.org/a/{}"),
    (
        "openreview",
        "OpenReview",
        "https://openreview.net/profile?id={}",
    ),
    ("inspire", "INSPIRE", "https://inspirehep.net/authors/{}"),
    (
        "pubmed",
        "PubMed",
        "https://pubmed.ncbi.nlm.nih.gov/?term={}",
    ),
    (
        "researchgate",
        "ResearchGate",
        "https://www.researchgate.net/profile/{}",
    ),
    (
        "scopus",
        "Scopus",
        "https://www.scopus.com/authid/detail.uri?authorId={}",
    ),
    (
        "impactstory",
        "Impactstory",
        "https://profiles.impactstory.org/u/{}",
    ),
    (
        "academia",
        "Academia.edu",
        "https://independent.academia.edu/{}",
    ),
    ("zotero", "Zotero", "https://www.zotero.org/{}"),
    (
        "wikipedia",
        "Wikipedia",
        "https://en.wikipedia.org/wiki/User:{}",
    ),
    ("github", "GitHub", "https://github.com/{}"),
    ("gitlab", "GitLab", "https://gitlab.com/{}"),
    ("codeberg", "Codeberg", "https://codeberg.org/{}"),
    ("bitbucket", "Bitbucket", "https://bitbucket.org/{}"),
    ("huggingface", "Hugging Face", "https://huggingface.co/{}"),
    ("kaggle", "Kaggle", "https://www.kaggle.com/{}"),
    (
        "stackoverflow",
        "Stack Overflow",
        "https://stackoverflow.com/users/{}",
    ),
    ("codepen", "CodePen", "https://codepen.io/{}"),
    ("linkedin", "LinkedIn", "https://www.linkedin.com/in/{}"),
    ("bluesky", "Bluesky", "https://bsky.app/profile/{}"),
    ("mastodon", "Mastodon", "{}"),
    ("twitter", "X", "https://x.com/{}"),
    ("facebook", "Facebook", "https://www.facebook.com/{}"),
    ("instagram", "Instagram", "https://www.instagram.com/{}"),
    ("youtube", "YouTube", "https://www.youtube.com/{}"),
    ("medium", "Medium", "https://medium.com/@{}"),
    ("telegram", "Telegram", "https://t.me/{}"),
    ("keybase", "Keybase", "https://keybase.io/{}"),
    ("reddit", "Reddit", "https://www.reddit.com/user/{}"),
    ("flickr", "Flickr", "https://www.flickr.com/people/{}"),
    ("goodreads", "Goodreads", "https://www.goodreads.com/{}"),
    ("lastfm", "Last.fm", "https://www.last.fm/user/{}"),
    ("soundcloud", "SoundCloud", "https://soundcloud.com/{}"),
    ("pinterest", "Pinterest", "https://www.pinterest.com/{}"),
    ("tumblr", "Tumblr", "https://{}.tumblr.com/"),
    ("vimeo", "Vimeo", "https://vimeo.com/{}"),
    ("weibo", "Weibo", "https://weibo.com/{}"),
    ("xing", "XING", "https://www.xing.com/profile/{}"),
    ("yelp", "Yelp", "https://{}.yelp.com/"),
    ("zhihu", "Zhihu", "https://www.zhihu.com/people/{}"),
    ("cv", "CV", "{}"),
];

/// Whether a key of `author` belongs to the profile.
pub(super) fn is_key(name: &str) -> bool {
    FACTS.iter().any(|fact| fact.0 == name) || SERVICES.iter().any(|service| service.0 == name)
}

/// Reads the author's profile from `[author]` of `site.toml`, or from what
/// Jekyll's `author:` says, with the key names of the academicpages theme
/// ([`SERVICES`]). In `site.toml`, a table `[author.links]` names any others.
///
/// What is no address, and cannot be made one, is left out with a warning.
///
/// ```
/// use site::{MemoryFiles, config};
///
/// let files = MemoryFiles::from([(
///     "site.toml",
///     "[author]\nname = 'Your Name'\nemployer = 'Example University'\ngithub = 'your-name'\n\
///      cv = 'files/cv.pdf'\nlinks = { Blog = 'https://example.org/blog/' }\n",
/// )]);
/// let (raw, _) = config::read(&files);
/// let (profile, problems) = config::profile(&raw);
/// assert!(problems.is_empty());
/// assert_eq!(profile.affiliation.as_deref(), Some("Example University"));
/// let links = profile.links.iter().map(|link| (&*link.label, &*link.href));
/// assert_eq!(links.collect::<Vec<_>>(), [
///     ("GitHub", "https://github.com/your-name"),
///     ("CV", "/files/cv.pdf"),
///     ("Blog", "https://example.org/blog/"),
/// ]);
/// ```
pub fn profile(raw: &RawConfig) -> (Profile, Vec<Problem>) {
    let mut problems = Vec::new();
    let text = |key| raw.get(key).map(|written| written.text.clone());
    let fact = |names: [&str; 2]| {
        let mut found = raw
            .profile
            .iter()
            .filter(|(name, _)| names.contains(&&**name));
        found.next().map(|(_, written)| written)
    };
    let told = |names| fact(names).map(|written| written.text.clone());
    let picture = fact(["avatar", "picture"]);
    let profile = Profile {
        name: text(Key::AuthorName).unwrap_or_default(),
        pronouns: told(["pronouns"; 2]),
        bio: told(["bio"; 2]),
        affiliation: told(["employer", "affiliation"]),
        location: told(["location"; 2]),
        picture: picture.and_then(|written| self::picture(raw.kind, written, &mut problems)),
        uri: text(Key::AuthorUri).filter(|uri| is_web(uri)),
        email: text(Key::AuthorEmail),
        links: links(raw, &mut problems),
    };
    (profile, problems)
}

fn links(raw: &RawConfig, problems: &mut Vec<Problem>) -> Vec<ProfileLink> {
    let mut links = Vec::new();
    for (name, written) in &raw.profile {
        let service = SERVICES.iter().find(|service| service.0 == name);
        let label = service.map_or(&**name, |service| service.1);
        let is_own = name.strip_prefix(OWN);
        if service.is_none() && is_own.is_none() {
            continue;
        }
        match address(&written.text, service.map_or("{}", |service| service.2)) {
            Some(href) => links.push(ProfileLink {
                service: is_own.map_or(&**name, |_| "link").to_owned(),
                label: is_own.unwrap_or(label).to_owned(),
                href,
            }),
            None => problems.push(no_address(name, written)),
        }
    }
    links
}

/// What stands before the author's own names of links among the others.
pub(super) const OWN: &str = "links.";

fn no_address(name: &str, written: &Written) -> Problem {
    let message = format!(
        "author.{name} leads nowhere: `{}` is no address",
        written.text
    );
    written
        .warning("profile-link", message)
        .help("give the whole address, beginning with https://")
}

// The address, the name in the pattern's place, or a path of the site.
fn address(text: &str, pattern: &str) -> Option<String> {
    if is_web(text) {
        return Some(text.to_owned());
    }
    let has_scheme = text
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains('/'));
    if has_scheme || text.contains(char::is_whitespace) {
        return None;
    }
    match pattern {
        // `@name@server` is found at that server.
        "{}" if text.starts_with('@') => {
            let (name, server) = text.trim_start_matches('@').split_once('@')?;
            address(&format!("https://{server}/@{name}"), pattern)
        }
        "{}" => Some(format!("/{}", text.trim_start_matches('/'))),
        _ => {
            let name = text.trim_start_matches('@');
            let address = pattern.replace("{}", &name.replace(['"', '<', '>'], ""));
            is_web(&address).then_some(address)
        }
    }
}

fn picture(kind: Kind, written: &Written, problems: &mut Vec<Problem>) -> Option<String> {
    let text = written.text.as_str();
    if is_web(text) {
        return Some(text.to_owned());
    }
    if text.contains(':') || text.starts_with("//") || text.split('/').any(|name| name == "..") {
        let message = format!("`{text}` is neither a path of the site nor an address");
        let problem = written.warning("profile-picture", message);
        problems.push(problem.help("name a picture of the site: images/me.jpg"));
        return None;
    }
    let path = text.trim_start_matches(['/', '.']);
    // The theme of academicpages has its pictures there.
    let folder = match kind == Kind::Jekyll && !text.contains('/') {
        true => "images/",
        false => "",
    };
    Some(format!("{folder}{path}"))
}

fn is_web(text: &str) -> bool {
    let url = Url::parse(text).ok();
    url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}
