super::rules! {
    "robots-disallows-all" warning
        "robots.txt keeps every crawler away from the home page"
        why "No search engine can find the site."
        example "User-agent: *\nDisallow: /"
        repair "Let `Disallow:` be empty for `User-agent: *`."

    "robots-disallows-sitemap" warning
        "robots.txt keeps every crawler away from the sitemap"
        why "None of its addresses is read."
        example "Disallow: /*.xml"
        repair "Add `Allow: /sitemap.xml`."

    "robots-not-at-root" warning
        "robots.txt is not at the root of its host"
        why "Crawlers read it there alone."
        example "https://example.org/me/robots.txt"
        repair "Add the line `Sitemap: …` to the file at the root."

    "robots-other-host" warning
        "robots.txt names a sitemap of another host"
        why "It mostly was left behind by a move."
        example "Sitemap: https://old.example.org/sitemap.xml"
        repair "Write the address of this site's sitemap."

    "robots-relative-sitemap" warning
        "robots.txt names a sitemap without its whole address"
        why "Crawlers do not take it."
        example "Sitemap: /sitemap.xml"
        repair "Write it with https:// and the host."

    "robots-too-long" warning
        "robots.txt has more than 500 KiB"
        why "Crawlers need not read more."
        example "a list of every page"
        repair "Forbid folders instead of pages."

    "robots-without-sitemap" warning
        "robots.txt names no sitemap"
        why "Crawlers have to be told elsewhere."
        example "User-agent: *\nDisallow:"
        repair "Add the line that the problem names."
}
