//! One page.

use minijinja::{Value, context};
use site::{Data, Document, Output, Problem, Syntax};

use crate::body;
use crate::heading::Levels;
use crate::links::Place;
use crate::marks;
use crate::{Content, Shared, head, math, profile, shared};

/// One page, which depends on nothing but its arguments: pages can be made in
/// any order, at once, and again.
///
/// What a page cannot have (scripts, frames, what other hosts hold) is left
/// out with a warning, and nothing else of what its author wrote.
///
/// See [`crate::render`] for an example.
pub fn page(shared: &Shared<'_>, content: &Content<'_>) -> (Output, Vec<Problem>) {
    let mut problems = Vec::new();
    let source = math::protect(content.source, content.front.body_start);
    let source = source.as_ref().unwrap_or(content.source);
    let place = Place::new(shared, content);
    let document = Document::parse(source, content.front.body_start, Syntax::of(&source.path));
    let own_title = own_title(&document);
    let title = content
        .page
        .title
        .clone()
        .filter(|title| !title.trim().is_empty());
    // There is but one heading of the first level.
    let shift = u8::from(title.is_some() && own_title.is_some());
    let heading = title
        .clone()
        .filter(|_| !content.front.values.bool("no_heading").unwrap_or(false));
    let title = title.or(own_title);

    let marks = marks::find(shared, source, &document);
    let levels = Levels::new(heading.is_some() || title.is_none(), shift);
    let mut written = body::write(&place, &document, source, &marks, levels);
    let is_home = content.page.path == "/";
    let mut body = std::mem::take(&mut written.html);
    if is_home && !written.has_map {
        body.push_str(&shared.map);
    }
    problems.append(&mut written.problems);
    let facts = head::Facts {
        content,
        place: &place,
        title: title.as_deref(),
        description: head::description(content, &document),
        is_home,
    };
    let values = context! {
        site => shared.values.clone(),
        root => &*place.root,
        page => context! {
            heading => heading.or_else(|| title.is_none().then(|| shared.site.settings.title.clone())),
            body => Value::from_safe_string(body),
            profile => profile::values(&place, content),
            has_news => !marks.items.is_empty(),
            values => plain_values(&content.front.values),
            language => content.page.language.as_deref().unwrap_or(shared::language(shared.site)),
            csp => head::policy(&written.styles.css),
            styles => head::styles(&written.styles.css),
            ..head::values(&facts)
        },
    };
    let html = shared.templates.render("page.html", &values, &mut problems);
    (Output::new(&*content.page.output, html), problems)
}

// The page's own first heading, where it is of the first level.
fn own_title(document: &Document) -> Option<String> {
    let mut nodes = document.descendants(document.root());
    let heading = nodes.find(|&node| document.is(node, "h1"))?;
    Some(document.text(heading)).filter(|text| !text.is_empty())
}

// Texts, and lists of them, for templates of the site's own.
fn plain_values(values: &site::Map) -> Value {
    let value = |entry: &site::Entry| {
        let value = match &entry.value.data {
            Data::List(list) => list.iter().filter_map(site::Value::text).collect::<Value>(),
            _ => Value::from(entry.value.text()),
        };
        (Value::from(&*entry.key), value)
    };
    Value::from(
        values
            .entries
            .iter()
            .map(value)
            .collect::<std::collections::BTreeMap<_, _>>(),
    )
}
