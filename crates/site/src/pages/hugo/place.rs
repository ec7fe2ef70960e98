//! Where files of content stand: sections, bundles, languages.

use super::CONTENT;
use super::config::Language;
use crate::pages::address;

/// Where a file of content stands, its language taken out of its name.
pub(super) struct Place {
    pub(super) folder: String,
    pub(super) name: String,
    pub(super) language: Language,
    pub(super) is_content: bool,
}

impl Place {
    pub(super) fn of(inside: &str, languages: &[Language]) -> Place {
        let extension = address::extension(inside);
        let stem = &inside[..inside.len() - extension.len()];
        let suffix = address::extension(stem);
        let tag = suffix.trim_start_matches('.').to_lowercase();
        let named = languages
            .iter()
            .find(|each| !tag.is_empty() && each.tag == tag);
        let stem = match named {
            Some(_) => &stem[..stem.len() - suffix.len()],
            None => stem,
        };
        let usual = Language {
            tag: String::new(),
            prefix: String::new(),
            content: None,
        };
        Place {
            folder: address::folder(stem).to_owned(),
            name: address::name(stem).to_owned(),
            language: named.or(languages.first()).cloned().unwrap_or(usual),
            is_content: CONTENT.contains(&&*extension.to_lowercase()),
        }
    }

    pub(super) fn is_list(&self) -> bool {
        self.name == "_index"
    }

    /// The folders that hold the page: those of a bundle are without its own.
    pub(super) fn sections(&self) -> &str {
        match &*self.name {
            "index" => address::folder(&self.folder),
            _ => &self.folder,
        }
    }

    pub(super) fn base(&self) -> &str {
        match &*self.name {
            "index" => address::name(&self.folder),
            name => name,
        }
    }
}
