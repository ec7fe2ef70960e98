// Made by `cargo xtask atlas` from npm cldr-core, cldr-localenames-full and
// cldr-numbers-full 48 (Unicode-3.0, Copyright 1991-2025 Unicode, Inc.); the
// licence is in LICENSES/Unicode-3.0.txt.

//! How large numbers are written.

/// For each language what parts groups of three digits, and the fewest digits
/// before the first such mark.
#[rustfmt::skip]
pub(crate) static GROUPS: [(&str, usize); 13] = [
(",", 1),
(".", 1),
("\u{202f}", 1),
(".", 2),
(".", 1),
(".", 2),
(".", 1),
("\u{a0}", 2),
(".", 1),
("\u{a0}", 1),
(",", 1),
(",", 1),
(",", 1),
];
