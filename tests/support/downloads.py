"""Downloads of a page, read from the browser's protocol, which reports them in the same way in old versions."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PATIENCE = 30_000
STEP = 20


@dataclass
class Download:
    """What was handed out; known once the block has ended."""

    name: str = ""
    content: bytes = b""


@contextmanager
def downloading(page: Page) -> Iterator[Download]:
    """Wait until the file is whole that the block makes the page hand out."""
    taken = Download()
    done: list[bool] = []

    def begin(event: dict[str, Any]) -> None:
        taken.name = event["suggestedFilename"]

    def go_on(event: dict[str, Any]) -> None:
        if event["state"] == "completed":
            done.append(True)

    browser = page.context.new_cdp_session(page)
    browser.on("Page.downloadWillBegin", begin)
    browser.on("Page.downloadProgress", go_on)
    browser.send("Page.enable")
    with tempfile.TemporaryDirectory() as folder:
        browser.send("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": folder})
        yield taken
        for _ in range(PATIENCE // STEP):
            if done:
                break
            # The driver hands on the browser's events only while it waits, and has no wait for one of a session.
            page.wait_for_timeout(STEP)
        assert done, "no file was handed out"
        taken.content = (Path(folder) / taken.name).read_bytes()
    browser.detach()
