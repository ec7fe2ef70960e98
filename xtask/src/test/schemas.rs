//! What is written, by the schemas that others published for it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::tools;

/// The home page's own feed, whatever its owner wrote there, is valid Atom.
pub(super) fn feeds() -> Result<()> {
    let folder = tools::root().join("target/schemas");
    let dist = built(&tools::root().join("content"), &folder)?;
    let schema = tools::root().join("tests/schemas/atom.rng");
    for feed in files(&dist, "xml")? {
        let mut xmllint = Command::new("xmllint");
        xmllint.args(["--nonet", "--noout", "--relaxng"]);
        tools::run(xmllint.args([&schema, &feed]))?;
    }
    Ok(())
}

/// The sitemaps of every site whose addresses are tested are valid, in one file
/// and in parts. Some have broken pages, without which none is made of them.
pub(super) fn sitemaps() -> Result<()> {
    let root = tools::root();
    let work = root.join("target/sitemaps");
    let mut sites = vec![root.join("content")];
    sites.extend(entries(&root.join("tests/addresses"))?);
    for site in sites {
        for redirects in ["include", "separate"] {
            let (copy, dist) = (work.join("site"), work.join("dist"));
            tools::remove(&work)?;
            tools::copy_folder(&site, &copy)?;
            for broken in ["broken.md", "unclosed.md"] {
                let _ = std::fs::remove_file(copy.join(broken));
            }
            let mut sitemap = Command::new(tools::xtask()?);
            sitemap.args(["sitemap", "--quiet", "--redirects", redirects]);
            sitemap.arg("--site").arg(copy).arg("--out").arg(&dist);
            tools::run(&mut sitemap)?;
            for file in files(&dist, "xml")? {
                is_valid(&file)?;
            }
        }
    }
    Ok(())
}

// The schema of the protocol wants to know each foreign element; there is one.
fn is_valid(sitemap: &Path) -> Result<()> {
    let text = std::fs::read_to_string(sitemap)
        .with_context(|| format!("cannot read {}", sitemap.display()))?;
    let schema = match () {
        () if text.contains("<sitemapindex") => "siteindex.xsd",
        () if text.contains("<xhtml:link") => "sitemap-with-links.xsd",
        () => "sitemap.xsd",
    };
    let schema = tools::root().join("tests/schemas").join(schema);
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--nonet", "--noout", "--schema"]);
    tools::run(xmllint.args([schema.as_path(), sitemap]))
}

// Builds the feed of a copy, so that no ledger is touched; returns its folder.
fn built(site: &Path, folder: &Path) -> Result<PathBuf> {
    let (copy, dist) = (folder.join("site"), folder.join("dist"));
    tools::remove(folder)?;
    tools::copy_folder(site, &copy)?;
    let mut feed = Command::new(tools::xtask()?);
    feed.args(["feed", "--base-url", "https://example.org"]);
    feed.args(["--title", "A title", "--author", "An Author"]);
    feed.arg("--site").arg(copy).arg("--out").arg(&dist);
    tools::run(&mut feed)?;
    Ok(dist)
}

// What is in a folder, sorted.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut entries: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    entries.sort();
    Ok(entries)
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = entries(folder)?;
    files.retain(|path| path.extension().is_some_and(|each| each == extension));
    ensure!(!files.is_empty(), "no .{extension} in {}", folder.display());
    Ok(files)
}
