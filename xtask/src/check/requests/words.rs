//! What is said of a request: what it asks for, what it tells, and the way out.

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Script,
    Frame,
    Embedded,
    Style,
    Font,
    Picture,
    Media,
    Icon,
    Preload,
    Connection,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            What::Script => "a script",
            What::Frame => "a frame",
            What::Embedded => "an embedded document",
            What::Style => "a style sheet",
            What::Font => "a font",
            What::Picture => "a picture",
            What::Media => "a film or sound",
            What::Icon => "an icon",
            What::Preload => "a file in advance",
            What::Connection => "a connection in advance",
        }
    }
}

/// What is wrong with it.
pub(super) fn message(host: &str, whats: &[What]) -> String {
    let names: Vec<&str> = whats.iter().map(|what| what.name()).collect();
    let names = match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    };
    let more = match whats.contains(&What::Script) {
        true => ", and may do anything in it",
        false => "",
    };
    format!("this loads {names} from {host}, which learns who opens the page, and when{more}")
}

// Hosts by the ends of their names, and what to do without them.
const KNOWN: &[(&[&str], &str)] = &[
    (
        &[
            "fonts.googleapis.com",
            "fonts.gstatic.com",
            "use.typekit.net",
        ],
        "take the font out of the page, or put its files into the site and name them by @font-face",
    ),
    (
        &[
            "google-analytics.com",
            "googletagmanager.com",
            "statcounter.com",
            "hotjar.com",
            "clarity.ms",
            "goatcounter.com",
            "plausible.io",
            "cloudflareinsights.com",
            "busuanzi.ibruce.info",
        ],
        "take it out; `tally` counts visitors by the logs of the server, which tell nobody else",
    ),
    (
        &[
            "youtube.com",
            "youtube-nocookie.com",
            "vimeo.com",
            "bilibili.com",
        ],
        "link to the film, best by a picture of it in the site",
    ),
    (
        &[
            "shields.io",
            "badge.dimensions.ai",
            "altmetric.com",
            "d1bxh8uas1mnw7.cloudfront.net",
        ],
        "take the badge out, or write what it says as text",
    ),
    (
        &["mathjax.org", "polyfill.io"],
        "take it out where the page needs none, or put a copy into the site",
    ),
];

/// What to do about it.
pub(super) fn help(host: &str, whats: &[What]) -> &'static str {
    let is_of = |name: &str| {
        let rest = host.strip_suffix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let known = KNOWN
        .iter()
        .find(|(names, _)| names.iter().any(|name| is_of(name)));
    let any = |wanted: &[What]| whats.iter().any(|what| wanted.contains(what));
    match known {
        Some((_, help)) => help,
        None if any(&[What::Frame, What::Embedded]) => {
            "link to it instead of showing it in the page"
        }
        None if any(&[What::Script]) => "put a copy of the script into the site, or take it out",
        None if any(&[
            What::Style,
            What::Font,
            What::Picture,
            What::Media,
            What::Icon,
        ]) =>
        {
            "put a copy into the site"
        }
        None => "take it out",
    }
}
