"""feedparser, and what a subscriber relies on beyond the entries' identity."""

import re
from datetime import datetime, timezone

import feedparser

import replay


class Feedparser:
    """A parser keeps nothing: its reader is a set of the ids it has seen."""

    asks_if_modified = False

    def __init__(self, folder, url):
        self.url = url
        self.seen = set()

    def fetch(self):
        # Made absolute by nobody on the way: what the feed says is checked.
        feed = feedparser.parse(self.url, resolve_relative_uris=False)
        check_feed(feed)
        new = [each for each in feed.entries if each.id not in self.seen]
        self.seen.update(each.id for each in new)
        return sorted(map(entry, new), key=lambda each: each.published, reverse=True)


def entry(each):
    published = datetime(*each.published_parsed[:6], tzinfo=timezone.utc)
    return replay.Entry(each.id, each.title, each.link, published)


def check_feed(feed):
    assert feed.status == 200 and not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10", feed.version
    assert feed.feed.title == "Notes" and feed.feed.author == "A. Placeholder", feed.feed
    assert feed.feed.updated == max(each.updated for each in feed.entries), feed.feed.updated
    assert any(link.rel == "self" for link in feed.feed.links), feed.feed.links
    for each in feed.entries:
        check_entry(each)


def check_entry(each):
    content = each.content[0]
    assert content.type == "text/html" and content.value, content
    for address in re.findall(r'(?:href|src)="([^"]*)"', content.value):
        assert address.startswith(("https://", "http://", "mailto:")), content.value
    assert each.summary and "<" not in each.title, each


if __name__ == "__main__":
    replay.main("feedparser", Feedparser)
