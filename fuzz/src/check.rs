//! What must hold of everything that is read or written.

use news::{Item, PartialDate};
use quick_xml::Reader;
use quick_xml::events::Event;
use site::{Document, Files, Output, Problem, Source, Step, Syntax};

/// Every problem that has a line has one of its file.
pub(super) fn problems(files: &dyn Files, problems: &[Problem]) {
    for problem in problems {
        assert!(!problem.message.is_empty(), "{problem:?}");
        assert!(problem.line > 0 || problem.column == 0, "{problem:?}");
        if problem.line > 0 {
            place(files, &problem.file, problem.line);
        }
    }
}

/// There is such a file, and it has such a line.
pub(super) fn place(files: &dyn Files, file: &str, line: u32) {
    let Some(bytes) = files.read(file) else {
        panic!("a place in {file:?}, which is not there");
    };
    // A file that is no text has no lines as a source; what reads it anyway
    // counts those of its bytes.
    let (source, _) = site::decode(file, &bytes);
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
    let lines = source.text.matches('\n').count().max(ends) + 1;
    assert!(line >= 1 && line as usize <= lines, "{file}:{line}");
}

/// Items stand in the site's files, have a title where they have a text, and
/// dates that are read as they are written.
pub(super) fn items(files: &dyn Files, items: &[Item]) {
    for item in items {
        place(files, &item.file, item.line);
        assert!(item.column >= 1, "{item:?}");
        assert_eq!(
            item.text.trim().is_empty(),
            item.title.is_empty(),
            "{item:?}"
        );
        let folded = !item.text.contains(['\n', '\t', '\r']);
        assert!(folded && item.text.trim() == item.text, "{item:?}");
        if let Some(written) = item.date {
            date(written);
        }
    }
}

/// A date comes back from its spelling, and its days are in order.
pub(super) fn date(date: PartialDate) {
    assert_eq!(PartialDate::parse(&date.to_string()), Some(date));
    assert!(date.first_day() <= date.last_day());
    assert!(date.contains(date.first_day()) && date.contains(date.last_day()));
}

/// The tree is whole, and every node has a place in the source.
pub(super) fn tree(document: &Document, source: &Source) {
    let mut open = Vec::new();
    for step in document.walk(document.root()) {
        match step {
            Step::Enter(node) => {
                assert_eq!(document.parent(node), open.last().copied());
                assert!(document.offset(node) <= source.text.len(), "{node:?}");
                open.push(node);
                assert!(open.len() < 600, "deeper than a browser goes");
            }
            Step::Leave(node) => assert_eq!(open.pop(), Some(node)),
        }
    }
    assert!(open.is_empty());
}

/// A path of an output that cannot leave the folder of outputs.
pub(super) fn output_path(path: &str) {
    assert_eq!(site::inside("", path).as_deref(), Some(path), "{path:?}");
    let is_file = !path.is_empty() && !path.contains(['\0', '\\', '\n', '\r']);
    assert!(is_file, "{path:?}");
}

/// Outputs have paths of their own.
pub(super) fn outputs(outputs: &[Output]) {
    let mut seen = std::collections::BTreeSet::new();
    for output in outputs {
        output_path(&output.path);
        assert!(seen.insert(&output.path), "{} is there twice", output.path);
    }
}

/// Markup of ours that does nothing: well-formed, no script, no handler, no
/// address that is more than one of a page.
pub(super) fn xml(text: &str) {
    for c in text.chars() {
        let is_control = c < ' ' && !matches!(c, '\t' | '\n' | '\r');
        assert!(
            !is_control && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
            "XML 1.0 has no {c:?}"
        );
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                element(&tag);
            }
            Ok(Event::Empty(tag)) => element(&tag),
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::GeneralRef(name)) => reference(&name),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("not well-formed: {error}\n{text}"),
        }
    }
    assert_eq!(depth, 0, "an element is not closed");
}

fn element(tag: &quick_xml::events::BytesStart<'_>) {
    let name = String::from_utf8_lossy(tag.name().as_ref()).to_ascii_lowercase();
    assert!(!ACTIVE.contains(&&*name), "<{name}>");
    for attribute in tag.attributes() {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => panic!("<{name}>: {error}"),
        };
        let key = String::from_utf8_lossy(attribute.key.as_ref()).to_ascii_lowercase();
        assert!(!key.starts_with("on"), "<{name} {key}>");
        if ["href", "src", "xlink:href"].contains(&&*key) {
            address(&String::from_utf8_lossy(&attribute.value));
        }
    }
}

fn reference(name: &quick_xml::events::BytesRef<'_>) {
    let is_number = matches!(name.resolve_char_ref(), Ok(Some(_)));
    let is_named = ["amp", "lt", "gt", "quot", "apos"].map(str::as_bytes);
    assert!(is_number || is_named.contains(&&**name), "&{name:?};");
}

/// HTML that was made harmless, with styles that its page keeps to itself.
pub(super) fn harmless(html: &str) {
    harmless_page(html);
    let source = Source::new("content.html", html);
    let document = Document::parse(&source, 0, Syntax::Html);
    for node in document.descendants(document.root()) {
        assert!(!document.is(node, "style"), "{html:?}");
        assert_eq!(document.attribute(node, "style"), None, "{html:?}");
    }
}

/// HTML in which nothing runs and that loads nothing by itself.
pub(super) fn harmless_page(html: &str) {
    let source = Source::new("content.html", html);
    let document = Document::parse(&source, 0, Syntax::Html);
    for node in document.descendants(document.root()) {
        let name = document.name(node).unwrap_or_default();
        assert!(!ACTIVE.contains(&name), "<{name}> in {html:?}");
        for handler in ["onclick", "onerror", "onload", "srcdoc", "formaction"] {
            assert_eq!(document.attribute(node, handler), None, "{html:?}");
        }
        for key in ["href", "src"] {
            document.attribute(node, key).into_iter().for_each(address);
        }
    }
}

// Elements that do something, or load something.
const ACTIVE: [&str; 7] = [
    "script",
    "iframe",
    "object",
    "embed",
    "foreignobject",
    "base",
    "form",
];

fn address(address: &str) {
    let scheme = address
        .split(['/', '?', '#', '&'])
        .next()
        .unwrap_or_default();
    let scheme: String = scheme
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let known = ["http:", "https:", "mailto:"];
    let is_known = known
        .iter()
        .any(|known| scheme.to_ascii_lowercase().starts_with(known));
    assert!(!scheme.contains(':') || is_known, "{address:?}");
}
