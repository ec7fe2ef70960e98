use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::log::Parser;

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// Made once: every case of a property needs them.
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::new(Vec::new()).unwrap());

// Three countries and the unknown, by the last part of the address.
fn registry(address: IpAddr) -> Option<Country> {
    let IpAddr::V4(four) = address else {
        return None;
    };
    let codes = ["DE", "FR", "JP", "?"];
    codes[usize::from(four.octets()[3]) % codes.len()]
        .parse()
        .ok()
}

fn line(address: impl std::fmt::Display, day: u32) -> String {
    format!(
        "{address} - - [{day:02}/Oct/2030:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"{BROWSER}\"\n"
    )
}

fn key() -> Key {
    Key::new(*b"sixteen bytes :)")
}

fn count(log: &[u8], options: Options) -> Tally {
    let key = key();
    let mut counter = Counter::new(&RULES, &key, &registry, options);
    counter.lines(&mut Parser::named("combined").unwrap(), log);
    counter.finish()
}

fn countries(tally: &Tally) -> BTreeMap<&str, u64> {
    let windows = tally.windows.values();
    let all = windows.flat_map(|window| &window.countries);
    all.map(|(country, count)| (country.code(), *count))
        .collect()
}

const OCTOBER: Options = Options {
    grain: Grain::Month,
    cap: 1,
};

#[test]
fn an_address_counts_once_in_a_window() {
    let log = [
        line("192.0.2.0", 1),
        line("192.0.2.0", 1),
        line("192.0.2.0", 2),
        line("192.0.2.4", 2),
        line("192.0.2.1", 3),
        line("192.0.2.3", 3),
    ]
    .concat();
    let tally = count(log.as_bytes(), OCTOBER);
    assert_eq!(countries(&tally), BTreeMap::from([("DE", 2), ("FR", 1)]));
    let window = tally.windows.values().next().unwrap();
    assert_eq!((window.unknown, window.parts), (1, 1));
    assert_eq!(tally.requests.counted, 6);
    assert_eq!(tally.days.unwrap().to.to_string(), "2030-10-03");
}

#[test]
fn a_cap_is_on_the_days_of_an_address() {
    let log: String = (1..=20).map(|day| line("192.0.2.0", day)).collect();
    for (cap, expected) in [(0, 1), (1, 1), (3, 3), (31, 20)] {
        let options = Options { cap, ..OCTOBER };
        let tally = count(log.as_bytes(), options);
        assert_eq!(countries(&tally)["DE"], expected, "{cap}");
    }
}

#[test]
fn a_network_of_64_bits_has_one_country() {
    // A table that is finer than what is counted.
    let registry = |address: IpAddr| match address.to_string().as_str() {
        "2001:db8::" => "DE".parse().ok(),
        _ => "FR".parse().ok(),
    };
    let key = key();
    for order in [["7", "8"], ["8", "7"]] {
        let log = order
            .map(|last| line(format!("2001:db8::{last}"), 1))
            .concat();
        let mut counter = Counter::new(&RULES, &key, &registry, OCTOBER);
        counter.lines(&mut Parser::named("combined").unwrap(), log.as_bytes());
        assert_eq!(countries(&counter.finish()), BTreeMap::from([("DE", 1)]));
    }
}

#[test]
fn who_cannot_be_told_from_crawlers_is_counted_apart() {
    let log = line("192.0.2.0", 1) + &line("192.0.2.4", 1);
    assert_eq!(count(log.as_bytes(), OCTOBER).requests.nameless, 0);
    let key = key();
    let mut counter = Counter::new(&RULES, &key, &registry, OCTOBER);
    counter.lines(&mut Parser::named("common").unwrap(), log.as_bytes());
    let requests = counter.finish().requests;
    assert_eq!((requests.counted, requests.nameless), (2, 2));
}

#[test]
fn windows_are_apart() {
    // 2030-10-07 is a Monday.
    let log = [
        line("192.0.2.0", 6),
        line("192.0.2.0", 7),
        line("192.0.2.0", 13),
    ]
    .concat();
    let options = Options {
        grain: Grain::Week,
        cap: 1,
    };
    let tally = count(log.as_bytes(), options);
    let windows: Vec<_> = tally.windows.keys().map(ToString::to_string).collect();
    assert_eq!(windows, ["2030-09-30", "2030-10-07"]);
    let whole: Vec<_> = tally
        .windows
        .iter()
        .map(|(from, window)| {
            tally.is_whole(crate::Window {
                from: *from,
                to: window.to,
            })
        })
        .collect();
    assert_eq!(whole, [false, true]);
}

#[test]
fn what_is_left_out_is_counted_by_reason() {
    let mut log = line("192.0.2.0", 1);
    log += &line("192.0.2.1", 1).replace(" 200 ", " 404 ");
    log += &line("192.0.2.1", 1).replace("GET", "POST");
    log += &line("192.0.2.1", 1).replace("Firefox", "Googlebot");
    log += &line("10.0.0.1", 1);
    log += "\x1b[31mno line\n\n";
    log += &"x".repeat(10 << 20);
    let tally = count(log.as_bytes(), OCTOBER);
    let expected = [
        Reason::Method,
        Reason::Status,
        Reason::Crawler,
        Reason::Private,
    ];
    assert_eq!(
        tally.requests.left_out,
        expected.map(|reason| (reason, 1)).into()
    );
    assert_eq!((tally.requests.counted, tally.requests.rejected), (1, 2));
    assert_eq!(tally.requests.lines(), 7);
}

#[test]
fn json_comes_back_as_it_was() {
    let log: String = (0..40)
        .map(|at| line(Ipv4Addr::new(192, 0, 2, at), 1))
        .collect();
    let tally = count(log.as_bytes(), OCTOBER);
    let json = tally.to_json();
    assert_eq!(Tally::from_json(json.as_bytes()).unwrap(), tally);
    assert!(json.starts_with(r#"{"warning":"Exact counts of visitors. Do not publish"#));
    for (old, new) in [
        ("\"cap\":1", "\"cap\":0"),
        ("2030-10-31", "2030-10-30"),
        ("\"parts\":1", "\"parts\":0"),
        ("\"DE\"", "\"DEU\""),
        ("{", ""),
    ] {
        assert!(
            Tally::from_json(json.replacen(old, new, 1).as_bytes()).is_err(),
            "{old}"
        );
    }
}

#[test]
fn tallies_of_different_things_do_not_merge() {
    let month = count(b"", OCTOBER);
    let week = count(
        b"",
        Options {
            grain: Grain::Week,
            cap: 1,
        },
    );
    assert!(month.merge(&week).is_err());
}

// Every shape in which an address, its hash or the key might get out.
fn secrets(address: Ipv4Addr) -> Vec<Vec<u8>> {
    let key = key();
    let hash = key.hash(address.into());
    let secret = *b"sixteen bytes :)";
    let numbers = [
        hash,
        u64::from(address.to_bits()),
        u64::from_le_bytes(secret[..8].try_into().unwrap()),
    ];
    let mut secrets = vec![
        address.to_string().into_bytes(),
        address.octets().to_vec(),
        secret.to_vec(),
        b"73697874".to_vec(),
    ];
    for number in numbers {
        secrets.push(number.to_string().into_bytes());
        secrets.push(format!("{number:x}").into_bytes());
        secrets.push(format!("{number:X}").into_bytes());
        secrets.push(format!("{:x}", number.swap_bytes()).into_bytes());
        if number > u64::from(u32::MAX) {
            secrets.push(number.to_le_bytes().to_vec());
            secrets.push(number.to_be_bytes().to_vec());
        }
    }
    secrets
}

fn holds(text: &[u8], secret: &[u8]) -> bool {
    memchr::memmem::find(text, secret).is_some()
}

proptest! {
    #[test]
    fn no_output_holds_an_address_a_hash_or_the_key(
        addresses in proptest::collection::vec(0x0b00_0000_u32..0x7e00_0000, 1..20)
    ) {
        let addresses: Vec<_> = addresses.into_iter().map(Ipv4Addr::from).collect();
        let log: String = addresses.iter().map(|address| line(address, 1)).collect();
        let key = key();
        let mut counter = Counter::new(&RULES, &key, &registry, OCTOBER);
        counter.lines(&mut Parser::named("combined").unwrap(), log.as_bytes());
        let mut printed = format!("{counter:?} {key:?}");
        let tally = counter.finish();
        printed += &format!("{tally:?} {}", tally.to_json());
        let error = Tally::from_json(log.as_bytes()).unwrap_err();
        printed += &error;
        for address in addresses {
            for secret in secrets(address) {
                prop_assert!(!holds(printed.as_bytes(), &secret));
            }
            // The scan finds what is there.
            prop_assert!(holds(log.as_bytes(), &secrets(address)[0]));
        }
    }

    #[test]
    fn counters_with_parts_of_a_log_make_the_same_as_one(
        visits in proptest::collection::vec((0_u8..40, 1_u32..=31, 0_usize..4), 0..60),
        order in Just([0, 1, 2, 3]).prop_shuffle(),
        cap in 1_u32..4,
        leftmost_first: bool,
    ) {
        let options = Options { grain: Grain::Week, cap };
        let all: String = visits.iter().map(|(at, day, _)| line(Ipv4Addr::new(192, 0, 2, *at), *day)).collect();
        let key = key();
        let part = |number: usize| {
            let mut counter = Counter::new(&RULES, &key, &registry, options);
            for (at, day, part) in &visits {
                if *part == number {
                    let line = line(Ipv4Addr::new(192, 0, 2, *at), *day);
                    counter.lines(&mut Parser::named("combined").unwrap(), line.as_bytes());
                }
            }
            counter
        };
        let [a, b, c, d] = order.map(part);
        let joined = match leftmost_first {
            true => a.join(b).join(c).join(d),
            false => a.join(b.join(c.join(d))),
        };
        prop_assert_eq!(joined.finish(), count(all.as_bytes(), options));
    }

    #[test]
    fn merging_has_no_order(tallies in proptest::collection::vec(tally(), 3)) {
        let [a, b, c] = &tallies[..] else { unreachable!() };
        let merge = |one: &Tally, other: &Tally| one.clone().merge(other).unwrap();
        prop_assert_eq!(merge(a, b), merge(b, a));
        prop_assert_eq!(merge(&merge(a, b), c), merge(a, &merge(b, c)));
        let nothing = count(b"", a.options);
        prop_assert_eq!(&merge(a, &nothing), a);
        prop_assert_eq!(&Tally::from_json(a.to_json().as_bytes()).unwrap(), a);
    }

    #[test]
    fn merging_never_counts_less_than_one_run_and_keeps_account(
        visits in proptest::collection::vec((0_u8..20, 1_u32..=31, 0_usize..3), 1..60),
    ) {
        let log = |wanted: &dyn Fn(usize) -> bool| -> String {
            let ours = visits.iter().filter(|(_, _, part)| wanted(*part));
            ours.map(|(at, day, _)| line(Ipv4Addr::new(192, 0, 2, *at), *day)).collect()
        };
        let whole = count(log(&|_| true).as_bytes(), OCTOBER);
        let merged = (0..3)
            .map(|number| count(log(&|part| part == number).as_bytes(), OCTOBER))
            .fold(count(b"", OCTOBER), |all, part| all.merge(&part).unwrap());
        let cap = u64::from(merged.cap("2030-10-01".parse().unwrap()));
        for (code, exact) in countries(&whole) {
            let sum = countries(&merged)[code];
            prop_assert!(exact <= sum && sum <= cap * exact);
        }
    }
}

prop_compose! {
    fn tally()(
        windows in proptest::collection::btree_map(1_u32..=12, (1_u32..5, 0..=u64::MAX, proptest::collection::btree_map("[A-Z]{2}", 0..=u64::MAX, 0..4)), 0..3),
        counted: u64,
        rejected: u64,
        crawlers: u64,
        days in proptest::option::of(1_u32..28),
    ) -> Tally {
        let date = |month, day| chrono::NaiveDate::from_ymd_opt(2030, month, day).unwrap();
        let windows = windows.into_iter().map(|(month, (parts, unknown, countries))| {
            let window = Grain::Month.window(date(month, 1)).unwrap();
            let countries = countries.into_iter().map(|(code, count)| (code.parse().unwrap(), count));
            (window.from, WindowTally { to: window.to, parts, countries: countries.collect(), unknown })
        });
        Tally {
            options: OCTOBER,
            windows: windows.collect(),
            requests: Requests { counted, nameless: crawlers / 2, left_out: [(Reason::Crawler, crawlers)].into(), rejected },
            days: days.map(|day| crate::Window { from: date(1, day), to: date(2, day) }),
            ..Tally::default()
        }
    }
}
