use site::{Place, Problem, Source};

/// A page, and the problems at its places.
pub(crate) struct Page<'a> {
    pub(crate) source: &'a Source,
}

impl Page<'_> {
    pub(crate) fn new(source: &Source) -> Page<'_> {
        Page { source }
    }

    pub(crate) fn place(&self, offset: usize) -> Place {
        self.source.place(offset)
    }

    pub(crate) fn warning(
        &self,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem::warning(code, self.source, offset, message)
    }
}
