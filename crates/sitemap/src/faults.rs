//! The problems of a sitemap, one constructor each.

use site::{Problem, Severity};

use crate::address::{Fault, LONGEST};

// The caller has checked its addresses with file and line before; what is found
// here is told by the address alone.
const FILE: &str = "sitemap.xml";

pub(crate) fn base_url(base_url: &str) -> Problem {
    let message = format!(
        "`{}` is not the address of a folder on the web",
        shown(base_url)
    );
    Problem::in_file("bad-base-url", FILE, message)
        .help("write an address that begins with https://, without ? and #")
}

pub(crate) fn address(folder: &str, loc: &str, fault: &Fault) -> Problem {
    let loc = shown(loc);
    let (code, what, help) = told(fault, folder);
    Problem::in_file(code, FILE, format!("{loc} cannot be listed: {what}")).help(help)
}

pub(crate) fn alternate(page: &str, loc: &str, fault: &Fault) -> Problem {
    let (page, loc) = (shown(page), shown(loc));
    let (code, what, help) = told(fault, "");
    let message = format!("{loc} cannot be a translation of {page}: {what}");
    Problem::in_file(code, FILE, message).help(help)
}

// The code, what is wrong, and what to do.
fn told(fault: &Fault, folder: &str) -> (&'static str, &'static str, String) {
    match fault {
        Fault::NotAbsolute => (
            "address-not-absolute",
            "it is no whole address on the web",
            "write it with https:// and its host".to_owned(),
        ),
        Fault::TooLong => (
            "address-too-long",
            "it is too long for the protocol",
            format!("keep addresses below {} characters", LONGEST + 1),
        ),
        Fault::OtherScheme => (
            "address-scheme",
            "one sitemap has one scheme",
            format!("write it as the others are, below {folder}"),
        ),
        Fault::OtherHost => (
            "address-host",
            "it is on another host",
            format!("list it in that host's own sitemap; here is {folder}"),
        ),
        Fault::Outside => (
            "address-outside",
            "it is not below the folder of the sitemap",
            format!("list only what is below {folder}, or move the sitemap up"),
        ),
        Fault::Fragment => (
            "address-fragment",
            "with a fragment it is a place in a page, not a page",
            "leave out what follows the #".to_owned(),
        ),
        Fault::Written(right) => (
            "address-not-encoded",
            "it is not written as it is sent",
            format!("write {}", shown(right)),
        ),
    }
}

pub(crate) fn duplicate(loc: &str) -> Problem {
    let message = format!("{} is there twice; it is listed once", shown(loc));
    Problem::in_file("duplicate-address", FILE, message)
        .help("let one page have this address, or list it once")
}

pub(crate) fn too_large(loc: &str, bytes: usize) -> Problem {
    let loc = shown(loc);
    let message = format!("{loc} cannot be listed: its entry has more than {bytes} bytes");
    Problem::in_file("entry-too-large", FILE, message).help("name fewer translations")
}

pub(crate) fn too_many(parts: usize) -> Problem {
    let message = format!("more addresses than {parts} files hold; the rest is not listed");
    Problem::in_file("too-many-addresses", FILE, message).help("make a sitemap of each section")
}

pub(crate) fn nothing() -> Problem {
    Problem::in_file(
        "empty-sitemap",
        FILE,
        "there is no address to list, so no file is made",
    )
    .help("a sitemap must have at least one address")
}

pub(crate) fn lastmod(loc: &str) -> Problem {
    let message = format!(
        "the date of {} is not of this era; it is left out",
        shown(loc)
    );
    Problem::in_file("bad-lastmod", FILE, message)
        .severity(Severity::Warning)
        .help("write a year of four digits")
}

pub(crate) fn language(page: &str, lang: &str) -> Problem {
    let (page, lang) = (shown(page), shown(lang));
    let message = format!("a translation of {page} is in `{lang}`, which is no language tag");
    Problem::in_file("bad-language", FILE, message)
        .help("write a tag such as `en` or `pt-BR`, or `x-default`")
}

pub(crate) fn repeated_language(page: &str, lang: &str) -> Problem {
    let page = shown(page);
    let message = format!("{page} has two translations into `{lang}`");
    Problem::in_file("repeated-language", FILE, message)
        .severity(Severity::Warning)
        .help("name one page for each language")
}

pub(crate) fn not_among_its_alternates(page: &str) -> Problem {
    let page = shown(page);
    let message = format!("{page} names its translations but not itself among them");
    Problem::in_file("alternates-without-self", FILE, message)
        .severity(Severity::Warning)
        .help("name every language of the page, its own too: engines ignore the group otherwise")
}

/// Problems up to a number that a person can still read, and a count of the
/// rest: a faulty site of millions of pages must not fill the memory.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    problems: Vec<Problem>,
    more: u64,
}

impl Faults {
    const MOST: usize = 100;

    pub(crate) fn push(&mut self, problem: Problem) {
        if self.problems.len() < Faults::MOST {
            self.problems.push(problem);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn into_problems(mut self, file: &str) -> Vec<Problem> {
        if self.more > 0 {
            let message = format!("{} more problems are not shown", self.more);
            self.problems
                .push(Problem::in_file("more-problems", file, message));
        }
        self.problems
    }

    pub(crate) fn written(self) -> Vec<Problem> {
        self.into_problems(FILE)
    }
}

/// The beginning of a text that may be of any length and hold anything.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown: String = text.chars().take(LONGEST).collect();
    shown = shown.replace(|c: char| c.is_control(), "\u{FFFD}");
    if shown.len() < text.len() && text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
