"""The report for a terminal, and for programs."""

import json
from collections.abc import Iterator
from typing import Any

from course.quality.guessing import Guess
from course.quality.report import Report, guess_sentence, percent
from course.quality.run import Judged
from course.quality.statistics import Interval
from course.quality.usage import Usage, Used
from course.quality.usage_text import usage_lines
from course.text.diagnostics import Diagnostic, format_github, format_text

_CUES = 3


def text_lines(report: Report) -> Iterator[str]:
    """Yield the report line by line: what to correct, advice, counts by rule, guessing, usage, the verdict."""
    yield from format_text(_diagnostics(report))
    counts = report.checked.counts()
    if counts:
        yield "各规则的提示（待改／已说明理由）："
        yield from (f"　{rule}　{still}／{reasoned}" for rule, (still, reasoned) in counts.items())
    yield "只看样子猜答案（Wilson 区间）："
    for found in report.guesses:
        yield f"　{guess_sentence(found)}"
        if found.cues:
            yield "　　单看一条线索：" + "，".join(
                f"{result.how} {percent(result.accuracy.share)}{'（漏底）' if result.gives_away else ''}"
                for result in found.cues[:_CUES]
            )
    if report.usage:
        yield from usage_lines(report.usage)
    yield verdict(report)


def _diagnostics(report: Report) -> list[Diagnostic]:
    return [*(one.finding for one in report.open), *report.remarks]


def verdict(report: Report) -> str:
    """Say in one sentence whether anything is left to do."""
    what = f"{report.questions} 道题（连案例小题 {report.items} 道）"
    if report.open:
        return f"{what}，还有 {len(report.open)} 处提示没有改，也没有说明理由。"
    reasoned = len(report.checked.accepted)
    return f"{what}，没有待改的提示{f'，另有 {reasoned} 处已说明理由' if reasoned else ''}。"


def github_lines(report: Report) -> Iterator[str]:
    """Yield one workflow command for each finding and each piece of advice."""
    yield from format_github(_diagnostics(report))


def json_lines(report: Report) -> Iterator[str]:
    """Yield the report as one JSON object."""
    value = {
        "questions": report.questions,
        "items": report.items,
        "findings": [_judged(one) for one in report.open],
        "accepted": [_judged(one) for one in report.checked.accepted],
        "guesses": [_guess(found) for found in report.guesses],
        "remarks": [_diagnostic(remark) for remark in report.remarks],
        "usage": _usage(report.usage) if report.usage else None,
    }
    yield json.dumps(value, ensure_ascii=False, indent=2)


def _diagnostic(found: Diagnostic) -> dict[str, Any]:
    at = found.position
    return {"path": at.path, "line": at.line, "column": at.column, "rule": found.rule, "message": found.message}


def _judged(one: Judged) -> dict[str, Any]:
    about = {"about": one.about.name, "stem": one.about.stem}
    return {**_diagnostic(one.finding), **about, **({"reason": one.reason} if one.reason else {})}


def _interval(interval: Interval | None) -> dict[str, float] | None:
    return {"share": interval.share, "low": interval.low, "high": interval.high} if interval else None


def _guess(found: Guess) -> dict[str, Any]:
    return {
        "type": found.type,
        "questions": found.questions,
        "chance": found.chance,
        "accuracy": _interval(found.accuracy) if found.enough else None,
        "gives_away": found.gives_away,
        "cues": [
            {"cue": one.cue.name, "how": one.how, "accuracy": _interval(one.accuracy), "gives_away": one.gives_away}
            for one in found.cues
        ],
    }


def _usage(usage: Usage) -> dict[str, Any]:
    records = usage.records
    return {
        "files": records.files,
        "members": records.members,
        "refused": [{"file": one.file, "why": one.why} for one in records.refused],
        "counted": usage.counted,
        "outdated": usage.outdated,
        "unknown": usage.unknown,
        "self_marked": usage.self_marked,
        "hidden": usage.hidden,
        "senseless": records.senseless,
        "questions": [_used(used) for used in usage.used],
    }


def _used(used: Used) -> dict[str, Any]:
    return {
        "id": used.item.question.id,
        "members": used.members,
        "right": used.right,
        "facility": _interval(used.facility),
        "discrimination": _interval(used.discrimination),
        "options": [list(taken.counts) for taken in used.taken],
        "seconds": used.times,
        "rough": used.rough,
    }
