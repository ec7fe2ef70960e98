//! Places and counts, and the pictures of them.

use site::decode;
use visitor_map::{Counts, Kind, Language, Map, Scheme, Style, draw, fragment, places, summary};

use super::{archive, check};

/// Draws the places and the counts of a site.
pub fn map(data: &[u8]) {
    let files = archive::files(data);
    for (path, bytes) in &files.0 {
        let (source, _) = decode(path, bytes);
        let (found, problems) = places(&source);
        check::problems(&files, &problems);
        if !found.is_empty() {
            picture(&Map::Places(found), bytes.len());
        }
        match Counts::parse(&source) {
            Ok(counts) => picture(&Map::Counts(counts), bytes.len()),
            Err(problems) => check::problems(&files, &problems),
        }
    }
}

// The style, too, is the input's; drawn in all of them, a map takes too long.
fn picture(map: &Map, seed: usize) {
    let kinds = [Kind::Circles, Kind::Dots, Kind::Choropleth];
    let schemes = [Scheme::System, Scheme::Page, Scheme::Light, Scheme::Dark];
    let languages: Vec<Language> = Language::all().collect();
    let style = Style {
        kind: kinds[seed % kinds.len()],
        scheme: schemes[seed % schemes.len()],
        language: languages[seed % languages.len()],
        ..Style::default()
    };
    let svg = draw(map, &style);
    check::xml(&svg);
    assert!(
        svg.starts_with("<svg ") && !svg.contains("<script"),
        "{svg}"
    );
    assert_eq!(draw(map, &style), svg, "the same map is another picture");
    check::harmless_page(&fragment(map, &style));
    assert!(!summary(map, style.language).is_empty());
}
