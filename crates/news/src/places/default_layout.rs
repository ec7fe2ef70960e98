//! The layout of a page that names none.

use site::config::Kind;
use site::{Entry, Map, Value};

use super::site_page::{Site, jekyll_config};

/// The site with the layout that Jekyll gives its page: the one of `defaults:`
/// in the configuration, or what jekyll-default-layout takes for Markdown.
pub(super) fn given<'f>(site: &Site<'f>) -> Site<'f> {
    let mut site = site.clone();
    let is_jekyll = matches!(site.raw.kind, Kind::Jekyll);
    if is_jekyll
        && site.front.values.get("layout").is_none()
        && let Some(name) = of_defaults(&site).or_else(|| of_plugin(&site))
    {
        site.front.values.entries.push(Entry {
            key: "layout".to_owned(),
            at: 0,
            value: Value {
                at: 0,
                data: site::Data::Text(name),
            },
        });
    }
    site
}

// <https://jekyllrb.com/docs/configuration/front-matter-defaults/>: the last of
// the most exact scopes counts; here the longest path.
fn of_defaults(site: &Site<'_>) -> Option<String> {
    let config = jekyll_config(site.files);
    let defaults = config.get("defaults").map_or(&[][..], Value::list);
    let fitting = defaults.iter().filter_map(|default| {
        let default = default.map()?;
        let path = scope(default, &site.page.path)?;
        let name = default.get("values")?.map()?.text("layout")?;
        Some((path, name.to_owned()))
    });
    fitting.max_by_key(|(path, _)| *path).map(|(_, name)| name)
}

// The length of the scope's path, if the page is in it.
fn scope(default: &Map, page: &str) -> Option<usize> {
    let scope = default.get("scope").and_then(Value::map);
    let text = |name| scope.and_then(|scope| scope.text(name)).unwrap_or("");
    let path = text("path").trim_matches('/');
    let inside = page.strip_prefix(path);
    let below = |rest: &str| path.is_empty() || rest.is_empty() || rest.starts_with('/');
    let is_in = inside.is_some_and(below) && ["", "pages"].contains(&text("type"));
    is_in.then_some(path.len())
}

// A home page has `home`, else `page`, else `default`, whichever there is.
fn of_plugin(site: &Site<'_>) -> Option<String> {
    let path = &site.page.path;
    if !path.ends_with(".md") && !path.ends_with(".markdown") {
        return None;
    }
    let layouts = site.files.list("_layouts");
    let is_there = |name: &&str| layouts.contains(&format!("_layouts/{name}.html"));
    let mut names = ["home", "page", "default"].into_iter();
    names.find(is_there).map(str::to_owned)
}
