use site::{Problem, Severity, Source};

/// How many bytes lie between two known places.
const STEP: usize = 4096;

/// A page with its lines counted once, because a page may have a hundred
/// thousand items and each wants to know where it is.
pub(crate) struct Page<'a> {
    pub(crate) source: &'a Source,
    // Offset, line and column at every step, in order.
    known: Vec<(usize, u32, u32)>,
}

impl Page<'_> {
    pub(crate) fn new(source: &Source) -> Page<'_> {
        let mut known = vec![(0, 1, 1)];
        let (mut line, mut column, mut next) = (1, 1, STEP);
        for (offset, c) in source.text.char_indices() {
            if offset >= next {
                known.push((offset, line, column));
                next = offset + STEP;
            }
            (line, column) = after(c, line, column);
        }
        Page { source, known }
    }

    /// As [`Source::position`], in constant time.
    pub(crate) fn position(&self, offset: usize) -> (u32, u32) {
        let offset = self.source.text.floor_char_boundary(offset);
        let next = self.known.partition_point(|known| known.0 <= offset);
        let (start, line, column) = self.known[next.saturating_sub(1)];
        let between = self.source.text[start..offset].chars();
        between.fold((line, column), |(line, column), c| after(c, line, column))
    }

    /// A problem at a byte of the page.
    pub(crate) fn problem(
        &self,
        severity: Severity,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        let mut problem = Problem::in_file(code, &*self.source.path, message).severity(severity);
        (problem.line, problem.column) = self.position(offset);
        problem
    }

    pub(crate) fn warning(
        &self,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        self.problem(Severity::Warning, code, offset, message)
    }
}

fn after(c: char, line: u32, column: u32) -> (u32, u32) {
    match c {
        '\n' => (line.saturating_add(1), 1),
        _ => (line, column.saturating_add(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_places_as_the_source_says() {
        let source = Source::new("a.md", "é\nab ".repeat(3000));
        let page = Page::new(&source);
        for offset in (0..source.text.len() + 9).step_by(7) {
            assert_eq!(page.position(offset), source.position(offset));
        }
    }
}
