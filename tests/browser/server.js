// A web server for one folder, on this machine alone, that remembers what it
// was asked for.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** Serves a folder: `url`, the `requests` so far, and `close()`. */
export async function serve(folder, headers = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(folder, request.url);
    requests.push({ path: request.url, status, cookie: request.headers.cookie });
    response.writeHead(status, { "content-type": type, ...headers });
    response.end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, requests, close };
}

async function answer(folder, url) {
  const { pathname } = new URL(url, "http://127.0.0.1");
  const asked = decodeURIComponent(pathname);
  const file = path.join(folder, asked.endsWith("/") ? `${asked}index.html` : asked);
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  try {
    return { status: 200, type, body: await readFile(file) };
  } catch {
    return { status: 404, type: TYPES[".txt"], body: "There is nothing here.\n" };
  }
}
