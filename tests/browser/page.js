// The built home page in a real browser: what it does beside being read
// (nothing), who can read it, and that all on it leads to where it says.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import { mf2 } from "microformats-parser";

import { launch, visit } from "./browser.js";
import { fits, isAccessible, isQuiet, SCHEMES } from "./checks.js";
import { isPrintable, isReachable, isReadableLarge } from "./keys.js";
import { dead, follow } from "./links.js";
import { PICTURES, preview } from "./program.js";
import { build, kinds } from "./sites.js";
import { serve } from "./server.js";

// What each page asks for beside itself; nothing else is asked for by any file.
const STYLE = "style.css";
const ASKS = {
  "home/404.html": [STYLE],
  "home/index.html": [STYLE],
  "home/publications/index.html": [STYLE],
  "rich/404.html": [STYLE],
  "rich/index.html": [STYLE, "images/portrait.svg", "images/curve.png"],
  "rich/research/index.html": [STYLE, "images/portrait.svg"],
};
const PAGES = Object.keys(ASKS);
const FRONT = ["home/index.html", "rich/index.html"];
// Where each old address leads.
const STUBS = {
  "home/about.html": "home/",
  "home/about/index.html": "home/",
  "home/papers.html": "home/publications/",
  "rich/about.html": "rich/",
  "rich/about/index.html": "rich/",
  "rich/papers.html": "rich/research/",
};
const OTHERS = {
  "home/feed.xml": ["feed.css"],
  "home/visitor-map.svg": [],
  "rich/feed.xml": ["feed.css"],
  "rich/visitor-map.svg": [],
};

let folder, browser, server, sites;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  const served = path.join(folder, "served");
  await Promise.all([mkdir(served), mkdir(PICTURES, { recursive: true })]);
  [browser, server] = await Promise.all([launch(folder), serve(served)]);
  const [home, rich] = await Promise.all(["home", "rich"].map((name) => build(folder, name, server)));
  sites = { home, rich };
  await mkdir(path.join(served, "bad"));
  await writeFile(path.join(served, "bad/index.html"), BAD);
});

after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const open = (name, options, use) => visit(browser, server.url + name, options, use);
const of = (name) => name.split("/")[0];
const inSite = (name, files) => files.map((file) => `${of(name)}/${file}`);

// All that a page must not be, so that it is known to be seen.
const BAD = `<!doctype html>
<meta http-equiv="content-security-policy" content="script-src 'none'">
<title>Bad</title>
<style>
  html { font-size: 16px; } body { font: 16px serif; width: 730px; background: #eee; }
  a { outline: 0; } .skip { position: absolute; }
  @media print { body { background: #eee; } }
</style>
<nav><a href="#nowhere">To a place that is not</a> <a href="gone.html" tabindex="2">To a file that is not</a></nav>
<main><h1>Bad</h1><p onclick="alert(1)" style="color: #bbb">Pale</p></main>
<script>document.cookie = "seen=1"</script>`;

test("a page that is bad in every way is seen to be so", async () => {
  const url = `${server.url}bad/index.html`;
  await assert.rejects(isQuiet(browser, server, "bad/index.html"), /Content Security Policy/);
  await assert.rejects(isAccessible(browser, url), /color-contrast/);
  await assert.rejects(fits(browser, url), /wide in/);
  await assert.rejects(isReachable(browser, url), /what the tabulator reaches/);
  await assert.rejects(isReadableLarge(browser, url), /wide in 640/);
  await assert.rejects(isPrintable(browser, url), /rgb\(238, 238, 238\)/);
  const found = await follow(browser, server, [url]);
  const wanted = [`${url} leads to ${url}#nowhere`, `${server.url}bad/gone.html answers 404`];
  assert.deepEqual(dead(server, found), wanted);
});

test("the lists above name every HTML file of the sites", async () => {
  for (const site of Object.values(sites)) {
    const { pages, stubs, pieces } = await kinds(site);
    const named = (list) => Object.keys(list).filter((name) => of(name) === site.name);
    assert.deepEqual(pages.map((file) => `${site.name}/${file}`), named(ASKS));
    assert.deepEqual(stubs.map((file) => `${site.name}/${file}`), named(STUBS));
    assert.deepEqual(pieces, ["visitor-map.html"]);
  }
});

for (const [name, files] of Object.entries({ ...ASKS, ...OTHERS })) {
  test(`${name} asks for nothing but its own, leaves nothing, says nothing`, async () => {
    await isQuiet(browser, server, name, inSite(name, files));
  });
}

test("axe finds nothing wrong, light or dark, details closed or open, wide or narrow", async () => {
  for (const name of PAGES) await isAccessible(browser, server.url + name);
});

test("pages fit their windows, from 200 pixels up, in letters twice as large, and on paper", async () => {
  for (const name of [...PAGES, ...Object.keys(OTHERS)]) await fits(browser, server.url + name);
  for (const name of PAGES) {
    await isReadableLarge(browser, server.url + name);
    await isPrintable(browser, server.url + name);
  }
});

test("the keyboard reaches all there is: navigation, feed, every item of the News", async () => {
  for (const name of PAGES) {
    const reached = new Set(await isReachable(browser, server.url + name));
    const { base } = sites[of(name)];
    for (const link of ["", "feed.xml", "feed.json"]) assert.ok(reached.has(base + link), `${name}: ${link}`);
    await open(name, {}, async (tab) => {
      const wanted = await tab.locator("nav a, .feed a, .news a, .links a").evaluateAll((all) => all.map(({ href }) => href));
      assert.deepEqual(wanted.filter((href) => !reached.has(href)), [], name);
      if (FRONT.includes(name)) assert.ok(wanted.length > 15, `${name} has ${wanted.length} links`);
    });
  }
});

test("old addresses lead to their page in one step, and leave nothing", async () => {
  for (const [name, target] of Object.entries(STUBS)) {
    const page = ASKS[`${target}index.html`];
    server.requests.length = 0;
    await open(`${name}?from=old#news`, {}, async (tab, record) => {
      await tab.waitForURL(`${server.url}${target}?from=old#news`);
      await tab.waitForLoadState("networkidle");
      // A browser that leaves before the last byte is there says so.
      const left = `failed: ${server.url}${name}?from=old`;
      assert.deepEqual(record.messages.filter((text) => text !== left), [], name);
      const asked = new Set(record.requests.map((url) => url.replace(/[?#].*/, "")));
      const own = [name, target, ...inSite(name, [...page, "favicon.svg"])].map((each) => server.url + each);
      assert.deepEqual([...asked].filter((url) => !own.includes(url)), [], name);
      assert.equal(record.requests.filter((url) => url.startsWith(`${server.url}${target}?from=old`)).length, 1);
      assert.deepEqual(await tab.context().cookies(), []);
    });
  }
});

test("the feed's address can be seen and copied, and every feed is where it is said to be", async () => {
  for (const name of FRONT) {
    const { base, out } = sites[of(name)];
    const shown = await open(name, {}, async (tab) => {
      const link = tab.locator(".feed a");
      assert.equal(await link.isVisible(), true);
      assert.equal(await link.evaluate((a) => getComputedStyle(a).userSelect), "all");
      assert.equal(await link.innerText(), await link.evaluate((a) => a.href));
      assert.equal(await link.innerText(), `${base}feed.xml`);
      const links = tab.locator("link[rel=alternate]");
      return links.evaluateAll((all) => all.map(({ href, type }) => [href, type]));
    });
    const wanted = [["feed.xml", "application/atom+xml"], ["feed.json", "application/feed+json"]];
    assert.deepEqual(shown, wanted.map(([file, type]) => [base + file, type]));
    for (const [file] of wanted) {
      const answer = await fetch(base + file);
      assert.equal(await answer.text(), await readFile(path.join(out, file), "utf8"));
    }
  }
});

test("each entry of the feed has its own place on the page, once", async () => {
  for (const name of FRONT) {
    const { base, out } = sites[of(name)];
    const { items } = JSON.parse(await readFile(path.join(out, "feed.json"), "utf8"));
    const feed = await readFile(path.join(out, "feed.xml"), "utf8");
    const urls = [...feed.matchAll(/<link href="([^"]*)" rel="alternate" type="text\/html"[^>]*\/>/g)].map(([, url]) => url);
    assert.deepEqual(urls.filter((url) => url.includes("#")), items.map(({ url }) => url));
    await open(name, {}, async (tab) => {
      assert.equal(await tab.locator(".h-entry").count(), items.length);
      const ids = await tab.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
      assert.deepEqual(ids, [...new Set(ids)], "no name is there twice");
      for (const { url, content_text: text, content_html: html } of items) {
        await tab.goto(url);
        const there = await tab.locator(".h-entry:target").innerText();
        assert.ok(url.startsWith(`${base}#`) && there.length > 0, url);
        const words = (text ?? html).replace(/<[^>]*>/g, "").split(/\s+/).filter((word) => /^[a-z]{5,}$/.test(word));
        assert.deepEqual(words.filter((word) => !there.includes(word)), [], url);
      }
    });
  }
});

test("the map is where the old embed was, and nothing of that is left", async () => {
  for (const name of FRONT) {
    const site = sites[of(name)];
    const source = await readFile(path.join(site.site, name === "home/index.html" ? "about.md" : "index.md"), "utf8");
    assert.match(source, /clustrmaps/, "there was one");
    const texts = site.files.filter((file) => /\.(html|xml|json|css|svg|txt)$/.test(file));
    for (const file of texts) assert.doesNotMatch(await readFile(path.join(site.out, file), "utf8"), /clustrmaps/i, file);
    await open(name, {}, async (tab) => {
      const map = tab.getByRole("img", { name: /^Map of places/ });
      assert.equal(await map.count(), 1);
      const isBehind = await map.evaluate((svg) =>
        Boolean(document.querySelector(".news").compareDocumentPosition(svg) & Node.DOCUMENT_POSITION_FOLLOWING),
      );
      assert.ok(isBehind, `${name}: the map is not below the News`);
    });
  }
});

test("programs read who this is and what is new: microformats, JSON-LD", async () => {
  for (const name of FRONT) {
    const { base, out } = sites[of(name)];
    const html = await readFile(path.join(out, "index.html"), "utf8");
    const { items } = mf2(html, { baseUrl: base });
    const card = items.find(({ type }) => type.includes("h-card"));
    const entries = items.find(({ type }) => type.includes("h-feed")).children;
    assert.equal(entries.length, JSON.parse(await readFile(path.join(out, "feed.json"), "utf8")).items.length);
    for (const { type, properties } of entries) {
      assert.deepEqual(type, ["h-entry"]);
      assert.match(properties.published[0], /^\d{4}(-\d\d){0,2}$/);
      const { hash } = new URL(properties.url[0], base);
      assert.ok(html.includes(`<li id="${hash.slice(1)}"`), hash);
      assert.ok(properties.content[0].value.length > 10 && properties.name[0].length > 10);
    }
    const [, text] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html);
    const data = JSON.parse(text);
    assert.equal(data["@context"], "https://schema.org");
    assert.deepEqual([data["@type"], data.url, data.mainEntity["@type"]], ["ProfilePage", base, "Person"]);
    assert.deepEqual(card.properties.name, [data.mainEntity.name]);
    if (of(name) === "rich") isAda(card.properties, data.mainEntity, base);
  }
});

function isAda(card, person, base) {
  const own = `${base}images/portrait.svg`;
  assert.deepEqual([card.photo[0].value, card.photo[0].alt, person.image], [own, "Ada Placeholder", own]);
  assert.deepEqual([...card.org, person.affiliation.name], Array(2).fill("Example University"));
  assert.deepEqual(card.email, ["mailto:ada@example.org"]);
  const pages = ["https://orcid.org/0000-0000-0000-0000", "https://github.com/ada-placeholder"];
  for (const page of pages) assert.ok(card.url.includes(page) && person.sameAs.includes(page), page);
}

test("no link of the sites leads nowhere", async (t) => {
  const starts = Object.values(sites).flatMap(({ base, files }) => files.map((file) => base + file));
  const found = await follow(browser, server, starts);
  assert.deepEqual(dead(server, found), []);
  const links = [...found.values()].flatMap((page) => page.links);
  t.diagnostic(`${links.length} links on ${found.size} files and pages`);
});

test("the preview shows the same page, the right types, and its page for what is not there", async () => {
  const shown = await preview(folder, sites.rich.site);
  try {
    const types = { "feed.xml": "application/xml", "feed.json": "application/json", "images/portrait.svg": "image/svg+xml", "": "text/html" };
    for (const [file, type] of Object.entries(types)) {
      const answer = await fetch(shown.url + file);
      assert.equal(answer.headers.get("content-type").split(";")[0], type, file);
      assert.equal((await fetch(shown.url + file, { headers: { "if-none-match": answer.headers.get("etag") } })).status, 304);
    }
    await visit(browser, shown.url, {}, async (tab, record) => {
      await tab.locator(".news li").first().waitFor();
      assert.deepEqual(record.messages, []);
      assert.deepEqual(record.requests.filter((url) => !url.startsWith(shown.url)), []);
      assert.deepEqual(await tab.context().cookies(), []);
    });
    await visit(browser, `${shown.url}no/such/page`, {}, async (tab) => {
      assert.equal(await tab.locator("h1").innerText(), "Page not found");
      await tab.locator("main a").click();
      assert.equal(tab.url(), shown.url);
    });
  } finally {
    await shown.stop();
  }
});

test("pictures of the pages are left to be looked at", async () => {
  for (const name of PAGES) {
    for (const colorScheme of SCHEMES) {
      for (const width of [390, 1200]) {
        const file = `page-${name.replace(/\/?(index)?\.html/, "").replaceAll("/", "-")}-${width}-${colorScheme}.png`;
        await open(name, { colorScheme, viewport: { width, height: 800 } }, (tab) =>
          tab.screenshot({ path: path.join(PICTURES, file), fullPage: true }),
        );
      }
    }
  }
});
