"""rss2email: one mail for each new entry."""

import configparser
import email
import email.policy
import email.utils
from datetime import timezone

import replay


class Rss2email:
    asks_if_modified = True

    def __init__(self, folder, url):
        self.folder = folder
        self.inbox = folder / "mail" / "INBOX" / "new"
        # Without the folder rss2email cannot make the mail box in it.
        (folder / "mail").mkdir()
        self.run("new", "me@example.org")
        self.configure()
        self.run("add", "news", url)

    def configure(self):
        path = self.folder / "r2e.cfg"
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(path)
        # The entry's own date, not the time of sending, in the Date header.
        settings["DEFAULT"]["date-header"] = "True"
        settings["DEFAULT"]["email-protocol"] = "maildir"
        settings["DEFAULT"]["maildir-path"] = str(self.folder / "mail")
        with path.open("w") as file:
            settings.write(file)

    def run(self, *words):
        files = ["-c", self.folder / "r2e.cfg", "-d", self.folder / "r2e.json"]
        replay.run(["r2e", *files, *words], env=replay.home(self.folder))

    def fetch(self):
        self.run("run")
        mails = list(self.inbox.iterdir()) if self.inbox.exists() else []
        entries = [entry(mail.read_bytes()) for mail in mails]
        for mail in mails:
            mail.unlink()
        return sorted(entries, key=lambda each: each.published, reverse=True)


def entry(mail):
    mail = email.message_from_bytes(mail, policy=email.policy.default)
    published = email.utils.parsedate_to_datetime(mail["Date"])
    if published.tzinfo is None:  # `-0000`, a time in UTC that names no place
        published = published.replace(tzinfo=timezone.utc)
    return replay.Entry(mail["X-RSS-ID"], mail["Subject"], mail["X-RSS-URL"], published)


if __name__ == "__main__":
    replay.main("rss2email", Rss2email)
