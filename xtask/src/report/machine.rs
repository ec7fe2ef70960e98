//! Problems for programs: JSON Lines, and the annotations of GitHub Actions.

use std::path::Path;

use serde::Serialize;
use site::{Problem, Severity};

/// A problem as a line of JSON has it. What is not known is null.
#[derive(Serialize)]
struct Line<'p> {
    id: &'p str,
    severity: String,
    file: Option<&'p str>,
    line: Option<u32>,
    column: Option<u32>,
    message: &'p str,
    help: Option<&'p str>,
}

/// A problem as one line of JSON.
pub(super) fn json(problem: &Problem) -> String {
    let text = |text: &'_ str| -> bool { !text.is_empty() };
    let line = Line {
        id: problem.code,
        severity: problem.severity.to_string(),
        file: Some(&*problem.file).filter(|file| text(file)),
        line: (problem.line > 0).then_some(problem.line),
        column: (problem.column > 0).then_some(problem.column),
        message: &problem.message,
        help: Some(&*problem.help).filter(|help| text(help)),
    };
    // Texts and numbers always have a form in JSON.
    serde_json::to_string(&line).unwrap_or_default()
}

/// A problem as a workflow command, which GitHub shows at its line of a pull
/// request: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
pub(super) fn github(problem: &Problem) -> String {
    let command = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if !problem.file.is_empty() {
        properties.push(format!("file={}", property(&problem.file)));
    }
    if problem.line > 0 {
        properties.push(format!("line={}", problem.line));
    }
    if problem.column > 0 {
        properties.push(format!("col={}", problem.column));
    }
    properties.push(format!("title={}", property(problem.code)));
    let mut message = problem.message.clone();
    if !problem.help.is_empty() {
        message = format!("{message}\nhelp: {}", problem.help);
    }
    format!("::{command} {}::{}", properties.join(","), data(&message))
}

// What a message cannot hold as it is.
fn data(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

// A property can hold no colon and no comma either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A path from the root of the repository, which GitHub goes by; as it is
/// where the file lies elsewhere.
pub(super) fn in_workspace(path: &Path, workspace: Option<&Path>) -> Option<String> {
    let workspace = std::fs::canonicalize(workspace?).ok()?;
    let path = std::fs::canonicalize(path).ok()?;
    let inside = path.strip_prefix(workspace).ok()?;
    Some(inside.to_str()?.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> Problem {
        let mut problem = Problem::in_file("no-date", "a,b:c%.md", "100 %\r\nof “it”");
        (problem.line, problem.column) = (3, 5);
        problem
    }

    #[test]
    fn github_gets_no_sign_that_means_something_to_it() {
        assert_eq!(
            github(&problem().help("do: this, that")),
            "::error file=a%2Cb%3Ac%25.md,line=3,col=5,title=no-date\
             ::100 %25%0D%0Aof “it”%0Ahelp: do: this, that"
        );
        let whole = Problem::in_file("x", "", "y").severity(Severity::Note);
        assert_eq!(github(&whole), "::notice title=x::y");
    }

    #[test]
    fn json_is_one_line_and_says_null_of_what_is_not_known() {
        assert_eq!(
            json(&problem()),
            r#"{"id":"no-date","severity":"error","file":"a,b:c%.md","line":3,"column":5,"message":"100 %\r\nof “it”","help":null}"#
        );
        let whole = Problem::in_file("x", "", "y").severity(Severity::Warning);
        assert_eq!(
            json(&whole.help("z")),
            r#"{"id":"x","severity":"warning","file":null,"line":null,"column":null,"message":"y","help":"z"}"#
        );
    }
}
