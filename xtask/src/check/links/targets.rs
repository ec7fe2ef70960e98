//! Everything in a site that a link can lead to.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use site::config::Kind;
use site::{Document, Source, Status, Syntax};
use url::Url;

use super::Target;
use crate::addresses::Found;
use crate::build::publish::Body;
use crate::build::whole::Whole;
use crate::common::Common;

// Endings of documents, which no theme brings along.
const DOCUMENTS: [&str; 14] = [
    "pdf", "ps", "doc", "docx", "ppt", "pptx", "key", "odp", "odt", "bib", "zip", "tar", "gz",
    "tgz",
];

/// The addresses of a site.
pub(super) struct Targets {
    pub(super) kind: Kind,
    pub(super) base_url: Url,
    /// The files of the built site.
    files: BTreeSet<String>,
    /// Paths that a host answers without a file: old addresses, mostly.
    paths: BTreeSet<String>,
    /// Each file or path by what is left of it when spelling is taken away.
    spellings: BTreeMap<String, String>,
    /// The folders that have documents in them.
    folders: BTreeSet<String>,
    /// The text of pages by their files, where it is what browsers get.
    texts: BTreeMap<String, String>,
    // The ids in them, once somebody has asked.
    ids: RefCell<BTreeMap<String, Ids>>,
}

// The ids of a page, each by what is left of it when spelling is taken away;
// nothing where scripts may add some.
type Ids = Option<BTreeMap<String, BTreeSet<String>>>;

impl Targets {
    pub(super) fn gather(common: &Common, found: &Found, whole: Option<Whole>) -> Targets {
        // Without a configuration it is the home page that tells.
        let home = common.home(&mut Vec::new());
        let kind = home.map_or(common.opened.raw.kind, |home| home.kind);
        let out = found
            .pages
            .iter()
            .filter(|page| !matches!(page.status, Status::Unpublished(_)));
        let mut files: BTreeSet<String> = out.clone().map(|page| page.output.clone()).collect();
        let mut paths: BTreeSet<String> = out.map(|page| page.path.clone()).collect();
        paths.extend(found.redirects.rules.iter().map(|rule| rule.from.clone()));
        paths.insert("/".to_owned());
        files.extend(crate::addresses::WRITTEN.map(str::to_owned));
        files.extend(crate::map::FILES.map(str::to_owned));
        if let Some(settings) = common.settings(&mut Vec::new()) {
            let feed = &settings.feed.path;
            files.extend([feed.clone(), feed.replace(".xml", ".json")]);
        }
        let texts = match whole {
            Some(whole) => built(whole, &mut files),
            None if kind == Kind::Html => plain(common, found),
            None => BTreeMap::new(),
        };
        let spelled = files.iter().map(|file| format!("/{file}"));
        let spelled = spelled.chain(paths.iter().cloned());
        let spellings = spelled.map(|path| (bare(&path), path)).collect();
        let documents = files.iter().filter(|file| is_document(file));
        let folders = documents
            .filter_map(|file| Some(file.rsplit_once('/')?.0.to_owned()))
            .collect();
        Targets {
            kind,
            base_url: found.addresses.base_url.clone(),
            files,
            paths,
            spellings,
            folders,
            texts,
            ids: RefCell::default(),
        }
    }

    /// What is wrong with a link of the page at `from`, and what to do.
    pub(super) fn missing(&self, target: &Target, from: &str) -> Option<(String, String)> {
        match self.file(&target.path) {
            None => self.missing_path(&target.path),
            Some(file) => self.missing_place(file?, target, from),
        }
    }

    // The file that a path leads to; an inner nothing where a path needs none.
    fn file<'t>(&'t self, path: &str) -> Option<Option<&'t str>> {
        let inner = path.trim_start_matches('/');
        let folder = inner.trim_end_matches('/');
        let forms = match inner.is_empty() || inner.ends_with('/') {
            true => [
                format!("{inner}index.html"),
                format!("{inner}index.htm"),
                String::new(),
            ],
            // As hosts of static files answer.
            false => [
                inner.to_owned(),
                format!("{inner}.html"),
                format!("{inner}/index.html"),
            ],
        };
        let file = forms.iter().find_map(|form| self.files.get(form));
        let path = || {
            let forms = [
                format!("/{inner}"),
                format!("/{folder}"),
                format!("/{folder}/"),
            ];
            forms.iter().any(|form| self.paths.contains(form))
        };
        match file {
            Some(file) => Some(Some(file)),
            None => path().then_some(None),
        }
    }

    fn missing_path(&self, path: &str) -> Option<(String, String)> {
        let near = self.spellings.get(&bare(path)).filter(|near| *near != path);
        let is_known = matches!(self.kind, Kind::Native | Kind::Html);
        let inner = path.trim_start_matches('/');
        let in_folder = inner
            .rsplit_once('/')
            .is_some_and(|(folder, _)| self.folders.contains(folder));
        // Sources of pages are links to pages for some generators.
        let is_source = [".md", ".qmd", ".ipynb", ".Rmd", ".markdown"]
            .iter()
            .any(|ending| path.ends_with(ending));
        let is_sure = (near.is_some() && !is_source) || (is_document(path) && in_folder);
        (is_known || is_sure).then(|| {
            let message = format!("`{path}` is nowhere in this site");
            let help = match near {
                Some(near) => format!("did you mean `{}`?", near.trim_end_matches("index.html")),
                None => "correct it, add what is missing, or take the link out".to_owned(),
            };
            (message, help)
        })
    }

    fn missing_place(&self, file: &str, target: &Target, from: &str) -> Option<(String, String)> {
        let fragment = target.fragment.as_deref()?;
        // https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment
        if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.contains(":~:") {
            return None;
        }
        let text = self.texts.get(file)?;
        let mut ids = self.ids.borrow_mut();
        let ids = ids
            .entry(file.to_owned())
            .or_insert_with(|| places(file, text));
        let near = ids.as_ref()?.get(&bare(fragment));
        if near.is_some_and(|ids| ids.contains(fragment)) {
            return None;
        }
        let page = match target.path == from {
            true => "this page".to_owned(),
            false => format!("`{}`", target.path),
        };
        let help = match near.and_then(|ids| ids.first()) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => "give the place that id, or take the link out".to_owned(),
        };
        Some((format!("{page} has no place `#{fragment}`"), help))
    }
}

// The files and pages that a build makes.
fn built(whole: Whole, files: &mut BTreeSet<String>) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for piece in whole.pieces {
        files.insert(piece.path.clone());
        if let Body::Bytes(bytes) = piece.body
            && piece.path.ends_with(".html")
        {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            texts.insert(piece.path, text);
        }
    }
    texts
}

// Pages that are published as they are.
fn plain(common: &Common, found: &Found) -> BTreeMap<String, String> {
    let html = found
        .pages
        .iter()
        .filter(|page| page.file == page.output && Syntax::of(&page.file) == Syntax::Html);
    let read = |file: &String| {
        let bytes = site::Files::read(&common.opened.folder, file)?;
        Some((file.clone(), site::decode(file, &bytes).0.text))
    };
    html.filter_map(|page| read(&page.output)).collect()
}

fn places(file: &str, text: &str) -> Ids {
    let document = Document::parse(&Source::new(file, text), 0, Syntax::Html);
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in document.descendants(document.root()) {
        let name = document.name(node);
        let is_data = || document.attribute(node, "type") == Some("application/ld+json");
        if name == Some("script") && !is_data() {
            return None;
        }
        let id = document.attribute(node, "id");
        let old = document.attribute(node, "name");
        for id in id.into_iter().chain(old.filter(|_| name == Some("a"))) {
            ids.entry(bare(id)).or_default().insert(id.to_owned());
        }
    }
    Some(ids)
}

fn is_document(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    DOCUMENTS
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

// What people get wrong of a path that they know: capital letters, signs
// between words, and the ending of a page.
fn bare(path: &str) -> String {
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    let endings = [".html", ".htm", ".md"];
    let path = endings
        .iter()
        .find_map(|ending| path.strip_suffix(ending))
        .unwrap_or(path);
    let letters = path.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
    letters.flat_map(char::to_lowercase).collect()
}
