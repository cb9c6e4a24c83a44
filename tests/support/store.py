"""The browser's database, read and written past the player."""

from typing import Any

import yaml
from playwright.sync_api import Page

from support.site_build import ARCHIVES

COURSE_ID: str = yaml.safe_load((ARCHIVES / "course.yml").read_text(encoding="utf-8"))["id"]
"""The permanent id of the second course."""
HOME = f"course:{COURSE_ID}"
"""Where the browser keeps what belongs to the second course: the name of its database, the prefix of its keys."""


def home_of(page: Page) -> str:
    """Return where the browser keeps what belongs to the course of a page."""
    course: str = page.locator('meta[name="course-id"]').get_attribute("content") or ""
    return f"course:{course}"


def stored(page: Page, store: str) -> list[dict[str, Any]]:
    """Return every record of a store."""
    records: list[dict[str, Any]] = page.evaluate(
        """([home, store]) => new Promise((resolve) => {
            const opening = indexedDB.open(home);
            opening.onsuccess = () => {
                const reading = opening.result.transaction(store).objectStore(store).getAll();
                reading.onsuccess = () => { opening.result.close(); resolve(reading.result); };
            };
        })""",
        [home_of(page), store],
    )
    return records


def wait_stored(page: Page, store: str, holds: str = "() => true", value: object = None) -> None:
    """Wait until a record of a store meets a condition, a JavaScript function of the record and `value`."""
    page.wait_for_function(
        f"""([home, store, value]) => new Promise((resolve, reject) => {{
            const opening = indexedDB.open(home);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {{
                const reading = opening.result.transaction(store).objectStore(store).getAll();
                reading.onsuccess = () => {{
                    opening.result.close();
                    resolve(reading.result.some((record) => ({holds})(record, value)));
                }};
            }};
        }})""",
        arg=[home_of(page), store, value],
        polling=50,
    )


def write(page: Page, store: str, records: list[dict[str, Any]]) -> None:
    """Put records into a store; the page must have opened the database before."""
    page.evaluate(
        """([home, store, records]) => new Promise((resolve, reject) => {
            const opening = indexedDB.open(home);
            opening.onsuccess = () => {
                const transaction = opening.result.transaction(store, "readwrite");
                for (const record of records) transaction.objectStore(store).put(record);
                transaction.oncomplete = () => { opening.result.close(); resolve(); };
                transaction.onerror = () => reject(transaction.error);
            };
        })""",
        [home_of(page), store, records],
    )


FULL_DISK = """for (const name of ["add", "put"]) IDBObjectStore.prototype[name] = () => {
    throw new DOMException("full", "QuotaExceededError");
};"""
"""A script for a page: nothing more is stored."""

DAMAGED = """IDBFactory.prototype.open = () => { throw new DOMException("broken", "UnknownError"); };"""
"""A script for a page: the database cannot be opened."""


def hold_stores(page: Page, *stores: str) -> None:
    """Let a slow disk begin no transaction on these stores before the page is left, or `letGo()` is called in it."""
    page.evaluate(
        """async ([name, stores]) => {
            const opening = indexedDB.open(name);
            await new Promise((resolve) => { opening.onsuccess = resolve; });
            const holding = opening.result.transaction(stores, "readwrite").objectStore(stores[0]);
            let isHeld = true;
            const hold = () => { if (isHeld) holding.count().onsuccess = hold; };
            hold();
            window.letGo = () => { isHeld = false; };
        }""",
        [home_of(page), stores],
    )


def attempt(question: str, version: str, verdict: str, at: int, **others: Any) -> dict[str, Any]:
    """Return an attempt as the player logs it; `at` in milliseconds since 1970."""
    return {
        "format": 1,
        "id": f"{question}-{at}",
        "question": question,
        "version": version,
        "response": 0,
        "verdict": verdict,
        "took": 1000,
        "mode": "practice",
        "paper": None,
        "at": at,
        "zone": 480,
        "profile": "local",
        **others,
    }
