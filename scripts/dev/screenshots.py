"""Take pictures of every kind of page in every state, on screens and on paper, and put them on one sheet."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from course.environment import PROGRAM, find_browser
from course.errors import CourseError
from course.links import refuse_links
from course.site.assemble import BUILD, assemble
from course.site.engine import build
from course.templates import Templates
from dev.scenes import Scene, scenes

SITE = PROGRAM / ".cache/screenshots-site"
PICTURES = PROGRAM / ".cache/screenshots"
HOME = "index.html"

DESKTOP, PHONE, SHEET_OF_PAPER = (
    ViewportSize(width=1366, height=768),
    ViewportSize(width=390, height=844),
    ViewportSize(width=794, height=1123),
)
VIEWS: dict[str, tuple[ViewportSize, Literal["light", "dark"], Literal["screen", "print"]]] = {
    "desktop": (DESKTOP, "light", "screen"),
    "phone": (PHONE, "light", "screen"),
    "dark": (DESKTOP, "dark", "screen"),
    # From the dark scheme, because that is what could spoil a printout.
    "print": (SHEET_OF_PAPER, "dark", "print"),
}
PATIENCE = 15_000
"""Milliseconds."""

# The keys of the stores are in the records, as the page has made the stores.
FILL = """([course, records]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(`course:${course}`);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        const change = opening.result.transaction(Object.keys(records), "readwrite");
        for (const [store, all] of Object.entries(records)) for (const one of all) change.objectStore(store).put(one);
        change.oncomplete = () => { opening.result.close(); resolve(); };
    };
})"""
IS_OPEN = """async (course) => (await indexedDB.databases()).some(({name}) => name === `course:${course}`)"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="给各种页面、各种情形截图：电脑、手机、深色和打印，放在一张总表上。")
    parser.add_argument("--readme", action="store_true", help="同时更新 README 里的首页截图")
    parser.add_argument("--only", default="", help="只截名称里有这几个字母的")
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
    wanted = [one for one in scenes(outcome.course, datetime.now(UTC)) if options.only in one.name]
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as browser:
        missed = [one.name for one in wanted if not _all_views(browser, outcome.course.identity.id, one)]
        if options.readme:
            _for_readme(browser, PROGRAM / "screenshot.png")
    sheet = write_sheet(wanted)
    print(f"截图的总表：{sheet}")
    if missed:
        print(f"没有截成的：{'、'.join(missed)}", file=sys.stderr)
    return int(bool(missed))


def write_sheet(wanted: list[Scene]) -> Path:
    """Write the page that shows all pictures side by side; return its path."""
    templates = Templates(Path(__file__).parent / "templates", {})
    shown = [{"name": one.name, "pictures": [_file(one, view).name for view in VIEWS]} for one in wanted]
    sheet = PICTURES / "index.html"
    sheet.write_text(templates.render("sheet", {"scenes": shown}), encoding="utf-8")
    return sheet


def _all_views(browser: Browser, course: str, scene: Scene) -> bool:
    """Take a scene's picture in each view; say so and return False if one of them cannot be taken."""
    for view in VIEWS:
        try:
            with _page(browser, scene, view) as page:
                _show(page, course, scene)
                # Nothing can be pressed on paper.
                page.emulate_media(media=VIEWS[view][2])
                page.screenshot(path=_file(scene, view), full_page=scene.act is None)
        except Error as reason:
            print(f"{scene.name} {view}：{reason.message.splitlines()[0]}", file=sys.stderr)
            return False
    return True


def _file(scene: Scene, view: str) -> Path:
    return PICTURES / f"{scene.name}-{view}.png"


@contextmanager
def _page(browser: Browser, scene: Scene, view: str) -> Iterator[Page]:
    """A page of a reader whose browser keeps nothing yet."""
    viewport, scheme, _ = VIEWS[view]
    context = browser.new_context(
        viewport=viewport,
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scene.has_scripts,
        has_touch=view == "phone",
        is_mobile=view == "phone",
    )
    context.set_default_timeout(PATIENCE)
    if scene.script:
        context.add_init_script(scene.script)
    page = context.new_page()
    yield page
    context.close()


def _show(page: Page, course: str, scene: Scene) -> None:
    """Open a scene's page with the reader's record, do what the scene does, and wait until it is laid out."""
    page.goto((SITE / scene.path).as_uri())
    if scene.records is not None:
        page.wait_for_function(IS_OPEN, arg=course)
        page.evaluate(FILL, [course, scene.records])
        page.reload()
    page.wait_for_load_state("networkidle")
    page.wait_for_selector("html:not(.course-laying)", state="attached")
    if scene.act:
        scene.act(page)


def _for_readme(browser: Browser, file: Path) -> None:
    page = browser.new_page(viewport=ViewportSize(width=1280, height=1180))
    page.goto((SITE / HOME).as_uri())
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)
    page.close()
    print(f"README 的截图：{file}")


if __name__ == "__main__":
    sys.exit(main())
