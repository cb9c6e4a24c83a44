"""Sample learner records for screenshots: a beginner, a learner halfway through, and one who has done everything."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from course.model.bank import Multiple, Question, Single, TrueFalse, answer_version
from course.model.course import Course

Records = dict[str, list[dict[str, Any]]]
"""Records by the store of the browser that they belong to."""

_COMMON = {"format": 1, "profile": "local"}
_WRONG_EVERY = 4


def beginner(course: Course, now: datetime) -> Records:
    """Return the record of a first visit: one page half read, three questions answered."""
    page = course.study[0]
    return {
        "attempts": list(_attempts(_asked(course)[:3], now, days=1)),
        "reads": [_read(page.page.path, page.requirements[0].id, now, ended=False)],
    }


def halfway(course: Course, now: datetime) -> Records:
    """Return the record of ten days: half of the pages read, a third of the questions answered."""
    asked = _asked(course)
    read = course.study[: len(course.study) // 2]
    return {
        "attempts": list(_attempts(asked[: len(asked) // 3], now, days=10)),
        "reads": [_read(page.page.path, "", now - timedelta(days=2), ended=True) for page in read],
    }


def veteran(course: Course, now: datetime) -> Records:
    """Return the record of two months: every page read, every question answered twice."""
    asked = _asked(course)
    return {
        "attempts": list(_attempts([*asked, *asked[::-1]], now, days=60)),
        "reads": [_read(page.page.path, "", now - timedelta(days=9), ended=True) for page in course.study],
    }


def _asked(course: Course) -> list[Question]:
    return [question for _, question in course.questions() if isinstance(question, Single | Multiple | TrueFalse)]


def _attempts(questions: Sequence[Question], now: datetime, days: int) -> Iterator[dict[str, Any]]:
    """Yield an attempt for each question, spread evenly over the days before now, every fourth of them wrong."""
    for number, question in enumerate(questions):
        at = now - timedelta(days=days - 1) * (1 - number / len(questions)) - timedelta(minutes=len(questions) - number)
        is_right = number % _WRONG_EVERY != 1
        yield _COMMON | {
            "id": f"{number:032x}",
            "question": question.id,
            "version": answer_version(question),
            "response": _response(question, is_right=is_right),
            "verdict": "right" if is_right else "wrong",
            "took": 9_000,
            "mode": "practice",
            "paper": None,
            "at": _milliseconds(at),
            "zone": 480,
        }


def _response(question: Question, *, is_right: bool) -> object:
    match question:
        case TrueFalse():
            return question.answer == is_right
        case Single():
            return next(at for at, option in enumerate(question.options) if option.correct == is_right)
        case Multiple():
            return [at for at, option in enumerate(question.options) if option.correct == is_right]
    raise TypeError(question.type)


def _read(page: str, place: str, at: datetime, *, ended: bool) -> dict[str, Any]:
    moment = _milliseconds(at)
    return _COMMON | {
        "page": page.replace(".md", ".html"),
        "place": place,
        "at": moment,
        "ended": moment if ended else None,
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)
