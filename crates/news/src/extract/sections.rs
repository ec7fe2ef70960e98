//! Where News begins and where it ends.

use site::{Document, NodeId, Problem};

use super::blocks::{self, Block, Heading, PSEUDO};
use super::outline::Outline;
use super::{Options, Section, cards};
use crate::date;
use crate::heading::Meaning;
use crate::list::{self, Draft};
use crate::place::Page;

/// The News sections of a page, in page order.
pub(crate) fn sections<'a>(
    document: &'a Document,
    page: &'a Page<'a>,
    options: &Options,
    problems: &'a mut Vec<Problem>,
) -> Vec<Section> {
    let blocks = blocks::blocks(document, options.heading.as_deref());
    if !options.whole && options.heading.is_none() && !blocks.iter().any(is_news) {
        let labelled = blocks::labelled(document, None);
        let mut doubts = Vec::new();
        let found = read(document, page, options, labelled, &mut doubts);
        // `<nav class="news">` names no list.
        if found.iter().any(|section| !section.drafts.is_empty()) {
            problems.append(&mut doubts);
            return found;
        }
    }
    read(document, page, options, blocks, problems)
}

fn read<'a>(
    document: &'a Document,
    page: &'a Page<'a>,
    options: &Options,
    blocks: Vec<Block>,
    problems: &'a mut Vec<Problem>,
) -> Vec<Section> {
    let blocks = cards::joined(document, blocks);
    let mut reader = Reader {
        document,
        page,
        outline: Outline::new(&blocks),
        sections: Vec::new(),
        open: None,
        heading_at: 0,
        problems,
    };
    if options.whole && reader.outline.news == 0 {
        reader.begin(None, 0, None, None);
    }
    for block in &blocks {
        reader.block(block);
    }
    reader.report();
    reader.sections
}

fn is_news(block: &Block) -> bool {
    matches!(block, Block::Heading(heading) if matches!(heading.meaning, Meaning::News(_)))
}

pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) page: &'a Page<'a>,
    outline: Outline,
    pub(super) sections: Vec<Section>,
    pub(super) open: Option<Open>,
    // Where the last News heading stands.
    pub(super) heading_at: usize,
    pub(super) problems: &'a mut Vec<Problem>,
}

/// The state inside a section.
pub(super) struct Open {
    level: u8,
    scope: Option<NodeId>,
    pub(super) year: Option<i32>,
    /// A heading that is a date, for the items below that have none.
    pub(super) date: Option<String>,
    /// Below a heading that may not be about News, only dated lists are.
    pub(super) strict: bool,
    /// Whether a block without a date goes on with the last draft.
    pub(super) goes_on: bool,
    /// Its date had a line of its own, so all paragraphs up to the next are it.
    pub(super) paragraphs: bool,
    dated: bool,
    /// The last heading that is no date, which fields below it may date.
    pub(super) above: Option<(NodeId, Vec<NodeId>)>,
}

impl Reader<'_> {
    fn begin(
        &mut self,
        heading: Option<&Heading>,
        level: u8,
        year: Option<i32>,
        scope: Option<NodeId>,
    ) {
        self.heading_at = heading.map_or(0, |heading| self.document.offset(heading.node));
        self.sections.push(Section {
            heading: heading.map(|heading| heading.text.clone()),
            drafts: Vec::new(),
        });
        self.open = Some(Open {
            level,
            scope,
            year,
            date: None,
            strict: false,
            goes_on: false,
            paragraphs: false,
            dated: false,
            above: None,
        });
    }

    fn block(&mut self, block: &Block) {
        if let Block::Heading(heading) = block {
            return self.heading(heading);
        }
        let Some(open) = &mut self.open else {
            return;
        };
        let (year, document) = (open.year, self.document);
        match block {
            Block::List { node, items } => {
                let drafts = list::items(document, items, year);
                self.list(*node, drafts);
            }
            Block::Table(node) => self.list(*node, list::rows(document, *node, year)),
            Block::Definitions(node) => self.list(*node, list::definitions(document, *node, year)),
            Block::Line(roots, beginning) => self.line(roots, beginning.as_ref()),
            Block::Card { node, date, roots } => {
                let draft = Draft {
                    node: *node,
                    roots: roots.clone(),
                    date: Some(date.clone()).filter(|date| !date.is_empty()),
                    year,
                    read: None,
                };
                self.take(vec![draft], false);
            }
            Block::Leave(details) if open.scope == Some(*details) => self.open = None,
            Block::Leave(_) | Block::Heading(_) => {}
        }
    }

    fn heading(&mut self, heading: &Heading) {
        let titled = self.titled();
        match (&mut self.open, heading.meaning) {
            (open, Meaning::News(year)) => {
                // A News heading inside a News section ends no later than it.
                let inside = open.as_ref().filter(|open| open.level < heading.level);
                let level = inside.map_or(heading.level, |open| open.level);
                let scope = if inside.is_some() {
                    None
                } else {
                    heading.scope
                };
                if !self.sections.is_empty() {
                    self.second(heading);
                }
                self.begin(Some(heading), level, year, scope);
            }
            (None, _) => {}
            (Some(open), Meaning::Year(year)) => open.below(Some(year), None, open.strict),
            (Some(open), Meaning::Older) => open.below(None, None, open.strict),
            (Some(open), _) if heading.level <= open.level => self.open = None,
            (Some(_), Meaning::Other) if !titled => self.open = None,
            (Some(_), _) => self.category(heading),
        }
    }

    // A page that is News as a whole has only categories below its title.
    fn titled(&self) -> bool {
        let whole = self.open.as_ref().is_some_and(|open| open.level == 0);
        whole || self.outline.titled
    }

    /// A heading inside the section: a date, an item, or a category.
    fn category(&mut self, heading: &Heading) {
        let titled = self.titled();
        let Some(open) = &mut self.open else {
            return;
        };
        let context = list::context(open.year);
        if date::whole(&heading.text, &context).is_some() {
            open.below(open.year, Some(heading.text.clone()), false);
            return;
        }
        let found = date::leading(&heading.text, &context);
        if found.is_some_and(|found| list::is_firm(&found, &heading.text)) {
            let draft = Draft {
                node: heading.node,
                roots: heading
                    .roots
                    .iter()
                    .flat_map(|&root| self.inside(root))
                    .collect(),
                date: None,
                year: self.open.as_ref().and_then(|open| open.year),
                read: None,
            };
            self.take(vec![draft], true);
        } else {
            let year = open.year.filter(|_| heading.level == PSEUDO);
            open.below(year, None, !titled);
            open.above = Some((heading.node, heading.roots.clone()));
        }
    }

    fn inside(&self, root: NodeId) -> Vec<NodeId> {
        match self.document.heading(root) {
            Some(_) => list::unwrapped(self.document, root),
            None => vec![root],
        }
    }

    fn list(&mut self, node: NodeId, mut drafts: Vec<Draft>) {
        let Some(open) = &mut self.open else {
            return;
        };
        let dated = drafts.iter().any(|draft| is_dated(self.document, draft));
        let goes_on = open.goes_on && !dated;
        if goes_on {
            if let Some(last) = self
                .sections
                .last_mut()
                .and_then(|section| section.drafts.last_mut())
            {
                last.roots.push(node);
            }
            return;
        }
        let heading = open
            .date
            .clone()
            .or_else(|| open.year.map(|year| year.to_string()));
        if let Some(date) = heading {
            drafts
                .iter_mut()
                .for_each(|draft| draft.date = draft.date.take().or(Some(date.clone())));
        } else if !dated && (open.strict || open.dated) {
            return self.skipped(node, drafts.len());
        } else if !dated && self.is_navigation(&drafts) {
            return;
        }
        self.take(drafts, false);
    }

    pub(super) fn take(&mut self, drafts: Vec<Draft>, goes_on: bool) {
        let (Some(open), Some(section)) = (&mut self.open, self.sections.last_mut()) else {
            return;
        };
        open.goes_on = goes_on;
        open.paragraphs &= goes_on;
        open.dated = open.dated || drafts.iter().any(|draft| is_dated(self.document, draft));
        section.drafts.extend(drafts);
    }

    // Short links and nothing else: `CV`, `E-mail`.
    fn is_navigation(&self, drafts: &[Draft]) -> bool {
        let is_link = |draft: &Draft| {
            let document = self.document;
            let mut filled = draft.roots.iter().filter(|&&root| {
                let blank = document
                    .characters(root)
                    .is_some_and(|text| text.trim().is_empty());
                !blank && document.comment(root).is_none()
            });
            let only_link = filled.all(|&root| document.is(root, "a"));
            only_link && list::beginning(document, &draft.roots).split(' ').count() < 4
        };
        drafts.iter().all(is_link)
    }
}

impl Open {
    fn below(&mut self, year: Option<i32>, date: Option<String>, strict: bool) {
        self.year = year;
        self.date = date;
        self.strict = strict;
        self.goes_on = false;
        self.paragraphs = false;
    }
}

fn is_dated(document: &Document, draft: &Draft) -> bool {
    let text = || list::beginning(document, &draft.roots);
    draft.date.is_some() || date::leading(&text(), &list::context(draft.year)).is_some()
}
