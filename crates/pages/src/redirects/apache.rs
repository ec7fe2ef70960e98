use site::address::decode;
use site::redirects::Target;
use site::{Output, Problem, Redirect, Redirects};
use url::Url;

pub(super) const FILE: &str = "redirects.apache.conf";

pub(super) const HEAD: &str = "# Include this file, or put it into .htaccess.\n";

/// `redirects.apache.conf`, for the server's configuration or `.htaccess`.
///
/// `RedirectPermanent` takes what it is given for the beginning of a path and
/// would send `/about/team/` along with `/about/`; so the whole path is matched
/// (mod_alias, `RedirectMatch permanent`). Apache matches the decoded path, and
/// encodes the path of the target itself, but not its query and fragment.
pub(super) fn write(redirects: &Redirects, base_url: &Url, problems: &mut Vec<Problem>) -> Output {
    let folder = super::base_folder(base_url);
    let mut conf = HEAD.to_owned();
    for rule in super::exceptions(redirects) {
        let from = regex(&format!("{folder}{}", rule.from));
        match target(rule, &folder) {
            Some(to) => conf.push_str(&format!("RedirectMatch permanent \"^{from}$\" \"{to}\"\n")),
            None => problems.push(unfit(rule)),
        }
    }
    if let Some(url) = &redirects.moved {
        let from = regex(&folder);
        let to = substitute(&decoded(url).unwrap_or_else(|| url.to_string()));
        conf.push_str(&format!(
            "RedirectMatch permanent \"^{from}/(.*)$\" \"{to}$1\"\n"
        ));
    }
    Output::new(FILE, conf)
}

// The path decoded and the rest as it is. A question mark keeps Apache from
// putting the visitor's query behind the fragment.
fn target(rule: &Redirect, folder: &str) -> Option<String> {
    let (path, tail) = match &rule.to {
        Target::Page { path, tail } => (format!("{folder}{path}"), tail.clone()),
        Target::Url(url) => {
            let url = Url::parse(url).ok()?;
            let path = decoded(&url)?;
            let query = url.query().map(|query| format!("?{query}"));
            let fragment = url.fragment().map(|fragment| format!("#{fragment}"));
            (
                path,
                query.unwrap_or_default() + &fragment.unwrap_or_default(),
            )
        }
    };
    let mark = if tail.starts_with('#') { "?" } else { "" };
    let target = format!("{path}{mark}{tail}");
    // Apache puts the value of a variable for what stands between braces.
    (!target.contains("${")).then(|| substitute(&target))
}

// An address up to its path, with the path decoded, where Apache makes the
// same of it again.
fn decoded(url: &Url) -> Option<String> {
    let path = decode(url.path())?;
    let odd = |c: char| c.is_control() || "?#".contains(c);
    let slashes = |text: &str| text.matches('/').count();
    let same = !path.contains(odd) && slashes(&path) == slashes(url.path());
    let origin = url.origin().ascii_serialization();
    same.then(|| format!("{origin}{path}"))
}

fn unfit(rule: &Redirect) -> Problem {
    let message = "the target has an escape that Apache's RedirectMatch would change";
    let problem = rule.origin.error("redirect-host", message);
    problem.help("write it in UTF-8 and without %2F, %3F, %23 and ${, or set it up at the host")
}

// A dollar sign begins a group in a target, a backslash an escape.
fn substitute(target: &str) -> String {
    let target = target.replace('\\', "\\\\\\\\").replace('$', "\\$");
    target.replace('"', "\\\"")
}

fn regex(path: &str) -> String {
    let mut regex = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            // In brackets, because `\$` before a brace would name a variable.
            '$' => regex.push_str("[$]"),
            '"' => regex.push_str("\\\""),
            '.' | '^' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => {
                regex.push('\\');
                regex.push(c);
            }
            _ => regex.push(c),
        }
    }
    regex
}
