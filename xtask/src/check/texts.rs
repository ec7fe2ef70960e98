//! The texts of a site that checks read.

use site::Files;

use crate::load::Opened;

const ENDINGS: [&str; 9] = [
    "md", "markdown", "html", "htm", "qmd", "yml", "yaml", "toml", "liquid",
];

const STYLES: [&str; 4] = ["css", "scss", "sass", "less"];

// What programs put there, or take from elsewhere.
const NOT_ENTERED: [&str; 5] = ["node_modules", "_site", "public", "vendor", "target"];

/// The pages of a site and what they include; a site given as one page is that
/// page.
pub(super) fn of(opened: &Opened) -> Vec<String> {
    match opened.path.is_empty() {
        true => walk(opened, &ENDINGS),
        false => vec![opened.path.clone()],
    }
}

/// Its style sheets.
pub(super) fn styles(opened: &Opened) -> Vec<String> {
    match opened.path.is_empty() {
        true => walk(opened, &STYLES),
        false => Vec::new(),
    }
}

fn walk(opened: &Opened, endings: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let is_text = |path: &String| {
            path.rsplit_once('.')
                .is_some_and(|(_, ending)| endings.contains(&ending))
        };
        texts.extend(opened.folder.list(&folder).into_iter().filter(is_text));
        let inner = opened.folder.folders(&folder).into_iter();
        folders.extend(inner.filter(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !name.starts_with('.') && !NOT_ENTERED.contains(&name)
        }));
    }
    texts.sort();
    texts
}
