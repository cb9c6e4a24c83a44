"""A question in plain text, its options lettered as on a paper with the same seed."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from course.exams.option_order import (
    letter,
    partners,
    seed_of_part,
    shown_choices,
    shown_items,
    shown_options,
    shown_partners,
)
from course.model import bank, inline
from course.model.scenario import place_names

_GAP = "______"


def question_lines(body: bank.Body, seed: int, number: str) -> Iterator[str]:
    """Yield a question to be answered, with a number that may be empty; of a case, with its parts."""
    label = bank.TYPE_LABELS[body.type]
    stem = inline.plain(body.stem.replace(bank.BLANK, _GAP))
    yield f"{number}　【{label}】{stem}".lstrip("　")
    yield from _below(body, seed, number)


def _below(body: bank.Body, seed: int, number: str) -> Iterator[str]:
    """Yield what stands under the stem."""
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            yield from _lettered(body.options[index].text for index in shown_options(body, seed))
        case bank.TrueFalsePart() | bank.BlankPart() | bank.ShortBody():
            return
        case bank.OrderPart():
            yield from _lettered(body.items[index] for index in shown_items(body, seed))
        case bank.MatchPart():
            yield from (f"　　{place}．{inline.plain(pair.left)}" for place, pair in enumerate(body.pairs, 1))
            yield from _lettered(partners(body)[index] for index in shown_partners(body, seed))
        case bank.CaseBody():
            yield from (f"　　{line.strip()}" for line in inline.plain(body.material).strip().split("\n"))
            for place, part in enumerate(body.questions):
                own = f"{number}.{place + 1}" if number else f"（{place + 1}）"
                yield from question_lines(part, seed_of_part(seed, place), own)
        case bank.ScenarioBody():
            yield from _steps(body, seed)
        case _:
            assert_never(body)


def _steps(body: bank.ScenarioBody, seed: int) -> Iterator[str]:
    names = place_names(body)
    for name, step in body.steps.items():
        yield f"　　{names[name]}　{inline.plain(step.text)}"
        choices = (step.choices[index] for index in shown_choices(body, name, seed))
        yield from _lettered(
            f"{choice.text}（{f'接{names[choice.go]}' if choice.go in body.steps else '结束'}）" for choice in choices
        )


def _lettered(texts: Iterable[str]) -> Iterator[str]:
    return (f"　　{letter(place)}．{inline.plain(text)}" for place, text in enumerate(texts))
