"""Chromium: visitors of an old address get to the new one, with their query and
fragment, and without a script too.

Each old address of `content/` is opened, and the browser asked where it stands
in the end. It is spoken to over a pipe (Chrome DevTools Protocol), because its
options for the command line need scripts themselves.
"""

import json
import os
import pathlib
import select
import subprocess
import tempfile
import time

import replay
import with_chromium

OLD = ["about/", "about.html"]
TAILS = ["", "?a=1&b=%C3%A9", "#news", "?a=1#news", "?to=https://example.org/#/x", "?#"]
HOME = "<!DOCTYPE html><title>Home</title><p>The new address."
LONGEST = 60  # Seconds, for a machine that is busy.


def main():
    xtask = replay.arguments().xtask.absolute()
    with tempfile.TemporaryDirectory(prefix="readers-") as folder:
        folder = pathlib.Path(folder)
        out = folder / "dist"
        command = [xtask, "redirects", "--quiet", "--host", "github-pages", "--site", "content"]
        replay.run([*command, "--base-url", "https://home.test", "--out", out])
        (out / "index.html").write_text(HOME, encoding="utf-8")
        with replay.Server(out) as server, Browser(folder) as browser:
            for old in OLD:
                check(server, browser, old)
    print(f"redirects: {len(OLD)} old addresses, {len(TAILS)} tails each, with and without scripts")


def check(server, browser, old):
    for tail in TAILS:
        server.requests.clear()
        stands = browser.visit(server.url + old + tail)
        # What is empty makes no difference between two addresses.
        assert stands.rstrip("?#") == (server.url + tail).rstrip("?#"), (old + tail, stands)
        check_requests(server, old + tail, "/" + tail)
    server.requests.clear()
    stands = browser.visit(server.url + old + "?a=1", scripts=False)
    assert stands == server.url, stands
    check_requests(server, old + "?a=1", "/")


def check_requests(server, old, new):
    """One page on the way, and nothing of it but the page itself."""
    asked = [request for request in server.requests if request[0] != "/favicon.ico"]
    wanted = [path.split("#")[0].rstrip("?") for path in ("/" + old, new)]
    assert [path.rstrip("?") for path, _ in asked] == wanted, asked
    assert all(status < 400 for _, status in asked), asked


class Browser:
    """A Chromium that is told what to do over a pipe."""

    def __init__(self, folder):
        reads, self.writer = os.pipe()
        self.reader, writes = os.pipe()
        options = with_chromium.options(folder / "profile", None)
        command = ["chromium", *options, "--remote-debugging-pipe"]
        # Chromium reads file 3 and writes file 4.
        script = f'exec "$@" 3<&{reads} 4>&{writes}'
        self.process = subprocess.Popen(
            ["bash", "-c", script, "bash", *command],
            pass_fds=(reads, writes),
            env=replay.home(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(reads)
        os.close(writes)
        self.count = 0
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.call("Browser.close")
        self.process.wait(LONGEST)
        os.close(self.writer)
        os.close(self.reader)

    def call(self, method, session=None, **parameters):
        """Sends one command and returns its answer; events are passed over."""
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.writer, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.count:
                return answer.get("result", answer)

    def next(self):
        while b"\0" not in self.rest:
            ready, *_ = select.select([self.reader], [], [], LONGEST)
            assert ready, "chromium does not answer"
            more = os.read(self.reader, 1 << 16)
            assert more, "chromium has ended"
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def visit(self, address, scripts=True):
        """Opens an address in a tab of its own; where it stands in the end."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        session = attached["sessionId"]
        # Every page must be asked for, whatever was seen before.
        self.call("Network.enable", session)
        self.call("Network.setCacheDisabled", session, cacheDisabled=True)
        self.call("Emulation.setScriptExecutionDisabled", session, value=not scripts)
        self.call("Page.navigate", session, url=address)
        deadline = time.monotonic() + LONGEST
        while True:
            history = self.call("Page.getNavigationHistory", session)
            # Between two pages there is none.
            entries, current = history.get("entries", []), history.get("currentIndex")
            entry = entries[current] if entries else {}
            if entry.get("title") == "Home":
                break
            assert time.monotonic() < deadline, f"{address} leads to {history}"
            time.sleep(0.02)
        self.call("Target.closeTarget", targetId=target)
        return entry["url"]


if __name__ == "__main__":
    main()
