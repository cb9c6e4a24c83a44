"""What a release holds, in the browser: hashed names, from a server, from a folder, and below a path."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from course.release.make import make_ready
from support.once_per_run import once_per_run
from support.servers import nginx_serving
from support.site_build import Site
from support.waiting import complete, theme_loaded

HOST = "study.test"
PATHS = (
    "index.html", "404.html", "glossary.html", "study/index.html", "study/filing.html", "duties/head.html",
    "quizzes/filing.html", "practice/exam.html", "practice/progress.html", "practice/branch.html",
    "maintain/index.html",
)  # fmt: skip
BASE = "/dangan/"


@pytest.fixture(scope="module")
def released(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once_per_run(
        tmp_path_factory,
        "released",
        lambda folder: make_ready(Path(shutil.copytree(site.folder, folder)), BASE, quality=1),
    )


@pytest.fixture(scope="module")
def served(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The release below a path of a server, as where a unit has other sites too."""
    with nginx_serving(released, tmp_path_factory.mktemp("nginx"), base=BASE) as port:
        yield f"http://{HOST}:{port}{BASE}"


def test_every_kind_of_page_finds_all_its_files(page: Page, served: str) -> None:
    missing: list[str] = []
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    for path in PATHS:
        page.goto(served + path)
        page.wait_for_load_state("networkidle")
    assert missing == []


def test_a_quiz_page_is_light_until_its_first_answer(page: Page, released: Path, served: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(unquote(urlsplit(request.url).path).removeprefix(BASE)))
    page.goto(f"{served}quizzes/filing.html")
    # The last that comes adds this.
    expect(page.locator('[data-action="focus"]')).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert len(sent) <= 6
    assert sum((released / f"{path}.gz").stat().st_size for path in sent) < 75 * 1024


def test_a_missing_page_looks_like_the_site_at_any_depth(page: Page, served: str) -> None:
    broken: list[str] = []
    page.on("response", lambda answer: broken.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{served}study/deep/missing.html")
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    assert [url for url in broken if "missing" not in url] == []
    page.get_by_role("link", name="回到首页").click()
    expect(page).to_have_url(f"{served}index.html")


@pytest.mark.parametrize("place", ["server", "folder"])
def test_questions_exams_and_search_work_with_hashed_names(page: Page, released: Path, served: str, place: str) -> None:
    root = served if place == "server" else released.as_uri() + "/"
    page.goto(f"{root}quizzes/filing.html")
    expect(page.locator("course-quiz .cq-player")).to_be_visible()
    page.goto(f"{root}practice/exam.html")
    page.locator('[name="paper-number"]').fill("newcomer-12345")
    page.locator('[data-action="start"]').click()
    expect(page.locator(".cq-exam")).to_be_visible()
    page.goto(f"{root}study/filing.html")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()
    page.locator(".md-search__input").fill("小组")
    page.locator(".md-search__input").press("End")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("小组")


# A digest, for every element and for what stands before and after it, of everything that a browser works out for it.
LOOKS = """() => {
  const names = Array.from(getComputedStyle(document.body)).filter((name) => !name.startsWith("--"));
  const digest = (sum, text) => {
    for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum, 31) + text.charCodeAt(at) | 0;
    return sum;
  };
  return Array.from(document.body.querySelectorAll("*"), (element) =>
    [null, "::before", "::after"].reduce((sum, part) => {
      const style = getComputedStyle(element, part);
      const properties = part && style.content === "none" ? [] : names;
      const add = (total, name) => digest(total, `${name}:${style.getPropertyValue(name)};`);
      return properties.reduce(add, digest(sum, "|"));
    }, 0));
}"""


@pytest.mark.parametrize("medium", ["screen", "print"])
@pytest.mark.parametrize("path", ["quizzes/keeping.html", "index.html", "practice/settings.html"])
def test_with_one_style_sheet_every_element_looks_as_it_did(
    page: Page, site: Site, released: Path, path: str, medium: Literal["screen", "print"]
) -> None:
    page.emulate_media(media=medium, reduced_motion="reduce")
    # The first visit shows the keys for answering, which are shown once.
    visit(page, site.folder / path)
    looks = []
    for folder in (site.folder, released):
        visit(page, folder / path)
        looks.append(page.evaluate(LOOKS))
    before, after = looks
    assert len(before) == len(after)
    assert [place for place, look in enumerate(before) if look != after[place]] == []


def visit(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    if file.parent.name == "quizzes":
        # The theme comes with the first answer; other scripts have no common sign.
        page.wait_for_load_state("networkidle")
    else:
        theme_loaded(page)
    complete(page)
    expect(page.locator(".cq-player, .cq-map-done, .course-map").first).to_be_attached()
    # What helps while questions are answered comes a moment later.
    page.wait_for_function(
        "() => !document.querySelector('course-answer-bar') || document.querySelector('[data-action=focus]') !== null"
    )


def test_a_folder_may_have_any_name(page: Page, released: Path, tmp_path: Path) -> None:
    folder = tmp_path / "档案 资料#1 100%"
    folder.symlink_to(released)
    page.goto((folder / "practice/exam.html").as_uri())
    expect(page.locator("course-exam .cq-player")).to_be_visible()
