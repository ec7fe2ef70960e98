//! The whole way of a visitor's address: from logs, or from what another
//! service exported, to a picture; and that it ends at the first step.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use tests::{Sandbox, Snapshot, stderr, stdout};

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

// The tests take place on 15 January 2026; week 2 ended on the 11th.
const WINDOW: &str = "--site site --window 2026-W02 --k 40";

fn addresses() -> Vec<IpAddr> {
    // The first networks ever given to universities of these countries.
    let american = (1..=220).map(|last| Ipv4Addr::new(18, 0, 77, last).into());
    let japanese = (1..=120).map(|last| Ipv4Addr::new(130, 54, 99, last).into());
    let german = (1..=90).map(|net| Ipv6Addr::new(0x2003, 0xe9, net, 1, 2, 3, 4, 5).into());
    american.chain(japanese).chain(german).collect()
}

fn log(addresses: &[IpAddr]) -> String {
    let line = |address: &IpAddr, day: usize| {
        format!(
            "{address} - - [{day:02}/Jan/2026:13:55:36 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"{BROWSER}\"\n"
        )
    };
    let visits = addresses.iter().enumerate();
    let visits = visits.map(|(at, address)| line(address, 5 + at % 7));
    // Days before and after, without which the week would not be whole.
    let ends = [4, 12].map(|day| line(&addresses[0], day));
    visits.chain(ends).collect()
}

// Every shape in which an address might get out.
fn secrets(address: &IpAddr) -> Vec<Vec<u8>> {
    let (bytes, number) = match address {
        IpAddr::V4(four) => (four.octets().to_vec(), u128::from(four.to_bits())),
        IpAddr::V6(six) => (six.octets()[..8].to_vec(), six.to_bits() >> 64),
    };
    let text = address.to_string();
    let mut shapes = vec![
        text.into_bytes(),
        number.to_string().into_bytes(),
        format!("{number:x}").into_bytes(),
        format!("{number:X}").into_bytes(),
    ];
    shapes.push(bytes.iter().rev().copied().collect());
    shapes.push(bytes);
    shapes
}

fn holds(text: &[u8], secret: &[u8]) -> bool {
    text.windows(secret.len()).any(|window| window == secret)
}

#[track_caller]
fn check_nothing_of(addresses: &[IpAddr], files: &Snapshot, streams: &str) {
    let files = files.iter().filter(|(name, _)| !name.ends_with(".log"));
    let mut texts: Vec<(String, Vec<u8>)> = files
        .map(|(name, file)| (name.to_string(), file.1.clone()))
        .collect();
    texts.push(("streams".to_owned(), streams.as_bytes().to_vec()));
    assert!(texts.len() > 4);
    for address in addresses {
        for secret in secrets(address) {
            for (name, text) in &texts {
                assert!(!holds(text, &secret), "{address} is in {name}");
            }
        }
    }
}

#[test]
fn logs_become_a_picture_that_holds_no_address() {
    let addresses = addresses();
    let log = log(&addresses);
    assert!(holds(log.as_bytes(), &secrets(&addresses[7])[0]));
    let sandbox = Sandbox::site("# Home\n");
    sandbox.write("access.log", log);
    let mut said = String::new();
    for line in [
        "tally access.log --window week --out exact.json".to_owned(),
        format!("publish exact.json {WINDOW}"),
        "map --counts site/counts.json --out dist".to_owned(),
    ] {
        let run = sandbox.run(&line).code(0);
        said += &(stdout(&run) + &stderr(&run));
    }
    assert!(said.contains("430  addresses of 3 countries from 2026-01-05 to 2026-01-11"));
    let notice = "Counted: distinct network addresses (not people; IPv6: /64) by the country \
                  in which their network is registered, from 2026-01-05 to 2026-01-11, at most \
                  1 per address. Random noise was added once to the number of every country \
                  (ε = 1); countries below 40 are not named.";
    let page = sandbox.text("dist/visitor-map.html");
    assert!(said.contains(notice), "{said}");
    assert!(page.contains(notice), "{page}");
    for country in ["United States", "Japan", "Germany"] {
        assert!(page.contains(&format!(">{country}</th>")), "{country}");
    }
    check_nothing_of(&addresses, &sandbox.snapshot(), &said);
}

#[test]
fn noise_is_as_large_as_what_merging_may_have_counted_twice() {
    let sandbox = Sandbox::site("# Home\n");
    sandbox.write("access.log", log(&addresses()));
    let partial = sandbox.run("tally access.log --window week --partial --quiet");
    let partial = stdout(&partial.code(0));
    sandbox.write("partial.json", partial.repeat(20));
    let told = stdout(
        &sandbox
            .run("tally --merge partial.json --out all.json")
            .code(0),
    );
    assert!(
        told.contains("20 tallies, each with the same addresses perhaps"),
        "{told}"
    );
    let run = sandbox.run(&format!("publish all.json {WINDOW}")).code(0);
    assert!(
        stderr(&run).contains("give a --k of 200 or more"),
        "{}",
        stderr(&run)
    );
    assert!(
        stdout(&run).contains("at most 20 per address"),
        "{}",
        stdout(&run)
    );
    assert!(sandbox.text("site/counts.json").contains("\"cap\": 20"));
}

#[test]
fn half_a_window_is_published_only_if_told_so() {
    let sandbox = Sandbox::site("# Home\n");
    let log = log(&addresses()).replace("[04/Jan", "[06/Jan");
    sandbox.write("access.log", log.replace("[05/Jan", "[07/Jan"));
    sandbox
        .run("tally access.log --window week --out exact.json")
        .code(0);
    let line = format!("publish exact.json {WINDOW}");
    let told = stderr(&sandbox.run(&line).code(1));
    assert!(
        told.contains("the logs reach from 2026-01-06 to 2026-01-12 only"),
        "{told}"
    );
    assert!(!sandbox.has("site/map.lock") && !sandbox.has("site/counts.json"));
    sandbox.run(&format!("{line} --incomplete")).code(0);
}

#[test]
fn totals_of_another_service_become_a_picture() {
    let sandbox = Sandbox::site("# Home\n");
    let days: Vec<_> = (5..=11)
        .map(|day| {
            format!(
                r#"{{"dimensions": {{"date": "2026-01-{day:02}"}}, "sum": {{"countryMap": [
                    {{"clientCountryName": "JP", "requests": 700}},
                    {{"clientCountryName": "T1", "requests": 1}}]}}}}"#
            )
        })
        .collect();
    let answer = format!(r#"{{"httpRequests1dGroups": [{}]}}"#, days.join(","));
    sandbox.write("answer.json", answer);
    let line = format!("publish --import cloudflare answer.json {WINDOW} --epsilon 1/2");
    sandbox.run(&line).code(0);
    sandbox
        .run("map --counts site/counts.json --out dist")
        .code(0);
    let page = sandbox.text("dist/visitor-map.html");
    assert!(page.contains(">Japan</th>"), "{page}");
    let notice = "Counted: requests by country, from 2026-01-05 to 2026-01-11, as Cloudflare \
                  counts them. Random noise was added once to the number of every country \
                  (ε = 0.5); countries below 40 are not named. It hides any single one of \
                  them, but not all that one person did.";
    assert!(page.contains(notice), "{page}");
}
