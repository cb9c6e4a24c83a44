"""What a file leaves open for all its questions alike, asked once before they are matched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from course.errors import RefusedError
from course.formats.import_types import ImportedFile
from course.importing.match import only_bank
from course.importing.options import Decision, ImportOptions
from course.load.course import load_course
from course.model.bank import DIFFICULTY_LABELS
from course.model.course import Course
from course.model.point_names import find_points

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """How an import speaks with the person.

    `show` receives each line for them, `confirm` returns whether to write, `ask` what they answer to a question (Chinese),
    empty for nothing.
    """

    show: Callable[[str], None]
    confirm: Callable[[], bool]
    ask: Callable[[str], str] = lambda _: ""


@dataclass(frozen=True, slots=True)
class Unstated:
    """How many new questions of a file do not say their bank, points or difficulty, where the options do not either."""

    bank: int = 0
    points: int = 0
    difficulty: int = 0


def unstated(imported: ImportedFile, options: ImportOptions) -> Unstated:
    """Count what a file and the options leave open."""
    decided = ((one, options.decisions.get(one.place, Decision())) for one in imported.questions)
    new = [(one, decision) for one, decision in decided if "id" not in one.fields and not decision.leave_out]
    fields = [{**one.fields, **decision.fields} for one, decision in new]
    return Unstated(
        0 if options.bank else sum(1 for one, decision in new if not (one.bank or decision.bank)),
        0 if options.points else sum(1 for one in fields if not one.get("points")),
        0 if options.difficulty else sum(1 for one in fields if not one.get("difficulty")),
    )


def asked_once(root: Path, imported: ImportedFile, options: ImportOptions, dialogue: Dialogue) -> ImportOptions:
    """Return the options with what the person adds to them; nothing is asked about a file that is refused anyway."""
    open_ones = unstated(imported, options)
    if imported.problems or open_ones == Unstated():
        return options
    course, _ = load_course(root)
    if open_ones.bank and not only_bank(course):
        options = replace(options, bank=_bank(course, open_ones.bank, dialogue))
    if open_ones.points:
        options = replace(options, points=_points(course, open_ones.points, dialogue))
    if open_ones.difficulty:
        options = replace(options, difficulty=_difficulty(open_ones.difficulty, dialogue))
    return options


def _bank(course: Course, count: int, dialogue: Dialogue) -> str | None:
    banks = [bank.path for bank in course.banks]
    known = {*banks, *(bank.name for bank in course.banks)}
    dialogue.show(f"有 {count} 道题没有写放进哪个题库。可以放进：")
    for number, bank in enumerate(course.banks, 1):
        dialogue.show(f"  {number}  {bank.name}（{bank.title}）")
    return _repeated(
        dialogue,
        "都放进哪一个？请输入前面的数，再按回车：",
        lambda answer: banks[int(answer) - 1] if answer in _numbers(banks) else answer if answer in known else None,
    )


def _points(course: Course, count: int, dialogue: Dialogue) -> tuple[str, ...]:
    def named(answer: str) -> tuple[str, ...] | None:
        try:
            return tuple(point.id for point in find_points(course, [answer]))
        except RefusedError as reason:
            dialogue.show(str(reason))
            return None

    dialogue.show(f"有 {count} 道题没有写要点。空着的先算未完成，预览里会列出可能考的要点。")
    return _repeated(dialogue, "都考同一个要点的，请输入它的编号或名称；不是的，直接按回车：", named) or ()


def _difficulty(count: int, dialogue: Dialogue) -> int | None:
    levels = "，".join(f"{level} {label}" for level, label in DIFFICULTY_LABELS.items())
    dialogue.show(f"有 {count} 道题没有写难度（{levels}）。空着的先算未完成。")
    return _repeated(
        dialogue,
        "都一样难的，请输入 1、2 或 3；不一样的，直接按回车：",
        lambda answer: int(answer) if answer in _numbers(DIFFICULTY_LABELS) else None,
    )


def _numbers(things: Iterable[object]) -> set[str]:
    return {str(number) for number, _ in enumerate(things, 1)}


def _repeated(dialogue: Dialogue, question: str, taken: Callable[[str], Answer | None]) -> Answer | None:
    """Ask until an answer can be used; an empty one leaves the matter open."""
    while answer := dialogue.ask(question).strip():
        if (found := taken(answer)) is not None:
            return found
        dialogue.show(f"看不懂“{answer}”，请再输入一次。")
    return None
