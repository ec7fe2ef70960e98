super::rules! {
    "third-party-map" warning
        "a map of visitors is loaded from elsewhere"
        why "Some of the services are gone and leave a hole; the others learn of every visitor."
        example "<script src=\"//clustrmaps.com/map_v2.js?…\"></script>"
        repair "Put in its place what `map --fragment` prints."

    "no-places" error
        "there is nothing to draw a map of"
        why "A map shows places that the author names, or published counts."
        example "map without places.toml"
        repair "Write [[place]] and name = \"…\" for each place, or give --counts."

    "place-no-name" error
        "a place has no name"
        why "It cannot be found, and a map must say what it shows."
        example "[[place]]\nyears = \"2019–2023\""
        repair "Add name = \"…\"."

    "place-no-table" error
        "a place is no table"
        why "It cannot be read."
        example "place = [\"Zürich\"]"
        repair "Write [[place]] and below it name = \"…\"."

    "unknown-place" error
        "a place is not known by its name, or by several"
        why "It cannot be put on the map."
        example "name = \"Springfield\""
        repair "Add its country, or its position: at = [latitude, longitude]."

    "bad-position" error
        "a position is not two numbers of degrees"
        why "The place cannot be put on the map."
        example "at = [\"47° N\", \"8° E\"]"
        repair "Write at = [47.37, 8.54], the latitude first."

    "bad-country" error
        "a country is none"
        why "The place may be one of the same name in another."
        example "country = \"Swiss\""
        repair "Write the two letters of ISO 3166: country = \"CH\"."

    "unknown-key" warning
        "a list of places has a key that means nothing"
        why "It does nothing, and most often a misspelt one was meant to."
        example "nmae = \"Zürich\""
        repair "Correct it, or take it out."

    "too-many-places" error
        "there are more places than a map can show"
        why "The rest is not read."
        example "a list of all towns of a country"
        repair "Keep those of your life."

    "map-contrast" note
        "a colour that was asked for cannot be seen, and another was taken"
        why "A map that cannot be seen shows nothing."
        example "--land white --background white"
        repair "Choose colours further apart."

    "map-language" warning
        "maps are not written in this language"
        why "Names and numbers are in English."
        example "language = \"tlh\""
        repair "Give --language with one that the problem names."

    "map-left-out" warning
        "a map of visitors is taken out, and there is nothing to draw in its place"
        why "The page has no map."
        example "a ClustrMaps script on a site without places.toml"
        repair "Write your places into places.toml."

    "counts" error
        "a file of published counts cannot be understood"
        why "No map can be drawn of it."
        example "\"k\": \"ten\""
        repair "Restore it from version control, or publish again."

    "counts-threshold" error
        "a published count is below its own threshold"
        why "So few people could be told apart; nothing so small may be shown."
        example "{\"LI\": 2} with \"k\": 10"
        repair "Publish the counts again."
}
