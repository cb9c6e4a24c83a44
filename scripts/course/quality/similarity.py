"""Questions are independent: none is another in other words, and none gives the answer to another."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from course.model.bank import BlankPart, CaseBody, ShortBody, TrueFalsePart
from course.quality.items import GAP, Item, choices, seen
from course.quality.registry import Findings, collect
from course.quality.words import bare, grams
from course.text.diagnostics import Key

ALIKE = 0.7
"""From this share of common runs of three characters on, two stems are the same question in other words."""

SAME_OPTIONS = 0.75
"""From this share of common options on, two questions choose among the same."""

_RUN = 3
_FILLED = "\0"
_PIECES = re.compile("[，。；：？！“”《》（）]")
QUOTES = "“”《》"
_FEWEST_OPTIONS = 3
SHORTEST_GIVEN = 4
"""A shorter answer stands in other questions by chance."""


def similar_stems(items: tuple[Item, ...]) -> Findings:
    """Two questions must not be the same in other words.

    HDR 1 and 4; a bank with twins counts one thing twice, and a paper may draw both.

    Bad: 年度清点由谁统筹协调？ / 年度清点由谁来统筹协调？ Good: one of them.
    """
    candidates = [item for item in items if not isinstance(item.placed.body, CaseBody) and not item.inside_case]
    shapes = [grams(f"{item.stem} {''.join(_answer(item))}", _RUN) for item in candidates]
    for earlier, later, share in alike(shapes, ALIKE):
        yield candidates[later].found(
            f"与题目 {_name(candidates[earlier])} 的题干和答案有 {share:.0%} 相同，像是同一道题。请删去一道，或换一个角度问",
            "stem",
        )


def same_options(items: tuple[Item, ...]) -> Findings:
    """Two questions must not offer nearly the same options, or what one rules out helps with the other.

    HDR 4, “keep the content of each item independent from content of other items on the test”. Questions that name
    each other in `apart` never come on one paper; they are let be.

    Bad: 甲、乙、丙、丁 offered twice. Good: other distractors, or `apart`.
    """
    candidates = [item for item in choices(items) if len(item.options) >= _FEWEST_OPTIONS]
    sets = [frozenset(bare(option) for option in item.options) for item in candidates]

    def minds(earlier: int, later: int) -> bool:
        one, other = candidates[earlier], candidates[later]
        return one.question is not other.question and not _are_apart(one, other)

    for earlier, later, _ in alike(sets, SAME_OPTIONS, minds):
        name = _name(candidates[earlier])
        yield candidates[later].found(
            f"选项与题目 {name} 的几乎一样，做了一道就能推出另一道。请换几个选项，或写 apart: [{name}]，不让它们同卷",
            "options",
        )


def answers_another(items: tuple[Item, ...]) -> Findings:
    """No stem, material or option must state the answer of another question on the same point.

    HDR 4. Questions that name each other in `apart` never come on one paper; they are let be.

    Bad: 档案室统筹的问题有哪些？ beside 这类问题由谁统筹？ Good: `apart`, or a stem that does not name it.
    """
    answers = _Answers()
    for item in items:
        answers.add(item)
    for teller in items:
        reported: set[str] = set()
        for text, keys in _texts_of(teller):
            for given, answer in answers.told_by(teller, text):
                is_answer = bare(text) == bare(answer) and text in teller.keys
                if _name(given) not in reported and not is_answer:
                    reported.add(_name(given))
                    yield teller.found(
                        f"这里写出了题目 {_name(given)} 的答案“{answer}”，做了这道就知道那道。"
                        f"请换一种说法，或写 apart: [{_name(given)}]，不让它们同卷",
                        *keys,
                    )


class _Answers:
    """All answers, to be found in a text that is looked through once, however many there are."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], list[tuple[Item, str]]] = defaultdict(list)
        """By the first characters of the answer and the point of the question."""
        self._lengths: dict[str, set[int]] = defaultdict(set)
        """How long the answers are that begin with these characters."""

    def add(self, item: Item) -> None:
        for answer in _given(item):
            flat = bare(answer)
            if len(flat) >= SHORTEST_GIVEN:
                self._lengths[flat[:SHORTEST_GIVEN]].add(len(flat))
                for point in item.question.points:
                    self._owners[flat, point].append((item, answer))

    def told_by(self, teller: Item, text: str) -> Iterator[tuple[Item, str]]:
        """Yield whose answer stands in a text of an item, and the answer: of each answer the first that it is of."""
        for flat in self._inside(bare(text)):
            owners = (owner for point in teller.question.points for owner in self._owners.get((flat, point), ()))
            for given, answer in owners:
                if given.question is not teller.question and not _are_apart(given, teller):
                    yield given, answer.strip(QUOTES)
                    break

    def _inside(self, text: str) -> dict[str, None]:
        """Return the runs of a text that are as long as an answer that begins like them, each once, in order."""
        return {
            text[start : start + length]: None
            for start in range(len(text) - SHORTEST_GIVEN + 1)
            for length in sorted(self._lengths.get(text[start : start + SHORTEST_GIVEN], ()))
        }


def _texts_of(item: Item) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Yield what an item shows before it is answered, each with its place: material, stem, options.

    A statement that is wrong tells nothing.
    """
    body = item.placed.body
    if isinstance(body, CaseBody):
        yield seen(body.material), ("material",)
    elif not isinstance(body, ShortBody) and not (isinstance(body, TrueFalsePart) and not body.answer):
        yield item.stem, ("stem",)
    yield from ((text, ("options", index, "text")) for index, text in enumerate(item.options))


def _given(item: Item) -> tuple[str, ...]:
    """Return the texts each of which gives the answer of an item away: its key, or what a blank stands in, filled."""
    body = item.placed.body
    if not isinstance(body, BlankPart):
        return item.keys if len(item.keys) == 1 else ()
    filled = item.stem
    for accepted in body.answers:
        filled = filled.replace(GAP, f"{_FILLED}{accepted[0]}", 1)
    pieces = (piece for piece in _PIECES.split(filled) if _FILLED in piece)
    alone = (accepted[0] for accepted in body.answers) if len(body.answers) == 1 else ()
    return tuple(dict.fromkeys([*(piece.replace(_FILLED, "") for piece in pieces), *alone]))


def _answer(item: Item) -> tuple[str, ...]:
    body = item.placed.body
    if isinstance(body, BlankPart):
        return tuple(accepted[0] for accepted in body.answers)
    return tuple(sorted(item.keys))


def _are_apart(one: Item, other: Item) -> bool:
    return other.question.id in one.question.apart or one.question.id in other.question.apart


def _name(item: Item) -> str:
    return item.question.id or str(item.placed.place())


RULES = collect(similar_stems, same_options, answers_another)


COMMON = 50
"""A piece that more texts share is a phrase of the whole course; to compare all that hold it would take forever."""


def alike(
    texts: Sequence[frozenset[str]], least: float, minds: Callable[[int, int], bool] = lambda _, __: True
) -> Iterator[tuple[int, int, float]]:
    """Yield for each text, as a set of pieces, one earlier text of Jaccard similarity `least` or more, if any.

    As (earlier, later, similarity); `least` is above 0 and at most 1. One is enough to say, and keeps a thousand copies
    of a text from being a million pairs. Pairs for which `minds` is false do not count. Texts without pieces are like none.

    None is missed but those that share nothing rarer than `COMMON`; among these, copies are found still.
    """
    frequency = Counter(piece for pieces in texts for piece in pieces)
    holders: dict[str, list[int]] = defaultdict(list)
    copies: dict[frozenset[str], int] = {}
    for later, pieces in enumerate(texts):
        # Ties go by the piece itself, so that the order is the same on every machine.
        ordered = sorted(pieces, key=lambda piece: (frequency[piece], piece))
        length = len(ordered) - math.ceil(least * len(ordered)) + 1 if ordered else 0
        prefix = [piece for piece in ordered[:length] if frequency[piece] <= COMMON]
        candidates = dict.fromkeys(earlier for piece in prefix for earlier in holders[piece])
        if pieces and copies.setdefault(pieces, later) != later:
            candidates = {copies[pieces]: None, **candidates}
        for earlier in candidates:
            if minds(earlier, later) and (similarity := _similarity(texts[earlier], pieces, least)) >= least:
                yield earlier, later, similarity
                break
        for piece in prefix:
            holders[piece].append(later)


def _similarity(one: frozenset[str], other: frozenset[str], least: float) -> float:
    """Return the Jaccard similarity, or 0 where the sizes alone rule out `least`."""
    small, large = sorted((len(one), len(other)))
    if small < least * large:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)
