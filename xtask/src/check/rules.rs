//! Every check there is, in one table: what each problem's code means, why it
//! matters, and how to repair it.

use std::fmt::Write;

use site::Severity;

mod files;
mod ledger;
mod map;
mod news;
mod pages;
mod redirects;
mod robots;
mod settings;
mod sitemap;
#[cfg(test)]
mod tests;
mod visitors;

/// A check, by the code of the problems that it finds.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The code: `no-date`.
    pub(crate) id: &'static str,
    /// How bad it is in most cases; some problems are worse in one place than
    /// in another.
    pub(crate) severity: Severity,
    /// Whether `check --fix` mends it.
    pub(crate) is_mended: bool,
    /// What is wrong.
    pub(crate) what: &'static str,
    /// Why that matters.
    pub(crate) why: &'static str,
    /// What it looks like.
    pub(crate) example: &'static str,
    /// What to do about it.
    pub(crate) repair: &'static str,
}

/// A subject, and its checks.
type Subject = (&'static str, &'static [Rule]);

/// All checks by subject. A new one is a row in the file of its subject.
pub(crate) const SUBJECTS: &[Subject] = &[
    ("Files and addresses", files::RULES),
    ("Settings", settings::RULES),
    ("News", news::RULES),
    ("The ledger of News", ledger::RULES),
    ("Redirects", redirects::RULES),
    ("The sitemap", sitemap::RULES),
    ("robots.txt", robots::RULES),
    ("Maps", map::RULES),
    ("Counts of visitors", visitors::RULES),
    ("Pages", pages::RULES),
];

/// Rows of the table, each with every column.
macro_rules! rules {
    ($($id:literal $severity:ident $($mended:ident)?
        $what:literal why $why:literal example $example:literal repair $repair:literal)*) => {
        pub(super) const RULES: &[super::Rule] = &[$(super::Rule {
            id: $id,
            severity: super::severity::$severity,
            is_mended: super::is_mended(&[$(stringify!($mended))?]),
            what: $what,
            why: $why,
            example: $example,
            repair: $repair,
        }),*];
    };
}
use rules;

/// The severities as the rows write them.
#[allow(non_upper_case_globals)]
mod severity {
    use site::Severity;

    pub(super) const note: Severity = Severity::Note;
    pub(super) const warning: Severity = Severity::Warning;
    pub(super) const error: Severity = Severity::Error;
}

// The word `mended` behind the severity.
const fn is_mended(words: &[&str]) -> bool {
    !words.is_empty()
}

/// All checks, subject by subject.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    SUBJECTS.iter().flat_map(|(_, rules)| rules.iter())
}

/// The check with this name.
pub(crate) fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// The name that was meant by one that does not exist, where one is near.
pub(crate) fn nearest(id: &str) -> Option<&'static str> {
    let distance = |rule: &'static Rule| (strsim::osa_distance(rule.id, id), rule.id);
    let (distance, near) = all().map(distance).min()?;
    (id.len() < 40 && distance <= 3).then_some(near)
}

/// The checks as lines for a terminal: the name, the severity, what is wrong.
pub(crate) fn list() -> String {
    let widest = all().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (subject, rules) in SUBJECTS {
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{gap}{subject}");
        for rule in *rules {
            let (id, severity) = (rule.id, rule.severity.to_string());
            let mended = if rule.is_mended { " (--fix)" } else { "" };
            let _ = writeln!(text, "  {id:widest$}  {severity:7}  {}{mended}", rule.what);
        }
    }
    text
}

/// Everything about one check.
pub(crate) fn explain(rule: &Rule) -> String {
    let example = rule.example.replace('\n', "\n         ");
    let mended = match rule.is_mended {
        true => "mended   by check --fix\n",
        false => "",
    };
    format!(
        "{}: {}\n\nwhy      {}\nexample  {example}\nrepair   {}\n{}severity {}; \
         set another in site.toml: {} = \"off\" under [check]\n",
        rule.id, rule.what, rule.why, rule.repair, mended, rule.severity, rule.id
    )
}
