use crate::pages::tests::{addresses, problems};

const POST: &str = "_posts/2024-01-02-First Post.md";

#[test]
fn styles_and_templates_make_addresses_of_posts() {
    for (style, expected) in [
        ("date", "/a/2024/01/02/First-Post.html"),
        ("pretty", "/a/2024/01/02/First-Post/"),
        ("ordinal", "/a/2024/002/First-Post.html"),
        ("weekdate", "/a/2024/W01/Tue/First-Post.html"),
        ("none", "/a/First-Post.html"),
        ("/:collection/:slug/", "/posts/first-post/"),
        (
            "/:i_month_:i_day-:short_year/:name",
            "/1_2-24/2024-01-02-first-post",
        ),
        (
            "/:long_month/:short_month/:w_year/:w_day/:long_day",
            "/January/Jan/2024/2/Tuesday",
        ),
        ("/x/:path:output_ext", "/x/2024-01-02-First Post.html"),
        ("/:hour:minute:second/:slugified_categories", "/000000/a"),
        ("//:title/../:title", "/First-Post/First-Post"),
    ] {
        let config = format!("permalink: '{style}'");
        let files = [
            ("_config.yml", &*config),
            (POST, "---\ncategories: A\n---\n"),
        ];
        assert_eq!(addresses(&files), [format!("{expected} Listed")], "{style}");
    }
}

#[test]
fn what_is_not_published_says_why() {
    let files = [
        (
            "_config.yml",
            "collections: {notes: {output: false}, talks: {output: true}}\npermalink: none",
        ),
        ("_drafts/idea.md", ""),
        ("_posts/2199-01-01-later.md", ""),
        ("_posts/2020-01-01-off.md", "---\npublished: false\n---\n"),
        ("_posts/no-date.md", "---\n---\n"),
        ("_notes/a.md", "---\n---\n"),
        ("_talks/b.md", "---\nrobots: noindex, nofollow\n---\n"),
        ("404.md", "---\n---\n"),
        ("away.md", "---\nredirect_to: [/x/]\n---\n"),
        ("map.md", "---\nsitemap: false\n---\n"),
        ("off.md", "---\npublished:\n---\n"),
        ("feed.xml", "---\n---\n"),
        ("cv.pdf", ""),
        ("photo.jpg", ""),
    ];
    assert_eq!(
        addresses(&files),
        [
            "/404.html Unlisted(\"404\")",
            "/away.html Unlisted(\"redirect\")",
            "/cv.pdf Listed",
            "/feed.xml Unlisted(\"not HTML\")",
            "/idea.html Unpublished(\"draft\")",
            "/later.html Unpublished(\"future\")",
            "/map.html Unlisted(\"sitemap: false\")",
            "/notes/a.html Unpublished(\"no output\")",
            "/off.html Unpublished(\"published: false\")",
            "/off.html Unpublished(\"published: false\")",
            "/photo.jpg Unlisted(\"file\")",
            "/talks/b.html Unlisted(\"noindex\")",
        ],
    );
}

#[test]
fn the_longer_scope_of_defaults_counts() {
    let config = "defaults:\n\
                  - {scope: {path: a/b}, values: {permalink: /long/}}\n\
                  - {scope: {path: a}, values: {permalink: /short/}}\n\
                  - {scope: {path: '*.htm', type: pages}, values: {permalink: /glob/}}\n";
    let page = "---\n---\n";
    let files = [
        ("_config.yml", config),
        ("a/b/x.md", page),
        ("a/x.md", page),
        ("x.htm", page),
        ("y.md", "---\npermalink:\n---\n"),
    ];
    let expected = [
        "/glob/ Listed",
        "/long/ Listed",
        "/short/ Listed",
        "/y.html Listed",
    ];
    assert_eq!(addresses(&files), expected);
}

#[test]
fn files_that_jekyll_leaves_out_are_not_there() {
    let page = "---\n---\n";
    let files = [
        (
            "_config.yml",
            "include: [_pages]\nexclude: [READ, 'tmp*']\nsource: .\ndestination: ./docs",
        ),
        ("_pages/a.md", page),
        ("_other/a.md", page),
        ("README.md", page),
        ("tmp/x.md", page),
        ("docs/x.html", page),
        ("node_modules/x/y.md", page),
        (".hidden.md", page),
        ("old.md~", page),
        ("sub/_x.md", page),
    ];
    assert_eq!(addresses(&files), ["/_pages/a.html Listed"]);
}

#[test]
fn a_readme_is_the_home_page_where_there_is_none() {
    let readme = ("README.md", "# Me");
    assert_eq!(addresses(&[("_config.yml", ""), readme]), ["/ Listed"]);
    let both = [("_config.yml", ""), readme, ("index.html", "---\n---\n")];
    assert_eq!(
        addresses(&both),
        ["/ Listed", "/README.md Unlisted(\"file\")"]
    );
}

#[test]
fn what_jekyll_does_not_build_is_a_problem() {
    let files = [
        ("_config.yml", "timezone: Mars/Olympus"),
        (
            "_posts/2024-01-02-x.md",
            "---\npermalink: /:nothing/\n---\n",
        ),
        ("_posts/2024-01-03-y.md", "---\ndate: soon\n---\n"),
        ("a.md", "---\npermalink: ''\n---\n"),
        ("b.md", "\u{feff}---\ntitle: B\n---\n"),
        ("c.md", "---\nredirect_from: {a: b}\n---\n"),
    ];
    let codes: Vec<_> = problems(&files)
        .iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(
        codes,
        [
            "timezone",
            "permalink",
            "byte-order-mark",
            "redirect",
            "permalink",
            "date"
        ]
    );
}
