"""sfeed. It tells items apart by id, title and link together, so a mended title
is a second row of the same id: those rows are told from news by their id."""

from datetime import datetime, timezone

import replay


class Sfeed:
    asks_if_modified = False

    def __init__(self, folder, url):
        self.folder = folder
        self.seen = set()
        (folder / "sfeedrc").write_text(
            f'sfeedpath="{folder}/feeds"\nfeeds() {{\n  feed news "{url}"\n}}\n'
        )

    def fetch(self):
        replay.run(["sfeed_update", self.folder / "sfeedrc"], env=replay.home(self.folder))
        rows = (self.folder / "feeds" / "news").read_text(encoding="utf-8").splitlines()
        entries = [entry(row.split("\t")) for row in rows]
        new = [each for each in entries if each.id not in self.seen]
        self.seen.update(each.id for each in new)
        return new


def entry(fields):
    published, title, link, _content, _content_type, guid = fields[:6]
    return replay.Entry(guid, title, link, datetime.fromtimestamp(int(published), timezone.utc))


if __name__ == "__main__":
    replay.main("sfeed", Sfeed)
