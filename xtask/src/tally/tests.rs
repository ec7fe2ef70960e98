use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};
use tempfile::TempDir;

use super::*;
use crate::cli::Cli;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// More than a few chunks, with addresses that come again in other ones.
fn log(lines: u32) -> Vec<u8> {
    let mut log = Vec::new();
    for at in 0..lines {
        let number = at.wrapping_mul(2_654_435_761) % 5000;
        let (third, last) = (number / 250, number % 250);
        let day = 1 + at * 31 / lines;
        let line = format!(
            "18.0.{third}.{last} - - [{day:02}/Oct/2030:13:55:36 +0000] \"GET /{at}/ HTTP/1.1\" 200 5 \"-\" \"{BROWSER}\"\n"
        );
        log.extend_from_slice(line.as_bytes());
    }
    log
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(TempDir::new().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

fn args(line: &str, logs: &[PathBuf]) -> TallyArgs {
    use clap::Parser as _;
    let words = ["xtask", "tally", "--quiet"]
        .into_iter()
        .chain(line.split_whitespace());
    let words = words
        .map(Into::into)
        .chain(logs.iter().map(|path| path.clone().into_os_string()));
    let cli: Cli = Cli::try_parse_from(words).unwrap();
    match cli.command {
        crate::cli::Command::Tally(args) => args,
        other => panic!("{other:?}"),
    }
}

fn counted(logs: &[PathBuf]) -> Tally {
    count(&args("", logs)).unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

#[test]
fn however_a_log_is_packed_or_cut_it_counts_the_same() {
    let folder = Folder::new();
    let log = log(20_000);
    let middle = log.len() / 2;
    let middle = middle
        + log[middle..]
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap()
        + 1;
    let (first, second) = log.split_at(middle);
    // A frame that readers pass over (RFC 8878, section 3.1.2).
    let skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc";
    let expected = counted(&[folder.file("plain", &log)]);
    assert_eq!(expected.requests.counted, 20_000);
    let october = &expected.windows[&"2030-10-01".parse().unwrap()];
    assert_eq!(october.countries, [("US".parse().unwrap(), 5000)].into());
    for (name, bytes) in [
        ("gzip", gzip(&log)),
        ("members", [gzip(first), gzip(second)].concat()),
        ("zstd", zstd(&log)),
        (
            "frames",
            [zstd(first), skipped.to_vec(), zstd(second)].concat(),
        ),
        ("skipped", [skipped.to_vec(), zstd(&log)].concat()),
    ] {
        assert_eq!(counted(&[folder.file(name, &bytes)]), expected, "{name}");
    }
    let parts = [
        folder.file("first", &gzip(first)),
        folder.file("second", second),
        folder.file("empty", b""),
        folder.file("blank", b"\n"),
    ];
    assert_eq!(counted(&parts), expected);
}

#[test]
fn headings_hold_across_chunks() {
    let folder = Folder::new();
    let mut log =
        b"#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)\n".to_vec();
    let browser = BROWSER.replace(' ', "+");
    for at in 0..20_000 {
        if at == 10_000 {
            log.extend_from_slice(
                b"#Fields: sc-status cs-method cs-uri-stem c-ip time date cs(User-Agent)\n",
            );
        }
        let line = match at < 10_000 {
            true => format!("2030-10-11 11:55:36 18.0.0.1 GET /{at} 200 {browser}\n"),
            false => format!("200 GET /{at} 18.0.0.2 11:55:36 2030-10-11 {browser}\n"),
        };
        log.extend_from_slice(line.as_bytes());
    }
    let tally = counted(&[folder.file("iis.log", &log)]);
    assert_eq!(
        (tally.requests.counted, tally.requests.rejected),
        (20_000, 0)
    );
    let october = &tally.windows[&"2030-10-01".parse().unwrap()];
    assert_eq!(october.countries.values().sum::<u64>(), 2);
}

#[test]
fn what_cannot_be_read_is_named_with_what_is_wrong() {
    let folder = Folder::new();
    let [gzip, zstd] = [gzip(&log(2000)), zstd(&log(2000))];
    let (cut, damaged) = ("ends in the middle: it is cut off", "is damaged");
    // The checksum is what it must have been.
    let mut altered = zstd.clone();
    let end = altered.len() - 1;
    altered[end] ^= 1;
    for (name, bytes, what) in [
        ("half.gz", &gzip[..gzip.len() / 2], cut),
        ("head.gz", &gzip[..5], cut),
        ("sum.gz", &gzip[..gzip.len() - 1], cut),
        (
            "more.gz",
            &[gzip.as_slice(), b"more than a head"].concat(),
            damaged,
        ),
        ("half.zst", &zstd[..zstd.len() / 2], cut),
        ("head.zst", &zstd[..5], cut),
        ("sum.zst", &zstd[..zstd.len() - 1], cut),
        ("skip.zst", b"\x50\x2a\x4d\x18\x09\0\0\0abc", cut),
        (
            "broken.zst",
            &[b"\x28\xb5\x2f\xfd".as_slice(), &[0xff; 64]].concat(),
            damaged,
        ),
        ("altered.zst", &altered, damaged),
        ("story", b"once upon a time\n", "no format that is known"),
    ] {
        let path = folder.file(name, bytes);
        let error = count(&args("", &[path])).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains(name) && error.contains(what), "{error}");
        assert!(!error.contains("once upon"), "{error}");
    }
    let missing = folder.0.path().join("missing");
    assert!(count(&args("", &[missing])).is_err());
}

// As logrotate leaves them: the newest plain, older ones packed, and one of
// them twice because packing was cut off before the plain one was removed.
#[test]
fn rotated_logs_count_as_one() {
    let folder = Folder::new();
    let log = log(9000);
    let lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
    let [oldest, old, new] = [0, 3000, 6000].map(|from| lines[from..from + 3000].concat());
    let expected = counted(&[folder.file("whole", &log)]);
    let rotated = [
        folder.file("access.log", &new),
        folder.file("access.log.1", &old),
        folder.file("access.log.2.gz", &gzip(&oldest)),
    ];
    assert_eq!(counted(&rotated), expected);
    let twice = [
        &rotated[..],
        &[folder.file("access.log.1.zst", &zstd(&old))],
    ]
    .concat();
    let twice = counted(&twice);
    assert_eq!(twice.windows, expected.windows);
    assert_eq!(twice.requests.counted, 12_000);
}

#[test]
fn logs_of_several_formats_are_counted_together() {
    let folder = Folder::new();
    let browser = BROWSER;
    let combined = format!(
        "18.0.0.1 - - [11/Oct/2030:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"{browser}\"\n"
    );
    let caddy = format!(
        r#"{{"ts":1917950136.25,"request":{{"remote_ip":"18.0.0.1","method":"GET","uri":"/","headers":{{"User-Agent":["{browser}"]}}}},"status":200}}"#
    );
    let bunny =
        format!("HIT|200|1917950136250|5|1|18.0.0.2|-|https://example.org/|DE|{browser}|0|US\n");
    let logs = [
        folder.file("combined", combined.as_bytes()),
        folder.file("caddy.gz", &gzip(caddy.as_bytes())),
        folder.file("bunny.zst", &zstd(bunny.as_bytes())),
    ];
    let tally = counted(&logs);
    let october = &tally.windows[&"2030-10-01".parse().unwrap()];
    assert_eq!(october.countries, [("US".parse().unwrap(), 2)].into());
    assert_eq!((tally.requests.counted, tally.requests.rejected), (3, 0));
}

#[test]
fn a_folder_is_no_log() {
    let folder = Folder::new();
    let error = each_once(&args("", &[folder.0.path().to_path_buf()])).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("is a folder; name the logs in it")
    );
}

#[test]
fn proxies_and_formats_are_as_asked() {
    let folder = Folder::new();
    let line = format!(
        "10.0.0.1 - - [11/Oct/2030:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"{BROWSER}\" \"130.54.0.1, 18.0.0.1\"\n"
    );
    let path = folder.file("log", line.as_bytes());
    let private = counted(std::slice::from_ref(&path));
    assert_eq!(private.requests.left_out, [(Reason::Private, 1)].into());
    for (trusted, code) in [
        ("10.0.0.0/8", "US"),
        ("10.0.0.0/8 --trusted-proxy 18.0.0.1", "JP"),
    ] {
        let args = args(
            &format!("--trusted-proxy {trusted} --format combined"),
            std::slice::from_ref(&path),
        );
        let tally = count(&args).unwrap();
        let window = tally.windows.values().next().unwrap();
        assert_eq!(window.countries, [(code.parse().unwrap(), 1)].into());
    }
    let args = args("--format caddy", &[path]);
    assert_eq!(count(&args).unwrap().requests.rejected, 1);
    assert!(format("morse").unwrap_err().contains("combined"));
}

#[test]
fn tallies_are_merged_from_lines() {
    let folder = Folder::new();
    let tally = counted(&[folder.file("log", &log(1000))]);
    let json = tally.to_json();
    let lines = folder.file("lines", format!("{json}\n{json}").as_bytes());
    let packed = folder.file("packed", &gzip(json.as_bytes()));
    let merged = merge(&args("--merge", &[lines, packed])).unwrap();
    let october = "2030-10-01".parse().unwrap();
    assert_eq!((merged.cap(october), merged.requests.counted), (3, 3000));
    for (name, text) in [("none", ""), ("secret", "130.54.0.1 - -\n")] {
        let error = merge(&args("--merge", &[folder.file(name, text.as_bytes())])).unwrap_err();
        assert!(!format!("{error:#}").contains("130.54"), "{error:#}");
    }
}

#[test]
fn a_log_is_given_once() {
    let folder = Folder::new();
    let path = folder.file("log", b"");
    assert!(each_once(&args("", &[path.clone(), path])).is_err());
}
