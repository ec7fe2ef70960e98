use std::fs;
use std::path::PathBuf;

use expect_test::{Expect, expect};
use tempfile::TempDir;

use super::*;

/// A repository whose commits have the dates that a test gives them.
struct Repo(TempDir);

impl Repo {
    fn new() -> Repo {
        let repo = Repo(TempDir::new().unwrap());
        repo.git("2030-01-01T12:00:00Z", &["init", "-q", "-b", "main", "."]);
        repo
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("")
    }

    // The committer's date is always the same and always wrong.
    fn git(&self, date: &str, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.current_dir(self.path()).args(arguments);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), "A. Placeholder");
            git.env(format!("GIT_{role}_EMAIL"), "a@example.org");
        }
        git.env("GIT_AUTHOR_DATE", date);
        git.env("GIT_COMMITTER_DATE", "2035-01-01T00:00:00Z");
        let output = git.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self, date: &str) {
        self.git(date, &["add", "-A"]);
        self.git(date, &["commit", "-q", "--allow-empty", "-m", "A change"]);
    }

    fn change(&self, date: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            self.write(path, text);
        }
        self.commit(date);
    }

    #[track_caller]
    fn check(&self, folder: &str, files: &[&str], expected: Expect) {
        let (days, problem) = last_changes(&self.path().join(folder), files.iter().copied());
        let days = days.iter().map(|(path, day)| format!("{path} {day}\n"));
        let problem = problem.iter().map(|problem| format!("{problem}\n"));
        expected.assert_eq(&days.chain(problem).collect::<String>());
    }
}

#[test]
fn the_last_change_of_each_file_is_found() {
    let repo = Repo::new();
    repo.change(
        "2031-01-01T12:00:00Z",
        &[("a.md", "1"), ("é ü.md", "1"), ("c.md", "1")],
    );
    repo.change(
        "2031-02-01T12:00:00Z",
        &[("a.md", "2"), ("\"q\"\n.md", "1")],
    );
    repo.commit("2031-03-01T12:00:00Z");
    // It is a day later in UTC.
    repo.change("2031-04-01T23:00:00-02:00", &[("é ü.md", "2")]);
    repo.write("new.md", "not committed");
    repo.write("c.md", "not committed");
    repo.check(
        "",
        &[
            "a.md",
            "é ü.md",
            "c.md",
            "\"q\"\n.md",
            "new.md",
            "absent.md",
        ],
        expect![[r#"
            "q"
            .md 2031-02-01
            a.md 2031-02-01
            c.md 2031-01-01
            é ü.md 2031-04-02
        "#]],
    );
}

#[test]
fn a_rename_is_no_change_of_the_content() {
    let repo = Repo::new();
    let text = "a line\n".repeat(50);
    repo.change(
        "2031-01-01T12:00:00Z",
        &[("a.md", &text), ("b.md", "b"), ("c.md", "c")],
    );
    repo.git("", &["mv", "a.md", "é.md"]);
    repo.commit("2031-02-01T12:00:00Z");
    // Another file of the old name is another file.
    repo.change("2031-03-01T12:00:00Z", &[("a.md", "new")]);
    repo.git("", &["mv", "é.md", "z.md"]);
    repo.commit("2031-04-01T12:00:00Z");
    // Files that change places have other contents than before; a name with
    // other contents is changed.
    repo.git("", &["mv", "b.md", "x.md"]);
    repo.git("", &["mv", "c.md", "b.md"]);
    repo.git("", &["mv", "x.md", "c.md"]);
    repo.commit("2031-05-01T12:00:00Z");
    repo.git("", &["mv", "a.md", "d.md"]);
    repo.change("2031-06-01T12:00:00Z", &[("d.md", "new, and more")]);
    repo.check(
        "",
        &["z.md", "b.md", "c.md", "d.md", "a.md"],
        expect![[r#"
            a.md 2031-03-01
            b.md 2031-05-01
            c.md 2031-05-01
            d.md 2031-06-01
            z.md 2031-01-01
        "#]],
    );
}

#[test]
fn a_site_may_be_a_folder_of_its_repository() {
    let repo = Repo::new();
    repo.change("2031-01-01T12:00:00Z", &[("about.md", "x"), ("cv.md", "y")]);
    // Moving the site into a folder is no change either.
    fs::create_dir_all(repo.path().join("sites/é")).unwrap();
    repo.git("", &["mv", "about.md", "cv.md", "sites/é/"]);
    repo.commit("2031-02-01T12:00:00Z");
    repo.change(
        "2031-03-01T12:00:00Z",
        &[("sites/é/cv.md", "yy"), ("cv.md", "other")],
    );
    repo.check(
        "sites/é",
        &["about.md", "cv.md"],
        expect![[r#"
        about.md 2031-01-01
        cv.md 2031-03-01
    "#]],
    );
}

#[test]
fn a_merge_changes_only_what_it_made_itself() {
    let repo = Repo::new();
    let old = [("a.md", "a"), ("b.md", "b"), ("c.md", "c")];
    repo.change("2031-01-01T12:00:00Z", &old);
    repo.git("", &["checkout", "-q", "-b", "side"]);
    repo.change(
        "2031-02-01T12:00:00Z",
        &[("a.md", "aa"), ("c.md", "c of the side")],
    );
    repo.git("", &["checkout", "-q", "main"]);
    repo.change("2031-03-01T12:00:00Z", &[("b.md", "bb")]);
    repo.git(
        "2031-04-01T12:00:00Z",
        &["merge", "-q", "--no-ff", "--no-commit", "side"],
    );
    repo.change("2031-04-01T12:00:00Z", &[("c.md", "c of the merge")]);
    repo.check(
        "",
        &["a.md", "b.md", "c.md"],
        expect![[r#"
        a.md 2031-02-01
        b.md 2031-03-01
        c.md 2031-04-01
    "#]],
    );
}

#[test]
fn a_shallow_clone_is_refused() {
    let repo = Repo::new();
    repo.change("2031-01-01T12:00:00Z", &[("a.md", "1")]);
    repo.change("2031-02-01T12:00:00Z", &[("b.md", "1")]);
    let from = format!("file://{}", repo.path().display());
    repo.git("", &["clone", "-q", "--depth", "1", &from, "clone"]);
    repo.check("clone", &["a.md", "b.md"], expect![[r#"
        warning: this is a shallow clone, so git cannot tell when pages changed; their addresses are listed without a date help: set `fetch-depth: 0` for actions/checkout, or run `git fetch --unshallow`
    "#]]);
    repo.check(
        "",
        &["a.md", "b.md"],
        expect![[r#"
        a.md 2031-01-01
        b.md 2031-02-01
    "#]],
    );
}

#[test]
fn without_a_history_there_are_no_days() {
    let folder = TempDir::new().unwrap();
    let (days, problem) = last_changes(folder.path(), ["a.md"]);
    assert!(days.is_empty() && problem.is_none());
    let repo = Repo::new();
    repo.check("", &["a.md"], expect![[r#""#]]);
}

#[test]
fn a_history_is_read_no_further_than_needed() {
    let mut changes = Changes::new(["a".to_owned(), "b".to_owned()]);
    let log = "\x01200000\0\nM\0a\0\x01100000\0\nA\0b\0A\0a\0\x01000000\0\nnonsense";
    assert!(!read(log.as_bytes(), &mut changes).unwrap());
    let days: Vec<_> = changes.days.values().map(ToString::to_string).collect();
    assert_eq!(days, ["1970-01-03", "1970-01-02"]);
}

#[test]
fn no_log_makes_it_fail() {
    for log in [
        "",
        "\0",
        "\0\0\0",
        "\x01",
        "\x01x\0M\0a\0",
        "R100\0",
        "R100\0a",
        "MM\0a",
        "\x01-99999999999999\0\nA\0a\0",
    ] {
        let mut changes = Changes::new(["a".to_owned()]);
        assert!(read(log.as_bytes(), &mut changes).is_ok());
        assert!(changes.days.is_empty(), "{log:?}");
    }
}
