// Markup that runs something, in every place where an author's words go: the
// News, titles, names, places; and from there to pages, stubs, map and feeds.
// Nothing of it runs, whether or not a policy forbids it.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, visit } from "./browser.js";
import { xtask } from "./program.js";
import { serve } from "./server.js";
import { files } from "./sites.js";

const TEXT = await readFile(fileURLToPath(new URL("payloads.txt", import.meta.url)), "utf8");
const [CLOSED, OPEN] = TEXT.split(/^# Left open.*$/m).map((part) =>
  part.split("\n").filter((line) => line !== "" && !/^#( |$)/.test(line)),
);

// What swallows all behind it stands at the end of a page, with some others
// before it.
const EACH = Math.ceil(CLOSED.length / OPEN.length);
const GROUPS = OPEN.map((open, at) => [...CLOSED.slice(at * EACH, (at + 1) * EACH), open]);

// Each shows the title of the page that it leads to.
const STUBS = 4;

let folder, browser, server;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  await mkdir(path.join(folder, "served"));
  [browser, server] = await Promise.all([launch(folder), serve(path.join(folder, "served"))]);
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const write = async (file, text) => {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
};

/** A page that shows others in frames. */
const frames = (urls) =>
  `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${urls.map((url) => `<iframe src="${url}"></iframe>`).join("\n")}`;

/** Shows these pages side by side; returns what was said and asked for, and what could be made to run. */
async function run(name, urls) {
  await write(path.join(folder, "served", name), frames(urls));
  return visit(browser, server.url + name, {}, async (tab, { messages, requests }) => {
    await tab.waitForLoadState("networkidle");
    const asked = requests.filter((url) => /^(https?|wss?):/.test(url) && !url.startsWith(server.url));
    const waiting = await Promise.all(tab.frames().slice(1).map((frame) => frame.evaluate(waits).catch(() => [])));
    return { messages, asked, waiting: waiting.flat() };
  });
}

// Pages that stubs lead to have their policies.
const STOPPED = /Content Security Policy directive: "(style|img|font|media)-src/;

// What tells that a program ran, or a page was to be shown, without a policy:
// all that is said, but that a thing is not there, or remarks on odd markup.
function ran({ messages, asked, waiting }) {
  const isHarmless = (text) => /^(issue|failed): |Failed to load resource|Unsafe attempt to load/.test(text) || STOPPED.test(text);
  const programs = asked.filter((url) => /payload\.test\/?($|x\.js|x\.json|p$)/.test(url));
  return [...messages.filter((text) => !isHarmless(text)), ...programs, ...waiting];
}

// What a policy is there to stop, and did not: a request that was sent, as no
// name leads anywhere; or did, but what it stopped is a program.
function passed({ messages, waiting }) {
  const isHarmless = (text) => /^(issue|failed): |status of 404|Unsafe attempt to load/.test(text) || STOPPED.test(text);
  return [...messages.filter((text) => !isHarmless(text)), ...waiting];
}

// Runs in a page: what would run when it is clicked, pointed at, or looked at.
function waits() {
  const runs = /^(javascript|vbscript|data:(text|application|image\/svg))/i;
  const plain = (value) => value.replace(/[\u0000-\u0020]/g, "");
  const all = [...document.querySelectorAll("*")].flatMap((element) =>
    [...element.attributes].map(({ name, value }) => ({ element: element.localName, name, value })),
  );
  const isWaiting = ({ name, value }) =>
    name.startsWith("on") || (/^(xlink:)?(href|src|data|action|formaction|srcdoc|values|to)$/.test(name) && runs.test(plain(value)));
  return all.filter(isWaiting).map(({ element, name, value }) => `${element} ${name}=${value}`);
}

test("written as they are, they run", async (t) => {
  const all = [...CLOSED, ...OPEN];
  const page = (payload) => `<!doctype html><meta charset="utf-8"><title>Raw</title>\n<p>${payload}`;
  for (const [at, payload] of all.entries()) await write(path.join(folder, `served/raw/${at}.html`), page(payload));
  const counts = { dialogs: 0, requests: 0, waiting: 0 };
  for (let at = 0; at < all.length; at += 50) {
    const urls = all.slice(at, at + 50).map((_, index) => `raw/${at + index}.html`);
    const { messages, asked, waiting } = await run(`raw-${at}.html`, urls);
    counts.dialogs += messages.filter((text) => text.startsWith("dialog: ")).length;
    counts.requests += asked.length;
    counts.waiting += waiting.length;
  }
  t.diagnostic(`${all.length} of them: ${JSON.stringify(counts)}`);
  assert.ok(counts.dialogs > 150 && counts.requests > 30 && counts.waiting > 100, JSON.stringify(counts));
});

/** A site with these in every place; each is written as TOML and YAML write any text. */
async function site(at, group) {
  const from = path.join(folder, `sites/${at}`);
  const texts = group.map((payload) => JSON.stringify(payload));
  const pick = (index) => texts[index % texts.length];
  const author = `name = ${pick(1)}\nbio = ${pick(2)}\nemployer = ${pick(3)}\nlocation = ${pick(4)}\npronouns = ${pick(5)}`;
  const links = `links = { ${texts.map((text) => `${text} = ${text}`).join(", ")} }`;
  const base = `base_url = "${server.url}${at}/"`;
  await write(path.join(from, "site.toml"), `${base}\ntitle = ${pick(0)}\ndescription = ${pick(6)}\n[author]\n${author}\n${links}\n`);
  const items = group.map((payload, index) => `* [Dec 2025] Item ${index}: ${payload}`);
  const front = `permalink: /\ntitle: ${pick(7)}\nauthor_profile: true`;
  await write(path.join(from, "index.md"), `---\n${front}\n---\n# News\n\n${items.join("\n")}\n`);
  for (const [index, text] of texts.entries()) {
    const front = `title: ${text}\nexcerpt: ${text}\npermalink: /p${index}/${index < STUBS ? `\nredirect_from: /old${index}/` : ""}`;
    await write(path.join(from, `p${index}.md`), `---\n${front}\n---\n${group[index]}\n`);
  }
  const place = (text, index) => `[[place]]\nname = ${text}\nat = [${index}, ${index}]\nyears = ${text}\nlink = ${text}\n`;
  await write(path.join(from, "places.toml"), texts.map(place).join("\n"));
  return from;
}

/** Copies of a site's pages without their policies. */
async function withoutPolicies(at) {
  const [from, to] = [path.join(folder, `served/${at}`), path.join(folder, `served/bare-${at}`)];
  const all = await files(from);
  for (const file of all) {
    const bytes = await readFile(path.join(from, file));
    const isPage = file.endsWith(".html");
    const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
    await write(path.join(to, file), isPage ? bytes.toString().replace(policy, "") : bytes);
  }
  return all.filter((file) => /\.(html|svg|xml)$/.test(file));
}

/** The entries of the feeds as a reader shows them that trusts them. */
async function inReader(at) {
  const out = path.join(folder, `served/${at}`);
  const { items } = JSON.parse(await readFile(path.join(out, "feed.json"), "utf8"));
  const feed = await readFile(path.join(out, "feed.xml"), "utf8");
  const names = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&" };
  const plain = (text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (name) => names[name]);
  const contents = [...feed.matchAll(/<content type="html"[^>]*>(.*?)<\/content>/gs)].map(([, text]) => plain(text));
  assert.equal(contents.length, items.length);
  const shown = [...items.map(({ content_html: html }) => html), ...contents].map((html) => `<article>${html}</article>`);
  await write(path.join(folder, `served/reader-${at}.html`), `<!doctype html><meta charset="utf-8">${shown.join("\n")}`);
  return items.map(({ content_text: text, content_html: html }) => text ?? html);
}

// Stubs lead to these; and the map's piece has no policy of its own.
const isWhole = (file) => /^(p\d+\/)?index\.html$|\.xml$/.test(file);

for (const [at, group] of GROUPS.entries()) {
  test(`nothing runs: ${group.length} of them, the last is ${group.at(-1)}`, async () => {
    const from = await site(at, group);
    await xtask(folder, "build", "--quiet", "--site", from, "--out", path.join(folder, `served/${at}`));
    const pages = await withoutPolicies(at);
    const entries = await inReader(at);
    for (const [index] of group.entries()) assert.ok(entries.some((text) => text.includes(`Item ${index}`)), `Item ${index}`);
    const bare = pages.map((file) => `bare-${at}/${file}`);
    assert.deepEqual(ran(await run(`bare-${at}.html`, [...bare, `reader-${at}.html`])), []);
    assert.deepEqual(passed(await run(`pages-${at}.html`, pages.filter(isWhole).map((file) => `${at}/${file}`))), []);
  });
}
