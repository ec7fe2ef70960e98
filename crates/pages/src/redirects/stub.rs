use site::{Output, Redirect};
use url::Url;

use super::wording;

/// What marks a page as made here, so that a later run may replace it.
const MARK: &str = "<meta name=\"generator\" content=\"home-page plugins\">";

/// What GitHub Pages and its like answer with where nothing is.
pub(super) const ERROR_PAGE: &str = "404.html";

// Sends a visitor who came with a query or a fragment on with both: a query is
// added to one that the target has, a fragment gives way to the target's
// (RFC 9110, section 10.2.2). Then it opens a comment that takes in the rest of
// the page, or the refresh could overtake it and lose both. A visitor with
// neither goes by the refresh alone.
const SCRIPT: &str = "var l=location,t=new URL(document.currentScript.dataset.to,l.href);\
if(l.search||l.hash){t.search=t.search&&l.search?t.search+\"&\"+l.search.slice(1):t.search||l.search;\
t.hash=t.hash||l.hash;l.replace(t.href);document.write(\"<\\x21--\")}";

// Sends every visitor on to the same path at the new site.
const MOVE_SCRIPT: &str = "var l=location,d=document.currentScript.dataset;\
l.replace(d.to+(l.pathname.indexOf(d.base)?\"\":l.pathname.slice(d.base.length))+l.search+l.hash)";

// Of the scripts, so that no other ever runs. A changed script needs
// `printf %s SCRIPT | openssl dgst -sha256 -binary | base64`.
const SCRIPT_HASH: &str = "XMAoqgNBdd+kt/VVmgiVixnogIAvDOmTeP/OYvoM9aA=";
const MOVE_SCRIPT_HASH: &str = "w5dpzAj6rL38oE3c/xH0fdFI0N2Teki9DS51WEvTN+Y=";

/// Whether a file is a page that [`redirects`](super::redirects) made.
///
/// ```
/// assert!(!pages::is_stub(b"<!DOCTYPE html><title>About Me</title>"));
/// ```
pub fn is_stub(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(16 << 10)];
    let refreshes = |text: &str| text.contains(REFRESH) || text.contains(MOVE_SCRIPT_HASH);
    let text = String::from_utf8_lossy(start);
    text.contains(MARK) && refreshes(&text)
}

const REFRESH: &str = "<meta http-equiv=\"refresh\"";

/// The page that sends its visitors on.
///
/// The refresh is instant, which search engines take for a permanent redirect.
/// It and the link need no domain where the target is on the site, so that
/// they work on a preview; the canonical address has one.
pub(super) fn write(rule: &Redirect, base_url: &Url) -> Output {
    let to = escape(&rule.to.reference(base_url));
    let canonical = rule.to.address(base_url);
    let canonical = escape(canonical.split('#').next().unwrap_or_default());
    let head = format!(
        "{}<link rel=\"canonical\" href=\"{canonical}\">\n\
         <script data-to=\"{to}\">{SCRIPT}</script>\n\
         {REFRESH} content=\"0; url={to}\">\n",
        policy(SCRIPT_HASH)
    );
    let title = rule.title.as_deref().map(plain).unwrap_or_default();
    let text = if title.is_empty() {
        to.clone()
    } else {
        escape(&title)
    };
    let page = page(rule.language.as_deref(), &head, &to, &text);
    Output::new(rule.file.clone(), page)
}

/// The page for all addresses of a site that has moved and that no page had.
pub(super) fn error_page(url: &Url, base_url: &Url) -> Output {
    let (to, base) = (escape(url.as_str()), escape(base_url.path()));
    let head = format!(
        "{}<script data-to=\"{to}\" data-base=\"{base}\">{MOVE_SCRIPT}</script>\n",
        policy(MOVE_SCRIPT_HASH)
    );
    Output::new(ERROR_PAGE, page(None, &head, &to, &to))
}

fn policy(hash: &str) -> String {
    format!(
        "<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; base-uri 'none'; script-src 'sha256-{hash}'\">\n"
    )
}

fn page(language: Option<&str>, head: &str, to: &str, text: &str) -> String {
    let (sentence, language) = wording::moved(language);
    let direction = match wording::right_to_left(language) {
        true => " dir=\"rtl\"",
        false => "",
    };
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"{}\"{direction}>\n\
         <meta charset=\"utf-8\">\n\
         {MARK}\n\
         {head}\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{sentence}</title>\n\
         <p>{sentence}: <a href=\"{to}\">{text}</a></p>\n\
         </html>\n",
        escape(language)
    )
}

// A title on one line, without what could turn the text around it.
fn plain(text: &str) -> String {
    let visible = |c: &char| {
        !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .filter(visible)
        .collect::<String>()
        .trim()
        .to_owned()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    // A browser runs no script but one with its hash: change both or none.
    #[test]
    fn the_hashes_are_those_of_the_scripts() {
        assert_eq!(
            (SCRIPT, SCRIPT_HASH),
            (
                r#"var l=location,t=new URL(document.currentScript.dataset.to,l.href);if(l.search||l.hash){t.search=t.search&&l.search?t.search+"&"+l.search.slice(1):t.search||l.search;t.hash=t.hash||l.hash;l.replace(t.href);document.write("<\x21--")}"#,
                "XMAoqgNBdd+kt/VVmgiVixnogIAvDOmTeP/OYvoM9aA="
            )
        );
        assert_eq!(
            (MOVE_SCRIPT, MOVE_SCRIPT_HASH),
            (
                r#"var l=location,d=document.currentScript.dataset;l.replace(d.to+(l.pathname.indexOf(d.base)?"":l.pathname.slice(d.base.length))+l.search+l.hash)"#,
                "w5dpzAj6rL38oE3c/xH0fdFI0N2Teki9DS51WEvTN+Y="
            )
        );
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escape("<a href='\">&"), "&lt;a href=&#39;&quot;&gt;&amp;");
        assert_eq!(plain(" a\u{202E}\nb "), "ab");
    }
}
