super::rules! {
    "ledger" error
        "the ledger news.lock cannot be read"
        why "Without it every item would get a new id and be new to all readers."
        example "a folder named news.lock"
        repair "Make it a plain file of UTF-8 text, or restore it from version control."

    "ledger-conflict" error
        "a merge left its markers in the ledger"
        why "Both sides may have items that the other lacks."
        example "<<<<<<< HEAD"
        repair "Keep the [[item]] tables of both sides, each id once, and delete the markers."

    "ledger-damaged" error
        "the ledger cannot be understood, or has an id twice"
        why "An id that is lost or doubled makes old items new in every reader."
        example "two tables with the same id"
        repair "Undo the last change to the file, or restore it from version control."

    "ledger-foreign" error
        "news.lock is no ledger of News items"
        why "It would be overwritten."
        example "a lock file of another tool"
        repair "Restore the ledger, or move the file away to begin a new one."

    "ledger-truncated" error
        "the last line of the ledger is missing"
        why "Items may be missing too, and would come back as new ones."
        example "a file cut short by a full disk"
        repair "Restore it; if nothing is missing, add the line that the problem names."

    "ledger-version" error
        "the ledger was written by a newer version"
        why "What it says beyond this version would be lost."
        example "version = 9"
        repair "Use the newer program that wrote it."

    "previous-feed" error
        "the published feed that was given is none"
        why "To go on without it would show old items as new to everyone who subscribed."
        example "--previous 404.html"
        repair "Give the file as the server sends it; where nothing is published yet, leave it out."

    "previous-entry" warning
        "an entry of the published feed cannot be kept"
        why "Without an id that is an ASCII URI, or without a time, there is nothing to keep of it."
        example "<guid isPermaLink=\"false\">post 7</guid>"
        repair "Nothing, if the item may show as new once."

    "identity-tie" warning
        "an item may be one of two known ones"
        why "If the wrong one was taken, readers see an old item change into another."
        example "two items of one month, both reworded at once"
        repair "If it is the other, restore the ledger and write the id on the item."

    "identity-guess" note
        "an item is taken for a known one, rewritten, because it stands in its place"
        why "If it is news of its own, no reader shows it as new."
        example "an item with all its words changed"
        repair "If it is news of its own, restore the ledger and write an id on it: {: #new}"

    "duplicate-anchor" warning
        "two items ask for the same id"
        why "Only one of them can be led to."
        example "{: #talk} on two items"
        repair "Give this item an id of its own, or none."
}
