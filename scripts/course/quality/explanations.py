"""Explanations say why, so that who was wrong knows better and who guessed right learns something."""

import re
from collections.abc import Iterator

from course.model.bank import BlankPart, CaseBody, Choice, MatchPart, OrderPart, ScenarioBody, ShortBody, TrueFalsePart
from course.model.option_letters import loose_letters
from course.quality.items import Item, choices, seen
from course.quality.registry import Findings, collect
from course.quality.words import bare
from course.text.diagnostics import Key

LEAST = 5
"""An explanation needs as many characters that state neither the key nor its place."""

_PLACE = re.compile(r"(?:出处[：:]|(?:^|[。；（])(?:详|参)?见)[^。；]*[。；]?")
_VERDICT = re.compile(
    r"(?:正确)?(?:答案|选项)(?:应当)?(?:是|为|选)?|(?:故|因此|所以|应当?|本题)*选择?(?=[A-Ha-h项“])|说法(?:是)?(?:正确|错误|不对)|(?:是)?(?:正确|错误)的?|用词是|用的是"
)

_LOCATES = re.compile(
    r"(?:并|从)?(?:没有?|未|不)曾?(?:这样|这么|如此)?(?:说过?|提到?|讲过?|写|要求|涉及)(?:这一?[项条点句])?"
    r"|(?:这|那|它|此)(?:一?[项条句点话])?|另一?[个项条处]?|另外|别的?处|其他|别的|上面|下面|前面|后面"
    r"|第[一二三四五六七八九十0-9]{1,3}(?:个|大)?(?:部分|条|章|项|段|节|点|页)|说的是|讲的是|指的是|写在|放在|出自|属于|在|是|见"
    r"|部分|学习页|章|节|段|页|要求|内容|提法|说法|任务|措施|规定|原文|办法|条例|文件|课程|的|里|中|上|也"
)
_ORDERED = (Choice, MatchPart, OrderPart, CaseBody, ScenarioBody)
"""What is shown in another order each time."""


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


def lesson_locates(items: tuple[Item, ...]) -> Findings:
    """The explanation of a wrong option must teach something, not only say where it stands or that it does not.

    Shute 2008, as above; HDR 30: the lesson names what would go wrong, or the rule that decides.

    Bad: why: 这是另一部分的要求. Good: why: 补登要在当天，隔夜就说不清是谁借的.
    """
    for item in choices(items):
        body = item.placed.body
        for index, option in enumerate(body.options if isinstance(body, Choice) else ()):
            said = bare(seen(option.why or ""))
            rest = _LOCATES.sub("", said.replace(bare(item.source), "") if item.source else said)
            if len(said) >= 2 > len(rest):
                yield item.found(
                    "这句 why 只说了在不在原文、在哪里，没有说为什么不合题意。请写明照它做会出什么问题，或者哪条规定决定",
                    "options",
                    index,
                    "why",
                )


def letter_in_explanation(items: tuple[Item, ...]) -> Findings:
    """An explanation must not name options by letters or places: they are shown in another order each time.

    HDR 21, “vary the location of the right answer”: options are shuffled, so that a letter names another option.

    Bad: A 没有写期限. Good: 只写“尽快”的没有期限.
    """
    for item in items:
        for text, keys in _lessons(item):
            if named := loose_letters(seen(text)):
                yield item.found(f"这里用“{named[0]}”指选项，可是选项每次的次序都不同。请写出选项的内容", *keys)


def _lessons(item: Item) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Yield what is read after answering a question whose options are shuffled, each with its place."""
    body = item.placed.body
    if isinstance(body, Choice) and all(option.fixed for option in body.options):
        return
    if isinstance(body, _ORDERED) and (explanation := getattr(body, "explanation", None)):
        yield explanation, ("explanation",)
    if isinstance(body, Choice):
        yield from ((option.why, ("options", index, "why")) for index, option in enumerate(body.options) if option.why)
    if isinstance(body, ScenarioBody):
        yield from ((end.debrief, ("ends", name, "debrief")) for name, end in body.ends.items())


RULES = collect(explanation_repeats_key, lesson_repeats_option, lesson_locates, letter_in_explanation)
