super::rules! {
    "no-base-url" error
        "the site does not say where it is published"
        why "Feeds, sitemaps and redirects need whole addresses."
        example "a site.toml without base_url"
        repair "Add base_url = \"https://…\" to site.toml, or give --base-url."

    "base-url" error
        "the address of the site is none"
        why "No other address can be made of it."
        example "base_url = \"home.example\""
        repair "Write it with https:// before the domain, without ? and #."

    "base-url-guess" note
        "the address of the site is taken from the name of its repository"
        why "A site with a domain of its own would be called by the wrong name."
        example "repository: someone/someone.github.io"
        repair "Add url: to _config.yml, or base_url to site.toml, if there is a domain."

    "no-title" error
        "the site has no title"
        why "Feed readers and browsers list it by its title; a feed must have one."
        example "a _config.yml without title:"
        repair "Add it to the configuration, or give --title."

    "no-author" error
        "the site does not say whose it is"
        why "A feed must name its author, and search engines show the name."
        example "a site.toml without [author]"
        repair "Add name = \"…\" under [author], or give --author."

    "config-key" warning
        "site.toml has a setting that does not exist"
        why "It does nothing, and most often a misspelt one was meant to."
        example "titel = \"Home\""
        repair "Correct its name, or take it out; docs/configuration.md lists all."

    "config-type" error
        "a setting has a value of another kind than it takes"
        why "What was meant cannot be known."
        example "limit = \"50\""
        repair "Write the kind of value that the problem names."

    "config-value" warning
        "a setting has a value that it does not take"
        why "It is left out, as if it had not been written."
        example "language = \"English\""
        repair "Write one of the values that the problem names."

    "check-name" warning
        "the table [check] names a check that does not exist"
        why "The severity that was meant for another stays as it is."
        example "[check]\nno-dates = \"off\""
        repair "Correct the name; `check --list` shows all."

    "check-severity" warning
        "the table [check] gives a severity that does not exist"
        why "The check keeps its own."
        example "[check]\nno-date = \"maybe\""
        repair "Write \"off\", \"note\", \"warning\" or \"error\"."

    "placeholder" warning
        "a setting is still as the template has it"
        why "The page and the feed would go out under a made-up name or address."
        example "name = \"Your Name\""
        repair "Fill in your own."

    "profile-link" warning
        "a link of the author's profile leads nowhere"
        why "It is left out of the page."
        example "orcid = \"see below\""
        repair "Give the name at that service, or the whole address with https://."

    "profile-picture" warning
        "the author's picture is neither a path of the site nor an address"
        why "The page is shown without it."
        example "avatar = \"C:\\\\me.jpg\""
        repair "Name a picture of the site: images/me.jpg."

    "bad-author-uri" warning
        "the author's own address is no web address"
        why "It is left out of the feed."
        example "uri = \"my page\""
        repair "Write the whole address, with https://."

    "bad-author-email" warning
        "the author's mail address is none"
        why "It is left out of the feed."
        example "email = \"me at home\""
        repair "Write it as in me@example.org, or leave it out."

    "bad-icon" warning
        "the icon of the feed is no web address"
        why "It is left out of the feed."
        example "icon: \"data:…\""
        repair "Name a picture of the site."

    "bad-language" warning
        "a language is no language tag"
        why "Readers choose voices, hyphens and fonts by it; a wrong one is left out."
        example "english"
        repair "Write a tag such as en or pt-BR."

    "bad-authority" warning
        "the host of the site cannot be part of an id"
        why "New News items cannot get ids that are the site's own."
        example "https://münchen.example/ written with its umlaut"
        repair "Give a base URL with a host in ASCII letters, digits, hyphens and dots."
}
