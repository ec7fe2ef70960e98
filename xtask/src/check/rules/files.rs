super::rules! {
    "binary" error
        "a page is no text: it has NUL bytes"
        why "Nothing can be read of it, so that it is published empty or not at all."
        example "about.md saved by a word processor"
        repair "Save it as UTF-8 text, or keep it out of the pages."

    "encoding" warning
        "a file is not UTF-8"
        why "Generators and browsers take it for UTF-8 and show � for every accent."
        example "Universit\\xE4t in Windows-1252"
        repair "Save the file as UTF-8; the problem names the command for it."

    "mojibake" warning mended
        "text went through the wrong encoding once and was saved so"
        why "Everybody sees the debris, in the page and in every feed reader."
        example "itâ€™s"
        repair "Write what was meant, it’s; --fix does it wherever it finds some."

    "byte-order-mark" error
        "a byte order mark stands before the front matter"
        why "Jekyll then sees no front matter and publishes the file as it is."
        example "EF BB BF, then ---"
        repair "Save the file as UTF-8 without a byte order mark."

    "data-syntax" error
        "a file of data, or the front matter of a page, cannot be read"
        why "Nothing it says counts, and some generators stop at it."
        example "title: Home: the page"
        repair "Put texts with a colon, # or other signs of the format into quotes."

    "duplicate-key" warning
        "a key is given twice"
        why "Only the last one counts, and which one that is may change unseen."
        example "title: A\ntitle: B"
        repair "Keep one of the two."

    "front-matter" error
        "the front matter is never closed, or is no list of named values"
        why "The page has no title, address or layout, or shows its front matter as text."
        example "---\ntitle: Home\n# News"
        repair "Close it with a line of three hyphens, and write `name: value` in each line."

    "include" note
        "a page includes a file that is not in the site, or files that include themselves"
        why "What stands in it is not seen here: the News list may be."
        example "{% include news.md %}"
        repair "Add the file if it is the site's own; one of a theme may stay away."

    "endless-folders" error
        "a link leads from a folder back to one above it"
        why "There is no end of pages to read."
        example "docs/all -> .."
        repair "Take out the link."

    "no-home" error
        "the site has no home page"
        why "The News list and the author are looked for there."
        example "a folder with papers.md alone"
        repair "Name the page in site.toml: page = \"path/of/page.md\" under [feed]."

    "date" error
        "the date of a post or page is none"
        why "Jekyll does not build the site with it."
        example "date: 31 of May"
        repair "Write it as 2024-05-31."

    "timezone" note
        "the time zone of a Jekyll site is not known here"
        why "A post near midnight may get the address of the day before or after."
        example "timezone: Mars/Olympus"
        repair "Write dates of posts without a time, or a zone of the IANA list."

    "permalink" error
        "an address that a page asks for cannot be made"
        why "Jekyll and Hugo do not build the site with it, or give another address."
        example "permalink: /:yeer/:title/"
        repair "Write a path such as /about/, or names that the generator knows."

    "address-twice" warning
        "two pages have the same address"
        why "Only one of them is seen, and which one is up to the generator."
        example "about.md and about.html"
        repair "Give one of them another address."

    "address-case" warning
        "two addresses differ in capital letters alone"
        why "Many file systems take them for the same, so that one page is lost."
        example "/Talks/ and /talks/"
        repair "Give one of them another address."

    "broken-link" warning
        "a link inside the site leads to no page, file or place of it"
        why "Visitors who follow it get the page for what is not found."
        example "[CV](/files/cv.pdf) without that file"
        repair "Correct the path, add the file, or let an old address redirect."

    "third-party-request" warning
        "a page loads something from another host"
        why "That host learns the address and the browser of everybody who opens the page, and when; \
             a script may do anything with the page; and the page breaks when the host does."
        example "<link rel=\"stylesheet\" href=\"https://fonts.googleapis.com/css?family=Lato\">"
        repair "Put a copy into the site, or take it out."
}
