"""A quiz page of 20 questions: what comes over the wire, and how soon the first answer shows its verdict.

Every contender gives the same 20 single-choice questions, is served by one nginx, and is read by one Chromium at a
quarter of its speed with an empty cache. What a contender leaves to its users (a verdict in VitePress or SurveyJS) is
written in the fewest lines.

The reader is as quick as the browser: a script in the page looks in each frame whether the next control is there,
presses it, and looks for the verdict. Somebody who presses from outside looks again after pauses of up to half a second,
and would find nearly all contenders equally soon.
"""

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import formats
import ours
import workload
from measure import ROUNDS, Row, Table, fresh, run
from peers import PACKAGES, PYTHON, QUIZ, write
from playwright.sync_api import Browser
from visiting import KB, THROTTLE, chromium, served, visitor, wire

SUBJECT = f"A quiz page of 20 questions, at {THROTTLE}x throttle"
QUESTIONS = 20
# Tenths of a second.
PATIENCE = 300
# Controls of a page that is still being read may have nobody who listens.
READER = """(steps, verdict, ready) => {
  const left = [...steps];
  const shown = (selector, text) => [...document.querySelectorAll(selector)].find(element => {
    return element.getClientRects().length > 0 && (!text || element.textContent.trim() === text);
  });
  const look = () => {
    const next = left[0] && shown(...left[0]);
    if (next) {
      left.shift();
      next.click();
    }
    // Told after it has been painted, whether it came at once or a moment later.
    if (!next && left.length === 0 && shown(verdict)) setTimeout(() => self.judged = performance.now());
    else requestAnimationFrame(look);
  };
  const begin = () => ready() ? look() : requestAnimationFrame(begin);
  addEventListener("DOMContentLoaded", () => setTimeout(begin));
}"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit with an empty cache: bytes over the wire, how many files, bytes of scripts, milliseconds to a verdict."""

    wire: float
    files: float
    scripts: float
    verdict: float


@dataclass(frozen=True, slots=True)
class Contender:
    """Who shows the quiz: the folder to serve, the page in it, how to answer; `whole` where a site is around it.

    One answers by pressing `steps`, each an element by its selector and, where that is not enough, its text, until there
    is a `verdict`. `ready` is an expression in JavaScript that tells where controls are there before they work.
    """

    name: str
    site: Path
    page: str
    steps: tuple[tuple[str, str], ...]
    verdict: str
    whole: bool
    ready: str = "true"


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
    run([sys.executable, "-m", "course.cli", "release", "1.0.0", "--root", "."], project)
    shutil.unpack_archive(project / "dist/liangyiliang-1.0.0.zip", folder / "out")
    steps = (
        ("[data-question] input[type=radio]", ""),
        ("[data-action=submit]:not(:disabled, [aria-disabled=true])", ""),
    )
    verdict = "[data-question] :is([data-verdict=right], [data-verdict=wrong])"
    return Contender("ours", folder / "out/site", f"quizzes/{page.name}.html", steps, verdict, whole=True)


def _mkdocs_quiz(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, formats.mkdocs_site([page], ["search", "mkdocs_quiz"], quizzes=True))
    run([PYTHON, "-m", "mkdocs", "build", "--quiet"], folder)
    verdict = ".quiz .quiz-feedback:not(.hidden)"
    return Contender(
        "mkdocs-quiz", folder / "site", f"quizzes/{page.name}.html", ((".quiz input", ""),), verdict, whole=True
    )


def _vitepress(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, formats.vitepress_site(page))
    (folder / "node_modules").symlink_to(PACKAGES)
    subprocess.run(
        ["node", PACKAGES / "vitepress/bin/vitepress.js", "build"], cwd=folder, check=True, capture_output=True
    )
    return Contender(
        "VitePress", folder / ".vitepress/dist", "quiz.html", (("form input", ""), ("form button", "")),
        "[role=status]:not(:empty)", whole=True, ready="document.querySelector('#app').__vue_app__",
    )  # fmt: skip


def _survey(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, {"index.html": formats.survey_page(page)})
    for name in (
        "survey-core/survey.core.min.js",
        "survey-js-ui/survey-js-ui.min.js",
        "survey-core/survey-core.min.css",
    ):
        shutil.copy(PACKAGES / name, folder)
    return Contender(
        "SurveyJS", folder, "index.html", (("input[type=radio]", ""),), "#verdict:not(:empty)", whole=False
    )


def _fullmark(folder: Path, page: workload.StudyPage) -> Contender:
    write(folder, {"quiz.md": formats.fullmark_page(page)})
    run([QUIZ, "build", "quiz.md"], folder)
    steps = (("button", "Start"), ("input[type=radio]", ""), ("button", "Check"))
    return Contender("fullmark", folder, "quiz.html", steps, ".qm-feedback", whole=False)


CONTENDERS = (_ours, _mkdocs_quiz, _vitepress, _survey, _fullmark)


def _visits(contenders: Sequence[Contender]) -> list[Visit]:
    found: list[list[Visit]] = [[] for _ in contenders]
    with chromium() as browser:
        for number in range(ROUNDS):
            for at, one in enumerate(contenders):
                print(f"  {number + 1}/{ROUNDS} {one.name} …", file=sys.stderr, flush=True)
                with served(one.site) as address:
                    found[at].append(_visit(browser, f"{address}/{one.page}", one))
    return [
        Visit(*(statistics.median(getattr(one, name) for one in runs) for name in Visit.__slots__)) for runs in found
    ]


def _visit(browser: Browser, address: str, one: Contender) -> Visit:
    with visitor(browser) as (page, done):
        page.add_init_script(f"({READER})({json.dumps(one.steps)}, {json.dumps(one.verdict)}, () => {one.ready})")
        # What Playwright evaluates counts as a press of the user; before the first press, a page may behave otherwise.
        session = page.context.new_cdp_session(page)
        page.goto(address, wait_until="commit")
        # Asked so often, the reader is not held up; fullmark's policy does not let Playwright wait in the page.
        for _ in range(PATIENCE):
            page.wait_for_timeout(100)
            verdict = session.send("Runtime.evaluate", {"expression": "self.judged"})["result"].get("value")
            if verdict:
                break
        else:
            sys.exit(f"{one.name} showed no verdict")
        # Whatever else the page loads by itself.
        page.wait_for_timeout(1000)
        scripts = [one for one in done if one.resource_type == "script"]
        return Visit(wire(done), len(done), wire(scripts), float(verdict))
