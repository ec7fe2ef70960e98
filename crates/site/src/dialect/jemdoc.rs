//! Jemdoc, as <http://jemdoc.jaboc.net/using.html> describes it.

use super::{Plain, Rewriter, near};

pub(super) fn markdown(text: &str) -> Plain {
    let mut rewriter = Rewriter::new(text);
    while rewriter.at < text.len() {
        let line = rewriter.whole_line();
        let end = rewriter.at + line.len();
        if hidden(&mut rewriter, line) {
            continue;
        }
        marker(&mut rewriter, line);
        while rewriter.at < end {
            inline(&mut rewriter, end);
        }
    }
    rewriter.finish()
}

/// Leaves out comments, the fences of blocks, and the settings of a block
/// (`{Title}{img_left}{…}`).
fn hidden(rewriter: &mut Rewriter<'_>, line: &str) -> bool {
    let settings =
        line.starts_with('{') && !line.starts_with("{{") && line.trim_end().ends_with('}');
    let comment = line.starts_with('#');
    let hidden = comment || settings || line.trim_end() == "~~~";
    if hidden {
        // A comment between the items of a list does not part them.
        rewriter.replace(line.len(), if comment { "" } else { "\n" });
    }
    hidden
}

// `== News`, `-- nested`, `.. numbered`.
fn marker(rewriter: &mut Rewriter<'_>, line: &str) {
    let Some(mark) = line.chars().next().filter(|mark| "=-.".contains(*mark)) else {
        return;
    };
    let depth = line.len() - line.trim_start_matches(mark).len();
    if depth > 6 || !line[depth..].starts_with([' ', '\t']) {
        return;
    }
    let new = match mark {
        '=' => "#".repeat(depth),
        '-' => format!("{}-", "  ".repeat(depth - 1)),
        _ => format!("{}1.", "   ".repeat(depth - 1)),
    };
    rewriter.replace(depth, &new);
}

// Up to the next mark inside the line, and over it.
fn inline(rewriter: &mut Rewriter<'_>, end: usize) {
    let rest = &rewriter.text[rewriter.at..end];
    let Some(stop) = rest.find(['[', '\\', '{', '}', '/', '+']) else {
        rewriter.at = end;
        return;
    };
    rewriter.at += stop;
    let rest = &rest[stop..];
    let before = rewriter.text[..rewriter.at].chars().next_back();
    let opens = before.is_none_or(|c| c.is_whitespace() || "([*".contains(c));
    match rest.as_bytes() {
        [b'\\', b'n', ..] => rewriter.replace(2, "<br>"),
        [b'\\', next, ..] if next.is_ascii() => rewriter.at += 2,
        [b'{', b'{', ..] | [b'}', b'}', ..] => rewriter.replace(2, ""),
        [b'[', ..] if link(rewriter, rest) => {}
        [mark @ (b'/' | b'+'), ..] if opens && span(rewriter, rest, char::from(*mark)) => {}
        _ => rewriter.at += 1,
    }
}

fn link(rewriter: &mut Rewriter<'_>, rest: &str) -> bool {
    let Some(close) = near(rest).find(']') else {
        return false;
    };
    let inside = &rest[1..close];
    let (target, words) = inside.split_once(' ').unwrap_or((inside, inside));
    let plain = target.contains(['.', '/', '#', '@']) && !target.contains(['<', '>', '(', ')']);
    if plain {
        rewriter.replace(close + 1, &format!("[{}](<{target}>)", words.trim()));
    }
    plain
}

// `/italic/` and `+code+` around whole words.
fn span(rewriter: &mut Rewriter<'_>, rest: &str, mark: char) -> bool {
    let Some(close) = near(rest)[1..].find(mark) else {
        return false;
    };
    let (inside, after) = (&rest[1..=close], &rest[close + 2..]);
    let apart = !after.starts_with(|c: char| c.is_alphanumeric() || c == mark);
    let words = !inside.is_empty() && inside.trim() == inside && !inside.contains(['[', '`']);
    if apart && words {
        let new = if mark == '/' { "*" } else { "`" };
        rewriter.replace(close + 2, &[new, inside, new].concat());
    }
    apart && words
}
