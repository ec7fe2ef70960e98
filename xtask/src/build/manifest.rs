//! The record of what a build wrote, so that the next one can take away what
//! it no longer writes, and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use siphasher::sip128::{Hasher128, SipHasher13};
use site::{Problem, Source};
use std::hash::Hasher;

/// The manifest's name, at the root of the output.
pub(crate) const NAME: &str = ".home-page-manifest";

const HEAD: &str = "\
# What `cargo xtask build` wrote here. The next build takes away what the site
# no longer has, but no file that differs from its line below.
";

/// What the bytes of a file come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sum(u128);

/// Sums up bytes that come one after the other.
#[derive(Default)]
pub(crate) struct Summing(SipHasher13);

impl Summing {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    pub(crate) fn sum(&self) -> Sum {
        Sum(self.0.finish128().as_u128())
    }
}

impl Sum {
    pub(crate) fn of(bytes: &[u8]) -> Sum {
        let mut summing = Summing::default();
        summing.add(bytes);
        summing.sum()
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The files that a build wrote, and what each of them comes to. While a build
/// is at work a file may be what it was or what it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Manifest {
    /// By paths below the output, `/` between folders.
    pub(crate) files: BTreeMap<String, Vec<Sum>>,
}

impl Manifest {
    /// Everything that is in one or the other.
    pub(crate) fn with(&self, other: &Manifest) -> Manifest {
        let mut both = self.clone();
        for (path, sums) in &other.files {
            let known = both.files.entry(path.clone()).or_default();
            known.extend(sums);
            known.sort();
            known.dedup();
        }
        both
    }

    /// One line a file, sorted.
    pub(crate) fn render(&self) -> String {
        let mut text = HEAD.to_owned();
        for (path, sums) in &self.files {
            for sum in sums {
                // No path has a backslash of its own: none is written.
                let path = path.replace('\n', "\\n").replace('\r', "\\r");
                let _ = writeln!(text, "{sum}  {path}");
            }
        }
        text
    }

    /// Reads what [`Manifest::render`] wrote. A line that is none makes all of
    /// it worthless: who knows what else is missing.
    pub(crate) fn parse(text: &str) -> Result<Manifest, Problem> {
        let mut manifest = Manifest::default();
        let source = Source::new(NAME, text);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if !line.starts_with('#') {
                let Some((path, sum)) = entry(line) else {
                    return Err(broken(&source, at));
                };
                manifest.files.entry(path).or_default().push(sum);
            }
            at += line.len();
        }
        Ok(manifest)
    }
}

fn entry(line: &str) -> Option<(String, Sum)> {
    let (sum, path) = line.strip_suffix('\n')?.split_once("  ")?;
    let is_sum = sum.len() == 32 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    let sum = u128::from_str_radix(sum, 16).ok().filter(|_| is_sum)?;
    let path = path.replace("\\n", "\n").replace("\\r", "\r");
    Some((path, Sum(sum)))
}

fn broken(source: &Source, at: usize) -> Problem {
    let message = "this is no line of a build's record";
    Problem::error("manifest", source, at, message)
        .help("remove the whole folder for output, or this file, and build again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest<const N: usize>(files: [(&str, &str); N]) -> Manifest {
        let files = files.map(|(path, text)| (path.to_owned(), vec![Sum::of(text.as_bytes())]));
        Manifest {
            files: files.into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let files = [("a/index.html", "x"), ("b\nc", "y"), ("é  ü.pdf", "")];
        let manifest = manifest(files);
        assert_eq!(Manifest::parse(&manifest.render()), Ok(manifest));
    }

    #[test]
    fn a_cut_or_changed_record_is_refused() {
        let text = manifest([("a", "x")]).render();
        assert!(Manifest::parse(&text[..text.len() - 1]).is_err());
        assert!(Manifest::parse(&format!("{text}b\n")).is_err());
        let problem = Manifest::parse(&text.replace("  a", " a")).unwrap_err();
        assert_eq!(problem.line, 3);
    }

    #[test]
    fn two_records_together_know_both_states_of_a_file() {
        let old = manifest([("a", "old"), ("b", "b")]);
        let new = manifest([("a", "new"), ("b", "b")]);
        let both = old.with(&new);
        assert_eq!(both.files["a"].len(), 2);
        assert_eq!(both.files["b"].len(), 1);
        assert_eq!(Manifest::parse(&both.render()), Ok(both));
    }

    #[test]
    fn sums_do_not_depend_on_how_bytes_come() {
        let mut summing = Summing::default();
        summing.add(b"ab");
        summing.add(b"c");
        assert_eq!(summing.sum(), Sum::of(b"abc"));
        assert_eq!(Sum::of(b"").to_string().len(), 32);
    }
}
