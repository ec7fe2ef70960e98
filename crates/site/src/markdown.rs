use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};
use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use crate::html;
use crate::tree::Builder;

/// The empty element that stands for a reference to a footnote; it is no text.
pub(crate) const FOOTNOTE: &str = "x-footnote";

/// Feeds Markdown as the elements it stands for; `place` is where a byte of
/// `text` stands in the source.
pub(crate) fn feed(builder: &Builder, text: &str, place: &dyn Fn(usize) -> usize) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    let mut state = State::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) if state.picture.is_none() => {
                if !html::is_complete(&raw) {
                    builder.leave_open();
                }
                html::feed(builder, &raw, &|offset| place(range.start + offset));
            }
            event => {
                builder.place(place(range.start));
                match state.picture.take() {
                    Some(picture) => state.picture = describe(builder, picture, event),
                    None => write(builder, &mut state, event, place(range.start)),
                }
            }
        }
    }
}

#[derive(Default)]
struct State {
    in_head: bool,
    picture: Option<Picture>,
    // How the columns of the table being read are aligned, and the next one.
    columns: Vec<Alignment>,
    column: usize,
}

impl State {
    fn next_alignment(&mut self) -> Option<Attribute> {
        let alignment = self.columns.get(self.column);
        self.column += 1;
        let word = match alignment? {
            Alignment::None => return None,
            Alignment::Left => "left",
            Alignment::Center => "center",
            Alignment::Right => "right",
        };
        Some(attribute(local_name!("align"), word))
    }
}

// `language-rust`, as the HTML standard advises for `<code>`.
fn language(kind: &CodeBlockKind<'_>) -> Option<Attribute> {
    let CodeBlockKind::Fenced(info) = kind else {
        return None;
    };
    let name = info
        .split([' ', ',', '{', '}'])
        .find(|word| !word.is_empty())?;
    Some(attribute(
        local_name!("class"),
        &format!("language-{}", name.trim_start_matches('.')),
    ))
}

// A picture while it is being described: the text in it is an attribute.
struct Picture {
    source: String,
    title: String,
    description: String,
    offset: usize,
    // How many pictures are in its description at this place.
    inside: usize,
}

fn describe(builder: &Builder, mut picture: Picture, event: Event<'_>) -> Option<Picture> {
    match event {
        Event::Start(Tag::Image { .. }) => picture.inside += 1,
        Event::End(TagEnd::Image) if picture.inside == 0 => {
            builder.place(picture.offset);
            let mut attributes = vec![
                attribute(local_name!("src"), &picture.source),
                attribute(local_name!("alt"), &picture.description),
            ];
            attributes.extend(title(&picture.title));
            builder.start(local_name!("img"), attributes);
            return None;
        }
        Event::End(TagEnd::Image) => picture.inside -= 1,
        Event::Text(text) | Event::Code(text) => picture.description.push_str(&text),
        Event::SoftBreak => picture.description.push('\n'),
        _ => {}
    }
    Some(picture)
}

fn write(builder: &Builder, state: &mut State, event: Event<'_>, offset: usize) {
    match event {
        Event::Start(Tag::Image {
            dest_url, title, ..
        }) => {
            state.picture = Some(Picture {
                source: dest_url.into_string(),
                title: title.into_string(),
                description: String::new(),
                offset,
                inside: 0,
            });
        }
        Event::Start(tag) => start(builder, state, tag),
        Event::End(tag) => end(builder, state, tag),
        Event::Code(code) => {
            builder.start(local_name!("code"), Vec::new());
            builder.text(&code);
            builder.end(local_name!("code"));
        }
        Event::Text(text) => builder.text(&text),
        Event::SoftBreak => builder.text("\n"),
        Event::HardBreak => {
            builder.start(local_name!("br"), Vec::new());
            builder.text("\n");
        }
        Event::FootnoteReference(name) => {
            let name = attribute(local_name!("name"), &name);
            builder.start(LocalName::from(FOOTNOTE), vec![name]);
            builder.end(LocalName::from(FOOTNOTE));
        }
        Event::Rule => builder.start(local_name!("hr"), Vec::new()),
        _ => {}
    }
}

fn start(builder: &Builder, state: &mut State, tag: Tag<'_>) {
    let mut attributes = Vec::new();
    match &tag {
        Tag::Table(columns) => state.columns.clone_from(columns),
        Tag::TableRow => state.column = 0,
        Tag::TableCell => attributes.extend(state.next_alignment()),
        Tag::FootnoteDefinition(name) => attributes.extend([
            attribute(local_name!("class"), "footnote"),
            attribute(local_name!("name"), name),
        ]),
        Tag::Heading { id, classes, .. } => {
            let id = id.as_deref();
            attributes.extend(id.map(|id| attribute(local_name!("id"), id)));
            if !classes.is_empty() {
                attributes.push(attribute(local_name!("class"), &classes.join(" ")));
            }
        }
        Tag::Link {
            link_type,
            dest_url,
            title: words,
            ..
        } => {
            attributes.push(match link_type {
                LinkType::Email => attribute(local_name!("href"), &format!("mailto:{dest_url}")),
                _ => attribute(local_name!("href"), dest_url),
            });
            attributes.extend(title(words));
        }
        Tag::List(Some(number)) => {
            attributes.push(attribute(local_name!("start"), &number.to_string()));
        }
        Tag::TableHead => {
            (state.in_head, state.column) = (true, 0);
            builder.start(local_name!("thead"), Vec::new());
        }
        Tag::CodeBlock(kind) => {
            builder.start(local_name!("pre"), Vec::new());
            attributes.extend(language(kind));
        }
        _ => {}
    }
    if let Some(name) = element(tag.to_end(), state.in_head) {
        builder.start(name, attributes);
    }
}

fn end(builder: &Builder, state: &mut State, tag: TagEnd) {
    if let Some(name) = element(tag, state.in_head) {
        builder.end(name);
    }
    match tag {
        TagEnd::TableHead => {
            state.in_head = false;
            builder.end(local_name!("thead"));
        }
        TagEnd::CodeBlock => builder.end(local_name!("pre")),
        _ => {}
    }
}

/// The element that a tag stands for, the inner one of two.
fn element(tag: TagEnd, in_head: bool) -> Option<LocalName> {
    Some(match tag {
        TagEnd::Paragraph => local_name!("p"),
        TagEnd::Heading(level) => heading(level),
        TagEnd::BlockQuote(_) => local_name!("blockquote"),
        TagEnd::CodeBlock => local_name!("code"),
        TagEnd::List(true) => local_name!("ol"),
        TagEnd::List(false) => local_name!("ul"),
        TagEnd::Item => local_name!("li"),
        TagEnd::FootnoteDefinition => local_name!("aside"),
        TagEnd::DefinitionList => local_name!("dl"),
        TagEnd::DefinitionListTitle => local_name!("dt"),
        TagEnd::DefinitionListDefinition => local_name!("dd"),
        TagEnd::Table => local_name!("table"),
        TagEnd::TableHead | TagEnd::TableRow => local_name!("tr"),
        TagEnd::TableCell if in_head => local_name!("th"),
        TagEnd::TableCell => local_name!("td"),
        TagEnd::Emphasis => local_name!("em"),
        TagEnd::Strong => local_name!("strong"),
        TagEnd::Strikethrough => local_name!("del"),
        TagEnd::Superscript => local_name!("sup"),
        TagEnd::Subscript => local_name!("sub"),
        TagEnd::Link => local_name!("a"),
        _ => return None,
    })
}

fn heading(level: HeadingLevel) -> LocalName {
    match level {
        HeadingLevel::H1 => local_name!("h1"),
        HeadingLevel::H2 => local_name!("h2"),
        HeadingLevel::H3 => local_name!("h3"),
        HeadingLevel::H4 => local_name!("h4"),
        HeadingLevel::H5 => local_name!("h5"),
        HeadingLevel::H6 => local_name!("h6"),
    }
}

fn title(words: &str) -> Option<Attribute> {
    (!words.is_empty()).then(|| attribute(local_name!("title"), words))
}

fn attribute(name: LocalName, value: &str) -> Attribute {
    Attribute {
        name: QualName::new(None, Namespace::from(""), name),
        value: value.into(),
    }
}
