//! Where output goes: the folder that was asked for, else the place that the
//! site's generator copies from as it is.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use site::Output;
use site::config::Kind;

use crate::load::{self, Opened};
use crate::write::below;

/// The piece of a page with the map, which generators include.
pub(crate) const FRAGMENT: &str = "visitor-map.html";

/// Where files go.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The folder for what is published as it is.
    pub(crate) files: PathBuf,
    /// Where the site's generator looks for pieces of pages, where that is
    /// another folder.
    include: Option<Include>,
}

#[derive(Debug, Clone)]
struct Include {
    root: PathBuf,
    path: &'static str,
}

/// What generators copy as it is, and include, below the root of a site: the
/// first is empty where that is the root itself.
///
/// Jekyll copies what has no front matter (jekyllrb.com/docs/static-files),
/// Hugo and Zola their static folder, Quarto what `resources` names.
fn folders(kind: Kind) -> Option<(&'static str, Option<&'static str>)> {
    match kind {
        Kind::Jekyll => Some(("", Some("_includes/visitor-map.html"))),
        Kind::Hugo => Some(("static", Some("layouts/partials/visitor-map.html"))),
        Kind::Zola => Some(("static", Some("templates/visitor-map.html"))),
        Kind::Quarto => Some(("", Some("_visitor-map.html"))),
        Kind::Html => Some(("", None)),
        // Ours are built, and of pages without settings nobody knows by what.
        Kind::Native | Kind::Bare => None,
    }
}

/// The generator of a site; one without settings is known by its home page.
pub(crate) fn kind(opened: &Opened) -> Kind {
    match opened.raw.kind {
        Kind::Bare => opened.home().0.map_or(Kind::Bare, |home| home.kind),
        kind => kind,
    }
}

impl Place {
    /// The place for a site's files; one that is given always counts.
    pub(crate) fn of(opened: &Opened, given: Option<&Path>) -> Place {
        // A page that was given alone is read, and its site left alone.
        let whole = given.is_none() && opened.path.is_empty();
        let Some((files, include)) = Some(kind(opened)).filter(|_| whole).and_then(folders) else {
            return Place {
                files: load::default_path(given, "dist"),
                include: None,
            };
        };
        let root = opened.folder.shown("");
        let files = match files {
            "" => root.clone(),
            folder => root.join(folder),
        };
        let include = include.map(|path| Include { root, path });
        Place { files, include }
    }

    /// Where an output goes, and as what.
    pub(crate) fn put<'a>(&self, output: &'a Output) -> anyhow::Result<(PathBuf, Cow<'a, [u8]>)> {
        match &self.include {
            Some(include) if output.path == FRAGMENT => {
                let path = below(&include.root, include.path)?;
                Ok((path, quiet(&output.bytes)))
            }
            _ => Ok((below(&self.files, &output.path)?, Cow::from(&output.bytes))),
        }
    }

    /// What a person writes to have the map on a page.
    pub(crate) fn map_line(&self, kind: Kind) -> Option<&'static str> {
        self.include.as_ref()?;
        match kind {
            Kind::Jekyll => Some("{% include visitor-map.html %}"),
            Kind::Hugo => Some("{{ partial \"visitor-map.html\" . }}"),
            Kind::Zola => Some("{% include \"visitor-map.html\" %}"),
            Kind::Quarto => Some("{{< include _visitor-map.html >}}"),
            Kind::Html | Kind::Native | Kind::Bare => None,
        }
    }
}

// The names of places are words, whatever a template engine would take them
// for. Nothing else in a fragment has two braces in a row, or a brace and a
// percent sign.
fn quiet(bytes: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("{{") || text.contains("{%") || text.contains("{#") => {
            let quiet = text.replace("{{", "&#123;&#123;").replace("{%", "&#123;%");
            Cow::from(quiet.replace("{#", "&#123;#").into_bytes())
        }
        _ => Cow::from(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::quiet;

    #[test]
    fn a_template_engine_sees_no_commands() {
        assert_eq!(quiet(b"a {b} c"), &b"a {b} c"[..]);
        let quiet = quiet(b"{{ x }} {% raw %} {{{# y");
        for command in ["{{", "{%", "{#"] {
            let text = String::from_utf8_lossy(&quiet);
            assert!(!text.contains(command), "{text}");
        }
    }
}
