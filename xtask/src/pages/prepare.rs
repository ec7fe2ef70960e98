//! One page as its author wrote it, with everything in its place.

use std::ops::Range;

use site::{Files, FrontMatter, Map, Page, Problem, Source, Syntax};
use visitor_map::embed::{self, Embed};

use crate::common::Common;

/// A page that is ready to be made.
pub(crate) struct Prepared<'c> {
    pub(crate) page: &'c Page,
    pub(crate) source: Source,
    pub(crate) front: FrontMatter,
    /// A page that is whole already, and published as it is.
    pub(super) verbatim: Option<Vec<u8>>,
    pub(super) problems: Vec<Problem>,
}

/// Reads a page, follows its includes, runs its Liquid, and puts the map where
/// one of an old service is.
pub(crate) fn prepare<'c>(common: &Common, page: &'c Page, map: Option<&str>) -> Prepared<'c> {
    let folder = &common.opened.folder;
    let bytes = folder.read(&page.file).unwrap_or_default();
    let (written, mut problems) = site::decode(&page.file, &bytes);
    let (front, more) = site::front_matter::split(&written);
    problems.extend(more);
    let is_whole = front.format.is_none() && Syntax::of(&page.file) == Syntax::Html;
    let body = match is_whole {
        true => written,
        false => assemble(common, &written, &front, &mut problems),
    };
    let map = map.map(|map| if is_whole { map } else { pages::MAP_PLACE });
    let embeds = embed::find(&body);
    let source = with_map(body, &embeds, map, &mut problems);
    // One without a map keeps its bytes, whatever its encoding.
    let verbatim = is_whole.then(|| match embeds.is_empty() {
        true => bytes,
        false => source.text.clone().into_bytes(),
    });
    Prepared {
        page,
        source,
        front: FrontMatter {
            body_start: 0,
            ..front
        },
        verbatim,
        problems,
    }
}

// The text below the front matter, put together as the News of it are read.
fn assemble(
    common: &Common,
    written: &Source,
    front: &FrontMatter,
    problems: &mut Vec<Problem>,
) -> Source {
    let folder = &common.opened.folder;
    let range = front.body_start..written.text.len();
    let body = Source::join(written.path.as_str(), &[(written, range)]);
    let (body, more) = site::expand(folder, &body);
    problems.extend(more);
    if !body.text.contains("{%") && !body.text.contains("{{") {
        return body;
    }
    let rendered = site::render(folder, &body, 0, &front.values, &Map::default(), false);
    problems.extend(rendered.problems);
    rendered.page
}

// Joined from pieces, so that every problem below still knows its line.
fn with_map(
    body: Source,
    embeds: &[Embed],
    map: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Source {
    let (alone, others): (Vec<&Embed>, Vec<&Embed>) =
        embeds.iter().partition(|embed| embed.is_alone);
    if !others.is_empty() {
        problems.extend(embed::check(&body));
    }
    let Some(first) = alone.first() else {
        return body;
    };
    if map.is_none() {
        problems.push(left_out(&body, first));
    }
    let map = Source::new(body.path.as_str(), map.unwrap_or_default());
    let mut pieces: Vec<(&Source, Range<usize>)> = Vec::new();
    let mut at = 0;
    for embed in alone {
        pieces.push((&body, at..embed.range.start));
        pieces.push((&map, 0..map.text.len()));
        at = embed.range.end;
    }
    pieces.push((&body, at..body.text.len()));
    Source::join(body.path.as_str(), &pieces)
}

fn left_out(body: &Source, embed: &Embed) -> Problem {
    let message = format!(
        "the map of {} is left out, and there is nothing to draw in its place",
        embed.service
    );
    Problem::warning("map-left-out", body, embed.range.start, message)
        .help("write your places into places.toml")
}
