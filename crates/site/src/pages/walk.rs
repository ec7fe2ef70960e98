//! Every file of a folder, without following a link that leads in a circle.

use super::address;
use crate::{Files, Problem};

// A folder linked into itself has no end; no site has so many.
const MOST_FOLDERS: usize = 100_000;
const DEEPEST: usize = 64;

/// The paths of all files below `root`, in every folder that `enter` lets in.
pub(super) fn tree(
    files: &dyn Files,
    root: &str,
    enter: &dyn Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let mut paths = Vec::new();
    folders(files, root, enter, problems, &mut |folder| {
        paths.extend(files.list(folder));
    });
    paths
}

/// Visits `root` and all folders below it that `enter` lets in.
pub(super) fn folders(
    files: &dyn Files,
    root: &str,
    enter: &dyn Fn(&str) -> bool,
    problems: &mut Vec<Problem>,
    visit: &mut dyn FnMut(&str),
) {
    let mut open = vec![root.to_owned()];
    let mut seen = 0;
    while let Some(folder) = open.pop() {
        seen += 1;
        if seen > MOST_FOLDERS || folder.matches('/').count() > DEEPEST {
            let message = "there is no end of folders in this one";
            let problem = Problem::in_file("endless-folders", address::folder(&folder), message);
            problems.push(problem.help("take out the link that leads back to a folder above it"));
            return;
        }
        visit(&folder);
        let below = files.folders(&folder).into_iter();
        open.extend(below.rev().filter(|path| enter(path)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryFiles;

    struct Circle;

    impl Files for Circle {
        fn read(&self, _: &str) -> Option<Vec<u8>> {
            None
        }

        fn list(&self, _: &str) -> Vec<String> {
            Vec::new()
        }

        fn folders(&self, folder: &str) -> Vec<String> {
            ["a", "b"].map(|name| address::join(folder, name)).into()
        }
    }

    #[test]
    fn all_files_are_found_where_it_may_enter() {
        let files = MemoryFiles::from([("a/b/c", ""), ("a/d", ""), ("no/e", ""), ("f", "")]);
        let mut problems = Vec::new();
        let paths = tree(&files, "", &|path| path != "no", &mut problems);
        assert_eq!(paths, ["f", "a/d", "a/b/c"]);
        assert_eq!(tree(&files, "a/b", &|_| true, &mut problems), ["a/b/c"]);
        assert_eq!(problems, []);
    }

    #[test]
    fn a_circle_is_a_problem() {
        let mut problems = Vec::new();
        tree(&Circle, "", &|_| true, &mut problems);
        assert_eq!(problems.len(), 1);
    }
}
