//! What only a preview has: a script that reloads the page, and the problems
//! of the site on top of it.

use site::{Problem, Severity};

/// Where the preview's own files are; no site has a folder called so.
pub(super) const FOLDER: &str = "/.home-page/";

/// Reloads a page that is older than the site.
pub(super) const SCRIPT: &str = include_str!("reload.js");

/// How the problems look.
pub(super) const STYLE: &str = include_str!("problems.css");

/// A page with the script and the problems in it. Its policy, if it has one,
/// lets them in, and nothing else.
pub(super) fn into_page(html: &str, version: &str, problems: &[Problem]) -> String {
    let html = policy_opened(html);
    let end = end_of_body(&html);
    let (before, after) = html.split_at(end);
    let overlay = overlay(problems);
    format!(
        "{before}<link rel=\"stylesheet\" href=\"{FOLDER}problems.css\">{overlay}\
         <script src=\"{FOLDER}reload.js\" data-version=\"{version}\"></script>{after}"
    )
}

fn end_of_body(html: &str) -> usize {
    let bytes = html.as_bytes();
    let closing = b"</body";
    let mut places = bytes.windows(closing.len()).enumerate().rev();
    let found = places.find(|(_, window)| window.eq_ignore_ascii_case(closing));
    found.map_or(html.len(), |(at, _)| at)
}

fn overlay(problems: &[Problem]) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let errors = count(problems, Severity::Error);
    let summary = match errors {
        0 => format!("{} to look at", named(problems.len(), "thing", "things")),
        errors => named(errors, "error", "errors"),
    };
    let open = if errors > 0 { " open" } else { "" };
    let mut html = format!(
        "<aside aria-label=\"Problems\"><details id=\"home-page-problems\"{open}>\
         <summary>{summary}</summary><ul>"
    );
    for problem in problems {
        html.push_str(&format!(
            "<li class=\"{}\">{}</li>",
            problem.severity,
            escaped(&problem.to_string())
        ));
    }
    html + "</ul></details></aside>"
}

fn count(problems: &[Problem], severity: Severity) -> usize {
    let alike = problems.iter();
    alike.filter(|problem| problem.severity == severity).count()
}

fn named(count: usize, one: &str, many: &str) -> String {
    crate::tell::count(count, one, many)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

// The policy stands in a `meta` of the head, and only what it names is loaded.
fn policy_opened(html: &str) -> String {
    let Some((start, end)) = policy(html) else {
        return html.to_owned();
    };
    let (before, rest) = html.split_at(start);
    let (policy, after) = rest.split_at(end - start);
    format!("{before}{}{after}", with_self(policy))
}

// Where the value of the policy is: `content="…"` of the tag that is called so.
fn policy(html: &str) -> Option<(usize, usize)> {
    let lower = html.to_ascii_lowercase();
    let head = &lower[..lower.find("</head").unwrap_or(lower.len())];
    let name = head.find("content-security-policy")?;
    let tag = head[..name].rfind('<')?;
    let tag_end = name + head[name..].find('>')?;
    let content = head[tag..tag_end].find("content=")? + tag + "content=".len();
    let quote = head[content..].chars().next()?;
    let start = content + 1;
    let end = start
        + head[start..tag_end]
            .find(quote)
            .filter(|_| "\"'".contains(quote))?;
    Some((start, end))
}

// `'self'` in each directive that the preview needs; one that is missing falls
// back on `default-src`, whose sources it takes over.
fn with_self(policy: &str) -> String {
    let quote = if policy.contains("&#39;") || policy.contains("&#x27;") {
        "&#39;"
    } else {
        "'"
    };
    let own = format!("{quote}self{quote}");
    let none = format!("{quote}none{quote}");
    // The semicolons of escaped quotes end no directive.
    let policy = policy.replace("&#39;", "\u{1}").replace("&#x27;", "\u{1}");
    let own_raw = own.replace("&#39;", "\u{1}");
    let none_raw = none.replace("&#39;", "\u{1}");
    let mut directives: Vec<Vec<String>> = policy
        .split(';')
        .map(|directive| directive.split_whitespace().map(str::to_owned).collect())
        .filter(|words: &Vec<String>| !words.is_empty())
        .collect();
    let fallback = directives.iter().find(|words| words[0] == "default-src");
    let fallback: Vec<String> = fallback
        .map(|words| words[1..].to_vec())
        .unwrap_or_default();
    for name in ["script-src", "connect-src", "style-src"] {
        let place = directives.iter().position(|words| words[0] == name);
        let place = place.unwrap_or_else(|| {
            let mut words = vec![name.to_owned()];
            words.extend(fallback.iter().cloned());
            directives.push(words);
            directives.len() - 1
        });
        let words = &mut directives[place];
        words.retain(|word| *word != none_raw);
        if !words.contains(&own_raw) {
            words.push(own_raw.clone());
        }
    }
    let directives: Vec<String> = directives.iter().map(|words| words.join(" ")).collect();
    directives.join("; ").replace('\u{1}', quote)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let page = into_page("<body><p>Hi</p></BODY></html>", "7", &[]);
        assert!(page.starts_with("<body><p>Hi</p><link "), "{page}");
        assert!(page.ends_with("data-version=\"7\"></script></BODY></html>"));
        assert!(into_page("no body", "7", &[]).starts_with("no body<link "));
    }

    #[test]
    fn problems_are_shown_and_are_no_markup() {
        let problem = Problem::in_file("x", "a.md", "`<b>` is odd");
        let page = into_page("", "7", std::slice::from_ref(&problem));
        assert!(page.contains("<details id=\"home-page-problems\" open><summary>1 error<"));
        assert!(page.contains("<li class=\"error\">a.md: error: `&lt;b&gt;` is odd</li>"));
        let page = into_page("", "7", &[problem.severity(Severity::Warning)]);
        assert!(page.contains("<details id=\"home-page-problems\"><summary>1 thing to look at<"));
    }

    #[test]
    fn a_policy_lets_the_preview_in_and_nothing_else() {
        for (policy, expected) in [
            (
                "default-src 'none'; style-src 'self' 'sha256-x'",
                "default-src 'none'; style-src 'self' 'sha256-x'; script-src 'self'; connect-src 'self'",
            ),
            (
                "default-src 'self'; script-src 'none'",
                "default-src 'self'; script-src 'self'; connect-src 'self'; style-src 'self'",
            ),
            (
                "script-src &#39;none&#39;;connect-src x;style-src y",
                "script-src &#39;self&#39;; connect-src x &#39;self&#39;; style-src y &#39;self&#39;",
            ),
        ] {
            let html = format!(
                "<head><meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"></head>"
            );
            let opened = policy_opened(&html);
            assert!(
                opened.contains(&format!("content=\"{expected}\"")),
                "{opened}"
            );
        }
        assert_eq!(
            policy_opened("<p>content-security-policy"),
            "<p>content-security-policy"
        );
    }
}
