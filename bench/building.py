"""Building: a strict build of many questions against the bare engine, the nearest plugin and another engine."""

import os
import shutil
import signal
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, Popen

import formats
import ours
import workload
from measure import Failure, NotMeasuredError, Row, Run, Table, alternate, attempt, fresh, middle, run, size_of
from peers import PYTHON, write

from support.servers import HOST, free_port, listens

SUBJECT = "Building"
PAGES = 100
QUESTIONS = 10_000
GROWTH = (2_000, 10_000, 50_000)
PATIENCE = 600
MKDOCS = ("-m", "mkdocs", "build", "--strict", "--quiet")


def rows(scratch: Path) -> Iterator[Row | Table | Failure]:
    """Yield the rows on building, after writing the workload below `scratch`."""
    pages = list(workload.pages(PAGES, QUESTIONS))
    project = fresh(scratch / "ours")
    ours.write_course(project, pages)
    yield from attempt("beside peers", lambda: _peers(scratch, project, pages))
    yield from attempt("growth", lambda: _growth(scratch))
    yield from attempt("one question edited", lambda: _edit(project))
    yield from attempt("assemble without a change", lambda: [_unchanged(project)])
    yield from attempt("loading", lambda: [_loading(project)])


def _peers(scratch: Path, project: Path, pages: list[workload.StudyPage]) -> Iterator[Row]:
    bare = write(fresh(scratch / "bare"), formats.mkdocs_site(pages, ["search"], quizzes=False))
    quiz = write(fresh(scratch / "mkdocs-quiz"), formats.mkdocs_site(pages, ["search", "mkdocs_quiz"], quizzes=True))
    hugo = write(fresh(scratch / "hugo"), formats.hugo_site(pages))
    took = alternate(
        {
            "ours": lambda: build(project),
            "bare": lambda: run([PYTHON, *MKDOCS], bare),
            "mkdocs-quiz": lambda: run([PYTHON, *MKDOCS], quiz),
            "hugo": lambda: run([PYTHON.parent / "hugo", "--quiet", "--cleanDestinationDir"], hugo),
        }
    )
    yield from _beside(took, size_of(project / "site"), size_of(quiz / "site"))


def build(project: Path) -> Run:
    """Build ours from nothing: neither pages nor anything kept from before."""
    for name in ("site", "build", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)
    return run([sys.executable, "-m", "course.cli", "build", "--root", "."], project)


def _beside(took: dict[str, Run], size: int, quiz_size: int) -> Iterator[Row]:
    own, name = took["ours"].seconds, f"strict build, {PAGES} study pages + {QUESTIONS:,} questions"
    said = f"{own:.1f} s, {took['ours'].megabytes:.0f} MB"

    def row(against: str, peer: str, factor: float, goal: str) -> Row:
        other = took[peer]
        theirs = f"{other.seconds:.1f} s, {other.megabytes:.0f} MB ({own / other.seconds:.2f} x)"
        return Row(name, against, goal, said, theirs, own / other.seconds / factor)

    yield row("bare MkDocs + Material + jieba, the pages alone", "bare", 1.0, "at most 1.0 x its time")
    yield row("Material + mkdocs-quiz, the same questions", "mkdocs-quiz", 1 / 12, "at least 12 x faster")
    yield Row(
        "its output", "the same", "at most 1/8 of its bytes", f"{size / 1e6:.1f} MB", f"{quiz_size / 1e6:.1f} MB ({size / quiz_size:.3f} x)",
        8 * size / quiz_size,
    )  # fmt: skip
    yield row("Hugo, the same pages and questions", "hugo", 3.0, "at most 3 x its time")


def _growth(scratch: Path) -> Iterator[Row]:
    """Each size once: what is asked for is the shape of growth, and the largest takes minutes."""
    runs: dict[int, Run] = {}
    for count in GROWTH:
        project = fresh(scratch / "growth")
        ours.write_course(project, list(workload.pages(count // workload.QUESTIONS_TO_A_PAGE, count)))
        runs[count] = middle([build(project) for _ in range(3 if count < GROWTH[-1] else 1)])
    least, most = runs[GROWTH[0]], runs[GROWTH[-1]]
    factor = GROWTH[-1] / GROWTH[0]
    said = ", ".join(f"{count:,}: {one.seconds:.1f} s, {one.megabytes:.0f} MB" for count, one in runs.items())
    grown = most.seconds / least.seconds / factor
    yield Row("growth, strict build", "itself", "time at most linear", said, f"{grown:.2f} x linear", grown)
    share = max(most.megabytes / 1024, most.megabytes / least.megabytes / factor)
    yield Row("growth, memory", "itself", "at most linear, under 1 GiB", f"{most.megabytes:.0f} MB", "", share)


def _edit(project: Path) -> Iterator[Row]:
    """From saving one question in the middle of the course until a browser would get the new page."""
    whole = build(project)
    port = free_port()
    bank = sorted((project / "quizzes").glob("part-*.yml"))[PAGES // 2]
    server = Popen(
        [sys.executable, "-m", "course.cli", "serve", "--port", str(port), "--root", "."],
        cwd=project,
        stdout=DEVNULL,
        stderr=DEVNULL,
        start_new_session=True,
    )
    try:
        address = f"http://{HOST}:{port}/quizzes/{bank.stem}.html"
        _until(address, "", server)
        if not listens(server.pid, port):
            raise NotMeasuredError(f"what answers at port {port} is another server")
        took = [_edited(bank, address, f"改过第{number}次", server) for number in range(3)]
    finally:
        # The engine runs below it and would go on serving; both may be gone already.
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    seconds = sorted(took)[1]
    yield Row(
        f"one question of {QUESTIONS:,} edited, until the served page is new", "full build", "at most 1/4",
        f"{seconds:.1f} s", f"{whole.seconds:.1f} s ({seconds / whole.seconds:.2f} x)", 4 * seconds / whole.seconds,
    )  # fmt: skip


def _unchanged(project: Path) -> Row:
    took = middle([run([sys.executable, "-m", "course.cli", "assemble", "--root", "."], project) for _ in range(5)])
    return Row("assemble without a change", "itself", "at most 0.3 s", f"{took.seconds:.2f} s", "", took.seconds / 0.3)


def _edited(bank: Path, address: str, mark: str, server: Popen[bytes]) -> float:
    text = bank.read_text(encoding="utf-8")
    began = time.perf_counter()
    bank.write_text(text.replace("explanation: ", f"explanation: {mark}。", 1), encoding="utf-8")
    _until(address, mark, server)
    return time.perf_counter() - began


def _until(address: str, mark: str, server: Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 -- our own server
                if mark in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.05)
    why = f"in {PATIENCE} s" if server.poll() is None else f"before its server ended with {server.returncode}"
    raise NotMeasuredError(f"{address} did not show “{mark}” {why}")


def _loading(project: Path) -> Row:
    """Loading and checking all banks against the C loader of PyYAML on the same files, each in a process of its own."""
    own = "from pathlib import Path; from course.check import inspect; inspect(Path('.'))"
    peer = (
        "import yaml, pathlib\n"
        "for file in sorted(pathlib.Path('quizzes').glob('*.yml')):\n"
        "    yaml.load(file.read_text(encoding='utf-8'), Loader=yaml.CSafeLoader)"
    )
    shutil.rmtree(project / ".cache", ignore_errors=True)
    took = alternate(
        {
            "ours": lambda: run([sys.executable, "-c", own], project),
            "yaml": lambda: run([sys.executable, "-c", peer], project),
        }
    )
    factor = took["ours"].seconds / took["yaml"].seconds
    return Row(
        f"load + check of {QUESTIONS:,} questions (and {PAGES} pages)", "PyYAML's C loader on the same banks",
        "at most 2.0 x", f"{took['ours'].seconds:.2f} s", f"{took['yaml'].seconds:.2f} s ({factor:.2f} x)", factor / 2,
    )  # fmt: skip
