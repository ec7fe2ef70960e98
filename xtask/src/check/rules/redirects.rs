super::rules! {
    "redirect" warning
        "an old address of a page is no path"
        why "Nobody is led from it."
        example "redirect_from: 3"
        repair "Write a path such as /old/, or a list of paths."

    "redirect-base" warning
        "an old path begins with the folder of the site, which comes before it anyway"
        why "The redirect is made for an address that never was."
        example "/me/old/ on a site at https://example.org/me/"
        repair "Write the path from the root of the site: /old/."

    "redirect-case" error
        "an old path differs from another address in capital letters alone"
        why "Many file systems take them for the same, so that one hides the other."
        example "/CV/ -> /cv/"
        repair "Take it out, or give the page another address."

    "redirect-chain" note
        "a redirect leads to another redirect"
        why "Visitors are sent to the end at once; the row reads as if they were not."
        example "/a/ -> /b/ and /b/ -> /c/"
        repair "Write the last address in both."

    "redirect-character" error
        "an old path has a character that no path has"
        why "Servers read it in different ways."
        example "/a%2Fb/"
        repair "Take out \\, ?, #, %2F and control characters."

    "redirect-dead" error
        "a redirect leads to where nothing is"
        why "Visitors of the old address get the page for what is not found."
        example "/old/ -> /gone/"
        repair "Write the path of a page that is published, or take the redirect out."

    "redirect-dots" error
        "an old path has a part `.` or `..`"
        why "It could leave the site."
        example "/a/../b/"
        repair "Write the path from the root: /b/."

    "redirect-draft" warning
        "an old address belongs to a page that is not published"
        why "It leads nowhere until the page is out."
        example "redirect_from on a draft"
        repair "Publish the page, or let another one have the old address."

    "redirect-elsewhere" error
        "an old path is an address of another site"
        why "Only that site can send its visitors on."
        example "https://old.example/me/ -> /"
        repair "Set the redirect up at that site."

    "redirect-empty" error
        "a redirect is empty on one side"
        why "It leads from or to nowhere."
        example "\"/old/\" = \"\""
        repair "Write the old path and the new one: \"/about/\" = \"/\""

    "redirect-encoding" error
        "an old path is no UTF-8 behind its percent signs"
        why "No page has it."
        example "/%E9/"
        repair "Write it as people read it: /é/."

    "redirect-extension" warning
        "an old path has no ending, so that a plain file there would be downloaded"
        why "Hosts tell what a file is by its ending."
        example "/about -> /"
        repair "Write /about/ or /about.html, or use a host that takes rules."

    "redirect-file-name" error
        "an old path has a character that not every system has in names of files"
        why "The page that redirects cannot be written there."
        example "/a:b/"
        repair "Take out : * \" < > |, or use a host that takes rules."

    "redirect-folder" error
        "a redirect makes one name both a file and a folder"
        why "No file system has both."
        example "/a -> /x/ beside /a/b.html"
        repair "Take the redirect out, or move the other file."

    "redirect-fragment" error
        "an old path has a fragment"
        why "No browser sends it to a server."
        example "/about/#news"
        repair "Take out what begins with #."

    "redirect-host" error
        "the host cannot have this redirect as a rule"
        why "It would mean something else there, or is too long."
        example "/a/:b/ in Netlify's _redirects"
        repair "Take it out, shorten it, or set it up at the host."

    "redirect-long" error
        "an old path is too long"
        why "Sitemaps, servers or file systems do not take it."
        example "an address of 2,100 characters"
        repair "Stay below 2,048 characters, and below 250 bytes for each part."

    "redirect-loop" error
        "redirects lead in a circle"
        why "Browsers give up."
        example "/a/ -> /b/ and /b/ -> /a/"
        repair "Let one of them lead to a page."

    "redirect-moved" error
        "the row that moves the whole site is not understood"
        why "Every page would be sent to the wrong place."
        example "\"/blog/*\" = \"https://new.example.org/\""
        repair "Write \"*\" = \"https://new.example.org/\"."

    "redirect-owners" error
        "one old address leads to two pages"
        why "Which one wins would be chance."
        example "redirect_from: /cv/ in two pages"
        repair "Decide which page has it, and take the other out."

    "redirect-query" error
        "an old path has a query"
        why "Redirects go by the path alone."
        example "/index.php?page=cv"
        repair "Take out what begins with ?."

    "redirect-self" error
        "a redirect leads to the page that is there already"
        why "It would hide the page, or does nothing."
        example "redirect_from: /about/ in the page /about/"
        repair "Take it out."

    "redirect-slashes" error
        "an old path has two slashes in a row"
        why "Servers take it for another path, or another host."
        example "//about/"
        repair "Write one."

    "redirect-space" warning
        "an old path has a space"
        why "Addresses have %20 for it; mostly it was not meant."
        example "/my cv/"
        repair "Write %20 if the old address had a space."

    "redirect-taken" error
        "an old path is the address of a page or file"
        why "The redirect would hide it."
        example "redirect_from: /cv/ where there is a page /cv/"
        repair "Take the redirect out, or give the other another address."

    "redirect-target" error
        "a redirect leads to what is no address of a page"
        why "No browser goes there."
        example "\"/old/\" = \"mailto:me@example.org\""
        repair "Write a path of the site, or an address with https://."

    "redirect-twice" warning
        "the same redirect is there twice"
        why "One of them will be forgotten when the other changes."
        example "redirect_from in the page and a row in site.toml"
        repair "Take one of them out."
}
