"""The addresses of a published site as crawlers find them, from the home page
alone: through robots.txt (Protego) and the sitemap (ultimate-sitemap-parser).

    with_sitemap_parser.py FOLDER [--base-url https://example.org/]

serves FOLDER on 127.0.0.1 as if it were at the base URL and prints the set,
sorted, an address a line.
"""

import argparse
import functools
import gzip
import http.server
import logging
import pathlib
import threading
import urllib.parse

import protego
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
        tree = sitemap_tree_for_homepage(here)
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--base-url", default="https://example.org/")
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    base_url = arguments.base_url.rstrip("/") + "/"
    print("\n".join(found(arguments.folder, base_url)))


if __name__ == "__main__":
    main()
