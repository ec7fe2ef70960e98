//! What a file is, as browsers are told it.

/// The media type for the ending of a path, as IANA has it.
pub(super) fn of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    let row = TYPES.iter().find(|row| row.0.contains(&&*ending));
    row.map_or("application/octet-stream", |row| row.1)
}

const TYPES: &[(&[&str], &str)] = &[
    (&["html", "htm"], "text/html; charset=utf-8"),
    (&["xhtml"], "application/xhtml+xml"),
    (&["css"], "text/css; charset=utf-8"),
    (&["js", "mjs"], "text/javascript; charset=utf-8"),
    (&["json", "map"], "application/json"),
    (&["xml"], "application/xml"),
    (&["atom"], "application/atom+xml"),
    (
        &["txt", "bib", "md", "csv", "tsv", "log", "tex"],
        "text/plain; charset=utf-8",
    ),
    (&["svg"], "image/svg+xml"),
    (&["png"], "image/png"),
    (&["jpg", "jpeg"], "image/jpeg"),
    (&["gif"], "image/gif"),
    (&["webp"], "image/webp"),
    (&["avif"], "image/avif"),
    (&["ico"], "image/vnd.microsoft.icon"),
    (&["pdf"], "application/pdf"),
    (&["woff"], "font/woff"),
    (&["woff2"], "font/woff2"),
    (&["ttf"], "font/ttf"),
    (&["otf"], "font/otf"),
    (&["mp3"], "audio/mpeg"),
    (&["ogg", "oga"], "audio/ogg"),
    (&["wav"], "audio/wav"),
    (&["mp4", "m4v"], "video/mp4"),
    (&["webm"], "video/webm"),
    (&["zip"], "application/zip"),
    (&["gz", "tgz"], "application/gzip"),
    (&["wasm"], "application/wasm"),
    (&["webmanifest"], "application/manifest+json"),
    (&["ics"], "text/calendar; charset=utf-8"),
    (&["vcf"], "text/vcard; charset=utf-8"),
];

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn endings_tell_types() {
        for (path, expected) in [
            ("index.html", "text/html; charset=utf-8"),
            ("a.b/CV.PDF", "application/pdf"),
            ("a.html/b", "application/octet-stream"),
            ("feed.xml", "application/xml"),
            ("x", "application/octet-stream"),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }
}
