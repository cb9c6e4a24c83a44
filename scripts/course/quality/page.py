"""The report as one HTML file for staff: no scripts, nothing from elsewhere, fit to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from course.quality.advice import advice
from course.quality.console import verdict
from course.quality.guessing import Guess
from course.quality.report import GUESS_LABELS, Report, guess_sentence, percent
from course.quality.run import Judged
from course.quality.statistics import Interval
from course.quality.usage import FEW, FEWEST, Usage
from course.quality.usage_text import UsageRow, usage_lines, usage_row
from course.templates import Templates
from course.text.diagnostics import Diagnostic

_CUES = 8


@dataclass(frozen=True, slots=True)
class _Count:
    rule: str
    open: int
    reasoned: int


@dataclass(frozen=True, slots=True)
class _Cue:
    cue: str
    accuracy: str
    interval: Interval
    gives_away: bool


@dataclass(frozen=True, slots=True)
class _Guessed:
    """How well one type was guessed; without rows there were too few questions."""

    label: str
    sentence: str
    chance: float
    gives_away: bool
    rows: tuple[_Cue, ...]


@dataclass(frozen=True, slots=True)
class _Usage:
    lines: tuple[str, ...]
    advice: tuple[Diagnostic, ...]
    rows: tuple[UsageRow, ...]
    fewest: int = FEWEST
    few: int = FEW


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    verdict: str
    day: str
    open: tuple[tuple[str, tuple[Judged, ...]], ...]
    counts: tuple[_Count, ...]
    guesses: tuple[_Guessed, ...]
    accepted: tuple[Judged, ...]
    usage: _Usage | None


def page(report: Report, day: str) -> str:
    """Return the report as a whole HTML page; `day` is the day it was made, as people write it."""
    by_path = groupby(report.open, key=lambda one: one.finding.position.path)
    view = _Page(
        title=report.title,
        verdict=verdict(report),
        day=day,
        open=tuple((path, tuple(group)) for path, group in by_path),
        counts=tuple(_Count(rule, *counts) for rule, counts in report.checked.counts().items()),
        guesses=tuple(map(_guessed, report.guesses)),
        accepted=tuple(report.checked.accepted),
        usage=_usage(report.usage) if report.usage else None,
    )
    return Templates(Path(__file__).with_name("templates"), {}).render("report", view)


def _guessed(found: Guess) -> _Guessed:
    rows = tuple(_cues(found)) if found.enough else ()
    return _Guessed(GUESS_LABELS[found.type], guess_sentence(found), found.chance, found.gives_away, rows)


def _cues(found: Guess) -> Iterator[_Cue]:
    yield _Cue("全部线索合起来", percent(found.accuracy.share), found.accuracy, gives_away=False)
    for result in found.cues[:_CUES]:
        name = f"{result.cue.name}：{result.how}"
        yield _Cue(name, percent(result.accuracy.share), result.accuracy, result.gives_away)


def _usage(usage: Usage) -> _Usage:
    lines = tuple(line.strip() for line in usage_lines(usage))
    return _Usage(lines, tuple(advice(usage)), tuple(map(usage_row, usage.used)))
