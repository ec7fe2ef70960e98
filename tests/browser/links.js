// Every link of a site, followed as far as it stays there.

import { visit } from "./browser.js";

/** What is asked for from these pages on: each address once, as `{url, status, type, links}`. */
export function follow(browser, server, starts) {
  return visit(browser, starts[0], {}, async (tab) => {
    const found = new Map(starts.map((url) => [url, null]));
    for (const [url] of found) {
      const answer = await fetch(url);
      const [type, text] = [answer.headers.get("content-type"), await answer.text()];
      const page = await tab.evaluate(type.startsWith("text/html") ? inHtml : inText, { text, url });
      found.set(url, { status: answer.status, type, ...page });
      const own = page.links.map((link) => link.replace(/#.*/, "")).filter((link) => link.startsWith(server.url));
      for (const link of own) if (!found.has(link)) found.set(link, null);
    }
    return found;
  });
}

/** Links that lead nowhere in the site: to no file, or to no place on a page. */
export function dead(server, found) {
  const dead = [];
  for (const [url, page] of found) {
    if (page.status !== 200) dead.push(`${url} answers ${page.status}`);
    for (const link of page.links.filter((link) => link.startsWith(server.url) && link.includes("#"))) {
      const [target, name] = link.split("#");
      const ids = found.get(target)?.ids ?? [];
      if (!ids.includes(decodeURIComponent(name))) dead.push(`${url} leads to ${link}`);
    }
  }
  return dead;
}

// These two run in a page, which knows how to read one.

function inHtml({ text, url }) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const base = page.createElement("base");
  base.href = url;
  page.head.prepend(base);
  const all = [...page.querySelectorAll("[href], [src], [poster], [data-to]")];
  const addresses = all.flatMap((each) =>
    ["href", "src", "poster", "data-to"].map((name) => each.getAttribute(name)).filter((value) => value !== null),
  );
  const sets = [...page.querySelectorAll("[srcset]")].flatMap((each) =>
    each.getAttribute("srcset").split(",").map((part) => part.trim().split(/\s/)[0]),
  );
  const links = [...addresses, ...sets].map((address) => new URL(address, url).href);
  return { links, ids: [...page.querySelectorAll("[id]")].map(({ id }) => id) };
}

// Addresses in feeds, sitemaps, robots.txt, styles: those that are whole.
function inText({ text, url }) {
  const whole = text.match(/https?:\/\/[^\s"'<>)\\]+/g) ?? [];
  const ends = (address) => address.split(/&(?:quot|lt|#34|#60);/)[0].replaceAll("&amp;", "&");
  const links = whole.map(ends).filter((address) => URL.canParse(address));
  return { links: links.filter((link) => link !== url), ids: [] };
}
