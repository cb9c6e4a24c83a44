"""Whatever course is at the root of the project, and its site, built once per run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from course.check import inspect
from course.environment import find_browser
from course.model.course import Course
from support.once_per_run import once_per_run
from support.site_build import PLACES, ROOT, Site, built, copy_shipped


@pytest.fixture(scope="session")
def course() -> Course:
    return inspect(ROOT).course


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = once_per_run(tmp_path_factory, "site-course", lambda folder: built("mkdocs", copy_shipped(folder)))
    return Site("mkdocs", folder / PLACES["mkdocs"])


@pytest.fixture
def page(playwright: Playwright) -> Iterator[Page]:
    """A tab that fails the test if a script fails, the console shows an error, or anything else than a file is read."""
    errors: list[str] = []
    with playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"]) as browser:
        tab = browser.new_page()
        tab.on("pageerror", lambda error: errors.append(f"{tab.url}: {error}"))
        tab.on("console", lambda said: errors.append(f"{tab.url}: {said.text}") if said.type == "error" else None)
        tab.on("request", lambda request: errors.append(request.url) if not _own(request.url) else None)
        yield tab
    assert errors == []


def _own(url: str) -> bool:
    return url.startswith(("file://", "data:", "blob:", "about:"))
