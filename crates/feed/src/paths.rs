//! Where the files of a feed stand, all named after the Atom feed.

use crate::text::is_legal;

/// The paths of a feed's files, relative to the site's root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paths {
    stem: String,
    extension: String,
}

impl Paths {
    /// `None` where the path leaves the site, is a folder, or would be
    /// overwritten by one of its own companions.
    pub(crate) fn new(path: &str) -> Option<Paths> {
        let plain = |segment: &str| !matches!(segment, "" | "." | "..");
        let odd = |c: char| matches!(c, '\\' | ':' | '\n' | '\t') || !is_legal(c);
        if path.contains(odd) || !path.split('/').all(plain) {
            return None;
        }
        let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
        let dot = path[name_start..].rfind('.').map(|dot| name_start + dot);
        let (stem, extension) = path.split_at(dot.unwrap_or(path.len()));
        let taken = [".json", ".css"].contains(&extension.to_ascii_lowercase().as_str());
        (!taken && stem.len() > name_start).then(|| Paths {
            stem: stem.to_owned(),
            extension: extension.to_owned(),
        })
    }

    pub(crate) fn atom(&self) -> String {
        format!("{}{}", self.stem, self.extension)
    }

    pub(crate) fn json(&self) -> String {
        format!("{}.json", self.stem)
    }

    pub(crate) fn css(&self) -> String {
        format!("{}.css", self.stem)
    }

    /// The `n`th archive, counted from 1, the oldest.
    pub(crate) fn archive(&self, n: usize) -> String {
        format!("{}-archive-{n}{}", self.stem, self.extension)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companions_stand_beside_the_feed() {
        let paths = Paths::new("news/v1.0/feed.xml").unwrap();
        assert_eq!(paths.atom(), "news/v1.0/feed.xml");
        assert_eq!(paths.json(), "news/v1.0/feed.json");
        assert_eq!(paths.css(), "news/v1.0/feed.css");
        assert_eq!(paths.archive(2), "news/v1.0/feed-archive-2.xml");
        assert_eq!(Paths::new("v1.0/feed").unwrap().json(), "v1.0/feed.json");
    }

    #[test]
    fn paths_that_leave_the_site_or_clash_are_refused() {
        for path in [
            "",
            "/feed.xml",
            "../feed.xml",
            "a/../../b.xml",
            "a//b.xml",
            "news/",
            "a\\b.xml",
            "c:feed.xml",
            "feed.json",
            "feed.CSS",
            ".xml",
            "a\u{0}.xml",
            "./feed.xml",
        ] {
            assert_eq!(Paths::new(path), None, "{path:?}");
        }
    }
}
