// Chromium, and a record of all that a page does beside being shown.

import { accessSync, constants } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import { chromium } from "playwright-core";

import { FONTS } from "./fonts.js";

// Every name leads nowhere, so that nothing leaves this machine, and letters
// are drawn without what differs from screen to screen.
const OPTIONS = [
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
  "--disable-lcd-text",
  "--font-render-hinting=none",
];

// Milliseconds, for a machine that is busy.
const LONGEST = 120_000;

/** Starts the system's Chromium with the tests' own fonts, or with the system's; `more` are words for it. */
export async function launch(folder, fonts = FONTS, more = []) {
  const home = path.join(folder, "home");
  await mkdir(home);
  const file = path.join(home, "fonts.conf");
  if (fonts) await writeFile(file, fonts.replace("CACHE", path.join(home, "fonts")));
  return chromium.launch({
    executablePath: find("chromium"),
    args: [...OPTIONS, ...more],
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...process.env, HOME: home, ...(fonts && { FONTCONFIG_FILE: file }) },
  });
}

function find(program) {
  const isThere = (file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  const folders = process.env.PATH.split(path.delimiter);
  const file = folders.map((folder) => path.join(folder, program)).find(isThere);
  if (!file) throw new Error(`${program} is not on the PATH`);
  return file;
}

/**
 * Hands a page to a function, as a new visitor sees it; the options are those
 * of a context of Playwright. `record` goes on being written.
 */
export async function visit(browser, url, options, use) {
  const context = await browser.newContext(options);
  try {
    context.setDefaultTimeout(LONGEST);
    const page = await context.newPage();
    const record = await watch(page);
    await page.goto(url);
    return await use(page, record);
  } finally {
    await context.close();
  }
}

/** Writes down every request, message and error of a page, its frames and workers. */
async function watch(page) {
  const record = { requests: [], messages: [] };
  const say = (kind, text) => record.messages.push(`${kind}: ${text}`);
  page.context().on("request", (request) => record.requests.push(request.url()));
  page.on("websocket", (socket) => record.requests.push(socket.url()));
  page.on("requestfailed", (request) => say("failed", request.url()));
  page.on("console", (message) => say(`console ${message.type()}`, message.text()));
  page.on("pageerror", (error) => say("error", error));
  page.on("dialog", (dialog) => {
    say("dialog", dialog.message());
    // Its page may be gone by now, and the dialog with it.
    return dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => say("window", popup.url()));
  page.on("worker", (worker) => say("worker", worker.url()));
  await watchLog(page, say);
  return record;
}

// Said of each picture whose height a style leaves open, though its attributes
// tell how high it will be.
const NO_HEIGHT = "LazyLoadImageIssue";

// What Chromium itself remarks: deprecations, refusals, broken markup of SVG.
async function watchLog(page, say) {
  const session = await page.context().newCDPSession(page);
  session.on("Log.entryAdded", ({ entry }) => say(`log ${entry.level}`, entry.text));
  session.on("Audits.issueAdded", ({ issue }) => issue.code === NO_HEIGHT || say("issue", issue.code));
  await session.send("Log.enable");
  await session.send("Audits.enable");
}

/** All that a page has left in the browser; every list is empty where it left nothing. */
export async function traces(page) {
  const cookies = await page.context().cookies();
  const left = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    name: window.name ? [window.name] : [],
  }));
  return { cookies: cookies.map(({ name }) => name), ...left };
}
