/// How an item may be written, each with two items of December and
/// November 2025. The documentation's table and a test are made from it.
pub const LIST_FORMS: &[(&str, &str)] = &[
    ("Markdown bullets", "* [Dec 2025] One\n* [Nov 2025] Two\n"),
    (
        "Markdown bullets, apart",
        "- [Dec 2025] One\n\n- [Nov 2025] Two\n",
    ),
    ("Markdown numbers", "1. [Dec 2025] One\n2. [Nov 2025] Two\n"),
    (
        "nested bullets",
        "- [Dec 2025] One\n  - more\n- [Nov 2025] Two\n",
    ),
    (
        "years and months as bullets",
        "- 2025\n  - Dec\n    - One\n  - Nov\n    - Two\n",
    ),
    (
        "time elements",
        "<ul><li><time datetime=2025-12>Dec</time> One<li><time datetime=2025-11>Nov</time> Two</ul>\n",
    ),
    (
        "pictures",
        "<ul><li>[Dec 2025] <img src=a alt=One><li>[Nov 2025] <img src=b alt=Two></ul>\n",
    ),
    (
        "titled cards",
        "<div class=i><p>Dec 2025</p><h4>One</h4></div><div class=i><p>Nov 2025</p><h4>Two</h4></div>\n",
    ),
    (
        "paragraphs, date last",
        "<p>One <i>(Dec 2025)</i></p>\n<p>Two <i>(Nov 2025)</i></p>\n",
    ),
    ("years as bullets", "- 2025\n  - [Dec] One\n  - [Nov] Two\n"),
    (
        "HTML list",
        "<ul><li>[Dec 2025] One</li><li>[Nov 2025] Two</ul>\n",
    ),
    (
        "items without a list",
        "<li>[Dec 2025] One\n<li>[Nov 2025] Two\n",
    ),
    (
        "list with wrappers",
        "<ul><li>[Dec 2025] One<div style=\"display:none\"><li>[Nov 2025] Two</div></ul>\n",
    ),
    (
        "Markdown table",
        "| Date | News |\n|---|---|\n| Dec 2025 | One |\n| Nov 2025 | Two |\n",
    ),
    (
        "HTML table",
        "<table><tr><td>Dec 2025</td><td>One</td></tr><tr><td>Nov 2025<td>Two</table>\n",
    ),
    (
        "table without rows",
        "<table><td>Dec 2025</td><td>One</td></tr><td>Nov 2025</td><td>Two</table>\n",
    ),
    (
        "date in the last cell",
        "<table><tr><td>One<td>Dec 2025<tr><td>Two<td>Nov 2025</table>\n",
    ),
    (
        "definition list",
        "<dl><dt>Dec 2025<dd>One<dt>Nov 2025<dd>Two</dl>\n",
    ),
    (
        "Markdown definitions",
        "Dec 2025\n: One\n\nNov 2025\n: Two\n",
    ),
    (
        "bare paragraphs",
        "**[Dec 2025]** One\n\n**[Nov 2025]** Two\n",
    ),
    (
        "HTML paragraphs",
        "<p><b>Dec 2025:</b> One</p>\n<p><b>Nov 2025:</b> Two</p>\n",
    ),
    (
        "one element an item",
        "<div>[Dec 2025] One</div><div>[Nov 2025] Two</div>\n",
    ),
    ("line breaks", "[Dec 2025] One<br>[Nov 2025] Two\n"),
    ("lines", "[Dec 2025] One\n[Nov 2025] Two\n"),
    (
        "cards",
        "<div><span>Dec 2025</span><p>One</p></div><div><span>Nov 2025</span><p>Two</p></div>\n",
    ),
    (
        "cards, date last",
        "<div><p>One</p><p>Dec 2025</p></div><div><p>Two</p><p>Nov 2025</p></div>\n",
    ),
    (
        "date above its text",
        "<p>Dec 2025</p><p>One</p><p>Nov 2025</p><p>Two</p>\n",
    ),
    (
        "months as headings",
        "### Dec 2025\n\nOne\n\n### Nov 2025\n\n- Two\n",
    ),
    (
        "items as headings",
        "### [Dec 2025] One\n\n### [Nov 2025] Two\n",
    ),
    (
        "years as headings",
        "### 2025\n\n- [Dec] One\n- [Nov] Two\n",
    ),
    (
        "folded",
        "* [Dec 2025] One\n\n<details><summary>Older</summary>\n\n* [Nov 2025] Two\n\n</details>\n",
    ),
    (
        "scroll box",
        "<div style=\"height:9em;overflow-y:scroll\">\n\n- [Dec 2025] One\n- [Nov 2025] Two\n\n</div>\n",
    ),
    (
        "boxes of MkDocs",
        "!!! note \"2025\"\n    - [Dec] One\n    - [Nov] Two\n",
    ),
    (
        "each date below its lines",
        "<p>One<br>Dec 2025<br>Two<br>Nov 2025</p>\n",
    ),
    (
        "fenced div",
        "::: {.news}\n- [Dec 2025] One\n- [Nov 2025] Two\n:::\n",
    ),
    (
        "line breaks in wrappers",
        "<font face=serif>\n<span>\n<b>[Dec 2025]</b> One<br>\n<b>[Nov 2025]</b> Two</span></font>\n",
    ),
];
