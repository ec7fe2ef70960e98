//! Home pages that only send their visitors on, as to `/en/`.

use super::Home;

// A page that redirects says so at its beginning, and has little else.
const LONGEST: usize = 8 << 10;

/// Where a home page sends its visitors, a path from the root of the site:
/// `redirect_to` of jekyll-redirect-from, or the `refresh` of HTML.
pub(super) fn target(home: &Home) -> Option<String> {
    let named = home.front.values.text("redirect_to").map(str::to_owned);
    let written = named.or_else(|| refresh(&home.source.text))?;
    let lang = home.front.values.text("lang").unwrap_or("en");
    let path = plain(&written, lang)?;
    let path = path.trim_start_matches("./").trim_matches('/');
    let path = path.split(['#', '?']).next().unwrap_or(path);
    (!path.is_empty() && !path.contains(':') && !path.contains("..")).then(|| path.to_owned())
}

/// The files that may be the page of a path, the likeliest first.
pub(super) fn files_of(path: &str) -> Vec<String> {
    let stem = path.strip_suffix(".html").unwrap_or(path);
    let mut files = vec![path.to_owned()];
    for ending in ["md", "html", "markdown", "qmd"] {
        files.push(format!("{stem}.{ending}"));
        files.push(format!("{stem}/index.{ending}"));
        files.push(format!("_pages/{stem}.{ending}"));
    }
    files
}

// `<meta http-equiv="refresh" content="0; url=/en/">`
fn refresh(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let meta = lower.find("http-equiv=\"refresh\"")?;
    let start = meta + lower[meta..].find("url=")? + "url=".len();
    let written = text[start..].trim_start_matches(['\'', ' ']);
    let end = written.find(['"', '\'', '>'])?;
    Some(written[..end].trim().to_owned())
}

// The address without what Liquid puts before it.
fn plain(written: &str, lang: &str) -> Option<String> {
    let mut path = String::new();
    let mut rest = written;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}")?;
        path.push_str(before);
        match name.trim() {
            "site.url" | "site.baseurl" => {}
            "page.lang" | "site.lang" => path.push_str(lang),
            _ => return None,
        }
        rest = after;
    }
    path.push_str(rest);
    Some(path)
}
