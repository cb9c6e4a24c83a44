"""What the figures of usage advise about questions, where their intervals allow it. No advice makes a check fail."""

from collections.abc import Iterator

from course.model.bank import TrueFalsePart
from course.quality.items import Item
from course.quality.statistics import wilson
from course.quality.usage import FEWEST, Taken, Usage, Used
from course.text.diagnostics import Diagnostic

EASY = 0.9
"""A question that more than this share answers rightly does not discriminate."""

HARD = 0.3
"""Of a question that less than this share answers rightly, the key is looked at first."""

IDLE = 0.05
"""An option that fewer than one in twenty takes does no work (Haladyna & Downing, “How Many Options Is Enough”, 1993)."""

REMARKS = ("seldom-wrong", "seldom-right", "wrong-option-preferred", "turned-round", "idle-option")
"""Names of what answers can say about a question. They are advice: few people answered, and all of one place."""


def advice(usage: Usage) -> tuple[Diagnostic, ...]:
    """Return what the figures advise, sorted by place."""
    return tuple(sorted(remark for used in usage.used for remark in remarks_of(used)))


def remarks_of(used: Used) -> Iterator[Diagnostic]:
    """Yield what the figures of one question advise."""
    if used.facility is None:
        return
    basis = f"{used.members} 人作答" + ("，人数不多，仅供参考" if used.rough else "")
    for rule, message in (*_of_facility(used), *_of_discrimination(used)):
        yield Diagnostic(used.item.placed.place("stem"), f"{basis}：{message}", rule, "warning")
    for taken in used.taken:
        for rule, message, index in _of_options(taken):
            yield Diagnostic(taken.item.placed.place("options", index, "text"), f"{basis}：{message}", rule, "warning")


def _of_facility(used: Used) -> Iterator[tuple[str, str]]:
    facility = used.facility
    if facility is None:
        return
    if facility.low > EASY:
        yield "seldom-wrong", f"{used.right} 人第一次就答对，分不出会与不会。请看看是不是太容易，或者题目泄露了答案"
    if facility.high < _bar(used.item):
        yield "seldom-right", f"只有 {used.right} 人答对。请先核对答案，再看题干是否说清、页面是否讲到"


def _bar(item: Item) -> float:
    """Return the share of right answers below which something is wrong: what guessing gives, at least `HARD`."""
    if isinstance(item.placed.body, TrueFalsePart):
        return 0.5
    return max(HARD, 1 / len(item.options)) if len(item.key) == 1 else HARD


def _of_discrimination(used: Used) -> Iterator[tuple[str, str]]:
    if used.discrimination and used.discrimination.high < 0:
        yield (
            "turned-round",
            (f"别的题答得好的人，这道题反而答得差（区分度 {used.discrimination.share:.2f}）。请核对答案，看有没有歧义"),
        )


def _of_options(taken: Taken) -> Iterator[tuple[str, str, int]]:
    options, key = taken.item.options, taken.item.key
    if not options or taken.total < FEWEST:
        return
    for index, count in enumerate(taken.counts):
        if index in key:
            continue
        share = wilson(count, taken.total)
        if len(key) == 1 and share.low > wilson(taken.counts[min(key)], taken.total).high:
            yield "wrong-option-preferred", f"选“{options[index]}”的有 {count} 人，比选正确答案的多。请核对答案", index
        if share.high < IDLE:
            yield "idle-option", f"“{options[index]}”几乎没有人选（{count} 人），起不了作用。请换一个像真的", index
