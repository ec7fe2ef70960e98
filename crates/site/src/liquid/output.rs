//! The rendered text, each stretch with its place.

use std::ops::Range;

use super::flat;
use crate::{Place, Source};

#[derive(Default)]
pub(super) struct Output {
    text: String,
    parts: Vec<(usize, Place)>,
    /// Set while HTML is written into Markdown: Markdown would take an indented
    /// line for code and an empty one for the end of the HTML.
    pub(super) flat: bool,
}

impl Output {
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds text whose first character stands at `place`.
    pub(super) fn push(&mut self, text: &str, place: &Place) {
        if !self.flat {
            self.start(place.clone());
            self.text.push_str(text);
            return;
        }
        for (line, number) in text.split_inclusive('\n').zip(place.line..) {
            let at_line_start = self.text.is_empty() || self.text.ends_with('\n');
            let line = if at_line_start {
                line.trim_start()
            } else {
                line
            };
            let column = if number == place.line {
                place.column
            } else {
                1
            };
            if !line.is_empty() {
                self.start(Place {
                    file: place.file.clone(),
                    line: number,
                    column,
                });
                self.text.push_str(line);
            }
        }
    }

    /// Adds text all of which comes from one place, the entry of a list.
    pub(super) fn push_at(&mut self, text: &str, place: &Place) {
        for line in text.split_inclusive('\n') {
            let at_line_start = self.text.is_empty() || self.text.ends_with('\n');
            let line = if self.flat && at_line_start {
                line.trim_start()
            } else {
                line
            };
            if !line.is_empty() {
                self.start(place.clone());
                self.text.push_str(line);
            }
        }
    }

    /// Ends the line and leaves one empty, so that Markdown and HTML beside
    /// each other keep apart.
    pub(super) fn gap(&mut self, place: &Place) {
        if !self.text.is_empty() {
            // Each for itself: the line after `place` may not be there.
            for _ in 0..2 {
                self.start(place.clone());
                self.text.push('\n');
            }
        }
    }

    /// What was added since `from`, taken out again.
    pub(super) fn take_from(&mut self, from: usize) -> String {
        let kept = self.parts.partition_point(|(start, _)| *start < from);
        self.parts.truncate(kept);
        self.text.split_off(from)
    }

    /// The page, and the ranges moved to where their text is in it.
    pub(super) fn finish(
        mut self,
        path: &str,
        markdown: bool,
        ranges: &mut [Range<usize>],
    ) -> Source {
        let removed = if markdown {
            flat::indentation(&self.text)
        } else {
            Vec::new()
        };
        let moved = flat::Moved::new(&removed);
        for range in ranges {
            *range = moved.offset(range.start)..moved.offset(range.end);
        }
        for (start, _) in &mut self.parts {
            *start = moved.offset(*start);
        }
        Source::from_parts(path, flat::without(&self.text, &removed), self.parts)
    }

    fn start(&mut self, place: Place) {
        self.parts.push((self.text.len(), place));
    }
}
