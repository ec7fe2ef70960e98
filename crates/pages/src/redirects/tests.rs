use expect_test::{Expect, expect};
use proptest::prelude::*;
use site::Redirect;
use site::address::{decode, percent_encode};
use site::config::Written;
use site::redirects::Target;

use super::*;

const BASE: &str = "https://home.test/";

fn base() -> Url {
    Url::parse(BASE).unwrap()
}

fn page(path: &str, tail: &str) -> Target {
    let (path, tail) = (path.to_owned(), tail.to_owned());
    Target::Page { path, tail }
}

fn rule(from: &str, to: Target) -> Redirect {
    Redirect {
        from: from.to_owned(),
        to,
        file: format!("{}.html", from.trim_matches('/')),
        origin: Written {
            text: from.to_owned(),
            file: "about.md".into(),
            line: 7,
            column: 5,
        },
        title: None,
        language: None,
    }
}

// One of everything that a graph lets through.
fn sample() -> Redirects {
    let rules = vec![
        rule("/about/", page("/", "")),
        rule("/a.b+c(d)$e/", page("/x$1&y/", "")),
        rule("/q\"{HOME}/", page("/it's {here}.html", "?a=1&b#c")),
        rule("/talks/", page("/", "#talks")),
        rule("/é 100%/", page("/ü 100%/index.html", "")),
        rule(
            "/out/",
            Target::Url("https://new.test/a%20b/%E9?x={y}$z".into()),
        ),
    ];
    Redirects { rules, moved: None }
}

fn moved() -> Redirects {
    let new = Url::parse("https://new.test/you/").unwrap();
    let rules = vec![
        rule("/", Target::Url(page("/", "").address(&new))),
        rule("/blog/", Target::Url("https://blog.test/".into())),
        rule("/é/", Target::Url(page("/é/", "").address(&new))),
    ];
    Redirects {
        rules,
        moved: Some(new),
    }
}

fn file(outputs: &[Output], path: &str) -> String {
    let output = outputs.iter().find(|output| output.path == path).unwrap();
    String::from_utf8(output.bytes.clone()).unwrap()
}

#[track_caller]
fn check(redirects: &Redirects, host: Host, path: &str, expected: Expect) -> Vec<String> {
    let (outputs, problems) = super::redirects(redirects, &base(), host);
    assert_eq!(outputs.len(), 2);
    expected.assert_eq(&file(&outputs, path));
    problems.iter().map(Problem::to_string).collect()
}

#[test]
fn json_is_for_every_host() {
    check(
        &sample(),
        Host::Nginx,
        "redirects.json",
        expect![[r#"
        {
          "/about/": "https://home.test/",
          "/a.b+c(d)$e/": "https://home.test/x$1&y/",
          "/q%22%7BHOME%7D/": "https://home.test/it's%20%7Bhere%7D.html?a=1&b#c",
          "/talks/": "https://home.test/#talks",
          "/%C3%A9%20100%25/": "https://home.test/%C3%BC%20100%25/index.html",
          "/out/": "https://new.test/a%20b/%E9?x={y}$z"
        }
    "#]],
    );
    check(
        &moved(),
        Host::Nginx,
        "redirects.json",
        expect![[r#"
        {
          "/": "https://new.test/you/",
          "/blog/": "https://blog.test/",
          "/%C3%A9/": "https://new.test/you/%C3%A9/",
          "/*": "https://new.test/you/"
        }
    "#]],
    );
}

#[test]
fn netlify_prefers_its_rules() {
    let problems = check(
        &sample(),
        Host::Netlify,
        "_redirects",
        expect![[r#"
            # Made by the home-page plugins: edit redirect_from, aliases or site.toml.
            /about/ / 301!
            /a.b+c(d)$e/ /x$1&y/ 301!
            /q%22%7BHOME%7D/ /it's%20%7Bhere%7D.html?a=1&b#c 301!
            /talks/ /#talks 301!
            /%C3%A9%20100%25/ /%C3%BC%20100%25/index.html 301!
            /out/ https://new.test/a%20b/%E9?x={y}$z 301!
        "#]],
    );
    assert_eq!(problems, [""; 0]);
    check(
        &moved(),
        Host::Netlify,
        "_redirects",
        expect![[r#"
            # Made by the home-page plugins: edit redirect_from, aliases or site.toml.
            /blog/ https://blog.test/ 301!
            /* https://new.test/you/:splat 301!
        "#]],
    );
}

#[test]
fn cloudflare_hides_html() {
    let problems = check(
        &sample(),
        Host::Cloudflare,
        "_redirects",
        expect![[r#"
            # Made by the home-page plugins: edit redirect_from, aliases or site.toml.
            /about/ / 301
            /a.b+c(d)$e/ /x$1&y/ 301
            /q%22%7BHOME%7D/ /it's%20%7Bhere%7D?a=1&b#c 301
            /talks/ /#talks 301
            /%C3%A9%20100%25/ /%C3%BC%20100%25/ 301
            /out/ https://new.test/a%20b/%E9?x={y}$z 301
        "#]],
    );
    assert_eq!(problems, [""; 0]);
    check(
        &moved(),
        Host::Cloudflare,
        "_redirects",
        expect![[r#"
            # Made by the home-page plugins: edit redirect_from, aliases or site.toml.
            /blog/ https://blog.test/ 301
            /* https://new.test/you/:splat 301
        "#]],
    );
}

#[test]
fn nginx_has_a_map() {
    let problems = check(
        &sample(),
        Host::Nginx,
        "redirects.nginx.conf",
        expect![[r##"
            # Include this file in the block `http`, and write in the block `server`:
            #     if ($redirect_to) { return 301 $redirect_to; }
            map $args $redirect_more {
                "" "";
                default "&$args";
            }
            map $uri $redirect_to {
                default "";
                "/about/" "/$is_args$args";
                "/a.b+c(d)$e/" "/x%241&y/$is_args$args";
                "/q\"{HOME}/" "/it's%20%7Bhere%7D.html?a=1&b$redirect_more#c";
                "/talks/" "/$is_args$args#talks";
                "/é 100%/" "/%C3%BC%20100%25/index.html$is_args$args";
                "/out/" "https://new.test/a%20b/%E9?x={y}%24z$redirect_more";
            }
        "##]],
    );
    assert_eq!(problems, [""; 0]);
    check(
        &moved(),
        Host::Nginx,
        "redirects.nginx.conf",
        expect![[r##"
        # Include this file in the block `http`, and write in the block `server`:
        #     if ($redirect_to) { return 301 $redirect_to; }
        map $args $redirect_more {
            "" "";
            default "&$args";
        }
        map $request_uri $redirect_rest {
            "~^(?<redirect_path>/.*)$" $redirect_path;
            default "/";
        }
        map $uri $redirect_to {
            default "https://new.test/you$redirect_rest";
            "/blog/" "https://blog.test/$is_args$args";
        }
    "##]],
    );
}

#[test]
fn apache_matches_whole_paths() {
    let problems = check(
        &sample(),
        Host::Apache,
        "redirects.apache.conf",
        expect![[r##"
            # Include this file, or put it into .htaccess.
            RedirectMatch permanent "^/about/$" "/"
            RedirectMatch permanent "^/a\.b\+c\(d\)[$]e/$" "/x\$1&y/"
            RedirectMatch permanent "^/q\"\{HOME\}/$" "/it's {here}.html?a=1&b#c"
            RedirectMatch permanent "^/talks/$" "/?#talks"
            RedirectMatch permanent "^/é 100%/$" "/ü 100%/index.html"
        "##]],
    );
    assert_eq!(
        problems,
        [
            "about.md:7:5: error: the target has an escape that Apache's RedirectMatch \
        would change help: write it in UTF-8 and without %2F, %3F, %23 and ${, or set it up at the host"
        ]
    );
    check(
        &moved(),
        Host::Apache,
        "redirects.apache.conf",
        expect![[r##"
            # Include this file, or put it into .htaccess.
            RedirectMatch permanent "^/blog/$" "https://blog.test/"
            RedirectMatch permanent "^/(.*)$" "https://new.test/you/$1"
        "##]],
    );
}

#[test]
fn caddy_has_a_map() {
    let problems = check(
        &sample(),
        Host::Caddy,
        "redirects.caddy",
        expect![[r##"
        # Write in the block of the site: import redirects.caddy
        map {query} {redirect_query} {redirect_more} {
        	"" "" ""
        	default "?{query}" "&{query}"
        }
        map {path} {redirect_to} {
        	"/about/" "/{redirect_query}"
        	"/a.b+c(d)$e/" "/x%241&y/{redirect_query}"
        	"/q\"{HOME}/" "/it's%20%7Bhere%7D.html?a=1&b{redirect_more}#c"
        	"/talks/" "/{redirect_query}#talks"
        	"/é 100%/" "/%C3%BC%20100%25/index.html{redirect_query}"
        	"/out/" "https://new.test/a%20b/%E9?x=%7By%7D%24z{redirect_more}"
        	default ""
        }
        @redirected not vars {redirect_to} ""
        redir @redirected {redirect_to} permanent
    "##]],
    );
    assert_eq!(problems, [""; 0]);
    check(
        &moved(),
        Host::Caddy,
        "redirects.caddy",
        expect![[r##"
        # Write in the block of the site: import redirects.caddy
        map {query} {redirect_query} {redirect_more} {
        	"" "" ""
        	default "?{query}" "&{query}"
        }
        map {uri} {redirect_rest} {
        	"~^(/.*)$" "${1}"
        	default "/"
        }
        map {path} {redirect_to} {
        	"/blog/" "https://blog.test/{redirect_query}"
        	default "https://new.test/you{redirect_rest}"
        }
        @redirected not vars {redirect_to} ""
        redir @redirected {redirect_to} permanent
    "##]],
    );
}

#[test]
fn a_stub_says_where_the_page_is() {
    let to = page("/it's/", "?a=1&b#c");
    let stub = Redirect {
        title: Some("A \u{202E}<Title> & \"more\"\n".into()),
        language: Some("de-CH".into()),
        ..rule("/x/", to)
    };
    let redirects = Redirects {
        rules: vec![stub],
        moved: None,
    };
    let (outputs, problems) = super::redirects(&redirects, &base(), Host::GitHubPages);
    assert_eq!((outputs.len(), problems.len()), (2, 0));
    expect![[r#"
        <!DOCTYPE html>
        <html lang="de-CH">
        <meta charset="utf-8">
        <meta name="generator" content="home-page plugins">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; script-src 'sha256-XMAoqgNBdd+kt/VVmgiVixnogIAvDOmTeP/OYvoM9aA='">
        <link rel="canonical" href="https://home.test/it&#39;s/?a=1&amp;b">
        <script data-to="/it&#39;s/?a=1&amp;b#c">var l=location,t=new URL(document.currentScript.dataset.to,l.href);if(l.search||l.hash){t.search=t.search&&l.search?t.search+"&"+l.search.slice(1):t.search||l.search;t.hash=t.hash||l.hash;l.replace(t.href);document.write("<\x21--")}</script>
        <meta http-equiv="refresh" content="0; url=/it&#39;s/?a=1&amp;b#c">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>Diese Seite ist umgezogen</title>
        <p>Diese Seite ist umgezogen: <a href="/it&#39;s/?a=1&amp;b#c">A &lt;Title&gt; &amp; &quot;more&quot;</a></p>
        </html>
    "#]].assert_eq(&file(&outputs, "x.html"));
    assert!(is_stub(&outputs[1].bytes));
}

#[test]
fn a_moved_site_has_a_page_for_each_address_and_one_for_the_rest() {
    let outputs: Vec<Output> = stubs(&moved(), &base(), Host::Other).collect();
    let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    assert_eq!(paths, [".html", "blog.html", "é.html", "404.html"]);
    assert!(outputs.iter().all(|output| is_stub(&output.bytes)));
    expect![[r#"
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="generator" content="home-page plugins">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; script-src 'sha256-w5dpzAj6rL38oE3c/xH0fdFI0N2Teki9DS51WEvTN+Y='">
        <script data-to="https://new.test/you/" data-base="/">var l=location,d=document.currentScript.dataset;l.replace(d.to+(l.pathname.indexOf(d.base)?"":l.pathname.slice(d.base.length))+l.search+l.hash)</script>
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>This page has moved</title>
        <p>This page has moved: <a href="https://new.test/you/">https://new.test/you/</a></p>
        </html>
    "#]].assert_eq(&file(&outputs, "404.html"));
}

#[test]
fn old_addresses_of_one_file_share_their_stub() {
    let mut redirects = sample();
    redirects.rules.push(redirects.rules[0].clone());
    assert_eq!(stubs(&redirects, &base(), Host::GitHubPages).count(), 6);
    assert_eq!(stubs(&redirects, &base(), Host::Netlify).count(), 0);
}

#[test]
fn sentences_are_in_the_language_of_the_page() {
    for (tag, sentence, lang) in [
        (None, "This page has moved", "en"),
        (Some("tlh"), "This page has moved", "en"),
        (Some("FR-ca"), "Cette page a été déplacée", "FR-ca"),
        (Some("zh-CN"), "此页面已移动", "zh-CN"),
        (Some("zh-Hant-HK"), "此頁面已移動", "zh-Hant-HK"),
    ] {
        assert_eq!(wording::moved(tag), (sentence, lang));
    }
    assert!(wording::right_to_left("he-IL") && !wording::right_to_left("hu"));
}

#[test]
fn what_a_host_cannot_say_is_reported() {
    let rules = vec![
        rule("/a*/", page("/", "")),
        rule("/a:b/", page("/", "")),
        rule("/a:1/", page("/", "")),
        rule(&format!("/{}/", "é".repeat(170)), page("/", "")),
    ];
    let redirects = Redirects { rules, moved: None };
    let codes = |redirects: &Redirects, host| {
        let (_, problems) = rules_of(redirects, host);
        problems.len()
    };
    assert_eq!(codes(&redirects, Host::Netlify), 2);
    assert_eq!(codes(&redirects, Host::Cloudflare), 3);
    let many = (0..2_050).map(|n| rule(&format!("/{n}/"), page("/", "")));
    let many = Redirects {
        rules: many.collect(),
        moved: None,
    };
    let (outputs, problems) = rules_of(&many, Host::Cloudflare);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("2,000"), "{}", problems[0]);
    // A comment is the first line.
    assert_eq!(file(&outputs, "_redirects").lines().count(), 2_001);
    let below = Url::parse("https://home.test/me/").unwrap();
    let (outputs, problems) = super::rules(&sample(), &below, Host::Netlify);
    assert!(file(&outputs, "_redirects").contains("\n/me/about/ /me/ 301!\n"));
    assert_eq!(
        problems[0].message,
        "`_redirects` counts at the root of the domain alone, and the site is in /me/"
    );
}

fn rules_of(redirects: &Redirects, host: Host) -> (Vec<Output>, Vec<Problem>) {
    super::rules(redirects, &base(), host)
}

// The double-quoted words of a line, with `\"` and `\\` read as the servers do.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (&mut word, c) {
            (None, '"') => word = Some(String::new()),
            (None, _) => {}
            (Some(_), '"') => words.extend(word.take()),
            (Some(text), '\\') if chars.next_if(|c| *c == '"').is_some() => text.push('"'),
            (Some(text), '\\') if chars.next_if(|c| *c == '\\').is_some() => text.push('\\'),
            (Some(text), c) => text.push(c),
        }
    }
    words
}

proptest! {
    // Whatever the path and the target, each writer's file says the same.
    #[test]
    fn every_writer_can_be_read_back(
        from in "/[^\\\\?#\\pC*:]{1,20}",
        to in "/[^\\\\?#\\pC]{0,20}",
    ) {
        let redirects = Redirects { rules: vec![rule(&from, page(&to, "?a"))], moved: None };
        let encoded = format!("{}?a", percent_encode(&to));
        let read = |host, path: &str| {
            let (outputs, _) = rules_of(&redirects, host);
            (file(&outputs, path), file(&outputs, "redirects.json"))
        };

        let (list, json) = read(Host::Netlify, "_redirects");
        let parts: Vec<&str> = list.lines().next_back().unwrap().split(' ').collect();
        prop_assert_eq!(parts.len(), 3);
        prop_assert_eq!(decode(parts[0]), Some(from.clone()));
        prop_assert_eq!(decode(parts[1]), Some(format!("{to}?a")));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&json[percent_encode(&from)], &format!("https://home.test{encoded}"));

        let (conf, _) = read(Host::Nginx, "redirects.nginx.conf");
        let found = words(conf.lines().rev().nth(1).unwrap());
        let value = format!("{}$redirect_more", encoded.replace('$', "%24"));
        prop_assert_eq!(found, [from.clone(), value]);

        let (conf, _) = read(Host::Caddy, "redirects.caddy");
        let found = words(conf.lines().rev().nth(4).unwrap());
        let value = format!("{}{{redirect_more}}", encoded.replace('$', "%24"));
        prop_assert_eq!(found, [from.clone(), value]);

        if !to.contains("${") {
            let (conf, _) = read(Host::Apache, "redirects.apache.conf");
            let found = words(conf.lines().next_back().unwrap());
            let regex = found[0].strip_prefix('^').unwrap().strip_suffix('$').unwrap();
            prop_assert_eq!(regex.replace("[$]", "$").replace('\\', ""), from);
            prop_assert_eq!(found[1].replace("\\$", "$"), format!("{to}?a"));
        }

        let stub = stubs(&redirects, &base(), Host::Other).next().unwrap();
        let html = String::from_utf8(stub.bytes).unwrap();
        let escaped = encoded.replace('&', "&amp;").replace('\'', "&#39;");
        let refresh = format!("<meta http-equiv=\"refresh\" content=\"0; url={escaped}\">");
        prop_assert!(html.contains(&refresh) && !html.contains("noindex"));
        prop_assert_eq!(html.matches("<script").count(), 1);
    }
}
