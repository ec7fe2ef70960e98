//! The names of headings.

use std::collections::HashMap;

/// How far down each heading stands on the page.
#[derive(Default)]
pub(crate) struct Levels {
    // How many levels the headings go down, below the page's title.
    shift: u8,
    // The headings that what comes next may stand below: the level that their
    // author gave them, and the one that they have.
    above: Vec<(u8, u8)>,
}

impl Levels {
    /// Headings below the title of the page, if it is shown, and so many levels
    /// further down than they are written.
    pub(crate) fn new(has_title: bool, shift: u8) -> Levels {
        let above = if has_title { vec![(1, 1)] } else { Vec::new() };
        Levels { shift, above }
    }

    /// The level of the next heading. None stands more than one level below the
    /// one above it: a level that is left out is a part of the page that is
    /// missed by those who go from heading to heading
    /// (<https://www.w3.org/WAI/tutorials/page-structure/headings/>).
    pub(crate) fn next(&mut self, written: u8) -> u8 {
        let written = (written + self.shift).min(6);
        while self.above.len() > 1 && self.above.last().is_some_and(|above| above.0 >= written) {
            self.above.pop();
        }
        let level = match self.above.last() {
            Some(&(above, level)) if above < written => level + 1,
            _ => {
                self.above.clear();
                written
            }
        };
        self.above.push((written, level));
        level
    }
}

/// The names that are taken, each with the last number put behind it.
pub(crate) type Taken = HashMap<String, u32>;

/// A heading's id, made of its words as kramdown does: letters, digits, and
/// hyphens for spaces; with a number behind it where it is taken.
pub(crate) fn id(text: &str, taken: &mut Taken) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => name.extend(c.to_lowercase()),
            c if c.is_whitespace() => name.push('-'),
            _ => {}
        }
    }
    if name.trim_matches('-').is_empty() {
        name = "section".to_owned();
    }
    let mut number = taken.get(&name).copied().unwrap_or(0);
    let mut id = name.clone();
    while taken.contains_key(&id) {
        number += 1;
        id = format!("{name}-{number}");
    }
    taken.insert(id.clone(), 0);
    if number > 0 {
        taken.insert(name, number);
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(mut levels: Levels, written: &[u8]) -> Vec<u8> {
        written.iter().map(|&each| levels.next(each)).collect()
    }

    #[test]
    fn no_level_is_left_out() {
        let below_title = |written| levels(Levels::new(true, 0), written);
        assert_eq!(below_title(&[2, 3, 3, 2, 4, 3, 6]), [2, 3, 3, 2, 3, 3, 4]);
        assert_eq!(below_title(&[3, 3, 2, 3]), [2, 2, 2, 3]);
        assert_eq!(levels(Levels::new(true, 1), &[1, 2, 6]), [2, 3, 4]);
    }

    #[test]
    fn without_a_title_the_first_is_what_it_is() {
        let alone = |written| levels(Levels::new(false, 0), written);
        assert_eq!(alone(&[1, 3, 2, 1, 2]), [1, 2, 2, 1, 2]);
        assert_eq!(alone(&[3, 4, 2, 1, 3]), [3, 4, 2, 1, 2]);
    }
}
