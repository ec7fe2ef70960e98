"""The addresses of a site as crawlers find them, from the home page alone:
through robots.txt (Protego) and the sitemap (ultimate-sitemap-parser).

Every site of `addresses/` that is at the root of its domain, and `content/`, is
served on 127.0.0.1 as if it were at its own address; what is found must be what
`sitemap --list` shows, each address once.
"""

import functools
import gzip
import http.server
import logging
import pathlib
import shutil
import tempfile
import threading
import urllib.parse

import protego
import replay
from usp.tree import sitemap_tree_for_homepage


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files below the folder, in which the base URL is this server's."""

    base_url = ""

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        root = urllib.parse.urlsplit(self.base_url).path
        file = pathlib.Path(self.directory, path.removeprefix(root).lstrip("/"))
        outside = not path.startswith(root) and path != "/robots.txt"
        if outside or not file.is_file():
            self.send_error(404)
            return
        body = moved(file, self.base_url, local(self.server, self.base_url))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def moved(file, old, new):
    body = file.read_bytes()
    if file.suffix == ".gz":
        return gzip.compress(gzip.decompress(body).replace(old.encode(), new.encode()))
    return body.replace(old.encode(), new.encode())


def local(server, base_url):
    return f"http://127.0.0.1:{server.server_port}{urllib.parse.urlsplit(base_url).path}"


def found(folder, base_url):
    """The list of all addresses found; one found twice is in it twice."""
    handler = functools.partial(Handler, directory=folder)
    Handler.base_url = base_url
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = local(server, base_url)
        # Not by the usual names as well: it would see the compressed set again.
        tree = sitemap_tree_for_homepage(here, use_known_paths=False)
        addresses = [page.url for page in tree.all_pages()]
        server.shutdown()
    check_robots(folder, base_url)
    assert all(address.startswith(here) for address in addresses), addresses
    return sorted(base_url + address.removeprefix(here) for address in addresses)


def check_robots(folder, base_url):
    file = pathlib.Path(folder, "robots.txt")
    if not file.is_file():
        return
    robots = protego.Protego.parse(file.read_text(encoding="utf-8"))
    assert robots.can_fetch(base_url, "AnyBot"), "robots.txt forbids the home page"
    sitemaps = list(robots.sitemaps)
    assert any(each.startswith(base_url) for each in sitemaps), sitemaps


# Robots files below a folder are read by nobody, so that the sites of
# `addresses/` in a folder are found by no crawler from the home page alone.
SITES = ["al-folio", "hugo-languages", "hugo-ugly", "styles"]
BASE_URL = "https://example.org/"
WAYS = [[], ["--redirects", "separate"], ["--redirects", "separate", "--gzip"]]


def main():
    logging.disable(logging.WARNING)
    xtask = replay.arguments().xtask.absolute()
    sites = [pathlib.Path("tests/addresses", name) for name in SITES]
    count = 0
    for site in [pathlib.Path("content"), *sites]:
        for way in WAYS:
            with tempfile.TemporaryDirectory(prefix="crawlers-") as folder:
                folder = pathlib.Path(folder)
                copy = shutil.copytree(site, folder / "site")
                count += check(xtask, copy, folder / "dist", way)
    print(f"crawlers: {len(SITES) + 1} sites, {len(WAYS)} ways, {count} addresses, each once")


def check(xtask, site, out, way):
    options = ["--site", site, "--base-url", BASE_URL]
    replay.run([xtask, "sitemap", "--quiet", *options, "--out", out, *way])
    seen = found(out, BASE_URL)
    wanted = listed(replay.run([xtask, "sitemap", "--list", *options]))
    assert wanted and seen == wanted, (site, way, set(seen) ^ set(wanted))
    return len(seen)


def listed(table):
    """The addresses in the table that people see."""
    rows = [row.split("  ", 1) for row in table.splitlines()]
    rows = [(path, rest.strip()) for path, rest in rows]
    kept = [path for path, rest in rows if rest.startswith(("listed ", "redirect to /"))]
    return sorted(BASE_URL + urllib.parse.quote(path.strip().lstrip("/")) for path in kept)


if __name__ == "__main__":
    main()
