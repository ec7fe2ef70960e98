// The Nu HTML checker of the W3C on every page that is built: the sites of
// sites.js, and the home pages of tests/cases of which `build` makes pages.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { inFolder, ROOT, xtask } from "./program.js";
import { build, files, SITES } from "./sites.js";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const CASES = path.join(ROOT, "tests/cases");

// The checker takes pages for those of no site, so that their own style sheet
// seems to be another's; and it takes data for a script.
const MISTAKEN = /^Resource violates Content Security Policy|^Inline script violates Content Security Policy/;

/** What the checker finds wrong, a line each; its warnings where it is strict. */
async function check(pages, isStrict) {
  const line = ["-jar", JAR, "--format", "json", "--exit-zero-always", ...pages];
  const { stderr } = await promisify(execFile)("java", line, { maxBuffer: 1 << 28 });
  const { messages } = JSON.parse(stderr);
  const isWrong = ({ type, subType, message }) =>
    type === "error" || type === "non-document-error" || (isStrict && subType === "warning" && !MISTAKEN.test(message));
  return messages.filter(isWrong).map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`);
}

// Whole pages of ours: not the map's piece, nor what an author wrote whole.
async function pages(folder) {
  const html = (await files(folder)).filter((file) => file.endsWith(".html"));
  const texts = html.map(async (file) => [path.join(folder, file), await readFile(path.join(folder, file), "utf8")]);
  const ours = (await Promise.all(texts)).filter(([, text]) => text.includes('http-equiv="Content-Security-Policy"'));
  return ours.map(([file]) => file);
}

test("what is wrong is found", () =>
  inFolder(async (folder) => {
    const file = path.join(folder, "bad.html");
    await writeFile(file, '<!doctype html><html lang="en"><title>Bad</title><p id="a">A<p id="a"><div markdown="1">B</div>');
    const found = await check([file], true);
    assert.match(found.join("\n"), /Duplicate ID.*Attribute “markdown” not allowed/s);
  }));

test("the sites have no error, and nothing to warn of", (t) =>
  inFolder(async (folder) => {
    await mkdir(path.join(folder, "served"));
    const server = { url: "https://example.org/" };
    const built = [];
    for (const name of Object.keys(SITES)) built.push(await build(folder, name, server));
    const all = (await Promise.all(built.map(({ out }) => pages(out)))).flat();
    assert.equal(all.length, 12);
    assert.deepEqual(await check(all, true), []);
    t.diagnostic(`${all.length} pages`);
  }));

const WORDS = ["--base-url", "https://example.org", "--title", "A title", "--author", "A. Placeholder"];

test("the home pages of the cases have no error that their authors did not make", (t) =>
  inFolder(async (folder) => {
    const all = [];
    let sites = 0;
    for (const name of await readdir(CASES)) {
      const [site, out] = [path.join(folder, name, "site"), path.join(folder, name, "dist")];
      // A file, or a site that another generator makes.
      const isBuilt = await cp(path.join(CASES, name, "page"), site, { recursive: true })
        .then(() => xtask(folder, "build", "--quiet", "--site", site, "--out", out, ...WORDS))
        .then(() => true, () => false);
      if (!isBuilt) continue;
      sites += 1;
      all.push(...(await pages(out)));
    }
    assert.ok(sites > 100, `${sites} sites`);
    const found = (await check(all, false)).map((line) => line.replace(`file:${folder}/`, ""));
    assert.deepEqual(found, []);
    t.diagnostic(`${all.length} pages of ${sites} sites`);
  }));
