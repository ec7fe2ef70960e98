// The home pages that are looked at, built by the command as their owners
// build them, each below a folder of its own of one server.

import { cp, readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { ROOT, xtask } from "./program.js";

/** Where each site's sources are. */
export const SITES = {
  // The one that this project comes with.
  home: path.join(ROOT, "content"),
  // One with all that a page can have in it.
  rich: path.join(ROOT, "tests/sites/rich"),
};

/** Builds a copy of a site into `served/NAME/`, to stand at that path of a server, or of another. */
export async function build(folder, name, { url }) {
  const [site, out] = [path.join(folder, "sites", name), path.join(folder, "served", name)];
  await cp(SITES[name], site, { recursive: true });
  const base = `${url}${name}/`;
  await xtask(folder, "build", "--quiet", "--site", site, "--out", out, "--base-url", base);
  return { name, base, site, out, files: await files(out) };
}

/** The paths of all files below a folder, sorted, without those that are hidden. */
export async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const all = entries.filter((entry) => entry.isFile() && !entry.name.startsWith("."));
  return all.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

/** The HTML files of a site by what they are: whole pages, those that lead on, and pieces of some. */
export async function kinds(site) {
  const all = site.files.filter((file) => file.endsWith(".html"));
  const kind = async (file) => {
    const text = await readFile(path.join(site.out, file), "utf8");
    if (!/^<!doctype html>/i.test(text)) return "piece";
    return text.includes('http-equiv="refresh"') ? "stub" : "page";
  };
  const found = await Promise.all(all.map(kind));
  const of = (wanted) => all.filter((_, at) => found[at] === wanted);
  return { pages: of("page"), stubs: of("stub"), pieces: of("piece") };
}
