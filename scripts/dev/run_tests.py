"""Run what must hold: style, types, arrows, and the tests of both languages; all of it, or the fast or slow part."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, STDOUT

from course.environment import PROGRAM, MissingError, find_browser, find_node, node_environment, npm
from dev.oldest_browser import oldest_browser_tests

NOT_FAST = {
    "tests/unit/test_publishing_by_ssh.py": "starts a server",
    "tests/unit/test_release_archives.py": "packs and unpacks a site dozens of times",
    "tests/unit/test_quality_rules.py": "hundreds of generated banks",
    "tests/unit/test_schema.py": "hundreds of generated banks",
    "tests/unit/test_new_local_bank.py": "workbooks, written and read",
    "tests/unit/test_every_command.py": "runs every command on hundreds of hostile values and faults",
    "tests/unit/test_strangers.py": "runs every command for a user whom the system does not know",
    "tests/unit/test_journal.py": "kills commands dozens of times",
    "tests/unit/test_whole_folders.py": "kills builds dozens of times",
    "tests/unit/test_diagnostics_golden.py": "a course for each of some two hundred cases",
    "tests/unit/test_word_templates.py": "makes dozens of Word files",
    "tests/unit/test_new_course.py": "makes a course from each kind of document",
    "tests/unit/test_unit.py": "assembles a course for each file of a unit",
    "tests/unit/test_small_course.py": "runs the exports",
    "tests/unit/test_upgrade.py": "brings a whole course over several times",
    "tests/unit/test_upgrade_merging.py": "brings a course over dozens of times",
    "tests/unit/test_publishing.py": "publishes dozens of times",
    "tests/unit/test_installed.py": "starts Python twice for each package",
    "tests/unit/test_heavy_files.py": "heavy on purpose",
    "tests/unit/test_heavy_imports.py": "heavy on purpose",
    "tests/unit/test_answer_version.py": "hundreds of generated questions",
    "tests/unit/test_any_edit.py": "generated courses and workbooks",
    "tests/unit/test_assemble.py": "whole builds",
    "tests/unit/test_broken_files.py": "hundreds of broken files",
    "tests/unit/test_build_cache.py": "whole builds",
    "tests/unit/test_fuzz.py": "damaged courses",
    "tests/unit/test_import_random_layouts.py": "hundreds of files in random layouts",
    "tests/unit/test_generated_courses.py": "generated courses",
    "tests/unit/test_hostile_files.py": "damaged courses",
    "tests/unit/test_hostile_workbooks.py": "damaged workbooks",
    "tests/unit/test_ids.py": "generated courses",
    "tests/unit/test_review.py": "generated courses",
    "tests/unit/test_bank_import.py": "workbooks, written and read",
    "tests/unit/test_deceptive_imports.py": "workbooks, written and read",
    "tests/unit/test_workbook_refusals.py": "workbooks, written and read",
    "tests/unit/test_workbook_round_trip.py": "workbooks, written and read",
    "tests/unit/test_exchange_round_trip.py": "generated banks in every format",
    "tests/unit/test_inert_exports.py": "generated banks in every format",
    "tests/unit/test_paper_command.py": "papers in Word",
    "tests/unit/test_word_booklet.py": "the booklet in Word",
    "tests/unit/test_word_papers.py": "papers in Word",
    "tests/unit/test_quality_guess.py": "fits statistics",
    "tests/unit/test_quality_report.py": "fits statistics",
    "tests/unit/test_reorder.py": "generated banks in every order",
    "tests/unit/test_desk_killed.py": "kills the desk again and again",
    "tests/unit/test_desk_imports.py": "imports on a whole course dozens of times",
    "tests/unit/test_desk_papers.py": "papers in Word",
    "tests/unit/test_desk_questions.py": "edits a whole course dozens of times",
    "tests/unit/test_desk_releases.py": "makes releases",
    "tests/unit/test_desk_remembered.py": "starts the desk again",
    "tests/unit/test_desk_statistics.py": "serves a site",
    "tests/unit/test_release_moment.py": "makes releases",
    "tests/unit/test_sentences.py": "runs commands on a course with its source dozens of times",
    "tests/unit/test_desk_unit.py": "edits a whole course dozens of times",
    "tests/unit/test_desk_overtaken.py": "edits a whole course a dozen times",
    "tests/unit/test_desk_reviews.py": "approves a whole course's questions again and again",
    "tests/unit/test_desk_exams.py": "edits a whole course dozens of times",
    "tests/unit/test_desk_import_split.py": "imports on a whole course a dozen times",
    "tests/unit/test_desk_jobs.py": "starts commands and waits for them",
    "tests/unit/test_import_cases.py": "imports on a whole course dozens of times",
    "tests/unit/test_undo.py": "runs commands on a course dozens of times",
    "tests/unit/test_unfinished.py": "assembles a course dozens of times",
    "tests/unit/test_unchanged.py": "assembles a course a dozen times",
    "tests/unit/test_local_questions.py": "assembles a course dozens of times",
    "tests/unit/test_unit_table.py": "workbooks, written and read",
    "tests/unit/test_exchange_formats.py": "generated banks in every format",
    "tests/unit/test_exchange_moodle.py": "generated banks, written and read",
    "tests/unit/test_exchange_gift.py": "generated banks, written and read",
    "tests/unit/test_exchange_qti.py": "generated banks, written and read",
    "tests/unit/test_links.py": "runs every command that writes",
}
"""Unit tests that take most of the time, and why; all others, about 5,000, take one to two minutes on two cores."""

MEMORY = Path("/dev/shm")  # noqa: S108 -- only a folder of this user's below it
"""Where Linux has a file system in memory."""

_ROOM = 4 << 30
"""Bytes that must be free there: the temporary files of a whole run take up to 340 MB, and browsers need memory too."""

ARROWS = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"


def main() -> int:
    parser = argparse.ArgumentParser(description="检查写法、类型、模块方向，跑两种语言的测试。")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--fast", action="store_true", help="不用浏览器和服务器的，也不跑最费时的文件")
    part.add_argument("--slow", action="store_true", help="只跑耗时的，和最旧的浏览器里的")
    options = parser.parse_args()
    try:
        checks = {} if options.slow else check_steps()
        tests = slow_steps() if options.slow else test_steps(fast=options.fast)
        environment = surroundings()
        if not options.fast:
            find_browser()
    except (MissingError, subprocess.CalledProcessError) as reason:
        print(f"测试不能开始：{reason}", file=sys.stderr)
        return 1
    with temporary_files(MEMORY) as where:
        results = (*_beside(checks, environment | where), *_in_turn(tests, environment | where))
    failed = [name for name, passed in results if not passed]
    if failed:
        print(f"没有通过：{'、'.join(failed)}", file=sys.stderr)
    return int(bool(failed))


Steps = dict[str, tuple[list[str], dict[str, str]]]


def check_steps() -> Steps:
    """Return the steps that need one processor each, the longest first; each has variables of its own."""
    node_npm = npm(find_node())
    commands = {
        "Python 类型": _python("-m", "mypy"),
        "练习程序测试": [*node_npm, "test", "--silent"],
        "练习程序类型": [*node_npm, "run", "--silent", "types"],
        "练习程序写法": [*node_npm, "run", "--silent", "lint"],
        "模块方向": _python("-c", ARROWS),
        "Python 写法": _python("-m", "ruff", "check", "."),
        "Python 排版": _python("-m", "ruff", "format", "--check", "."),
    }
    return {name: (command, {}) for name, command in commands.items()}


def test_steps(*, fast: bool) -> Steps:
    """Return the tests of every day, which use all processors; the fast ones try fewer generated examples."""
    if not fast:
        return {"Python 与浏览器测试": (_pytest("-m", "not slow"), {})}
    fewer = ["--hypothesis-profile=fast", *(f"--ignore={name}" for name in NOT_FAST)]
    return {"Python 测试": (_pytest("-m", "not slow", "tests/unit", *fewer), {})}


def slow_steps() -> Steps:
    """Return the steps that take long."""
    return {
        "耗时的测试": (_pytest("-m", "slow"), {}),
        "最旧的浏览器": oldest_browser_tests(print),
    }


def surroundings() -> dict[str, str]:
    """Return the environment for tests: this Node.js first, no banners."""
    node = node_environment(find_node())
    path = os.pathsep.join((str(Path(sys.executable).parent), node["PATH"]))
    # Each of the many processes that tests start would compile the program anew.
    node.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**node, "PATH": path, "NO_MKDOCS_2_WARNING": "true"}


@contextmanager
def temporary_files(memory: Path) -> Iterator[dict[str, str]]:
    """Yield variables that let temporary files lie in memory, if it has room and programs may be started there.

    Tests write and delete hundreds of thousands of small files, which takes a third of their time on a disk.
    """
    if not memory.is_dir() or os.statvfs(memory).f_flag & os.ST_NOEXEC or shutil.disk_usage(memory).free < _ROOM:
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        # Some tests run as other users.
        Path(folder).chmod(0o1777)
        yield {"TMPDIR": folder}


def _python(*arguments: str) -> list[str]:
    # Not the tools' own scripts: those name the Python of the folder in which they were installed.
    return [sys.executable, *arguments]


def _pytest(*arguments: str) -> list[str]:
    # Tests of browsers and servers wait half of their time, so that two workers more than processors keep all busy.
    workers = (os.cpu_count() or 1) + 2
    return _python("-m", "pytest", f"--numprocesses={workers}", "--dist=worksteal", *arguments)


def _beside(steps: Steps, environment: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Run steps beside each other and yield whether each passed, its output printed when it has ended."""
    with ThreadPoolExecutor(os.cpu_count()) as running:
        ended = {name: running.submit(_run, step, environment, PIPE) for name, step in steps.items()}
        for name, result in ended.items():
            print(f"── {name}", flush=True)
            yield name, _reported(*result.result())


def _in_turn(steps: Steps, environment: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Run steps one after the other, their output straight to the terminal, and yield whether each passed."""
    for name, step in steps.items():
        print(f"── {name}", flush=True)
        yield name, _reported(*_run(step, environment, None))


def _run(
    step: tuple[list[str], dict[str, str]], environment: dict[str, str], output: int | None
) -> tuple[subprocess.CompletedProcess[str], float]:
    command, more = step
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=PROGRAM,
        env={**environment, **more},
        check=False,
        stdout=output,
        stderr=output and STDOUT,
        encoding="utf-8",
    )
    return done, time.perf_counter() - started


def _reported(done: subprocess.CompletedProcess[str], seconds: float) -> bool:
    """Print how a step ended, with its output if that was captured; return whether it passed."""
    passed = done.returncode == 0
    print(f"{done.stdout or ''}   {'通过' if passed else '未通过'}，{seconds:.1f} 秒", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
