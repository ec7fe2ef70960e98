super::rules! {
    "map-ledger" error
        "the record of what was published, map.lock, cannot be read"
        why "Publishing a window twice would undo the noise that hides single visitors."
        example "a file that was edited by hand"
        repair "Restore it from version control."

    "import" error
        "what another service exported is not understood"
        why "Nothing can be published of it."
        example "a CSV file without a column of countries"
        repair "Export it again as the problem says."

    "import-days" warning
        "days of the window are missing"
        why "What is published once stays as it is."
        example "logs of 20 days for a month"
        repair "Export or tally the whole window."

    "import-more" warning
        "the service has more countries than it exported"
        why "The others would be published as nobody."
        example "\"more\": true"
        repair "Ask with a higher limit, and save that answer."

    "publish-cap" error
        "counts do not say how much one address adds to them at most"
        why "The noise cannot be made large enough to hide one visitor."
        example "page views counted without a cap"
        repair "Count each address once in a window."

    "publish-open" error
        "the window is not over yet"
        why "Publishing it twice tells who came in between."
        example "this month"
        repair "Wait until the day after its last."

    "publish-overlap" error
        "the window shares days with one that is published"
        why "Two views of a day tell who came on it."
        example "a week of a published month"
        repair "Keep to weeks or to months."

    "publish-random" error
        "the system has no random numbers"
        why "Noise that can be guessed hides nobody."
        example "a container without /dev/urandom"
        repair "Run it where the system has a random source."

    "publish-source" error
        "the window was published from another source"
        why "Two counts of the same people tell more than either."
        example "logs first, then an export"
        repair "Keep to one source."

    "publish-terms" warning
        "a published window stays as it was, with the terms of then"
        why "A second draw would undo the first."
        example "--epsilon 2 for a window published with 1"
        repair "Give other terms for the next window."

    "publish-threshold" error
        "a threshold is none, or too low for the noise"
        why "Countries could be named that nobody came from."
        example "--k 1 --epsilon 0.1"
        repair "Give the --k that the problem names, or more."

    "publish-window" error
        "a window is neither a whole week nor a whole month"
        why "Windows that shift tell who came on single days."
        example "ten days of May"
        repair "Publish whole weeks or whole months."

    "tally-in-site" warning
        "what visitors were counted as lies among the pages"
        why "It is not for the public, and is not published."
        example "content/tally.json"
        repair "Move it out of the site; `publish` makes counts that may be shown."
}
