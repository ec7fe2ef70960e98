//! Paragraphs that are items, or hold them line by line.

use site::{Document, NodeId};

use super::{Beginning, Draft, Read, beginning, context};
use crate::date::{self, Found, Reading};

/// The items of a paragraph: one for each line that begins with a date.
/// Empty where none does. `known` is a beginning that may be a line's.
pub(crate) fn lines(
    document: &Document,
    roots: &[NodeId],
    year: Option<i32>,
    known: Beginning,
) -> Vec<Draft> {
    let roots = inner(document, roots);
    let lines = read_lines(document, &roots, year, known);
    let below = dated_below(document, &lines, year);
    if !below.is_empty() {
        return below;
    }
    let mut drafts: Vec<Draft> = Vec::new();
    let mut form = None;
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let text = &line.beginning.text;
        let dates = line.broken || lines.peek().is_some();
        let is_one =
            |found: &Found| is_firm(found, text) && (dates || found.rest < text.trim_end().len());
        let found = line.beginning.found.filter(is_one);
        let begins = match (&found, form) {
            (None, _) => begins_with_time(document, &line.roots),
            (Some(_), None) => true,
            // A line that only happens to be broken before a date.
            (Some(found), Some(form)) => line.broken || found.form == form,
        };
        match drafts.last_mut() {
            _ if begins => {
                form = form.or(found.map(|found| found.form));
                drafts.push(line.into_draft(year));
            }
            Some(draft) => draft.roots.extend(line.roots),
            None => {}
        }
    }
    drafts
}

/// A line of a paragraph, and what it begins with.
struct Line {
    roots: Vec<NodeId>,
    /// A `<br>` is before it.
    broken: bool,
    beginning: Beginning,
}

impl Line {
    fn into_draft(self, year: Option<i32>) -> Draft {
        Draft {
            node: self.roots[0],
            read: Some(Read {
                roots: self.roots.len(),
                length: self.beginning.text.len(),
                found: self.beginning.found,
            }),
            roots: self.roots,
            date: None,
            year,
        }
    }
}

fn read_lines(
    document: &Document,
    roots: &[NodeId],
    year: Option<i32>,
    known: Beginning,
) -> Vec<Line> {
    let mut known = Some(known);
    let lines = split(document, roots).into_iter();
    let lines = lines.map(|(roots, broken)| {
        let text = beginning(document, &roots);
        let known = known.take_if(|known| known.text == text);
        Line {
            roots,
            broken,
            beginning: known.unwrap_or_else(|| Beginning::of(text, year)),
        }
    });
    lines.collect()
}

/// The date among lines that are fields and nothing else, as people put them
/// below the heading of an item: `Date: 2025-12-04`, `Image: talk.jpg`.
pub(crate) fn field_date(document: &Document, roots: &[NodeId]) -> Option<String> {
    const DATES: [&str; 6] = ["date", "datum", "fecha", "data", "when", "日期"];
    let mut date = None;
    let mut count = 0;
    let lines = split(document, roots);
    if lines.len() < 2 {
        return None;
    }
    for (line, _) in lines {
        let text = beginning(document, &line);
        let (name, value) = text.split_once(':')?;
        if name.split(' ').count() > 3 || name.len() > 30 {
            return None;
        }
        count += 1;
        let is_date = DATES.contains(&name.trim().to_lowercase().as_str());
        if is_date && date::whole(value.trim(), &context(None)).is_some() {
            date = date.or(Some(value.trim().to_owned()));
        }
    }
    date.filter(|_| count > 1)
}

// `A talk<br>Dec 2025<br>B is out<br>Nov 2025`: each date ends the lines above
// it. Where the source only happens to be broken, a sentence ends with it.
fn dated_below(document: &Document, lines: &[Line], year: Option<i32>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut above: Vec<NodeId> = Vec::new();
    for line in lines {
        if document.is_blank(&line.roots) {
            continue;
        }
        if !line.beginning.alone {
            if line.beginning.found.is_some() {
                return Vec::new();
            }
            above.extend(&line.roots);
            continue;
        }
        if !line.broken || above.is_empty() {
            return Vec::new();
        }
        let roots = std::mem::take(&mut above);
        drafts.push(Draft {
            node: roots[0],
            roots,
            date: Some(line.beginning.text.clone()),
            year,
            read: None,
        });
    }
    // What follows the last date is not of it.
    if !above.is_empty() {
        drafts.clear();
    }
    drafts
}

// In prose a year or a month may begin a sentence; a date of an item stands
// apart from its text or is more exact.
pub(crate) fn is_firm(found: &Found, text: &str) -> bool {
    let apart = text[found.start..found.rest]
        .contains([']', ')', ':', '-', '–', '—', '|', '.', '】', '：']);
    let exact = match &found.reading {
        Reading::Date(date) => date.precision() != "year",
        // A day, whichever of the two.
        Reading::Ambiguous { .. } => true,
        Reading::NoYear | Reading::Impossible => false,
    };
    apart || exact || found.rest == text.len()
}

// `<time datetime="2025-03-05">March</time> A talk`
fn begins_with_time(document: &Document, line: &[NodeId]) -> bool {
    let first = line.iter().find(|node| !document.is_blank(&[**node]));
    first.is_some_and(|&first| {
        let machine = super::machine_text(document, &[first], 60);
        machine.is_some_and(|machine| machine != document.text_start(&[first], 60))
    })
}

// The elements that wrap a whole paragraph are not in the way.
fn inner(document: &Document, roots: &[NodeId]) -> Vec<NodeId> {
    let mut roots = roots.to_vec();
    let blank = |node: &NodeId| document.is_blank(&[*node]);
    loop {
        let mut filled = roots.iter().filter(|node| !blank(node));
        let (Some(&only), None) = (filled.next(), filled.next()) else {
            return roots;
        };
        if document.name(only).is_none() || document.is(only, "a") {
            return roots;
        }
        let children: Vec<NodeId> = document.children(only).collect();
        let breaks = children.iter().any(|&child| document.is(child, "br"));
        let wraps = children.iter().filter(|child| !blank(child)).count() == 1;
        if !breaks && !wraps {
            return roots;
        }
        roots = children;
    }
}

/// Lines, and whether a `<br>` is before each.
fn split(document: &Document, roots: &[NodeId]) -> Vec<(Vec<NodeId>, bool)> {
    let mut lines = Vec::new();
    let (mut line, mut broken) = (Vec::new(), true);
    for &node in roots {
        let is_break = document.is(node, "br");
        let ends = document
            .characters(node)
            .is_some_and(|text| text.ends_with('\n'));
        line.push(node);
        if is_break || ends {
            let line = std::mem::take(&mut line);
            // White space between a break and the line feed after it.
            match document.is_blank(&line) && !is_break {
                true => {}
                false => lines.push((line, std::mem::replace(&mut broken, is_break))),
            }
        }
    }
    if !line.is_empty() {
        lines.push((line, broken));
    }
    lines
}
