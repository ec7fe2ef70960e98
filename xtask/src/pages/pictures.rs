//! How large the pictures of a site are, told by their first bytes.

use std::collections::BTreeMap;

use site::Page;

use crate::addresses::Found;
use crate::common::Common;
use crate::{assets, parallel};

const ENDINGS: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

/// Whether a file is called like a picture whose size can be told.
pub(crate) fn is_picture(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Width and height in pixels, by the paths in the built site.
pub(super) fn sizes(common: &Common, found: &Found) -> BTreeMap<String, (u32, u32)> {
    let pictures = found.pages.iter();
    let pictures = pictures.filter(|page| assets::is_published(page) && is_picture(&page.file));
    let pictures: Vec<&Page> = pictures.collect();
    let sizes = parallel::map(&pictures, |page| {
        let path = common.opened.folder.real(&page.file)?;
        let size = imagesize::size(path).ok()?;
        let pixels = |length: usize| u32::try_from(length).ok().filter(|pixels| *pixels > 0);
        pixels(size.width).zip(pixels(size.height))
    });
    let named = pictures.iter().zip(sizes);
    named
        .filter_map(|(page, size)| Some((page.output.clone(), size?)))
        .collect()
}
