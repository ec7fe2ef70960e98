use chrono::NaiveDate;

use crate::pages::{self, Options, Page, Status};
use crate::{MemoryFiles, config};

fn options() -> Options {
    Options {
        statics: vec!["html".to_owned(), "pdf".to_owned()],
        ..Options::new(NaiveDate::from_ymd_opt(2026, 1, 15).unwrap())
    }
}

fn found(files: &[(&str, &str)]) -> (Vec<Page>, Vec<String>) {
    let files = files
        .iter()
        .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
    let files = MemoryFiles(files.collect());
    let (raw, _) = config::read(&files);
    let (pages, problems) = pages::enumerate(&files, &raw, &options());
    (pages, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn smoke() {
    let (pages, problems) = found(&[
        ("_config.yml", "permalink: pretty"),
        ("about.md", "---\n---\n"),
        ("_posts/2024-01-02-x.md", ""),
    ]);
    assert_eq!(problems, Vec::<String>::new());
    let paths: Vec<_> = pages
        .iter()
        .filter(|page| page.status == Status::Listed)
        .map(|page| &*page.path)
        .collect();
    assert_eq!(paths, ["/2024/01/02/x/", "/about/"]);
}
