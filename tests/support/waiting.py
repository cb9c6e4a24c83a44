"""Waiting in a page for what has no sign of its own: work that was begun before, and must be done by now."""

from playwright.sync_api import Frame, Page

from support.learner import see_laid
from support.store import home_of


def painted(page: Page) -> None:
    """Wait until the timers that are due have fired, and their effects are painted."""
    page.evaluate(
        """() => new Promise((resolve) => {
            const frame = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
            setTimeout(() => setTimeout(frame));
        })"""
    )


def settled(page: Page) -> None:
    """Wait until whatever the page has begun to read or write in its database is done, and shown.

    A transaction that may write to every store runs after all that were created before it.
    """
    page.evaluate(
        """(home) => new Promise((resolve, reject) => {
            const opening = indexedDB.open(home);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const database = opening.result;
                const stores = Array.from(database.objectStoreNames);
                const last = database.transaction(stores, "readwrite");
                last.objectStore(stores[0]).count();
                last.onabort = () => reject(last.error);
                last.oncomplete = () => { database.close(); resolve(); };
            };
        })""",
        home_of(page),
    )
    painted(page)


def theme_loaded(page: Page | Frame) -> None:
    """Wait until the theme's script has run; it comes after the first paint, except on quiz pages."""
    page.wait_for_function("() => 'keyboard$' in window")


def complete(page: Page) -> None:
    """Wait until a page is laid out, and its scripts have replaced and added what they replace and add."""
    see_laid(page)
    page.wait_for_function("() => !document.querySelector(':not(:defined), .course-static:not([hidden])')")
    settled(page)


def failed_image(page: Page) -> None:
    """Wait until an image that does not exist has failed to load: one requested by markup before has failed too."""
    page.evaluate(
        """() => new Promise((resolve) => {
            const image = new Image();
            image.onload = image.onerror = resolve;
            image.src = `missing-${Math.random()}.png`;
        })"""
    )
