//! Where the links and pictures of a page lead.

use std::borrow::Cow;

use site::{Document, NodeId, address};
use url::Url;

use crate::{Content, Shared, Site};

/// A link or a picture of a page, as its author wrote it.
///
/// ```
/// use site::{Document, Source, Syntax};
///
/// let page = Source::new("a.md", "[A](/a/) and ![B](b.png)");
/// let document = Document::parse(&page, 0, Syntax::Markdown);
/// let found: Vec<_> = pages::links(&document).collect();
/// assert_eq!(found.len(), 2);
/// assert_eq!((found[0].attribute, found[0].address), ("href", "/a/"));
/// assert_eq!((found[1].element, found[1].offset), ("img", 13));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkOnPage<'a> {
    /// The name of the element: `a`, `img`.
    pub element: &'a str,
    /// The name of the attribute: `href`, `src`.
    pub attribute: &'a str,
    /// What it says.
    pub address: &'a str,
    /// The byte offset in the source at which the element begins.
    pub offset: usize,
    /// The element.
    pub node: NodeId,
}

/// All links and pictures of a page, in document order; see [`LinkOnPage`].
pub fn links(document: &Document) -> impl Iterator<Item = LinkOnPage<'_>> {
    document.descendants(document.root()).flat_map(move |node| {
        let attributes = document
            .attributes(node)
            .filter(|(name, _)| is_address(name));
        attributes.map(move |(attribute, address)| LinkOnPage {
            element: document.name(node).unwrap_or_default(),
            attribute,
            address: address.trim(),
            offset: document.offset(node),
            node,
        })
    })
}

/// Whether an attribute's value is an address.
pub(crate) fn is_address(name: &str) -> bool {
    matches!(
        name,
        "href" | "src" | "action" | "formaction" | "poster" | "cite" | "data" | "background"
    )
}

/// Whether an address runs as a program when it is followed.
pub(crate) fn is_script(written: &str) -> bool {
    // What browsers leave out: https://url.spec.whatwg.org/#concept-basic-url-parser
    let letters = written.chars().filter(|c| !c.is_control() && *c != ' ');
    let start: String = letters.take(12).flat_map(char::to_lowercase).collect();
    [
        "javascript:",
        "vbscript:",
        "data:text",
        "data:applic",
        "data:image/s",
    ]
    .iter()
    .any(|scheme| start.starts_with(scheme))
}

/// Where a page stands, for the links on it.
pub(crate) struct Place<'a> {
    pub(crate) site: &'a Site<'a>,
    // What all pages share; nothing while that is being made.
    pub(crate) shared: Option<&'a Shared<'a>>,
    /// The page's own address.
    pub(crate) url: Url,
    /// The way to the root of the site: `../`.
    pub(crate) root: String,
    // The folder of its source file, ending in `/` or empty.
    folder: &'a str,
}

/// Where a picture comes from.
pub(crate) enum Picture<'a> {
    /// The site, at this address; width and height in pixels where known.
    Here(Cow<'a, str>, Option<(u32, u32)>),
    /// The page itself holds it.
    Data,
    /// Another host.
    Elsewhere(String),
}

impl<'a> Place<'a> {
    pub(crate) fn new(shared: &'a Shared<'a>, content: &Content<'a>) -> Place<'a> {
        let base = &shared.site.settings.base_url;
        let path = &content.page.path;
        let file = &content.page.file;
        Place {
            site: shared.site,
            shared: Some(shared),
            url: Url::parse(&address::on_site(base, path)).unwrap_or_else(|_| base.clone()),
            root: root(path),
            folder: file.rfind('/').map_or("", |slash| &file[..=slash]),
        }
    }

    /// The home page, for what stands on any.
    pub(crate) fn home(site: &'a Site<'a>) -> Place<'a> {
        Place {
            site,
            shared: None,
            url: site.settings.base_url.clone(),
            root: root("/"),
            folder: "",
        }
    }

    /// A link, which leads to the page where it names the file it is made of.
    pub(crate) fn href<'w>(&self, written: &'w str) -> Cow<'w, str> {
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let (path, tail) = written.split_at(end);
        let is_file = path.rsplit_once('.').is_some_and(|(_, ending)| {
            ["md", "markdown", "qmd", "rst", "Rmd", "jemdoc"].contains(&ending)
        });
        if !is_file || path.contains(':') || path.starts_with("//") {
            return Cow::Borrowed(written);
        }
        let file = self.beside(path);
        match self
            .shared
            .zip(file)
            .and_then(|(shared, file)| shared.paths.get(&*file).copied())
        {
            Some(path) => {
                let path = address::percent_encode(path.trim_start_matches('/'));
                Cow::Owned([&self.root, &*path, tail].concat())
            }
            None => Cow::Borrowed(written),
        }
    }

    /// A picture: where it is, and how large.
    pub(crate) fn picture<'w>(&self, written: &'w str) -> Picture<'w> {
        let Ok(url) = self.url.join(written) else {
            return Picture::Here(Cow::Borrowed(written), None);
        };
        if url.scheme() == "data" {
            return Picture::Data;
        }
        let base = &self.site.settings.base_url;
        if url.origin() != base.origin() {
            let host = url.host_str().unwrap_or(url.scheme());
            return Picture::Elsewhere(host.to_owned());
        }
        let pictures = self.site.pictures;
        let inside = url
            .path()
            .strip_prefix(base.path())
            .and_then(address::decode);
        let size = inside.as_ref().and_then(|path| pictures.get(path));
        if let (None, Some(path)) = (size, self.beside(written))
            && let Some(size) = pictures.get(&path)
        {
            // Named from where its page is written, not from where it ends up.
            let path = address::percent_encode(&path);
            return Picture::Here(Cow::Owned([&self.root, &*path].concat()), Some(*size));
        }
        let is_whole = written.contains("//");
        let inside = inside
            .filter(|_| is_whole)
            .map(|path| address::percent_encode(&path));
        let href = inside.map(|path| Cow::Owned([&self.root, &*path].concat()));
        Picture::Here(href.unwrap_or(Cow::Borrowed(written)), size.copied())
    }

    /// The link to the feed.
    pub(crate) fn feed(&self) -> &'a str {
        self.shared.map_or("", |shared| &shared.feed)
    }

    // The file at a path that is written beside the page's own file.
    fn beside(&self, written: &str) -> Option<String> {
        let written = address::decode(written)?;
        let from_root = written.strip_prefix('/');
        let (folder, path) = from_root.map_or((self.folder, &*written), |path| ("", path));
        let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
        for name in path.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    names.pop()?;
                }
                name => names.push(name),
            }
        }
        Some(names.join("/"))
    }
}

/// The way from the page at a path to the root of the site, ending in `/`.
pub(crate) fn root(path: &str) -> String {
    match path.trim_start_matches('/').matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
