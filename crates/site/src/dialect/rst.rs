//! ReStructuredText, as far as home pages use it:
//! <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>.

use std::collections::HashMap;

use super::{Plain, Rewriter};

pub(super) fn markdown(text: &str) -> Plain {
    let targets = targets(text);
    let mut rewriter = Rewriter::new(text);
    // The adornments of titles, in the order of their levels.
    let mut levels: Vec<(char, bool)> = Vec::new();
    while rewriter.at < text.len() {
        let line = rewriter.whole_line();
        let end = rewriter.at + line.len();
        if title(&mut rewriter, &mut levels) || directive(&mut rewriter) {
            continue;
        }
        while rewriter.at < end {
            inline(&mut rewriter, end, &targets);
        }
    }
    rewriter.finish()
}

/// `.. _name: url`, anywhere on the page.
fn targets(text: &str) -> HashMap<String, &str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(".. _"));
    let pairs = lines.filter_map(|line| line.split_once(": "));
    pairs
        .map(|(name, target)| (key(name), target.trim()))
        .collect()
}

fn key(name: &str) -> String {
    let words: Vec<&str> = name.trim_matches('`').split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A line that is underlined, or under- and overlined.
fn title(rewriter: &mut Rewriter<'_>, levels: &mut Vec<(char, bool)>) -> bool {
    let mut lines = rewriter.rest().split_inclusive('\n');
    let mut next = || lines.next().unwrap_or("");
    let first = next();
    let over = adornment(first);
    let (words, under) = match over {
        Some(_) => (next(), next()),
        None => (first, next()),
    };
    let Some(mark) = adornment(under).filter(|mark| over.is_none_or(|over| over == *mark)) else {
        return false;
    };
    let long = under.trim_end().len() >= words.trim().chars().count();
    if words.trim().is_empty() || !long || (over.is_none() && words.starts_with(' ')) {
        return false;
    }
    let style = (mark, over.is_some());
    let level = levels.iter().position(|known| *known == style);
    let level = level.unwrap_or_else(|| {
        levels.push(style);
        levels.len() - 1
    });
    if over.is_some() {
        rewriter.replace(first.len(), "");
    }
    rewriter.replace(0, &format!("{} ", "#".repeat((level + 1).min(6))));
    rewriter.at += words.len();
    rewriter.replace(under.len(), "\n");
    true
}

fn adornment(line: &str) -> Option<char> {
    let line = line.trim_end();
    let mark = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() > 2 && line.chars().all(|c| c == mark)).then_some(mark)
}

/// Leaves out a comment, a directive or a target with what is indented below.
fn directive(rewriter: &mut Rewriter<'_>) -> bool {
    let line = rewriter.whole_line();
    let content = line.trim_start();
    if !content.starts_with(".. ") && content.trim_end() != ".." {
        return false;
    }
    let indent = line.len() - content.len();
    let mut length = 0;
    for (number, line) in rewriter.rest().split_inclusive('\n').enumerate() {
        let content = line.trim_start();
        let inside = content.is_empty() || line.len() - content.len() > indent;
        if number > 0 && !inside {
            break;
        }
        length += line.len();
    }
    rewriter.replace(length, "\n");
    true
}

// Up to the next mark inside the line, and over it.
fn inline(rewriter: &mut Rewriter<'_>, end: usize, targets: &HashMap<String, &str>) {
    let rest = &rewriter.text[rewriter.at..end];
    let Some(stop) = rest.find(['`', '_']) else {
        rewriter.at = end;
        return;
    };
    rewriter.at += stop;
    let rest = &rest[stop..];
    if let Some(literal) = rest.strip_prefix("``") {
        rewriter.at += literal.find("``").map_or(2, |close| close + 4);
    } else if rest.starts_with('`') {
        quoted(rewriter, rest, targets);
    } else {
        reference(rewriter, rest, targets);
    }
}

// `` `words <url>`_ ``, `` `words`_ ``, `` :role:`words` ``.
fn quoted(rewriter: &mut Rewriter<'_>, rest: &str, targets: &HashMap<String, &str>) {
    let Some(close) = rest[1..].find('`') else {
        rewriter.at += 1;
        return;
    };
    let inside = &rest[1..=close];
    let after = &rest[close + 2..];
    let marks = after.len() - after.trim_start_matches('_').len();
    let embedded = inside
        .strip_suffix('>')
        .and_then(|inside| inside.split_once('<'));
    let found = match embedded {
        Some((words, target)) => Some((words.trim(), target)),
        None => targets.get(&key(inside)).map(|target| (inside, *target)),
    };
    let new = match found.filter(|_| (1..=2).contains(&marks)) {
        Some((words, target)) => format!("[{words}](<{target}>)"),
        None => inside.to_owned(),
    };
    rewriter.replace(close + 2 + marks, &new);
}

// `word_`, where the word has a target.
fn reference(rewriter: &mut Rewriter<'_>, rest: &str, targets: &HashMap<String, &str>) {
    let before = &rewriter.text[rewriter.copied..rewriter.at];
    let outside = |c: char| !c.is_alphanumeric() && c != '-';
    let word = before.rsplit(outside).next().unwrap_or("");
    let ends = !rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    match targets.get(&key(word)).filter(|_| ends && !word.is_empty()) {
        Some(target) => {
            let new = format!("[{word}](<{target}>)");
            rewriter.at -= word.len();
            rewriter.replace(word.len() + 1, &new);
        }
        None => rewriter.at += 1,
    }
}
