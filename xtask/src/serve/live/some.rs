//! A change of the words of a few pages.

use std::collections::BTreeSet;

use site::{Files, Page, Problem};

use super::{Live, shown};
use crate::addresses::Found;
use crate::pages::{Inputs, PLUGIN, pictures};
use crate::plugins::{Made, Plugin};
use crate::serve::preview::{self, Update};
use crate::{addresses, assets, build, feed, map, pages, parallel, sitemap, tell};

/// The plugins that lean on the News list and the home page, beside the pages.
const OF_NEWS: [&Plugin; 3] = [&map::PLUGIN, &feed::PLUGIN, &sitemap::PLUGIN];

/// Makes the pages of these files again; nothing where more than their words
/// may have changed.
pub(super) fn pages(live: &mut Live, files: &BTreeSet<String>) -> Option<Update> {
    let found = live.common.found(&mut Vec::new())?;
    let before = carriers(live);
    let is_plain = |file: &&String| is_plain(found, file) && !before.contains(*file);
    let (plain, words): (Vec<&String>, Vec<&String>) = files.iter().partition(is_plain);
    let mut words: BTreeSet<String> = words.into_iter().cloned().collect();
    if words.is_empty() {
        let what = format!("took {}", tell::count(plain.len(), "file", "files"));
        return Some(live.update(preview::Files::new(), Vec::new(), what));
    }
    if !are_as_before(live, found, &words) {
        return None;
    }
    let is_news = touches_news(live, &words);
    if is_news {
        forget_news(live)?;
        words.extend(before);
        words.extend(carriers(live));
    }
    let (made, problems) = make(live, &words)?;
    let pages = tell::count(made.outputs.len(), "page", "pages");
    let of_pages = live.problems.entry(PLUGIN.name).or_default();
    of_pages.retain(|problem| !words.contains(&problem.file));
    of_pages.extend(problems);
    let mut changed: preview::Files = shown(&PLUGIN, made).collect();
    let mut whole = Vec::new();
    for plugin in OF_NEWS.into_iter().filter(|_| is_news) {
        let run = build::whole::run(plugin, &live.common);
        if let Some((plugin, made)) = live.note(run) {
            whole.push(plugin.name);
            changed.extend(shown(plugin, made));
        }
    }
    Some(live.update(changed, whole, format!("made {pages} again")))
}

// What is drawn where a map stood looks as that did, and may be on any page.
fn forget_news(live: &mut Live) -> Option<()> {
    let drawn = |live: &Live| {
        let map = live.common.map(&mut Vec::new());
        map.map(|map| map.fragment.clone())
    };
    let before = drawn(live);
    live.common.forget_news();
    (drawn(live) == before).then_some(())
}

// What is published as it is and nowhere looked at is read anew anyway.
fn is_plain(found: &Found, file: &str) -> bool {
    let mut pages = found.pages.iter();
    let is_published = pages.any(|page| page.file == *file && assets::is_published(page));
    is_published && !pictures::is_picture(file)
}

// Whether all that is known of pages without reading their text is as it was.
fn are_as_before(live: &Live, found: &Found, files: &BTreeSet<String>) -> bool {
    let only = Only {
        files: &live.folder,
        paths: files,
    };
    let options = addresses::options(&live.told, &found.addresses);
    let (now, _) = site::pages::enumerate(&only, &live.common.opened.raw, &options);
    let before = found.pages.iter();
    let before: Vec<&Page> = before.filter(|page| files.contains(&page.file)).collect();
    let are_pages = before.len() == files.len() && before.iter().all(|page| assets::is_page(page));
    are_pages && before.into_iter().eq(&now)
}

// The files whose change may be one of the News list.
fn touches_news(live: &Live, files: &BTreeSet<String>) -> bool {
    let carriers = carriers(live);
    // A list that is nowhere may appear anywhere.
    carriers.len() < 2 && live.common.news().items.is_empty()
        || files.iter().any(|file| carriers.contains(file))
}

// The home page, and the pages that the list is written in.
fn carriers(live: &Live) -> BTreeSet<String> {
    let home = live.common.home(&mut Vec::new());
    let home = home.map(|home| home.source.path.clone());
    let items = live.common.news().items.iter();
    items.map(|item| item.file.clone()).chain(home).collect()
}

fn make(live: &Live, files: &BTreeSet<String>) -> Option<(Made, Vec<Problem>)> {
    let common = &live.common;
    let mut problems = Vec::new();
    let inputs = Inputs::gather(common, &mut problems)?;
    let pages = pages::published(inputs.found).into_iter();
    let pages: Vec<&Page> = pages.filter(|page| files.contains(&page.file)).collect();
    let prepared = parallel::map(&pages, |page| pages::prepare(common, page, inputs.map));
    let site = inputs.site();
    let (shared, _) = ::pages::prepare(&site);
    let mut made = Made::default();
    for (output, more) in parallel::map(&prepared, |prepared| pages::render(&shared, prepared)) {
        made.outputs.push(output);
        problems.extend(more);
    }
    Some((made, problems))
}

/// A few files of a site, as if there were no others.
struct Only<'f> {
    files: &'f dyn Files,
    paths: &'f BTreeSet<String>,
}

impl Files for Only<'_> {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(path)
    }

    fn head(&self, path: &str, most: usize) -> Option<Vec<u8>> {
        self.files.head(path, most)
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let inside = self.paths.iter();
        let inside = inside.filter(|path| parent(path) == folder);
        inside.cloned().collect()
    }

    fn folders(&self, folder: &str) -> Vec<String> {
        let mut folders = BTreeSet::new();
        for path in self.paths {
            let mut above = std::iter::successors(Some(parent(path)), |path| {
                (!path.is_empty()).then(|| parent(path))
            });
            let child = above.find(|path| !path.is_empty() && parent(path) == folder);
            folders.extend(child.map(str::to_owned));
        }
        folders.into_iter().collect()
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
