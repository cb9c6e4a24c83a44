"""A quiz page of 20 questions: what comes over the wire, and how soon the first answer shows its verdict.

Every contender gives the same 20 single-choice questions, is served by one nginx, and is read by one Chromium at a
quarter of its speed with an empty cache. What a contender leaves to its users (a verdict in VitePress or SurveyJS) is
written in the fewest lines.
"""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import formats
import ours
import workload
from measure import ROUNDS, Row, Table, fresh, run
from peers import PACKAGES, PYTHON, QUIZ, write
from playwright.sync_api import Browser, Page
from visiting import KB, THROTTLE, chromium, served, visitor, wire

SUBJECT = f"A quiz page of 20 questions, at {THROTTLE}x throttle"
QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with an empty cache: bytes over the wire, how many files, bytes of scripts, milliseconds to a verdict."""

    wire: float
    files: float
    scripts: float
    verdict: float


@dataclass(frozen=True, slots=True)
class Contender:
    """Who shows the quiz: the folder to serve, the page in it, how to answer; `whole` where a site is around it."""

    name: str
    site: Path
    page: str
    answer: Callable[[Page], None]
    whole: bool


def rows(scratch: Path) -> Iterator[Row | Table]:
    """Yield the rows on a quiz page, after building each contender below `scratch`."""
    page = _page()
    makers = [make for make in CONTENDERS if make is not _fullmark or QUIZ.exists()]
    contenders = [make(fresh(scratch / f"page-{make.__name__.strip('_')}"), page) for make in makers]
    visits = dict(zip(contenders, _visits(contenders), strict=True))
    own = visits.pop(contenders[0])
    yield from _beside(own, visits)
    head = ("contender", "site around it", "KB over the wire", "files", "KB of scripts", "ms to the first verdict")
    yield Table(head, [_line(one, visit) for one, visit in {contenders[0]: own, **visits}.items()], "--::::")


def _beside(own: Visit, visits: dict[Contender, Visit]) -> Iterator[Row]:
    first = min(visits, key=lambda one: visits[one].verdict)
    least = min((one for one in visits if one.whole), key=lambda one: visits[one].wire)
    quiz = next(visit for one, visit in visits.items() if one.name == "mkdocs-quiz")
    soonest, lightest = visits[first], visits[least]
    size = f"{own.wire / KB:.0f} KB"
    yield Row(
        "first verdict", f"the soonest peer, {first.name}", "earliest of all", f"{own.verdict:.0f} ms",
        f"{soonest.verdict:.0f} ms", own.verdict / soonest.verdict,
    )  # fmt: skip
    yield Row("bytes", "mkdocs-quiz", "at most a quarter", size, f"{quiz.wire / KB:.0f} KB", 4 * own.wire / quiz.wire)
    yield Row(
        "bytes", f"the lightest peer with a site around, {least.name}", "fewer", size, f"{lightest.wire / KB:.0f} KB",
        own.wire / lightest.wire,
    )  # fmt: skip


def _line(one: Contender, visit: Visit) -> tuple[str, ...]:
    around = "yes" if one.whole else "no"
    figures = (visit.wire / KB, visit.files, visit.scripts / KB, visit.verdict)
    return (one.name, around, *(f"{figure:.0f}" for figure in figures))


def _page() -> workload.StudyPage:
    (page,) = workload.pages(1, 100)
    asked = [one for one in page.questions if one.type == "single"][:QUESTIONS]
    return workload.StudyPage(page.name, page.title, page.intro, page.requirements, tuple(asked))


def _ours(folder: Path, page: workload.StudyPage) -> Contender:
    # The whole course stays around the quiz: a page that nobody asks about would not build.
    (whole,) = workload.pages(1, 100)
    project = folder / "project"
    ours.write_course(project, [whole])
    bank = project / f"quizzes/{page.name}.yml"
    few = ours.files([page])[f"quizzes/{page.name}.yml"]
    rest = [one for one in whole.questions if one not in page.questions]
    others = workload.StudyPage(whole.name, whole.title, whole.intro, whole.requirements, tuple(rest))
    bank.write_text(few, encoding="utf-8")
    (project / f"quizzes/{page.name}-rest.yml").write_text(
        ours.files([others])[f"quizzes/{page.name}.yml"], encoding="utf-8"
    )
    shutil.copytree(ours.ROOT / "deploy", project / "deploy")
    # A release lists the parts that its locks name.
    for lock in ("requirements.txt", "package-lock.json"):
        shutil.copy(ours.ROOT / lock, project / lock)
    run([sys.executable, "scripts/release.py", "1.0.0", "--output", "dist"], project)
    shutil.unpack_archive(project / "dist/course-1.0.0.zip", folder / "out")
    return Contender("ours", folder / "out/site", f"quizzes/{page.name}.html", _answer_ours, whole=True)


def _answer_ours(page: Page) -> None:
    question = page.locator("[data-question]").first
    question.locator("input[type=radio]").first.check()
    question.locator("[data-action=submit]").click()
    question.locator("[data-verdict=right], [data-verdict=wrong]").wait_for()


def _mkdocs_quiz(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, formats.mkdocs_site([page], ["search", "mkdocs_quiz"], quizzes=True))
    run([PYTHON, "-m", "mkdocs", "build", "--quiet"], folder)

    def answer(shown: Page) -> None:
        shown.locator(".quiz input").first.check()
        shown.locator(".quiz .quiz-feedback:not(.hidden)").first.wait_for()

    return Contender("mkdocs-quiz", folder / "site", f"quizzes/{page.name}.html", answer, whole=True)


def _vitepress(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, formats.vitepress_site(page))
    (folder / "node_modules").symlink_to(PACKAGES)
    subprocess.run(
        ["node", PACKAGES / "vitepress/bin/vitepress.js", "build"], cwd=folder, check=True, capture_output=True
    )

    def answer(shown: Page) -> None:
        shown.locator("form input").first.check()
        shown.locator("form button").first.click()
        shown.locator("[role=status]:not(:empty)").first.wait_for()

    return Contender("VitePress", folder / ".vitepress/dist", "quiz.html", answer, whole=True)


def _survey(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, {"index.html": formats.survey_page(page)})
    for name in (
        "survey-core/survey.core.min.js",
        "survey-js-ui/survey-js-ui.min.js",
        "survey-core/survey-core.min.css",
    ):
        shutil.copy(PACKAGES / name, folder)

    def answer(shown: Page) -> None:
        shown.locator("input[type=radio]").first.check(force=True)
        shown.locator("#verdict:not(:empty)").wait_for()

    return Contender("SurveyJS", folder, "index.html", answer, whole=False)


def _fullmark(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, {"quiz.md": formats.fullmark_page(page)})
    run([QUIZ, "build", "quiz.md"], folder)

    def answer(shown: Page) -> None:
        shown.get_by_role("button", name="Start", exact=True).click()
        shown.locator("input[type=radio]").first.check()
        shown.get_by_role("button", name="Check", exact=True).first.click()
        shown.locator(".qm-feedback").first.wait_for()

    return Contender("fullmark", folder, "quiz.html", answer, whole=False)


CONTENDERS = (_ours, _mkdocs_quiz, _vitepress, _survey, _fullmark)


def _visits(contenders: Sequence[Contender]) -> list[Visit]:
    found: list[list[Visit]] = [[] for _ in contenders]
    with chromium() as browser:
        for number in range(ROUNDS):
            for at, one in enumerate(contenders):
                print(f"  {number + 1}/{ROUNDS} {one.name} …", file=sys.stderr, flush=True)
                with served(one.site) as address:
                    found[at].append(_visit(browser, f"{address}/{one.page}", one.answer))
    return [
        Visit(*(statistics.median(getattr(one, name) for one in runs) for name in Visit.__slots__)) for runs in found
    ]


def _visit(browser: Browser, address: str, answer: Callable[[Page], None]) -> Visit:
    with visitor(browser) as (page, done):
        page.goto(address, wait_until="commit")
        answer(page)
        verdict = float(page.evaluate("performance.now()"))
        # Whatever else the page loads by itself.
        page.wait_for_timeout(1000)
        scripts = [one for one in done if one.resource_type == "script"]
        return Visit(wire(done), len(done), wire(scripts), verdict)
