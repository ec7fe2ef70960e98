//! The one line that a site's owner writes, said as long as it is not there.

use site::Files;
use site::config::Kind;

use crate::load::Opened;
use crate::place::{FRAGMENT, Place};

/// Where generators keep what stands around every page.
const LAYOUTS: [&str; 5] = ["_includes", "_layouts", "layouts", "templates", "partials"];

/// So many files of layouts are looked at; no site has more of its own.
const MOST_LAYOUTS: usize = 2_000;

/// What is to be written for the feed to be found, and for the generator to
/// publish it.
pub(crate) fn of_feed(opened: &Opened, place: &Place, path: &str, link: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_told = |text: &str| {
        let link = text.contains("application/atom+xml") && text.contains(name);
        link || text.contains("feed_meta")
    };
    let link = (!frames(opened).iter().any(|(_, text)| is_told(text)))
        .then(|| format!("for readers to find the feed, write into the page's <head>: {link}"));
    link.into_iter()
        .chain(resources(opened, place, path))
        .collect()
}

/// What keeps a generator from writing a sitemap of its own.
pub(crate) fn of_sitemap(opened: &Opened, place: &Place) -> Vec<String> {
    let note = match opened.raw.kind {
        _ if !is_in_site(opened, place) => None,
        Kind::Hugo => {
            let is_off = settings(opened)
                .lines()
                .any(|line| line.contains("disableKinds") && line.contains("sitemap"));
            (!is_off).then_some(
                "Hugo writes a sitemap.xml of its own to the same place, and either may win, \
                 until its settings say: disableKinds = [\"sitemap\"]",
            )
        }
        Kind::Zola => (!settings(opened).contains("generate_sitemap")).then_some(
            "Zola writes a sitemap.xml of its own to the same place until config.toml says: \
             generate_sitemap = false",
        ),
        _ => None,
    };
    let note = note.map(str::to_owned).into_iter();
    note.chain(resources(opened, place, "sitemap.xml"))
        .collect()
}

/// What keeps Hugo from writing pages of its own for old addresses. It copies
/// and writes side by side, in no order.
pub(crate) fn of_redirects(opened: &Opened, place: &Place) -> Vec<String> {
    let is_hugo = opened.raw.kind == Kind::Hugo && is_in_site(opened, place);
    let note = (is_hugo && !settings(opened).contains("disableAliases")).then(|| {
        "Hugo writes pages of its own for aliases to the same places, and either may win, \
         until its settings say: disableAliases = true"
            .to_owned()
    });
    note.into_iter().collect()
}

// The settings as they are written, whichever of their files there is.
fn settings(opened: &Opened) -> String {
    const FILES: [&str; 6] = [
        "hugo.toml",
        "hugo.yaml",
        "config.toml",
        "config.yaml",
        "config/_default/hugo.toml",
        "config/_default/config.toml",
    ];
    let read = |name: &&str| opened.folder.read(name);
    let files = FILES.iter().filter_map(read);
    let texts = files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    texts.collect::<Vec<_>>().join("\n")
}

/// What is to be written for the map to be seen, and in place of what.
pub(crate) fn of_map(opened: &Opened, place: &Place) -> Vec<String> {
    let frames = frames(opened);
    let is_there = |text: &str| text.contains(FRAGMENT) || text.contains("class=\"visitor-map\"");
    let shown = frames
        .iter()
        .any(|(path, text)| !path.ends_with(FRAGMENT) && is_there(text));
    let old = frames.iter().find_map(|(path, text)| {
        let source = site::Source::new(path.as_str(), text.as_str());
        let problem = visitor_map::embed::check(&source).into_iter().next()?;
        Some(format!("{path}:{}", problem.line))
    });
    let (is_old, old) = (old.is_some(), old.unwrap_or_default());
    let place_of_map = match is_old {
        true => format!("in place of the old map at {old}"),
        false => "where it is to stand".to_owned(),
    };
    let note = match place.map_line(opened.raw.kind) {
        _ if shown && !is_old => None,
        Some(_) if shown => Some(format!("the old map is still at {old}; take it out")),
        Some(line) => Some(format!(
            "for the map to be seen, write {place_of_map}: {line}"
        )),
        None if is_in_site(opened, place) => Some(format!(
            "for the map to be seen, paste what is in {FRAGMENT} {place_of_map}"
        )),
        None => None,
    };
    note.into_iter().collect()
}

fn is_in_site(opened: &Opened, place: &Place) -> bool {
    place.files.starts_with(opened.folder.shown(""))
}

// Quarto copies what its settings name.
fn resources(opened: &Opened, place: &Place, path: &str) -> Option<String> {
    if opened.raw.kind != Kind::Quarto || !is_in_site(opened, place) {
        return None;
    }
    let settings = opened.folder.read("_quarto.yml").unwrap_or_default();
    let is_named = String::from_utf8_lossy(&settings).contains(path);
    (!is_named).then(|| {
        format!(
            "for Quarto to publish it, write below project: in _quarto.yml: resources: [{path}]"
        )
    })
}

/// The home page and the site's own layouts, each with its path.
fn frames(opened: &Opened) -> Vec<(String, String)> {
    let mut paths: Vec<String> = Vec::new();
    let mut folders: Vec<String> = LAYOUTS.iter().map(ToString::to_string).collect();
    while let Some(folder) = folders.pop() {
        if paths.len() > MOST_LAYOUTS {
            break;
        }
        paths.extend(opened.folder.list(&folder));
        folders.extend(opened.folder.folders(&folder));
    }
    paths.extend(["_quarto.yml", "index.html"].map(str::to_owned));
    paths.sort();
    let read = |path: String| {
        let bytes = opened.folder.read(&path)?;
        Some((path, String::from_utf8_lossy(&bytes).into_owned()))
    };
    let mut frames: Vec<(String, String)> = paths.into_iter().filter_map(read).collect();
    let home = opened.home().0;
    let home = home.map(|home| (home.source.path.clone(), home.source.text));
    frames.extend(home);
    frames
}
