//! The templates, and the engine that fills them.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, Output, State};
use site::{Problem, Severity, Source};

/// The built-in templates, each a name and its text: what a site may replace by
/// a file of that name. They are minijinja's, whose language is Jinja2's;
/// every value is escaped but `page.body` and those said to be HTML here.
///
/// | template | makes |
/// |---|---|
/// | `page.html` | a page as a whole; the others stand in it |
/// | `head.html` | what is inside `<head>` |
/// | `header.html` | the site's title and the navigation |
/// | `profile.html` | the author's profile |
/// | `footer.html` | what ends each page |
/// | `feed.html` | the link beside the News heading; it has `site` alone |
/// | `404.html` | the body of the page for what is not there |
///
/// | variable | says |
/// |---|---|
/// | `root` | the way from this page to the root of the site: `../`; put it before each `path` |
/// | `site.title`, `site.description`, `site.url`, `site.author` | the settings |
/// | `site.navigation` | links, each `title`, `href`, and `path` where it is a page of the site |
/// | `site.feeds` | the feeds, each `href` (whole), `media_type`, `name` |
/// | `site.style`, `site.icon` | paths of the style sheet and the icon |
/// | `page.title`, `page.full_title` | the title alone, and with the site's |
/// | `page.heading` | the title where the body has none of its own |
/// | `page.body` | the page, HTML |
/// | `page.path`, `page.url`, `page.language`, `page.description` | where it stands and what it is about |
/// | `page.image` | the whole address of a picture for those who share the page |
/// | `page.is_home`, `page.has_news`, `page.noindex` | true or false |
/// | `page.csp`, `page.styles`, `page.json_ld` | HTML for the head: what makes a page work, safe and found |
/// | `page.profile` | the author's profile where the page shows it: `name`, `pronouns`, `bio`, `affiliation`, `location`, `url`, `email`, `picture` (`src`, `width`, `height`), `links` (`label`, `service`, `href`) |
/// | `page.values` | the front matter's texts, numbers and lists of them |
pub const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", include_str!("../templates/page.html")),
    ("head.html", include_str!("../templates/head.html")),
    ("header.html", include_str!("../templates/header.html")),
    ("profile.html", include_str!("../templates/profile.html")),
    ("footer.html", include_str!("../templates/footer.html")),
    ("feed.html", include_str!("../templates/feed.html")),
    ("404.html", include_str!("../templates/404.html")),
];

/// The site's templates, and the built-in ones to fall back upon.
pub(crate) struct Templates {
    own: Option<Environment<'static>>,
    built_in: Environment<'static>,
    files: BTreeMap<String, String>,
}

/// Reads the templates that take the place of built-in ones.
pub(crate) fn read(overrides: &BTreeMap<String, Source>) -> (Templates, Vec<Problem>) {
    let mut problems = Vec::new();
    let built_in = environment();
    let mut own = (!overrides.is_empty()).then(environment);
    for (name, source) in overrides {
        let Some(own) = &mut own else { break };
        let added = own.add_template_owned(name.clone(), source.text.clone());
        problems.extend(added.err().map(|error| problem(&error, &source.path)));
    }
    let files = overrides.iter();
    let files = files
        .map(|(name, source)| (name.clone(), source.path.clone()))
        .collect();
    (
        Templates {
            own,
            built_in,
            files,
        },
        problems,
    )
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_formatter(format);
    let mut syntax = SyntaxConfig::builder();
    // No builder without delimiters of its own fails.
    if let Ok(syntax) = syntax
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    for (name, text) in TEMPLATES {
        // The tests read each of them, so that none can fail here.
        let _ = environment.add_template(name, text);
    }
    environment
}

impl Templates {
    /// Fills a template; where the site's own fails, the built-in one, and an
    /// error says why.
    pub(crate) fn render(&self, name: &str, values: &Value, problems: &mut Vec<Problem>) -> String {
        let render = |environment: &Environment<'_>| environment.get_template(name)?.render(values);
        match self.own.as_ref().map(render) {
            Some(Ok(html)) => return html,
            Some(Err(error)) => problems.push(self.problem(&error)),
            None => {}
        }
        render(&self.built_in).unwrap_or_default()
    }

    #[cfg(test)]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.built_in.get_template(name).is_ok()
    }

    fn problem(&self, error: &Error) -> Problem {
        // Of a template in a template, the inner one has the mistake.
        let first: &dyn std::error::Error = error;
        let chain = std::iter::successors(Some(first), |error| error.source());
        let inner = chain
            .filter_map(|error| error.downcast_ref::<Error>())
            .last();
        let error = inner.unwrap_or(error);
        let name = error.name().unwrap_or_default();
        problem(error, self.files.get(name).map_or(name, |file| file))
    }
}

fn problem(error: &Error, file: &str) -> Problem {
    let what = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    let message = format!("this template cannot be used: {what}");
    let mut problem = Problem::in_file("template", file, message).severity(Severity::Error);
    problem.line = error
        .line()
        .and_then(|line| u32::try_from(line).ok())
        .unwrap_or(0);
    problem.help("repair it, or remove it to have the built-in one")
}

// minijinja would escape the slashes of addresses too, which HTML does not ask
// for.
fn format(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => output
            .write_str(&crate::html::escape(text))
            .map_err(Error::from),
        _ => minijinja::escape_formatter(output, state, value),
    }
}
