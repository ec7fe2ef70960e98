// The program under test, and folders that are gone when the tests are over.

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

/** The folder of the whole project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where pictures are left for people to look at. */
export const PICTURES = path.join(ROOT, "target/pictures");

const { values: words } = parseArgs({ options: { xtask: { type: "string" } } });

/** Runs xtask in a folder, where it must end well; returns what it printed. */
export async function xtask(folder, ...line) {
  if (!words.xtask) throw new Error("usage: node SCRIPT --xtask PROGRAM");
  const room = { cwd: folder, maxBuffer: 1 << 26 };
  const { stdout } = await promisify(execFile)(path.resolve(words.xtask), line, room);
  return stdout;
}

/** Starts `xtask serve` for a site: the `url` it is shown at, and `stop()`. */
export async function preview(folder, site) {
  const line = ["serve", "--site", site, "--port", "0"];
  const child = spawn(path.resolve(words.xtask), line, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((end) => child.once("exit", end));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  for await (const said of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
    if (url) return { url, stop };
  }
  throw new Error(`xtask serve ended with ${await ended}`);
}

/** Hands a new folder to a function, and removes it afterwards. */
export async function inFolder(use) {
  const folder = await mkdtemp(path.join(tmpdir(), "browser-"));
  try {
    return await use(folder);
  } finally {
    // Chromium may be leaving still.
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
