//! Sites put together: includes, loops over data, layouts, and the News found
//! in all of it.

use news::Options;
use site::config::{self, Key};
use site::{Document, Format, Map, MemoryFiles, Source, Syntax, data, decode, front_matter};

use super::{archive, check};

/// Puts every page of a site together, and looks for the site's News.
pub fn liquid(bytes: &[u8]) {
    let files = archive::files(bytes);
    let config = map_of(&files, "_config.yml");
    for (path, bytes) in &files.0 {
        page(&files, &decode(path, bytes).0, &config);
    }
    let (raw, _) = config::read(&files);
    let heading = raw
        .get(Key::FeedHeading)
        .map(|written| written.text.clone());
    let options = Options {
        heading,
        ..Options::default()
    };
    let paths = files.0.keys().map(String::as_str);
    for path in paths.take(4).chain(["", "_news", "_data"]) {
        let news = news::find(&files, path, &options);
        check::items(&files, &news.items);
        check::problems(&files, &news.problems);
    }
}

fn page(files: &MemoryFiles, page: &Source, config: &Map) {
    let (expanded, problems) = site::expand(files, page);
    check::problems(files, &problems);
    places(files, &expanded);
    let (front, _) = front_matter::split(page);
    for layouts in [false, true] {
        let start = front.body_start;
        let rendered = site::render(files, page, start, &front.values, config, layouts);
        check::problems(files, &rendered.problems);
        places(files, &rendered.page);
        for shown in &rendered.entries {
            let text = rendered.page.text.get(shown.range.clone());
            assert!(text.is_some(), "{shown:?}");
            if let Some(place) = &shown.place {
                check::place(files, &place.file, place.line);
            }
        }
        let document = Document::parse(&rendered.page, 0, Syntax::of(&page.path));
        check::tree(&document, &rendered.page);
    }
}

// Wherever one looks, the text is known to be from a line of some file.
fn places(files: &MemoryFiles, page: &Source) {
    let length = page.text.len();
    if length == 0 {
        return;
    }
    for part in 0..16 {
        let place = page.place(length * part / 16);
        check::place(files, &place.file, place.line);
    }
}

fn map_of(files: &MemoryFiles, path: &str) -> Map {
    let bytes = files.0.get(path).cloned().unwrap_or_default();
    let (source, _) = decode(path, &bytes);
    let (value, _) = data::parse(&source, 0..source.text.len(), Format::Yaml);
    value.map().cloned().unwrap_or_default()
}
