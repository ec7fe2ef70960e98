//! Tables that a generator or a hand has made.

pub(crate) mod cities;
pub(crate) mod countries;
pub(crate) mod land;
pub(crate) mod names;
pub(crate) mod numbers;
pub(crate) mod words;
