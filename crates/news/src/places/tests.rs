use expect_test::{Expect, expect};
use site::MemoryFiles;

use crate::{Options, PLACES, find};

/// `2025-12 A talk (file:line)`, one a line.
fn found(files: &[(&str, &str)], path: &str) -> String {
    let files = files.iter();
    let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let news = find(&MemoryFiles(files.collect()), path, &Options::default());
    let lines = news.items.iter().map(|item| {
        let date = item.date.map_or("-".to_owned(), |date| date.to_string());
        format!("{date} {} ({}:{})\n", item.text, item.file, item.line)
    });
    lines.collect()
}

fn check(files: &[(&str, &str)], path: &str, expected: Expect) {
    expected.assert_eq(&found(files, path));
}

const JEKYLL: (&str, &str) = ("_config.yml", "title: A");

#[test]
fn a_loop_is_read_whatever_its_markup() {
    let data = (
        "_data/news.yml",
        "- date: 2025-12-03\n  body: A <i>talk</i>.\n\n- date: 2025-11\n  body: \"2024 was long; a tool\"\n- date: 04/2024\n  body: A third.\n",
    );
    for body in [
        "<ul class='n'>\n  {% for n in site.data.news %}\n\n    <li><span>{{ n.date }}</span>\n\n      <span>{{ n.body | markdownify }}</span></li>\n  {% endfor %}\n</ul>",
        "<div>\n{% assign l = site.data.news | sort: 'date' %}{% for n in site.data.news %}<div class='card'><div class='dot'></div><div><b>{{ n.date }}</b></div> <div>{{ n.body | markdownify }}</div></div>{% endfor %}</div>",
        "<h6>\n{% for n in site.data.news limit:3 %}\n<p> <b>{{ n.date }}</b> <br>{{ n.body | markdownify }}</p>\n{% endfor %}\n</h6>",
        "{% for n in site.data.news %}<h4>{{ n.body }}</h4>\n<p>{{ n.date }}</p>{% endfor %}",
        "{% for n in site.data.news %}\n- {{ n.body }} ({{ n.date }})\n{% endfor %}",
        "<table>{% for n in site.data.news %}<tr><td>{{ n.date }}</td><td>{{ n.body | markdownify }}</td></tr>{% endfor %}</table>\n<div>{% for n in site.data.news %}<p>{{ n.date }}</p>{{ n.body }}{% endfor %}</div>",
    ] {
        for page in ["index.md", "index.html"] {
            if page == "index.html" && body.contains("\n- ") {
                continue;
            }
            let text = format!(
                "---\nlayout: x\n---\n<h3>News</h3>\n\n{body}\n\n<h3>Papers</h3>\n\n- 2025: A paper\n"
            );
            let news = found(&[JEKYLL, (page, &text), data], "");
            let lines: Vec<_> = news.lines().collect();
            assert_eq!(lines.len(), 3, "{page}: {body}\n{news}");
            assert!(
                lines[0].starts_with("2025-12-03 A talk."),
                "{page}: {body}\n{news}"
            );
            assert!(
                lines[2].starts_with("2024-04 A third."),
                "{page}: {body}\n{news}"
            );
            assert!(
                lines[2].ends_with("(_data/news.yml:6)"),
                "{page}: {body}\n{news}"
            );
        }
    }
}

#[test]
fn what_the_loop_leaves_out_is_not_news() {
    let data = (
        "_data/news.yml",
        "- {date: 2025-12, text: One, hidden: true}\n- {date: 2025-11, text: Two}\n",
    );
    let page = "## News\n{% for n in site.data.news %}{% unless n.hidden %}\n<div><i>{{ n.date }}</i><div>{{ n.text }}</div></div>\n{% endunless %}{% endfor %}\n";
    check(
        &[JEKYLL, ("index.md", page), data],
        "",
        expect![[r#"
        2025-11 Two (_data/news.yml:2)
    "#]],
    );
    let commented = format!("## News\n<!--\n{page}\n-->\nNothing.\n");
    check(
        &[
            JEKYLL,
            ("index.md", &commented),
            data,
            ("_layouts/default.html", "{{ content }}"),
        ],
        "",
        expect![""],
    );
    let papers = "## News\n\nNone yet.\n\n## Papers\n{% for p in site.data.papers %}\n<div><i>{{ p.date }}</i><div>{{ p.text }}</div></div>\n{% endfor %}";
    check(
        &[JEKYLL, ("index.md", papers), ("_data/papers.yml", data.1)],
        "",
        expect![""],
    );
}

#[test]
fn rows_of_many_shapes() {
    let page = ("index.md", "## Highlights\n{% include updates.html %}\n");
    let include = (
        "_includes/updates.html",
        "{% assign items = site.data.updates %}<div>{% for u in items %}\n<div class='u'><span>👉</span> <span>{{ u | markdownify }}</span></div>\n{% endfor %}</div>",
    );
    let data = (
        "_data/updates.yml",
        "- \"[Jan 2026] A [tool](https://example.org/t).\"\n- \"[Dec 2025] A talk.\"\n",
    );
    check(
        &[JEKYLL, page, include, data],
        "",
        expect![[r#"
        2026-01 A tool. (_data/updates.yml:1)
        2025-12 A talk. (_data/updates.yml:2)
    "#]],
    );
    let years = (
        "_data/years.yml",
        "- year: 2025\n  items:\n    - {date: Mar 5, text: A}\n    - {date: Jan 2, text: B}\n- year: 2024\n  items:\n    - {date: May 1, text: C}\n",
    );
    check(
        &[years],
        "_data/years.yml",
        expect![[r#"
        2025-03-05 A (_data/years.yml:3)
        2025-01-02 B (_data/years.yml:4)
        2024-05-01 C (_data/years.yml:7)
    "#]],
    );
    let json = (
        "content.json",
        "{\"me\": {\"name\": \"N\"}, \"main\": {\"latestNews\": [{\"date\": \"May, 2024\", \"name\": \"A tool\", \"description\": \"It works.\"},], \"papers\": [{\"date\": \"2020\", \"title\": \"P\"}]}}",
    );
    check(
        &[json],
        "content.json",
        expect![[r#"
        2024-05 A tool It works. (content.json:1)
    "#]],
    );
    let order = (
        "news.toml",
        "[[item]]\ntitle = \"[05-03-2024] A\"\n\n[[item]]\ntitle = \"[25-02-2024] B\"\n",
    );
    check(
        &[order],
        "news.toml",
        expect![[r#"
        2024-03-05 A (news.toml:1)
        2024-02-25 B (news.toml:4)
    "#]],
    );
}

#[test]
fn posts_by_date_and_category() {
    let home = ("index.md", "---\nlayout: home\n---\nHello.\n");
    let layout = (
        "_layouts/home.html",
        "<div>{{ content }}</div>\n<h3>Updates</h3>\n{% for post in site.posts %}\n<p><a href='{{ post.url }}'>{{ post.title }}</a> - {{ post.date | date: '%B %-d, %Y' }}</p>\n{% endfor %}",
    );
    let posts = [
        (
            "_posts/2025-01-01-shelf.md",
            "---\ntitle: A shelf\n---\nText.\n",
        ),
        (
            "_posts/2026-01-05-visit.md",
            "---\ntitle: A visit\ncategory: news\n---\nText.\n",
        ),
        (
            "_posts/_2026-02-05-draft.md",
            "---\ntitle: A draft\n---\nText.\n",
        ),
        (
            "_posts/2026-03-05-off.md",
            "---\ntitle: Off\npublished: false\n---\nText.\n",
        ),
    ];
    let files = [&[JEKYLL, home, layout][..], &posts].concat();
    check(
        &files,
        "",
        expect![[r#"
        2026-01-05 A visit (_posts/2026-01-05-visit.md:5)
        2025-01-01 A shelf (_posts/2025-01-01-shelf.md:4)
    "#]],
    );
    let by_category = (
        "index.html",
        "---\n---\n<h2>News</h2>{% for p in site.categories.news %}<div>{{ p.date | date: '%d %b' }} <b>{{ p.title }}</b></div>{% endfor %}",
    );
    check(
        &[&[JEKYLL, by_category][..], &posts].concat(),
        "",
        expect![[r#"
        2026-01-05 A visit (_posts/2026-01-05-visit.md:5)
    "#]],
    );
}

#[test]
fn collections_in_the_order_of_the_theme() {
    let files = [
        JEKYLL,
        (
            "_pages/about.md",
            "---\npermalink: /\nnews: true\n---\nHello.\n",
        ),
        (
            "_news/a.md",
            "---\ndate: 2025-02-10 08:00:00\ninline: true\n---\nMorning.\n",
        ),
        (
            "_news/b.md",
            "---\ndate: 2025-02-10 23:00:00\ninline: true\n---\nNight.\n",
        ),
        (
            "_news/c.md",
            "---\ntitle: No date\n---\nBody with a [link](https://example.org).\n",
        ),
        ("_news/_d.md", "---\ndate: 2026-01-01\n---\nHidden.\n"),
    ];
    let expected = expect![[r#"
        2025-02-10 Night. (_news/b.md:5)
        2025-02-10 Morning. (_news/a.md:5)
        - No date (_news/c.md:4)
    "#]];
    let given = found(&files, "_news");
    assert_eq!(found(&files, ""), given);
    expected.assert_eq(&given);
    check(
        &files,
        "_news/a.md",
        expect![[r#"
        2025-02-10 Morning. (_news/a.md:5)
    "#]],
    );
    // The folder by itself, as when it is the root.
    check(
        &[("a.md", files[2].1), ("b.md", files[3].1)],
        "",
        expect![[r#"
        2025-02-10 Night. (b.md:5)
        2025-02-10 Morning. (a.md:5)
    "#]],
    );
}

#[test]
fn listings_below_a_news_heading() {
    let quarto = ("_quarto.yml", "project: {type: website}");
    let posts = [
        (
            "posts/a/index.qmd",
            "---\ntitle: A visit\ndate: 2025-11-19\n---\n",
        ),
        ("posts/a/index.html", "<p>Built"),
        (
            "posts/b/index.qmd",
            "---\ntitle: A grant\ndate: 2025-12-01\n---\n",
        ),
        (
            "posts/c/index.qmd",
            "---\ntitle: A draft\ndate: 2025-12-02\ndraft: true\n---\n",
        ),
    ];
    for page in [
        "---\nlisting:\n  contents: \"posts/**/index.qmd\"\n---\n## Recent news\n\nAll of it.\n",
        "---\nlisting:\n  - id: recent\n    contents: posts\n---\n## News\n\n::: {#recent}\n:::\n\n## Papers\n\n- 2020: A paper\n",
    ] {
        let files = [&[quarto, ("index.qmd", page)][..], &posts].concat();
        check(
            &files,
            "",
            expect![[r#"
            2025-12-01 A grant (posts/b/index.qmd:5)
            2025-11-19 A visit (posts/a/index.qmd:5)
        "#]],
        );
    }
    let blog = "---\nlisting:\n  contents: posts\n---\n## Blog\n";
    check(
        &[&[quarto, ("index.qmd", blog)][..], &posts].concat(),
        "",
        expect![""],
    );
    let child = "Hello.\n\n## News\n\n```{r child=\"feed.qmd\"}\n```\n";
    check(
        &[
            quarto,
            ("index.qmd", child),
            ("feed.qmd", "- [Dec 2025] A talk\n"),
        ],
        "",
        expect![[r#"
        2025-12 A talk (feed.qmd:1)
    "#]],
    );
}

#[test]
fn hugo_keeps_news_in_many_places() {
    let hugo = ("hugo.toml", "baseURL = 'https://example.org'");
    let home = ("content/_index.md", "---\ntitle: Lab\n---\nHello.\n");
    let layout = (
        "layouts/index.html",
        "<main>{{ .Content }}</main>{{ partial \"side.html\" . }}",
    );
    let side = (
        "layouts/partials/side.html",
        "<div>{{- (resources.Get \"news.md\").Content | markdownify -}}</div>",
    );
    let list = (
        "assets/news.md",
        "## Latest news\n* **Nov 17, 2023**: <br/>A talk\n",
    );
    check(
        &[hugo, home, layout, side, list],
        "",
        expect![[r#"
        2023-11-17 A talk (assets/news.md:2)
    "#]],
    );
    let typed = (
        "layouts/partials/side.html",
        "<h2>News</h2><ul><li>Dec 2025: A talk</li></ul>",
    );
    check(
        &[hugo, home, layout, typed],
        "",
        expect![[r#"
        2025-12 A talk (layouts/partials/side.html:1)
    "#]],
    );
    let post = (
        "content/post/a/index.md",
        "---\ntitle: A talk\ndate: 2025-12-03\n---\n",
    );
    let old = (
        "content/home/posts.md",
        "+++\nwidget = \"pages\"\ntitle = \"Recent News\"\n[content]\npage_type = \"post\"\n+++\n",
    );
    let new = (
        "content/_index.md",
        "---\nsections:\n  - block: collection\n    content:\n      title: News\n      filters:\n        folders:\n          - post\n---\n",
    );
    for page in [old, new] {
        check(
            &[hugo, page, post],
            "",
            expect![[r#"
            2025-12-03 A talk (content/post/a/index.md:5)
        "#]],
        );
    }
    let off = (
        "content/home/posts.md",
        "+++\nwidget = \"pages\"\nactive = false\ntitle = \"Recent News\"\n[content]\npage_type = \"post\"\n+++\n",
    );
    check(&[hugo, home, off, post], "", expect![""]);
    let items = (
        "content/home/news.md",
        "+++\nwidget = \"news\"\n[[item]]\ntitle = \"[05-03-2024] A talk\"\nsubtitle = \"\"\n[[item]]\ntitle = \"[25-02-2024] A tool\"\n+++\n",
    );
    check(
        &[hugo, home, items],
        "",
        expect![[r#"
        2024-03-05 A talk (content/home/news.md:3)
        2024-02-25 A tool (content/home/news.md:6)
    "#]],
    );
}

#[test]
fn scripts_bring_their_lists() {
    let page = (
        "index.html",
        "<section id='news'><h3>News</h3><div id='list'></div></section><script src='js/app.js'></script>",
    );
    let json = (
        "data/content.json",
        "{\"papers\": [{\"date\": \"2020\", \"title\": \"P\"}],\n\"news\": [{\"date\": \"Oct 2025\", \"text\": \"A <a href='x'>talk</a>\"}]}",
    );
    check(
        &[page, json],
        "",
        expect![[r#"
        2025-10 A talk (data/content.json:2)
    "#]],
    );
    let react = (
        "src/constants.ts",
        "export const PAPERS = [{ date: '2020', text: 'P' }];\nexport const NEWS_ITEMS: Item[] = [\n  // { date: '2026', text: 'No' },\n  { date: '2025-12', text: <>A <a href=\"x\">tool</a>, and more</>, },\n];\n",
    );
    check(
        &[page, react],
        "",
        expect![[r#"
        2025-12 A tool, and more (src/constants.ts:4)
    "#]],
    );
    let empty = (
        "src/constants.ts",
        "export const news = [\n  // { date: '2025-12', text: 'A talk' },\n];",
    );
    check(&[page, empty], "", expect![""]);
}

#[test]
fn components_hold_markup() {
    let page = ("index.html", "<div id='root'></div>");
    let app = (
        "src/App.jsx",
        "import News from './News';\nfunction App() {\n  return (<div><h2>Papers</h2><ul><li>2020: No</li></ul>\n  <h2>News</h2>{/* <p>old</p> */}\n  <ul className=\"n\">\n    <li><b>[Dec 2025]</b>{' '}A talk</li>\n    {/* <li>[Jan 2020] No</li> */}\n    <li>[Nov 2025] A tool</li></ul></div>);\n}",
    );
    check(
        &[page, app],
        "",
        expect![[r#"
        2025-12 A talk (src/App.jsx:6)
        2025-11 A tool (src/App.jsx:8)
    "#]],
    );
}

#[test]
fn data_folders_and_counted_loops() {
    let page = (
        "index.md",
        "## News\n{% for pair in site.data.news %}{% assign n = pair[1] %}\n<div>{{ n.text }} <i>{{ n.date }}</i></div>\n{% endfor %}\n",
    );
    let files = [
        JEKYLL,
        page,
        ("_data/news/a.yml", "date: 2025-12\ntext: A\n"),
        ("_data/news/b.yml", "date: 2025-11\ntext: B\n"),
    ];
    check(
        &files,
        "",
        expect![[r#"
        2025-12 A (_data/news/a.yml:1)
        2025-11 B (_data/news/b.yml:1)
    "#]],
    );
    let years = (
        "index.md",
        "## News\n{% for y in (2024..2025) reversed %}\n### {{ y }}\n{% for n in site.data.list %}{% if n.year == y %}\n* {{ n.date }}: {{ n.text }}\n{% endif %}{% endfor %}{% endfor %}\n",
    );
    let list = (
        "_data/list.yml",
        "- {year: 2024, date: May 3, text: B}\n- {year: 2025, date: May 2, text: A}\n",
    );
    check(
        &[JEKYLL, years, list],
        "",
        expect![[r#"
        2025-05-02 A (_data/list.yml:2)
        2024-05-03 B (_data/list.yml:1)
    "#]],
    );
}

#[test]
fn nothing_found_says_where_it_looked() {
    let files = MemoryFiles::from([("index.md", "Hello.\n")]);
    let news = find(&files, "", &Options::default());
    let said = news.problems.iter().map(ToString::to_string);
    let said: String = said.collect();
    assert!(said.contains("site.toml"), "{said}");
    for place in PLACES {
        assert!(said.contains(place.name), "{}: {said}", place.name);
    }
}

#[test]
fn a_page_without_a_layout_has_the_default_one() {
    let layout = (
        "_layouts/default.html",
        "<h2>News</h2><ul><li>July 2025: A talk</li></ul>{{ content }}",
    );
    let config = (
        "_config.yml",
        "defaults:\n  - scope:\n      path: ''\n    values:\n      layout: default\n",
    );
    let expected = "2025-07 A talk (_layouts/default.html:1)\n";
    assert_eq!(
        found(&[JEKYLL, ("README.md", "Hello"), layout], ""),
        expected
    );
    assert_eq!(
        found(&[config, ("index.html", "---\n---\nHello"), layout], ""),
        expected
    );
    let none = ("index.md", "---\nlayout: null\n---\nHello");
    assert_eq!(found(&[JEKYLL, none, layout], ""), "");
}

#[test]
fn a_script_beside_the_page_may_hold_the_list() {
    let page = ("index.html", "<div id=root></div>");
    let list = "export const ME: Me = {\n  name: 'A',\n  news: [\n    { id: 'n1', date: 'Nov 2025', title: 'A talk', category: 'b' },\n  ]\n};\n";
    for path in ["constants.ts", "src/components/Home.tsx", "js/main.js"] {
        let expected = format!("2025-11 A talk ({path}:4)\n");
        assert_eq!(found(&[page, (path, list)], ""), expected);
    }
}
