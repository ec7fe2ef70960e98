use expect_test::{Expect, expect};

use crate::{MemoryFiles, Source, decode, front_matter, render};

fn rendered(files: &[(&str, &str)], layouts: bool) -> Source {
    let mut memory = MemoryFiles::default();
    for (path, text) in files {
        memory
            .0
            .insert((*path).to_owned(), text.as_bytes().to_vec());
    }
    let read = |path: &str| decode(path, memory.0.get(path).map_or(b"", |bytes| bytes)).0;
    let page = read(files[0].0);
    let (front, _) = front_matter::split(&page);
    let config = read("_config.yml");
    let (config, _) = crate::data::parse(&config, 0..config.text.len(), crate::Format::Yaml);
    let config = config.map().cloned().unwrap_or_default();
    render(
        &memory,
        &page,
        front.body_start,
        &front.values,
        &config,
        layouts,
    )
    .page
}

fn check(files: &[(&str, &str)], layouts: bool, expected: Expect) {
    expected.assert_eq(&rendered(files, layouts).text);
}

#[test]
fn what_stands_between_pieces_is_from_lines_that_are_there() {
    let files = [
        ("index.md", "---\nlayout: default\n---\nHello."),
        ("_layouts/default.html", "<b>{{ content }}</b>"),
    ];
    let page = rendered(&files, true);
    for at in 0..page.text.len() {
        let place = page.place(at);
        let last = if place.file == "index.md" { 4 } else { 1 };
        assert!(place.line <= last, "{at} in {:?}: {place:?}", page.text);
    }
}

#[test]
fn a_page_that_was_put_together_keeps_its_places() {
    let list = "* A\n* B\n* C {{ x }}";
    let files = MemoryFiles::from([("_news.qmd", list)]);
    let page = Source::new(
        "index.md",
        "# News\n{{< include _news.qmd >}}\nEnd {{ 'a,b' | replace: ',', '\n' }}",
    );
    let (page, _) = crate::expand(&files, &page);
    let page = render(
        &files,
        &page,
        0,
        &crate::Map::default(),
        &crate::Map::default(),
        false,
    )
    .page;
    let places = ["News", "* A", "* C", "End", "a", "b"].map(|part| {
        let place = page.place(page.text.find(part).unwrap());
        format!("{}:{}", place.file, place.line)
    });
    assert_eq!(
        places,
        [
            "index.md:1",
            "_news.qmd:1",
            "_news.qmd:3",
            "index.md:3",
            "index.md:3",
            "index.md:3"
        ]
    );
}

#[test]
fn a_collection_in_a_layout() {
    let files = [
        (
            "_pages/about.md",
            "---\nlayout: about\nnews: true\n---\nHello.\n",
        ),
        (
            "_layouts/about.liquid",
            "---\nlayout: default\n---\n<article>\n    {{ content }}\n\n    {% if page.news %}\n      <h2>news</h2>\n      {% include news.liquid limit=true %}\n    {% endif %}\n</article>",
        ),
        ("_layouts/default.html", "<body>{{ content }}</body>"),
        (
            "_includes/news.liquid",
            "{% if site.news != blank -%}\n{%- assign news = site.news | reverse -%}\n<table>\n  {% for item in news limit: site.news_limit %}\n    <tr><th>{{ item.date | date: '%b %d, %Y' }}</th>\n    <td>{% if item.inline -%}{{ item.content | emojify }}{%- else -%}<a href=\"{{ item.url | relative_url }}\">{{ item.title }}</a>{%- endif %}</td></tr>\n  {% endfor %}\n</table>\n{%- else -%}\n<p>No news so far...</p>\n{%- endif %}",
        ),
        (
            "_news/a.md",
            "---\ndate: 2024-03-05 10:00:00-0400\ninline: true\n---\nA *talk*.\n",
        ),
        (
            "_news/b.md",
            "---\ndate: 2025-01-02\ntitle: An award\n---\nLong text.\n",
        ),
        ("_news/_c.md", "---\ndate: 2025-01-02\ntitle: Hidden\n---\n"),
    ];
    check(
        &files,
        true,
        expect![[r#"
        <body><article>


        Hello.


        <h2>news</h2>
        <table>
        <tr><th>2025-01-02</th>
        <td><a href="/news/b/">An award</a></td></tr>
        <tr><th>2024-03-05</th>
        <td><p>A <em>talk</em>.</p></td></tr>
        </table>
        </article></body>"#]],
    );
    let page = rendered(&files, true);
    let place = page.place(page.text.find("<tr><th>2024").unwrap());
    assert_eq!((place.file.as_str(), place.line), ("_news/a.md", 5));
    let place = page.place(page.text.find("Hello").unwrap());
    assert_eq!((place.file.as_str(), place.line), ("_pages/about.md", 5));
}

#[test]
fn data_conditions_and_comments() {
    let files = [
        (
            "index.md",
            "{% comment %}{% include gone.md %}{% endcomment %}{% assign list = site.data.news | sort: 'date' | reverse %}{% for n in list limit:3 %}{% if forloop.index > 2 %}{% break %}{% endif %}\n{% unless n.hidden %}* {{ n.date }}: {{ n.text | default: n.title }}{% else %}{% continue %}{% endunless %}!{% endfor %}\n{% case page.x %}{% when 'a' %}A{% else %}other{% endcase %}{% if site.title == \"T\" and page.x == blank %} yes{% endif %}{% raw %} {{ raw }}{% endraw %}",
        ),
        ("_config.yml", "title: T\n"),
        (
            "_data/news.yml",
            "- {date: 2024.05, text: one}\n- {date: 2024.10, title: two}\n- {date: 2023.01, text: old, hidden: true}\n",
        ),
    ];
    check(
        &files,
        false,
        expect![[r#"

        * 2024.10: two!
        * 2024.05: one!

        other yes {{ raw }}"#]],
    );
}

#[test]
fn an_include_in_itself_is_a_tree_or_soon_over() {
    let tree = "- t: a\n  c: [{t: b}, {t: b}, {t: b}, {t: b}]\n".repeat(40);
    let files = [
        ("index.html", "{% include nav.html of=site.data.nav %}END"),
        (
            "_includes/nav.html",
            "{% for each in include.of %}<{{ each.t }}>{% include nav.html of=each.c %}{% endfor %}",
        ),
        ("_data/nav.yml", &tree),
    ];
    let text = rendered(&files, false).text;
    assert_eq!(
        (text.matches("<b>").count(), text.ends_with("END")),
        (160, true)
    );

    let files = [
        ("index.html", "{% include a.html %}"),
        (
            "_includes/a.html",
            "<p>{% include a.html %}{% include a.html %}{% include a.html %}",
        ),
    ];
    let count = rendered(&files, false).text.matches("<p>").count();
    assert!((16..200).contains(&count), "{count}");
}

#[test]
fn hostile_templates_end() {
    for text in [
        "{% for a in site.data.x %}".repeat(10_000),
        "{% if a %}".repeat(10_000),
        "{% if a %}{% else %}".repeat(10_000),
        "{% include i.md %}{% include i.md %}".to_owned(),
        "{{ a | b: c[d[e[ }}{% assign = %}{% for in %}{% endfor %}{% endif %}{%%}".to_owned(),
        "{% capture a %}".repeat(1000) + "x",
        "{% case a %}".repeat(1000),
    ] {
        let files = [
            ("i.md", text.as_str()),
            ("_includes/i.md", "{% include i.md %}{% include i.md %}"),
            ("_data/x.yml", "[1, 2, 3]"),
        ];
        rendered(&files, true);
    }
}
