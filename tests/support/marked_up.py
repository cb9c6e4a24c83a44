"""A small site whose every text attempts to run something: 234 payloads in all fields of all types."""

import itertools
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from course.edit.assign_ids import identify
from support.sample_course import CASES, COURSE
from support.site_build import run

PAYLOADS = tuple((CASES / "payloads.txt").read_text(encoding="utf-8").splitlines())
POINTS = ("r1-1-1-a", "r1-1-1-b", "r1-1-2-a")


EXAM = f"""\
title: {json.dumps(PAYLOADS[1])}
about: {json.dumps(PAYLOADS[2])}
minutes: 5
passing: 1
sections:
  - {{title: {json.dumps(PAYLOADS[3])}, type: truefalse, count: 2, marks: 1}}
"""


class _Texts:
    """Hands out payloads in turn; a number behind each keeps texts of one list apart."""

    def __init__(self, payloads: tuple[str, ...]) -> None:
        self._turn = itertools.cycle(payloads)
        self.given: list[str] = []

    def __call__(self) -> str:
        text = f"{next(self._turn)} ~{len(self.given)}"
        self.given.append(text)
        return text


def questions(payloads: tuple[str, ...], rounds: int) -> Iterator[dict[str, Any]]:
    """Yield one question of each type for every round, with a payload in every text that readers see."""
    text = _Texts(payloads)
    for number in range(rounds):
        for body in _bodies(text):
            asked = {"points": [POINTS[number % 3]], "difficulty": 1 + number % 3, "explanation": text()}
            yield {"type": body.pop("type"), **asked, **body}


def _bodies(text: _Texts) -> Iterator[dict[str, Any]]:
    yield {"type": "single", "stem": text(), "options": _options(text, right=1)}
    yield {"type": "multiple", "stem": text(), "options": _options(text, right=2)}
    yield {"type": "truefalse", "stem": text(), "answer": True}
    yield {"type": "blank", "stem": f"{text()}{{{{}}}}{text()}", "answers": [[text(), text()]]}
    yield {"type": "order", "stem": text(), "items": [text(), text(), text()]}
    yield {"type": "match", "stem": text(), "pairs": _pairs(text), "distractors": [text()]}
    yield {"type": "case", "stem": text(), "material": text(), "questions": _parts(text)}
    yield {"type": "short", "stem": text(), "reference": [text(), text()]}
    yield {"type": "scenario", "stem": text(), "start": "begin", "steps": _steps(text), "ends": _ends(text)}


def _options(text: _Texts, right: int) -> list[dict[str, Any]]:
    return [{"text": text(), "why": text(), "correct": place < right} for place in range(3)]


def _pairs(text: _Texts) -> list[dict[str, str]]:
    return [{"left": text(), "right": text()} for _ in range(2)]


def _parts(text: _Texts) -> list[dict[str, Any]]:
    return [
        {"type": "single", "stem": text(), "options": _options(text, right=1), "explanation": text()},
        {"type": "blank", "stem": f"{text()}{{{{}}}}", "answers": [[text()]]},
        {"type": "match", "stem": text(), "pairs": _pairs(text)},
    ]


def _steps(text: _Texts) -> dict[str, Any]:
    return {
        "begin": {"text": text(), "choices": [_choice(text, "good", "good"), _choice(text, "later", "poor")]},
        "later": {"text": text(), "choices": [_choice(text, "good", "good"), _choice(text, "bad", "poor")]},
    }


def _choice(text: _Texts, go: str, merit: str) -> dict[str, str]:
    return {"text": text(), "go": go, "effect": text(), "merit": merit}


def _ends(text: _Texts) -> dict[str, Any]:
    outcomes = {"good": "good", "bad": "poor"}
    return {name: {"outcome": outcome, "text": text(), "debrief": text()} for name, outcome in outcomes.items()}


def bank(title: str, page: str, asked: list[dict[str, Any]]) -> str:
    """Return a bank as YAML, on long lines so that nothing is folded."""
    record = {"title": title, "page": page, "questions": asked}
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=100_000)


def _documents() -> str:
    """Return entries for the register of documents, one for every tenth payload."""
    lines = (
        f"  - {{title: {json.dumps(text)}, also: [{json.dumps(f'{text} ~')}], issuer: {json.dumps(text)}, edition: 2020, "
        f"note: {json.dumps(text)}}}\n"
        for text in PAYLOADS[::10]
    )
    return "".join(lines)


def marked_up_site(folder: Path, banks: dict[str, str]) -> Path:
    """Build the sample course with these banks; return the site's folder."""
    project = Path(shutil.copytree(COURSE, folder / "project"))
    for name, text in banks.items():
        (project / "quizzes" / f"{name}.yml").write_text(text, encoding="utf-8")
    register = project / "documents.yml"
    register.write_text(register.read_text(encoding="utf-8") + _documents(), encoding="utf-8")
    (project / "quizzes/exams").mkdir(exist_ok=True)
    (project / "quizzes/exams/small.yml").write_text(EXAM, encoding="utf-8")
    found = identify(project).obstacles
    assert found == (), [str(one) for one in found[:5]]
    done = run([sys.executable, "-m", "course.cli", "build", "--root", "."], project)
    assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
    return project / "site"
