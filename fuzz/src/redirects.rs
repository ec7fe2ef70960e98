//! Old addresses: from pages and the table to the files of every host.

use std::collections::BTreeSet;

use site::config::{self, Host, Overrides};
use site::pages::{Options, Page, clashes, enumerate};
use site::redirects::{Redirects, Surroundings, Target, graph};
use site::{MemoryFiles, Output, Status};
use url::Url;

use super::{archive, check};

/// Makes the redirects of a site for every host.
pub fn redirects(data: &[u8]) {
    let files = archive::files(data);
    let (raw, _) = config::read(&files);
    let overrides = Overrides {
        base_url: Some("https://example.org/me/".into()),
        ..Overrides::default()
    };
    let (Some(addresses), _) = config::addresses(&raw, &overrides) else {
        panic!("an address that is one is refused");
    };
    let today = (chrono::DateTime::UNIX_EPOCH + chrono::Days::new(20_000)).date_naive();
    let (pages, _) = enumerate(&files, &raw, &Options::new(today));
    check::problems(&files, &clashes(&pages));
    let others: BTreeSet<String> = ["cv.pdf".to_owned(), "feed.xml".to_owned()].into();
    for host in Host::ALL {
        let around = Surroundings {
            base_url: &addresses.base_url,
            host,
            language: None,
            files: &others,
        };
        let (redirects, problems) = graph(&pages, &addresses.redirects, around);
        check::problems(&files, &problems);
        one_step(&redirects, &pages);
        written(&files, &redirects, &addresses.base_url, host);
    }
}

// Each leads to an address that leads no further, none from where a page is.
fn one_step(redirects: &Redirects, pages: &[Page]) {
    let old: BTreeSet<&str> = redirects.rules.iter().map(|rule| &*rule.from).collect();
    assert_eq!(
        old.len(),
        redirects.rules.len(),
        "an old address leads to two"
    );
    for rule in &redirects.rules {
        check::output_path(&rule.file);
        match &rule.to {
            Target::Page { path, .. } => assert!(!old.contains(&**path), "{path} leads on"),
            Target::Url(url) => assert!(url.starts_with("http"), "{url}"),
        }
    }
    let live =
        |page: &&Page| !matches!(page.status, Status::Unpublished(_)) && page.redirect_to.is_none();
    if redirects.moved.is_none() {
        for page in pages.iter().filter(live) {
            assert!(!old.contains(&*page.path), "{} is a page", page.path);
        }
    }
}

fn written(files: &MemoryFiles, redirects: &Redirects, base_url: &Url, host: Host) {
    let (outputs, problems) = ::pages::redirects(redirects, base_url, host);
    check::problems(files, &problems);
    check::outputs(&outputs);
    for output in &outputs {
        assert!(
            ::pages::is_ours(&output.path, &output.bytes),
            "{} is not known again",
            output.path
        );
        file(output, redirects);
    }
}

fn file(output: &Output, redirects: &Redirects) {
    let Ok(text) = str::from_utf8(&output.bytes) else {
        panic!("{} is no UTF-8", output.path);
    };
    match &*output.path {
        "redirects.json" => {
            let read = serde_json::from_str::<serde_json::Value>(text);
            assert!(read.is_ok_and(|value| value.is_object()));
        }
        "_redirects" => {
            let lines = text
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty());
            let mut count = 0;
            for line in lines {
                count += 1;
                assert_eq!(line.split_ascii_whitespace().count(), 3, "{line:?}");
            }
            // One for each, one with and one without a slash, and one for the rest.
            assert!(count <= 2 * redirects.rules.len() + 2, "{text}");
        }
        path if path.ends_with(".html") => {
            assert_eq!(text.matches("<script").count(), 1, "{text}");
        }
        _ => assert!(!text.contains('\0')),
    }
}
