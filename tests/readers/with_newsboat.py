"""newsboat, with the unread marks its user would see."""

import contextlib
import sqlite3
from datetime import datetime, timezone

import replay


class Newsboat:
    asks_if_modified = True

    def __init__(self, folder, url):
        self.folder = folder
        self.cache = folder / "cache.db"
        (folder / "urls").write_text(url + "\n")
        (folder / "config").write_text("")

    def fetch(self):
        self.run("reload")
        unread = self.run("print-unread")
        entries = self.read()
        assert unread.startswith(f"{len(entries)} unread articles"), (unread, entries)
        return entries

    def run(self, command):
        files = ["-u", self.folder / "urls", "-c", self.cache, "-C", self.folder / "config"]
        return replay.run(["newsboat", *files, "-x", command], env=replay.home(self.folder))

    def read(self):
        """The unread articles, which are then marked as read."""
        query = (
            "select guid, title, url, pubDate from rss_item where unread = 1 "
            "order by pubDate desc, id"
        )
        with contextlib.closing(sqlite3.connect(self.cache)) as cache, cache:
            rows = cache.execute(query).fetchall()
            cache.execute("update rss_item set unread = 0")
        return [entry(*row) for row in rows]


def entry(guid, title, url, published):
    return replay.Entry(guid, title, url, datetime.fromtimestamp(published, timezone.utc))


if __name__ == "__main__":
    replay.main("newsboat", Newsboat)
