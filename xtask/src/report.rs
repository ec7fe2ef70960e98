//! Problems on stderr: one line each for programs, with the source shown for
//! people.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::ValueEnum;
use site::{Files, Problem, Severity};

use crate::check::levels::For;
use crate::cli::{Color, ShowArgs};
use crate::files::Folder;
use crate::load::Opened;
use crate::{Outcome, called};

mod machine;

/// How problems are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Format {
    /// Lines for people and editors, with their source on a terminal
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

impl Format {
    /// What suits whoever runs this: annotations on GitHub, which sets a
    /// variable for it, else text.
    pub(crate) fn usual() -> Format {
        match std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
            true => Format::Github,
            false => Format::Text,
        }
    }
}

/// Tells the problems of a site, as they matter to it, to stderr, and says
/// whether there is an error among them that stops a command.
pub(crate) fn of_site(
    problems: Vec<Problem>,
    opened: &Opened,
    show: &ShowArgs,
) -> io::Result<Outcome> {
    let judged = opened.levels.apply(problems, For::Working);
    self::problems(judged, &opened.folder, show)
}

/// Tells problems to stderr, and says whether there is an error among them.
pub(crate) fn problems(
    problems: Vec<Problem>,
    folder: &Folder,
    show: &ShowArgs,
) -> io::Result<Outcome> {
    let format = Format::usual();
    write(problems, folder, show, format, io::stderr().lock())
}

/// Writes the problems in the order of their places, each once, and says
/// whether there is an error among them.
pub(crate) fn write(
    mut problems: Vec<Problem>,
    folder: &Folder,
    show: &ShowArgs,
    format: Format,
    to: impl Write + IsTerminal,
) -> io::Result<Outcome> {
    problems.sort();
    problems.dedup();
    for problem in &mut problems {
        problem.help = called::rename(&problem.help);
    }
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    let outcome = match problems.iter().any(is_error) {
        true => Outcome::Problems,
        false => Outcome::Fine,
    };
    let loud = |problem: &&Problem| !show.quiet || problem.severity > Severity::Note;
    let for_people = format == Format::Text && (show.verbose || to.is_terminal());
    let mut to = BufWriter::new(to);
    let mut sources = BTreeMap::new();
    for problem in problems.iter().filter(loud) {
        match format {
            Format::Text if for_people => {
                write_snippet(&mut to, problem, folder, show, &mut sources)?;
            }
            Format::Text => writeln!(to, "{}", located(problem, folder))?,
            Format::Json => writeln!(to, "{}", machine::json(&located(problem, folder)))?,
            Format::Github => writeln!(to, "{}", machine::github(&on_github(problem, folder)))?,
        }
    }
    to.flush()?;
    Ok(outcome)
}

// The problem with its file's path from the root of the repository.
fn on_github(problem: &Problem, folder: &Folder) -> Problem {
    let mut located = located(problem, folder);
    let root = std::env::var_os("GITHUB_WORKSPACE").map(std::path::PathBuf::from);
    if let Some(path) = machine::in_workspace(Path::new(&located.file), root.as_deref()) {
        located.file = path;
    }
    located
}

/// The problem with its file's path as a person would open it from here.
fn located(problem: &Problem, folder: &Folder) -> Problem {
    let mut problem = problem.clone();
    if !problem.file.is_empty() {
        problem.file = folder.shown(&problem.file).display().to_string();
    }
    problem
}

fn write_snippet<'a>(
    stderr: &mut impl Write,
    problem: &'a Problem,
    folder: &Folder,
    show: &ShowArgs,
    sources: &mut BTreeMap<&'a str, Lines>,
) -> io::Result<()> {
    let text = sources.entry(problem.file.as_str()).or_insert_with(|| {
        let bytes = folder.read(&problem.file).unwrap_or_default();
        Lines::of(site::decode(&problem.file, &bytes).0.text)
    });
    let path = located(problem, folder).file;
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(problem.message.as_str());
    let (line, at) = pointed(text.line(problem.line), problem.column);
    let mut group = annotate_snippets::Group::with_title(title);
    if problem.line > 0 {
        let snippet = Snippet::source(line)
            .line_start(problem.line as usize)
            .path(path);
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(at)));
    } else if !path.is_empty() {
        group = group.element(annotate_snippets::Origin::path(path));
    }
    if !problem.help.is_empty() {
        group = group.element(Level::HELP.message(problem.help.as_str()));
    }
    writeln!(stderr, "{}", renderer(show).render(&[group]))
}

/// A text and where its lines begin, so that each of many problems finds its
/// line at once.
struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: String) -> Lines {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(ends).collect();
        Lines { text, starts }
    }

    // Counted from 1; empty where there is no such line.
    fn line(&self, number: u32) -> &str {
        let at = (number as usize).wrapping_sub(1);
        let start = self.starts.get(at).copied().unwrap_or(self.text.len());
        self.text[start..].split('\n').next().unwrap_or("")
    }
}

// A line, cut where a person would stop reading, and the bytes of it that the
// problem points at.
fn pointed(line: &str, column: u32) -> (&str, std::ops::Range<usize>) {
    const LONGEST: usize = 240;
    let line = &line[..line.floor_char_boundary(LONGEST)];
    let column = column.saturating_sub(1) as usize;
    let start = line
        .char_indices()
        .nth(column)
        .map_or(line.len(), |(at, _)| at);
    let end = line[start..]
        .find(char::is_whitespace)
        .map_or(line.len(), |len| start + len);
    (line, start..end.max(start))
}

fn renderer(show: &ShowArgs) -> Renderer {
    if colour(show, &io::stderr()) {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

/// Whether to use colour: as asked, else on a terminal whose owner has not
/// set `NO_COLOR` (<https://no-color.org>).
pub(crate) fn colour(show: &ShowArgs, stream: &impl IsTerminal) -> bool {
    match show.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            !refused && stream.is_terminal()
        }
    }
}

/// A path for messages: `dist/feed.xml`.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}
