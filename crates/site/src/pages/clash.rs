use std::collections::HashMap;

use super::{Page, Status};
use crate::{Problem, Severity};

/// Pages that cannot all be published, because they have one address or differ
/// in capital letters alone; a warning for each but the first.
///
/// Generators write one over the other without a word, and which one is seen
/// changes with the system. Their codes: `address-twice`, `address-case`.
///
/// ```
/// use site::{MemoryFiles, config, pages};
///
/// let files = MemoryFiles::from([
///     ("site.toml", ""),
///     ("cv.md", "---\npermalink: /cv/\n---\n"),
///     ("resume.md", "---\npermalink: /cv/index.html\n---\n"),
/// ]);
/// let (raw, _) = config::read(&files);
/// let (pages, _) = pages::enumerate(&files, &raw, &pages::Options::new(chrono::NaiveDate::MIN));
/// let problems: Vec<_> = pages::clashes(&pages).iter().map(ToString::to_string).collect();
/// assert_eq!(problems, [
///     "resume.md:2:12: warning: `cv/index.html` is made of cv.md already, so that only one of them is seen \
///      help: give one of them another address",
/// ]);
/// ```
pub fn clashes(pages: &[Page]) -> Vec<Problem> {
    let mut same: HashMap<&str, &Page> = HashMap::new();
    let mut alike: HashMap<String, &Page> = HashMap::new();
    let mut problems = Vec::new();
    let is_out = |page: &&Page| !matches!(page.status, Status::Unpublished(_));
    for page in pages.iter().filter(is_out) {
        let twin = *same.entry(&page.output).or_insert(page);
        let cousin = *alike.entry(page.output.to_lowercase()).or_insert(page);
        let first = if twin.file == page.file { cousin } else { twin };
        // Two pictures are no matter of addresses.
        let is_page = |page: &Page| page.status != Status::Unlisted("file");
        if first.file != page.file && (is_page(first) || is_page(page)) {
            problems.push(clash(first, page));
        }
    }
    problems
}

fn clash(first: &Page, page: &Page) -> Problem {
    let (output, file) = (&page.output, &first.file);
    let (code, message) = match first.output == *output {
        true => (
            "address-twice",
            format!("`{output}` is made of {file} already, so that only one of them is seen"),
        ),
        false => (
            "address-case",
            format!(
                "`{output}` differs from `{}`, made of {file}, in capital letters alone, \
                 and many systems take them for the same",
                first.output
            ),
        ),
    };
    let problem = match &page.permalink {
        Some(written) => written.warning(code, message),
        None => Problem::in_file(code, page.file.clone(), message).severity(Severity::Warning),
    };
    problem.help("give one of them another address")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::clashes;
    use crate::{MemoryFiles, config, pages};

    fn told<const N: usize>(files: [(&str, &str); N]) -> Vec<String> {
        let files = MemoryFiles::from(files);
        let (raw, _) = config::read(&files);
        let (pages, _) = pages::enumerate(&files, &raw, &pages::Options::new(NaiveDate::MIN));
        let problems = clashes(&pages);
        problems.iter().map(|each| each.code.to_owned()).collect()
    }

    #[test]
    fn each_page_but_the_first_is_told() {
        let page = "---\npermalink: /a/\n---\n";
        let one = ("site.toml", "");
        assert_eq!(told([one, ("a.md", page), ("b.md", "---\n---\n")]), [""; 0]);
        let three = [one, ("a.md", page), ("b.md", page), ("c.md", page)];
        assert_eq!(told(three), ["address-twice", "address-twice"]);
        let cased = ("b.md", "---\npermalink: /A/\n---\n");
        assert_eq!(told([one, ("a.md", page), cased]), ["address-case"]);
        let hidden = ("b.md", "---\npermalink: /a/\npublished: false\n---\n");
        assert_eq!(told([one, ("a.md", page), hidden]), [""; 0]);
        let pictures = [one, ("a.png", "1"), ("A.png", "2")];
        assert_eq!(told(pictures), [""; 0]);
    }
}
