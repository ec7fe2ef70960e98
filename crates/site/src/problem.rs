use std::fmt;

use crate::Source;

/// How bad a [`Problem`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Note,
    /// The output is right as far as it goes, but not what its author meant.
    Warning,
    /// The output would be wrong or cannot be made.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// Something wrong with the content, where it is, and the way out.
///
/// Its `Display` form is one line that editors and CI understand,
/// `path:line:column: error: message help: repair`.
///
/// ```
/// use site::{Problem, Source};
///
/// let page = Source::new("about.md", "# News\n* [Feb 30, 2025] A talk");
/// let at = page.text.find("Feb 30").unwrap();
/// let problem = Problem::error("impossible-date", &page, at, "30 February 2025 is no day")
///     .help("write a day that exists");
/// assert_eq!(
///     problem.to_string(),
///     "about.md:2:4: error: 30 February 2025 is no day help: write a day that exists",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file's path inside the site, `/` between folders; empty where the
    /// problem is in no file (a missing option, say).
    pub file: String,
    /// The line, counted from 1; 0 where the whole file is meant.
    pub line: u32,
    /// The column in characters, counted from 1; 0 where the whole line is meant.
    pub column: u32,
    /// How bad it is.
    pub severity: Severity,
    /// A name that stays the same when the wording changes: `mojibake`.
    pub code: &'static str,
    /// What is wrong, as one sentence without its full stop.
    pub message: String,
    /// What to do about it, as one imperative sentence; may be empty.
    pub help: String,
}

impl Problem {
    /// An error at the byte `offset` of `source`.
    pub fn error(
        code: &'static str,
        source: &Source,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem::at(Severity::Error, code, source, offset, message.into())
    }

    /// A warning at the byte `offset` of `source`.
    ///
    /// ```
    /// use site::{Problem, Severity, Source};
    ///
    /// let page = Source::new("index.md", "* Gave a talk");
    /// let problem = Problem::warning("no-date", &page, 0, "this item has no date");
    /// assert_eq!(problem.severity, Severity::Warning);
    /// ```
    pub fn warning(
        code: &'static str,
        source: &Source,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem::at(Severity::Warning, code, source, offset, message.into())
    }

    /// A note at the byte `offset` of `source`.
    pub fn note(
        code: &'static str,
        source: &Source,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem::at(Severity::Note, code, source, offset, message.into())
    }

    /// An error about a file as a whole, or (`file` empty) about the command line.
    ///
    /// ```
    /// use site::Problem;
    ///
    /// let problem = Problem::in_file("no-base-url", "site.toml", "base_url is missing")
    ///     .help("add base_url, or give --base-url URL");
    /// assert_eq!(
    ///     problem.to_string(),
    ///     "site.toml: error: base_url is missing help: add base_url, or give --base-url URL",
    /// );
    /// ```
    pub fn in_file(
        code: &'static str,
        file: impl Into<String>,
        message: impl Into<String>,
    ) -> Problem {
        Problem {
            file: file.into(),
            line: 0,
            column: 0,
            severity: Severity::Error,
            code,
            message: message.into(),
            help: String::new(),
        }
    }

    /// The same problem with its repair.
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = help.into();
        self
    }

    /// The same problem at another severity.
    pub fn severity(mut self, severity: Severity) -> Problem {
        self.severity = severity;
        self
    }

    // The one place that turns an offset into a line and a column.
    fn at(
        severity: Severity,
        code: &'static str,
        source: &Source,
        offset: usize,
        message: String,
    ) -> Problem {
        let place = source.place(offset);
        Problem {
            file: place.file,
            line: place.line,
            column: place.column,
            severity,
            code,
            message,
            help: String::new(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
            if self.line > 0 {
                write!(f, "{}:", self.line)?;
            }
            if self.column > 0 {
                write!(f, "{}:", self.column)?;
            }
            f.write_str(" ")?;
        }
        write!(f, "{}: {}", self.severity, self.message)?;
        if !self.help.is_empty() {
            write!(f, " help: {}", self.help)?;
        }
        Ok(())
    }
}
