use super::*;
use crate::MemoryFiles;

fn site(files: &[(&str, &str)]) -> MemoryFiles {
    let files = files.iter();
    MemoryFiles(
        files
            .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()))
            .collect(),
    )
}

fn strings(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

// What a configuration says, and no problem in reading it.
#[track_caller]
fn check_raw(files: &[(&str, &str)], kind: Kind, expected: &[(Key, &str)]) {
    let (raw, problems) = read(&site(files));
    assert_eq!(strings(&problems), [""; 0]);
    assert_eq!(raw.kind, kind);
    let written: Vec<_> = raw
        .written
        .iter()
        .map(|(key, written)| (*key, &*written.text))
        .collect();
    assert_eq!(written, expected);
}

// The problems of one setting beside sound ones.
#[track_caller]
fn check_setting(line: &str, expected: &[&str]) {
    let toml = format!("base_url = 'https://home.test'\ntitle = 'A'\nauthor.name = 'B'\n{line}\n");
    let (raw, mut problems) = read(&site(&[("site.toml", &toml)]));
    let (settings, found) = resolve(&raw, "/", &Overrides::default());
    problems.extend(found);
    assert_eq!(strings(&problems), expected);
    assert!(settings.is_some());
}

#[track_caller]
fn check_base(files: &[(&str, &str)], expected: Result<&str, &str>) {
    let (raw, _) = read(&site(files));
    let overrides = Overrides {
        title: Some("A".into()),
        author: Some("B".into()),
        ..Overrides::default()
    };
    let (settings, problems) = resolve(&raw, "/", &overrides);
    match (settings, expected) {
        (Some(settings), Ok(url)) => assert_eq!(settings.base_url.as_str(), url),
        (None, Err(problem)) => assert_eq!(strings(&problems), [problem]),
        found => panic!("{found:?} {problems:?}"),
    }
}

#[test]
fn site_toml_is_read_whole() {
    let toml = "base_url = 'https://home.test/'\ntitle = 'Home'\ndescription = 'D'\n\
                language = 'en'\n[author]\nname = 'N'\nuri = 'https://n.test'\nemail = 'n@n.test'\n\
                [feed]\npage = 'a.md'\nheading = 'News'\npath = 'news/atom.xml'\nlimit = 1_0\n\
                content = 'summary'\ncategories = true\n";
    let (raw, problems) = read(&site(&[("site.toml", toml)]));
    assert_eq!(problems, []);
    let (settings, problems) = resolve(&raw, "/a/", &Overrides::default());
    assert_eq!(problems, []);
    let expected = Settings {
        base_url: "https://home.test/".parse().unwrap(),
        page_url: "https://home.test/a/".parse().unwrap(),
        title: "Home".into(),
        description: Some("D".into()),
        language: Some("en".into()),
        author: Author {
            name: "N".into(),
            uri: Some("https://n.test/".into()),
            email: Some("n@n.test".into()),
        },
        feed: FeedSettings {
            heading: Some("News".into()),
            path: "news/atom.xml".into(),
            limit: Some(10),
            content: Content::Summary,
            categories: true,
        },
    };
    assert_eq!(settings, Some(expected));
}

#[test]
fn mistakes_in_site_toml_have_a_place_and_a_repair() {
    check_setting(
        "[feed]\nlimt = 3",
        &[
            "site.toml:5:1: warning: site.toml has no setting `feed.limt` help: did you mean `feed.limit`?",
        ],
    );
    check_setting(
        "limit = 3\ncolour = 1",
        &[
            "site.toml:4:1: warning: site.toml has no setting `limit` help: did you mean `feed.limit`?",
            "site.toml:5:1: warning: site.toml has no setting `colour` \
             help: take it out, or move it into the table it belongs to",
        ],
    );
    check_setting(
        "description = 3\nfeed = 'x'",
        &[
            "site.toml:4:15: error: `description` is a number help: make it a text in quotes",
            "site.toml:5:8: error: `feed` is a text help: make it a table",
        ],
    );
    check_setting(
        "[feed]\nlimit = '3'\ncategories = 'yes'\npath = ['a']",
        &[
            "site.toml:5:9: error: `feed.limit` is a text help: make it a number without quotes",
            "site.toml:6:14: error: `feed.categories` is a text \
             help: make it true or false without quotes",
            "site.toml:7:8: error: `feed.path` is a list help: make it a text in quotes",
        ],
    );
    let (raw, problems) = read(&site(&[("site.toml", "title = \"A\nlanguage = 'en'")]));
    assert_eq!(raw.written, BTreeMap::new());
    assert_eq!((problems.len(), problems[0].line), (1, 1));
}

#[test]
fn values_that_are_no_use_are_left_out() {
    let warn = |at: &str, text: &str| format!("site.toml:{at}: warning: {text}");
    for (line, at, text) in [
        (
            "language = 'english please'",
            "4:12",
            "`english please` is no language tag help: write it as in en or pt-BR",
        ),
        (
            "[feed]\npath = '../x.xml'",
            "5:8",
            "`../x.xml` is no path of a file in the site help: write it as in feed.xml or news/feed.xml",
        ),
        (
            "[feed]\npath = 'a\\b'",
            "5:8",
            "`a\\b` is no path of a file in the site help: write it as in feed.xml or news/feed.xml",
        ),
        (
            "[feed]\nlimit = 0",
            "5:9",
            "`0` is no number of entries help: write a whole number above 0, or leave it out",
        ),
        (
            "[feed]\nlimit = 1.5",
            "5:9",
            "`1.5` is no number of entries help: write a whole number above 0, or leave it out",
        ),
        (
            "[feed]\ncontent = 'all'",
            "5:11",
            "`all` is no content of a feed help: write \"full\" or \"summary\"",
        ),
        (
            "author.uri = 'home.test'",
            "4:14",
            "`home.test` is no address help: write the whole address, with https://",
        ),
        (
            "author.uri = 'javascript:x'",
            "4:14",
            "`javascript:x` is no address help: write the whole address, with https://",
        ),
        (
            "author.email = 'me'",
            "4:16",
            "`me` is no mail address help: write it as in me@example.org, or leave it out",
        ),
    ] {
        check_setting(line, &[&warn(at, text)]);
    }
    check_setting("language = 'pt_BR'\ndescription = ' '", &[]);
}

#[test]
fn jekyll_themes_are_read() {
    use Key::*;
    check_raw(
        &[(
            "_config.yml",
            "title: \"T\" # x\nname: &name \"N\"\nurl: https://a.test # y\nbaseurl: \"\"\n\
            locale: en-US\nauthor:\n  name: *name\n  uri: # URL\n  email: \"me@a.test\"\nfuture: true\n",
        )],
        Kind::Jekyll,
        &[
            (BaseUrl, "https://a.test"),
            (Title, "T"),
            (Language, "en-US"),
            (AuthorName, "N"),
            (AuthorEmail, "me@a.test"),
        ],
    );
    check_raw(
        &[(
            "_config.yml",
            "title: blank\nfirst_name: F\nmiddle_name:\nlast_name: L\nlang: en\n\
            url: https://f.test\nbaseurl: # none\ndescription: >\n  Some\n  text.\n",
        )],
        Kind::Jekyll,
        &[
            (BaseUrl, "https://f.test"),
            (Title, "F L"),
            (Description, "Some text."),
            (Language, "en"),
            (AuthorName, "F L"),
        ],
    );
    check_raw(
        &[(
            "_config.yml",
            "name: N\nauthor: A\nemail: a@a.test\nbaseurl: /me\npermalink: pretty\n",
        )],
        Kind::Jekyll,
        &[
            (BasePath, "/me"),
            (Permalink, "pretty"),
            (Title, "N"),
            (AuthorName, "A"),
            (AuthorEmail, "a@a.test"),
        ],
    );
}

#[test]
fn hugo_and_quarto_are_read() {
    use Key::*;
    check_raw(
        &[(
            "hugo.toml",
            "baseURL = 'https://h.test/'\ntitle = 'T'\nlanguageCode = 'en-gb'\n[params]\nauthor = 'A'\n",
        )],
        Kind::Hugo,
        &[
            (BaseUrl, "https://h.test/"),
            (Title, "T"),
            (Language, "en-gb"),
            (AuthorName, "A"),
        ],
    );
    check_raw(
        &[
            (
                "config/_default/hugo.yaml",
                "baseurl: https://h.test/\ntitle: T\n",
            ),
            (
                "config/_default/params.yaml",
                "author:\n  name: A\ndescription: D\n",
            ),
        ],
        Kind::Hugo,
        &[
            (BaseUrl, "https://h.test/"),
            (Title, "T"),
            (Description, "D"),
            (AuthorName, "A"),
        ],
    );
    check_raw(&[("config.toml", "[build]\njobs = 1\n")], Kind::Bare, &[]);
    check_raw(
        &[(
            "_quarto.yml",
            "website:\n  title: T\n  site-url: https://q.test\nlang: fr\nauthor: A\n",
        )],
        Kind::Quarto,
        &[
            (BaseUrl, "https://q.test"),
            (Title, "T"),
            (Language, "fr"),
            (AuthorName, "A"),
        ],
    );
}

#[test]
fn site_toml_counts_before_the_rest() {
    use Key::*;
    check_raw(
        &[
            ("site.toml", "title = 'S'\n"),
            ("_config.yml", "title: J\nauthor: A\n"),
            ("CNAME", "c.test\n"),
        ],
        Kind::Jekyll,
        &[(BaseUrl, "https://c.test"), (Title, "S"), (AuthorName, "A")],
    );
}

#[test]
fn base_urls_are_joined_and_normal() {
    let jekyll = |text: &'static str| [("_config.yml", text)];
    check_base(&jekyll("url: https://a.test"), Ok("https://a.test/"));
    check_base(
        &jekyll("url: https://A.test/\nbaseurl: /me/"),
        Ok("https://a.test/me/"),
    );
    check_base(
        &jekyll("url: https://a.test/me\nbaseurl: me"),
        Ok("https://a.test/me/"),
    );
    check_base(
        &jekyll("url: https://me.test\nbaseurl: me.test"),
        Ok("https://me.test/me.test/"),
    );
    check_base(
        &jekyll("repository: Me/me.github.io"),
        Ok("https://me.github.io/"),
    );
    check_base(
        &jekyll("repository: Me/page\nbaseurl: /page"),
        Ok("https://me.github.io/page/"),
    );
    check_base(
        &[("CNAME", "\na.test\n"), ("_config.yml", "baseurl: /b")],
        Ok("https://a.test/b/"),
    );
    check_base(
        &[
            ("site.toml", "base_url = 'https://s.test'"),
            ("_config.yml", "baseurl: /b"),
        ],
        Ok("https://s.test/"),
    );
    for (url, help) in [
        ("a.test", "write it with https:// before the domain"),
        ("ftp://a.test", "write an address that begins with https://"),
        (
            "https://a.test/?q",
            "leave out the user name, and what begins with ? or #",
        ),
        (
            "https://a.test/#x",
            "leave out the user name, and what begins with ? or #",
        ),
        (
            "https://me@a.test/",
            "leave out the user name, and what begins with ? or #",
        ),
        ("https://", "write it with https:// before the domain"),
    ] {
        let toml = format!("base_url = '{url}'");
        let problem =
            format!("site.toml:1:12: error: `{url}` is no address of a site help: {help}");
        check_base(&[("site.toml", &toml)], Err(&problem));
    }
}

#[test]
fn a_bare_folder_needs_three_settings() {
    let (raw, problems) = read(&site(&[("about.md", "# News")]));
    assert_eq!(problems, []);
    let (settings, problems) = resolve(&raw, "/", &Overrides::default());
    assert_eq!(settings, None);
    assert_eq!(
        strings(&problems),
        [
            "site.toml: error: base_url is missing: the site has no address \
             help: add base_url = \"https://…\" to site.toml, or give --base-url URL",
            "site.toml: error: title is missing: the site has none \
             help: add title = \"Your Title\" to site.toml, or give --title TITLE",
            "site.toml: error: author is missing: the site has none \
             help: add name = \"Your Name\" under [author] to site.toml, or give --author NAME",
        ]
    );
}

#[test]
fn options_count_before_files() {
    let files = [(
        "_config.yml",
        "url: https://a.test\nbaseurl: /b\ntitle: T\nauthor: A",
    )];
    let (raw, _) = read(&site(&files));
    let overrides = Overrides {
        base_url: Some("https://o.test/x".into()),
        title: Some("O".into()),
        author: Some(" ".into()),
        language: Some("de".into()),
    };
    let (settings, problems) = resolve(&raw, "/", &overrides);
    let settings = settings.unwrap();
    assert_eq!(settings.page_url.as_str(), "https://o.test/x/");
    assert_eq!((&*settings.title, &*settings.author.name), ("O", "A"));
    assert_eq!(settings.language.as_deref(), Some("de"));
    assert_eq!(problems, []);
    let overrides = Overrides {
        base_url: Some("nowhere".into()),
        ..Overrides::default()
    };
    assert_eq!(
        strings(&resolve(&raw, "/", &overrides).1),
        ["error: `nowhere` is no address of a site help: write it with https:// before the domain"],
    );
}

#[test]
fn placeholders_are_to_be_filled_in() {
    let yaml = "url: https://academicpages.github.io # x\ntitle: Your Name / Site Title\n\
                author:\n  name: Your Sidebar Name\n  email: none@example.org\n  uri: https://www.example.com/me\n";
    let (raw, _) = read(&site(&[("_config.yml", yaml)]));
    let (settings, problems) = resolve(&raw, "/", &Overrides::default());
    assert!(settings.is_some());
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, problem.line))
        .collect();
    assert_eq!(
        lines,
        [
            ("placeholder", 1),
            ("placeholder", 2),
            ("placeholder", 4),
            ("placeholder", 6),
            ("placeholder", 5)
        ],
    );
    check_setting("description = 'An example.org for all'", &[]);
}

// The address settings of a site.toml with a base URL, and all problems.
fn addresses_of(toml: &str) -> (Addresses, Vec<String>) {
    let toml = format!("base_url = 'https://home.test'\n{toml}");
    let (raw, mut problems) = read(&site(&[("site.toml", &toml)]));
    let (found, judged) = addresses(&raw, &Overrides::default());
    problems.extend(judged);
    (found.unwrap(), strings(&problems))
}

#[test]
fn addresses_need_a_base_url_alone() {
    let (found, problems) = addresses_of(
        "host = 'nginx'\nlanguage = 'de'\n[sitemap]\nredirects = 'separate'\n\
         static = ['pdf', '.ZIP']\ngzip = true\n[redirects]\n'/b' = '/c'\n'/a é/' = ' https://new.test/ '\n",
    );
    assert_eq!(problems, [""; 0]);
    assert_eq!(found.base_url.as_str(), "https://home.test/");
    assert_eq!(
        (found.language.as_deref(), found.host),
        (Some("de"), Host::Nginx)
    );
    let sitemap = SitemapSettings {
        redirects: SitemapRedirects::Separate,
        endings: vec!["pdf".into(), "zip".into()],
        gzip: true,
    };
    assert_eq!(found.sitemap, sitemap);
    let pairs = found.redirects.iter();
    let pairs: Vec<_> = pairs
        .map(|(from, to)| (&*from.text, from.line, from.column, &*to.text))
        .collect();
    assert_eq!(
        pairs,
        [("/b", 9, 1, "/c"), ("/a é/", 10, 1, "https://new.test/")]
    );
    let (none, problems) = addresses(&RawConfig::default(), &Overrides::default());
    assert_eq!((none, problems[0].code), (None, "no-base-url"));
}

#[test]
fn every_host_has_a_name_and_a_default() {
    for host in Host::ALL {
        let (found, problems) = addresses_of(&format!("host = '{}'", host.name()));
        assert_eq!((found.host, problems.len()), (host, 0));
    }
    for (url, host) in [
        ("https://me.netlify.app", Host::Netlify),
        ("https://me.pages.dev", Host::Cloudflare),
        ("https://me.me.workers.dev", Host::Cloudflare),
        ("https://me.github.io", Host::GitHubPages),
        ("https://netlify.app.home.test", Host::GitHubPages),
    ] {
        let overrides = Overrides {
            base_url: Some(url.into()),
            ..Overrides::default()
        };
        let (found, _) = addresses(&RawConfig::default(), &overrides);
        assert_eq!(found.unwrap().host, host, "{url}");
    }
}

#[test]
fn mistakes_about_addresses_have_a_place_and_a_repair() {
    for (toml, expected) in [
        (
            "host = 'geocities'",
            "site.toml:2:8: warning: `geocities` is no host help: write \"github-pages\", \
             \"netlify\", \"cloudflare\", \"nginx\", \"apache\", \"caddy\" or \"other\"",
        ),
        (
            "[sitemap]\nredirects = true",
            "site.toml:3:13: error: `sitemap.redirects` is a true or false help: make it a text in quotes",
        ),
        (
            "[sitemap]\nredirects = 'yes'",
            "site.toml:3:13: warning: `yes` is no way to list redirects \
             help: write \"include\", \"separate\" or \"omit\"",
        ),
        (
            "[sitemap]\nstatic = 'pdf'",
            "site.toml:3:10: error: `sitemap.static` is a text \
             help: make it a list of words in quotes, as in [\"pdf\"]",
        ),
        (
            "[sitemap]\nstatic = ['pdf', '*.zip']",
            "site.toml:3:10: warning: `pdf *.zip` is no list of file endings \
             help: write the endings alone, as in [\"pdf\", \"zip\"]",
        ),
        (
            "redirect = 1",
            "site.toml:2:1: warning: site.toml has no setting `redirect` help: did you mean `redirects`?",
        ),
        (
            "redirects = '/'",
            "site.toml:2:13: error: `redirects` is a text help: make it a table",
        ),
        (
            "[redirects]\nabout.html = '/'",
            "site.toml:3:1: error: `redirects.about` is a table \
             help: put the whole old path in quotes: \"/about.html\" = \"/\"",
        ),
        (
            "[redirects]\n'/a/' = ['/b/']",
            "site.toml:3:9: error: `redirects./a/` is a list help: make it a text in quotes",
        ),
        (
            "[redirects]\n'/a/' = ' '",
            "site.toml:3:1: error: a redirect is empty on one side \
             help: write the old path and the new one: \"/about/\" = \"/\"",
        ),
    ] {
        assert_eq!(addresses_of(toml).1, [expected], "{toml}");
    }
}

#[test]
fn a_profile_has_the_theme_s_key_names() {
    let config = "url: https://home.test\nauthor:\n  name: A. Placeholder\n  avatar: profile.png\n  \
                  employer: Example University\n  location:\n  orcid: https://orcid.org/0000-0000-0000-0000\n  \
                  github: \"@a-placeholder\"\n  twitter: a b\n  unknown: x\n";
    let files = MemoryFiles::from([("_config.yml", config)]);
    let (raw, _) = read(&files);
    let (profile, problems) = profile(&raw);
    assert_eq!(profile.picture.as_deref(), Some("images/profile.png"));
    assert_eq!(profile.affiliation.as_deref(), Some("Example University"));
    assert_eq!(profile.location, None);
    let links = profile.links.iter().map(|link| (&*link.label, &*link.href));
    let expected = [
        ("ORCID", "https://orcid.org/0000-0000-0000-0000"),
        ("GitHub", "https://github.com/a-placeholder"),
    ];
    assert_eq!(links.collect::<Vec<_>>(), expected);
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        problems,
        [
            "_config.yml:9:12: warning: author.twitter leads nowhere: `a b` is no address \
          help: give the whole address, beginning with https://"
        ]
    );
}

#[test]
fn a_picture_outside_the_site_is_none() {
    for (written, expected) in [
        ("/images/me.png", Some("images/me.png")),
        ("me.png", Some("me.png")),
        ("https://home.test/me.png", Some("https://home.test/me.png")),
        ("../../etc/me.png", None),
        ("javascript:x", None),
        ("//home.test/me.png", None),
    ] {
        let toml = format!("[author]\nname = 'A. Placeholder'\navatar = '{written}'\n");
        let files = MemoryFiles::from([("site.toml", toml)]);
        let (raw, _) = read(&files);
        let (profile, problems) = profile(&raw);
        assert_eq!(profile.picture.as_deref(), expected, "{written}");
        assert_eq!(problems.len(), usize::from(expected.is_none()), "{written}");
    }
}

#[test]
fn names_of_profile_keys_are_known() {
    let toml = "[author]\nnmae = 'x'\ngithbu = 'x'\n[navigation]\nPapers = '/papers/'\nX = 3\n";
    let (raw, problems) = read(&MemoryFiles::from([("site.toml", toml)]));
    assert_eq!(raw.navigation.len(), 1);
    let help: Vec<&str> = problems.iter().map(|problem| &*problem.help).collect();
    let expected = [
        "did you mean `author.name`?",
        "did you mean `author.github`?",
        "make it a text in quotes",
    ];
    assert_eq!(help, expected);
}
