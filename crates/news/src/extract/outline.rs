use super::blocks::{Block, Heading};
use crate::heading::Meaning;

/// What must be known of the whole page to judge one of its headings.
pub(super) struct Outline {
    pub(super) news: usize,
    /// The first heading is a News heading above all others, with no text
    /// before it: the page's title.
    pub(super) titled: bool,
}

impl Outline {
    pub(super) fn new(blocks: &[Block]) -> Outline {
        let headings = || {
            blocks.iter().filter_map(|block| match block {
                Block::Heading(heading) => Some(heading),
                _ => None,
            })
        };
        let is_news = |heading: &&Heading| matches!(heading.meaning, Meaning::News(_));
        let first = blocks
            .iter()
            .position(|block| !matches!(block, Block::Leave(_)));
        let title = first.and_then(|first| match &blocks[first] {
            Block::Heading(heading) if is_news(&heading) => Some(heading),
            _ => None,
        });
        let below = |title: &Heading| {
            headings()
                .filter(|heading| heading.node != title.node)
                .all(|heading| heading.level > title.level)
        };
        Outline {
            news: headings().filter(is_news).count(),
            titled: title.is_some_and(below),
        }
    }
}
