use site::{Problem, Severity};

use crate::PartialDate;

/// One item of a News list, as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The date as written and no more exact: of a range its first day, of a
    /// season its year; `None` where the item has none or it cannot be told.
    pub date: Option<PartialDate>,
    /// The first sentence in plain text, cut at a word: what a feed shows as
    /// the title. Never empty where `text` is not.
    pub title: String,
    /// The visible text after the date, white space folded, without the
    /// separator, a leading `New!`, or a venue tag before the date.
    pub text: String,
    /// The same as HTML, links as written; not sanitised.
    pub html: String,
    /// The targets of its links, as written, in order, each once.
    pub links: Vec<String>,
    /// The id that the author wrote on it (`{#webstar}`, `id="webstar"`).
    pub anchor: Option<String>,
    /// The file it stands in, its path inside the site.
    pub file: String,
    /// The line it begins on, counted from 1.
    pub line: u32,
    /// The column it begins at, counted from 1.
    pub column: u32,
}

impl Item {
    /// The name of the item's place on the page, which the page must carry as an
    /// `id` and its feed's entry links to: the one its author gave it, else what
    /// follows `news/` in its permanent id. `None` where that is blank.
    ///
    /// ```
    /// let mut item = news::Item::default();
    /// assert_eq!(item.anchor_of("tag:example.org,2025:news/a-talk"), Some("a-talk"));
    /// item.anchor = Some("talk".into());
    /// assert_eq!(item.anchor_of("tag:example.org,2025:news/a-talk"), Some("talk"));
    /// ```
    pub fn anchor_of<'a>(&'a self, id: &'a str) -> Option<&'a str> {
        let minted = || id.rsplit_once("news/").map(|(_, tail)| tail);
        let anchor = self.anchor.as_deref().or_else(minted);
        anchor.filter(|anchor| !anchor.trim().is_empty())
    }

    /// A problem at the place where the item begins.
    ///
    /// ```
    /// use site::Severity;
    ///
    /// let item = news::Item { file: "about.md".into(), line: 3, column: 1, ..Default::default() };
    /// let problem = item.problem(Severity::Warning, "no-date", "this item has no date");
    /// assert_eq!(problem.to_string(), "about.md:3:1: warning: this item has no date");
    /// ```
    pub fn problem(
        &self,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
    ) -> Problem {
        let mut problem = Problem::in_file(code, self.file.clone(), message).severity(severity);
        (problem.line, problem.column) = (self.line, self.column);
        problem
    }
}
