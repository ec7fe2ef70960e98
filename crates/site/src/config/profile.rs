use super::{Key, Kind, RawConfig, Written};
use crate::Problem;

/// Who the pages are about, as the author's profile on them shows.
///
/// Every field but the name may be missing; addresses are `http`, `https` or
/// `mailto`, or a path of the site.
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
    /// The picture: a path in the site without a leading `/`, or an address.
    pub picture: Option<String>,
    /// The person's own page.
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
    /// Its address.
    pub href: String,
}

/// Reads the author's profile from `[author]` of `site.toml`, or from what
/// Jekyll's `author:` says with the key names of the academicpages theme.
///
/// ```
/// use site::{MemoryFiles, config};
///
/// let files = MemoryFiles::from([("site.toml", "[author]\nname = 'Your Name'\n")]);
/// let (raw, _) = config::read(&files);
/// let (profile, problems) = config::profile(&raw);
/// assert_eq!((&*profile.name, problems.len()), ("Your Name", 0));
/// ```
pub fn profile(raw: &RawConfig) -> (Profile, Vec<Problem>) {
    let text = |key| raw.get(key).map(|written: &Written| written.text.clone());
    let _ = Kind::Jekyll;
    let profile = Profile {
        name: text(Key::AuthorName).unwrap_or_default(),
        uri: text(Key::AuthorUri),
        email: text(Key::AuthorEmail),
        ..Profile::default()
    };
    (profile, Vec::new())
}
