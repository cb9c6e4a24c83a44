"""Files made to keep a machine busy: each is answered soon and within 500 MB, in a process alone."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.measured import lines_of
from support.sample_course import sample_course

# Several times what they take, as machines differ in more than additions; without a limit it would be hundreds of times.
MILLION_ADDITIONS = 150
MEGABYTES = 500
# What the process itself takes before it reads anything is not the file's doing.
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from course.check import inspect
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (180, 180))
before = forget_peak()
for root, path in zip(sys.argv[1::2], sys.argv[2::2]):
    forget_peak()
    start = time.process_time()
    found = inspect(Path(root)).diagnostics
    seconds = time.process_time() - start
    print(json.dumps([seconds, peak() - before, sorted({one.rule for one in found if one.position.path == path})]))
"""
HEAD = "title: 补充题\npage: study/meeting.md\nquestions:\n"
BANK = "quizzes/heavy.yml"
PAGE = "docs/study/heavy.md"


def _million(text: str) -> str:
    return text * 1_000_000


HEAVY: dict[str, tuple[str, Callable[[], str], str]] = {
    "scalar of 100 MB": (BANK, lambda: f"{HEAD}  - stem: {_million('x' * 100)}\n", "file-too-large"),
    "scalar just within": (BANK, lambda: f"{HEAD}  - stem: {'会' * 11_500_000}\n", "missing-field"),
    "page of 100 MB": (PAGE, lambda: _million("x" * 99 + "\n"), "file-too-large"),
    "page of 30 MB": (PAGE, lambda: _million("x" * 29 + "\n"), "page-too-complex"),
    "million items": (BANK, lambda: HEAD + _million("-\n"), "file-too-large"),
    "million keys": (BANK, lambda: "".join(f"k{number}: v\n" for number in range(1_000_000)), "file-too-large"),
    "million in a line": (BANK, lambda: f"{HEAD}  - stem: [{_million('a,')}]\n", "file-too-large"),
    "just within in a line": (BANK, lambda: f"{HEAD}  - stem: [{'a,' * 140_000}]\n", "missing-field"),
    "questions just within": (BANK, lambda: HEAD + "- {x: 1}\n" * 35_000, "too-many"),
    "fields just within": (BANK, lambda: f"{HEAD}- type: single\n" + "".join(f"  k{n}: 1\n" for n in range(70_000)), "too-many"),
    "tags": (BANK, lambda: "".join(f"k{number}: !x a\n" for number in range(70_000)), "yaml-tag"),
    "aliases": (BANK, lambda: "a: &a x\n" + "".join(f"k{number}: *a\n" for number in range(70_000)), "yaml-alias"),
    "invisible": (BANK, lambda: f"{HEAD}  - stem: {_million(chr(0x200B))}\n", "control-character"),
    "lone quotes": (PAGE, lambda: "\n\n".join(["（" * 9_000 + "“" * 9_000] * 5), "unpaired-mark"),
    "half-width marks": (PAGE, lambda: "\n\n".join(["会," * 9_000] * 5), "half-width-mark"),
    "brackets just within": (PAGE, lambda: "\n\n".join(["[" * 299] * 13), "missing-field"),
    "open tags": (PAGE, lambda: "\n\n".join(["<a " * 299] * 13), "missing-field"),
    "open comments": (PAGE, lambda: "<!-- \n\n" * 199 + "\n\n".join(["会" * 18_000] * 5), "missing-field"),
    "lists just within": (PAGE, lambda: "\n\n".join(["- " * 10 + "a"] * 4_300), "missing-field"),
    "many lists of ids": (PAGE, lambda: "".join(f"- **a**{{ #a{number} }}\n\n" for number in range(1_900)), "point-outside-requirement"),
    "headings just within": (PAGE, lambda: "# a\n\n" * 999, "missing-field"),
}  # fmt: skip


def judge(names: list[str], folder: Path) -> list[str]:
    """Judge some heavy files one after the other in a process of their own; return what is not as it should be."""
    arguments: list[str] = []
    for number, name in enumerate(names):
        path, content, _ = HEAVY[name]
        root = sample_course(folder / str(number))
        (root / path).write_text(content(), encoding="utf-8")
        arguments += [str(root), path]
    answers = lines_of(PROGRAM, [*arguments], MILLION_ADDITIONS)
    return [
        f"{name}: {million:.0f} million additions, {megabytes:.0f} MB, {rules}"
        for name, (million, megabytes, rules) in zip(names, answers, strict=True)
        if not (million < MILLION_ADDITIONS and megabytes < MEGABYTES and HEAVY[name][2] in rules)
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="别的系统没有这种资源限额")
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in (1, 2))])
def test_heavy_files_are_answered_in_time_and_within_memory(part: int, tmp_path: Path) -> None:
    assert judge(list(HEAVY)[part::3], tmp_path) == []
