use std::ops::Range;
use std::sync::OnceLock;

/// A file of the site as text: UTF-8, without a byte order mark, line ends as
/// they were.
///
/// It can also be several files in one, when a page includes others: then each
/// place in the text still knows which file it came from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path inside the site, `/` between folders: `_pages/about.md`.
    pub path: String,
    /// The whole text; make a new `Source` rather than change it, so that
    /// [`Source::position`] does not answer from the old one.
    pub text: String,
    // Empty for a plain file; else where each stretch of the text came from.
    parts: Vec<Part>,
    milestones: OnceLock<Vec<Milestone>>,
}

/// Where something stands: a file, a line and a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path inside the site.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

#[derive(Debug, Clone)]
struct Part {
    // Where the stretch begins in the joined text.
    start: usize,
    // The place it was taken from.
    from: Place,
}

// How many line ends precede an offset, and how many characters since the last.
#[derive(Debug, Clone, Copy, Default)]
struct Milestone {
    lines: usize,
    characters: usize,
}

// A milestone stands every so many bytes, so that a hundred thousand problems
// in a file of ten megabytes, be it one line, cost no more than the reading.
const STRIDE: usize = 256;

impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        (&self.path, &self.text) == (&other.path, &other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// A file's path and its text.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "# News\n");
    /// assert_eq!(page.path, "about.md");
    /// ```
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
            parts: Vec::new(),
            milestones: OnceLock::new(),
        }
    }

    /// One text out of stretches of several: each a source and a range of its
    /// bytes. It takes the name of `path`.
    ///
    /// ```
    /// use site::Source;
    ///
    /// let page = Source::new("about.md", "# News\n{% include news.md %}\n");
    /// let list = Source::new("_includes/news.md", "* [Dec 2025] A talk");
    /// let joined = Source::join("about.md", &[(&page, 0..7), (&list, 0..19), (&page, 28..29)]);
    /// assert_eq!(joined.text, "# News\n* [Dec 2025] A talk\n");
    ///
    /// let place = joined.place(joined.text.find("A talk").unwrap());
    /// assert_eq!((place.file.as_str(), place.line, place.column), ("_includes/news.md", 1, 14));
    /// ```
    pub fn join(path: impl Into<String>, stretches: &[(&Source, Range<usize>)]) -> Source {
        let mut joined = Source::new(path, "");
        for (source, range) in stretches {
            let start = source.text.floor_char_boundary(range.start);
            let end = source.text.floor_char_boundary(range.end).max(start);
            let inner = source
                .parts
                .iter()
                .filter(|part| start < part.start && part.start < end);
            let at = joined.text.len();
            joined.parts.push(Part {
                start: at,
                from: source.place(start),
            });
            joined.parts.extend(inner.map(|part| Part {
                start: at + part.start - start,
                from: part.from.clone(),
            }));
            joined.text.push_str(&source.text[start..end]);
        }
        joined
    }

    // Text whose stretches begin at these places, in order.
    pub(crate) fn from_parts(path: &str, text: String, parts: Vec<(usize, Place)>) -> Source {
        let parts = parts.into_iter().map(|(start, from)| Part { start, from });
        let parts = parts.collect();
        Source {
            parts,
            ..Source::new(path, text)
        }
    }

    /// The parts of a range, each from one place on in one file.
    pub(crate) fn stretches(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.parts.partition_point(|part| part.start <= range.start);
        let starts = self.parts[first..].iter().map(|part| part.start);
        let starts = starts.take_while(move |start| *start < range.end);
        let ends = starts.clone().chain([range.end]);
        let stretches = [range.start].into_iter().chain(starts).zip(ends);
        stretches
            .map(|(start, end)| start..end)
            .filter(|stretch| !stretch.is_empty())
    }

    /// The line and the column of a byte offset in this text, both counted from
    /// 1; columns are characters. An offset past the end, or inside a
    /// character, is the place before it.
    ///
    /// ```
    /// let page = site::Source::new("about.md", "é\nab");
    /// assert_eq!(page.position(0), (1, 1));
    /// assert_eq!(page.position(2), (1, 2));
    /// assert_eq!(page.position(4), (2, 2));
    /// assert_eq!(page.position(99), (2, 3));
    /// ```
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let end = self.text.floor_char_boundary(offset);
        let bytes = &self.text.as_bytes()[..end];
        let milestones = self.milestones.get_or_init(|| milestones(&self.text));
        let passed = (end / STRIDE).min(milestones.len());
        let milestone = passed.checked_sub(1).and_then(|n| milestones.get(n));
        let start = milestone.copied().unwrap_or_default();
        let here = start.walk(&bytes[passed * STRIDE..]);
        (saturate(here.lines + 1), saturate(here.characters + 1))
    }

    /// The file, the line and the column that a byte offset came from.
    pub fn place(&self, offset: usize) -> Place {
        let (line, column) = self.position(offset);
        let after = self.parts.partition_point(|part| part.start <= offset);
        let Some(part) = after.checked_sub(1).and_then(|at| self.parts.get(at)) else {
            return Place {
                file: self.path.clone(),
                line,
                column,
            };
        };
        let (first_line, first_column) = self.position(part.start);
        let lines_down = line - first_line;
        let column = match lines_down {
            0 => part.from.column + (column - first_column),
            _ => column,
        };
        Place {
            file: part.from.file.clone(),
            line: part.from.line + lines_down,
            column,
        }
    }
}

impl Milestone {
    // Characters are counted by their first bytes, so a milestone may stand
    // inside one.
    fn walk(self, bytes: &[u8]) -> Milestone {
        let line_start = bytes.iter().rposition(|&byte| byte == b'\n');
        let rest = line_start.map_or(bytes, |newline| &bytes[newline + 1..]);
        let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
        let characters = rest.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        Milestone {
            lines: self.lines + lines,
            characters: match line_start {
                Some(_) => characters,
                None => self.characters + characters,
            },
        }
    }
}

fn milestones(text: &str) -> Vec<Milestone> {
    let strides = text.as_bytes().chunks_exact(STRIDE);
    let walk = |place: &mut Milestone, stride: &[u8]| {
        *place = place.walk(stride);
        Some(*place)
    };
    strides.scan(Milestone::default(), walk).collect()
}

fn saturate(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counted(text: &str, offset: usize) -> (u32, u32) {
        let before = &text[..text.floor_char_boundary(offset)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        (u32::try_from(line).unwrap(), u32::try_from(column).unwrap())
    }

    proptest! {
        #[test]
        fn positions_are_those_of_counting(
            pieces in prop::collection::vec("[aé🎉\n]{0,40}", 1..20),
            times in 1..60_usize,
            offset in 0..30_000_usize,
        ) {
            let source = Source::new("p.md", pieces.concat().repeat(times));
            for offset in [offset, offset / 4096 * 4096, source.text.len()] {
                prop_assert_eq!(source.position(offset), counted(&source.text, offset));
            }
        }
    }

    #[test]
    fn a_changed_text_is_no_panic() {
        let mut source = Source::new("p.md", "é\n".repeat(10_000));
        assert_eq!(source.position(29_999), (10_000, 2));
        source.text.truncate(5);
        source.position(29_999);
        source.text.push_str(&"x".repeat(100_000));
        source.position(99_999);
    }

    #[test]
    fn positions_are_right_across_steps() {
        let text = "äb\n".repeat(2000) + &"€".repeat(3000);
        let source = Source::new("x", text.clone());
        assert_eq!(source.position(text.find("b\n").unwrap()), (1, 2));
        assert_eq!(source.position(4 * 1999 + 2), (2000, 2));
        assert_eq!(source.position(8000 + 3 * 2999), (2001, 3000));
        assert_eq!(source.position(8000 + 3 * 2999 + 1), (2001, 3000));
        assert_eq!(source.position(usize::MAX), (2001, 3001));
    }

    #[test]
    fn joined_text_knows_where_each_line_came_from() {
        let page = Source::new("a.md", "one\ntwo INCLUDE three\nfour\n");
        let list = Source::new("b.md", "front\nx\ny");
        let joined = Source::join("a.md", &[(&page, 0..8), (&list, 6..9), (&page, 15..27)]);
        assert_eq!(joined.text, "one\ntwo x\ny three\nfour\n");
        let place = |needle: &str| {
            let place = joined.place(joined.text.find(needle).unwrap());
            (place.file, place.line, place.column)
        };
        assert_eq!(place("two"), ("a.md".into(), 2, 1));
        assert_eq!(place("x\n"), ("b.md".into(), 2, 1));
        assert_eq!(place("y"), ("b.md".into(), 3, 1));
        assert_eq!(place("three"), ("a.md".into(), 2, 13));
        assert_eq!(place("four"), ("a.md".into(), 3, 1));
        let again = Source::join("c.md", &[(&joined, 8..12)]);
        let place = again.place(2);
        assert_eq!(
            (place.file.as_str(), place.line, place.column),
            ("b.md", 3, 1)
        );
    }
}
