//! What Markdown makes of a text that is no tag: code, which is shown and loads
//! nothing, and pictures.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use site::Source;

use super::tags::Span;
use super::{Embed, Look, Service};

/// The stretches of a text that are not to be read as HTML, in order.
pub(super) fn spans(source: &Source) -> Vec<Span> {
    let mut spans = liquid_comments(&source.text);
    if is_markdown(&source.path) {
        let markdown = markdown(&source.text);
        spans.extend(markdown);
        spans.sort_by_key(|span| (span.range.start, span.range.end));
    }
    spans
}

fn is_markdown(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let endings = ["md", "markdown", "mdx", "qmd", "rmd", "mkd"];
    endings
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

fn markdown(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut link: Option<(Range<usize>, bool)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Code(_) => spans.push(Span::shown(range)),
            // A block that is only indented is HTML to kramdown wherever it
            // stands in an element, which is how such tags are laid out.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                spans.push(Span::shown(range));
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some((range, Service::of(&dest_url).is_some()));
            }
            Event::End(TagEnd::Link) => link = None,
            Event::Start(Tag::Image { dest_url, .. }) => {
                let around = link.as_ref().filter(|(_, is_service)| *is_service);
                let range = around.map_or(range, |(around, _)| around.clone());
                spans.extend(picture(&dest_url, with_attributes(text, range)));
            }
            _ => {}
        }
    }
    spans
}

// kramdown and Pandoc hang attributes on what stands before them,
// `![map](…){:width="300"}`; they would be shown, or go to something else.
fn with_attributes(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = &text[range.end..];
    let is_liquid = rest.starts_with("{{") || rest.starts_with("{%");
    let line = rest.lines().next().unwrap_or_default();
    match line.find('}') {
        Some(end) if line.starts_with('{') && !is_liquid => range.start..range.end + end + 1,
        _ => range,
    }
}

fn picture(address: &str, range: Range<usize>) -> Option<Span> {
    let service = Service::of(address)?;
    let embed = Embed {
        service,
        range: range.clone(),
        look: Look::of(address),
        is_alone: true,
    };
    Some(Span {
        range,
        embed: Some(embed),
        is_shown: true,
    })
}

// `{% comment %}` to `{% endcomment %}`, which no page of Jekyll shows.
fn liquid_comments(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, _) in text.match_indices("{%") {
        let inner = text[at + 2..].trim_start_matches('-').trim_start();
        if start.is_none() && word(inner) == "comment" {
            start = Some(at);
        } else if let (Some(begin), "endcomment") = (start, word(inner)) {
            let end = inner
                .find("%}")
                .map(|end| text.len() - inner.len() + end + 2);
            spans.push(Span::hidden(begin..end.unwrap_or(text.len())));
            start = None;
        }
    }
    spans
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic());
    &text[..end.unwrap_or(text.len())]
}
