"""Bank files."""

from typing import Annotated

from pydantic import Field

from course.load.shapes import Shape
from course.model.bank import LARGEST_BANK, BankFile, BankHead, Question
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import Value, read


class _Head(BankHead):
    questions: tuple[object, ...] = Field(max_length=LARGEST_BANK, description="题目")


_HEAD: Shape[_Head] = Shape(_Head)
_QUESTION: Shape[Question] = Shape(Annotated[Question, Field(discriminator="type")])


def read_bank(text: str, path: str) -> tuple[BankFile, list[Diagnostic]]:
    """Read one bank. Each question is judged by itself, so that one bad question hides no other problem."""
    document, found = read(text, path)
    items = _items(document.value)
    head, problems = _HEAD.fit(_without_questions(document.value), document)
    found += problems
    readable: list[Question] = []
    indexes: list[int] = []
    # Of a bank that has many times too many, which the head says, the rest is not worth the time.
    for index, item in enumerate(items[: 10 * LARGEST_BANK]):
        question, problems = _QUESTION.fit(item, document, "questions", index)
        found += problems
        if question is not None:
            readable.append(question)
            indexes.append(index)
    bank = BankFile(
        path=path,
        name=path.rsplit("/", 1)[-1].removesuffix(".yml"),
        title=head.title if head else "",
        page=head.page if head else "",
        questions=tuple(readable),
        indexes=tuple(indexes),
        cited=frozenset(point for item in items for point in _cited(item)),
        named=frozenset(name for item in items if isinstance(item, dict) and isinstance(name := item.get("id"), str)),
        whole=head is not None and len(readable) == len(items),
        place=document.place,
        head=head,
    )
    return bank, found


def _items(value: Value) -> tuple[Value, ...]:
    questions = value.get("questions") if isinstance(value, dict) else None
    return questions if isinstance(questions, tuple) else ()


def _without_questions(value: Value) -> Value:
    """Return a bank with nothing but the number of its questions, which are judged one by one.

    A new bank has none, and nothing behind the name of the field.
    """
    if not isinstance(value, dict) or not (_items(value) or value.get("questions", "") is None):
        return value
    return {**value, "questions": (0,) * len(_items(value))}


def _cited(item: Value) -> tuple[str, ...]:
    points = item.get("points") if isinstance(item, dict) else None
    return tuple(point for point in points if isinstance(point, str)) if isinstance(points, tuple) else ()
