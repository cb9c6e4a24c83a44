"""The largest course that we promise to carry, with everything that a learner does in it, and records of any length."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ours
import workload
from measure import fresh, run
from playwright.sync_api import Browser, BrowserContext, Page
from visiting import chromium, served

PAGES = 50
QUESTIONS = 10_000
EXAM = "hundred"
BLUEPRINT = """title: 一百题
about: 量一量
minutes: 90
passing: 60
difficulty: {remember: 40, understand: 40, apply: 20}
sections:
  - {title: 一、单项选择题, type: single, count: 50, marks: 1}
  - {title: 二、多项选择题, type: multiple, count: 30, marks: 1}
  - {title: 三、判断题, type: truefalse, count: 20, marks: 1}
"""

# Answers of a learner who has gone through the course for months, the newest a day old, in a log with the index's
# own questions and versions. They go in by thousands, or one transaction would hold everything at once.
SEED = """async count => {
  const {questions} = self.courseIndex[0];
  const day = 86400000, newest = Date.now() - day, step = Math.floor(120 * day / count);
  const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
  const store = await new Promise((good, bad) => {
    opening.onsuccess = () => good(opening.result);
    opening.onerror = () => bad(opening.error);
  });
  for (let start = 0; start < count; start += 1000) {
    const transaction = store.transaction("attempts", "readwrite");
    for (let at = start; at < Math.min(count, start + 1000); at += 1) {
      const [question, , , , version] = questions[(at * 7919) % questions.length];
      transaction.objectStore("attempts").put({
        format: 1, id: `seed-${at}`, question, version, response: at % 4, verdict: at % 5 ? "right" : "wrong",
        took: 4000, mode: "practice", paper: null, at: newest - (count - at) * step, zone: 480, profile: "local",
      });
    }
    await new Promise((good, bad) => {
      transaction.oncomplete = good;
      transaction.onerror = () => bad(transaction.error);
    });
  }
  store.close();
}"""


def build_course(folder: Path) -> Path:
    """Build 10,000 questions in banks as large as they may be, with an exam; return the site."""
    project = fresh(folder) / "project"
    pages = list(workload.pages(PAGES, QUESTIONS))
    ours.write_course(project, pages)
    (project / "quizzes/exams").mkdir()
    (project / f"quizzes/exams/{EXAM}.yml").write_text(BLUEPRINT, encoding="utf-8")
    run([sys.executable, "-m", "course.cli", "build", "--root", "."], project)
    return project / "site"


@contextmanager
def learning(site: Path) -> Iterator[tuple[Browser, str]]:
    """Serve a site and start a browser that reads it."""
    with served(site) as address, chromium() as browser:
        yield browser, address


def seed(context: BrowserContext, address: str, attempts: int) -> None:
    """Give the learner of this context a log of so many attempts."""
    page: Page = context.new_page()
    page.goto(f"{address}/practice/progress.html")
    page.locator("course-progress .cq-player").wait_for()
    page.evaluate(SEED, attempts)
    # From two thousand on the log is packed; the first page that reads it does that.
    page.reload()
    page.locator("course-progress .cq-player").wait_for()
    page.wait_for_timeout(1000)
    page.close()


def bundled(module: str, name: str) -> str:
    """Return a module of the player as a script that leaves what it exports in a global of this name."""
    command = [
        "node_modules/.bin/esbuild",
        f"player/src/{module}.ts",
        "--bundle",
        "--minify",
        "--format=iife",
        f"--global-name={name}",
        "--target=chrome86,firefox78",
    ]
    return subprocess.run(command, cwd=ours.ROOT, check=True, capture_output=True, text=True).stdout
