use site::{Document, Output, Problem, Syntax};

use crate::{Content, Shared};

/// One page, which depends on nothing but its arguments: pages can be made in
/// any order, at once, and again.
pub fn page(shared: &Shared<'_>, content: &Content<'_>) -> (Output, Vec<Problem>) {
    let source = content.source;
    let document = Document::parse(source, content.front.body_start, Syntax::of(&source.path));
    let title = &shared.site.settings.title;
    let body = document.inner_html(document.root());
    let html = format!("<!doctype html><title>{}</title>{body}", title.len());
    (Output::new(&*content.page.output, html), Vec::new())
}
