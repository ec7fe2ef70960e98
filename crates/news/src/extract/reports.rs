//! What is said of a section as a whole.

use site::{NodeId, Severity};

use super::blocks::Heading;
use super::sections::Reader;

impl Reader<'_> {
    pub(super) fn skipped(&mut self, node: NodeId, count: usize) {
        let message = format!("{count} entries without a date here are not taken for News");
        let at = self.document.offset(node);
        let problem = self
            .page
            .warning("undated-list", at, message)
            .severity(Severity::Note);
        self.problems
            .push(problem.help("give them dates if they are"));
    }

    pub(super) fn second(&mut self, heading: &Heading) {
        let message = format!(
            "a second News list begins here, \"{}\"; both count",
            heading.text
        );
        let at = self.document.offset(heading.node);
        let problem = self
            .page
            .warning("two-lists", at, message)
            .severity(Severity::Note);
        self.problems
            .push(problem.help("name the one to use with heading in site.toml"));
    }

    pub(super) fn report(&mut self) {
        for section in &mut self.sections {
            section.drafts.retain(|draft| !draft.roots.is_empty());
        }
        if self.sections.is_empty() {
            let message = "no News list found: looked for a heading such as \"News\", \
                           \"Recent updates\", \"Actualités\", \"最新消息\"";
            let problem = self.page.warning("no-news", 0, message);
            self.problems
                .push(problem.help("name yours with heading = \"…\" in site.toml"));
        } else if self
            .sections
            .iter()
            .all(|section| section.drafts.is_empty())
        {
            let problem =
                self.page
                    .warning("empty-list", self.heading_at, "the News list is empty");
            self.problems
                .push(problem.help("write items below the heading, as * [Dec 2025] …"));
        }
    }
}
