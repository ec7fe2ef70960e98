use super::columns::{self, Columns};
use super::{Request, clf, delimited, json};

/// A format of access logs.
#[derive(Debug)]
pub struct Format {
    /// What it is called where one is chosen: `combined`.
    pub name: &'static str,
    /// Who writes it.
    pub by: &'static str,
    /// A request in it, with the headings that it needs.
    pub example: &'static str,
    pub(super) has_headings: bool,
    pub(super) columns: Columns,
    pub(super) parse: for<'a> fn(&'a [u8], &Columns) -> Option<Request<'a>>,
}

impl Format {
    const fn plain(
        name: &'static str,
        by: &'static str,
        parse: for<'a> fn(&'a [u8], &Columns) -> Option<Request<'a>>,
        example: &'static str,
    ) -> Format {
        Format {
            name,
            by,
            example,
            has_headings: false,
            columns: Columns::UNKNOWN,
            parse,
        }
    }
}

/// All formats; where two could read a line, the more telling one first.
/// Adding one is adding a row.
pub const FORMATS: &[Format] = &[
    Format::plain(
        "caddy",
        "Caddy",
        json::caddy,
        r#"{"level":"info","ts":1917950136.25,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"192.0.2.7","remote_port":"50000","client_ip":"192.0.2.7","proto":"HTTP/2.0","method":"GET","host":"example.org","uri":"/talks/?a=b","headers":{"User-Agent":["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],"Accept":["*/*"]}},"bytes_read":0,"duration":0.001,"size":512,"status":200,"resp_headers":{"Server":["Caddy"]}}"#,
    ),
    Format::plain(
        "traefik-json",
        "Traefik, as JSON",
        json::traefik,
        r#"{"ClientAddr":"192.0.2.7:50000","ClientHost":"192.0.2.7","DownstreamStatus":200,"RequestMethod":"GET","RequestPath":"/talks/?a=b","StartUTC":"2030-10-11T11:55:36.25Z","request_User-Agent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0","level":"info","time":"2030-10-11T11:55:37Z"}"#,
    ),
    Format::plain(
        "cloudflare",
        "Cloudflare Logpush",
        json::cloudflare,
        r#"{"ClientIP":"192.0.2.7","ClientCountry":"de","ClientRequestHost":"example.org","ClientRequestMethod":"GET","ClientRequestURI":"/talks/?a=b","ClientRequestUserAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0","EdgeResponseBytes":512,"EdgeResponseStatus":200,"EdgeStartTimestamp":"2030-10-11T11:55:36Z","RayID":"0"}"#,
    ),
    Format::plain(
        "cloudfront-json",
        "AWS CloudFront, version 2 as JSON",
        json::cloudfront,
        r#"{"date":"2030-10-11","time":"11:55:36","x-edge-location":"FRA1","c-ip":"192.0.2.7","cs-method":"GET","cs-uri-stem":"/talks/","cs-uri-query":"a=b","sc-status":"200","cs(User-Agent)":"Mozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0","x-forwarded-for":"-"}"#,
    ),
    Format {
        has_headings: true,
        columns: Columns::CLOUDFRONT,
        ..Format::plain(
            "cloudfront",
            "AWS CloudFront",
            columns::cloudfront,
            "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query\n2030-10-11\t11:55:36\tFRA1\t512\t192.0.2.7\tGET\texample.org\t/talks/\t200\t-\tMozilla/5.0%20(X11;%20Linux%20x86_64;%20rv:140.0)%20Gecko/20100101%20Firefox/140.0\ta=b",
        )
    },
    Format {
        has_headings: true,
        ..Format::plain(
            "w3c",
            "IIS and others, the W3C's extended format",
            columns::w3c,
            "#Software: A server\n#Version: 1.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status time-taken\n2030-10-11 11:55:36 198.51.100.1 GET /talks/ a=b 443 - 192.0.2.7 Mozilla/5.0+(X11;+Linux+x86_64;+rv:140.0)+Gecko/20100101+Firefox/140.0 - 200 15",
        )
    },
    Format::plain(
        "alb",
        "AWS Application Load Balancer",
        delimited::alb,
        r#"https 2030-10-11T11:55:36.186641Z app/lb/0 192.0.2.7:50000 198.51.100.1:80 0.086 0.048 0.037 200 200 0 512 "GET https://example.org:443/talks/?a=b HTTP/1.1" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" TLS_AES_128_GCM_SHA256 TLSv1.3 arn "Root=1-0-0" "example.org" "arn" 1 2030-10-11T11:55:36.086000Z "forward" "-" "-" "198.51.100.1:80" "200" "-" "-""#,
    ),
    Format::plain(
        "bunny",
        "bunny.net",
        delimited::bunny,
        "HIT|200|1917950136250|512|1|192.0.2.7|-|https://example.org/talks/?a=b|DE|Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0|0|DE",
    ),
    Format::plain(
        "traefik",
        "Traefik; the combined format with more at its end",
        clf::traefik,
        r#"192.0.2.7 - - [11/Oct/2030:11:55:36 +0000] "GET /talks/?a=b HTTP/2.0" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" 17 "web@docker" "http://198.51.100.1:80" 3ms"#,
    ),
    Format::plain(
        "combined",
        "nginx, Apache and many others",
        clf::combined,
        r#"192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/?a=b HTTP/1.1" 200 512 "https://example.org/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0""#,
    ),
    Format::plain(
        "vhost-combined",
        "Debian's Apache for other hosts",
        clf::vhost_combined,
        r#"example.org:443 192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/?a=b HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0""#,
    ),
    Format::plain(
        "common",
        "the Common Log Format, which names no browser",
        clf::common,
        r#"192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/?a=b HTTP/1.1" 200 512"#,
    ),
    Format::plain(
        "vhost-common",
        "the same behind the name of the host",
        clf::vhost_common,
        r#"example.org 192.0.2.7 - - [11/Oct/2030:13:55:36 +0200] "GET /talks/?a=b HTTP/1.1" 200 512"#,
    ),
];
