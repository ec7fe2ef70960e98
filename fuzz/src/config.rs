//! Configurations, data files and scripts, and what a site publishes by them.

use site::config::{self, Overrides, RawConfig, Settings};
use site::pages::{Options, enumerate};
use site::{Data, Format, MemoryFiles, Source, Value, data};

use super::{archive, check};

// Deeper values are refused, so that nothing need be read from within itself.
const DEEPEST: usize = 1000;

/// Reads all files of a site as data, and the site by its configuration.
pub fn config(bytes: &[u8]) {
    let files = archive::files(bytes);
    for (path, bytes) in &files.0 {
        data_file(&files, &site::decode(path, bytes).0);
    }
    let (raw, problems) = config::read(&files);
    check::problems(&files, &problems);
    let written = raw.written.values();
    written.for_each(|written| assert!(!written.text.trim().is_empty(), "{written:?}"));
    settings(&files, &raw);
    let (pages, problems) = enumerate(&files, &raw, &Options::new(today()));
    check::problems(&files, &problems);
    for page in pages {
        assert!(page.path.starts_with('/'), "{page:?}");
        check::output_path(&page.output);
    }
}

fn settings(files: &MemoryFiles, raw: &RawConfig) {
    let overrides = Overrides::default();
    let (addresses, problems) = config::addresses(raw, &overrides);
    check::problems(files, &problems);
    let (home, problems) = site::home::find(files, raw);
    check::problems(files, &problems);
    let permalink = home.map_or("/".to_owned(), |home| home.permalink);
    let (settings, problems) = config::resolve(raw, &permalink, &overrides);
    check::problems(files, &problems);
    if let Some(Settings {
        base_url,
        page_url,
        title,
        feed,
        ..
    }) = settings
    {
        assert_eq!(
            addresses.map(|addresses| addresses.base_url),
            Some(base_url.clone())
        );
        assert!(matches!(base_url.scheme(), "http" | "https"), "{base_url}");
        assert!(base_url.path().ends_with('/'), "{base_url}");
        assert_eq!(
            (base_url.query(), base_url.fragment()),
            (None, None),
            "{base_url}"
        );
        assert_eq!(page_url.origin(), base_url.origin(), "{page_url}");
        assert!(!title.trim().is_empty() && feed.limit != Some(0));
        check::output_path(&feed.path);
    }
}

fn data_file(files: &MemoryFiles, source: &Source) {
    // Parts of a script may use the same names.
    let script = data::script(source);
    let lists = script.map().map_or(&[][..], |map| &map.entries);
    lists
        .iter()
        .for_each(|entry| value(&entry.value, source, DEEPEST));
    value(&site::table(source), source, DEEPEST);
    let formats = [Format::Yaml, Format::Toml, Format::Json];
    let format = Format::of_path(&source.path);
    for format in formats
        .into_iter()
        .filter(|own| format.is_none_or(|format| format == *own))
    {
        let (read, problems) = data::parse(source, 0..source.text.len(), format);
        check::problems(files, &problems);
        value(&read, source, DEEPEST);
    }
}

// Every value has a place in the file, and every name is there once.
fn value(read: &Value, source: &Source, deepest: usize) {
    assert!(deepest > 0 && read.at <= source.text.len());
    match &read.data {
        Data::Null | Data::Bool(_) | Data::Text(_) => {}
        Data::Number(text) => assert!(!text.is_empty()),
        Data::List(list) => list
            .iter()
            .for_each(|inner| value(inner, source, deepest - 1)),
        Data::Map(map) => {
            let names: std::collections::BTreeSet<&str> =
                map.entries.iter().map(|entry| &*entry.key).collect();
            assert_eq!(names.len(), map.entries.len(), "a name is given twice");
            for entry in &map.entries {
                assert!(entry.at <= source.text.len());
                value(&entry.value, source, deepest - 1);
            }
        }
    }
}

fn today() -> chrono::NaiveDate {
    chrono::DateTime::UNIX_EPOCH.date_naive() + chrono::Days::new(20_000)
}
