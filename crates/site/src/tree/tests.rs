use expect_test::{Expect, expect};

use super::{Document, Step, Syntax};
use crate::Source;

fn check(path: &str, text: &str, expected: Expect) {
    let source = Source::new(path, text);
    let document = Document::parse(&source, 0, Syntax::of(path));
    expected.assert_eq(&outline(&document, &source));
}

// One node a line: where it began, and what it is.
fn outline(document: &Document, source: &Source) -> String {
    let (mut lines, mut depth) = (String::new(), 0);
    for step in document.walk(document.root()) {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(_) => {
                depth -= 1;
                continue;
            }
        };
        depth += 1;
        let what = match document.name(node) {
            Some("html" | "head" | "body") => continue,
            Some(name) => match document.attribute(node, "id") {
                Some(id) => format!("<{name} id={id}>"),
                None => format!("<{name}>"),
            },
            None => match (document.characters(node), document.comment(node)) {
                (Some(text), _) if text.trim().is_empty() => continue,
                (Some(text), _) => format!("{text:?}"),
                (_, Some(comment)) => format!("<!--{comment}-->"),
                _ => continue,
            },
        };
        let (line, column) = source.position(document.offset(node));
        lines += &format!("{line}:{column}{:>width$}{what}\n", "", width = depth);
    }
    lines
}

fn body(path: &str, text: &str) -> String {
    let document = Document::parse(&Source::new(path, text), 0, Syntax::of(path));
    document.inner_html(document.root())
}

#[test]
fn no_place_is_past_the_end() {
    // The code's last line gets the end that the page lacks.
    let source = Source::new("a.md", "```\n:::");
    let document = Document::parse(&source, 0, Syntax::Markdown);
    let nodes = document.descendants(document.root());
    let offsets: Vec<_> = nodes.map(|node| document.offset(node)).collect();
    assert!(
        offsets.iter().all(|offset| *offset <= source.text.len()),
        "{offsets:?}"
    );
}

#[test]
fn markdown_bullets_and_html_items_are_alike() {
    check(
        "a.md",
        "## News {#n}\n\n- [2024](u) *a*\n- b\n",
        expect![[r#"
            1:1    <h2 id=n>
            1:4     "News"
            3:1    <ul>
            3:1     <li>
            3:3      <a>
            3:4       "2024"
            3:13      <em>
            3:14       "a"
            4:1     <li>
            4:3      "b"
        "#]],
    );
    check(
        "a.html",
        "<h2 id=n>News</h2>\n<ul>\n<li>a\n<li>b <b>c</ul>",
        expect![[r#"
            1:1    <h2 id=n>
            1:10     "News"
            2:1    <ul>
            3:1     <li>
            3:5      "a\n"
            4:1     <li>
            4:5      "b "
            4:7      <b>
            4:10       "c"
        "#]],
    );
}

#[test]
fn a_comment_hides_list_items_and_blank_lines() {
    check(
        "a.md",
        "- a\n\n<!-- - b\n\n- c\n-->\n\n- d\n",
        expect![[r#"
            1:1    <ul>
            1:1     <li>
            1:3      "a"
            3:1    <!-- - b

            - c
            -->
            8:1    <ul>
            8:1     <li>
            8:3      "d"
        "#]],
    );
    check(
        "a.md",
        "- a\n\n<!-- - b\n\n- c\n",
        expect![[r#"
        1:1    <ul>
        1:1     <li>
        1:3      "a"
        3:1    <!-- - b

        - c
        -->
    "#]],
    );
}

#[test]
fn generator_dialects_become_plain() {
    let page =
        "{% include x.html %}\n{% comment %}\n- no\n{% endcomment %}\n- {: #one} a\n- b {: #two}\n";
    check(
        "a.md",
        page,
        expect![[r#"
        5:1    <ul>
        5:1     <li id=one>
        5:11      " a"
        6:1     <li id=two>
        6:3      "b "
    "#]],
    );
    check(
        "a.md",
        "- a\n- b\n{: #list}\n\ntext\n{: .x #p}\n",
        expect![[r#"
            1:1    <ul id=list>
            1:1     <li>
            1:3      "a"
            2:1     <li>
            2:3      "b\n"
            5:1    <p id=p>
            5:1     "text\n"
        "#]],
    );
    check(
        "a.md",
        "[a]({{ \"/x\" | relative_url }}){:target=\"_blank\"} {{ y }}.\n",
        expect![[r#"
            1:1    <p>
            1:1     <a>
            1:2      "a"
            1:49     " ."
        "#]],
    );
    check(
        "a.qmd",
        "::: {#news .list}\n- a\n:::\n",
        expect![[r#"
        1:2    <div id=news>
        2:1     <ul>
        2:1      <li>
        2:3       "a"
    "#]],
    );
    check(
        "a.md",
        "<div markdown=\"1\">\na *b*\n</div>\n<h1>News</h1>\n* c\n",
        expect![[r#"
            1:1    <div>
            2:1     <p>
            2:1      "a "
            2:3      <em>
            2:4       "b"
            4:1    <h1>
            4:5     "News"
            5:1    <ul>
            5:1     <li>
            5:3      "c"
        "#]],
    );
}

#[test]
fn formatting_ends_with_its_block() {
    check(
        "a.html",
        "<ul><li><b>a<li>c</ul><p><a href=x>d<p>e",
        expect![[r#"
            1:1    <ul>
            1:5     <li>
            1:9      <b>
            1:12       "a"
            1:13     <li>
            1:17      "c"
            1:23    <p>
            1:26     <a>
            1:36      "d"
            1:37    <p>
            1:40     "e"
        "#]],
    );
}

#[test]
fn cutting_keeps_what_spans_the_cut() {
    let cut = |html: &str, wanted: &str| {
        let document = Document::parse(&Source::new("i.html", html), 0, Syntax::Html);
        let root = [document.root()];
        let text = document.text_of(&root);
        let start = text.find(wanted).unwrap();
        let range = start..start + wanted.len();
        let inner: Vec<_> = document.descendants(root[0]).collect();
        let body = inner
            .into_iter()
            .find(|&node| document.is(node, "body"))
            .unwrap();
        let children: Vec<_> = document.children(body).collect();
        document.html_of(&children, range)
    };
    assert_eq!(
        cut("<b>[03/2024] Gave a talk</b>", "Gave a talk"),
        "<b>Gave a talk</b>"
    );
    assert_eq!(cut("<b>[x]</b>: <i>A</i> b", "A b"), "<i>A</i> b");
    assert_eq!(
        cut("<code>x</code> a <img src=i> b (<i>y</i>)", "a b"),
        "a <img src=\"i\"> b"
    );
    assert_eq!(
        cut("x <a href=u>a  b</a>c", "a bc"),
        "<a href=\"u\">a b</a>c"
    );
}

#[test]
fn hostile_pages_cost_linear_time() {
    let n = 2_000;
    for page in [
        "- ".repeat(n) + "x",
        "1. - ".repeat(n) + "x",
        ">".repeat(n),
        "<b a=1>".repeat(n),
        "<div>".repeat(n),
        "<p><b a=1>".repeat(n),
        "<table>".repeat(n),
        "<a href='".repeat(n),
        "<!--".repeat(n),
        "[".repeat(n),
        "![a](".repeat(n),
        "{%".repeat(n),
        "{{ '".repeat(n),
        "{: #a".repeat(n),
        "<svg>".repeat(n),
        "<template>".repeat(n),
        "<select><option>".repeat(n),
        format!("<a {}>", "b c ".repeat(n)),
        format!("<a href='{}>", "b' c='".repeat(n)),
        "\0\u{1}\u{FFFE}".repeat(n),
    ] {
        for path in ["a.md", "a.html"] {
            let source = Source::new(path, page.clone());
            let document = Document::parse(&source, 0, Syntax::of(path));
            let depth = |step: &Step| if let Step::Enter(_) = step { 1 } else { -1 };
            let steps = document.walk(document.root());
            let deepest = steps.scan(0, |at, step| {
                *at += depth(&step);
                Some(*at)
            });
            assert!(deepest.max() < Some(600));
        }
    }
}

#[test]
fn empty_and_odd_places_are_fine() {
    assert_eq!(body("a.md", ""), "");
    let source = Source::new("a.md", "é");
    assert_eq!(
        Document::parse(&source, 1, Syntax::Markdown).text_of(&[]),
        ""
    );
    Document::parse(&source, 99, Syntax::Markdown);
}
