"""A real Chromium on the built site, as people meet it: a server that is not localhost, over plain http.

The server is a real one with the settings that a release ships, so that every test runs under the policy that it
tells browsers: nginx, or what the environment variable COURSE_SERVER names.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from course.environment import find_browser
from course.load.course import load_course
from course.model.bank import Question
from support.beijing import MORNING, fix_day
from support.servers import SERVERS
from support.site_build import ARCHIVES, ROOT, Site, shared_site

HOST = "study.test"
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
]

# A browser without windows believes the pointer in the corner, on the header, until it is moved.
NO_POINTER = """
addEventListener("pointerover", (event) => event.clientX + event.clientY || event.stopImmediatePropagation(), true);
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return shared_site("mkdocs", tmp_path_factory)


@pytest.fixture(scope="session")
def serve(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Serves a folder that holds the site on a host that is not localhost: the browser grants no secure context."""
    server = SERVERS[os.environ.get("COURSE_SERVER", "nginx")]
    with ExitStack() as running:

        def start(folder: Path) -> str:
            port = running.enter_context(server(site.folder, tmp_path_factory.mktemp("server"), root=folder))
            return f"http://{HOST}:{port}"

        yield start


@pytest.fixture(scope="session")
def address(site: Site, serve: Callable[[Path], str]) -> str:
    return serve(site.folder)


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=find_browser(), args=QUIET_CHROMIUM)
    yield chromium
    chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile: nothing stored, and any request to another host is refused and remembered."""
    fresh = browser.new_context(locale="zh-CN")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails the test if a script fails, another host is asked for anything, or the policy is violated."""
    tab = context.new_page()
    tab.add_init_script(NO_POINTER)
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    tab.on("request", lambda request: errors.append(request.url) if _foreign(request.url) else None)
    yield tab
    assert errors == []


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A tab in Beijing, on the morning of a Monday; it fails the test if a script fails."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    fix_day(page, MORNING)
    yield page
    context.close()
    assert errors == []


def _foreign(url: str) -> bool:
    return not url.startswith((f"http://{HOST}:", "file://", "data:", "blob:", "about:"))


@pytest.fixture(scope="session")
def questions() -> dict[str, Question]:
    """Every question of the second course's banks by id."""
    course, found = load_course(ARCHIVES)
    assert found == []
    return {question.id: question for _, question in course.questions() if question.id}


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, to be run in a page."""
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def file_address(site: Site, path: str) -> str:
    return (Path(site.folder) / path).as_uri()
