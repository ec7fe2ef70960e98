//! From a log to a map: nothing that comes out on the way holds an address, a
//! hash of one, the key of the hashes, or anything else of a line.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tests::{Sandbox, stdout};

const AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// As many as are published, of both kinds; the last parts of each differ.
fn addresses() -> Vec<IpAddr> {
    let four = (0..60).map(|at| Ipv4Addr::new(18, 201, 173, 131 + at).into());
    let six =
        (0..60).map(|at| Ipv6Addr::new(0x2a01, 0x4f8, 0xbeef, 0xa100 + at, 0, 0, 0, 7).into());
    four.chain(six).collect()
}

// Every day of a month that is over.
fn log() -> String {
    let line = |(at, address): (usize, &IpAddr)| {
        let day = at % 31 + 1;
        format!(
            "{address} - somebody [{day:02}/Dec/2025:13:55:36 +0000] \"GET /talks/?q=7fc1 HTTP/1.1\" \
             200 5 \"https://referrer.test/\" \"{AGENT}\"\n"
        )
    };
    addresses().iter().enumerate().map(line).collect()
}

// The shapes in which an address may get out: as it is written, its network,
// and as a number in either order of its bytes. As bytes it would be no text.
fn shapes(address: IpAddr) -> Vec<String> {
    let (octets, mut shapes) = match address {
        IpAddr::V4(four) => (four.octets().to_vec(), vec!["18.201.173".to_owned()]),
        IpAddr::V6(six) => {
            let groups = six.segments().map(|group| format!("{group:04x}"));
            let written = vec!["2a01:4f8".to_owned(), groups.join(":")];
            (six.octets().to_vec(), written)
        }
    };
    shapes.push(address.to_string());
    let reversed = octets.iter().rev().copied().collect();
    for bytes in [octets, reversed] {
        assert!(std::str::from_utf8(&bytes).is_err());
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let number = u128::from_str_radix(&hex, 16).unwrap();
        shapes.extend([hex.to_uppercase(), hex, number.to_string()]);
    }
    shapes
}

// What a hash or a key would be: eight bytes or more, as hexadecimal, decimal or
// base 64. Words are not mixed of letters and digits.
fn looks_random(token: &str) -> bool {
    let count = |is: fn(&char) -> bool| token.chars().filter(is).count();
    let (digits, letters) = (
        count(char::is_ascii_digit),
        count(char::is_ascii_alphabetic),
    );
    let is_hex = token.len() >= 16 && token.chars().all(|each| each.is_ascii_hexdigit());
    let is_number = letters == 0 && digits >= 12;
    let is_mixed = token.len() >= 11 && digits >= 1 && letters >= 3;
    is_hex || is_number || is_mixed
}

fn check(name: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes);
    let text = text.unwrap_or_else(|_| panic!("{name} has bytes that are no text"));
    for address in addresses() {
        for shape in shapes(address) {
            assert!(!text.contains(&shape), "{name} has {shape} of {address}");
        }
    }
    for part in [
        "somebody", "talks", "7fc1", "referrer", "Mozilla", "Firefox",
    ] {
        assert!(!text.contains(part), "{name} has {part}");
    }
    let is_apart = |each: char| !(each.is_ascii_alphanumeric() || "+=".contains(each));
    let random = text.split(is_apart).find(|token| looks_random(token));
    assert_eq!(random, None, "{name} has what may be a hash");
}

#[test]
fn nothing_from_the_tally_to_the_map_holds_an_address_a_hash_or_a_key() {
    let sandbox = Sandbox::site("# Home\n");
    sandbox.write("access.log", log());
    for line in [
        "tally access.log",
        "tally access.log --partial",
        "tally --merge tally.json --out merged.json",
        "tally --merge access.log --out none.json",
        "publish merged.json --site site --window 2025-12",
        "publish --site site --window 2025-12 --check",
        "map --counts site/counts.json --out circles",
        "map --counts site/counts.json --out dots --style dots",
        "map --counts site/counts.json --out tones --style choropleth",
        "map --counts site/counts.json --fragment",
        "check --site site",
    ] {
        let run = sandbox.run(line);
        let output = run.get_output();
        check(&format!("what `{line}` prints"), &output.stdout);
        check(&format!("what `{line}` remarks"), &output.stderr);
    }
    let mut files = sandbox.snapshot();
    let (_, log) = files.remove("access.log").unwrap();
    for (name, (_, bytes)) in &files {
        check(name, bytes);
    }
    for name in [
        "tally.json",
        "merged.json",
        "site/map.lock",
        "tones/visitor-map.svg",
    ] {
        assert!(files.contains_key(name), "{name} was not made");
    }
    // The scan finds what is there.
    let log = String::from_utf8(log).unwrap();
    assert!(
        addresses()
            .iter()
            .all(|address| log.contains(&address.to_string()))
    );
}

// The key is another one in every run: whatever is the same in all of them does
// not depend on it.
#[test]
fn what_is_counted_does_not_depend_on_the_key() {
    let sandbox = Sandbox::new([("access.log", &log())]);
    let partial = || stdout(&sandbox.run("tally access.log --partial --quiet").code(0));
    let first = partial();
    assert!(first.contains("\"US\""));
    for _ in 0..3 {
        assert_eq!(partial(), first);
    }
}
