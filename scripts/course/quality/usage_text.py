"""What members' answers came to, in Chinese: lines about all files, a row for each question."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.quality.statistics import Interval
from course.quality.usage import FEWEST, FEWEST_SHOWN, Taken, Usage, Used


@dataclass(frozen=True, slots=True)
class TakenOption:
    """An option with how many chose it, and whether it is right."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class UsageRow:
    """How one question was answered; each of its parts has options of its own."""

    subject: str
    members: str
    facility: str
    discrimination: str
    parts: tuple[tuple[TakenOption, ...], ...]
    seconds: str


def usage_lines(usage: Usage) -> Iterator[str]:
    """Yield what members' files came to, without naming anybody."""
    records = usage.records
    yield (
        f"学员作答：{records.files} 个文件，{records.members} 人，算进统计的第一次作答 {usage.counted} 次，"
        f"涉及 {len(usage.used)} 道题；其中不足 {FEWEST} 人作答、不算难度的 "
        f"{sum(used.facility is None for used in usage.used)} 道。"
    )
    yield from (f"　没有采用 {one.file}：{one.why}。" for one in records.refused)
    left_out = (
        (usage.outdated, "次作答对的是题目改动前的版本，不算"),
        (usage.unknown, "次作答的题目不在题库里，不算"),
        (usage.hidden, f"道题作答的不到 {FEWEST_SHOWN} 人，不列出，以免看出是谁"),
        (usage.self_marked, "次作答由学员自评或还没有评，不算"),
        (records.senseless, "条记录读不懂，不算"),
        (records.without_answers, "个文件没有作答（成绩单要勾选“给出每一次作答的原始内容”）"),
    )
    yield from (f"　{count} {what}。" for count, what in left_out if count)


def usage_row(used: Used) -> UsageRow:
    """Return the figures of one question."""
    rough = "（仅供参考）" if used.rough else ""
    return UsageRow(
        subject=f"{used.item.question.id} {used.item.stem}",
        members=f"{used.members}{rough}",
        facility=_facility(used.facility) if used.facility else f"{used.right} 人答对",
        discrimination=_discrimination(used.discrimination) if used.discrimination else "—",
        parts=tuple(map(_options, used.taken)),
        seconds="、".join(f"{seconds:.0f}" for seconds in used.times) if used.times else "—",
    )


def _facility(interval: Interval) -> str:
    return f"{interval.share:.0%}（{interval.low:.0%}～{interval.high:.0%}）"


def _discrimination(interval: Interval) -> str:
    return f"{interval.share:.2f}（{interval.low:.2f}～{interval.high:.2f}）"


def _options(taken: Taken) -> tuple[TakenOption, ...]:
    item = taken.item
    if not item.options:
        right, wrong = taken.counts[:2]
        return (TakenOption(f"对 {right}", right=False), TakenOption(f"错 {wrong}", right=False))
    return tuple(
        TakenOption(f"{option} {count}", right=index in item.key)
        for index, (option, count) in enumerate(zip(item.options, taken.counts, strict=True))
    )
