super::rules! {
    "no-news" error
        "the site has no News list"
        why "There is nothing to make a feed of; a list that is gone most often means a broken page."
        example "# What happened"
        repair "Name the heading in site.toml: heading = \"…\" under [feed]."

    "looked-in" note
        "where a News list was looked for"
        why "It tells what to name in the settings."
        example "a list in a page that nobody includes"
        repair "Name the page in site.toml: page = \"…\" under [feed]."

    "empty-list" warning
        "the News list has no items"
        why "There is nothing to make a feed of."
        example "# News"
        repair "Write items below the heading, as * [Dec 2025] …"

    "two-lists" note
        "there is more than one list that may be the News"
        why "Only the first is taken."
        example "# News … # Recent updates"
        repair "Name the one to use: heading = \"…\" under [feed]."

    "undated-list" note
        "a list without dates stands where News may be"
        why "It is not taken for News, which have dates."
        example "* A talk\n* A paper"
        repair "Give its items dates if they are News."

    "no-date" warning
        "a News item has no date"
        why "Feeds are sorted by dates, and readers show them."
        example "* Gave a talk"
        repair "Begin it with one: * [Dec 2025] Gave a talk"

    "no-year" warning
        "the date of a News item has no year"
        why "It cannot be told which one is meant."
        example "* [Mar 3] Gave a talk"
        repair "Add the year, or put the item below a heading that is the year."

    "impossible-date" warning
        "the calendar has no such date"
        why "The item counts as undated."
        example "* [Feb 30, 2025] Gave a talk"
        repair "Write a day that exists."

    "ambiguous-date" warning
        "a date can be read day first or month first"
        why "Half the readers take it for another day."
        example "* [03/04/2025] Gave a talk"
        repair "Write the month as a word, or the date as 2025-04-03."

    "future-date" warning
        "a News item is dated in the future"
        why "Mostly a slip of the year; the item is published as of the day it was first seen."
        example "* [Dec 2062] Gave a talk"
        repair "Correct the date, or leave it if the day is still to come."

    "picture-item" warning
        "a News item has no text"
        why "A feed entry needs a title; the item is left out."
        example "* ![](award.jpg)"
        repair "Write some text, or say in the picture's alternative text what it shows."

    "placeholder-item" warning
        "a News item is the sample text of the template"
        why "It is left out of the feed, but the page still shows it."
        example "* [Jan 2030] Lorem ipsum dolor sit amet"
        repair "Replace or remove it."

    "duplicate-item" warning
        "two News items say the same of the same date"
        why "Readers get it twice."
        example "the same line, pasted twice"
        repair "Remove one, or say what is different."

    "unclosed-comment" warning
        "a comment is not closed"
        why "Everything after it is hidden, the rest of the News too."
        example "<!-- old items"
        repair "Close it with -->"

    "unclosed-element" warning
        "an element that hides its content is not closed"
        why "Everything after it is hidden."
        example "<details> without </details>"
        repair "Close it."

    "bad-link" warning
        "a link of a News item or a place cannot be followed"
        why "It is left out; its text is kept."
        example "[demo](javascript:open())"
        repair "Begin it with https://, or with / for a page of the site."

    "too-much-markup" warning
        "a News item is too long, or has too much markup, for a feed"
        why "The feed gets its plain text."
        example "a whole page in one item"
        repair "Shorten it, and link to a page that has the rest."

    "unwritable-feed" error
        "the feed cannot be written"
        why "There is a character in it that XML or JSON cannot hold."
        example "a control character in a title"
        repair "Take out the character that the problem names."

    "bad-feed-path" error
        "the path of the feed is no file inside the site"
        why "The feed cannot be written there."
        example "path = \"feed.json\""
        repair "Give a path such as feed.xml, which does not end in .json or .css."

    "bad-feed-id" error
        "the id of the feed is no absolute IRI"
        why "Readers know a feed by it."
        example "a host with characters that no address has"
        repair "Correct base_url, which the id is made of."

    "bad-page-url" error
        "the address of the News page is not whole"
        why "Entries could not lead to it."
        example "a permalink that is no path"
        repair "Correct base_url or the permalink of the page."

    "bad-entry-id" error
        "the id of an entry is no absolute IRI"
        why "Readers know an entry by it."
        example "id = \"a talk\" in news.lock"
        repair "Restore the ledger from version control."

    "bad-entry-stamp" error
        "the time of an entry lies outside the years 0 to 9999"
        why "Feeds cannot express it."
        example "published = +12025-12-01T12:00:00Z in news.lock"
        repair "Restore the ledger from version control."

    "same-entry-id" error
        "two entries have the same id"
        why "Readers show only one of them."
        example "an id that was copied in news.lock"
        repair "Restore the ledger from version control."
}
