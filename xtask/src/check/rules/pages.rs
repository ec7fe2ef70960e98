super::rules! {
    "script-left-out" warning
        "a script is left out of a page"
        why "Pages made here run none, which their Content-Security-Policy promises."
        example "<script src=\"https://example.com/x.js\"></script>"
        repair "Take it out, or link to a page that has it."

    "frame-left-out" warning
        "a frame, video or other embedded page is left out"
        why "Pages made here load nothing from elsewhere; a link stands in its place."
        example "<iframe src=\"https://www.youtube.com/embed/…\"></iframe>"
        repair "Link to it, best by a picture of it."

    "form-left-out" warning
        "a form is left out"
        why "Pages made here send nothing."
        example "<form action=\"https://example.com/\">"
        repair "Link to the page that has the form."

    "remote-left-out" warning
        "a picture or style from another host is left out"
        why "Pages made here load nothing from elsewhere."
        example "<img src=\"https://example.com/badge.svg\">"
        repair "Put a copy into the site."

    "style-left-out" warning
        "a style sheet is left out"
        why "Pages made here have one sheet, which their policy allows."
        example "<link rel=\"stylesheet\" href=\"/old.css\">"
        repair "Put what it says into custom.css."

    "template" error
        "a template of the site cannot be used"
        why "No page that needs it can be made."
        example "{% if title %} without {% endif %}"
        repair "Repair it, or remove it to have the built-in one."

    "other-generator" error
        "the pages of the site are made by another generator"
        why "What `build` and `serve` would make of them has another shape."
        example "build in a Jekyll site"
        repair "Use `feed`, `sitemap`, `redirects` and `map` beside that generator."

    "made-twice" error
        "one file is made by two"
        why "Only one of them can be there."
        example "a page at /feed.xml beside the feed"
        repair "Move one of the two to another path."

    "file-and-folder" error
        "one name is both a file and a folder"
        why "No file system has both."
        example "a file `talks` beside pages in /talks/"
        repair "Give one of the two another name."

    "link-out" error
        "a link on disk leads out of the site"
        why "What it leads to may be private, and is not published."
        example "files/cv.pdf -> ~/cv.pdf"
        repair "Put the file itself into the site."

    "manifest" error
        "the record of what was built cannot be read"
        why "What is not known to be made by a build is never removed or replaced."
        example "a record that was edited by hand"
        repair "Remove the folder for output, or the record, and build again."

    "failed" error
        "a part of the preview could not be made"
        why "The page is shown without it."
        example "a file that may not be read"
        repair "Do what the message says."
}
