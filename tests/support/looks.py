"""What axe-core says of a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.learner import see_laid

LOOKS = (("dark", 320), pytest.param("light", 1366, marks=pytest.mark.slow))
"""Each colour scheme and each end of the range of widths, in the fewest runs; the harder one is always run."""


SPLIT = r"""() => {
    const split = [];
    const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const top = (text, at) => {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().top;
    };
    while (texts.nextNode()) {
        const text = texts.currentNode;
        for (const { index } of text.data.matchAll(/\d\s(?=\p{Script=Han})/gu)) {
            if (top(text, index + 2) > top(text, index) + 5) split.push(text.data.slice(index, index + 8));
        }
    }
    return split;
}"""


def split_numbers(page: Page) -> list[str]:
    """Return what follows each number that stands at the end of a line while its unit begins the next."""
    found: list[str] = []
    for width in (320, 360, 375, 390, 412):
        page.set_viewport_size({"width": width, "height": 844})
        found += page.evaluate(SPLIT)
    return found


@contextmanager
def page_in(browser: Browser, scheme: Any, width: int, height: int = 800) -> Iterator[Page]:
    """A page of a visitor who likes this colour scheme, in a window of this size, without motion."""
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": height}
    )
    yield context.new_page()
    context.close()


def violations(page: Page, axe: str) -> list[str]:
    """Return axe-core's findings as one line each, with the first element concerned."""
    page.wait_for_load_state()
    see_laid(page)
    # The script that names the theme's own parts comes last.
    page.wait_for_function("() => !document.querySelector('.md-search[role=dialog]:not([aria-label])')")
    # What fades in has less contrast for a moment.
    page.wait_for_function("() => !document.getAnimations().some((one) => one instanceof CSSTransition)")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe)
    # Only what is wrong leaves the page: the list of what is right is megabytes long.
    found = page.evaluate(
        """async () => (await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
            resultTypes: ["violations"],
        })).violations"""
    )
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:160]}" for one in found]
