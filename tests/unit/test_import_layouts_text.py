"""Pasted text in the layouts of document sites, chatbots and other programs: what is read of each.

The outcome of a file stands in `tests/cases/import/read/`, under its name: questions with what was decided about them,
problems with their questions, notes.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from course.formats.text.read import read_text
from course.model import bank
from support.archives import COURSE
from support.read_outcome import read_outcome
from support.sample_course import CASES, golden

FOLDER = CASES / "import"
FILES = sorted(FOLDER.glob("T*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_read_as_it_is_written_beside_it(file: Path) -> None:
    golden(FOLDER / "read" / f"{file.name}.yml", read_outcome(file))


def _answer(question: bank.Question) -> str:
    match question:
        case bank.Single() | bank.Multiple():
            return "".join("ABCDEFGHIJ"[index] for index in question.key)
        case bank.TrueFalse():
            return "对" if question.answer else "错"
        case bank.Blank():
            return "；".join(" | ".join(accepted) for accepted in question.answers)
        case _:
            return ""


def in_lines(question: bank.Question, number: int) -> Iterator[str]:
    """Yield the lines of a question with everything on a line of its own."""
    yield f"{number}. {question.stem.replace(bank.BLANK, '（　　）')}"
    if isinstance(question, bank.Choice):
        yield from (f"{letter}. {option.text}" for letter, option in zip("ABCDEFGHIJ", question.options, strict=False))
    if answer := _answer(question):
        yield f"答案：{answer}"
    if isinstance(question, bank.ShortAnswer):
        yield "参考要点："
        yield from (f"（{place}）{text}" for place, text in enumerate(question.reference, 1))
    yield f"解析：{question.explanation}"


def in_rows(question: bank.Question, number: int) -> Iterator[str]:
    """Yield the lines of a question with the answer in brackets, the options in a row and the explanation behind them."""
    stem, answer = question.stem.replace(bank.BLANK, "____"), _answer(question)
    if isinstance(question, bank.Choice):
        yield f"{number}、{stem}（ {answer} ）"
        row = "\t".join(
            f"{letter}．{option.text}" for letter, option in zip("ABCDEFGHIJ", question.options, strict=False)
        )
        yield f"{row}【解析】{question.explanation}"
    elif isinstance(question, bank.TrueFalse):
        yield f"{number}、{stem}（{answer}）"
        yield f"【解析】{question.explanation}"
    else:
        yield from in_lines(question, number)


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a foreign file can have, without empty and default ones."""
    names = ("type", "stem", "options", "answer", "answers", "reference", "explanation")
    options = [
        {name: option[name] for name in ("text", "correct") if option.get(name)} for option in fields.get("options", ())
    ]
    found = {name: fields[name] for name in names if name in fields}
    return {**found, **({"options": options} if options else {})}


QUESTIONS = [
    question
    for kind in (bank.Single, bank.Multiple, bank.TrueFalse, bank.Blank, bank.ShortAnswer)
    for _, question in COURSE.questions()
    if isinstance(question, kind)
]


@pytest.mark.parametrize("layout", [in_lines, in_rows])
def test_what_a_bank_says_comes_back_from_every_layout_without_a_word_of_its_type(
    layout: Callable[[bank.Question, int], Iterator[str]],
) -> None:
    text = "\n".join(line for number, question in enumerate(QUESTIONS, 1) for line in layout(question, number))
    imported = read_text(text.encode(), "题.txt")
    assert imported.problems == ()
    assert [_plain(one.fields) for one in imported.questions] == [
        _plain(one.model_dump(mode="json", exclude_none=True)) for one in QUESTIONS
    ]
