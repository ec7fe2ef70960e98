//! Access logs counted: what is said, what is written, who can read it, and
//! what is never in it.

use tests::{Sandbox, stderr, stdout, workspace};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn line(address: &str, asked: &str, status: u16, agent: &str) -> String {
    format!("{address} - - [11/Oct/2030:13:55:36 +0000] \"{asked}\" {status} 5 \"-\" \"{agent}\"\n")
}

fn log() -> String {
    [
        line("18.0.0.1", "GET / HTTP/1.1", 200, BROWSER),
        line("18.0.0.1", "GET /talks/ HTTP/1.1", 200, BROWSER),
        line("18.0.0.1", "GET /style.css HTTP/1.1", 200, BROWSER),
        line("130.54.0.1", "GET / HTTP/1.1", 200, BROWSER),
        line("130.54.0.1", "POST / HTTP/1.1", 200, BROWSER),
        line("130.54.0.2", "GET / HTTP/1.1", 404, BROWSER),
        line("130.54.0.3", "GET / HTTP/1.1", 200, "curl/8.0"),
    ]
    .concat()
}

#[test]
fn a_log_becomes_a_tally_that_only_its_owner_reads() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    let run = sandbox.run("tally access.log").code(0).stderr_eq("");
    let told = stdout(&run);
    for row in [
        "7  lines",
        "1  of other methods than GET",
        "1  errors and redirects",
        "1  parts of pages",
        "1  by programs that are no browsers",
        "3  visits counted",
        "2  addresses of 2 countries from 2030-10-01 to 2030-10-31",
        "do not publish",
    ] {
        assert!(told.contains(row), "{row}\n{told}");
    }
    let tally: serde_json::Value = serde_json::from_str(&sandbox.text("tally.json")).unwrap();
    let countries = &tally["windows"]["2030-10-01"]["countries"];
    assert_eq!(countries, &serde_json::json!({"JP": 1, "US": 1}));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = std::fs::metadata(sandbox.path("tally.json")).unwrap();
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn the_same_log_makes_the_same_bytes() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    sandbox.run("tally access.log --out one.json").code(0);
    sandbox.run("tally access.log --out other.json").code(0);
    assert_eq!(sandbox.bytes("one.json"), sandbox.bytes("other.json"));
}

#[test]
fn partial_tallies_go_through_pipes() {
    let sandbox = Sandbox::new([]);
    let partial = || {
        let run = sandbox.command("tally --partial -").stdin(log()).assert();
        stdout(&run.code(0))
    };
    let (one, other) = (partial(), partial());
    let run = sandbox
        .command("tally --merge --partial --quiet -")
        .stdin(one + &other)
        .assert()
        .code(0)
        .stderr_eq("");
    let merged: serde_json::Value = serde_json::from_str(&stdout(&run)).unwrap();
    let october = &merged["windows"]["2030-10-01"];
    assert_eq!(october["parts"], 2);
    assert_eq!(october["countries"]["US"], 2);
    assert!(sandbox.snapshot().is_empty());
}

#[test]
fn nothing_of_a_line_is_ever_shown_or_written() {
    let mut hostile = log().into_bytes();
    hostile.extend_from_slice(b"\x1b[31mred\x07 203.0.113.77\r\n\xff\xfe secret\n");
    hostile.extend_from_slice(&[b'x'; 10 << 20]);
    hostile
        .extend_from_slice(line("9.9.9.9", "GET /secret HTTP/1.1", 200, "secret</svg>").as_bytes());
    let sandbox = Sandbox::new([]);
    sandbox.write("access.log", &hostile);
    let run = sandbox.run("tally access.log").code(0);
    let mut all = stdout(&run) + &stderr(&run) + &sandbox.text("tally.json");
    assert!(all.contains("3  not of the format"), "{all}");
    let unknown = sandbox.run("tally --merge access.log").code(1);
    all += &(stdout(&unknown) + &stderr(&unknown));
    for secret in [
        "18.0.0",
        "130.54",
        "203.0.113",
        "9.9.9.9",
        "secret",
        "\x1b",
        "talks",
        "Mozilla",
    ] {
        assert!(!all.contains(secret), "{secret}\n{all}");
    }
}

#[test]
fn a_file_of_somebody_else_stays() {
    let sandbox = Sandbox::new([("access.log", &log()), ("tally.json", "{}")]);
    sandbox.run("tally access.log").code(1);
    assert_eq!(sandbox.text("tally.json"), "{}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    for wrong in [
        "tally",
        "tally access.log access.log",
        "tally access.log --format morse",
        "tally access.log --cap 0",
        "tally access.log --trusted-proxy 10.0.0.0/33",
        "tally access.log --merge --format combined",
    ] {
        sandbox.run(wrong).code(2).stdout_eq("");
    }
    let run = sandbox.run("tally missing.log").code(1);
    assert!(stderr(&run).contains("missing.log"));
}

#[test]
fn a_log_of_another_format_is_doubted() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    let run = sandbox.run("tally access.log --format caddy").code(0);
    assert!(stderr(&run).contains("7 of 7 lines are not of the format"));
}

#[test]
fn a_log_of_a_proxy_alone_is_doubted() {
    let sandbox = Sandbox::new([]);
    let page = "GET / HTTP/1.1";
    sandbox.write("access.log", line("10.0.0.1", page, 200, BROWSER).repeat(3));
    let run = sandbox.run("tally access.log").code(0);
    assert!(
        stderr(&run)
            .contains("3 visits are of a private network or a proxy help: `--trusted-proxy`")
    );
    let told = line("10.0.0.1", page, 200, BROWSER).replace("\n", " \"130.54.0.1\"\n");
    sandbox.write("told.log", told);
    sandbox
        .run("tally told.log --trusted-proxy 10.0.0.1")
        .code(0)
        .stderr_eq("");
}

#[test]
fn a_log_without_names_of_browsers_says_so() {
    let sandbox = Sandbox::new([]);
    sandbox.write(
        "access.log",
        "18.0.0.1 - - [11/Oct/2030:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5\n",
    );
    let told = stdout(&sandbox.run("tally access.log").code(0));
    assert!(
        told.contains("1  of them by programs that the logs do not name"),
        "{told}"
    );
}

#[test]
fn folders_and_cut_off_files_are_told_and_nothing_is_written() {
    let sandbox = Sandbox::new([("logs/access.log", &log())]);
    let run = sandbox.run("tally logs").code(2);
    assert_eq!(
        stderr(&run),
        "error: logs is a folder; name the logs in it\n"
    );
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, log().repeat(500).as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    sandbox.write("access.log.1.gz", &whole[..whole.len() / 2]);
    let run = sandbox.run("tally logs/access.log access.log.1.gz").code(1);
    assert_eq!(
        stderr(&run),
        "error: cannot read access.log.1.gz: what gzip has packed ends in the middle: \
         it is cut off, or still being written\n"
    );
    let piped = sandbox
        .command("tally -")
        .stdin("once upon a time\n")
        .assert();
    let told = stderr(&piped.code(1));
    assert!(
        told.starts_with("error: stdin: no format that is known"),
        "{told}"
    );
    assert!(!sandbox.has("tally.json"));
}

#[test]
fn the_manual_has_all_formats() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    let told = stderr(&sandbox.run("tally access.log --format morse").code(2));
    let names = told
        .split("there are ")
        .nth(1)
        .unwrap()
        .lines()
        .next()
        .unwrap();
    let manual = std::fs::read_to_string(workspace().join("docs/visitors.md")).unwrap();
    for name in names.split(", ") {
        assert!(manual.contains(&format!("| `{name}` |")), "{name}");
    }
}
