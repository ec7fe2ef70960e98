//! Paragraphs inside a section: items, the dates of those that follow, or more
//! of the item before.

use site::NodeId;

use super::sections::Reader;
use crate::list::{self, Beginning, Draft};

impl Reader<'_> {
    /// Takes in a paragraph; `known` is all of its text, if given, read without a
    /// year.
    pub(super) fn line(&mut self, roots: &[NodeId], known: Option<&Beginning>) {
        if let Some(date) = list::field_date(self.document, roots) {
            return self.dated_heading(date);
        }
        let (drafts, alone) = self.drafts(roots, known);
        let Some(open) = &mut self.open else {
            return;
        };
        if drafts.is_empty() {
            return self.more(roots);
        }
        // Below a heading of its own, a dated line may be anything.
        if open.strict && open.date.is_none() {
            open.goes_on = false;
            return;
        }
        open.paragraphs = alone;
        self.take(drafts, true);
    }

    // The heading above fields that date it is an item; fields at the beginning
    // of a page are about the page.
    fn dated_heading(&mut self, date: String) {
        let Some(open) = &mut self.open else {
            return;
        };
        let (above, year) = (open.above.take(), open.year);
        if let Some((node, roots)) = above {
            let date = Some(date);
            let draft = Draft {
                node,
                roots,
                date,
                year,
                read: None,
            };
            self.take(vec![draft], true);
        }
        // What follows the fields is the item's text.
        if let Some(open) = &mut self.open {
            open.paragraphs = open.goes_on;
        }
    }

    // The items of a paragraph, and whether it is nothing but a date.
    fn drafts(&self, roots: &[NodeId], known: Option<&Beginning>) -> (Vec<Draft>, bool) {
        let Some(open) = &self.open else {
            return (Vec::new(), false);
        };
        let read = || Beginning::of(list::date_text(self.document, roots, 300), open.year);
        let known = known.filter(|_| open.year.is_none()).cloned();
        let known = known.unwrap_or_else(read);
        if known.alone {
            // What it dates comes next.
            let draft = Draft {
                node: roots[0],
                roots: Vec::new(),
                date: Some(known.text),
                year: open.year,
                read: None,
            };
            return (vec![draft], true);
        }
        let mut drafts = list::paragraph(self.document, roots, open.year, known);
        for draft in &mut drafts {
            draft.date = draft.date.take().or_else(|| open.date.clone());
        }
        (drafts, false)
    }

    // A paragraph that begins no item of its own.
    fn more(&mut self, roots: &[NodeId]) {
        let Some(open) = &mut self.open else {
            return;
        };
        let drafts = self.sections.last_mut().map(|section| &mut section.drafts);
        let last = drafts.and_then(|drafts| drafts.last_mut());
        let is_button = || open.paragraphs && list::is_button(self.document, roots);
        if open.goes_on
            && let Some(last) = last
            && (last.roots.is_empty() || open.date.is_some() || open.paragraphs)
            && !is_button()
        {
            last.roots.extend(roots);
        } else if let Some(date) = open.date.clone() {
            let draft = Draft {
                node: roots[0],
                roots: roots.to_vec(),
                date: Some(date),
                year: open.year,
                read: None,
            };
            self.take(vec![draft], true);
        } else {
            open.goes_on = false;
        }
    }
}
