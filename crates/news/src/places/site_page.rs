//! A page as its visitors get it.

use std::cell::OnceCell;
use std::rc::Rc;

use site::config::{Kind, RawConfig};
use site::{Document, Files, FrontMatter, Map, Rendered, Source, Syntax, decode};

use super::{is_titled_news, looped};
use crate::extract::extract_from;
use crate::{News, Options, extract};

/// A site whose home page is known.
#[derive(Clone)]
pub(crate) struct Site<'f> {
    pub(crate) files: &'f dyn Files,
    pub(crate) raw: RawConfig,
    pub(crate) page: Source,
    pub(crate) front: FrontMatter,
    // Two places ask for it, and a long page is read but once.
    written: Rc<OnceCell<Document>>,
}

impl<'f> Site<'f> {
    pub(super) fn new(
        files: &'f dyn Files,
        raw: RawConfig,
        page: Source,
        front: FrontMatter,
    ) -> Site<'f> {
        Site {
            files,
            raw,
            page,
            front,
            written: Rc::default(),
        }
    }

    /// The tree of the page as it is written, without what Liquid and includes
    /// make of it. Its offsets are those in the body.
    pub(super) fn written(&self) -> &Document {
        let syntax = Syntax::of(&self.page.path);
        self.written
            .get_or_init(|| Document::parse(&self.body(), 0, syntax))
    }

    fn body(&self) -> Source {
        let range = self.front.body_start..self.page.text.len();
        Source::join(&self.page.path, &[(&self.page, range)])
    }

    /// The page's own list, its includes and loops followed.
    pub(super) fn page(&self, options: &Options, layouts: bool) -> News {
        let shown = self.shown(layouts);
        // The front matter is gone from a page that has been put together.
        let titled = is_titled_news(&self.front.values);
        let options = Options {
            whole: options.whole || titled,
            ..options.clone()
        };
        let written = self.page.text.get(self.front.body_start..);
        let news = match Some(shown.page.text.as_str()) == written {
            true => extract_from(self.written(), &shown.page, &options),
            false => extract(&shown.page, 0, &options),
        };
        let mut news = looped::better(&shown, news, &options);
        // What a theme does not bring matters only while the list is missing.
        if news.items.is_empty() {
            news.problems.splice(0..0, shown.problems);
        }
        news
    }

    /// The page as its visitors get it.
    fn shown(&self, layouts: bool) -> Rendered {
        let (page, problems) = site::expand(self.files, &self.body());
        let has_liquid = page.text.contains("{%") || page.text.contains("{{");
        let is_jekyll = matches!(
            self.raw.kind,
            Kind::Jekyll | Kind::Bare | Kind::Html | Kind::Native
        );
        if !is_jekyll || !(has_liquid || layouts) {
            return Rendered {
                page,
                entries: Vec::new(),
                problems,
            };
        }
        let config = jekyll_config(self.files);
        let mut shown = site::render(self.files, &page, 0, &self.front.values, &config, layouts);
        shown.problems.splice(0..0, problems);
        shown
    }
}

pub(super) fn jekyll_config(files: &dyn Files) -> Map {
    let read = |path: &str| {
        let (source, _) = decode(path, &files.read(path)?);
        let (value, _) = site::data::parse(&source, 0..source.text.len(), site::Format::Yaml);
        value.map().cloned()
    };
    read("_config.yml")
        .or_else(|| read("_config.yaml"))
        .unwrap_or_default()
}

pub(super) fn in_layouts(site: &Site<'_>, options: &Options) -> News {
    let site = &super::default_layout::given(site);
    match site::layouts(site.files, &site.front.values).is_empty() {
        true => News::default(),
        false => site.page(options, true),
    }
}
