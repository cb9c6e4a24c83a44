"""Ids as text: new ones into a bank without touching anything else, and the list of all that were published."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from course.model.bank import BankFile
from course.model.course import LOCAL_IDS, Course, KnownIds
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
        nameless = [at for at, one in zip(bank.indexes, bank.questions, strict=True) if one.id is None]
        # Only for a bank that needs it: of a large course there are many banks and many ids.
        highest = _highest(bank.name, used) if nameless else 0
        chosen |= {(bank.path, at): f"{bank.name}-{number:03}" for number, at in enumerate(nameless, highest + 1)}
    return chosen


def _highest(bank: str, used: Iterable[str]) -> int:
    numbers = re.compile(rf"{re.escape(bank)}-([0-9]+)")
    return max((int(match[1]) for name in used if (match := numbers.fullmatch(name))), default=0)


def with_new_ids(course: Course, names: Mapping[tuple[str, int], str]) -> Course:
    """Return a course as it is once its banks have the ids that `new_ids` chose; places stay what they were."""
    changed = {path for path, _ in names}
    banks = (_with_new_ids(bank, names) if bank.path in changed else bank for bank in course.banks)
    return replace(course, banks=tuple(banks))


def _with_new_ids(bank: BankFile, names: Mapping[tuple[str, int], str]) -> BankFile:
    new = {index: name for (path, index), name in names.items() if path == bank.path}
    questions = (
        question.model_copy(update={"id": new[index]}) if index in new else question
        for index, question in zip(bank.indexes, bank.questions, strict=True)
    )
    return replace(bank, questions=tuple(questions), named=bank.named.union(new.values()))


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
    return _text(course.ids, _questions(course.ids, banks, finished), _present(course, finished))


def local_ids_file(course: Course) -> str:
    """Return the text of the unit's list of ids, with those of its own questions that are finished."""
    banks = [bank for bank in course.banks if bank.is_local]
    return _text(course.local_ids, _questions(course.local_ids, banks, finished_ids(course)))


def list_file(ids: KnownIds) -> str:
    """Return the text of a list of ids that holds these and no others."""
    return _text(ids, _questions(ids, (), frozenset()))


def _text(ids: KnownIds, questions: Iterable[str], present: Iterable[str] = ()) -> str:
    lines = list(questions)
    if ids.path == LOCAL_IDS:
        return "\n".join((_LOCAL_HEAD + ("questions:" if lines else "questions: {}"), *lines, *_withdrawn(ids), ""))
    return "\n".join((_HEAD + "questions:", *lines, *_requirements(ids, present), *_withdrawn(ids), ""))


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


def _present(course: Course, finished: AbstractSet[str]) -> Iterator[str]:
    """Yield the finished requirements and points of a course by their ids."""
    names = (name for one in course.requirements() for name in (one.id, *(point.id for point in one.points)))
    return (name for name in names if name in finished)


def _requirements(ids: KnownIds, present: Iterable[str]) -> Iterator[str]:
    withdrawn = {name for name, _ in ids.withdrawn}
    names = dict.fromkeys([*(name for name, _ in ids.register), *present])
    yield "requirements:"
    yield from (f"  - {name}" for name in names if name and name not in withdrawn)


def _withdrawn(ids: KnownIds) -> Iterator[str]:
    withdrawn = [name for name, _ in ids.withdrawn]
    yield "withdrawn:" if withdrawn else "withdrawn: []"
    yield from (f"  - {name}" for name in withdrawn)
