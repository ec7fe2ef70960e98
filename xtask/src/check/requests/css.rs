//! What a style sheet asks for.

use super::words::What;
use super::{Request, host};

/// The requests of a style sheet that begins at the byte `start`.
pub(super) fn requests(text: &str, start: usize) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut at = 0;
    // Whether the rule is one that names a font.
    let mut in_font = false;
    while let Some(next) = text[at..].find(['u', 'U', '@', '/', '}']) {
        at += next;
        let rest = &text[at..];
        let len = if let Some(comment) = comment(text, at) {
            comment
        } else if let Some(value) = after(rest, "@import") {
            let value = value.trim_start();
            let address = after(value, "url(").unwrap_or(value);
            push(&mut requests, address, What::Style, start + at);
            // What follows is the address itself.
            rest.find([';', '\n']).unwrap_or(rest.len())
        } else if after(rest, "@font-face").is_some() {
            in_font = true;
            1
        } else if let Some(address) = after(rest, "url(") {
            let what = if in_font { What::Font } else { What::Picture };
            push(&mut requests, address, what, start + at);
            1
        } else {
            in_font &= !rest.starts_with('}');
            1
        };
        at += len;
    }
    requests
}

// The length of a comment that begins here. Sass has comments of one line too,
// which are told from addresses by what is before them.
fn comment(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(inside) = rest.strip_prefix("/*") {
        return Some(inside.find("*/").map_or(rest.len(), |end| end + 4));
    }
    if !rest.starts_with("//") {
        return None;
    }
    let before = text[..at].trim_end_matches([' ', '\t']);
    let begins = before.is_empty() || before.ends_with('\n');
    begins.then(|| rest.find('\n').unwrap_or(rest.len()))
}

fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let head = text.get(..start.len())?;
    head.eq_ignore_ascii_case(start)
        .then(|| &text[start.len()..])
}

fn push(requests: &mut Vec<Request>, address: &str, what: What, offset: usize) {
    let address = address.trim_start();
    let address = address.strip_prefix(['"', '\'']).unwrap_or(address);
    let end = address
        .find(['"', '\'', ')', '\n'])
        .unwrap_or(address.len());
    if let Some(host) = host(&address[..end]) {
        requests.push(Request { host, what, offset });
    }
}
