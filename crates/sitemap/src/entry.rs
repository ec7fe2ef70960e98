use chrono::NaiveDate;

/// An address to list.
///
/// ```
/// use sitemap::{Alternate, Entry};
///
/// let entry = Entry {
///     alternates: vec![
///         Alternate::new("en", "https://example.org/"),
///         Alternate::new("de", "https://example.org/de/"),
///     ],
///     ..Entry::new("https://example.org/")
/// };
/// assert_eq!(entry.lastmod, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The whole address, as a browser shows it when it is copied: absolute,
    /// percent-encoded (RFC 3986), without a fragment, not escaped for XML.
    pub loc: String,
    /// The day of the last significant change, if it is known for sure: search
    /// engines stop believing a site whose dates are not true.
    pub lastmod: Option<NaiveDate>,
    /// The page in all its languages, itself among them; empty where it has no
    /// translation. Each page of such a group must name the whole group.
    pub alternates: Vec<Alternate>,
}

impl Entry {
    /// An address about which nothing more is known.
    pub fn new(loc: impl Into<String>) -> Entry {
        Entry {
            loc: loc.into(),
            ..Entry::default()
        }
    }
}

/// A page in one of its languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alternate {
    /// A language tag (BCP 47), as `en` or `pt-BR`, or `x-default` for the page
    /// that readers of any other language get.
    pub lang: String,
    /// The whole address, as in [`Entry::loc`]; it may be on another host.
    pub loc: String,
}

impl Alternate {
    /// The page at `loc`, which is in the language `lang`.
    pub fn new(lang: impl Into<String>, loc: impl Into<String>) -> Alternate {
        Alternate {
            lang: lang.into(),
            loc: loc.into(),
        }
    }
}
