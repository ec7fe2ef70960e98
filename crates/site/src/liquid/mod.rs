//! Enough of Liquid to see what a Jekyll page shows: includes, loops over data
//! files and collections, conditions, assignments.
//!
//! It differs from Jekyll on purpose where a reader of the page does: `limit`,
//! `offset` and `break` are ignored, because an item that the home page no
//! longer shows is news all the same, and dates come out as they were written
//! instead of as the theme formats them. What it does not know is nothing.

mod branches;
mod collection;
mod expression;
mod filters;
mod flat;
mod includes;
mod loops;
mod output;
mod render;
mod scope;
mod sources;
#[cfg(test)]
mod tests;
mod token;
mod value;

use std::ops::Range;

use crate::{Files, Map, Place, Problem, Source};

/// A page that was put together.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Its text.
    pub page: Source,
    /// What each entry of the lists it loops over became, in page order; an
    /// entry of a loop inside a loop follows the entry it is in.
    pub entries: Vec<Shown>,
    /// What was missing.
    pub problems: Vec<Problem>,
}

/// What one entry of a list became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Where its text is in the page.
    pub range: Range<usize>,
    /// The loop it belongs to, counted over the page.
    pub of: usize,
    /// The list: `site.data.news`, `site.posts`.
    pub list: String,
    /// Where the entry was read, if it is a table or a page.
    pub place: Option<Place>,
    /// Its fields that are short texts, such as its date.
    pub fields: Map,
}

/// A page as its visitors get it from Jekyll, as far as a News list goes.
///
/// `front` is the page's front matter and `config` the site's `_config.yml`.
/// With `layouts`, the layouts that the front matter names are put around it.
/// Every place in the result still knows where it was taken from: an entry of
/// a data file from that file, an included line from the include.
///
/// ```
/// use site::{Map, MemoryFiles, Source};
///
/// let files = MemoryFiles::from([("_data/news.yml", "- {date: 2025-12, text: A talk}")]);
/// let page = Source::new(
///     "index.md",
///     "{% for item in site.data.news limit: 5 %}\n* [{{ item.date }}] {{ item.text }}\n{% endfor %}",
/// );
/// let rendered = site::render(&files, &page, 0, &Map::default(), &Map::default(), false);
/// let page = &rendered.page;
/// assert_eq!(page.text.trim(), "* [2025-12] A talk");
/// assert_eq!(page.place(page.text.find("A talk").unwrap()).file, "_data/news.yml");
/// assert_eq!(rendered.entries[0].list, "site.data.news");
/// assert_eq!(rendered.entries[0].fields.text("date"), Some("2025-12"));
/// ```
pub fn render(
    files: &dyn Files,
    page: &Source,
    body_start: usize,
    front: &Map,
    config: &Map,
    layouts: bool,
) -> Rendered {
    let mut renderer = render::Renderer::new(files, page, front, config);
    match layouts {
        true => renderer.page_in_layouts(page, body_start, front),
        false => renderer.page(page, body_start),
    }
    renderer.finish()
}

/// The layouts of a page that are in the site, innermost first.
pub fn layouts(files: &dyn Files, front: &Map) -> Vec<Source> {
    sources::layouts(files, front)
}

/// A file of comma-separated values (RFC 4180; tabs where it is called `.tsv`)
/// as a list of tables, its first line the names.
///
/// ```
/// let source = site::Source::new("_data/news.csv", "date,text\n2025-12,A talk\n");
/// let rows = site::table(&source);
/// assert_eq!(rows.list()[0].map().unwrap().text("text"), Some("A talk"));
/// ```
pub fn table(source: &Source) -> crate::Value {
    let separator = if source.path.ends_with(".tsv") {
        '\t'
    } else {
        ','
    };
    sources::table_data(source, separator)
}
