"""The questions of one file shared out among banks: a line for each bank, with the numbers of its questions."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from course.importing.planned import PlannedQuestion
from course.model.course import Course

MOST_LINES = 100
_RANGE = re.compile(r"([0-9]{1,4})(?:\s*(?:[-–—~～]|至|到)\s*([0-9]{1,4}))?")
_BETWEEN = re.compile(r"[、，,；;\s]+")
_SPACED_DASH = re.compile(r"\s*([-–—~～至到])\s*")
_AROUND = re.compile(r"[第道题]")


@dataclass(frozen=True, slots=True)
class SplitLine:
    """One line of the form: the path of a bank, the numbers of questions as text, and what is wrong with it."""

    bank: str
    numbers: str
    problem: str = ""


def split_lines(course: Course, questions: Sequence[PlannedQuestion]) -> tuple[SplitLine, ...]:
    """Return the banks that new questions go into, or probably belong to, and an empty line."""
    groups: dict[str, list[int]] = {}
    banks = _banks_of_points(course)
    for number, question in enumerate(questions, 1):
        if _can_be_shared(question):
            groups.setdefault(question.bank or _likely_bank(question, banks), []).append(number)
    order = {bank.path: at for at, bank in enumerate(course.banks)}
    known = sorted((path for path in groups if path), key=lambda path: order.get(path, len(order)))
    return (*(SplitLine(path, written(groups[path])) for path in known), SplitLine("", written(groups.get("", ()))))


def is_open(questions: Iterable[PlannedQuestion]) -> bool:
    """Return whether a question that can be shared out has no bank yet."""
    return any(_can_be_shared(question) and not question.bank for question in questions)


def _can_be_shared(question: PlannedQuestion) -> bool:
    """Return whether the person may choose its bank: an existing question has one."""
    return question.state in {"new", "refused"} and "id" not in question.fields


def _banks_of_points(course: Course) -> Mapping[str, str]:
    """Return by point the first bank of its study page."""
    banks: dict[str, str] = {}
    for bank in course.banks:
        banks.setdefault(bank.page, bank.path)
    return {
        point.id: banks[study.page.path]
        for study in course.study
        if study.page.path in banks
        for requirement in study.requirements
        for point in requirement.points
    }


def _likely_bank(question: PlannedQuestion, banks: Mapping[str, str]) -> str:
    points = question.fields.get("points")
    named = [str(point) for point in points] if isinstance(points, list | tuple) else []
    return next((banks[name] for name in (*named, *(one.point for one in question.suggested)) if name in banks), "")


def written(numbers: Iterable[int]) -> str:
    """Return ascending numbers as people write them, such as `1-18、20`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def checked_lines(
    lines: Iterable[SplitLine], known: frozenset[str], questions: Sequence[PlannedQuestion]
) -> tuple[tuple[SplitLine, ...], dict[int, str]]:
    """Return the lines with what is wrong with them, and the path of a bank by the number of each question they name."""
    chosen: dict[int, str] = {}
    done = []
    for line in lines:
        numbers, problem = _numbers(line.numbers)
        if not line.bank and not problem and all(_is_open(questions, number) for number in numbers):
            # They stay without a bank for now.
            done.append(line)
            continue
        problem = problem or next(_faults(line, numbers, known, questions, chosen), "")
        done.append(SplitLine(line.bank, line.numbers, problem))
        chosen |= dict.fromkeys(numbers, line.bank)
    return tuple(done), chosen


def _is_open(questions: Sequence[PlannedQuestion], number: int) -> bool:
    return 0 < number <= len(questions) and not questions[number - 1].bank


def _numbers(text: str) -> tuple[list[int], str]:
    """Return the numbers in a text, and what cannot be understood in it."""
    numbers: list[int] = []
    for part in filter(None, _BETWEEN.split(_SPACED_DASH.sub(r"\1", _AROUND.sub("", text)))):
        found = _RANGE.fullmatch(part)
        if not found:
            return [], f"看不懂“{part}”。请写成 1-20、25 这样"
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            return [], f"“{part}”前后写反了。请写成 {last}-{first}"
        numbers += range(first, last + 1)
    return numbers, ""


def _faults(
    line: SplitLine,
    numbers: Iterable[int],
    known: frozenset[str],
    questions: Sequence[PlannedQuestion],
    chosen: Mapping[int, str],
) -> Iterator[str]:
    for number in numbers:
        if not 0 < number <= len(questions):
            yield f"没有第 {number} 道。一共 {len(questions)} 道"
        elif number in chosen:
            yield f"第 {number} 道上面已经写过。请只留一处"
        elif "id" in questions[number - 1].fields:
            yield f"第 {number} 道是题库里已有的题，不能在这里换题库。请去掉它"
        elif line.bank not in known:
            yield "没有选题库。请选一个，或者删去这一行的题号"
