//! The page that carries the News list.

use crate::config::{Key, Kind, RawConfig};
use crate::{Files, FrontMatter, Problem, Source, decode, front_matter, pages};

mod redirect;

/// A site's home page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The file.
    pub source: Source,
    /// Its front matter.
    pub front: FrontMatter,
    /// The generator it is written for.
    pub kind: Kind,
    /// Its path from the root of the site, as its generator makes it: `/`.
    pub permalink: String,
}

/// Finds the home page of a site.
///
/// In this order: the page that `site.toml` names, the page whose permalink is
/// `/`, the file that the site's generator takes for its home page, the only
/// page there is. A page that sends its visitors on to another of the site
/// gives way to that. An error says where it looked.
///
/// ```
/// use site::{MemoryFiles, config, home};
///
/// let files = MemoryFiles::from([
///     ("_config.yml", "title: Home"),
///     ("_pages/about.md", "---\npermalink: /\n---\n# News"),
///     ("_pages/cv.md", "---\npermalink: /cv/\n---\n"),
/// ]);
/// let (raw, _) = config::read(&files);
/// let (home, problems) = home::find(&files, &raw);
/// let home = home.unwrap();
/// assert_eq!((&*home.source.path, &*home.permalink), ("_pages/about.md", "/"));
/// assert!(problems.is_empty());
/// ```
pub fn find(files: &dyn Files, raw: &RawConfig) -> (Option<Home>, Vec<Problem>) {
    let open = |path: &str| open(files, raw, path);
    if let Some(named) = raw.get(Key::FeedPage) {
        let path = named.text.trim_start_matches("./").trim_start_matches('/');
        return open(path).unwrap_or_else(|| {
            let message = format!("there is no page `{}`", named.text);
            let problem = named.error("no-home", message);
            let help = "write its path in the site, such as _pages/about.md";
            (None, vec![problem.help(help)])
        });
    }
    if let Some(found) = static_home(files, raw).and_then(open) {
        return found;
    }
    let usual = match files.read("mkdocs.yml").is_some() {
        // <https://www.mkdocs.org/user-guide/writing-your-docs/#index-pages>
        true => &["docs/index.md", "docs/README.md"],
        false => usual_places(raw.kind),
    };
    // Copies such as `about 2.md` keep the permalink; the usual name counts.
    let usual_first = usual.iter().map(|path| (*path).to_owned());
    let mut at_root = usual_first.chain(candidates(files));
    let found = at_root
        .find_map(|path| open(&path).filter(is_at_root))
        .or_else(|| usual.iter().find_map(|path| open(path)))
        .or_else(|| open(&only_page(files)?));
    let found = found.unwrap_or_else(|| (None, vec![nowhere(usual)]));
    let onward = found.0.as_ref().and_then(redirect::target);
    let onward = onward.and_then(|target| {
        redirect::files_of(&target)
            .iter()
            .find_map(|path| open(path))
    });
    onward.unwrap_or(found)
}

// Jekyll copies an `index.html` without front matter last, over whatever page
// has the same address.
fn static_home<'p>(files: &dyn Files, raw: &RawConfig) -> Option<&'p str> {
    const HOME: &str = "index.html";
    let is_jekyll = raw.kind == Kind::Jekyll;
    let start = is_jekyll.then(|| files.head(HOME, 4096)).flatten()?;
    let text = String::from_utf8_lossy(&start).to_ascii_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let sends_on = [
        "http-equiv=\"refresh\"",
        "location.replace",
        "location.href",
    ];
    let is_page = !text.is_empty() && !text.starts_with("---");
    (is_page && !sends_on.iter().any(|way| text.contains(way))).then_some(HOME)
}

type Opened = (Option<Home>, Vec<Problem>);

// The folders that hold pages whose permalink may be `/`.
const FOLDERS: [&str; 3] = ["", "_pages", "pages"];

// Where each generator has its home page, in the order it looks. GitHub shows
// README.md where there is no index.
fn usual_places(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Hugo => &[
            "content/_index.md",
            "content/_index.html",
            "content/_index.en.md",
            "content/en/_index.md",
            "content/index.md",
        ],
        Kind::Zola => &["content/_index.md", "content/index.md"],
        Kind::Quarto => &["index.qmd", "index.md", "index.ipynb", "about.qmd"],
        Kind::Jekyll => &[
            "index.md",
            "index.markdown",
            "index.html",
            "_pages/about.md",
            "_pages/home.md",
            "_pages/index.md",
            "about.md",
            "README.md",
            "docs/index.md",
            "docs/index.html",
        ],
        Kind::Native | Kind::Html | Kind::Bare => &[
            "index.md",
            "index.html",
            "index.htm",
            "index.qmd",
            "about.md",
            "README.md",
            "_pages/about.md",
            "_index.md",
            "content/_index.md",
            "docs/index.md",
            "docs/index.html",
            "public/index.html",
        ],
    }
}

const ENDINGS: [&str; 6] = ["md", "markdown", "html", "htm", "qmd", "mdx"];

fn is_page(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

fn is_html(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

fn candidates(files: &dyn Files) -> impl Iterator<Item = String> {
    let folders = FOLDERS.into_iter();
    folders
        .flat_map(|folder| files.list(folder))
        .filter(|path| is_page(path))
}

fn only_page(files: &dyn Files) -> Option<String> {
    let pages = files.list("").into_iter();
    let mut pages =
        pages.filter(|path| is_page(path) || path.ends_with(".rst") || path.ends_with(".jemdoc"));
    let page = pages.next()?;
    pages.next().is_none().then_some(page)
}

fn is_at_root(opened: &Opened) -> bool {
    let home = opened.0.as_ref();
    home.is_some_and(|home| home.permalink == "/" && home.front.values.text("permalink").is_some())
}

fn nowhere(usual: &[&str]) -> Problem {
    let message = format!(
        "this site has no home page: no page with permalink: /, and none of {}",
        usual.join(", ")
    );
    Problem::in_file("no-home", "", message)
        .help("name it in site.toml: page = \"path/of/page.md\" under [feed]")
}

fn open(files: &dyn Files, raw: &RawConfig, path: &str) -> Option<Opened> {
    let bytes = files.read(path)?;
    let (source, mut problems) = decode(path, &bytes);
    let (front, found) = front_matter::split(&source);
    problems.extend(found);
    let home = Home {
        permalink: permalink(&front, path, raw),
        kind: match raw.kind {
            Kind::Bare if is_html(path) => Kind::Html,
            kind => kind,
        },
        source,
        front,
    };
    Some((Some(home), problems))
}

/// The path of a page from the root of its site: its `permalink` (Hugo: `url`),
/// or what its generator makes of the file's path.
///
/// This looks at the page alone. What Jekyll's `defaults` and collections and
/// Hugo's patterns make of it, [`crate::pages::enumerate`] knows.
///
/// ```
/// use site::{Source, config::RawConfig, front_matter, home};
///
/// let page = Source::new("about.md", "---\npermalink: about-me\n---\n");
/// let (front, _) = front_matter::split(&page);
/// assert_eq!(home::permalink(&front, "about.md", &RawConfig::default()), "/about-me");
/// ```
pub fn permalink(front: &FrontMatter, path: &str, raw: &RawConfig) -> String {
    let name = match raw.kind {
        Kind::Hugo => "url",
        Kind::Zola => "path",
        Kind::Jekyll => "permalink",
        kind @ (Kind::Native | Kind::Bare | Kind::Html | Kind::Quarto) => {
            let written = front.values.text("permalink").map(str::trim);
            let written = written.filter(|link| !link.is_empty() && kind != Kind::Quarto);
            return pages::plain_path(kind, path, written);
        }
    };
    let written = front.values.text(name).map(str::trim);
    // A pattern such as /:title/ is the generator's to fill in.
    let written = written.filter(|link| !link.is_empty() && !link.contains([':', '?', '#']));
    let link = match written {
        Some(link) => format!("/{}", link.trim_start_matches('/')),
        None => derived(path, raw),
    };
    match link.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_owned(),
        _ => link,
    }
}

fn derived(path: &str, raw: &RawConfig) -> String {
    let inside = ["content/", "_pages/"]
        .iter()
        .find_map(|folder| path.strip_prefix(folder));
    let path = inside.unwrap_or(path);
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let folder = match folder {
        "" => "/".to_owned(),
        folder => format!("/{folder}/"),
    };
    match name {
        "index" | "_index" | "README" => folder,
        name => format!("{folder}{name}{}", ending(raw)),
    }
}

// Jekyll follows its `permalink` setting also for pages:
// <https://jekyllrb.com/docs/permalinks/>.
fn ending(raw: &RawConfig) -> &'static str {
    let style = raw
        .get(Key::Permalink)
        .map_or("date", |written| &*written.text);
    match raw.kind {
        Kind::Hugo | Kind::Zola => "/",
        _ if style == "pretty" || style.ends_with('/') => "/",
        _ if style.starts_with(['/', ':']) && !style.ends_with(":output_ext") => "",
        _ => ".html",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemoryFiles, config};

    fn find_in(paths: &[(&str, &str)]) -> Opened {
        let files = paths
            .iter()
            .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
        let files = MemoryFiles(files.collect());
        let (raw, _) = config::read(&files);
        find(&files, &raw)
    }

    #[track_caller]
    fn check(paths: &[(&str, &str)], path: &str, permalink: &str, kind: Kind) {
        let (home, problems) = find_in(paths);
        assert_eq!(problems, []);
        let home = home.unwrap();
        assert_eq!(
            (&*home.source.path, &*home.permalink, home.kind),
            (path, permalink, kind)
        );
    }

    const ROOT: &str = "---\npermalink: /\n---\n";

    #[test]
    fn each_generator_has_its_home_page() {
        let jekyll = ("_config.yml", "title: A");
        check(
            &[jekyll, ("_pages/about.md", ROOT), ("index.md", "")],
            "_pages/about.md",
            "/",
            Kind::Jekyll,
        );
        check(
            &[jekyll, ("_pages/about.md", ""), ("index.html", "")],
            "index.html",
            "/",
            Kind::Jekyll,
        );
        check(
            &[jekyll, ("_pages/about.md", ""), ("a.md", "")],
            "_pages/about.md",
            "/about.html",
            Kind::Jekyll,
        );
        check(
            &[jekyll, ("README.md", ""), ("a.md", "")],
            "README.md",
            "/",
            Kind::Jekyll,
        );
        let pretty = ("_config.yml", "permalink: /:categories/:title/");
        check(
            &[pretty, ("_pages/about.md", "")],
            "_pages/about.md",
            "/about/",
            Kind::Jekyll,
        );
        let hugo = ("hugo.toml", "baseURL = 'https://example.org'");
        check(
            &[hugo, ("content/_index.md", ""), ("README.md", "")],
            "content/_index.md",
            "/",
            Kind::Hugo,
        );
        check(
            &[("_quarto.yml", ""), ("index.qmd", "")],
            "index.qmd",
            "/",
            Kind::Quarto,
        );
        let native = ("site.toml", "title = 'A'");
        check(
            &[native, ("about.md", ROOT), ("cv.md", "")],
            "about.md",
            "/",
            Kind::Native,
        );
    }

    #[test]
    fn a_bare_folder_or_page_is_enough() {
        check(&[("about.md", ROOT)], "about.md", "/", Kind::Bare);
        check(
            &[
                ("me.md", "---\npermalink: /index.html\n---\n"),
                ("index.md", ""),
            ],
            "me.md",
            "/",
            Kind::Bare,
        );
        check(
            &[("about.md", ""), ("cv.md", "")],
            "about.md",
            "/about/",
            Kind::Bare,
        );
        check(
            &[("index.html", ""), ("a.html", "")],
            "index.html",
            "/",
            Kind::Html,
        );
        check(
            &[("me.html", ""), ("x.png", "")],
            "me.html",
            "/me.html",
            Kind::Html,
        );
        check(&[("news.md", "# News")], "news.md", "/news/", Kind::Bare);
    }

    #[test]
    fn a_copy_does_not_count_before_the_page() {
        let jekyll = ("_config.yml", "title: A");
        let paths = [
            jekyll,
            ("_pages/about 2.md", ROOT),
            ("_pages/about.md", ROOT),
        ];
        check(&paths, "_pages/about.md", "/", Kind::Jekyll);
    }

    #[test]
    fn a_page_that_sends_on_gives_way() {
        let jekyll = ("_config.yml", "title: A");
        for index in [
            "<meta http-equiv=\"refresh\" content=\"0;url={{ site.url }}/{{ page.lang }}\">",
            "---\nredirect_to: /en/\n---\n",
            "<META HTTP-EQUIV=\"Refresh\" CONTENT=\"0; URL='en/index.html'\">",
        ] {
            let paths = [
                jekyll,
                ("index.html", index),
                ("en/index.html", "<h1>A</h1>"),
            ];
            check(&paths, "en/index.html", "/en/", Kind::Jekyll);
        }
        let away = "<meta http-equiv=\"refresh\" content=\"0; url=https://example.org/\">";
        check(
            &[jekyll, ("index.html", away)],
            "index.html",
            "/",
            Kind::Jekyll,
        );
    }

    #[test]
    fn site_toml_names_the_page() {
        let named = ("site.toml", "[feed]\npage = './_pages/news.md'");
        check(
            &[named, ("index.md", ROOT), ("_pages/news.md", "")],
            "_pages/news.md",
            "/news/",
            Kind::Native,
        );
        let (home, problems) = find_in(&[named, ("index.md", ROOT)]);
        assert_eq!(home, None);
        assert_eq!(
            problems[0].to_string(),
            "site.toml:2:8: error: there is no page `./_pages/news.md` \
             help: write its path in the site, such as _pages/about.md",
        );
    }

    #[test]
    fn no_home_page_says_where_it_looked() {
        for paths in [&[][..], &[("a.md", ""), ("b.md", "")], &[("x.png", "")]] {
            let (home, problems) = find_in(paths);
            assert_eq!(home, None);
            assert_eq!(
                problems[0].to_string(),
                "error: this site has no home page: no page with permalink: /, and none of \
                 index.md, index.html, index.htm, index.qmd, about.md, README.md, \
                 _pages/about.md, _index.md, content/_index.md, docs/index.md, \
                 docs/index.html, public/index.html \
                 help: name it in site.toml: page = \"path/of/page.md\" under [feed]",
            );
        }
    }

    #[test]
    fn only_the_home_pages_own_problems_are_told() {
        let broken = "---\na: b: c\n---\n";
        check(
            &[("about.md", ROOT), ("zzz.md", broken)],
            "about.md",
            "/",
            Kind::Bare,
        );
        let (home, problems) = find_in(&[("index.md", broken)]);
        assert!(home.is_some());
        assert_eq!(problems.len(), 1);
    }
}
