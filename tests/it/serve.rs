//! The preview: what a browser gets, and when it is told to look again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tests::{NOW, Sandbox, binary};

const PAGE: &str = "---\npermalink: /\ntitle: Home\n---\n\
    # News\n\n* [Dec 2025] A [talk](https://talks.test/)\n";

/// Longer than any of this takes; whatever waits for it has failed.
const LONGEST: Duration = Duration::from_secs(30);

/// A preview of the folder `site` in a sandbox; gone with the value.
struct Serving {
    child: Child,
    address: String,
    /// What it says, line by line.
    stderr: Receiver<String>,
}

impl Serving {
    fn start(sandbox: &Sandbox) -> Serving {
        let mut child = Command::new(binary())
            .args(["serve", "--site", "site", "--port", "0"])
            .current_dir(sandbox.path(""))
            .env("SOURCE_DATE_EPOCH", NOW.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = lines(child.stderr.take().unwrap());
        let stdout = lines(child.stdout.take().unwrap());
        let line = stdout.recv_timeout(LONGEST).unwrap();
        let address = line.strip_prefix("http://").unwrap();
        let address = address.split('/').next().unwrap().to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Serving {
            child,
            address,
            stderr,
        }
    }

    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LONGEST)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// The answer to a request whose head ends with these lines.
    fn ask(&self, method: &str, path: &str, more: &str) -> Answer {
        let host = if more.contains("Host:") {
            ""
        } else {
            "Host: localhost\r\n"
        };
        let request = format!("{method} {path} HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n");
        let mut bytes = Vec::new();
        self.send(&request).read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Answer {
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The versions of the site, as a page that waits is told them.
    fn events(&self) -> Receiver<String> {
        let stream = self.send("GET /.home-page/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let (told, versions) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                if let Some(version) = line.strip_prefix("data: ")
                    && told.send(version.to_owned()).is_err()
                {
                    return;
                }
            }
        });
        versions
    }

    fn says(&self, what: &str) -> String {
        let end = Instant::now() + LONGEST;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let line = self.stderr.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("it never says {what}"));
            if line.contains(what) {
                return line;
            }
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    head: String,
    body: String,
}

impl Answer {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (told, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if told.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

fn site() -> Sandbox {
    let sandbox = Sandbox::site(PAGE);
    sandbox.write("site/talks.md", "---\ntitle: Talks\n---\nA talk.\n");
    sandbox.write("site/files/cv.pdf", "%PDF-1.4");
    sandbox
}

#[test]
fn the_pages_and_files_of_the_site_are_served() {
    let sandbox = site();
    let before = sandbox.snapshot();
    let serving = Serving::start(&sandbox);
    for (path, media_type, part) in [
        (
            "/",
            "text/html; charset=utf-8",
            "A <a href=\"https://talks.test/\"",
        ),
        ("/talks/", "text/html; charset=utf-8", "A talk."),
        ("/feed.xml", "application/xml", "<feed"),
        ("/feed.json", "application/json", "jsonfeed.org"),
        ("/sitemap.xml", "application/xml", "<urlset"),
        ("/files/cv.pdf?x", "application/pdf", "%PDF-1.4"),
        ("/robots.txt", "text/plain; charset=utf-8", "Sitemap:"),
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status(), "200", "{path}");
        assert_eq!(answer.header("Content-Type"), Some(media_type), "{path}");
        assert!(answer.body.contains(part), "{path}: {}", answer.body);
    }
    let moved = serving.get("/talks");
    assert_eq!(
        (moved.status(), moved.header("Location")),
        ("301", Some("/talks/"))
    );
    assert_eq!(serving.get("/nothing").status(), "404");
    assert_eq!(sandbox.snapshot(), before, "no ledger, no output");
}

#[test]
fn what_was_sent_once_is_not_sent_again() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    for path in ["/", "/feed.xml", "/files/cv.pdf"] {
        let first = serving.get(path);
        let tag = first.header("ETag").unwrap();
        let again = serving.ask("GET", path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status(), &*again.body), ("304", ""), "{path}");
        assert_eq!(again.header("ETag"), Some(tag), "{path}");
        let head = serving.ask("HEAD", path, "");
        assert_eq!((head.status(), &*head.body), ("200", ""), "{path}");
        assert_eq!(
            head.header("Content-Length"),
            first.header("Content-Length")
        );
        assert!(head.header("Last-Modified").is_some(), "{path}");
    }
}

#[test]
fn nothing_outside_is_served_and_nobody_else_is_spoken_to() {
    let sandbox = site();
    sandbox.write("secret.txt", "secret");
    let serving = Serving::start(&sandbox);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/files/..%2f..%2f..%2fsecret.txt",
        "//secret.txt",
        "/site.toml",
        "/news.lock",
        "/index.md",
    ] {
        let answer = serving.get(path);
        assert!(
            matches!(answer.status(), "400" | "404"),
            "{path}: {}",
            answer.head
        );
        assert!(!answer.body.contains("secret\n") && !answer.body.contains("base_url"));
    }
    let strange = serving.ask("GET", "/", "Host: evil.test\r\n");
    assert_eq!(strange.status(), "403");
    assert!(!strange.body.contains("talk"));
    let strange = serving.ask("GET", "/.home-page/events", "Host: evil.test\r\n");
    assert_eq!(strange.status(), "403");
    assert_eq!(serving.ask("POST", "/", "").status(), "405");
}

#[test]
fn connections_are_kept_and_garbage_ends_them() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    let one = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut text = String::new();
    let stream = serving.send(&format!("{one}{one}nonsense\r\n\r\n{one}"));
    BufReader::new(stream).read_to_string(&mut text).unwrap();
    assert_eq!(text.matches("HTTP/1.1 200 OK").count(), 2);
    assert_eq!(text.matches("HTTP/1.1 400 Bad Request").count(), 1);
    assert_eq!(text.matches("HTTP/1.1").count(), 3);
}

#[test]
fn a_save_is_seen_at_once_and_the_page_is_told() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    let events = serving.events();
    let first = events.recv_timeout(LONGEST).unwrap();
    let page = serving.get("/talks/");
    assert!(page.body.contains(&format!("data-version=\"{first}\"")));
    sandbox.edit("site/talks.md", "A talk.", "Another talk.");
    let second = events.recv_timeout(LONGEST).unwrap();
    assert_ne!(first, second);
    let page = serving.get("/talks/");
    assert!(page.body.contains("Another talk.") && page.body.contains(&second));
    assert!(serving.says("made ").contains("made 1 page again"));
}

#[test]
fn what_depends_on_a_change_changes_too() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    let events = serving.events();
    let next = || events.recv_timeout(LONGEST).unwrap();
    next();
    // News reach the feed, though no ledger is written.
    sandbox.edit("site/index.md", "* [Dec", "* [Jan 2026] A prize\n* [Dec");
    next();
    assert!(serving.get("/").body.contains("A prize"));
    assert!(serving.get("/feed.xml").body.contains("A prize"));
    assert!(!sandbox.has("site/news.lock"));
    // A title is in the navigation of every page.
    sandbox.edit("site/talks.md", "title: Talks", "title: Lectures");
    next();
    assert!(serving.get("/").body.contains("Lectures"));
    // Pages come and go.
    sandbox.write("site/more.md", "---\ntitle: More\n---\nMore.\n");
    next();
    assert_eq!(serving.get("/more/").status(), "200");
    std::fs::remove_file(sandbox.path("site/more.md")).unwrap();
    next();
    assert_eq!(serving.get("/more/").status(), "404");
    // So do files, and the settings.
    sandbox.write("site/files/cv.pdf", "%PDF-1.7");
    next();
    assert_eq!(serving.get("/files/cv.pdf").body, "%PDF-1.7");
    sandbox.edit("site/site.toml", "Home of a Placeholder", "Another name");
    next();
    assert!(serving.get("/").body.contains("Another name"));
}

#[test]
fn what_a_preview_shows_is_what_a_build_writes() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    let events = serving.events();
    let next = || events.recv_timeout(LONGEST).unwrap();
    next();
    sandbox.edit("site/index.md", "* [Dec", "* [Jan 2026] A prize\n* [Dec");
    next();
    sandbox.edit("site/talks.md", "A talk.", "Another talk.");
    next();
    sandbox.run("build --site site --out dist").code(0);
    for (path, file) in [
        ("/feed.xml", "feed.xml"),
        ("/feed.json", "feed.json"),
        ("/sitemap.xml", "sitemap.xml"),
        ("/style.css", "style.css"),
    ] {
        assert_eq!(
            serving.get(path).body,
            sandbox.text(&format!("dist/{file}")),
            "{path}"
        );
    }
    for (path, file) in [("/", "index.html"), ("/talks/", "talks/index.html")] {
        let built = sandbox.text(&format!("dist/{file}"));
        let body = |html: &str| {
            let start = html.find("<body").unwrap();
            let end = html.rfind("<link rel=\"stylesheet\" href=\"/.home-page/");
            html[start..end.or(html.rfind("</body")).unwrap()]
                .trim()
                .to_owned()
        };
        assert_eq!(body(&serving.get(path).body), body(&built), "{path}");
    }
}

#[test]
fn problems_lie_on_the_page_until_they_are_mended() {
    let sandbox = site();
    let serving = Serving::start(&sandbox);
    let events = serving.events();
    let next = || events.recv_timeout(LONGEST).unwrap();
    next();
    assert!(!serving.get("/").body.contains("home-page-problems\" "));
    sandbox.edit("site/site.toml", "title =", "titel =");
    next();
    let page = serving.get("/").body;
    assert!(page.contains("<details id=\"home-page-problems\" open>"));
    assert!(page.contains("did you mean `title`?"), "{page}");
    assert!(
        page.contains("A <a href"),
        "the page of before is still there"
    );
    serving.says("did you mean `title`?");
    sandbox.edit("site/site.toml", "titel =", "title =");
    next();
    assert!(
        !serving
            .get("/")
            .body
            .contains("<details id=\"home-page-problems\"")
    );
    serving.says("no problems any more");
}

#[test]
fn the_policy_of_a_page_is_opened_for_the_preview_alone() {
    let sandbox = site();
    sandbox.run("build --site site --out dist").code(0);
    let built = sandbox.text("dist/index.html");
    assert!(built.contains("default-src 'none'") || built.contains("default-src &#39;none&#39;"));
    assert!(!built.contains("script-src") && !built.contains(".home-page"));
    let serving = Serving::start(&sandbox);
    let page = serving
        .get("/")
        .body
        .replace("&#39;", "'")
        .replace("&#x27;", "'");
    assert!(page.contains("script-src 'self'") && page.contains("connect-src 'self'"));
    assert!(page.contains("<script src=\"/.home-page/reload.js\""));
    let script = serving.get("/.home-page/reload.js");
    assert_eq!(
        script.header("Content-Type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(serving.get("/.home-page/problems.css").status(), "200");
}

#[test]
fn a_site_below_a_folder_is_shown_below_it() {
    let sandbox = site();
    sandbox.edit(
        "site/site.toml",
        "https://home.test",
        "https://home.test/~me/",
    );
    let serving = Serving::start(&sandbox);
    assert_eq!(serving.get("/").header("Location"), Some("/~me/"));
    assert!(serving.get("/~me/").body.contains("talk"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let sandbox = site();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let run = sandbox
        .run(&format!("serve --site site --port {port}"))
        .code(2);
    assert!(tests::stderr(&run).contains(&format!("cannot listen on port {port}")));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_and_frees_the_port() {
    use std::os::unix::process::ExitStatusExt;
    let sandbox = site();
    let mut serving = Serving::start(&sandbox);
    let _open = serving.events();
    let id = serving.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let status = serving.child.wait().unwrap();
    // A shell shows 130, and a script that started it stops as well.
    assert_eq!(status.signal(), Some(2));
    TcpListener::bind(&serving.address).unwrap();
    assert!(!sandbox.has("site/news.lock") && !sandbox.has("dist"));
}
