"""The library reader, on the Atom feed and on the JSON Feed beside it."""

import reader as library

import replay


class Reader:
    asks_if_modified = True

    def __init__(self, folder, url):
        self.atom = Subscription(folder / "atom.sqlite", url)
        self.json = Subscription(folder / "json.sqlite", url.removesuffix("xml") + "json")

    def fetch(self):
        atom, json = self.atom.fetch(), self.json.fetch()
        assert atom == json, f"the two feeds differ: {atom}, {json}"
        return atom


class Subscription:
    def __init__(self, path, url):
        self.url = url
        self.reader = library.make_reader(str(path))
        self.reader.add_feed(url)

    def fetch(self):
        updated = self.reader.update_feed(self.url)
        unread = sorted(
            self.reader.get_entries(read=False), key=lambda each: each.published, reverse=True
        )
        assert (updated.new if updated else 0) == len(unread), (updated, unread)
        for each in unread:
            self.reader.mark_entry_as_read(each)
        return [replay.Entry(each.id, each.title, each.link, each.published) for each in unread]


if __name__ == "__main__":
    replay.main("reader", Reader)
