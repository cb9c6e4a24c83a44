"""What the player works out in the browser at full speed, in the largest course that we promise to carry."""

import statistics
from collections.abc import Iterator
from pathlib import Path

import practising
from measure import ROUNDS, Failure, Row, Table, attempt
from playwright.sync_api import Browser, BrowserContext

SUBJECT = "The learner's record and papers, at full speed"
LONG_LOG = 50_000
DRAWN = 100
DRAW_GOAL = 100
OPEN_GOAL = 1000
# The bundle stands in a page of its own: what counts is a function that has never run before, as a learner meets it.
DRAW = """number => {
  const index = decoding.decodeIndex(self.courseIndex[0]);
  const began = performance.now();
  const drawn = paper.drawPaper(index, paper.readNumber(index, number)).flat();
  return [performance.now() - began, drawn.length];
}"""

# Asked from outside, again and again with pauses between, a page is found up to half a second late.
WATCH = """(() => {
  const seen = () => requestAnimationFrame(() => setTimeout(() => self.shown = performance.now()));
  const observer = new MutationObserver(() => {
    if (!(%s)) return;
    observer.disconnect();
    seen();
  });
  observer.observe(document, {childList: true, subtree: true});
})()"""
# Each page with the record on it, and when all of it is there: the parts of progress come one to a frame, each into a
# place of its own.
OPENED = {
    "the progress page": (
        "practice/progress.html",
        "document.querySelector('course-progress .cq-player') && !document.querySelector('.cq-slot:empty')",
    ),
    "the tiles of practice": ("practice/index.html", "document.querySelector('[data-number=mistakes]:not(:empty)')"),
    "the list of quizzes": ("quizzes/index.html", "document.querySelector('[data-bank-number]:not(:empty)')"),
}


def rows(scratch: Path) -> Iterator[Row | Table | Failure]:
    """Yield the rows on drawing a paper and on the record of a learner who answered 50,000 times."""
    with practising.learning(practising.build_course(scratch / "player")) as (browser, address):
        yield from attempt("drawing", lambda: [_drawn(_drawing(browser, address))])
        yield from attempt("opening", lambda: _openings(browser, address))


def _drawn(milliseconds: float) -> Row:
    name = f"drawing a paper of {DRAWN} questions from {practising.QUESTIONS:,} in the browser"
    return Row(name, "no peer", f"under {DRAW_GOAL} ms", f"{milliseconds:.0f} ms", "", milliseconds / DRAW_GOAL)


def _opened(page: str, milliseconds: float) -> Row:
    name = f"opening {page} with {LONG_LOG:,} answers in the record"
    return Row(name, "no peer", f"under {OPEN_GOAL} ms", f"{milliseconds:.0f} ms", "", milliseconds / OPEN_GOAL)


def _drawing(browser: Browser, address: str) -> float:
    """Return milliseconds to draw a paper in a page that has drawn none; the middle of several."""
    decoder = practising.bundled("core/course-index", "decoding")
    script = practising.bundled("learning/paper", "paper")
    found = []
    for number in range(ROUNDS):
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/practice/exam.html")
        page.locator("course-exam .cq-player").wait_for()
        page.add_script_tag(content=decoder)
        page.add_script_tag(content=script)
        milliseconds, drawn = page.evaluate(DRAW, f"{practising.EXAM}-{number + 1:05}")
        assert drawn == DRAWN, f"{drawn} questions were drawn"  # noqa: S101 -- a paper cut short would be drawn sooner
        found.append(float(milliseconds))
        context.close()
    return statistics.median(found)


def _openings(browser: Browser, address: str) -> list[Row]:
    context = browser.new_context()
    practising.seed(context, address, LONG_LOG)
    found = [_opened(page, _opening(context, f"{address}/{path}", there)) for page, (path, there) in OPENED.items()]
    context.close()
    return found


def _opening(context: BrowserContext, address: str, there: str) -> float:
    """Return milliseconds from the beginning of a visit until the page has been painted; the middle of several."""
    found = []
    for _ in range(ROUNDS):
        page = context.new_page()
        page.add_init_script(WATCH % there)
        page.goto(address, wait_until="commit")
        page.wait_for_function("self.shown")
        found.append(float(page.evaluate("self.shown")))
        page.close()
    return statistics.median(found)
