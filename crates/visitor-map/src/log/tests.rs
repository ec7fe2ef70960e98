use proptest::prelude::*;

use super::*;

mod documented;

fn only_request<'a>(parser: &mut Parser, text: &'a str) -> Option<Request<'a>> {
    let requests = lines(text.as_bytes()).filter_map(|line| match parser.line(line) {
        Line::Request(request) => Some(request),
        Line::Nothing | Line::Rejected => None,
    });
    requests.last()
}

fn agent(request: &Request<'_>) -> Option<String> {
    let mut space = Vec::new();
    let agent = request.agent?.decode(&mut space);
    Some(String::from_utf8_lossy(agent).into_owned())
}

#[test]
fn every_example_is_the_same_request() {
    for format in FORMATS {
        let mut parser = Parser::of(format);
        let request = only_request(&mut parser, format.example).expect(format.name);
        assert_eq!(
            request.peer,
            IpAddr::from([192, 0, 2, 7]),
            "{}",
            format.name
        );
        assert_eq!(request.time, 1_917_950_136, "{}", format.name);
        assert_eq!(request.status, 200, "{}", format.name);
        assert!(matches!(request.method, b"GET" | b""), "{}", format.name);
        let path = String::from_utf8_lossy(request.path);
        assert!(path.contains("/talks/"), "{}", format.name);
        assert_eq!(request.forwarded.raw, b"", "{}", format.name);
        assert!(!request.opts_out, "{}", format.name);
        match agent(&request) {
            Some(agent) => assert_eq!(
                agent, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "{}",
                format.name
            ),
            None => assert!(format.name.ends_with("common"), "{}", format.name),
        }
    }
}

#[test]
fn every_format_is_detected() {
    for format in FORMATS {
        let detected = Parser::detect(format.example.as_bytes()).expect(format.name);
        assert_eq!(detected.format().name, format.name);
    }
    assert!(Parser::detect(b"").is_none());
    assert!(Parser::detect(b"once upon a time\n\xff\xff\n").is_none());
}

#[test]
fn a_damaged_first_line_does_not_mislead() {
    let combined = Parser::named("combined").unwrap().format().example;
    let text = format!(
        "192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] \"GET\n{combined}\n{combined}\n{}",
        &combined[..40]
    );
    assert_eq!(
        Parser::detect(text.as_bytes()).unwrap().format().name,
        "combined"
    );
}

#[test]
fn damaged_lines_do_not_hide_who_asks() {
    let combined = Parser::named("combined").unwrap().format().example;
    // The common format would understand this one, too.
    let damaged = combined.rsplit_once('"').unwrap().0;
    let text = format!("{damaged}\n{damaged}\n{combined}\n{combined}\n{combined}\n");
    let parser = Parser::detect(text.as_bytes()).unwrap();
    assert_eq!(parser.format().name, "combined");
    let common = Parser::named("common").unwrap().format().example;
    let parser = Parser::detect(format!("{common}\n{common}\n{combined}\n").as_bytes());
    assert_eq!(parser.unwrap().format().name, "common");
}

#[test]
fn quotes_and_brackets_of_strangers_move_nothing() {
    let mut parser = Parser::named("combined").unwrap();
    for (line, expected) in [
        // Apache writes `\"`, nginx `\x22`.
        (
            r#"192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET / HTTP/1.1" 200 5 "\"" "a \"b\" 404""#,
            r#"a "b" 404"#,
        ),
        (
            r#"192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /\x22 HTTP/1.1" 200 5 "-" "a\x5C""#,
            r"a\",
        ),
        (
            r#"192.0.2.7 - a [b c [11/Oct/2030:13:55:36 +0200] "GET / HTTP/1.1" 200 - "-" "d""#,
            "d",
        ),
    ] {
        let request = only_request(&mut parser, line).expect(line);
        assert_eq!(agent(&request).unwrap(), expected);
        assert_eq!(request.status, 200);
    }
}

#[test]
fn a_request_line_of_another_shape_is_all_method() {
    let mut parser = Parser::named("combined").unwrap();
    for asked in [r"\x16\x03\x01", "-", ""] {
        let line =
            format!("192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] \"{asked}\" 400 5 \"-\" \"-\"");
        let request = only_request(&mut parser, &line).expect(asked);
        assert_eq!(request.method, asked.as_bytes());
    }
}

#[test]
fn what_nginx_appends_is_where_a_request_was_forwarded_from() {
    let combined = Parser::named("combined").unwrap().format().example;
    let line = format!("{combined} \"198.51.100.9, 198.51.100.1\"");
    let mut parser = Parser::detect(line.as_bytes()).unwrap();
    let request = only_request(&mut parser, &line).unwrap();
    assert_eq!(request.forwarded.raw, b"198.51.100.9, 198.51.100.1");
}

#[test]
fn wishes_and_prefetches_are_read_where_they_are_logged() {
    let caddy = Parser::named("caddy").unwrap().format().example;
    let wish = |header: &str| caddy.replacen("\"Accept\"", &format!("{header},\"Accept\""), 1);
    for (header, opts_out) in [
        (r#""Sec-Gpc":["1"]"#, true),
        (r#""Dnt":["1"]"#, true),
        (r#""Dnt":["0"]"#, false),
    ] {
        let line = wish(header);
        let request = only_request(&mut Parser::named("caddy").unwrap(), &line).unwrap();
        assert_eq!(request.opts_out, opts_out, "{header}");
    }
    let line = wish(r#""Sec-Purpose":["prefetch;prerender"]"#);
    let request = only_request(&mut Parser::named("caddy").unwrap(), &line).unwrap();
    assert_eq!(request.purpose, b"prefetch;prerender");
    let text = "#Fields: date time c-ip sc-status cs(DNT)\n2030-10-11 11:55:36 192.0.2.7 200 1\n";
    assert!(
        only_request(&mut Parser::named("w3c").unwrap(), text)
            .unwrap()
            .opts_out
    );
}

#[test]
fn columns_follow_the_last_heading() {
    let first = "#Fields: date time c-ip sc-status\n2030-10-11 11:55:36 192.0.2.7 200\n";
    let second = "#Fields: sc-status c-ip time date\n";
    let line = "404 192.0.2.8 11:55:36 2030-10-11\n";
    let mut parser = Parser::named("w3c").unwrap();
    assert_eq!(parser.line(line.trim().as_bytes()), Line::Rejected);
    parser.pass(first.as_bytes());
    let request = only_request(&mut parser.clone(), &first[first.find('\n').unwrap()..]).unwrap();
    assert_eq!(request.status, 200);
    parser.pass(second.as_bytes());
    assert_eq!(only_request(&mut parser, line).unwrap().status, 404);
    // A heading in the middle of a line is a stranger's.
    parser.pass(b"/?#Fields: a b c\n");
    assert_eq!(only_request(&mut parser, line).unwrap().status, 404);
}

#[test]
fn a_log_of_headings_alone_is_detected() {
    for name in ["w3c", "cloudfront"] {
        let example = Parser::named(name).unwrap().format().example;
        let end = example.rfind('\n').unwrap();
        let detected = Parser::detect(&example.as_bytes()[..end]).unwrap();
        assert_eq!(detected.format().name, name);
    }
}

#[test]
fn cloudfront_needs_no_heading() {
    let example = Parser::named("cloudfront").unwrap().format().example;
    let line = example.lines().last().unwrap();
    let detected = Parser::detect(line.as_bytes()).unwrap();
    assert_eq!(detected.format().name, "cloudfront");
}

#[test]
fn hostile_lines_are_rejected() {
    let deep = "[".repeat(60_000);
    let nested = format!("{{\"ts\":1,\"status\":200,\"x\":{deep}");
    let long = format!(
        "192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] \"GET /{} HTTP/1.1\" 200 5",
        "a".repeat(LONGEST_LINE)
    );
    for format in FORMATS {
        let mut parser = Parser::of(format);
        for line in [
            b"\x1b[2J\x1b[31m".as_slice(),
            b"\xff\xfe\x00",
            deep.as_bytes(),
            nested.as_bytes(),
            long.as_bytes(),
            b"\"\\",
            b"|||||||||||||",
            b"{}",
        ] {
            assert_eq!(parser.line(line), Line::Rejected, "{}", format.name);
        }
        assert_eq!(parser.line(b""), Line::Nothing);
        assert_eq!(parser.line(b" \t"), Line::Nothing);
    }
}

#[test]
fn lines_end_in_lf_or_crlf() {
    let found: Vec<_> = lines(b"a\r\n\nb\rc\nd").collect();
    assert_eq!(found, [b"a".as_slice(), b"", b"b\rc", b"d"]);
}

proptest! {
    #[test]
    fn no_line_makes_a_parser_panic(line in proptest::collection::vec(any::<u8>(), 0..300)) {
        for format in FORMATS {
            Parser::of(format).line(&line);
        }
        Parser::detect(&line);
    }

    #[test]
    fn no_damage_to_an_example_makes_a_parser_panic(
        at in any::<proptest::sample::Index>(),
        length in 0_usize..20,
        with in proptest::collection::vec(any::<u8>(), 0..20),
    ) {
        for format in FORMATS {
            let mut bytes = format.example.as_bytes().to_vec();
            let from = at.index(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, with.iter().copied());
            let mut parser = Parser::of(format);
            for line in lines(&bytes) {
                if let Line::Request(request) = parser.line(line) {
                    request.forwarded.decode(&mut Vec::new());
                    request.agent.map(|agent| agent.decode(&mut Vec::new()).len());
                }
            }
        }
    }
}
