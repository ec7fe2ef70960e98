use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use proptest::prelude::*;
use site::config::{self, Overrides};
use site::{Document, Files, FrontMatter, MemoryFiles, Source, Syntax};

use super::*;

const SITE: &str = "base_url = 'https://home.test/me'\ntitle = 'Home'\nlanguage = 'en'\n\
                    [author]\nname = 'A. Placeholder'\n";

// What a caller may give besides the files.
#[derive(Default)]
struct Given<'a> {
    map: Option<&'a str>,
    templates: Vec<(&'a str, &'a str)>,
    pictures: Vec<(&'a str, (u32, u32))>,
}

struct Built {
    files: BTreeMap<String, String>,
    problems: Vec<String>,
    anchors: Vec<String>,
}

impl Built {
    fn page(&self, path: &str) -> &str {
        &self.files[path]
    }

    // What its author wrote of a page.
    fn main(&self) -> &str {
        between(
            self.page("index.html"),
            "<main id=\"content\">\n",
            "\n</main>",
        )
    }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let text = text.split_once(start).unwrap().1;
    text.split_once(end).unwrap().0
}

fn build(files: &MemoryFiles, paths: &[&str], given: &Given<'_>) -> Built {
    let (raw, _) = config::read(files);
    let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
    let options = site::pages::Options::new(today);
    let (all, _) = site::pages::enumerate(files, &raw, &options);
    let (settings, _) = config::resolve(&raw, "/", &Overrides::default());
    let (profile, mut problems) = config::profile(&raw);
    let news = news::find(files, "", &news::Options::default());
    let minting = news::Minting {
        authority: "home.test",
        now: "2025-12-04T09:30:00Z".parse().unwrap(),
    };
    let seen = news::identify(&news.items, &news::Ledger::default(), &minting);
    let ids: Vec<String> = seen.entries.into_iter().map(|entry| entry.id).collect();
    let pairs = news.items.iter().zip(&ids);
    let anchors = pairs
        .map(|(item, id)| item.anchor_of(id).unwrap().to_owned())
        .collect();
    let feed = |path: &str, kind: &str| FeedLink {
        path: path.to_owned(),
        media_type: format!("application/{kind}"),
    };
    let templates = given.templates.iter().map(|(name, text)| {
        (
            (*name).to_owned(),
            Source::new(format!("templates/{name}"), *text),
        )
    });
    let pictures = given
        .pictures
        .iter()
        .map(|(path, size)| ((*path).to_owned(), *size));
    let site = Site {
        settings: &settings.unwrap(),
        profile: &profile,
        navigation: navigation(&raw, &all),
        pages: &all,
        news: Some(NewsList {
            items: &news.items,
            ids: &ids,
            headings: &news.headings,
        }),
        feeds: vec![feed("feed.xml", "atom+xml"), feed("feed.json", "feed+json")],
        map: given.map,
        pictures: &pictures.collect(),
        templates: &templates.collect(),
        custom_css: None,
        icon: None,
    };
    let read = |path: &&str| -> (Source, FrontMatter) {
        let (source, _) = site::decode(path, &files.read(path).unwrap());
        let (front, _) = site::front_matter::split(&source);
        (source, front)
    };
    let sources: Vec<_> = paths.iter().map(read).collect();
    let contents = sources.iter().map(|(source, front)| Content {
        page: all.iter().find(|page| page.file == source.path).unwrap(),
        source,
        front,
    });
    let (outputs, more) = render(&site, &contents.collect::<Vec<_>>());
    problems.extend(more);
    let files = outputs
        .into_iter()
        .map(|output| (output.path, String::from_utf8(output.bytes).unwrap()));
    Built {
        files: files.collect(),
        problems: problems.iter().map(ToString::to_string).collect(),
        anchors,
    }
}

fn home(text: &str) -> Built {
    home_with(text, &Given::default())
}

fn home_with(text: &str, given: &Given<'_>) -> Built {
    let files = MemoryFiles::from([
        ("site.toml", SITE),
        ("index.md", text),
        ("papers.md", "# Papers\n"),
    ]);
    build(&files, &["index.md"], given)
}

fn check(text: &str, expected: Expect) {
    let built = home(text);
    let problems = built.problems.iter().map(|problem| format!("\n{problem}"));
    expected.assert_eq(&[built.main().to_owned(), problems.collect()].concat());
}

#[test]
fn news_have_dates_anchors_and_a_feed() {
    check(
        "---\ntitle: Me\n---\nHello.\n\n# News\n\n* [Dec 2025] A *talk* in [Hall](/hall). {: #hall}\n\
         * **2024**: Moved.\n\n  Twice.\n* No date.\n",
        expect![[r##"
            <h1>Me</h1>
            <p>Hello.</p>
            <div class="news-head"><h2 id="news">News</h2>
            <p class="feed"><span>Feed</span> <a type="application/atom+xml" href="https://home.test/me/feed.xml">https://home.test/me/feed.xml</a></p>
            </div>
            <ul class="news h-feed"><li id="hall" class="h-entry"><a class="u-url" href="#hall"><time class="dt-published" datetime="2025-12">Dec 2025</time></a> <div class="e-content p-name"><p>A <em>talk</em> in <a href="/hall">Hall</a>. </p>
            </div></li>
            <li id="moved-twice" class="h-entry"><a class="u-url" href="#moved-twice"><time class="dt-published" datetime="2024">2024</time></a> <div class="e-content p-name"><p>Moved.</p>
            <p>Twice.</p>
            </div></li>
            <li id="no-date" class="h-entry"><div class="e-content p-name"><p>No date.</p>
            </div></li>
            </ul>
        "##]],
    );
}

#[test]
fn news_in_tables_and_paragraphs_have_anchors_too() {
    check(
        "## News\n\n| | |\n|--|--|\n| Dec 2025 | A talk |\n| May 2024 | Moved |\n",
        expect![[r#"
            <h1>Home</h1>
            <div class="news-head"><h2 id="news">News</h2>
            <p class="feed"><span>Feed</span> <a type="application/atom+xml" href="https://home.test/me/feed.xml">https://home.test/me/feed.xml</a></p>
            </div>
            <div class="scroll" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th></th>
            <th></th>
            </tr>
            </thead>
            <tbody><tr id="a-talk" class="h-entry"><td><time class="dt-published" datetime="2025-12">Dec 2025</time></td>
            <td>A talk</td>
            </tr>
            <tr id="moved" class="h-entry"><td><time class="dt-published" datetime="2024-05">May 2024</time></td>
            <td>Moved</td>
            </tr>
            </tbody>
            </table></div>
        "#]],
    );
    check(
        "## News\n\n**Dec 2025** A talk.\n\n**May 2024** Moved.\n",
        expect![[r##"
            <h1>Home</h1>
            <div class="news-head"><h2 id="news">News</h2>
            <p class="feed"><span>Feed</span> <a type="application/atom+xml" href="https://home.test/me/feed.xml">https://home.test/me/feed.xml</a></p>
            </div>
            <p id="a-talk" class="h-entry"><a class="u-url" href="#a-talk"><time class="dt-published" datetime="2025-12">Dec 2025</time></a> <span class="e-content p-name">A talk.</span></p>
            <p id="moved" class="h-entry"><a class="u-url" href="#moved"><time class="dt-published" datetime="2024-05">May 2024</time></a> <span class="e-content p-name">Moved.</span></p>
        "##]],
    );
}

#[test]
fn markdown_as_kramdown_has_it() {
    check(
        "# Title\n\nA note[^a], again[^a].\n\n| L | R |\n|:--|--:|\n| a | b |\n\nTerm\n: Meaning\n\n\
         A line\n{: .lead #first}\n\n```rust\nfn f() {}\n```\n\n## Twice\n\n## Twice\n\n[^a]: Said *here*.\n",
        expect![[r##"
            <h1 id="title">Title</h1>
            <p>A note<sup class="footnote-ref"><a role="doc-noteref" id="fnref:a" href="#fn:a">1</a></sup>, again<sup class="footnote-ref"><a role="doc-noteref" id="fnref:a:2" href="#fn:a">1</a></sup>.</p>
            <div class="scroll" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th class="left">L</th>
            <th class="right">R</th>
            </tr>
            </thead>
            <tbody><tr><td class="left">a</td>
            <td class="right">b</td>
            </tr>
            </tbody>
            </table></div>
            <dl><dt>Term</dt>
            <dd>Meaning</dd>
            </dl>
            <p id="first" class="lead">A line
            </p>
            <pre tabindex="0"><code class="language-rust">fn f() {}
            </code></pre>
            <h2 id="twice">Twice</h2>
            <h2 id="twice-1">Twice</h2>
            <div class="footnotes" role="doc-endnotes">
            <ol>
            <li id="fn:a"><p>Said <em>here</em>. <a role="doc-backlink" aria-label="Back to the text" href="#fnref:a">↩</a> <a role="doc-backlink" aria-label="Back to the text" href="#fnref:a:2">↩</a></p></li>
            </ol>
            </div>
        "##]],
    );
}

#[test]
fn formulas_stay_as_written() {
    check(
        "Let $a_1^* b_2^*$ and $$\\sum_{i} *x*\n- y$$, for $5 or $6, `$x_1$`, US$1.\n",
        expect![[r#"
            <h1>Home</h1>
            <p>Let <span class="math">$a_1^* b_2^*$</span> and <span class="math">$$\sum_{i} *x* - y$$</span>, for $5 or $6, <code>$x_1$</code>, US$1.</p>
        "#]],
    );
}

#[test]
fn what_pages_cannot_have_is_named() {
    check(
        "<script src=\"//maps.example/w.js\"></script>\n\n![A](https://a.example/a.png) [![B](//b.example/b.png)](/b)\n\n\
         <iframe src=\"https://v.example/1\" title=\"A film\"></iframe>\n\n\
         <p onclick=\"x()\" style=\"color: red\">[no](javascript:x)</p>\n\n<a href=\" JAVA&#10;script:x\">n</a>\n\n\
         <form><input></form>\n",
        expect![[r#"
            <h1>Home</h1>

            <p><a href="https://a.example/a.png">A</a> <a href="/b">B</a></p>
            <a href="https://v.example/1">A film</a>
            <p class="s1">[no](javascript:x)</p>

            <p><a>n</a></p>


            index.md:1:1: warning: the script from maps.example is left out: pages run none help: remove it; what it shows can be HTML, or a link
            index.md:3:1: warning: the picture from a.example is left out: pages load nothing from elsewhere help: copy the picture into the site if its licence allows
            index.md:3:32: warning: the picture from b.example is left out: pages load nothing from elsewhere help: copy the picture into the site if its licence allows
            index.md:5:1: warning: the <iframe> from v.example is left out: pages load nothing from elsewhere help: copy it into the site if its licence allows, or link to it
            index.md:7:1: warning: the attribute onclick is left out: pages run no script help: remove it
            index.md:9:1: warning: this link is left out: it runs a script help: remove it
            index.md:11:1: warning: a form is left out: pages send nothing help: link to the page that has the form"#]],
    );
}

#[test]
fn pictures_have_sizes() {
    let given = Given {
        pictures: vec![("images/a b.png", (400, 300)), ("talks/t.png", (10, 20))],
        ..Given::default()
    };
    let text = "![A](images/a%20b.png) ![B](/me/images/a%20b.png){: width=\"200\"} ![C](https://home.test/me/images/a%20b.png)\n";
    let built = home_with(text, &given);
    let expected = expect![[r#"
        <h1>Home</h1>
        <p><img src="images/a%20b.png" alt="A" width="400" height="300" loading="lazy" decoding="async"> <img src="/me/images/a%20b.png" alt="B" width="200" height="150" loading="lazy" decoding="async"> <img src="./images/a%20b.png" alt="C" width="400" height="300" loading="lazy" decoding="async"></p>
    "#]];
    expected.assert_eq(built.main());

    let files = MemoryFiles::from([
        ("site.toml", SITE),
        ("talks/one.md", "![T](t.png) [p](../papers.md#a)\n"),
        ("papers.md", "x"),
    ]);
    let built = build(&files, &["talks/one.md"], &given);
    let page = built
        .files
        .iter()
        .find(|(path, _)| path.starts_with("talks/"))
        .unwrap();
    let expected = expect![[r#"
        talks/one/index.html <p><img src="../../talks/t.png" alt="T" width="10" height="20" loading="lazy" decoding="async"> <a href="../../papers/#a">p</a></p>
    "#]];
    expected.assert_eq(&format!(
        "{} {}",
        page.0,
        between(page.1, "</h1>\n", "\n</main>")
    ));
}

#[test]
fn the_head_says_what_the_page_is() {
    let files = MemoryFiles::from([
        (
            "site.toml",
            "base_url = 'https://home.test/me'\ntitle = 'Home'\n[author]\nname = 'A. </script>'\n\
             employer = 'Example \"U\"'\navatar = 'images/me.png'\norcid = '0000-0000-0000-0000'\n\
             cv = 'cv.pdf'\nmastodon = '@a@social.example'\ngithub = 'no way'\n[author.links]\nX = 'javascript:x'\n",
        ),
        (
            "index.md",
            "---\ntitle: Me\nauthor_profile: true\ndescription: \"<b>&\"\n---\nx\n",
        ),
    ]);
    let built = build(&files, &["index.md"], &Given::default());
    let page = built.page("index.html");
    let expected = expect![[r##"
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Home</title>
        <meta name="description" content="&lt;b&gt;&amp;">
        <meta name="author" content="A. &lt;/script&gt;">
        <link rel="canonical" href="https://home.test/me/">
        <link rel="alternate" type="application/atom+xml" title="Home (Atom)" href="https://home.test/me/feed.xml">
        <link rel="alternate" type="application/feed+json" title="Home (JSON Feed)" href="https://home.test/me/feed.json">
        <link rel="icon" href="./favicon.svg">
        <link rel="stylesheet" href="./style.css?HASH">
        <meta name="theme-color" content="#fcfcfa" media="(prefers-color-scheme: light)">
        <meta name="theme-color" content="#16191d" media="(prefers-color-scheme: dark)">
        <meta property="og:type" content="profile">
        <meta property="og:title" content="Home">
        <meta property="og:url" content="https://home.test/me/">
        <meta property="og:site_name" content="Home">
        <meta property="og:description" content="&lt;b&gt;&amp;">
        <meta property="og:image" content="https://home.test/me/images/me.png">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"ProfilePage","description":"\u003cb\u003e\u0026","mainEntity":{"@id":"https://home.test/me/#person","@type":"Person","affiliation":{"@type":"Organization","name":"Example \"U\""},"image":"https://home.test/me/images/me.png","name":"A. \u003c/script\u003e","sameAs":["https://orcid.org/0000-0000-0000-0000","https://social.example/@a"],"url":"https://home.test/me/"},"name":"Me","url":"https://home.test/me/"}</script>
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
        <a class="site" href="./" aria-current="page">Home</a>
        <nav aria-label="Site">
        <ul>
        <li><a href="./" aria-current="page">Me</a></li>
        </ul>
        </nav>
        </header>
        <div class="frame has-profile">
        <aside class="profile h-card" aria-label="About the author">
        <img class="u-photo" src="./images/me.png" alt="A. &lt;/script&gt;" decoding="async" fetchpriority="high">
        <div class="who">
        <p class="name"><a class="p-name u-url u-uid" rel="me" href="https://home.test/me/">A. &lt;/script&gt;</a></p>
        <p class="p-org">Example &quot;U&quot;</p>
        </div>
        <ul class="links">
        <li><a class="u-url" rel="me" href="https://orcid.org/0000-0000-0000-0000">ORCID</a></li>
        <li><a class="u-url" rel="me" href="./cv.pdf">CV</a></li>
        <li><a class="u-url" rel="me" href="https://social.example/@a">Mastodon</a></li>
        </ul>
        </aside>
    "##]];
    let hash = between(page, "style.css?", "\"");
    expected.assert_eq(&page[..page.find("<main").unwrap()].replace(hash, "HASH"));
    let expected = expect![[r#"
        site.toml:10:10: warning: author.github leads nowhere: `no way` is no address help: give the whole address, beginning with https://
        site.toml:12:5: warning: author.links.X leads nowhere: `javascript:x` is no address help: give the whole address, beginning with https://"#]];
    expected.assert_eq(&built.problems.join("\n"));
}

#[test]
fn the_map_stands_in_its_place_or_at_the_end() {
    let map = "<figure id=\"m\"><style>#m{color:red}</style><svg viewBox=\"0 0 1 1\"><title>M</title></svg></figure>";
    let given = Given {
        map: Some(map),
        ..Given::default()
    };
    let built = home_with("a\n\n<div data-visitor-map></div>\n\nb\n", &given);
    let expected = expect![[r#"
        <h1>Home</h1>
        <p>a</p>
        <figure id="m"><svg viewBox="0 0 1 1"><title>M</title>
        </svg></figure>

        <p>b</p>
    "#]];
    expected.assert_eq(built.main());
    assert!(built.page("style.css").ends_with("#m{color:red}\n"));
    let built = home_with("a\n\nb\n", &given);
    let expected = expect![[r#"
        <h1>Home</h1>
        <p>a</p>
        <p>b</p>
        <figure id="m"><svg viewBox="0 0 1 1"><title>M</title>
        </svg></figure>
    "#]];
    expected.assert_eq(built.main());
}

#[test]
fn templates_are_replaced_one_by_one() {
    let templates = vec![
        (
            "footer.html",
            "<footer>{{ site.title }} {{ page.values.a }}</footer>\n",
        ),
        ("feed.html", "{% if %}"),
    ];
    let given = Given {
        templates,
        ..Given::default()
    };
    let built = home_with(
        "---\na: <b>\n---\n## News\n\n* [2024] A talk\n* [2023] A talk too\n",
        &given,
    );
    let page = built.page("index.html");
    assert!(
        page.contains("<footer>Home &lt;b&gt;</footer>\n</body>"),
        "{page}"
    );
    assert!(built.page("404.html").contains("<footer>Home </footer>"));
    assert!(page.contains("<p class=\"feed\">"));
    let expected = expect![
        "templates/feed.html:1: error: this template cannot be used: unexpected end of block help: repair it, or remove it to have the built-in one"
    ];
    expected.assert_eq(&built.problems.join("\n"));
}

#[test]
fn a_template_that_fails_is_named_and_the_built_in_ones_count() {
    let templates = vec![
        ("profile.html", "\n{{ page.profile.a.b }}"),
        ("own.html", ""),
    ];
    let given = Given {
        templates,
        ..Given::default()
    };
    let built = home_with("---\nauthor_profile: true\n---\nx\n", &given);
    assert!(
        built
            .page("index.html")
            .contains("<aside class=\"profile h-card\"")
    );
    let expected = expect![
        "templates/profile.html:2: error: this template cannot be used: undefined value help: repair it, or remove it to have the built-in one"
    ];
    expected.assert_eq(&built.problems.join("\n"));
}

#[test]
fn pages_can_be_made_at_once() {
    fn shared_by_threads<T: Send + Sync>() {}
    shared_by_threads::<Shared<'_>>();
}

#[test]
fn every_template_is_one() {
    let (templates, problems) = templates::read(&BTreeMap::new());
    assert!(problems.is_empty());
    for (name, _) in TEMPLATES {
        let mut problems = Vec::new();
        let values =
            minijinja::context! { site => minijinja::context! { feeds => vec![1] }, page => 1 };
        templates.render(name, &values, &mut problems);
        assert!(templates.has(name), "{name}");
    }
}

#[test]
fn an_error_page_leads_home_from_anywhere() {
    let built = home("x\n");
    let page = built.page("404.html");
    assert!(page.contains("href=\"/me/style.css?"), "{page}");
    assert!(page.contains("<a href=\"/me/\">"), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
}

#[test]
fn ours_or_theirs_there_is_one_h1() {
    for text in [
        "# Me\n",
        "---\ntitle: T\n---\n# Me\n\n## Two\n",
        "text\n",
        "---\ntitle: T\n---\n",
    ] {
        let built = home(text);
        assert_eq!(built.page("index.html").matches("<h1").count(), 1, "{text}");
    }
}

#[test]
fn deep_and_many_is_quick_and_no_overflow() {
    let texts = [
        "> ".repeat(10_000) + "x",
        "<div>".repeat(10_000),
        "# Talk\n\n".repeat(10_000),
        "[^a] ".repeat(10_000) + "\n\n[^a]: x",
        "$x_1$ ".repeat(10_000),
        "$$ x ".repeat(10_000),
        "`$".repeat(10_000),
        format!(
            "# News\n\n{}",
            "* [Dec 2025] A talk on things\n".repeat(2_000)
        ),
        "<p style=\"color:red\">".repeat(10_000),
    ];
    for text in texts {
        home(&text);
    }
}

#[test]
fn the_style_sheet_is_small_and_legible() {
    let css = include_str!("style.css");
    assert!(css.len() < 10_000, "{}", css.len());
    let schemes: Vec<&str> = css.split("--paper: ").skip(1).take(2).collect();
    assert_eq!(schemes.len(), 2);
    for scheme in schemes {
        let scheme = format!("--paper: {scheme}");
        let colour = |name: &str| luminance(between(&scheme, &format!("--{name}: #"), ";"));
        for behind in ["paper", "tint", "mark"] {
            for name in ["ink", "soft", "link"] {
                let (a, b) = (colour(name), colour(behind));
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{name} on {behind}: {contrast}");
            }
        }
    }
}

// https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
fn luminance(hex: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

#[test]
fn hashes_are_those_of_browsers() {
    // RFC 6234's SHA-256 of nothing, in base64.
    assert_eq!(
        styles::hash(""),
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    );
}

// Whatever runs, as a browser's tree shows it.
fn running(html: &str) -> Vec<String> {
    let document = Document::parse(&Source::new("index.html", html), 0, Syntax::Html);
    let mut found = Vec::new();
    for node in document.descendants(document.root()) {
        let name = document.name(node).unwrap_or_default();
        let data = document.attribute(node, "type") == Some("application/ld+json");
        let is_foreign = matches!(name, "iframe" | "object" | "embed" | "base" | "form");
        if is_foreign || (name == "script" && !data) {
            found.push(format!("<{name}>"));
        }
        for (name, value) in document.attributes(node) {
            let address = value.trim().to_lowercase();
            let runs =
                address.starts_with("javascript:") && matches!(name, "href" | "src" | "action");
            if name.starts_with("on") || runs || name == "srcdoc" {
                found.push(format!("{name}={value}"));
            }
        }
    }
    found
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "</script>",
        "<script",
        "\"><img src=x onerror=alert(1)>",
        "' onload='x",
        "<svg><script>1</script></svg>",
        "<svg onload=x>",
        "<a href=\"javascript:x\">",
        "[x](javascript:x)",
        "<!--",
        "-->",
        "</title>",
        "</style>",
        "<style>",
        "<title>",
        "<textarea>",
        "<noscript><p title=\"</noscript><img src=x onerror=x>\">",
        "<math><mtext><table><mglyph><style><!--</style>",
        "<iframe srcdoc=\"<script>1</script>\">",
        "<xmp>",
        "<plaintext>",
        "<template>",
        "{{ 7*7 }}",
        "{% raw %}",
        "&lt;script&gt;",
        "`",
        "\n\n",
        "* ",
        "[Dec 2025] ",
        "# News\n\n",
        "| a |\n|--|\n",
        " ",
        "$$",
        "$",
        "[^a]",
        "[^a]: ",
        "{: onclick=\"x\"}",
        "{: #a\" onclick=\"x}",
        "<base href=//e.example>",
        "<p style=\"x}</style><script>1</script>\">",
        "<form action=javascript:x>",
        "<foreignObject>",
        "</svg>",
        "<select>",
        "<option>",
        "text",
        "<p",
        ">",
        "\"",
        "'",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_runs(text in hostile(), title in hostile(), name in hostile(), label in hostile()) {
        let json = |text: &str| serde_json::to_string(text).unwrap();
        let front = format!("---\ntitle: {}\ndescription: {}\nauthor_profile: true\n---\n", json(&title), json(&name));
        let toml = format!(
            "base_url = 'https://home.test'\ntitle = {t}\n[author]\nname = {n}\nbio = {t}\navatar = {n}\norcid = {n}\ncv = {t}\n[author.links]\n{l} = {n}\n",
            t = json(&format!("x{title}")), n = json(&format!("x{name}")), l = json(&format!("x{label}")),
        );
        let map = format!("<figure>{label}</figure>");
        let files = MemoryFiles::from([("site.toml", toml), ("index.md", format!("{front}{text}\n\n# News\n\n* [Dec 2025] {label}\n* [May 2024] {title}\n"))]);
        let built = build(&files, &["index.md"], &Given { map: Some(&map), ..Given::default() });
        for (path, html) in &built.files {
            if path.ends_with(".html") {
                prop_assert_eq!(running(html), Vec::<String>::new(), "{}: {}", path, html);
            }
        }
    }

    #[test]
    fn each_item_has_its_anchor_once(words in prop::collection::vec("[A-Za-z]{3,8} [a-zé]{3,8}", 2..8)) {
        let items = words.iter().enumerate().map(|(n, words)| format!("* [Dec {}] {words}\n", 2025 - n));
        let built = home(&format!("# Me\n\n## News\n\n{}", items.collect::<String>()));
        prop_assert_eq!(built.anchors.len(), words.len());
        for anchor in &built.anchors {
            prop_assert_eq!(built.main().matches(&format!(" id=\"{anchor}\"")).count(), 1);
        }
    }
}
