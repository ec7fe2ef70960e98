//! Pieces of a page that its scripts and frames bring: a file of markup, a file
//! of data, a list in the script itself.

use std::collections::BTreeSet;

use site::{Source, decode};

use super::{Site, is_news_file, own, rows};
use crate::{News, Options};

// A page names no more files than this that matter.
const MOST: usize = 128;
// Scripts larger than this are libraries.
const LARGEST: usize = 512 << 10;
// No path of a piece is longer.
const LONGEST_PATH: usize = 200;

/// The News of a file that the page loads, or of a list in its scripts.
pub(super) fn loaded(site: &Site<'_>, options: &Options) -> News {
    let inline = in_scripts(site, options);
    if !inline.items.is_empty() {
        return inline;
    }
    let mut paths = named(site, &site.page);
    let scripts = paths.iter().filter(|path| path.ends_with(".js"));
    let deeper: Vec<String> = scripts.flat_map(|path| named_in(site, path)).collect();
    paths.extend(deeper);
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    let mut news = paths.iter().map(|path| of_file(site, path, options));
    news.find(|news| !news.items.is_empty()).unwrap_or_default()
}

fn of_file(site: &Site<'_>, path: &str, options: &Options) -> News {
    if rows::is_data_file(path) {
        return match own::is_called_news(path) {
            true => own::of_file(site, path, options),
            false => own::of_key(site, path, options),
        };
    }
    let whole = Options {
        whole: options.whole || is_news_file(path),
        ..options.clone()
    };
    own::of_piece(site, path, &whole)
}

/// The lists called News in the scripts that stand in the page itself.
pub(super) fn in_scripts(site: &Site<'_>, options: &Options) -> News {
    let text = &site.page.text;
    let mut from = site.front.body_start;
    while let Some(next) = text.get(from..).and_then(|rest| rest.find("<script")) {
        let open = from + next;
        let Some(start) = text[open..].find('>').map(|end| open + end + 1) else {
            break;
        };
        let length = text[start..].find("</script");
        from = length.map_or(text.len(), |length| start + length);
        let script = Source::join("page.js", &[(&site.page, start..from)]);
        let news = rows::called_news(&script, options);
        if !news.items.is_empty() {
            return news;
        }
    }
    News::default()
}

fn named_in(site: &Site<'_>, script: &str) -> Vec<String> {
    let bytes = site.files.read(script);
    let bytes = bytes.filter(|bytes| bytes.len() <= LARGEST);
    bytes.map_or(Vec::new(), |bytes| named(site, &decode(script, &bytes).0))
}

// The files of the site that a text names between quotation marks. Links lead
// to pages, which are not pieces of this one.
fn named(site: &Site<'_>, source: &Source) -> Vec<String> {
    let text = &source.text;
    let own = site.page.path.rsplit_once('/');
    let own = own.map_or("", |(folder, _)| folder);
    let mut paths = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(['"', '\'', '`']).map(|next| from + next) {
        from = open + 1;
        let Some(written) = quoted(text, open) else {
            continue;
        };
        let path = written.split(['?', '#']).next().unwrap_or(written);
        if text[..open].ends_with("href=") || !is_piece(path) {
            continue;
        }
        let candidates = ["", own]
            .into_iter()
            .filter_map(|folder| join(folder, path));
        let mut candidates = candidates.filter(|path| *path != site.page.path);
        paths.extend(candidates.find(|path| exists(site, path)));
        if paths.len() >= MOST {
            break;
        }
    }
    paths
}

// What stands between the quotation mark at `open` and the next, in one line.
fn quoted(text: &str, open: usize) -> Option<&str> {
    let quote = *text.as_bytes().get(open)?;
    let inner = text.as_bytes().get(open + 1..)?;
    let mut inner = inner.iter().take(LONGEST_PATH);
    let length = inner.position(|&byte| byte == quote || byte == b'\n')?;
    text.get(open + 1..open + 1 + length)
}

fn is_piece(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_markup = ["html", "htm", "md", "markdown", "inc"].contains(&ending);
    (is_markup || rows::is_data_file(path)) && !path.contains(':') && !path.starts_with("//")
}

fn exists(site: &Site<'_>, path: &str) -> bool {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    site.files.list(folder).iter().any(|known| known == path)
}

// The path inside the site, or none where it would leave it.
fn join(folder: &str, path: &str) -> Option<String> {
    let (folder, path) = match path.strip_prefix('/') {
        Some(rooted) => ("", rooted),
        None => (folder, path),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
