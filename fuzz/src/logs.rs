//! Access logs in every format, whole and in parts.

use std::net::IpAddr;
use std::sync::OnceLock;

use visitor_map::log::{Chunk, Chunks, FORMATS, LONGEST_LINE, Line, Parser, lines};
use visitor_map::tally::{Counter, Key, Options, Rules, Tally};

/// Reads a log by the format that it seems to have, and by all others.
pub fn logs(data: &[u8]) {
    let head = &data[..data.len().min(64 << 10)];
    if let Some(parser) = Parser::detect(head) {
        let tally = count(parser, data);
        assert_eq!(in_parts(parser, data), tally, "parts and the whole differ");
        no_address(parser, data, &tally);
    }
    for format in FORMATS {
        requests(Parser::of(format), data);
    }
    chunks(data);
    if data.contains(&TOO_LONG) {
        chunks(&with_long_lines(data));
    }
}

// Stands for more than a line may have, so that inputs stay small.
const TOO_LONG: u8 = 1;

fn with_long_lines(data: &[u8]) -> Vec<u8> {
    let mut parts = data.splitn(4, |byte| *byte == TOO_LONG);
    let mut long = parts.next().unwrap_or_default().to_vec();
    for part in parts {
        long.resize(long.len() + LONGEST_LINE, b'x');
        long.extend_from_slice(part);
    }
    long
}

fn requests(mut parser: Parser, data: &[u8]) {
    let mut space = Vec::new();
    for line in lines(data) {
        if let Line::Request(request) = parser.line(line) {
            let length = line.len();
            assert!(request.path.len() <= length && request.method.len() <= length);
            let texts = [Some(request.forwarded), request.agent];
            for text in texts.into_iter().flatten() {
                assert!(text.decode(&mut space).len() <= text.raw.len());
            }
        }
    }
}

fn count(mut parser: Parser, data: &[u8]) -> Tally {
    let mut counter = counter();
    counter.lines(&mut parser, data);
    let tally = counter.finish();
    assert!(tally.requests.lines() <= lines(data).count() as u64);
    let read = Tally::from_json(tally.to_json().as_bytes());
    assert_eq!(read.as_ref(), Ok(&tally));
    tally
}

// Cut where any line ends, both parts counted apart are the whole.
fn in_parts(parser: Parser, data: &[u8]) -> Tally {
    let middle = data[data.len() / 2..]
        .iter()
        .position(is_end)
        .map_or(data.len(), |at| data.len() / 2 + at + 1);
    let (first, second) = data.split_at(middle);
    let (mut before, mut after) = (parser, parser);
    after.pass(first);
    let (mut one, mut other) = (counter(), counter());
    one.lines(&mut before, first);
    other.lines(&mut after, second);
    other.join(one).finish()
}

// Whatever is kept tells of no address.
fn no_address(mut parser: Parser, data: &[u8], tally: &Tally) {
    let json = tally.to_json();
    for line in lines(data).take(100) {
        if let Line::Request(request) = parser.line(line) {
            assert!(!json.contains(&request.peer.to_string()));
        }
    }
}

// A stream is cut into whole lines, and only what is too long is lost.
fn chunks(data: &[u8]) {
    let mut chunks = Chunks::new(data, 1 << 10);
    let (mut chunk, mut bytes, mut overlong) = (Chunk::default(), Vec::new(), 0);
    while chunks.next(&mut chunk).is_ok_and(|more| more) {
        bytes.extend_from_slice(&chunk.bytes);
        overlong += chunk.overlong;
        let is_whole = chunk.bytes.ends_with(b"\n") || chunk.bytes.is_empty();
        assert!(is_whole || data.ends_with(&chunk.bytes));
    }
    assert_eq!(short(&bytes), short(data), "lines are lost");
    let lost = data
        .split(is_end)
        .filter(|line| line.len() > LONGEST_LINE)
        .count();
    assert!(overlong <= lost as u64);
}

fn is_end(byte: &u8) -> bool {
    *byte == b'\n'
}

fn short(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split(is_end);
    let lines = lines.filter(|line| !line.is_empty() && line.len() <= LONGEST_LINE);
    lines.collect()
}

fn counter() -> Counter<'static> {
    static TABLES: OnceLock<(Rules, Key)> = OnceLock::new();
    let (rules, key) = TABLES.get_or_init(|| {
        let trusted = vec![
            "198.51.100.0/24"
                .parse()
                .unwrap_or_else(|error| panic!("{error}")),
        ];
        let rules = Rules::new(trusted).unwrap_or_else(|error| panic!("{error}"));
        (rules, Key::new([7; 16]))
    });
    let registry = &(|address: IpAddr| match address.is_ipv4() {
        true => "DE".parse().ok(),
        false => None,
    });
    Counter::new(rules, key, registry, Options::default())
}
