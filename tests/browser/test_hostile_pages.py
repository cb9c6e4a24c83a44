"""Whatever staff write into a page: it is refused, or the page that comes of it runs nothing and calls no other host."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from course.site.assemble import BUILD, assemble
from course.site.engine import build
from support.once_per_run import once_per_run
from support.sample_course import CASES, sample_course
from support.servers import nginx_serving

HOST = "study.test"
WRITTEN = (CASES / "hostile-pages.txt").read_text(encoding="utf-8").split("\n%%\n")


def written_site(folder: Path) -> None:
    """Build a course with a page for each text that the check lets through; the others it must refuse one by one."""
    root = sample_course(folder / "project")
    for number, text in enumerate(WRITTEN):
        file = root / f"docs/hostile-{number}.md"
        file.write_text(text + "\n", encoding="utf-8")
        if assemble(root).failed:
            file.unlink()
    assert not assemble(root).failed
    build(root / BUILD, folder / "site")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once_per_run(tmp_path_factory, "hostile-pages", written_site) / "site"


def visit(page: Page, start: str, hostile: Path) -> tuple[list[str], list[str]]:
    """Open every page that was let through; return the addresses asked for elsewhere, and the pages that ran something."""
    asked: list[str] = []
    ran: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((start, "data:", "blob:")):
            asked.append(request.url)

    page.on("request", note)
    for file in sorted(hostile.glob("hostile-*.html")):
        page.goto(f"{start}/{file.name}", wait_until="networkidle")
        if page.evaluate("top.pwned") or urlsplit(page.url).path.rpartition("/")[2] != file.name:
            ran.append(file.name)
    return asked, ran


def test_most_of_it_is_refused_and_the_rest_is_text(hostile: Path) -> None:
    passed = {int(file.stem.partition("-")[2]) for file in hostile.glob("hostile-*.html")}
    assert 8 <= len(passed) <= len(WRITTEN) // 2


def test_no_page_from_a_folder_calls_another_host(page: Page, hostile: Path) -> None:
    assert visit(page, hostile.as_uri(), hostile) == ([], [])


def test_no_page_from_a_server_calls_another_host(page: Page, hostile: Path, tmp_path: Path) -> None:
    with nginx_serving(hostile, tmp_path / "nginx") as port:
        assert visit(page, f"http://{HOST}:{port}", hostile) == ([], [])
