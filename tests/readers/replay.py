"""A page with a News list, edited as authors edit, and what a reader must show.

Each script beside this one gives `main` a reader: a class made with an empty
folder and the feed's address, whose `fetch()` returns the entries that the
reader shows as new, newest first. Everything is on 127.0.0.1, and nothing
waits for time to pass.
"""

import argparse
import functools
import http.server
import os
import pathlib
import subprocess
import tempfile
import threading
import urllib.parse
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

ATOM = "{http://www.w3.org/2005/Atom}"
BASE_URL = "https://example.org"
FIRST_BUILD = datetime(2031, 3, 10, 8, 30, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Item:
    """An item as its author writes it, and the title a reader must show."""

    date: str
    markdown: str
    title: str
    stamp: str | None = None  # `published` at the first build, RFC 3339


@dataclass(frozen=True)
class Entry:
    """What a reader shows."""

    id: str
    title: str
    link: str
    published: datetime


DRIFT = Item(
    "14 May 2030",
    "[Drift](https://example.org/drift), a drifting buoy, floats.",
    "Drift, a drifting buoy, floats",
    "2030-05-14T12:00:00Z",
)
# Newest first, a month with three items, one item without a link,
# one with a link inside the page, characters that markup gives a meaning.
PAGE = (
    Item(
        "Feb 2031",
        "[Lantern](https://example.org/lantern) is released! It maps harbours at night.",
        "Lantern is released!",
        "2031-02-01T12:00:00Z",
    ),
    Item(
        "Nov 2030",
        "Our study of tides & time, [Ebb](https://example.org/ebb), won a prize.",
        "Our study of tides & time, Ebb, won a prize",
        "2030-11-01T12:00:02Z",
    ),
    Item(
        "Nov 2030",
        "A café talk on *slow* maps; the [slides](/slides.pdf) are here.",
        "A café talk on slow maps; the slides are here",
        "2030-11-01T12:00:01Z",
    ),
    Item(
        "Nov 2030",
        "I joined the Example Institute.",
        "I joined the Example Institute",
        "2030-11-01T12:00:00Z",
    ),
    DRIFT,
    Item(
        "Jan 2029",
        "Started a diary of the coast.",
        "Started a diary of the coast",
        "2029-01-01T12:00:00Z",
    ),
)
ON_TOP = Item(
    "Mar 2031", "A [new chart](https://example.org/chart) hangs here.", "A new chart hangs here"
)
SAME_MONTH = Item(
    "Nov 2030", "Keel, an atlas of hulls, is in print.", "Keel, an atlas of hulls, is in print"
)
BACKFILLED = Item(
    "Aug 2028", "A first letter to the lighthouse.", "A first letter to the lighthouse"
)


@dataclass(frozen=True)
class Edit:
    """One change of the page, and the items that are new by it."""

    name: str
    change: object  # a function from items to items
    added: tuple = ()
    base_url: str = BASE_URL


def rewrite(old, new):
    """A change of the words of whichever item holds `old`."""

    def change(items):
        assert sum(old in item.markdown for item in items) == 1, old
        return [replace(item, markdown=item.markdown.replace(old, new)) for item in items]

    return change


def redate(words, date):
    """A change of the date of the item that holds `words`."""

    def change(items):
        return [replace(item, date=date) if words in item.markdown else item for item in items]

    return change


def insert(place, item):
    return lambda items: items[:place] + [item] + items[place:]


def remove(words):
    return lambda items: [item for item in items if words not in item.markdown]


def move(start, end):
    def change(items):
        rest = items[:start] + items[start + 1 :]
        return rest[:end] + [items[start]] + rest[end:]

    return change


def same(items):
    return items


EDITS = (
    Edit("nothing", same),
    Edit("nothing, again", same),
    Edit("a typo is mended", rewrite("harbours at night", "harbors at night")),
    Edit("a sentence is rewritten", rewrite("It maps harbors at night.", "See where ships sleep.")),
    Edit("a title is reworded", rewrite("won a prize", "has won the Tide Prize")),
    Edit(
        "a link is added",
        rewrite("Example Institute", "[Example Institute](https://example.org/in)"),
    ),
    Edit("a month is corrected", redate("lantern", "Jan 2031")),
    Edit("an item on top", insert(0, ON_TOP), (ON_TOP,)),
    Edit("an item within a month", insert(3, SAME_MONTH), (SAME_MONTH,)),
    Edit("an old item is added at the end", lambda items: items + [BACKFILLED], (BACKFILLED,)),
    Edit("an item is moved", move(2, 4)),
    Edit("an item is removed", remove("Drift")),
    Edit("it comes back", insert(5, DRIFT)),
    Edit("the list is reversed", lambda items: items[::-1]),
    Edit("the site moves", same, base_url="https://new.example.org"),
)


class Site:
    """The page on disk, and its feed as `xtask feed` builds it."""

    def __init__(self, folder, xtask):
        self.page = folder / "site" / "index.md"
        self.out = folder / "dist"
        self.xtask = xtask
        self.builds = 0
        self.page.parent.mkdir()

    def write(self, items):
        lines = [f"* [{item.date}] {item.markdown}" for item in items]
        text = "---\npermalink: /\n---\n\nHello.\n\n# News\n\n" + "\n".join(lines) + "\n"
        self.page.write_text(text, encoding="utf-8")

    def build(self, base_url=BASE_URL):
        now = FIRST_BUILD + timedelta(days=self.builds)
        before = self.feed_bytes()
        command = [self.xtask, "feed", "--site", self.page.parent, "--out", self.out]
        command += ["--base-url", base_url, "--title", "Notes", "--author", "A. Placeholder"]
        run(command + ["--now", now.strftime("%Y-%m-%dT%H:%M:%SZ")])
        self.builds += 1
        if self.feed_bytes() != before:
            self.age(now)

    def age(self, now):
        # HTTP dates count seconds, and two builds here lie closer than that.
        for path in self.out.iterdir():
            os.utime(path, (now.timestamp(), now.timestamp()))

    def feed_bytes(self):
        path = self.out / "feed.xml"
        return path.read_bytes() if path.exists() else b""

    def entries(self):
        """The feed's own entries, in its order."""
        feed = ElementTree.fromstring(self.feed_bytes())
        return [feed_entry(entry) for entry in feed.iter(f"{ATOM}entry")]


def feed_entry(entry):
    links = [
        link for link in entry.iter(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"
    ]
    return Entry(
        entry.findtext(f"{ATOM}id"),
        entry.findtext(f"{ATOM}title"),
        links[0].get("href"),
        datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
    )


class Server:
    """Serves a folder on a free port and remembers what was asked for."""

    def __init__(self, folder):
        self.requests = []  # (path, status)
        requests = self.requests

        class Handler(http.server.SimpleHTTPRequestHandler):
            # As GitHub Pages does. Chromium would show `application/atom+xml`
            # as its source, without the style sheet.
            extensions_map = {
                **http.server.SimpleHTTPRequestHandler.extensions_map,
                ".xml": "application/xml",
                ".json": "application/json",
            }

            def log_request(self, code="-", size="-"):
                requests.append((self.path, int(code)))

            def log_message(self, *words):
                pass

        handler = functools.partial(Handler, directory=folder)
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"

    def __enter__(self):
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()


def run(command, **more):
    """Runs a program to its end and returns what it printed."""
    done = subprocess.run(
        command, capture_output=True, timeout=120, stdin=subprocess.DEVNULL, **more
    )
    told = (done.stdout + done.stderr).decode("utf-8", "replace")
    words = " ".join(map(str, command))
    assert done.returncode == 0, f"{words}\nended with {done.returncode}:\n{told}"
    return done.stdout.decode("utf-8")


def home(folder):
    """An environment in which a reader finds no settings and no proxy."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return {**kept, "HOME": str(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC", "no_proxy": "*"}


def check_first(feed, shown):
    """The first build: every item, in page order, with the stamps of its date."""
    assert [entry.title for entry in feed] == [item.title for item in PAGE], feed
    stamps = [datetime.fromisoformat(item.stamp) for item in PAGE]
    assert [entry.published for entry in feed] == stamps, feed
    assert len({entry.id for entry in feed}) == len({entry.link for entry in feed}) == len(PAGE), (
        feed
    )
    assert all(entry.id.startswith("tag:example.org,") for entry in feed), feed
    assert all(entry.link.startswith(BASE_URL + "/#") for entry in feed), feed
    check_shown(feed, shown, "the first build")


def check_shown(expected, shown, name):
    """A reader shows the expected entries, newest first, as the feed has them."""
    expected = sorted(expected, key=lambda entry: entry.published, reverse=True)
    wanted, shown = list(map(plain_link, expected)), list(map(plain_link, shown))
    differ = [each for each in wanted + shown if (each in wanted) != (each in shown)]
    assert not differ, f"{name}: the feed has {listed(wanted)}; shown {listed(shown)}"
    assert shown == wanted, f"{name}: shown in another order: {listed(shown)}"


def plain_link(entry):
    # The same address, whether or not a reader escapes what is not ASCII.
    return replace(entry, link=urllib.parse.unquote(entry.link))


def listed(entries):
    return "".join(f"\n  {entry}" for entry in entries) or " nothing"


def check_kept(before, after, name):
    """No older entry has another id or another stamp than it had."""
    stamps = {entry.id: entry.published for entry in before}
    moved = [entry for entry in after if stamps.get(entry.id, entry.published) != entry.published]
    assert not moved, f"{name}: moved {moved}"


def replay(site, reader):
    """Applies every edit in turn; returns how many items came in by them."""
    items, known = list(PAGE), {entry.id: entry for entry in site.entries()}
    for edit in EDITS:
        items = edit.change(items)
        site.write(items)
        site.build(edit.base_url)
        after = site.entries()
        assert len(after) == len(items), f"{edit.name}: {len(after)} entries for {len(items)} items"
        check_kept(known.values(), after, edit.name)
        new = [entry for entry in after if entry.id not in known]
        assert [entry.title for entry in new] == [item.title for item in edit.added], (
            edit.name,
            new,
        )
        check_shown(new, reader.fetch(), edit.name)
        known.update({entry.id: entry for entry in after})
    return sum(len(edit.added) for edit in EDITS)


def check_unchanged(server, reader):
    """Where a reader asks politely, an unchanged feed is not sent again.

    The first two edits change nothing. newsboat asks politely from its third
    fetch on; rss2email only every second time.
    """
    statuses = [status for path, status in server.requests if path == "/feed.xml"][:3]
    assert len(statuses) == 3, server.requests
    assert not reader.asks_if_modified or 304 in statuses[1:], statuses


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--xtask", type=pathlib.Path, default=pathlib.Path("target/release/homepage"))
    return parser.parse_args()


def main(name, make_reader):
    """Drives one reader through the first build and every edit."""
    with tempfile.TemporaryDirectory(prefix="readers-") as folder:
        folder = pathlib.Path(folder)
        site = Site(folder, arguments().xtask.absolute())
        site.write(PAGE)
        site.build()
        (folder / "reader").mkdir()
        with Server(site.out) as server:
            reader = make_reader(folder / "reader", server.url + "feed.xml")
            check_first(site.entries(), reader.fetch())
            added = replay(site, reader)
            check_unchanged(server, reader)
    entries, edits = len(PAGE), len(EDITS)
    print(
        f"{name}: {entries} entries as on the page; {edits} edits, {added} new entries, none false"
    )
