use site::address::percent_encode;
use site::config::Host;
use site::redirects::Target;
use site::{Output, Problem, Redirect, Redirects, Severity};
use url::Url;

pub(super) const FILE: &str = "_redirects";

pub(super) const HEAD: &str =
    "# Made by the home-page plugins: edit redirect_from, aliases or site.toml.\n";

// Cloudflare takes so many rules without placeholders, and so long a line
// (https://developers.cloudflare.com/pages/configuration/redirects/).
const MOST: usize = 2_000;
const LONGEST: usize = 1_000;

/// `_redirects`, a rule a line. Netlify prefers a file to a rule without the
/// exclamation mark, which Cloudflare does not know and does not need. The
/// visitor's query goes with both.
pub(super) fn write(
    redirects: &Redirects,
    base_url: &Url,
    host: Host,
    problems: &mut Vec<Problem>,
) -> Output {
    let base = super::base_path(base_url);
    let code = if host == Host::Netlify { "301!" } else { "301" };
    let mut list = HEAD.to_owned();
    let mut count = 0;
    for rule in super::exceptions(redirects) {
        let target = target(rule, base_url, host);
        let line = format!("{base}{} {target} {code}\n", percent_encode(&rule.from));
        if let Some(problem) = unfit(rule, &line, host) {
            problems.push(problem);
            continue;
        }
        if host == Host::Cloudflare && count == MOST {
            problems.push(too_many(rule));
            break;
        }
        list.push_str(&line);
        count += 1;
    }
    // The only rule with a placeholder comes last, as Cloudflare asks.
    if let Some(url) = &redirects.moved {
        list.push_str(&format!("{base}/* {url}:splat {code}\n"));
    }
    if !base.is_empty() {
        problems.push(not_at_root(base));
    }
    Output::new(FILE, list)
}

// Cloudflare serves a page without `.html` and `index.html` in its address,
// which would be a second redirect; a colon begins a placeholder.
fn target(rule: &Redirect, base_url: &Url, host: Host) -> String {
    let Target::Page { path, tail } = &rule.to else {
        return rule.to.reference(base_url);
    };
    let plain = path
        .strip_suffix("index.html")
        .filter(|folder| folder.ends_with('/'));
    let plain = plain.or_else(|| path.strip_suffix(".html"));
    let path = plain.filter(|_| host == Host::Cloudflare).unwrap_or(path);
    let base = super::base_path(base_url);
    format!("{base}{}{tail}", percent_encode(path).replace(':', "%3A"))
}

fn unfit(rule: &Redirect, line: &str, host: Host) -> Option<Problem> {
    let from = &rule.from;
    let placeholder = |after: &str| after.starts_with(|c: char| c.is_ascii_alphabetic());
    if from.contains('*') || from.split(':').skip(1).any(placeholder) {
        let message = format!(
            "`{from}` has a star or a colon, which stand for something else in `_redirects`"
        );
        let problem = rule.origin.error("redirect-host", message);
        return Some(problem.help("take the redirect out, or set it up at the host"));
    }
    if host == Host::Cloudflare && line.trim_end().len() > LONGEST {
        let message = "the rule is longer than the 1,000 characters that Cloudflare takes";
        let problem = rule.origin.error("redirect-host", message);
        return Some(problem.help("shorten the addresses, or use Cloudflare's bulk redirects"));
    }
    None
}

fn too_many(rule: &Redirect) -> Problem {
    let message = "from here on there are more than the 2,000 redirects that Cloudflare takes";
    let problem = rule.origin.error("redirect-host", message);
    problem.help("use Cloudflare's bulk redirects, and redirects.json for them")
}

fn not_at_root(base: &str) -> Problem {
    let message =
        format!("`_redirects` counts at the root of the domain alone, and the site is in {base}/");
    let problem = Problem::in_file("redirect-host", "", message);
    problem
        .severity(Severity::Warning)
        .help("publish that file at the root of the domain")
}
