"""Banks of the unit that a file asks for and that do not exist yet: each gets its title and page before it is filled."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from course.edit.question_yaml import question_lines
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.importing.options import ImportOptions, ImportRule
from course.load.banks import read_bank
from course.model.bank import ID_PATTERN, LOCAL_PREFIX, BankFile, bank_path
from course.model.course import Course

_SCHEMA = "# yaml-language-server: $schema=../../build/schema/bank.json"


@dataclass(frozen=True, slots=True)
class NewBank:
    """A bank to make: as an empty one, and its text, in which one line stands where its questions will stand."""

    bank: BankFile
    text: str


def new_name(bank: str) -> str:
    """Return the name of a bank that may be made, whether it is given by name or by path; empty for any other."""
    name = bank.removeprefix("local/quizzes/").removesuffix(".yml")
    is_allowed = name.startswith(LOCAL_PREFIX) and re.fullmatch(ID_PATTERN, name) and bank in {name, bank_path(name)}
    return name if is_allowed else ""


def new_banks(
    course: Course, imported: ImportedFile, options: ImportOptions
) -> tuple[tuple[NewBank, ...], tuple[ImportProblem, ...]]:
    """Return the banks that a file asks for with a title, and why a page is not certain; `options` have ids of points."""
    known = {name for bank in course.banks for name in (bank.path, bank.name)}
    asking: dict[str, list[ImportedQuestion]] = {}
    for question in imported.questions:
        bank = question.bank or options.bank or ""
        if bank not in known and (name := new_name(bank)):
            asking.setdefault(name, []).append(question)
    made: list[NewBank] = []
    problems: list[ImportProblem] = []
    for name, questions in asking.items():
        title = options.title or next((one.bank_title for one in questions if one.bank_title), "")
        pages = _pages(course, questions, options)
        if not title:
            continue
        # Any page lets the questions be checked, so that all problems are reported in one run.
        made.append(_made(name, title, [*pages, *(study.page.path for study in course.study), ""][0]))
        if len(pages) != 1:
            problems.append(_page_problem(course, questions[0], pages, options.page))
    return tuple(made), tuple(problems)


def _pages(course: Course, questions: Iterable[ImportedQuestion], options: ImportOptions) -> list[str]:
    """Return the page that was given, or else those that teach the points of the questions."""
    if options.page:
        return [one.page.path for one in course.study if options.page in {one.page.path, one.name, one.title}]
    asked = {point for question in questions for point in _points(question, options)}
    return [
        study.page.path
        for study in course.study
        if any(point.id in asked for requirement in study.requirements for point in requirement.points)
    ]


def _points(question: ImportedQuestion, options: ImportOptions) -> Iterator[object]:
    points = question.fields.get("points") or options.points
    return iter(points if isinstance(points, list | tuple) else ())


def _page_problem(course: Course, question: ImportedQuestion, pages: list[str], given: str) -> ImportProblem:
    rule: ImportRule = "no-page"
    usable = "、".join(study.page.path for study in course.study)
    if given:
        message = f"没有学习页 {given}。请照这些改 --page：{usable}"
    elif pages:
        message = (
            f"这个新题库的题考到几个学习页的要点：{'、'.join(pages)}。请分成几个题库，或导入时用 --page 写明是哪一页"
        )
    else:
        message = f"看不出这个新题库对应哪个学习页。请写明要点，或导入时写 --page，可用：{usable}"
    return ImportProblem(question.place_of("bank"), message, rule)


def _made(name: str, title: str, page: str) -> NewBank:
    head = "\n".join([_SCHEMA, *question_lines({"title": title}), f"page: {page}", "questions:", "  - 0", ""])
    bank, _ = read_bank(head, bank_path(name))
    return NewBank(bank, head)
