"""Ids as text: new ones into a bank without touching anything else, and the list of all that were published."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from course.model.bank import BankFile
from course.model.course import Course, KnownIds
from course.model.unfinished import finished_ids
from course.text.offsets import LINES

_HEAD = """\
# 已发布的编号，由 ./course ids 维护。学员的作答记录靠这些编号对应，所以发布过的编号不改、不重用。
# 停用一道题或一个要点：先从题库或学习页中删去，再把它的编号从上面移到 withdrawn 下面。
"""
_LOCAL_HEAD = """\
# yaml-language-server: $schema=../build/schema/ids.json
# 本单位自己的题号，由 ./course ids 登记；withdrawn 下面是停用的题：本单位自己的，和课程里本单位不用的。
# 课程的题要重新用上，从 withdrawn 下面删去它的题号。
"""


def new_ids(course: Course) -> dict[tuple[str, int], str]:
    """Choose an id for each question without one; keys are the bank's path and the question's index there.

    The number continues after the highest that the bank's name was ever used with, withdrawn ones included.
    """
    used = {question.id for question in course.written_questions() if question.id}
    for ids in (course.ids, course.local_ids):
        used |= {known.id for known in ids.questions} | {name for name, _ in ids.withdrawn}
    chosen: dict[tuple[str, int], str] = {}
    for bank in course.banks:
        numbers = re.compile(rf"{re.escape(bank.name)}-([0-9]+)")
        highest = max((int(match[1]) for name in used if (match := numbers.fullmatch(name))), default=0)
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            if question.id is None:
                highest += 1
                chosen[bank.path, index] = f"{bank.name}-{highest:03}"
    return chosen


def with_ids(text: str, bank: BankFile, names: dict[int, str]) -> str:
    """Return a bank's text with `id` written in front of the first field of each question in `names`."""
    lines = LINES.findall(text)
    # From the end, so that positions further up stay true.
    for index in sorted(names, reverse=True):
        place = bank.place("questions", index)
        line, column = lines[place.line - 1], place.column - 1
        lines[place.line - 1] = _insert(line, column, names[index])
    return "".join(lines)


def _insert(line: str, column: int, name: str) -> str:
    if line[column] == "{":
        return f"{line[: column + 1]}id: {name}, {line[column + 1 :]}"
    end = "\r\n" if line.endswith("\r\n") else "\n"
    return f"{line[:column]}id: {name}{end}{' ' * column}{line[column:]}"


def ids_files(course: Course) -> dict[str, str]:
    """Return the lists of ids by path: the course's, and the unit's if it has questions of its own or withdrew some."""
    local = course.local_ids.questions or course.local_ids.withdrawn or any(bank.is_local for bank in course.banks)
    files = {course.ids.path: ids_file(course)}
    return {**files, course.local_ids.path: local_ids_file(course)} if local else files


def ids_file(course: Course) -> str:
    """Return the text of the list of published ids, with those of the present course that are finished."""
    finished = finished_ids(course)
    banks = [bank for bank in course.banks if not bank.is_local]
    lines = (*_questions(course.ids, banks, finished), *_requirements(course, finished), *_withdrawn(course.ids))
    return "\n".join((_HEAD + "questions:", *lines, ""))


def local_ids_file(course: Course) -> str:
    """Return the text of the unit's list of ids, with those of its own questions that are finished."""
    banks = [bank for bank in course.banks if bank.is_local]
    questions = list(_questions(course.local_ids, banks, finished_ids(course)))
    head = "questions:" if questions else "questions: {}"
    return "\n".join((_LOCAL_HEAD + head, *questions, *_withdrawn(course.local_ids), ""))


def _questions(ids: KnownIds, banks: Iterable[BankFile], finished: AbstractSet[str]) -> Iterator[str]:
    withdrawn = {name for name, _ in ids.withdrawn}
    entries = {known.id: (known.type, known.points) for known in ids.questions}
    for bank in banks:
        entries |= {
            question.id: (question.type, question.points)
            for question in bank.questions
            if question.id and (question.id in finished or question.id in entries)
        }
    for name, (kind, points) in entries.items():
        if name not in withdrawn:
            yield f"  {name}: {{type: {kind}, points: [{', '.join(points)}]}}"


def _requirements(course: Course, finished: AbstractSet[str]) -> Iterator[str]:
    withdrawn = {name for name, _ in course.ids.withdrawn}
    present = (
        name
        for requirement in course.requirements()
        for name in (requirement.id, *(point.id for point in requirement.points))
        if name in finished
    )
    names = dict.fromkeys([*(name for name, _ in course.ids.register), *present])
    yield "requirements:"
    yield from (f"  - {name}" for name in names if name and name not in withdrawn)


def _withdrawn(ids: KnownIds) -> Iterator[str]:
    withdrawn = [name for name, _ in ids.withdrawn]
    yield "withdrawn:" if withdrawn else "withdrawn: []"
    yield from (f"  - {name}" for name in withdrawn)
