//! Pages that include others: one text in which every place still knows its
//! own file.

use std::ops::Range;

use crate::{Files, Problem, Source, inside};

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
/// assert!(site::INCLUDE_FORMS.iter().any(|form| form.example == "{{< include _news.qmd >}}"));
/// ```
pub const INCLUDE_FORMS: &[IncludeForm] = &[
    IncludeForm {
        name: "Quarto include",
        example: "{{< include _news.qmd >}}",
        open: "{{<",
        read: |text| delimited(text, "{{<", "include ", ">}}"),
        folders: &[".", ""],
    },
    IncludeForm {
        name: "knitr child",
        example: "```{r child=\"_news.qmd\"}\n```",
        open: "```{r",
        read: child,
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
}

/// The page with its includes in their places, as Quarto, jemdoc, MyST and
/// reStructuredText write them, nested ones too. Jekyll's are part of a
/// language of their own, which [`render`](crate::render) runs.
///
/// An include that is not there is a warning, and its tag stays. The front
/// matter of an included file is left out.
///
/// ```
/// use site::{MemoryFiles, Source};
///
/// let files = MemoryFiles::from([("_news.qmd", "* [Dec 2025] A talk")]);
/// let page = Source::new("index.qmd", "# News\n{{< include _news.qmd >}}\n");
/// let (page, problems) = site::expand(&files, &page);
/// assert_eq!(page.text, "# News\n* [Dec 2025] A talk\n");
/// assert_eq!(page.place(9).file, "_news.qmd");
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
        let found = without_front_matter(found);
        Some(self.expand(&found, depth - 1))
    }

    fn find(&self, including: &str, path: &str, folders: &[&str]) -> Option<Source> {
        let own = including.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.iter().find_map(|&folder| {
            let folder = if folder == "." { own } else { folder };
            let path = inside(folder, path)?;
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
    let bytes = text.as_bytes();
    let is_first = |byte: &u8| matches!(byte, b'{' | b'#' | b'`' | b'.');
    while let Some(next) = bytes[from..].iter().position(is_first) {
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

// `child="news.qmd"` or `child = c('news.qmd')` among the chunk's options.
fn child(text: &str) -> Option<Tag<'_>> {
    let (options, rest) = text.split_once('\n')?;
    let value = options
        .split_once("child")?
        .1
        .trim_start()
        .strip_prefix('=')?;
    let value = value.trim_start().trim_start_matches("c(");
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let path = value[1..].split(quote).next()?;
    let end = rest.find("```")?;
    Some(Tag {
        len: options.len() + 1 + end + 3,
        path,
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
    })
}

fn without_front_matter(source: Source) -> Source {
    let body_start = crate::front_matter::split(&source).0.body_start;
    match body_start {
        0 => source,
        _ => Source::join(&source.path, &[(&source, body_start..source.text.len())]),
    }
}

#[cfg(test)]
mod tests {
    use super::{INCLUDE_FORMS, expand, inside};
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
    fn loops_and_bombs_end() {
        let looping = MemoryFiles::from([("a.md", "{{< include a.md >}}")]);
        let (_, problems) = expand(&looping, &Source::new("i.md", "{{< include a.md >}}"));
        assert_eq!(problems.len(), 1);

        let dozen = "{{< include a.md >}}".repeat(12);
        let bomb = MemoryFiles::from([("a.md", dozen.as_str())]);
        let (page, _) = expand(&bomb, &Source::new("i.md", dozen.as_str()));
        assert!(page.text.len() < 1 << 20);
    }

    #[test]
    fn what_is_missing_is_named_and_stays() {
        let page = "{{< include gone.qmd >}} {{< include $which >}}";
        assert_eq!(check(page, MemoryFiles::default(), page), 1);
    }

    #[test]
    fn nothing_outside_the_site_is_asked_for() {
        assert_eq!(inside("_includes", "../../etc/passwd"), None);
        assert_eq!(inside("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(inside("a", "/c.md").as_deref(), Some("c.md"));
    }
}
