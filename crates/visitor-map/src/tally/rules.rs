use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::agents::Agents;
use super::network::{is_public, visitor};
use super::{Crawlers, Network};
use crate::log::Request;

/// Why a request is no visit of a page by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Another method than GET.
    Method,
    /// Another status than 200 and 304: errors, and redirects, after which the
    /// page itself is asked for.
    Status,
    /// A part of a page or a file for machines, by its extension.
    Asset,
    /// A browser fetched it ahead of being asked (`Sec-Purpose: prefetch`).
    Prefetch,
    /// `Sec-GPC: 1` or `DNT: 1`.
    OptOut,
    /// A program other than a browser.
    Crawler,
    /// An address of a private network.
    Private,
    /// A trusted proxy that does not say who asked.
    Proxy,
}

impl Reason {
    /// All reasons, in the order in which they are tried: a request that is
    /// left out for several counts under the first.
    pub const ALL: [Reason; 8] = [
        Reason::Method,
        Reason::Status,
        Reason::Asset,
        Reason::Prefetch,
        Reason::OptOut,
        Reason::Crawler,
        Reason::Private,
        Reason::Proxy,
    ];

    /// What it is called for people, after a number.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Method => "of other methods than GET",
            Reason::Status => "errors and redirects",
            Reason::Asset => "parts of pages",
            Reason::Prefetch => "prefetched",
            Reason::OptOut => "asked not to be counted (GPC, DNT)",
            Reason::Crawler => "by programs that are no browsers",
            Reason::Private => "from private networks",
            Reason::Proxy => "from a proxy that names no visitor",
        }
    }
}

/// What counts as a visit.
#[derive(Debug)]
pub struct Rules {
    crawlers: Crawlers,
    trusted: Vec<Network>,
}

impl Rules {
    /// The rules for a server behind these proxies; without any, whoever
    /// connected is the visitor.
    ///
    /// # Errors
    /// If the table of crawlers cannot be searched, which is a mistake in it.
    pub fn new(trusted: Vec<Network>) -> Result<Rules, String> {
        Ok(Rules {
            crawlers: Crawlers::new()?,
            trusted,
        })
    }

    /// Whose visit a request is, or why it is none.
    ///
    /// Nearly all that is left out are parts of pages, so that what costs the
    /// most to know comes last.
    pub(super) fn visitor(
        &self,
        request: &Request<'_>,
        agents: &mut Agents,
        space: &mut Vec<u8>,
    ) -> Result<IpAddr, Reason> {
        let reasons = [
            (Reason::Method, !matches!(request.method, b"GET" | b"")),
            (Reason::Status, !matches!(request.status, 200 | 304)),
            (Reason::Asset, is_asset(request.path)),
            (Reason::Prefetch, is_ahead(request.purpose)),
            (Reason::OptOut, request.opts_out),
        ];
        if let Some((reason, _)) = reasons.iter().find(|(_, holds)| *holds) {
            return Err(*reason);
        }
        if let Some(agent) = request.agent
            && agents.is_crawler(agent, &self.crawlers)
        {
            return Err(Reason::Crawler);
        }
        let address = visitor(request, &self.trusted, space).ok_or(Reason::Proxy)?;
        match is_public(address) {
            true => Ok(address),
            false => Err(Reason::Private),
        }
    }
}

// What pages are made of, what machines read, and what is carried away. A PDF
// is what many come for.
const ASSETS: &[&[u8]] = &[
    b"css",
    b"js",
    b"mjs",
    b"map",
    b"json",
    b"webmanifest",
    b"wasm",
    b"xml",
    b"atom",
    b"rss",
    b"txt",
    b"ico",
    b"png",
    b"jpg",
    b"jpeg",
    b"gif",
    b"webp",
    b"avif",
    b"svg",
    b"bmp",
    b"woff",
    b"woff2",
    b"ttf",
    b"otf",
    b"eot",
    b"mp3",
    b"mp4",
    b"m4a",
    b"m4v",
    b"webm",
    b"ogg",
    b"ogv",
    b"wav",
    b"vtt",
    b"zip",
    b"gz",
    b"tgz",
    b"bz2",
    b"xz",
    b"7z",
    b"rar",
    b"tar",
    b"env",
    b"bak",
    b"sql",
];

const LONGEST_EXTENSION: usize = 11;

fn is_asset(path: &[u8]) -> bool {
    let end = memchr::memchr2(b'?', b'#', path).unwrap_or(path.len());
    let path = &path[..end];
    let tail = &path[path.len().saturating_sub(LONGEST_EXTENSION + 1)..];
    let Some(dot) = memchr::memrchr2(b'.', b'/', tail) else {
        return false;
    };
    let extension = &tail[dot + 1..];
    tail[dot] == b'.'
        && ASSETS
            .iter()
            .any(|asset| asset.eq_ignore_ascii_case(extension))
}

// `prefetch`, `prefetch;prerender` (Sec-Purpose), and the older `preview`.
fn is_ahead(purpose: &[u8]) -> bool {
    let first = purpose.split(|byte| *byte == b';').next();
    let first = first.unwrap_or_default().trim_ascii();
    [b"prefetch".as_slice(), b"prerender", b"preview"]
        .iter()
        .any(|ahead| ahead.eq_ignore_ascii_case(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Line, Parser};

    fn judge(line: &str) -> Result<IpAddr, Reason> {
        let rules = Rules::new(vec!["198.51.100.0/24".parse().unwrap()]).unwrap();
        let mut parser = Parser::detect(line.as_bytes()).expect(line);
        let Line::Request(request) = parser.line(line.as_bytes()) else {
            panic!("{line}")
        };
        rules.visitor(&request, &mut Agents::default(), &mut Vec::new())
    }

    const VISIT: &str = r#"192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/ HTTP/1.1" 200 5 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" "-""#;

    #[test]
    fn each_reason_has_its_requests() {
        assert_eq!(judge(VISIT), Ok(IpAddr::from([192, 0, 2, 7])));
        for (old, new, reason) in [
            ("GET", "POST", Reason::Method),
            ("GET", "HEAD", Reason::Method),
            ("GET /talks/ HTTP/1.1", r"\x16\x03", Reason::Method),
            (" 200 ", " 404 ", Reason::Status),
            (" 200 ", " 301 ", Reason::Status),
            ("/talks/", "/a/style.css?v=1.html", Reason::Asset),
            ("/talks/", "/favicon.ICO", Reason::Asset),
            ("/talks/", "/site.webmanifest", Reason::Asset),
            ("/talks/", "/robots.txt", Reason::Asset),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "-",
                Reason::Crawler,
            ),
            ("Firefox/140.0", "Googlebot/2.1", Reason::Crawler),
            ("192.0.2.7", "10.0.0.1", Reason::Private),
            ("192.0.2.7", "198.51.100.1", Reason::Proxy),
        ] {
            let line = VISIT.replacen(old, new, 1);
            assert_eq!(judge(&line), Err(reason), "{line}");
        }
    }

    #[test]
    fn headers_that_few_log_are_heeded() {
        let caddy = Parser::named("caddy").unwrap().format().example;
        for (header, reason) in [
            (r#""Sec-Gpc":["1"]"#, Reason::OptOut),
            (r#""Purpose":["prefetch"]"#, Reason::Prefetch),
            (
                r#""Sec-Purpose":["Prefetch;prerender"],"Purpose":["prefetch"]"#,
                Reason::Prefetch,
            ),
        ] {
            let line = caddy.replacen("\"Accept\"", &format!("{header},\"Accept\""), 1);
            assert_eq!(judge(&line), Err(reason), "{header}");
        }
    }

    #[test]
    fn pages_have_other_names_than_their_parts() {
        for page in [
            "/",
            "",
            "/talks",
            "/talks/",
            "/a.html",
            "/paper.pdf",
            "/v1.2/",
            "/a.css/",
            "/?a=b.css",
            "/#a.css",
            "/css",
            "/a.verylongextension.css2",
        ] {
            assert!(!is_asset(page.as_bytes()), "{page}");
        }
    }

    #[test]
    fn the_longest_extension_is_found() {
        let longest = ASSETS.iter().map(|asset| asset.len()).max();
        assert_eq!(longest, Some(LONGEST_EXTENSION));
    }

    #[test]
    fn a_format_without_agents_is_not_all_crawlers() {
        let common = Parser::named("common").unwrap().format().example;
        assert!(judge(common).is_ok());
    }
}
