"""Explanations say why, so that who was wrong knows better and who guessed right learns something."""

import re

from course.model.bank import BlankPart, CaseBody, Choice, MatchPart, OrderPart, ScenarioBody, ShortBody, TrueFalsePart
from course.quality.items import Item, choices, seen
from course.quality.registry import Findings, collect
from course.quality.words import bare

LEAST = 5
"""An explanation needs as many characters that state neither the key nor its place."""

_PLACE = re.compile(r"(?:出处[：:]|(?:^|[。；（])(?:详|参)?见)[^。；]*[。；]?")
_VERDICT = re.compile(
    r"(?:正确)?(?:答案|选项)(?:应当)?(?:是|为|选)?|(?:故|因此|所以|应当?|本题)*选择?(?=[A-Ha-h项“])|说法(?:是)?(?:正确|错误|不对)|(?:是)?(?:正确|错误)的?|用词是|用的是"
)


def explanation_repeats_key(items: tuple[Item, ...]) -> Findings:
    """An explanation must say more than the right answer and its place.

    Shute, “Focus on Formative Feedback”, Review of Educational Research 78(1), 2008, table 2: feedback that explains
    what, how and why helps more than feedback that only verifies. Haladyna and NBME ask for the same of rationales.

    Bad: 正确答案是当天移交。出处：第八条。 Good: 隔夜就说不清是谁保管的。出处：第八条。
    """
    for item in items:
        text = getattr(item.placed.body, "explanation", None)
        if text is None or isinstance(item.placed.body, ShortBody | CaseBody | ScenarioBody):
            continue
        rest = _VERDICT.sub("", _PLACE.sub("", seen(text)))
        rest = bare(rest).replace(bare(item.source), "")
        for answer in sorted(_answers(item), key=len, reverse=True):
            rest = rest.replace(bare(answer), "")
        if len(rest) < LEAST:
            yield item.found(
                "解析只重复了答案，答错的人还是不知道错在哪里。请说清为什么对、容易错在哪里", "explanation"
            )


def _answers(item: Item) -> tuple[str, ...]:
    body = item.placed.body
    match body:
        case Choice():
            return item.keys
        case BlankPart():
            return tuple(text for accepted in body.answers for text in accepted)
        case OrderPart():
            return body.items
        case MatchPart():
            return tuple(text for pair in body.pairs for text in (pair.left, pair.right))
        case TrueFalsePart():
            return (item.stem,)
        case _:
            return ()


def lesson_repeats_option(items: tuple[Item, ...]) -> Findings:
    """The explanation of a wrong option must say more than that it is wrong.

    Shute 2008, as above; HDR 30, “use typical errors of students to write your distractors”: the lesson names the error.

    Bad: why: 不对. Good: why: 补登是对借阅人说的，档案员另有要求.
    """
    for item in choices(items):
        body = item.placed.body
        if not isinstance(body, Choice):
            continue
        for index, option in enumerate(body.options):
            if option.why is None:
                continue
            rest = bare(_VERDICT.sub("", _PLACE.sub("", seen(option.why)))).replace(bare(item.options[index]), "")
            if len(rest) < 2:
                yield item.found(
                    "这句 why 没有说出错在哪里。请写明它说的是什么、为什么不合题意", "options", index, "why"
                )


RULES = collect(explanation_repeats_key, lesson_repeats_option)
