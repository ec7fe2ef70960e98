//! HTML inside Markdown as kramdown reads it: what stands in an element that a
//! line of HTML opened is HTML, however far it is indented and whatever empty
//! lines a loop left in it. CommonMark would take it for code.

use std::ops::Range;

// The elements whose end tags people do not leave out.
const BLOCKS: [&str; 9] = [
    "ul", "ol", "dl", "table", "div", "section", "article", "details", "center",
];

/// The indentation in front of the lines of HTML blocks.
pub(super) fn indentation(text: &str) -> Vec<Range<usize>> {
    let mut removed = Vec::new();
    let (mut depth, mut in_list, mut at) = (0_usize, false, 0);
    for line in text.split_inclusive('\n') {
        let shown = line.trim_start_matches([' ', '\t']);
        let indent = line.len() - shown.len();
        let blank = shown.trim_end().is_empty();
        if !blank && (indent == 0 || shown.starts_with('<')) {
            in_list = false;
        }
        in_list |= is_bullet(shown);
        if depth > 0 && indent > 0 && !blank && !in_list {
            removed.push(at..at + indent);
        }
        depth = depth_after(shown, depth);
        at += line.len();
    }
    removed
}

fn is_bullet(line: &str) -> bool {
    let after_number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = after_number.len() < line.len();
    let mark = if numbered {
        [". ", ") ", ") "]
    } else {
        ["- ", "* ", "+ "]
    };
    mark.iter().any(|mark| after_number.starts_with(mark))
}

fn depth_after(line: &str, mut depth: usize) -> usize {
    for (at, _) in line.match_indices('<') {
        let tag = &line[at + 1..];
        let (tag, closes) = match tag.strip_prefix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let end = tag
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        if BLOCKS
            .iter()
            .any(|name| tag[..end].eq_ignore_ascii_case(name))
        {
            depth = if closes {
                depth.saturating_sub(1)
            } else {
                depth + 1
            };
        }
    }
    depth
}

/// Where offsets are when stretches before them are gone.
pub(super) struct Moved {
    // The end of each removed stretch, and how much is gone up to there.
    ends: Vec<(Range<usize>, usize)>,
}

impl Moved {
    pub(super) fn new(removed: &[Range<usize>]) -> Moved {
        let mut gone = 0;
        let ends = removed.iter().map(|range| {
            gone += range.len();
            (range.clone(), gone)
        });
        Moved {
            ends: ends.collect(),
        }
    }

    pub(super) fn offset(&self, offset: usize) -> usize {
        let before = self.ends.partition_point(|(range, _)| range.end <= offset);
        let gone = before.checked_sub(1).map_or(0, |last| self.ends[last].1);
        // Inside a stretch that is gone, what counts is where it was.
        let inside = self
            .ends
            .get(before)
            .map_or(0, |(range, _)| offset.saturating_sub(range.start));
        offset - gone - inside
    }
}

pub(super) fn without(text: &str, removed: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for range in removed {
        kept.push_str(&text[from..range.start]);
        from = range.end;
    }
    kept.push_str(&text[from..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::{Moved, indentation, without};

    fn check(text: &str, expected: &str) {
        assert_eq!(without(text, &indentation(text)), expected);
    }

    #[test]
    fn html_is_not_code() {
        check(
            "<ul>\n\n    <li>a\n      b</li>\n</ul>\n\n    code\n",
            "<ul>\n\n<li>a\nb</li>\n</ul>\n\n    code\n",
        );
        check(
            "<div>\n\n- a\n\n    b\n</div>\n",
            "<div>\n\n- a\n\n    b\n</div>\n",
        );
        check("- a\n\n    b\n", "- a\n\n    b\n");
    }

    #[test]
    fn offsets_move_with_their_text() {
        let text = "<ul>\n  <li>a\n  <li>b";
        let removed = indentation(text);
        let moved = Moved::new(&removed);
        let kept = without(text, &removed);
        for (at, c) in text.char_indices().filter(|(_, c)| *c != ' ') {
            assert_eq!(kept[moved.offset(at)..].chars().next(), Some(c));
        }
        assert_eq!(moved.offset(6), 5);
        assert_eq!(moved.offset(text.len()), kept.len());
    }
}
