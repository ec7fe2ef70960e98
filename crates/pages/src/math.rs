//! Formulas, which stay as they are written: no script draws them, and
//! Markdown must not take their stars and underscores for its own.

use site::Source;

/// The source with each formula of a Markdown page escaped and in an element of
/// its own; `None` where there is none.
///
/// A formula is `$$…$$` within a paragraph, or `$…$` where no white space is
/// inside the dollars and no digit behind them, as Pandoc has it, and the inside
/// looks like more than an amount of money.
pub(crate) fn protect(source: &Source, body_start: usize) -> Option<Source> {
    let html = site::Syntax::of(&source.path) == site::Syntax::Html;
    let body = source.text.get(body_start..)?;
    if html || !body.contains('$') {
        return None;
    }
    let formulas = formulas(body);
    (!formulas.is_empty()).then(|| marked(source, body_start, &formulas))
}

// Where each begins and ends, its dollars included.
type Formula = std::ops::Range<usize>;

fn formulas(text: &str) -> Vec<Formula> {
    let mut formulas = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, content) = (start, line.trim_start());
        start += line.len();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| content.starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => in_line(text, at, start, &mut formulas),
            _ => {}
        }
    }
    formulas
}

// Adds the formulas that begin in a line.
fn in_line(text: &str, start: usize, end: usize, formulas: &mut Vec<Formula>) {
    let mut at = formulas.last().map_or(start, |last| last.end.max(start));
    while let Some(next) = text
        .get(at..end)
        .and_then(|rest| rest.find(['$', '`', '\\']))
    {
        at += next;
        let rest = &text[at..];
        at += match rest.as_bytes() {
            [b'\\', ..] => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            [b'`', ..] => code(rest),
            _ => match formula(text, at) {
                Some(length) => {
                    formulas.push(at..at + length);
                    length
                }
                None => 1 + usize::from(rest.starts_with("$$")),
            },
        };
    }
}

// The length of a code span, or of the marks that begin none.
fn code(rest: &str) -> usize {
    let marks = rest.len() - rest.trim_start_matches('`').len();
    let line = rest.lines().next().unwrap_or(rest);
    let end = line[marks..].find(&rest[..marks]);
    end.map_or(marks, |end| marks + end + marks)
}

// Far more than any formula in a paragraph has, in bytes.
const LONGEST: usize = 2000;

fn formula(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..text.floor_char_boundary(at.saturating_add(LONGEST))];
    if let Some(inside) = rest.strip_prefix("$$") {
        let end = inside.find("$$")?;
        let paragraph = &inside[..end];
        let whole = !paragraph.trim().is_empty() && !paragraph.contains("\n\n");
        return whole.then_some(end + 4);
    }
    let inside = rest[1..].lines().next()?;
    let before = text[..at].chars().next_back();
    let end = inside.find('$')?;
    let behind = inside[end + 1..].chars().next();
    let formula = &inside[..end];
    let tight =
        !formula.starts_with(char::is_whitespace) && !formula.ends_with(char::is_whitespace);
    let apart =
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(|c| c.is_ascii_digit());
    let known = formula.contains(['\\', '^', '_', '{', '=', '+', '<', '>', '|'])
        || (!formula.contains(char::is_whitespace)
            && !formula.starts_with(|c: char| c.is_ascii_digit()));
    let foreign = formula.contains('`') || formula.contains("](");
    (!formula.is_empty() && tight && apart && known && !foreign).then_some(end + 2)
}

fn marked(source: &Source, body_start: usize, formulas: &[Formula]) -> Source {
    let marks = Source::new(&*source.path, "<span class=\"math\"></span>\\ ");
    let (begin, finish, escape, space) = (0..19, 19..26, 26..27, 27..28);
    let mut stretches = Vec::new();
    let mut copied = 0;
    for formula in formulas {
        let (start, end) = (body_start + formula.start, body_start + formula.end);
        stretches.push((source, copied..start));
        stretches.push((&marks, begin.clone()));
        copied = start;
        for (offset, c) in source.text[start..end].char_indices() {
            let at = start + offset;
            if c.is_ascii_punctuation() || c == '\n' {
                stretches.push((source, copied..at));
                copied = at;
                let mark = if c == '\n' { &space } else { &escape };
                stretches.push((&marks, mark.clone()));
                copied += usize::from(c == '\n');
            }
        }
        stretches.push((source, copied..end));
        stretches.push((&marks, finish.clone()));
        copied = end;
    }
    stretches.push((source, copied..source.text.len()));
    stretches.retain(|(_, range)| !range.is_empty());
    Source::join(&*source.path, &stretches)
}
