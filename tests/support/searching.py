"""What the search shows of a query, told from what it showed of the one before."""

ANSWERED = ".md-search-result__item:not([data-seen]), .cq-search-note:not(:empty)"
"""Results or a note that came after `FORGET`."""

FORGET = """() => {
    for (const item of document.querySelectorAll(".md-search-result__item")) item.dataset.seen = "1";
    for (const note of document.querySelectorAll(".cq-search-note")) note.replaceChildren();
}"""
"""A script that marks what the search shows as seen."""
