"""Take pictures of every kind of page: on screens, in both schemes, and on paper."""

import argparse
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from course.environment import PROGRAM, find_browser
from course.errors import CourseError
from course.links import refuse_links
from course.model.course import Course
from course.site.assemble import BUILD, assemble
from course.site.engine import build

SITE = PROGRAM / ".cache/screenshots-site"
PICTURES = PROGRAM / ".cache/screenshots"
HOME = "index.html"
PAGES = {
    "home": HOME,
    "quizzes": "quizzes/index.html",
    "map": "study/index.html",
    "glossary": "glossary.html",
    "booklet": "booklet.html",
    "coverage": "reports/coverage.html",
    "documents": "reports/documents.html",
    "local": "reports/local.html",
    "cards": "reports/cards.html",
    "exam": "practice/exam.html",
    "review": "practice/review.html",
    "drill": "practice/drill.html",
    "mistakes": "practice/mistakes.html",
    "progress": "practice/progress.html",
    "settings": "practice/settings.html",
    "branch": "practice/branch.html",
}
SIZES = {"desktop": ViewportSize(width=1280, height=900), "phone": ViewportSize(width=360, height=740)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
OPEN_ANSWERS = "for (const answer of document.querySelectorAll('details')) answer.open = true"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="给各种页面截图：电脑、手机、浅色、深色和打印。")
    parser.add_argument("--readme", action="store_true", help="同时更新 README 里的首页截图")
    options = parser.parse_args(arguments)
    try:
        refuse_links(PROGRAM, PICTURES)
        program = find_browser()
    except (CourseError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    outcome = assemble(PROGRAM)
    if outcome.failed:
        print("课程有错误，先运行 ./course check。", file=sys.stderr)
        return 1
    build(PROGRAM / BUILD, SITE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as browser:
        for name, path in {**PAGES, **_own_pages(outcome.course)}.items():
            _on_screens(browser, name, path)
            _on_paper(browser, name, path)
        if options.readme:
            _for_readme(browser, PROGRAM / "screenshot.png")
    print(f"截图放在 {PICTURES}")
    return 0


def _own_pages(course: Course) -> dict[str, str]:
    """Return the address of one page of each kind whose names depend on the course."""
    study = course.study[len(course.study) // 2].name
    pages = {"study": f"study/{study}.html", "quiz": f"quizzes/{study}.html"}
    role = next(iter(course.roles), None)
    return pages | ({"duties": f"duties/{role}.html"} if role else {})


def _on_screens(browser: Browser, name: str, path: str) -> None:
    for size, viewport in SIZES.items():
        for scheme in SCHEMES:
            page = browser.new_page(
                viewport=viewport, color_scheme=scheme, device_scale_factor=2 if size == "phone" else 1
            )
            _show(page, path)
            page.screenshot(path=PICTURES / f"{name}-{size}-{scheme}.png", full_page=True)
            page.close()


def _on_paper(browser: Browser, name: str, path: str) -> None:
    # From the dark scheme, because that is what could spoil a printout.
    page = browser.new_page(color_scheme="dark")
    _show(page, path)
    page.pdf(path=PICTURES / f"{name}-print.pdf", prefer_css_page_size=True)
    page.evaluate(OPEN_ANSWERS)
    page.pdf(path=PICTURES / f"{name}-print-answers.pdf", prefer_css_page_size=True)
    page.close()


def _for_readme(browser: Browser, file: Path) -> None:
    page = browser.new_page(viewport=ViewportSize(width=1280, height=1180))
    _show(page, HOME)
    page.screenshot(path=file)
    page.close()
    print(f"README 的截图：{file}")


def _show(page: Page, path: str) -> None:
    page.goto((SITE / path).as_uri())
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("html:not(.course-laying)", state="attached")


if __name__ == "__main__":
    sys.exit(main())
