super::rules! {
    "address-not-absolute" error
        "an address of the sitemap is no whole address"
        why "Search engines do not take it."
        example "/talks/"
        repair "Write it with https:// and its host."

    "address-too-long" error
        "an address of the sitemap is too long for the protocol"
        why "Search engines do not take it."
        example "2,100 characters"
        repair "Keep addresses below 2,048 characters."

    "address-scheme" error
        "an address of the sitemap is http among https, or the other way round"
        why "Search engines do not take it."
        example "http://example.org/talks/ on https://example.org"
        repair "Write it as the others are."

    "address-host" error
        "an address of the sitemap is on another host"
        why "A sitemap speaks for its own host alone."
        example "https://blog.example.org/"
        repair "List it in that host's own sitemap."

    "address-outside" error
        "an address is not below the folder of the sitemap"
        why "A sitemap speaks for its own folder alone."
        example "https://example.org/ in https://example.org/me/sitemap.xml"
        repair "List only what is below it, or move the sitemap up."

    "address-fragment" error
        "an address of the sitemap has a fragment"
        why "It is a place in a page, not a page."
        example "https://example.org/#news"
        repair "Leave out what follows the #."

    "address-not-encoded" error
        "an address of the sitemap is not written as it is sent"
        why "Parsers stop at it, or take another address."
        example "https://example.org/é/"
        repair "Write it as the problem has it."

    "duplicate-address" error
        "an address is in the sitemap twice"
        why "It is listed once; two pages may have it."
        example "two pages at /cv/"
        repair "Let one page have the address, or list it once."

    "alternates-without-self" warning
        "a page names its translations but not itself among them"
        why "Search engines ignore the whole group."
        example "hreflang=\"de\" alone on the English page"
        repair "Name every language of the page, its own too."

    "repeated-language" warning
        "a page has two translations into one language"
        why "Search engines take one by chance."
        example "two pages for hreflang=\"de\""
        repair "Name one page for each language."

    "bad-alternate" error
        "an alternate of the sitemap lacks its language or its address"
        why "It cannot be used."
        example "<xhtml:link rel=\"alternate\" href=\"…\"/>"
        repair "Give it hreflang and href."

    "bad-base-url" error
        "the sitemap is for what is no folder on the web"
        why "Its addresses cannot be made."
        example "https://example.org/?home"
        repair "Write an address that begins with https://, without ? and #."

    "bad-lastmod" warning
        "the date of an entry is no whole date, or not of this era"
        why "It is left out."
        example "<lastmod>May 2024</lastmod>"
        repair "Write it as 2024-05-31."

    "entry-too-large" error
        "an entry of the sitemap is too large"
        why "Parsers do not read it."
        example "a page with thousands of translations"
        repair "Name fewer translations."

    "too-many-addresses" error
        "there are more addresses than sitemaps can hold"
        why "The rest is not listed."
        example "50,001 addresses in one file"
        repair "Make a sitemap of each section."

    "empty-sitemap" error
        "the sitemap has no address"
        why "The protocol asks for one at least."
        example "a site of drafts alone"
        repair "Publish a page, or let search engines see one."

    "more-problems" error
        "there are more problems of the sitemap than are shown"
        why "Nobody reads thousands of lines."
        example "a site whose addresses are all on another host"
        repair "Repair those that are shown, and run the check again."

    "no-address" error
        "an entry of a sitemap has no address"
        why "It is not read."
        example "<url></url>"
        repair "Give it a <loc>."

    "no-sitemap" error
        "a file is neither a sitemap nor an index of them"
        why "Nothing can be read of it."
        example "an HTML page named sitemap.xml"
        repair "Move it away, or write it anew."

    "sitemap-too-large" error
        "a sitemap has more than 50 MiB"
        why "Search engines do not read it."
        example "a sitemap of everything in one file"
        repair "Split it; `sitemap` does so by itself."

    "wrong-namespace" error
        "a sitemap does not name the namespace of its protocol"
        why "Search engines do not take it for a sitemap."
        example "<urlset> without xmlns"
        repair "Write the namespace that the problem names."

    "document-type" error
        "a sitemap has a document type"
        why "It can make parsers read other files, and none needs it."
        example "<!DOCTYPE urlset>"
        repair "Take it out."

    "not-utf8" error
        "a sitemap is not UTF-8"
        why "The protocol asks for it."
        example "a sitemap in Latin-1"
        repair "Save it as UTF-8."

    "not-well-formed" error
        "a sitemap is no XML"
        why "Search engines read none of it."
        example "https://example.org/?a=1&b=2 with a bare &"
        repair "Write & as &amp;, and close every element."

    "too-deep" error
        "the elements of a sitemap nest too deep"
        why "No sitemap needs it."
        example "a page of HTML"
        repair "Write it anew."

    "unknown-entity" error
        "a sitemap has a name for a character that XML does not know"
        why "Search engines stop there."
        example "&eacute;"
        repair "Write the character itself, percent-encoded in addresses."

    "shallow-clone" warning
        "git has no history here"
        why "It cannot tell when pages changed; they are listed without a date."
        example "actions/checkout without fetch-depth"
        repair "Set `fetch-depth: 0`, or run `git fetch --unshallow`."

    "unreadable-history" warning
        "the history of the site cannot be read"
        why "Pages are listed without the date of their last change."
        example "a folder that belongs to somebody else"
        repair "Run `git log` in the site's folder to see why."
}
