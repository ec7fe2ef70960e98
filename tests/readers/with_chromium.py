"""Chromium: the feed as a person sees it who opens its address, light and dark."""

import html
import json
import os
import pathlib
import re
import shutil
import struct
import tempfile
import zlib

import replay

SIZE = (800, 1000)
PICTURES = pathlib.Path("target/pictures")
# The number that Chromium's setting `preferredColorScheme` has for each.
SCHEMES = {"dark": 0, "light": 1}


def main():
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="readers-") as folder:
        folder = pathlib.Path(folder)
        site = replay.Site(folder, replay.arguments().xtask.absolute())
        site.write(replay.PAGE)
        site.build()
        shutil.copy(pathlib.Path(__file__).with_name("look.html"), site.out)
        with replay.Server(site.out) as server:
            for scheme in SCHEMES:
                check_scheme(folder / scheme, server.url, scheme)
            failed = [request for request in server.requests if request[1] >= 400]
    failed = [request for request in failed if request[0] != "/favicon.ico"]
    assert not failed, failed
    print(f"chromium: {len(replay.PAGE)} entries readable, light and dark; pictures in {PICTURES}")


def check_scheme(profile, url, scheme):
    picture = PICTURES / f"feed-{scheme}.png"
    chromium(profile, scheme, f"--screenshot={picture.absolute()}", url + "feed.xml")
    corner, colours = read_picture(picture.read_bytes())
    assert (luminance(corner) > 0.5) == (scheme == "light"), f"the {scheme} feed stands on {corner}"
    assert colours > 10, f"{picture} is blank"
    page = chromium(profile, scheme, "--dump-dom", url + "look.html")
    seen = json.loads(html.unescape(re.search("<pre>(.*)</pre>", page, re.DOTALL)[1]))
    check_seen(seen, corner, scheme)


def chromium(profile, scheme, *words):
    command = ["chromium", *options(profile, scheme), *words]
    return replay.run(command, env=replay.home(profile.parent))


def options(profile, scheme):
    """What keeps Chromium to itself; a scheme only where it matters."""
    options = [
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--no-first-run",
    ]
    options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    options += [f"--user-data-dir={profile}", f"--window-size={SIZE[0]},{SIZE[1]}"]
    if scheme:
        options += [f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}"]
    if os.geteuid() == 0:  # Chromium's sandbox refuses to run as root.
        options.append("--no-sandbox")
    return options


def check_seen(seen, corner, scheme):
    """Titles in order, each below the last; no markup or id; enough contrast."""
    titles = [each for each in seen if each["name"] == "title"]
    wanted = ["Notes", *(item.title for item in replay.PAGE)]
    assert [each["text"] for each in titles] == wanted, titles
    for above, below in zip(titles, titles[1:]):
        assert above["bottom"] <= below["top"], (above, below)
    for each in seen:
        assert "<" not in each["text"] and "tag:" not in each["text"], each
        assert each["size"] >= 12, each
        background = rgb(each["background"]) if each["background"] else corner
        ratio = contrast(rgb(each["colour"]), background)
        # WCAG 2.2, success criterion 1.4.3, for text of any size.
        assert ratio >= 4.5, f"{scheme}: contrast {ratio:.1f}: {each}"


def rgb(colour):
    numbers = re.fullmatch(r"rgb\((\d+), (\d+), (\d+)\)", colour)
    assert numbers, f"{colour} is not an opaque colour"
    return tuple(map(int, numbers.groups()))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""

    def linear(channel):
        channel /= 255
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def read_picture(png):
    """The colour of the upper left corner, and how many byte values there are."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (width, height, depth) == (*SIZE, 8) and kind in (2, 6), (width, height, depth, kind)
    data, position = b"", 8
    while position < len(png):
        (length,) = struct.unpack(">I", png[position : position + 4])
        if png[position + 4 : position + 8] == b"IDAT":
            data += png[position + 8 : position + 8 + length]
        position += 12 + length
    rows = zlib.decompress(data)
    # The first byte is the row's filter; none alters the very first pixel.
    return tuple(rows[1:4]), len(set(rows))


if __name__ == "__main__":
    main()
