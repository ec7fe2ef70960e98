//! Pages that include others: one text in which every place still knows its
//! own file.

use std::ops::Range;

use crate::{Files, Problem, Source};

/// One way to write an include.
pub struct IncludeForm {
    /// Whose it is: `Jekyll`.
    pub name: &'static str,
    /// What it looks like.
    pub example: &'static str,
    // What it begins with; whatever follows is up to `read`.
    open: &'static str,
    read: fn(&str) -> Option<Tag<'_>>,
    // The folders to look in, in order; `.` is the including file's own.
    folders: &'static [&'static str],
}

/// Every way to write an include that is followed. A new one is a row.
///
/// ```
/// assert!(site::INCLUDE_FORMS.iter().any(|form| form.example == "{% include news.md %}"));
/// ```
pub const INCLUDE_FORMS: &[IncludeForm] = &[
    IncludeForm {
        name: "Jekyll include",
        example: "{% include news.md %}",
        open: "{%",
        read: |text| liquid(text, "include"),
        folders: &["_includes"],
    },
    IncludeForm {
        name: "Jekyll include_relative",
        example: "{% include_relative includes/news.md %}",
        open: "{%",
        read: |text| liquid(text, "include_relative"),
        folders: &[".", ""],
    },
    IncludeForm {
        name: "Quarto include",
        example: "{{< include _news.qmd >}}",
        open: "{{<",
        read: |text| delimited(text, "{{<", "include ", ">}}"),
        folders: &[".", ""],
    },
    IncludeForm {
        name: "jemdoc include",
        example: "#include{news.jemdoc}",
        open: "#include{",
        read: |text| delimited(text, "#include{", "", "}"),
        folders: &[".", ""],
    },
    IncludeForm {
        name: "MyST include",
        example: "```{include} news.md\n```",
        open: "```{include}",
        read: |text| delimited(text, "```{include}", "", "```"),
        folders: &[".", ""],
    },
    IncludeForm {
        name: "reStructuredText include",
        example: ".. include:: news.rst\n",
        open: ".. include::",
        read: |text| delimited(text, ".. include::", "", "\n"),
        folders: &[".", ""],
    },
];

// Bounds against includes that include themselves, or each other by the dozen.
const DEEPEST: usize = 8;
const MOST: usize = 256;
const LARGEST: usize = 64 << 20;

struct Tag<'t> {
    len: usize,
    path: &'t str,
    parameters: Vec<(&'t str, &'t str)>,
}

/// The page with its includes in their places, as Jekyll, Quarto, jemdoc, MyST
/// and reStructuredText write them, nested ones too. `{{ include.title }}` is
/// filled in from the tag that includes.
///
/// An include that is not there is a warning, and its tag stays. The front
/// matter of an included file is left out.
///
/// ```
/// use site::{MemoryFiles, Source};
///
/// let files = MemoryFiles::from([("_includes/news.md", "* [Dec 2025] A talk")]);
/// let page = Source::new("index.md", "# News\n{% include news.md %}\n");
/// let (page, problems) = site::expand(&files, &page);
/// assert_eq!(page.text, "# News\n* [Dec 2025] A talk\n");
/// assert_eq!(page.place(9).file, "_includes/news.md");
/// assert!(problems.is_empty());
/// ```
pub fn expand(files: &dyn Files, page: &Source) -> (Source, Vec<Problem>) {
    let mut expansion = Expansion {
        files,
        left: MOST,
        bytes: 0,
        problems: Vec::new(),
    };
    let expanded = expansion.expand(page, DEEPEST);
    (expanded, expansion.problems)
}

struct Expansion<'f> {
    files: &'f dyn Files,
    left: usize,
    bytes: usize,
    problems: Vec<Problem>,
}

impl Expansion<'_> {
    fn expand(&mut self, page: &Source, depth: usize) -> Source {
        let mut included: Vec<(Source, Range<usize>)> = Vec::new();
        for (at, tag, form) in tags(&page.text) {
            if let Some(source) = self.included(page, at, &tag, form, depth) {
                included.push((source, at..at + tag.len));
            }
        }
        if included.is_empty() {
            return page.clone();
        }
        let mut stretches = Vec::with_capacity(2 * included.len() + 1);
        let mut from = 0;
        for (source, range) in &included {
            stretches.push((page, from..range.start));
            stretches.push((source, 0..source.text.len()));
            from = range.end;
        }
        stretches.push((page, from..page.text.len()));
        Source::join(&page.path, &stretches)
    }

    fn included(
        &mut self,
        page: &Source,
        at: usize,
        tag: &Tag<'_>,
        form: &IncludeForm,
        depth: usize,
    ) -> Option<Source> {
        if depth == 0 || self.left == 0 || self.bytes > LARGEST {
            self.problems.push(
                Problem::warning("include", page, at, "includes nested too deep, or too many")
                    .help("look for a file that includes itself"),
            );
            return None;
        }
        let including = page.place(at).file;
        let Some(found) = self.find(&including, tag.path, form.folders) else {
            self.missing(page, at, tag.path, form.folders);
            return None;
        };
        self.left -= 1;
        self.bytes += found.text.len();
        let found = with_parameters(without_front_matter(found), &tag.parameters);
        Some(self.expand(&found, depth - 1))
    }

    fn find(&self, including: &str, path: &str, folders: &[&str]) -> Option<Source> {
        let own = including.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.iter().find_map(|&folder| {
            let folder = if folder == "." { own } else { folder };
            let path = join(folder, path)?;
            let bytes = self.files.read(&path)?;
            Some(crate::decode(&path, &bytes).0)
        })
    }

    fn missing(&mut self, page: &Source, at: usize, path: &str, folders: &[&str]) {
        // A path that is itself a template cannot be followed, and is no fault.
        if path.contains(['{', '$']) || path.is_empty() {
            return;
        }
        // A theme's own files are not in the site's folder; whether they would
        // have been is not known here.
        let folders = folders.join("`, `");
        self.problems.push(
            Problem::note("include", page, at, format!("`{path}` is not in this site")).help(
                format!("if the News list is in it, put it into `{folders}`"),
            ),
        );
    }
}

// Every include of the text, in order. One pass: each form's opening is looked
// for only where a brace, a hash, a backtick or a dot stands.
fn tags(text: &str) -> Vec<(usize, Tag<'_>, &'static IncludeForm)> {
    let mut tags = Vec::new();
    let mut from = 0;
    while let Some(next) = text[from..].find(['{', '#', '`', '.']) {
        let at = from + next;
        let rest = &text[at..];
        let read = |form: &'static IncludeForm| {
            let tag = rest.starts_with(form.open).then(|| (form.read)(rest))??;
            Some((tag, form))
        };
        from = at + 1;
        if let Some((tag, form)) = INCLUDE_FORMS.iter().find_map(read) {
            from = at + tag.len;
            tags.push((at, tag, form));
        }
    }
    tags
}

// `{% include file.md key="value" %}`, with `{%-` and `-%}` too. Longer tags
// than this are not includes, and looking further would be quadratic.
fn liquid<'t>(text: &'t str, name: &str) -> Option<Tag<'t>> {
    const LONGEST: usize = 2048;
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let inner = text[2..]
        .trim_start_matches('-')
        .trim_start()
        .strip_prefix(name)?;
    if !inner.starts_with(char::is_whitespace) {
        return None;
    }
    let inner = &inner[..inner.find("%}")?];
    let end = text.find("%}")?;
    let (path, rest) = word(inner.trim_end_matches('-').trim());
    Some(Tag {
        len: end + 2,
        path,
        parameters: parameters(rest),
    })
}

fn delimited<'t>(text: &'t str, open: &str, name: &str, close: &str) -> Option<Tag<'t>> {
    const LONGEST: usize = 1024;
    let inner = text[..text.floor_char_boundary(LONGEST)].strip_prefix(open)?;
    let named = inner.trim_start().strip_prefix(name)?;
    let path = &named[..named.find(close)?];
    let end = inner.find(close)?;
    let path = path.lines().next().unwrap_or("").trim().trim_matches('"');
    Some(Tag {
        len: open.len() + end + close.len(),
        path,
        parameters: Vec::new(),
    })
}

fn parameters(mut text: &str) -> Vec<(&str, &str)> {
    let mut parameters = Vec::new();
    while let Some((key, rest)) = text.split_once('=') {
        let (value, rest) = word(rest.trim_start());
        parameters.push((key.trim(), value));
        text = rest;
    }
    parameters
}

// A word, or what stands in quotes, and the rest behind it.
fn word(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some((quoted, rest)) = text
            .strip_prefix(quote)
            .and_then(|inner| inner.split_once(quote))
        {
            return (quoted, rest);
        }
    }
    text.split_once(char::is_whitespace).unwrap_or((text, ""))
}

// The path inside the site, or none where it would leave it.
fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let path = path
        .strip_prefix('/')
        .map_or((folder, path), |rooted| ("", rooted));
    for part in path.0.split('/').chain(path.1.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn without_front_matter(source: Source) -> Source {
    let body_start = crate::front_matter::split(&source).0.body_start;
    match body_start {
        0 => source,
        _ => Source::join(&source.path, &[(&source, body_start..source.text.len())]),
    }
}

fn with_parameters(source: Source, parameters: &[(&str, &str)]) -> Source {
    if parameters.is_empty() || !source.text.contains("include.") {
        return source;
    }
    let mut uses: Vec<(Range<usize>, Source)> = Vec::new();
    let mut from = 0;
    while let Some(open) = source.text[from..].find("{{") {
        let start = from + open;
        let Some(len) = source.text[start..].find("}}") else {
            break;
        };
        let inner = source.text[start + 2..start + len].trim_matches(['-', ' ']);
        let name = inner
            .split('|')
            .next()
            .unwrap_or("")
            .trim()
            .strip_prefix("include.");
        let value = parameters.iter().find(|(key, _)| Some(*key) == name);
        if let Some((_, value)) = value {
            uses.push((start..start + len + 2, Source::new(&source.path, *value)));
        }
        from = start + len;
    }
    let mut stretches = Vec::with_capacity(2 * uses.len() + 1);
    let mut from = 0;
    for (range, value) in &uses {
        stretches.push((&source, from..range.start));
        stretches.push((value, 0..value.text.len()));
        from = range.end;
    }
    stretches.push((&source, from..source.text.len()));
    Source::join(&source.path, &stretches)
}

#[cfg(test)]
mod tests {
    use super::{INCLUDE_FORMS, expand, join};
    use crate::{MemoryFiles, Source};

    fn check(page: &str, files: MemoryFiles, expected: &str) -> usize {
        let (page, problems) = expand(&files, &Source::new("pages/index.md", page));
        assert_eq!(page.text, expected);
        problems.len()
    }

    #[test]
    fn every_form_is_read() {
        for form in INCLUDE_FORMS {
            let names = [
                "news.md",
                "includes/news.md",
                "_news.qmd",
                "news.jemdoc",
                "news.rst",
            ];
            let mut files = MemoryFiles::default();
            for folder in ["_includes", "pages"] {
                for name in names {
                    files.0.insert(format!("{folder}/{name}"), b"LIST".to_vec());
                }
            }
            let page = Source::new("pages/index.md", format!("a\n{}b", form.example));
            let (page, problems) = expand(&files, &page);
            assert!(
                page.text.starts_with("a\nLIST"),
                "{}: {}",
                form.name,
                page.text
            );
            assert_eq!(problems, []);
        }
    }

    #[test]
    fn parameters_are_filled_in() {
        let files = [(
            "_includes/list.md",
            "## {{ include.title }}\n{{ include.other }}",
        )];
        let files = MemoryFiles::from(files);
        check(
            "x {%- include list.md title=\"My News\" n=3 -%} y",
            files,
            "x ## My News\n{{ include.other }} y",
        );
    }

    #[test]
    fn loops_and_bombs_end() {
        let looping = MemoryFiles::from([("_includes/a.md", "{% include a.md %}")]);
        let (_, problems) = expand(&looping, &Source::new("i.md", "{% include a.md %}"));
        assert_eq!(problems.len(), 1);

        let dozen = "{% include a.md %}".repeat(12);
        let bomb = MemoryFiles::from([("_includes/a.md", dozen.as_str())]);
        let (page, _) = expand(&bomb, &Source::new("i.md", dozen.as_str()));
        assert!(page.text.len() < 1 << 20);
    }

    #[test]
    fn what_is_missing_is_named_and_stays() {
        let page = "{% include gone.html %} {% include {{ page.which }} %}";
        assert_eq!(check(page, MemoryFiles::default(), page), 1);
    }

    #[test]
    fn nothing_outside_the_site_is_asked_for() {
        assert_eq!(join("_includes", "../../etc/passwd"), None);
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "/c.md").as_deref(), Some("c.md"));
    }
}
