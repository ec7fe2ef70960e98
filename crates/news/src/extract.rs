use std::collections::HashMap;

use site::{Document, Problem, Severity, Source, Syntax};

use crate::date::Reading;
use crate::list::{self, Draft};
use crate::place::Page;
use crate::{Item, text};

mod blocks;
mod cards;
mod dates;
mod marks;
mod outline;
mod paragraphs;
mod pictures;
mod reports;
mod sections;
mod tabs;
#[cfg(test)]
mod tests;
mod unclosed;

pub(crate) use blocks::entries;

/// What the owner of a page says about its News.
///
/// ```
/// let options = news::Options { heading: Some("Diary".to_owned()), ..Default::default() };
/// let page = site::Source::new("about.md", "# Diary\n\n* [Dec 2025] A talk\n");
/// assert_eq!(news::extract(&page, 0, &options).items.len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The one heading that begins the list, where it is not among the usual
    /// wordings.
    pub heading: Option<String>,
    /// The page is a News list as a whole, heading or not: an include, or a
    /// page whose title says so. Where it has a News heading, that counts.
    pub whole: bool,
    /// Keep the sample items that templates come with.
    pub placeholders: bool,
}

/// What a page says is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// The items, in page order.
    pub items: Vec<Item>,
    /// The headings they stand under, as the page shows them.
    pub headings: Vec<String>,
    /// What is doubtful about them.
    pub problems: Vec<Problem>,
}

/// Finds the News of a page, whose text after its front matter begins at the
/// byte `body_start`: HTML where the file is called so, else Markdown.
///
/// Comments, scripts and navigation are not looked at. An item whose date is
/// missing or cannot be told is an item without a date, and a problem says so.
///
/// ```
/// let page = site::Source::new("about.md", "# News\n\n* [Dec 2025] [A](a.html) tool is out!\n");
/// let news = news::extract(&page, 0, &news::Options::default());
/// assert_eq!(news.headings, ["News"]);
/// let item = &news.items[0];
/// assert_eq!(item.date, news::PartialDate::month(2025, 12));
/// assert_eq!(item.text, "A tool is out!");
/// assert_eq!(item.html, "<a href=\"a.html\">A</a> tool is out!");
/// assert_eq!(item.links, ["a.html"]);
/// ```
pub fn extract(page: &Source, body_start: usize, options: &Options) -> News {
    let document = Document::parse(page, body_start, Syntax::of(&page.path));
    extract_from(&document, page, options)
}

/// Finds the News of a page whose tree is there already.
pub(crate) fn extract_from(document: &Document, page: &Source, options: &Options) -> News {
    let page = &Page::new(page);
    let mut problems = Vec::new();
    problems.extend(unclosed::comment(document, page));
    problems.extend(unclosed::element(document, page));
    let found = sections::sections(document, page, options, &mut problems);
    let mut items = Vec::new();
    for section in &found {
        items.extend(read_section(
            document,
            page,
            section,
            options,
            &mut problems,
        ));
    }
    // Two headings may share blocks only by mistake; the page's order counts.
    items.sort_by_key(|(offset, _)| *offset);
    let items: Vec<Item> = items.into_iter().map(|(_, item)| item).collect();
    problems.extend(identical(&items));
    News {
        items,
        headings: found
            .into_iter()
            .filter_map(|section| section.heading)
            .collect(),
        problems,
    }
}

/// Reads a page that is one item as a whole: a file of a collection, or a
/// field of a data file.
///
/// ```
/// let file = site::Source::new("_news/talk.md", "I gave *a talk*. It was fun.");
/// let item = news::single(&file, 0);
/// assert_eq!(item.title, "I gave a talk");
/// assert_eq!(item.html, "I gave <em>a talk</em>. It was fun.");
/// ```
pub fn single(page: &Source, body_start: usize) -> Item {
    let document = Document::parse(page, body_start, Syntax::of(&page.path));
    let draft = whole(&document, None);
    let text = document.text_of(&draft.roots);
    text::item(&document, &Page::new(page), &draft, &text, 0..text.len())
}

/// The draft of a page that is one item as a whole.
pub(crate) fn whole(document: &Document, year: Option<i32>) -> Draft {
    let mut nodes = document.descendants(document.root());
    let body = nodes.find(|&node| document.is(node, "body"));
    let node = body.unwrap_or(document.root());
    Draft {
        node,
        roots: list::unwrapped(document, node),
        date: None,
        year,
        read: None,
    }
}

/// A News heading and the drafts of the items below it.
pub(crate) struct Section {
    pub(crate) heading: Option<String>,
    pub(crate) drafts: Vec<Draft>,
}

fn read_section(
    document: &Document,
    page: &Page<'_>,
    section: &Section,
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Vec<(usize, Item)> {
    let texts: Vec<String> = section
        .drafts
        .iter()
        .map(|draft| document.text_of(&draft.roots))
        .collect();
    let dates = dates::dates(document, &section.drafts, &texts);
    let mut items = Vec::new();
    for ((draft, text), date) in section.drafts.iter().zip(&texts).zip(dates) {
        let range = date.as_ref().map_or(0..text.len(), |date| date.own.clone());
        let mut item = text::item(document, page, draft, text, range);
        let offset = document.offset(draft.node);
        if item.text.is_empty() && !pictures::describe(document, draft, &mut item) {
            problems.push(pictures::undescribed(page, offset));
            continue;
        }
        if text::is_placeholder(&item.text) && !options.placeholders {
            problems.push(placeholder(page, offset));
            continue;
        }
        let reading = date.map(|date| date.found.reading);
        item.date = match reading {
            Some(Reading::Date(date)) => Some(date),
            _ => None,
        };
        problems.extend(undated(page, offset, reading.as_ref()));
        items.push((offset, item));
    }
    items
}

pub(crate) fn undated(page: &Page<'_>, at: usize, reading: Option<&Reading>) -> Option<Problem> {
    let problem = match reading {
        Some(Reading::Date(_)) => return None,
        None => page
            .warning("no-date", at, "this News item has no date")
            .help("begin it with one, as in [Dec 2025]"),
        Some(Reading::Impossible) => page
            .warning("impossible-date", at, "the calendar has no such date")
            .help("write a day that exists"),
        Some(Reading::Ambiguous { .. }) => {
            let message = "this date can be read day first or month first";
            page.warning("ambiguous-date", at, message)
                .help("write the month as a word, or the date as YYYY-MM-DD")
        }
        Some(Reading::NoYear) => page
            .warning("no-year", at, "this date has no year")
            .help("add the year, or put the item below a heading that is the year"),
    };
    Some(problem)
}

/// The problem of an item that is a template's sample text, if it is.
pub(crate) fn placeholder_in(item: &Item, source: &Source, at: usize) -> Option<Problem> {
    text::is_placeholder(&item.text).then(|| placeholder(&Page::new(source), at))
}

fn placeholder(page: &Page<'_>, at: usize) -> Problem {
    let message = "this item is the template's sample text; it is left out";
    page.warning("placeholder-item", at, message)
        .help("replace or remove it")
}

/// The problems of items that say the same of the same date as one above them.
pub(crate) fn identical(items: &[Item]) -> Vec<Problem> {
    let mut first: HashMap<_, &Item> = HashMap::new();
    let mut problems = Vec::new();
    for item in items {
        let earlier = *first.entry((item.date, &item.text)).or_insert(item);
        if std::ptr::eq(earlier, item) {
            continue;
        }
        let place = match earlier.file == item.file {
            true => format!("on line {}", earlier.line),
            false => format!("in {}", earlier.file),
        };
        let message = format!("this item is the same as that {place}");
        let problem = item.problem(Severity::Warning, "duplicate-item", message);
        problems.push(problem.help("remove one, or say what is different"));
    }
    problems
}
