//! Items made of several blocks: a date in one element, its text in another.

use std::collections::{HashMap, HashSet};

use site::{Document, NodeId};

use super::blocks::{Block, Heading, PSEUDO};
use crate::date::{self, Context};
use crate::heading::Meaning;
use crate::list::{self, Beginning};

/// How many wrappers an item may have around its date.
const WRAPPERS: usize = 4;
/// How many nodes of a block are looked at for a date.
const LONGEST_CARD: usize = 60;
/// How many blocks are an item of the year among them; more are a group of
/// items below it.
const YEAR_BLOCKS: usize = 3;
/// How much of a line is read for its date, in bytes.
const LONGEST: usize = 200;

/// Puts the blocks of each card together.
pub(crate) fn joined(document: &Document, mut blocks: Vec<Block>) -> Vec<Block> {
    let mut cards = cards(document, &mut blocks);
    cards.extend(undated(document, &blocks));
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let card = first_root(&block).and_then(|node| {
            let mut above = above(document, node);
            above.find_map(|node| cards.get(&node).map(|date| (node, date)))
        });
        let Some((node, date)) = card else {
            joined.push(block);
            continue;
        };
        if !matches!(joined.last(), Some(Block::Card { node: last, .. }) if *last == node) {
            let (date, roots) = (date.clone(), Vec::new());
            joined.push(Block::Card { node, date, roots });
        }
        if let Some(Block::Card { roots, date, .. }) = joined.last_mut() {
            add(document, block, date, roots);
        }
    }
    joined
}

fn add(document: &Document, block: Block, date: &str, roots: &mut Vec<NodeId>) {
    match block {
        Block::Line(run, _) if list::date_text(document, &run, date.len()) == date => {}
        Block::Line(run, _) => roots.extend(run),
        Block::Heading(heading) if heading.text == date => {}
        Block::Heading(heading) => roots.extend(heading.roots),
        Block::List { node, .. } | Block::Table(node) | Block::Definitions(node) => {
            roots.push(node);
        }
        Block::Card { .. } | Block::Leave(_) => {}
    }
}

/// The wrappers that hold one date and something else, and their dates.
fn cards(document: &Document, blocks: &mut [Block]) -> HashMap<NodeId, String> {
    let mut dates: HashMap<NodeId, usize> = HashMap::new();
    let mut fixed: HashSet<NodeId> = HashSet::new();
    let mut lines = Vec::new();
    let mut filled: HashMap<NodeId, usize> = HashMap::new();
    let mut listed: HashSet<NodeId> = HashSet::new();
    // Wrappers with a heading that would end News, were it not theirs.
    let mut titled: HashSet<NodeId> = HashSet::new();
    let mut news = None;
    for block in blocks {
        news = news_level(block).or(news);
        let Some(root) = first_root(block) else {
            continue;
        };
        let above = || above(document, root).take(2 * WRAPPERS);
        above().for_each(|node| *filled.entry(node).or_default() += 1);
        if let Block::List { .. } = block {
            listed.extend(above());
        }
        match dated(document, block) {
            Some((text, alone)) => {
                above().for_each(|node| *dates.entry(node).or_default() += 1);
                lines.extend(alone.then_some((root, text, is_year(block))));
            }
            None if is_title(block, news) => titled.extend(above()),
            None if is_structure(block) => fixed.extend(above()),
            None => {}
        }
    }
    let mut cards = HashMap::new();
    for (root, text, year) in lines {
        let few = |node: &NodeId| {
            !listed.contains(node) && filled.get(node).is_some_and(|&count| count <= YEAR_BLOCKS)
        };
        let fits = |node: &NodeId| {
            let own = !titled.contains(node) || is_repeated(document, *node);
            dates.get(node) == Some(&1) && !fixed.contains(node) && own && (!year || few(node))
        };
        let wrappers = above(document, root).take(WRAPPERS).take_while(fits);
        let filled = |node: &NodeId| filled.get(node).is_some_and(|&count| count > 1);
        if let Some(card) = wrappers.filter(filled).last() {
            cards.insert(card, text);
        }
    }
    cards
}

/// Below a News heading without any date or list: elements that look alike,
/// each with a heading of its own, and no date.
fn undated(document: &Document, blocks: &[Block]) -> HashMap<NodeId, String> {
    let mut cards = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        let Block::Heading(news) = block else {
            continue;
        };
        if news.scope.is_some() || !matches!(news.meaning, Meaning::News(_)) {
            continue;
        }
        let ends = |block: &&Block| !matches!(block, Block::Heading(heading) if heading.level <= news.level);
        let below: Vec<&Block> = blocks[at + 1..].iter().take_while(ends).collect();
        let wrappers = alike(document, news.node, &below);
        cards.extend(wrappers.into_iter().map(|node| (node, String::new())));
    }
    cards
}

// The wrappers of blocks that have no date, where all are of the same kind and
// hold several blocks each.
fn alike(document: &Document, news: NodeId, blocks: &[&Block]) -> Vec<NodeId> {
    if blocks.iter().any(|block| !is_undated(document, block)) {
        return Vec::new();
    }
    let around: HashSet<NodeId> = above(document, news).collect();
    let wrapper = |node: NodeId| {
        let above = above(document, node).take(WRAPPERS);
        let own = above.take_while(|node| !around.contains(node));
        own.filter(|&node| is_repeated(document, node)).last()
    };
    let mut wrappers: Vec<(NodeId, usize)> = Vec::new();
    for root in blocks.iter().filter_map(|block| first_root(block)) {
        match (wrapper(root), wrappers.last_mut()) {
            (Some(node), Some((last, count))) if node == *last => *count += 1,
            (Some(node), _) => wrappers.push((node, 1)),
            (None, _) => return Vec::new(),
        }
    }
    let kind = |node: NodeId| (document.name(node), document.attribute(node, "class"));
    let are_alike = wrappers
        .windows(2)
        .all(|two| kind(two[0].0) == kind(two[1].0));
    let are_filled = wrappers.iter().all(|(_, count)| *count > 1);
    match wrappers.len() > 1 && are_alike && are_filled {
        true => wrappers.into_iter().map(|(node, _)| node).collect(),
        false => Vec::new(),
    }
}

// Whether a block may be a part of an item without a date.
fn is_undated(document: &Document, block: &Block) -> bool {
    let (roots, is_plain) = match block {
        Block::Line(roots, _) => (roots, true),
        Block::Heading(heading) => (&heading.roots, !is_section(heading)),
        _ => return false,
    };
    let is_date = |text: &str| date::whole(text, &Context::default()).is_some();
    let below = || {
        roots
            .iter()
            .flat_map(|&root| document.descendants(root))
            .take(LONGEST_CARD)
    };
    let holds_date = || below().any(|node| is_date(&document.text_start(&[node], 60)));
    let ends_with_date = || date::trailing(&document.text_of(roots), &Context::default()).is_some();
    let begins_with_date = || {
        let text = list::date_text(document, roots, LONGEST);
        date::leading(&text, &Context::default()).is_some()
    };
    is_plain && !begins_with_date() && !holds_date() && !ends_with_date()
}

// `Publications`, `2024`; a title may have such words among others.
fn is_section(heading: &Heading) -> bool {
    match heading.meaning {
        Meaning::Unknown => false,
        Meaning::Other => heading.level < PSEUDO && heading.text.split(' ').count() < 4,
        Meaning::News(_) | Meaning::Year(_) | Meaning::Older => true,
    }
}

// The text of a dated line, and whether the date is all of it.
fn dated(document: &Document, block: &mut Block) -> Option<(String, bool)> {
    let is_heading = !is_structure(block) || is_year(block);
    match block {
        Block::Line(roots, read) => {
            let machine = list::machine_text(document, roots, LONGEST);
            let is_shown = machine.is_none();
            let text = machine.unwrap_or_else(|| document.text_start(roots, LONGEST));
            let beginning = Beginning::of(text, None);
            let dated = beginning
                .found
                .map(|_| (beginning.text.clone(), beginning.alone));
            *read = Some(beginning).filter(|whole| is_shown && whole.text.len() <= LONGEST);
            dated
        }
        Block::Heading(heading) if is_heading => {
            let text = list::date_text(document, &heading.roots, LONGEST);
            let (_, alone) = date::leading_or_whole(&text, &Context::default())?;
            Some((text, alone))
        }
        _ => None,
    }
}

// A year by looks alone may be a part of one item as well as a heading of many.
fn is_year(block: &Block) -> bool {
    matches!(block, Block::Heading(heading)
        if heading.level == PSEUDO && matches!(heading.meaning, Meaning::Year(_)))
}

fn news_level(block: &Block) -> Option<u8> {
    match block {
        Block::Heading(heading) if matches!(heading.meaning, Meaning::News(_)) => {
            Some(heading.level)
        }
        _ => None,
    }
}

// `Grant awarded` below a News heading: the title of an item, perhaps.
fn is_title(block: &Block, news: Option<u8>) -> bool {
    matches!(block, Block::Heading(heading)
        if heading.meaning == Meaning::Other
            && heading.level < PSEUDO
            && news.is_some_and(|level| level < heading.level))
}

// One of several elements of the same class, as the items of a theme are.
fn is_repeated(document: &Document, node: NodeId) -> bool {
    let class = document.attribute(node, "class").unwrap_or("");
    let like = |other: NodeId| {
        document.name(other) == document.name(node)
            && document.attribute(other, "class") == Some(class)
    };
    let before = std::iter::successors(document.previous(node), |&node| document.previous(node));
    let after = std::iter::successors(document.next(node), |&node| document.next(node));
    let near = before.take(6).chain(after.take(6));
    !class.is_empty() && near.into_iter().any(like)
}

fn is_structure(block: &Block) -> bool {
    match block {
        Block::Heading(heading) => heading.meaning != Meaning::Unknown,
        Block::List { items, .. } => items.len() > 6,
        Block::Table(_) | Block::Definitions(_) | Block::Leave(_) => true,
        _ => false,
    }
}

fn first_root(block: &Block) -> Option<NodeId> {
    match block {
        Block::Line(run, _) => run.first().copied(),
        Block::Heading(heading) => Some(heading.node),
        Block::List { node, .. } | Block::Table(node) | Block::Definitions(node) => Some(*node),
        Block::Card { .. } | Block::Leave(_) => None,
    }
}

// The wrappers of a node below the page's own elements.
fn above(document: &Document, node: NodeId) -> impl Iterator<Item = NodeId> {
    let above = std::iter::successors(document.parent(node), |&node| document.parent(node));
    let page = |name: Option<&str>| matches!(name, None | Some("body" | "html" | "main"));
    above.take_while(move |&node| !page(document.name(node)))
}
