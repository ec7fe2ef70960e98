// The preview, edited under the eyes of a reader: what is saved is shown
// without anybody's loading the page again, and what is wrong is said on it.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import { violations } from "./axe.js";
import { launch, visit } from "./browser.js";
import { preview } from "./program.js";
import { SITES } from "./sites.js";

// Milliseconds until a change must be seen; a rebuild takes a few of them.
const SOON = { timeout: 20_000 };

let folder, browser, shown, page;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  await cp(SITES.rich, path.join(folder, "site"), { recursive: true });
  page = path.join(folder, "site/index.md");
  [browser, shown] = await Promise.all([launch(folder), preview(folder, "site")]);
});

after(async () => {
  await browser?.close();
  await shown?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const edit = async (from, to) => {
  const text = await readFile(page, "utf8");
  assert.ok(text.includes(from), from);
  await writeFile(page, text.replace(from, to));
};

// A page that is loaded again ends what it listens to.
const isEnd = (text) => text === `failed: ${shown.url}.home-page/events`;

const FIRST = "* [Dec 2025] [Doubt";
const NEW = "* [Dec 2025] An item that was not here a moment ago.\n";

test("an item is there soon after it is saved, and gone soon after it is taken away", async (t) => {
  await visit(browser, shown.url, {}, async (tab, record) => {
    const items = tab.locator(".news > li");
    const before = await items.count();
    const item = items.filter({ hasText: "not here a moment ago" });
    assert.equal(await item.count(), 0);
    const since = Date.now();
    await edit(FIRST, NEW + FIRST);
    await item.waitFor(SOON);
    t.diagnostic(`seen after ${Date.now() - since} ms`);
    assert.equal(await items.count(), before + 1);
    const feed = await (await fetch(`${shown.url}feed.json`)).json();
    assert.match(feed.items[0].content_html, /not here a moment ago/);
    await edit(NEW, "");
    await item.waitFor({ ...SOON, state: "detached" });
    assert.equal(await items.count(), before);
    assert.deepEqual(record.messages.filter((text) => !isEnd(text)), []);
  });
});

test("what is wrong is said on the page, and goes when it is mended", async () => {
  await visit(browser, shown.url, {}, async (tab, record) => {
    const problems = tab.locator("#home-page-problems");
    const errors = problems.locator("li.error");
    await tab.locator(".news > li").first().waitFor();
    assert.equal(await errors.count(), 0);
    await edit("permalink: /\n", "permalink: [\n");
    await errors.first().waitFor(SOON);
    assert.match(await errors.first().innerText(), /index\.md:\d+/);
    assert.equal(await problems.evaluate((details) => details.open), true);
    assert.deepEqual((await violations(tab)).filter((line) => line.includes("home-page-problems")), []);
    await edit("permalink: [\n", "permalink: /\n");
    await errors.first().waitFor({ ...SOON, state: "detached" });
    await tab.locator(".news > li").first().waitFor(SOON);
    assert.deepEqual(record.messages.filter((text) => !isEnd(text)), []);
    assert.deepEqual(record.requests.filter((url) => !url.startsWith(shown.url)), []);
  });
});

test("the preview ends when it is told to", { timeout: 30_000 }, async () => {
  const other = await preview(folder, "site");
  await other.stop();
  await assert.rejects(fetch(other.url));
});
