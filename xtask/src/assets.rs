//! The files of a site that are published as they are.

use site::{Page, Problem, Severity, Status};

use crate::common::Common;
use crate::plugins::{Copied, Made, Plugin};
use crate::tell;

pub(crate) const PLUGIN: Plugin = Plugin {
    name: "assets",
    make: |common, problems| Ok(make(common, problems)),
    // Copies bear no mark: the build's record alone knows them.
    is_ours: |_, _| false,
    stale: |_, _| Vec::new(),
    why_stale: "",
};

/// What `tally` writes when it is not told where: exact counts.
const TALLY: &str = "tally.json";

fn make(common: &Common, problems: &mut Vec<Problem>) -> Option<Made> {
    let found = common.found(problems)?;
    let mut copies = Vec::new();
    for page in found.pages.iter().filter(|page| is_published(page)) {
        match common.opened.folder.real(&page.file) {
            _ if page.file == TALLY => problems.push(private(page)),
            Some(from) => copies.push(Copied {
                path: page.output.clone(),
                file: page.file.clone(),
                from,
            }),
            None => problems.push(unreachable(page)),
        }
    }
    (!copies.is_empty()).then(|| Made {
        summary: tell::count(copies.len(), "file", "files"),
        copies,
        ..Made::default()
    })
}

/// Whether a file is published as it is, byte for byte.
pub(crate) fn is_published(page: &Page) -> bool {
    let is_public = !matches!(page.status, Status::Unpublished(_));
    is_public && page.redirect_to.is_none() && !is_page(page) && !is_part(&page.file)
}

/// Whether a page is made of a file: what is called so, and the files whose
/// name changes on the way.
pub(crate) fn is_page(page: &Page) -> bool {
    let ending = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        ending.unwrap_or_default().to_ascii_lowercase()
    };
    let of_file = ending(&page.file);
    ["html", "htm", "xhtml"].contains(&&*of_file) || of_file != ending(&page.output)
}

// What other plugins make their files of.
fn is_part(file: &str) -> bool {
    file == super::pages::STYLES
}

fn private(page: &Page) -> Problem {
    let message = "this is what visitors were counted as, and is not published";
    Problem::in_file("tally-in-site", page.file.as_str(), message)
        .severity(Severity::Warning)
        .help("move it out of the site; `publish` makes counts that may be shown")
}

fn unreachable(page: &Page) -> Problem {
    let message = "a link leads out of the site here, so there is nothing to publish";
    Problem::in_file("link-out", page.file.as_str(), message)
        .help("put the file itself into the site")
}
