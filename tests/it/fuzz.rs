//! The corpora of `../../fuzz`, each file through the function that is fuzzed
//! with it. What a fuzzer once found stays found, on any toolchain.

use std::fs;

use tests::workspace;

// Its functions are public for the fuzzer's programs.
#[allow(unreachable_pub, reason = "here they are the parts of a test")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

#[track_caller]
fn replay(name: &str) {
    let (_, target) = *targets::TARGETS
        .iter()
        .find(|target| target.0 == name)
        .unwrap();
    let folder = workspace().join("fuzz/corpus").join(name);
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        // Shown where the test fails: the last is the one.
        println!("{}", path.display());
        target(&fs::read(&path).unwrap());
        count += 1;
    }
    assert!(count >= 10, "{} has {count} files", folder.display());
}

// One test each, so that they run beside each other.
macro_rules! replays {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            replay(stringify!($name));
        })*

        #[test]
        fn every_target_is_replayed() {
            let names = targets::TARGETS.map(|(name, _)| name);
            assert_eq!(names, [$(stringify!($name)),*]);
        }
    };
}

replays! { config dates embeds ledger liquid logs map pages redirects sitemaps tallies }
