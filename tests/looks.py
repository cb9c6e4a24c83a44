"""What axe-core says of a page."""

from playwright.sync_api import Page

LOOKS = (("light", 1366), ("dark", 320))
"""Each colour scheme and each end of the range of widths, in the fewest runs."""


def violations(page: Page, axe: str) -> list[str]:
    """Return axe-core's findings as one line each, with the first element concerned."""
    page.evaluate(axe)
    found = page.evaluate(
        """() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})"""
    )
    return [f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
