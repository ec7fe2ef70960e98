//! What the documentation of each product shows, with other values; and what it
//! says is written where something is missing.

use super::*;

// Every log here is of the same second, unlike its requests.
#[track_caller]
fn check(format: &str, log: &str, expected: &[(&str, u16, &str)]) {
    let mut parser = Parser::detect(log.as_bytes()).expect(log);
    assert_eq!(parser.format().name, format);
    let mut found = Vec::new();
    for line in lines(log.as_bytes()) {
        match parser.line(line) {
            Line::Request(request) => {
                assert_eq!(request.time, 1_917_950_136, "{log}");
                let agent = agent(&request).unwrap_or_else(|| "none".to_owned());
                found.push((request.peer.to_string(), request.status, agent));
            }
            Line::Nothing => {}
            Line::Rejected => panic!("{}", String::from_utf8_lossy(line)),
        }
    }
    let found: Vec<_> = found
        .iter()
        .map(|(peer, status, agent)| (peer.as_str(), *status, agent.as_str()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn combined() {
    check(
        "combined",
        concat!(
            r#"192.0.2.7 - frank [11/Oct/2030:13:55:36 +0200] "GET /a.gif HTTP/1.0" 200 2326 "http://www.example.org/start.html" "Mozilla/4.08 [en] (Win98; I ;Nav)""#,
            "\n",
            r#"2001:db8::7 - - [11/Oct/2030:07:55:36 -0400] "\x16\x03\x01\x02" 400 157 "-" "-""#,
            "\n",
            r#"192.0.2.8 - - [11/Oct/2030:11:55:36 +0000] "-" 408 - "-" "-""#,
            "\n",
            r#"192.0.2.9 - - [11/Oct/2030:11:55:36 +0000] "GET / HTTP/1.1" - - "-" "a \x22b\x22""#,
            "\n",
            r#"192.0.2.9 - - [11/Oct/2030:11:55:36 +0000] "GET / HTTP/1.1" 499 0 "-" "c" rt=0.1 "-""#,
        ),
        &[
            ("192.0.2.7", 200, "Mozilla/4.08 [en] (Win98; I ;Nav)"),
            ("2001:db8::7", 400, "-"),
            ("192.0.2.8", 408, "-"),
            ("192.0.2.9", 0, "a \"b\""),
            ("192.0.2.9", 499, "c"),
        ],
    );
}

#[test]
fn hosts() {
    check(
        "vhost-combined",
        r#"www.example.org:80 192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET / HTTP/1.1" 304 - "-" "b""#,
        &[("192.0.2.7", 304, "b")],
    );
    check(
        "vhost-common",
        r#"www.example.org:443 2001:db8::7 - - [11/Oct/2030:13:55:36 +0200] "GET / HTTP/2" 200 12"#,
        &[("2001:db8::7", 200, "none")],
    );
}

#[test]
fn iis() {
    check(
        "w3c",
        "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2030-10-11 00:00:12\r\n\
         #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n\
         2030-10-11 11:55:36 198.51.100.1 GET /a+b.htm q=\"c\" 443 - 192.0.2.7 Mozilla/5.0+(Windows+NT+10.0)+a%20b - 200 0 0 15\r\n\
         #Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2030-10-11 11:00:00\r\n\
         #Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent) X-Forwarded-For\r\n\
         2030-10-11 11:55:36 2001:db8::7 GET / 404 - 203.0.113.1,+203.0.113.2\r\n",
        &[
            ("192.0.2.7", 200, "Mozilla/5.0 (Windows NT 10.0) a%20b"),
            ("2001:db8::7", 404, "-"),
        ],
    );
}

#[test]
fn strings_of_strangers_move_no_column() {
    let head = "#Fields: date time cs-uri-query cs(Referer) c-ip sc-status cs(User-Agent) x y";
    let mut parser = Parser::named("w3c").unwrap();
    parser.line(head.as_bytes());
    let fair = "2030-10-11 11:55:36 \"a \"b 192.0.2.7 200 c 0 0";
    let request = only_request(&mut parser, fair).unwrap();
    assert_eq!(request.peer, IpAddr::from([192, 0, 2, 7]));
    // The query opens a string, the referer closes it, and the agent is an address.
    let shifted = "2030-10-11 11:55:36 \"a b\" 203.0.113.9 200 c 0 0";
    assert_eq!(parser.line(shifted.as_bytes()), Line::Rejected);
}

#[test]
fn cloudfront() {
    check(
        "cloudfront",
        "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end\n\
         2030-10-11\t11:55:36\tLAX1\t2390282\t192.0.2.7\tGET\td1.example\t/soundtrack/happy.html\t304\twww.example.org\tMozilla/4.0%20(compatible;%20MSIE%205.0b1)\ta=b&c=d\t-\tHit\tid==\td1.example\thttp\t-\t0.001\t-\t-\t-\tHit\tHTTP/1.1\t-\t-\t11040\t0.001\tHit\ttext/html\t78\t-\t-\n\
         2030-10-11\t11:55:36\tLAX1\t0\t2001:db8::7\tGET\td1.example\t/\t000\t-\tMozilla/5.0%2520(X11)\t-\t-\tError\tid==\td1.example\thttp\t-\t0.001\t203.0.113.1,%20203.0.113.2\t-\t-\tError\tHTTP/1.1\t-\t-\t11040\t0.001\tClientCommError\t-\t-\t-\t-\n",
        &[
            ("192.0.2.7", 304, "Mozilla/4.0 (compatible; MSIE 5.0b1)"),
            ("2001:db8::7", 0, "Mozilla/5.0 (X11)"),
        ],
    );
    // Version 2: columns that were chosen, and tabs in the heading, too.
    check(
        "cloudfront",
        "#Version:\t1.0\n#Fields:\ttimestamp(ms)\tDistributionId\tc-ip\tcs-method\tcs-uri-stem\tsc-status\tcs(User-Agent)\n\
         1917950136250\tE0\t192.0.2.7\tGET\t/\t200\ta%20b\n",
        &[("192.0.2.7", 200, "a b")],
    );
    check(
        "cloudfront-json",
        r#"{"timestamp":"1917950136","c-ip":"192.0.2.7","sc-status":"200","cs(User-Agent)":"a%20b"}"#,
        &[("192.0.2.7", 200, "a b")],
    );
}

#[test]
fn load_balancers() {
    check(
        "alb",
        concat!(
            r#"http 2030-10-11T11:55:36.186641Z app/my-lb/50dc 192.0.2.7:2817 198.51.100.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://www.example.org:80/ HTTP/1.1" "curl/7.46.0" - - arn:aws:x "Root=1-2-3" "-" "-" 0 2030-10-11T11:55:36.364000Z "forward" "-" "-""#,
            "\n",
            r#"wss 2030-10-11T11:55:36.123456Z app/my-lb/50dc 2001:db8:0:0:0:0:0:7:40914 198.51.100.1:8010 0.001 0.003 0.000 101 101 218 786 "GET https://198.51.100.1:443/ HTTP/1.1" "-" ECDHE TLSv1.2 arn "Root=1-2-3" "-" "-" 1 2030-10-11T11:55:36.364000Z "forward" "-" "-""#,
            "\n",
            r#"h2 2030-10-11T11:55:36.186641Z app/my-lb/50dc 192.0.2.8:2817 - -1 -1 -1 400 - 34 366 "- http://www.example.org:80- " "-" - - - "-" "-" "-" - 2030-10-11T11:55:36.364000Z "-" "-" "-" "-" "-" "-" "-" TID_0"#,
        ),
        &[
            ("192.0.2.7", 200, "curl/7.46.0"),
            ("2001:db8::7", 101, "-"),
            ("192.0.2.8", 400, "-"),
        ],
    );
    // No method was sent, which is not the same as a format that logs none.
    let line = r#"h2 2030-10-11T11:55:36.1Z app/a/b 192.0.2.8:2817 - -1 -1 -1 200 - 34 366 "- http://www.example.org:80- " "-" - -"#;
    let request = only_request(&mut Parser::named("alb").unwrap(), line).unwrap();
    assert_eq!(request.method, b"-");
}

fn caddy_line(time: &str, headers: &str) -> String {
    format!(
        r#"{{"level":"info","ts":{time},"logger":"http.log.access","msg":"handled request","request":{{"remote_ip":"192.0.2.7","remote_port":"41342","client_ip":"203.0.113.1","proto":"HTTP/2.0","method":"GET","host":"localhost","uri":"/"{headers},"tls":{{"resumed":false,"version":772}}}},"bytes_read":0,"user_id":"","duration":0.000929675,"size":10900,"status":200,"resp_headers":{{"Server":["Caddy"],"User-Agent":["no"]}}}}"#
    )
}

#[test]
fn caddy() {
    let headers = r#","headers":{"User-Agent":["a","b"],"Accept":["*/*"],"X-Forwarded-For":["203.0.113.1, 203.0.113.2"]}"#;
    for time in [
        "1917950136.7687502",
        "1917950136768.75",
        "1917950136768750123",
        r#""2030-10-11T11:55:36.768Z""#,
        r#""2030-10-11T13:55:36.768+0200""#,
        r#""2030-10-11T13:55:36+02:00""#,
        r#""2030/10/11 11:55:36.768""#,
        r#""11/Oct/2030:13:55:36 +0200""#,
    ] {
        check(
            "caddy",
            &caddy_line(time, headers),
            &[("192.0.2.7", 200, "a")],
        );
    }
    let line = caddy_line("1917950136", headers);
    let request = only_request(&mut Parser::named("caddy").unwrap(), &line).unwrap();
    assert_eq!(request.forwarded.raw, b"203.0.113.1, 203.0.113.2");
    // Before version 2.5.
    let old = line.replace(
        r#""remote_ip":"192.0.2.7","remote_port":"41342","client_ip":"203.0.113.1""#,
        r#""remote_addr":"[2001:db8::7]:41342""#,
    );
    check("caddy", &old, &[("2001:db8::7", 200, "a")]);
}

#[test]
fn an_agent_that_was_not_sent_is_not_one_that_was_not_logged() {
    let line = |headers| caddy_line("1917950136", headers);
    check(
        "caddy",
        &line(r#","headers":{}"#),
        &[("192.0.2.7", 200, "")],
    );
    check("caddy", &line(""), &[("192.0.2.7", 200, "none")]);
}

#[test]
fn traefik() {
    check(
        "traefik",
        concat!(
            r#"192.0.2.7 - - [11/Oct/2030:11:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "-" 1 "web@docker" "http://198.51.100.1:80" 12ms"#,
            "\n",
            r#"192.0.2.7 - - [11/Oct/2030:11:55:36 +0000] "GET /x HTTP/1.1" 404 19 "-" "a" 2 "-" "-" 0ms"#,
            "\n",
            r#"192.0.2.7 - me [11/Oct/2030:11:55:36 +0000] "GET / HTTP/2.0" - - "-" "a" 3 "web@docker" "-" 0ms"#,
        ),
        &[
            ("192.0.2.7", 200, "none"),
            ("192.0.2.7", 404, "a"),
            ("192.0.2.7", 0, "a"),
        ],
    );
    let forged = r#"192.0.2.7 - - [11/Oct/2030:11:55:36 +0000] "GET / HTTP/1.1" 200 1 "-" "a" "203.0.113.1" 3 "-" "-" 0ms"#;
    let mut parser = Parser::detect(forged.as_bytes()).unwrap();
    let request = only_request(&mut parser, forged).unwrap();
    assert_eq!(request.forwarded.raw, b"");
    check(
        "traefik-json",
        r#"{"ClientAddr":"[2001:db8::7]:52934","ClientHost":"2001:db8::7","ClientPort":"52934","ClientUsername":"-","DownstreamContentSize":12,"DownstreamStatus":200,"Duration":1000,"OriginStatus":200,"RequestAddr":"example.org","RequestMethod":"GET","RequestPath":"/","RequestProtocol":"HTTP/2.0","StartLocal":"2030-10-11T13:55:36.25+02:00","StartUTC":"2030-10-11T11:55:36.25Z","level":"info","msg":"","time":"2030-10-11T11:55:36Z"}"#,
        &[("2001:db8::7", 200, "none")],
    );
}

#[test]
fn logpush() {
    for time in [
        r#""EdgeStartTimestamp":"2030-10-11T11:55:36Z""#,
        r#""EdgeStartTimestamp":1917950136"#,
        r#""EdgeStartTimestamp":1917950136250000000"#,
        r#""EdgeEndTimestamp":"2030-10-11T11:55:36.250Z""#,
    ] {
        let line = format!(
            r#"{{"ClientIP":"2001:db8::7","ClientRequestUserAgent":"a \"b\"",{time},"EdgeResponseStatus":200,"ClientRequestPath":"/","RequestHeaders":{{"sec-gpc":"1"}}}}"#
        );
        check("cloudflare", &line, &[("2001:db8::7", 200, "a \"b\"")]);
        let request = only_request(&mut Parser::named("cloudflare").unwrap(), &line).unwrap();
        assert!(request.opts_out);
    }
    check(
        "cloudflare",
        r#"{"ClientIP":"192.0.2.7","EdgeStartTimestamp":1917950136,"EdgeResponseStatus":200,"RequestHeaders":null}"#,
        &[("192.0.2.7", 200, "none")],
    );
}

#[test]
fn bunny() {
    check(
        "bunny",
        "HIT|200|1917950136421|412|390|192.0.2.0|-|https://example.b-cdn.example/video.mp4|WA|Mozilla/5.0 (a|b)|322b|DE\n\
         MISS|206|1917950136421|412|390|2001:db8::|https://example.org/|https://example.b-cdn.example/|WA|a|0|DE\n",
        &[
            ("192.0.2.0", 200, "Mozilla/5.0 (a"),
            ("2001:db8::", 206, "a"),
        ],
    );
}
