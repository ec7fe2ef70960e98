//! Where a site keeps its News list: in the home page, or where the home page
//! takes it from.

use site::config::{self, RawConfig};
use site::{Files, FrontMatter, Map, Problem, Severity, Source, decode, front_matter};

use crate::{News, Options, is_news_heading};

use site_page::Site;

mod anywhere;
mod collection;
mod date_field;
mod default_layout;
mod given;
mod hugo;
mod linked;
mod listing;
mod loaded;
mod looped;
mod own;
mod piece;
mod posts;
mod probe;
mod props;
mod rows;
mod site_page;
mod sources;
#[cfg(test)]
mod tests;

/// One place that is looked at.
pub struct PlaceForm {
    /// What it is called.
    pub name: &'static str,
    /// What it looks like.
    pub example: &'static str,
    look: fn(&Site<'_>, &Options) -> News,
}

/// Every place, in the order they are looked at; the first that has items is
/// the one. A new one is a row.
///
/// ```
/// assert_eq!(news::PLACES[0].name, "the home page");
/// ```
pub const PLACES: &[PlaceForm] = &[
    PlaceForm {
        name: "the home page",
        example: "_pages/about.md with `## News`, its includes, and its loops over site.data.news or site.news",
        look: page_or_listing,
    },
    PlaceForm {
        name: "the home page's layouts",
        example: "_layouts/about.html with `{% include news.html %}`",
        look: site_page::in_layouts,
    },
    PlaceForm {
        name: "the theme's News collection",
        example: "_news/announcement_1.md with `date:` and `inline: true`",
        look: collection::of_theme,
    },
    PlaceForm {
        name: "widgets of the home page",
        example: "content/home/news.md with `title = \"News\"` and `[[item]]`",
        look: hugo::widgets,
    },
    PlaceForm {
        name: "sections in the home page's front matter",
        example: "content/_index.md with `sections:` and `title: News`",
        look: hugo::sections,
    },
    PlaceForm {
        name: "a listing",
        example: "index.qmd with `listing:` and `contents: news`",
        look: listing::listing,
    },
    PlaceForm {
        name: "Hugo's layouts of the home page",
        example: "layouts/index.html with `{{ partial \"news.html\" . }}`, assets/news.md",
        look: hugo::layouts,
    },
    PlaceForm {
        name: "what the home page's scripts and frames load",
        example: "$(\"#news\").load(\"news.html\"), <script src=\"js/news.js\">, const news = [{date: …}]",
        look: loaded::loaded,
    },
    PlaceForm {
        name: "a page of its own",
        example: "_pages/news.md, content/news.md, news.html",
        look: own::page,
    },
    PlaceForm {
        name: "a page that the home page calls its News",
        example: "index.md with `[See all news](/whats-happening/)`, whats-happening/index.md",
        look: linked::page,
    },
    PlaceForm {
        name: "a section of its own",
        example: "content/news/2025-a-talk.md",
        look: hugo::news_section,
    },
    PlaceForm {
        name: "posts that are called News",
        example: "_posts/2025-12-04-a-talk.md with `category: news`, _posts/news/2025-12-04-a-talk.md",
        look: posts::posts,
    },
    PlaceForm {
        name: "a data file",
        example: "_data/news.yml, data/news.toml, src/data/news.ts, data/content.json with `\"news\": [...]`",
        look: own::data_file,
    },
    PlaceForm {
        name: "a data file anywhere",
        example: "private/data/news.yml, src/components/news/posts.js",
        look: anywhere::data_file,
    },
    PlaceForm {
        name: "the sources of a site of scripts",
        example: "src/content/pages/about.md with `## News`",
        look: sources::page,
    },
    PlaceForm {
        name: "a component",
        example: "src/components/News.jsx with `<li>`, src/App.tsx with `<h2>News</h2>`",
        look: own::component,
    },
    PlaceForm {
        name: "the folder itself",
        example: "announcement_1.md, announcement_2.md, each with `date:`",
        look: collection::here,
    },
];

/// Finds the News of a site, or of a part of one.
///
/// `path` is empty for the site: its home page is found as
/// [`site::home::find`] does, and followed to where it takes its News from.
/// Else it is a page, an include, a data file, or a folder of item files.
///
/// Nothing found is no items and a problem that says where it looked.
///
/// ```
/// use site::MemoryFiles;
///
/// let files = MemoryFiles::from([
///     ("_config.yml", "title: A site"),
///     ("index.md", "## News\n\n{% for item in site.data.news %}\n* **{{ item.date }}** {{ item.text }}\n{% endfor %}"),
///     ("_data/news.yml", "- date: 2025-12\n  text: A talk.\n- date: 2025-11\n  text: A tool.\n"),
/// ]);
/// let news = news::find(&files, "", &news::Options::default());
/// assert_eq!(news.items.len(), 2);
/// assert_eq!(news.items[0].text, "A talk.");
/// assert_eq!((news.items[1].file.as_str(), news.items[1].line), ("_data/news.yml", 3));
/// ```
pub fn find(files: &dyn Files, path: &str, options: &Options) -> News {
    if path.is_empty() {
        let (raw, _) = config::read(files);
        return match site::home::find(files, &raw) {
            (Some(home), problems) => {
                let site = Site::new(files, raw, home.source, home.front);
                with(problems, everywhere(&site, options))
            }
            (None, problems) => without_home(files, raw, problems, options),
        };
    }
    let Some(bytes) = files.read(path) else {
        return collection::folder(files, path, options);
    };
    let (page, problems) = decode(path, &bytes);
    if rows::is_data_file(path) {
        return with(problems, own::of_text(&page, options));
    }
    let (front, more) = front_matter::split(&page);
    let (raw, _) = config::read(files);
    let is_home =
        matches!(site::home::find(files, &raw), (Some(home), _) if home.source.path == path);
    let site = Site::new(files, raw, page, front);
    let news = match is_home {
        true => everywhere(&site, options),
        false => given::file(&site, options),
    };
    with(problems, with(more, news))
}

fn with(mut problems: Vec<Problem>, mut news: News) -> News {
    problems.append(&mut news.problems);
    News { problems, ..news }
}

// The first place that has items; else what the home page itself said, which
// knows best why it has none, and where else was looked.
fn everywhere(site: &Site<'_>, options: &Options) -> News {
    let mut first: Option<News> = None;
    for place in PLACES {
        let mut news = (place.look)(site, options);
        if !news.items.is_empty() {
            return news;
        }
        match &mut first {
            None => first = Some(news),
            // A list of nothing but sample text is where it would be.
            Some(first) => {
                news.problems
                    .retain(|problem| problem.code == "placeholder-item");
                first.problems.append(&mut news.problems);
            }
        }
    }
    let mut news = first.unwrap_or_default();
    news.problems.push(looked_everywhere(&site.page.path));
    news
}

fn looked_everywhere(path: &str) -> Problem {
    let names: Vec<&str> = PLACES.iter().map(|place| place.name).collect();
    let message = format!("no News found; looked in {}", names.join(", "));
    Problem::in_file("looked-in", path, message)
        .severity(Severity::Note)
        .help(
            "name the page that has the list in site.toml: page = \"path/of/page.md\" under [feed]",
        )
}

// A listing that Quarto fills, and the items and blocks of a widget, stand for
// what is typed around them.
fn page_or_listing(site: &Site<'_>, options: &Options) -> News {
    let mut news = [hugo::given, listing::listing]
        .into_iter()
        .map(|look| look(site, options));
    let found = news.find(|news| !news.items.is_empty());
    found.unwrap_or_else(|| site.page(options, false))
}

// A site without a home page may still have its list in one of the places.
fn without_home(
    files: &dyn Files,
    raw: RawConfig,
    problems: Vec<Problem>,
    options: &Options,
) -> News {
    let page = Source::new("", "");
    let site = Site::new(files, raw, page, FrontMatter::default());
    let news = everywhere(&site, options);
    match news.items.is_empty() {
        true => News {
            problems,
            ..News::default()
        },
        false => news,
    }
}

/// Whether a file's name says that it is a News list: `news.md`,
/// `recent_news.html`, `_news.qmd`.
pub(crate) fn is_news_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    is_news_name(stem)
}

pub(crate) fn is_news_name(name: &str) -> bool {
    let words = name.replace(['_', '-'], " ");
    is_news_heading(words.trim())
}

pub(crate) fn is_titled_news(front: &Map) -> bool {
    // `News | Example Lab`
    let first = |title: &str| title.split(" | ").next().is_some_and(is_news_heading);
    front
        .text("title")
        .or(front.text("pagetitle"))
        .is_some_and(first)
}
