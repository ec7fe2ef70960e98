//! `check`: links inside the site that lead nowhere, and none that do not.

use tests::{SETTINGS, Sandbox, stderr};

// What is said of links, without the path of the site.
fn broken(sandbox: &Sandbox) -> Vec<String> {
    let said = stderr(&sandbox.run("check --site site"));
    let told = said.lines().filter_map(|line| {
        let line = line.strip_prefix("site/")?;
        let is_link = line.contains(" is nowhere in ") || line.contains(" has no place ");
        is_link.then(|| line.replace("warning: ", ""))
    });
    told.collect()
}

fn page(links: &str) -> String {
    format!("---\npermalink: /\n---\n# News\n\n* [Dec 2025] A talk. {{: #talk}}\n\n{links}\n")
}

#[test]
fn pages_made_here_are_known_to_the_last_place() {
    let sandbox = Sandbox::site(&page(
        "[a](/papers/) [b](papers/) [c](#news) [d](/papers/#first-one) [e](/feed.xml) \
         [f](https://home.test/papers/) [g](/old/) [h](files/a%20b.pdf) [i](#) [j](#top) \
         [k](/sitemap.xml) [l](mailto:me@home.test) [m](https://other.test/nowhere) [n](#talk)",
    ));
    sandbox.write(
        "site/papers.md",
        "---\npermalink: /papers/\nredirect_from: /old/\n---\n# First one\n\n[home](../)\n",
    );
    sandbox.write("site/files/a b.pdf", "%PDF");
    assert_eq!(broken(&sandbox), [""; 0]);
    sandbox.write(
        "site/index.md",
        page("[a](/paper/)\n[b](/Papers/)\n[c](#nowhere)\n[d](/papers/#second)\n![e](no.png)\n[f](https://home.test/x/)"),
    );
    assert_eq!(
        broken(&sandbox),
        [
            "index.md:8:1: `/paper/` is nowhere in this site help: correct it, add what is missing, or take the link out",
            "index.md:9:1: `/Papers/` is nowhere in this site help: did you mean `/papers/`?",
            "index.md:10:1: this page has no place `#nowhere` help: give the place that id, or take the link out",
            "index.md:11:1: `/papers/` has no place `#second` help: give the place that id, or take the link out",
            "index.md:12:1: `/no.png` is nowhere in this site help: correct it, add what is missing, or take the link out",
            "index.md:13:1: `/x/` is nowhere in this site help: correct it, add what is missing, or take the link out",
        ]
    );
}

#[test]
fn a_site_in_a_folder_links_below_it() {
    let sandbox = Sandbox::site(&page(
        "[a](/papers/) [b](https://home.test/other/) [c](https://home.test/me/no/)",
    ));
    sandbox.write(
        "site/site.toml",
        SETTINGS.replace("home.test", "home.test/me"),
    );
    sandbox.write(
        "site/papers.md",
        "---\npermalink: /papers/\n---\n[home](../)\n",
    );
    assert_eq!(
        broken(&sandbox),
        [
            "index.md:8:45: `/no/` is nowhere in this site help: correct it, add what is missing, or take the link out"
        ]
    );
}

#[test]
fn plain_html_is_known_as_it_is() {
    let sandbox = Sandbox::new([
        (
            "site/index.html",
            "<h1 id=top-of-it>News</h1><ul><li>[Dec 2025] A talk</ul>\n<a href='cv.html'>a</a>\n\
             <a href='/cv.html#jobs'>b</a>\n<a href='cv.pdf'>c</a>\n<a href='#top-of-it'>d</a>\n\
             <a href='cv.html#job'>e</a>\n<a href='run.html#x'>f</a>",
        ),
        ("site/cv.html", "<h2 id=jobs>Jobs</h2>"),
        ("site/run.html", "<script>document.body.id = 'x'</script>"),
        ("site/CNAME", "home.test\n"),
    ]);
    assert_eq!(
        broken(&sandbox),
        [
            "index.html:4:1: `/cv.pdf` is nowhere in this site help: correct it, add what is missing, or take the link out",
            "index.html:6:1: `/cv.html` has no place `#job` help: give the place that id, or take the link out",
        ]
    );
}

#[test]
fn what_a_theme_or_plugin_may_make_is_no_broken_link() {
    let jekyll = (
        "site/_config.yml",
        "title: Home\nurl: https://home.test\nbaseurl: /me\nauthor: A. Placeholder\n",
    );
    let sandbox = Sandbox::new([
        jekyll,
        ("site/files/cv.pdf", "%PDF"),
        ("site/talks.md", "---\npermalink: /talks/\n---\nx\n"),
    ]);
    sandbox.write(
        "site/index.md",
        page(
            "[a]({{ site.baseurl }}/tags/) [b](/me/page2/) [c](/elsewhere/) [d](assets/css/main.css) \
             [e](talks.md) [f](#by-the-theme) [g]({{ '/feed.xml' | relative_url }}) \
             [h]({% link talks.md %}) [i]({{ page.url }}x) [j](files/cv.pdf) [k](papers/x.pdf)",
        ),
    );
    assert_eq!(broken(&sandbox), [""; 0]);
    sandbox.write(
        "site/index.md",
        page("[a]({{ site.baseurl }}/files/vc.pdf)\n[b](Talks/)\n[c]({{ '/talks.html/' | relative_url }})"),
    );
    assert_eq!(
        broken(&sandbox),
        [
            "index.md:8:1: `/files/vc.pdf` is nowhere in this site help: correct it, add what is missing, or take the link out",
            "index.md:9:1: `/Talks/` is nowhere in this site help: did you mean `/talks/`?",
            "index.md:10:1: `/talks.html/` is nowhere in this site help: did you mean `/talks/`?",
        ]
    );
}

#[test]
fn a_link_in_every_page_is_told_once() {
    let sandbox = Sandbox::site(&page("[a](/no/)"));
    for name in ["b", "c", "d"] {
        sandbox.write(
            &format!("site/{name}.md"),
            "---\ntitle: X\n---\n[a](/no/)\n",
        );
    }
    let broken = broken(&sandbox);
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken[0].contains("`/no/` is nowhere in this site, and 3 more links lead there"));
}
