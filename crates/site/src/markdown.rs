use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::html;
use crate::tree::Builder;

/// Feeds Markdown as the HTML it stands for; `place` is where a byte of
/// `text` stands in the source.
pub(crate) fn feed(builder: &Builder, text: &str, place: &dyn Fn(usize) -> usize) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let mut state = State::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if let Event::Html(raw) | Event::InlineHtml(raw) = &event
            && state.images == 0
        {
            html::feed(builder, raw, &|offset| place(range.start + offset));
            continue;
        }
        state.html.clear();
        write(&mut state, event);
        builder.feed(&state.html, place(range.start));
    }
}

#[derive(Default)]
struct State {
    html: String,
    in_head: bool,
    // How many pictures are being described: their text is an attribute.
    images: usize,
    closing: String,
}

fn write(state: &mut State, event: Event<'_>) {
    match event {
        Event::Start(Tag::Image {
            dest_url, title, ..
        }) => start_image(state, &dest_url, &title),
        Event::End(TagEnd::Image) => end_image(state),
        Event::Start(tag) if state.images == 0 => start(state, tag),
        Event::End(tag) if state.images == 0 => end(state, tag),
        Event::Start(_) | Event::End(_) | Event::FootnoteReference(_) => {}
        Event::Code(code) if state.images == 0 => {
            state.html.push_str("<code>");
            escape(&code, &mut state.html);
            state.html.push_str("</code>");
        }
        Event::Text(text) | Event::Code(text) => escape(&text, &mut state.html),
        Event::SoftBreak => state.html.push('\n'),
        Event::HardBreak if state.images == 0 => state.html.push_str("<br>\n"),
        Event::Rule => state.html.push_str("<hr>"),
        _ => {}
    }
}

fn start(state: &mut State, tag: Tag<'_>) {
    let html = &mut state.html;
    match tag {
        Tag::Heading {
            level, id, classes, ..
        } => {
            let _ = write!(html, "<{level}");
            let classes = (!classes.is_empty()).then(|| classes.join(" "));
            attribute("id", id.as_deref(), html);
            attribute("class", classes.as_deref(), html);
            html.push('>');
        }
        Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => link(link_type, &dest_url, &title, html),
        Tag::List(Some(number)) => {
            let _ = write!(html, "<ol start=\"{number}\">");
        }
        Tag::List(None) => html.push_str("<ul>"),
        Tag::TableHead => {
            state.in_head = true;
            html.push_str("<thead><tr>");
        }
        Tag::TableCell if state.in_head => html.push_str("<th>"),
        Tag::CodeBlock(_) => html.push_str("<pre><code>"),
        tag => {
            let name = element(tag.to_end());
            if !name.is_empty() {
                let _ = write!(html, "<{name}>");
            }
        }
    }
}

fn end(state: &mut State, tag: TagEnd) {
    let html = &mut state.html;
    match tag {
        TagEnd::Heading(level) => {
            let _ = write!(html, "</{level}>");
        }
        TagEnd::Link => html.push_str("</a>"),
        TagEnd::List(ordered) => html.push_str(if ordered { "</ol>" } else { "</ul>" }),
        TagEnd::TableHead => {
            state.in_head = false;
            html.push_str("</tr></thead>");
        }
        TagEnd::TableCell if state.in_head => html.push_str("</th>"),
        TagEnd::CodeBlock => html.push_str("</code></pre>"),
        tag => {
            let name = element(tag);
            if !name.is_empty() {
                let _ = write!(html, "</{name}>");
            }
        }
    }
}

/// The element for a tag that needs no attributes.
fn element(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Paragraph => "p",
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::Item => "li",
        TagEnd::FootnoteDefinition => "aside",
        TagEnd::DefinitionList => "dl",
        TagEnd::DefinitionListTitle => "dt",
        TagEnd::DefinitionListDefinition => "dd",
        TagEnd::Table => "table",
        TagEnd::TableRow => "tr",
        TagEnd::TableCell => "td",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        TagEnd::Strikethrough => "del",
        TagEnd::Superscript => "sup",
        TagEnd::Subscript => "sub",
        _ => "",
    }
}

fn link(kind: LinkType, target: &CowStr<'_>, title: &CowStr<'_>, html: &mut String) {
    let mail = if kind == LinkType::Email {
        "mailto:"
    } else {
        ""
    };
    html.push_str("<a");
    attribute("href", Some(&[mail, target].concat()), html);
    attribute(
        "title",
        Some(&**title).filter(|title| !title.is_empty()),
        html,
    );
    html.push('>');
}

fn start_image(state: &mut State, target: &str, title: &str) {
    state.images += 1;
    if state.images > 1 {
        return;
    }
    state.html.push_str("<img");
    attribute("src", Some(target), &mut state.html);
    state.html.push_str(" alt=\"");
    state.closing.clear();
    state.closing.push('"');
    let title = Some(title).filter(|title| !title.is_empty());
    attribute("title", title, &mut state.closing);
    state.closing.push('>');
}

fn end_image(state: &mut State) {
    state.images = state.images.saturating_sub(1);
    if state.images == 0 {
        state.html.push_str(&state.closing);
    }
}

fn attribute(name: &str, value: Option<&str>, html: &mut String) {
    if let Some(value) = value {
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
    }
}

fn escape(text: &str, html: &mut String) {
    if !text.contains(['&', '<', '>', '"']) {
        return html.push_str(text);
    }
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
