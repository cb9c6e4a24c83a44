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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import formats
import ours
import workload
from measure import ROUNDS, Row, fresh, run
from peers import CACHE, PACKAGES, PYTHON, write
from playwright.sync_api import Browser, Page, Request, sync_playwright

sys.path.insert(0, str(ours.ROOT / "tests"))

from install import find_browser
from servers import free_port, program, running

QUESTIONS = 20
THROTTLE = 4
KB = 1024
NGINX = """daemon off; pid {folder}/pid; error_log stderr; worker_processes 1; events {{}}
http {{ access_log off; include /etc/nginx/mime.types; types {{ text/javascript mjs; }}
  gzip on; gzip_static on; gzip_comp_level 6; gzip_types text/css text/javascript application/javascript application/json image/svg+xml;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {root}; }} }}
"""


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


def rows(scratch: Path) -> Iterator[Row]:
    """Yield the rows on a quiz page, after building each contender below `scratch`."""
    page = _page()
    contenders = [make(fresh(scratch / f"page-{make.__name__.strip('_')}"), page) for make in CONTENDERS]
    visits = _visits(contenders)
    own = visits[0]
    table = "; ".join(
        f"{one.name} {visit.wire / KB:.0f} KB in {visit.files:.0f} files, {visit.scripts / KB:.0f} KB scripts, {visit.verdict:.0f} ms"
        for one, visit in zip(contenders, visits, strict=True)
    )
    others = list(zip(contenders, visits, strict=True))[1:]
    soonest = min(visit.verdict for _, visit in others)
    sites = min(visit.wire for one, visit in others if one.whole)
    quiz = next(visit for one, visit in others if one.name == "mkdocs-quiz")
    name = f"quiz page of {QUESTIONS} questions at {THROTTLE}x throttle"
    yield Row(
        f"{name}: first verdict", "all peers", "earliest of all", f"{own.verdict:.0f} ms", table, own.verdict / soonest
    )
    yield Row(
        f"{name}: bytes", "mkdocs-quiz", "at most a quarter", f"{own.wire / KB:.0f} KB", f"{quiz.wire / KB:.0f} KB",
        4 * own.wire / quiz.wire,
    )  # fmt: skip
    yield Row(
        f"{name}: bytes", "any peer that has a site around the quiz", "fewer", f"{own.wire / KB:.0f} KB",
        f"{sites / KB:.0f} KB", own.wire / sites,
    )  # fmt: skip


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


CONTENDERS = (_ours, _mkdocs_quiz, _vitepress, _survey)


def _visits(contenders: Sequence[Contender]) -> list[Visit]:
    found: list[list[Visit]] = [[] for _ in contenders]
    with sync_playwright() as playwright:
        # No contender reaches another host: in an office there is none.
        offline = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[offline])
        for _ in range(ROUNDS):
            for at, one in enumerate(contenders):
                with served(one.site) as address:
                    found[at].append(_visit(browser, f"{address}/{one.page}", one.answer))
        browser.close()
    return [
        Visit(*(statistics.median(getattr(one, name) for one in runs) for name in Visit.__slots__)) for runs in found
    ]


@contextmanager
def served(site: Path) -> Iterator[str]:
    folder, port = fresh(CACHE / "nginx"), free_port()
    settings = folder / "nginx.conf"
    settings.write_text(NGINX.format(folder=folder, port=port, root=site), encoding="utf-8")
    server: AbstractContextManager[object] = running([program("nginx"), "-c", str(settings)], folder, port)
    with server:
        yield f"http://127.0.0.1:{port}"


def _visit(browser: Browser, address: str, answer: Callable[[Page], None]) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 -- Playwright hangs something on it
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    page.goto(address, wait_until="commit")
    answer(page)
    verdict = float(page.evaluate("performance.now()"))
    # Whatever else the page loads by itself.
    page.wait_for_timeout(1000)
    sizes = [(one.resource_type, one.sizes()) for one in done]
    context.close()
    total = [(kind, size["responseBodySize"] + size["responseHeadersSize"]) for kind, size in sizes]
    scripts = sum(size for kind, size in total if kind == "script")
    return Visit(sum(size for _, size in total), len(total), scripts, verdict)
