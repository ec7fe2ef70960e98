use expect_test::{Expect, expect};
use site::Source;

use super::{News, Options, extract};
use crate::list::LIST_FORMS;

fn check(text: &str, expected: Expect) {
    check_as("about.md", text, expected);
}

fn check_as(path: &str, text: &str, expected: Expect) {
    expected.assert_eq(&shown(&read(path, text)));
}

fn read(path: &str, text: &str) -> News {
    extract(&Source::new(path, text), 0, &Options::default())
}

fn shown(news: &News) -> String {
    let mut shown = String::new();
    for item in &news.items {
        let date = item.date.map_or("-".to_owned(), |date| date.to_string());
        shown += &format!("{}:{} {date} {}\n", item.line, item.column, item.html);
    }
    for problem in &news.problems {
        shown += &format!("{problem}\n");
    }
    shown
}

#[test]
fn every_list_form_gives_its_items() {
    for (name, example) in LIST_FORMS {
        let news = read(
            "about.md",
            &format!("# Jo\n\n## News\n\n{example}\n## Talks\n\n* [Jan 2020] No\n"),
        );
        let items: Vec<String> = news
            .items
            .iter()
            .map(|item| {
                format!(
                    "{} {}",
                    item.date.map_or("-".to_owned(), |d| d.to_string()),
                    item.text
                )
            })
            .collect();
        let first = if *name == "nested bullets" {
            "2025-12 One more"
        } else {
            "2025-12 One"
        };
        assert_eq!(items, [first, "2025-11 Two"], "{name}");
        assert_eq!(news.problems, [], "{name}");
    }
}

#[test]
fn the_section_ends_with_its_level() {
    check(
        "## News\n- [Dec 2025] a\n### Talks\n- [Nov 2025] b\n",
        expect![[r#"
            2:1 2025-12 a
            4:1 2025-11 b
        "#]],
    );
    check(
        "# News\n## Talks\n- [Dec 2025] a\n## Papers\n- [Nov 2025] b\n",
        expect![[r#"
            3:1 2025-12 a
            5:1 2025-11 b
        "#]],
    );
    check(
        "Hi.\n\n### News\n- [Dec 2025] a\n\n## Papers\n- [Nov 2025] b\n",
        expect![[r#"
            4:1 2025-12 a
        "#]],
    );
    check(
        "**News**\n- [Dec 2025] a\n\n**Interests**\n- [Nov 2025] b\n",
        expect![[r#"
            2:1 2025-12 a
        "#]],
    );
    check(
        "<div class=s><h2>News</h2></div><ul><li>[Dec 2025] a</ul>",
        expect![[r#"
            1:37 2025-12 a
        "#]],
    );
    check(
        "<details><summary>News</summary>\n\n- [Dec 2025] a\n\n</details>\n\n- [Nov 2025] b\n",
        expect![[r#"
            3:1 2025-12 a
        "#]],
    );
}

#[test]
fn what_is_not_news() {
    check(
        "# Jo\n\n* [Dec 2025] a\n",
        expect![[r#"
        about.md:1:1: warning: no News list found: looked for a heading such as "News", "Recent updates", "Actualités", "最新消息" help: name yours with heading = "…" in site.toml
    "#]],
    );
    check(
        "# News\n\n<!-- * [Dec 2025] a\n\n* [Nov 2025] b -->\n",
        expect![[r#"
            about.md:1:1: warning: the News list is empty help: write items below the heading, as * [Dec 2025] …
        "#]],
    );
    check(
        "<nav><ul><li><a href=#n>News</a></ul></nav><p><a href=#n>News</a> <a href=c>CV</a></p>\n\n- [Dec 2025] a",
        expect![[r#"
            about.md:1:1: warning: no News list found: looked for a heading such as "News", "Recent updates", "Actualités", "最新消息" help: name yours with heading = "…" in site.toml
        "#]],
    );
    check(
        "# News\n- [Dec 2025] a\n- <a href=\"javascript:t()\">Show more</a>\n- [Nov 2025] lorem ipsum dolor\n",
        expect![[r#"
            2:1 2025-12 a
            about.md:4:1: warning: this item is the template's sample text; it is left out help: replace or remove it
        "#]],
    );
}

#[test]
fn doubtful_items_stay_and_are_reported() {
    check(
        "# News\n- [Feb 30, 2025] a\n- b\n- [Mar] c\n- [Mar 2024] d\n- [Mar 2024] d\n",
        expect![[r#"
            2:1 - a
            3:1 - b
            4:1 - c
            5:1 2024-03 d
            6:1 2024-03 d
            about.md:2:1: warning: the calendar has no such date help: write a day that exists
            about.md:3:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]
            about.md:4:1: warning: this date has no year help: add the year, or put the item below a heading that is the year
            about.md:6:1: warning: this item is the same as that on line 5 help: remove one, or say what is different
        "#]],
    );
    check(
        "# News\n\nNothing yet.\n",
        expect![[r#"
        about.md:1:1: warning: the News list is empty help: write items below the heading, as * [Dec 2025] …
    "#]],
    );
    check(
        "# News\n- [Dec 2025] a\n\n# Old News\n- [Nov 2024] b\n",
        expect![[r#"
            2:1 2025-12 a
            5:1 2024-11 b
            about.md:4:1: note: a second News list begins here, "Old News"; both count help: name the one to use with heading in site.toml
        "#]],
    );
    check(
        "# News\n- [Dec 2025] a\n\n<!-- - [Nov 2025] b\n",
        expect![[r#"
            2:1 2025-12 a
            about.md:4:1: warning: this comment is not closed, so everything after it is hidden help: close it with -->
        "#]],
    );
}

#[test]
fn dates_go_and_markup_stays() {
    check(
        "# News\n- **[03/2024] Gave a talk**\n- **[Dec 2025]** [A](a) *b*\n- `2025.12` c\n",
        expect![[r#"
            2:1 2024-03 <strong>Gave a talk</strong>
            3:1 2025-12 <a href="a">A</a> <em>b</em>
            4:1 2025-12 c
        "#]],
    );
    check(
        "# News\n* {: #one} [Dec 2025] a\n* [Nov 2025] b <a name=two></a>\n",
        expect![[r#"
            2:1 2025-12 a
            3:1 2025-11 b<a name="two"></a>
        "#]],
    );
}

#[test]
fn headings_that_only_look_like_it() {
    let page = "<p><b>News</b><br>\n[Dec 2025] a paper<br>\n[Nov 2025] b<p><b>Courses</b><br>\n[Oct 2025] c";
    check_as(
        "a.html",
        page,
        expect![[r#"
        2:1 2025-12 a paper
        3:1 2025-11 b
    "#]],
    );
    check(
        "## News\n\n**[Dec 2025]** A paper.\n\n**[Nov 2025]** A talk.\n",
        expect![[r#"
            3:1 2025-12 A paper.
            5:1 2025-11 A talk.
        "#]],
    );
    check(
        "### News\n\n- [Dec 2025] a\n\n#### [See all news](all.html)\n\n- x\n",
        expect![[r#"
            3:1 2025-12 a
            about.md:7:1: note: 1 entries without a date here are not taken for News help: give them dates if they are
        "#]],
    );
}

#[test]
fn dates_that_markup_or_markdown_would_hide() {
    check(
        "## News\n- **2024**, 3 talks\n- *2023* 10 talks\n",
        expect![[r#"
            2:1 2024 3 talks
            3:1 2023 10 talks
        "#]],
    );
    check(
        "## News\n- 4. August 2025: a\n- 12. März 2025: b\n",
        expect![[r#"
            2:1 2025-08-04 a
            3:1 2025-03-12 b
        "#]],
    );
}

#[test]
fn other_markups() {
    let page = "= Jo\n\n== News\n- \\[12/2025\\] A [https://example.org/p paper], /new/:\n-- with +code+\n# - no\n- *11/2025:* b\n\n== Talks\n- *10/2025:* c\n";
    check_as(
        "index.jemdoc",
        page,
        expect![[r#"
        4:1 2025-12 A <a href="https://example.org/p">paper</a>, <em>new</em>: <ul><li>with <code>code</code></li></ul>
        7:1 2025-11 b
    "#]],
    );
    let page = "==\nJo\n==\n\nNews\n====\n\n* **2025-12**: `a <https://example.org/a>`_ and b_\n\n.. * **2025-11**: no\n.. _b: https://example.org/b\n\nTalks\n=====\n\n* **2025-10**: c\n";
    check_as(
        "index.rst",
        page,
        expect![[r#"
        8:1 2025-12 <a href="https://example.org/a">a</a> and <a href="https://example.org/b">b</a>
    "#]],
    );
}

#[test]
fn hostile_pages() {
    let n = 2_000;
    for body in [
        "* [Dec 2025] a\n".repeat(n),
        "- ".repeat(n) + "[Dec 2025] a",
        "[Dec 2025] a<br>".repeat(n),
        "<div>[Dec 2025]<p>a</p>".repeat(n),
        "<table><tr><td>Dec 2025<td>".repeat(n),
        "# News\n".repeat(n),
        "<h1>News".repeat(n),
        "<dl><dt>2025<dd>".repeat(n),
        "<details><summary>News</summary>".repeat(n),
        "<ul><li>2025".repeat(n),
        format!("* [Dec 2025] {}\n", "long ".repeat(n)),
        "* [Dec 2025] \0\u{1}\u{202E}\n".to_owned(),
    ] {
        for path in ["a.md", "a.html"] {
            let news = read(path, &format!("# News\n\n<h1>News</h1>\n\n{body}"));
            for item in &news.items {
                assert!(!item.title.contains(|c: char| c.is_control()));
            }
        }
    }
}

#[test]
fn a_year_beside_its_text_is_a_date_and_above_a_list_a_heading() {
    let card = |year, text| {
        format!(
            "<div class=i>\n<div class=y>{year}</div>\n<div class=t>{text}<br>More.</div>\n</div>\n"
        )
    };
    let cards = card(2025, "We met.") + &card(2024, "A tool");
    let news = read("a.md", &format!("### News\n\n<div>\n{cards}</div>\n"));
    let dates: Vec<_> = news
        .items
        .iter()
        .map(|item| (item.date, &*item.text))
        .collect();
    let year = crate::PartialDate::year;
    assert_eq!(
        dates,
        [(year(2025), "We met. More."), (year(2024), "A tool More.")]
    );
    let group = "<div><div>2025</div><ul><li>A talk</li><li>A tool</li></ul></div>";
    let news = read("a.html", &format!("<h3>News</h3>{group}"));
    assert_eq!(news.items.len(), 2);
}

#[test]
fn rows_share_a_date_by_span_or_by_an_empty_cell() {
    check_as(
        "i.html",
        "<h2>News</h2><table><tr><td rowspan=2>Dec 2025<td>a\n<tr><td>b\n<tr><td>Nov 2025<td>c\n<tr><td><td>d\n<tr><td>e</table>",
        expect![[r#"
            1:21 2025-12 a
            2:1 2025-12 b
            3:1 2025-11 c
            4:1 2025-11 d
            5:1 - e
            i.html:5:1: warning: this News item has no date help: begin it with one, as in [Dec 2025]
        "#]],
    );
}

#[test]
fn a_machine_date_counts_where_less_is_shown() {
    check_as(
        "i.html",
        "<h2>News</h2>\n<p><time datetime=2025-03-05>March</time> a</p>\n<p><time datetime=2025-03-05>Feb 2025</time> b</p>\n",
        expect![[r#"
            2:4 2025-03-05 a
            3:4 2025-02 b
        "#]],
    );
}

#[test]
fn the_label_of_a_tab_is_the_heading_of_its_pane() {
    let tabs = |mark: &str| {
        format!(
            "<ul><li><a {mark} href=#n>News</a><li><a {mark} href=#p>Papers</a></ul>\n\
             <div id=n><ul><li>Dec 2025: a</ul></div>\n<div id=p><ul><li>Nov 2025: b</ul></div>"
        )
    };
    for mark in ["data-toggle=tab", "data-bs-toggle=pill", "role=tab"] {
        let news = read("i.html", &tabs(mark));
        assert_eq!(shown(&news), "2:15 2025-12 a\n", "{mark}");
    }
    assert_eq!(read("i.html", &tabs("class=tab")).items, []);
}

#[test]
fn markup_that_is_not_closed_is_told_of() {
    for name in ["style", "title", "textarea", "TextArea"] {
        let page = format!("<h2>News</h2><ul><li>[Dec 2025] a <{name}><li>[Nov 2025] b</ul>");
        let codes: Vec<_> = read("i.html", &page)
            .problems
            .iter()
            .map(|problem| problem.code)
            .collect();
        assert!(codes.contains(&"unclosed-element"), "{name}: {codes:?}");
        let closed = format!("{page}</{name}>");
        let problems = read("i.html", &closed).problems;
        assert!(
            problems
                .iter()
                .all(|problem| problem.code != "unclosed-element")
        );
    }
}

#[test]
fn paragraphs_below_a_date_of_its_own_go_on() {
    check(
        "# Jo\n\n## News\n\n**5 Dec 2025**\n\na\n\nb\n\n**4 Dec 2025**\n\nc\n\n[See all news](n)\n",
        expect![[r#"
            5:1 2025-12-05 a b
            11:1 2025-12-04 c
        "#]],
    );
}

// The dates of a list below a News heading, `-` where an item has none.
fn dates_of(items: &[&str]) -> Vec<String> {
    let bullets: Vec<String> = items.iter().map(|item| format!("- {item}\n")).collect();
    let news = read("i.md", &format!("## News\n\n{}", bullets.concat()));
    let shown = |item: &crate::Item| item.date.map_or("-".to_owned(), |date| date.to_string());
    news.items.iter().map(shown).collect()
}

#[test]
fn a_list_shows_what_its_dates_are() {
    for (items, dates) in [
        (&["2018 Gave a talk", "2019 joined a lab"][..], "2018 2019"),
        (
            &["2018 Gave a talk", "2020 Joined", "2019 Left"],
            "2018 2020 2019",
        ),
        (&["2018: a", "2017 Gave a talk", "no date"], "2018 2017 -"),
        (
            &["26/07/04 a", "26/06/30 b", "25/12/01 c"],
            "2026-07-04 2026-06-30 2025-12-01",
        ),
        (
            &["03.24 a talk", "12.23 a tool", "11.23 c"],
            "2024-03 2023-12 2023-11",
        ),
        (
            &["05.03.24 a", "04.03.24 b", "01.02.23 c"],
            "2024-03-05 2024-03-04 2023-02-01",
        ),
        (
            &["2024\n  - May gave a talk\n  - March joined a lab"],
            "2024-05 2024-03",
        ),
        (
            &["202405 a", "202403 b", "202312 c"],
            "2024-05 2024-03 2023-12",
        ),
    ] {
        assert_eq!(dates_of(items).join(" "), dates, "{items:?}");
    }
}

#[test]
fn what_only_looks_like_dates_is_none() {
    for items in [
        &["2024 was a good year", "2025 brings change"][..],
        &["2000 people came", "2010 tests", "1990 images"],
        &["10/20 passed", "12/30 failed", "11/25 gave up"],
        &["3/4 of all", "3/5 of some", "1/20 of few"],
        &["11.24 euros", "12.24 euros", "10.20 euros"],
        &["$05.24 for tea", "$04.24 for milk", "$03.24 for ink"],
        &["1.2.24 Released", "1.2.25 Released", "1.3.26 Released"],
        &["v1.2.24 out", "v1.2.25 out", "v1.3.26 out"],
        &["5-10 people", "6-12 papers", "7-14 days"],
        &["978-3-16-148410-0 a book", "978-3-16-148411-0 another"],
        &["10.2023/example.1 a", "10.2024/example.2 b"],
        &["10.2023/12345 a", "10.2024/23456 b"],
        &["2403.12345 a", "2404.12345 b"],
        &["202012 downloads", "201911 stars", "202101 views"],
    ] {
        let dates = dates_of(items);
        assert!(dates.iter().all(|date| date == "-"), "{items:?}: {dates:?}");
    }
}

#[test]
fn bullets_below_a_year_are_of_that_year() {
    let items = "**2025**\n  - Mar: a talk\n  - a paper\n- 2024\n  - Moved";
    assert_eq!(dates_of(&[items]), ["2025-03", "2025", "2024"]);
}

#[test]
fn boxes_that_look_alike_are_items_without_dates() {
    let card =
        |title: &str| format!("<div class=c><span>Paper</span><h4>{title}</h4><p>By us.</p></div>");
    let page =
        |tag: &str, cards: &str| format!("<h2>News</h2><{tag}>{cards}</{tag}><h2>Contact</h2>");
    let cards = [card("We won"), card("B is out")].concat();
    let found = read("a.html", &page("section", &cards));
    let texts: Vec<_> = found.items.iter().map(|item| &*item.text).collect();
    assert_eq!(texts, ["Paper We won By us.", "Paper B is out By us."]);
    for other in [
        card("Alone"),
        card("Talks") + &card("Publications"),
        cards + "<ul><li>a</ul>",
    ] {
        assert!(
            read("a.html", &page("section", &other)).items.len() < 2,
            "{other}"
        );
    }
}

#[test]
fn each_line_that_is_a_date_ends_those_above_it() {
    check(
        "# News\n\nA talk<br>Dec 2025<br>\nB is out,<br>and free<br>Nov 2025\n",
        expect![[r#"
            3:1 2025-12 A talk
            4:1 2025-11 B is out, <br> and free
        "#]],
    );
}

#[test]
fn a_word_that_is_also_a_month_dates_nothing() {
    for word in ["May", "March", "Mars", "Dec"] {
        let items = format!("2024\n  - {word} we go on?\n  - {word} we come?\n");
        assert_eq!(dates_of(&[&items]), ["2024", "2024"], "{word}");
    }
}

#[test]
fn dates_at_the_end_of_all_items_go_before_counts_at_their_beginnings() {
    let items = ["2024 tests (Mar 2025)", "2000 people (Feb 2025)"];
    assert_eq!(dates_of(&items), ["2025-03", "2025-02"]);
}

#[test]
fn a_dot_and_a_colon_may_both_follow_a_month() {
    assert_eq!(
        dates_of(&["2024\n  - Apr.: a\n  - Mar.: b"]),
        ["2024-04", "2024-03"]
    );
}

#[test]
fn a_sentence_that_ends_with_a_year_is_not_dated_by_its_line() {
    check(
        "## News\n\nWe gave a talk in\n2024\n",
        expect![[r#"
        about.md:1:1: warning: the News list is empty help: write items below the heading, as * [Dec 2025] …
    "#]],
    );
    check(
        "## News\n\nWe gave a talk<br>\n2024\n\nand another<br>\n*Mar 2025*\n",
        expect![[r#"
            3:1 2024 We gave a talk
            6:1 2025-03 and another
        "#]],
    );
}

#[test]
fn only_the_column_of_the_dates_shares_them() {
    for (rows, dates) in [
        ("<td>Dec 2025<td>a<td>b<tr><td>c<td>d<td>", ["2025-12", "-"]),
        (
            "<td>Dec 2025<td>a<td>b<tr><td><td>d<td>",
            ["2025-12", "2025-12"],
        ),
        ("<td>Dec 2025<td rowspan=2>a<tr><td>c", ["2025-12", "-"]),
        (
            "<td rowspan=2>Dec 2025<td>a<tr><td>c",
            ["2025-12", "2025-12"],
        ),
        ("<td rowspan=0>Dec 2025<td>a<tr><td>c", ["2025-12", "-"]),
        ("<td>a<td>Dec 2025<tr><td>c<td>", ["2025-12", "2025-12"]),
        (
            "<td colspan=2>Dec 2025<tr><td><td>a<tr><td>b<td>c",
            ["2025-12", "2025-12"],
        ),
        (
            "<td>Dec 2025<td>a<tr><th colspan=2>Nov 2025<tr><td>b<td>c",
            ["2025-12", "2025-11"],
        ),
    ] {
        let news = read("i.html", &format!("<h2>News</h2><table><tr>{rows}</table>"));
        let shown = |item: &crate::Item| item.date.map_or("-".to_owned(), |date| date.to_string());
        let found: Vec<String> = news.items.iter().map(shown).collect();
        assert_eq!(found, dates, "{rows}");
    }
}

#[test]
fn the_order_of_a_list_tells_days_from_months() {
    for (items, dates) in [
        // Sorted in one way only.
        (
            &[
                "02/11/2025: a",
                "01/11/2025: b",
                "12/10/2025: c",
                "11/09/2025: d",
            ][..],
            "2025-11-02 2025-11-01 2025-10-12 2025-09-11",
        ),
        // Sorted in both ways, and too few.
        (
            &[
                "12/12/2025: a",
                "11/10/2025: b",
                "10/09/2025: c",
                "02/01/2025: d",
            ],
            "2025-12-12 - - -",
        ),
        (&["02/11/2025: a", "12/10/2025: b"], "- -"),
        // Written both ways: each fits between its neighbours, or stays open.
        (
            &[
                "25/11/2025: a",
                "11/10/2025: b",
                "10/31/2025: c",
                "25/10/2025: d",
                "07/04/2025: e",
                "17/03/2025: f",
            ],
            "2025-11-25 2025-11-10 2025-10-31 2025-10-25 - 2025-03-17",
        ),
    ] {
        assert_eq!(dates_of(items).join(" "), dates, "{items:?}");
    }
}
