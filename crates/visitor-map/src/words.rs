//! What a map says, in each language. Sentences are made of a name and a value
//! wherever a language would need another form for one than for many.

use crate::data::words::WORDS;
use crate::{Language, Unit};

/// What a map of places or of counts is called, and the parts around it.
pub(crate) struct Words {
    pub(crate) places_title: &'static str,
    pub(crate) counts_title: &'static str,
    pub(crate) place: &'static str,
    pub(crate) places: &'static str,
    pub(crate) country: &'static str,
    pub(crate) countries: &'static str,
    pub(crate) years: &'static str,
    pub(crate) addresses: &'static str,
    pub(crate) visits: &'static str,
    pub(crate) requests: &'static str,
    pub(crate) most: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) table: &'static str,
    /// Of places: what the picture does to who looks at it.
    pub(crate) harmless: &'static str,
    pub(crate) source: &'static str,
}

impl Words {
    pub(crate) fn of(language: Language) -> &'static Words {
        &WORDS[language.index().min(WORDS.len() - 1)]
    }

    pub(crate) fn unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::Addresses => self.addresses,
            Unit::Visits => self.visits,
            Unit::Requests => self.requests,
        }
    }
}
