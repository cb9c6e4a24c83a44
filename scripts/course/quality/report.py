"""The whole report on item quality: rules, guessing and, where there are records, how members answered."""

from collections.abc import Callable
from dataclasses import dataclass

from course.model.course import Course
from course.quality.advice import REMARKS, advice
from course.quality.guessing import MOST, Guess, guess
from course.quality.items import items_of
from course.quality.records import Records
from course.quality.run import ALL, COMPLAINTS, RULES, Checked, Judged, check
from course.quality.usage import Usage, usage
from course.text.diagnostics import Diagnostic, Position

GUESSED = "guessable-bank"
"""Reported where shape alone finds more answers than chance does. No reason silences it."""

NAMES = frozenset({*(rule.name for rule in RULES), *COMPLAINTS, *REMARKS, GUESSED})
"""Every name that `./course quality` can print."""

GUESS_LABELS = {"single": "单选", "multiple": "多选", "truefalse": "判断"}


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to say of the questions of a course; `items` counts those inside cases too."""

    title: str
    questions: int
    items: int
    checked: Checked
    guesses: tuple[Guess, ...]
    usage: Usage | None

    @property
    def open(self) -> tuple[Judged, ...]:
        """What is left to correct, sorted by place."""
        return tuple(sorted([*self.checked.open, *map(_given_away, filter(lambda one: one.gives_away, self.guesses))]))

    @property
    def remarks(self) -> tuple[Diagnostic, ...]:
        """What members' answers advise; it makes nothing fail."""
        return advice(self.usage) if self.usage else ()

    @property
    def failed(self) -> bool:
        """Return whether anything is left to correct, or a file of members' answers was refused."""
        return bool(self.open) or bool(self.usage and self.usage.records.refused)


def assess(course: Course, records: Records | None = None, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Judge all questions of a course; `progress` is called with a line (Chinese) before each long step."""
    items = items_of(course)
    progress(f"正在对照出题规则检查 {len(items)} 道题（案例里的小题分开算）……")
    checked = check(course, items)
    progress("正在试着只看选项的样子猜答案……")
    guesses = guess(items)
    used = None
    if records is not None:
        progress("正在统计学员的作答……")
        used = usage(course, records)
    questions = sum(1 for _ in course.questions())
    return Report(course.title, questions, len(items), checked, guesses, used)


def _given_away(found: Guess) -> Judged:
    strong = [result for result in found.cues if result.gives_away] or list(found.cues[:2])
    hints = "、".join(f"“{result.how}”" for result in strong)
    message = (
        f"只看样子猜{GUESS_LABELS[found.type]}题，{percent(found.accuracy.share)} 猜对，高于瞎猜的 {percent(found.chance)}"
        f"（95% 区间 {percent(found.accuracy.low)} 到 {percent(found.accuracy.high)}）。最漏底的是{hints}。"
        "请照报告里的线索改写选项"
    )
    return Judged(Diagnostic(Position("quizzes"), message, GUESSED), ALL)


def guess_sentence(found: Guess) -> str:
    """Say in Chinese how far shape alone gives the questions of one type away."""
    label = GUESS_LABELS[found.type]
    if not found.enough:
        return f"{label}题 {found.all} 道，太少，没有猜。"
    how = "从对错各一的两个选项里挑中" if found.type == "multiple" else "猜对"
    some = f"（从 {found.all} 道里均匀取的 {MOST} 道）" if found.questions < found.all else ""
    verdict = "高于瞎猜，选项的样子泄露了答案" if found.gives_away else "与瞎猜没有分别"
    if not found.gives_away and found.accuracy.high < found.chance:
        verdict = "低于瞎猜，选项的样子没有泄露答案"
    return (
        f"{label}题 {found.questions} 道{some}：只看样子{how}的占 {percent(found.accuracy.share)}，"
        f"95% 区间 {percent(found.accuracy.low)} 到 {percent(found.accuracy.high)}，瞎猜 {percent(found.chance)}。{verdict}。"
    )


def percent(share: float) -> str:
    """Return a share as people write it, to a tenth of a hundredth."""
    return f"{100 * share:.1f}%"
