"""Courses for tests of item quality: nothing but banks, written as YAML or made by the thousand."""

from pathlib import Path

from course.load.banks import read_bank
from course.model.bank import BankFile
from course.model.course import Course, Identity, KnownIds
from course.quality.items import Item, items_of
from support.sample_course import CASES

FOLDER = CASES / "quality"
HEAD = "title: 题库\npage: study/meeting.md\nquestions:\n"


def course_of(*texts: str) -> Course:
    """Return a course that holds these banks (YAML), and nothing else."""
    banks: list[BankFile] = []
    for number, text in enumerate(texts):
        bank, found = read_bank(text, f"quizzes/bank{number}.yml")
        assert found == []
        banks.append(bank)
    return Course(
        identity=Identity("kecheng", "课程"),
        outline=(),
        paths=(),
        pages=(),
        study=(),
        terms=(),
        banks=tuple(banks),
        exams=(),
        ids=KnownIds(),
        files=frozenset(),
        unreadable=frozenset(),
    )


def items_in(*texts: str) -> tuple[Item, ...]:
    """Return the items of these banks."""
    return items_of(course_of(*texts))


def case(rule: str) -> Path:
    """Return the file with the bad and good questions of a rule."""
    return FOLDER / f"{rule}.yml"


def options_text(texts: list[str], right: set[int]) -> str:
    """Return the YAML of a list of options."""
    return "".join(
        f"      - {{text: {text}{', correct: true' if index in right else ''}}}\n" for index, text in enumerate(texts)
    )


def choice(number: int, texts: list[str], right: set[int], *, kind: str = "single", stem: str = "") -> str:
    """Return the YAML of one choice question."""
    return (
        f"  - id: made-{number}\n    type: {kind}\n    points: [r1-1-1-a]\n    difficulty: 1\n"
        f"    stem: {stem or f'第{number}问是什么？'}\n    options:\n{options_text(texts, right)}"
        "    explanation: 规定里写明了先后的次序，不能颠倒。\n"
    )


def statement(number: int, stem: str, *, answer: bool) -> str:
    """Return the YAML of one statement to be judged."""
    return (
        f"  - id: said-{number}\n    type: truefalse\n    points: [r1-1-1-a]\n    difficulty: 1\n    stem: {stem}\n"
        f"    answer: {str(answer).lower()}\n    explanation: 规定里写明了先后的次序，不能颠倒。\n"
    )
