"""Questions as readable HTML with the answer folded under each: what works without the player."""

from collections.abc import Iterable
from html import escape
from string import ascii_uppercase
from typing import assert_never

from course.model.bank import (
    BLANK,
    DIFFICULTY_LABELS,
    TYPE_LABELS,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    Option,
    OrderPart,
    Question,
    ShortBody,
    SinglePart,
    TrueFalsePart,
)
from course.model.study import Point
from course.site.html import address, text

_GAP = '<span class="course-gap">（　　　）</span>'


# Search (site/search_index.py) takes the first </div> for the end of what it is to leave out, so nothing inside a
# <div data-search-exclude> may be a <div>.


def question_list(questions: Iterable[Question], addresses: dict[str, tuple[Point, str]], *, with_ids: bool) -> str:
    """Return an ordered list of questions.

    `addresses` has each point with its Markdown path; `with_ids` puts the question's id on its item, for
    the one page that owns it.
    """
    items = "\n".join(_item(question, addresses, with_ids=with_ids) for question in questions)
    return f'<ol class="course-static">\n{items}\n</ol>'


def _item(question: Question, addresses: dict[str, tuple[Point, str]], *, with_ids: bool) -> str:
    name = f' id="{escape(question.id or "")}"' if with_ids else ""
    label = f"{TYPE_LABELS[question.type]}·{DIFFICULTY_LABELS[question.difficulty]}"
    links = "；".join(
        f'<a href="../{escape(address(path))}">{escape(point.label)}</a>'
        for point, path in (addresses[point] for point in question.points)
    )
    return (
        f'<li class="course-item course-item--{question.type}"{name}><p class="course-kind">{label}</p>{_asked(question)}'
        f'<details class="course-answer"><summary>答案与解析</summary>{_solved(question)}'
        f'<p class="course-explanation">{text(question.explanation)}</p>'
        f'<p class="course-source">回到要点：{links}</p></details></li>'
    )


def _stem(stem: str) -> str:
    return f'<p class="course-stem">{text(stem).replace(BLANK, _GAP)}</p>'


def _asked(body: Body) -> str:
    """Return what the learner sees before answering."""
    match body:
        case SinglePart() | MultiplePart():
            options = "".join(f"<li>{text(option.text)}</li>" for option in body.options)
            return f'{_stem(body.stem)}<ol class="course-options" type="A">{options}</ol>'
        case TrueFalsePart():
            return _stem(body.stem + BLANK)
        case BlankPart():
            return _stem(body.stem)
        case OrderPart():
            # Sorted by text: an order that says nothing about the right one, and stays the same.
            items = "".join(f"<li>{text(item)}</li>" for item in sorted(body.items))
            return f'{_stem(body.stem)}<ul class="course-pieces">{items}</ul>'
        case MatchPart():
            left = "".join(f"<li>{text(pair.left)}</li>" for pair in body.pairs)
            right = "".join(f"<li>{text(item)}</li>" for item in _partners(body))
            return (
                f'{_stem(body.stem)}<section class="course-pairs"><ol>{left}</ol>'
                f'<ol class="course-options" type="A">{right}</ol></section>'
            )
        case CaseBody():
            parts = "".join(f"<li>{_asked(part)}</li>" for part in body.questions)
            return f'<p class="course-material">{text(body.material)}</p>{_stem(body.stem)}<ol class="course-parts">{parts}</ol>'
        case ShortBody():
            return _stem(body.stem)
        case _:
            assert_never(body)


def _solved(body: Body) -> str:
    """Return the key, with the lessons of the options."""
    match body:
        case SinglePart() | MultiplePart():
            letters = "".join(ascii_uppercase[index] for index in body.key)
            return f"<p>答案：<strong>{letters}</strong></p>{_lessons(body.options)}"
        case TrueFalsePart():
            return f"<p>答案：<strong>{'对' if body.answer else '错'}</strong></p>"
        case BlankPart():
            answers = "；".join(text(accepted[0]) for accepted in body.answers)
            return f"<p>答案：<strong>{answers}</strong></p>"
        case OrderPart():
            return f"<p>正确顺序：</p><ol>{''.join(f'<li>{text(item)}</li>' for item in body.items)}</ol>"
        case MatchPart():
            pairs = "".join(f"<li>{text(pair.left)} —— {text(pair.right)}</li>" for pair in body.pairs)
            return f"<p>对应关系：</p><ul>{pairs}</ul>"
        case CaseBody():
            parts = "".join(
                f"<li>{_solved(part)}{f'<p>{text(part.explanation)}</p>' if part.explanation else ''}</li>"
                for part in body.questions
            )
            return f'<ol class="course-parts">{parts}</ol>'
        case ShortBody():
            points = "".join(f"<li>{text(point)}</li>" for point in body.reference)
            return f"<p>参考要点：</p><ul>{points}</ul>"
        case _:
            assert_never(body)


def _partners(body: MatchPart) -> list[str]:
    return sorted([*(pair.right for pair in body.pairs), *body.distractors])


def _lessons(options: tuple[Option, ...]) -> str:
    lessons = "".join(
        f"<li>{ascii_uppercase[index]}：{text(option.why)}</li>" for index, option in enumerate(options) if option.why
    )
    return f'<ul class="course-lessons">{lessons}</ul>' if lessons else ""
