"""Paper numbers, and the papers they stand for: the same as the player shows for that number.

The player has the same in `player/src/learning/paper.ts`; both are held to `tests/cases/paper_numbers.yml`.
"""

import re
import unicodedata
from dataclasses import dataclass

from course.exams.draw import Candidate, draw
from course.exams.option_order import seed_on
from course.model.bank import Question
from course.model.course import Course
from course.model.exam import ExamFile, Section
from course.model.study import StudyPage

_DASHES = re.compile("[‐-―−ー]+")
_DIGITS = re.compile("[0-9]{1,8}")
_LONGEST_PROPOSAL = 5


@dataclass(frozen=True, slots=True)
class PaperName:
    """A number with all that it says; the page is there where the blueprint asks for one."""

    file: ExamFile
    page: StudyPage | None
    number: str


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One section of a blueprint with the questions drawn for it; `first` is the number of the first, from 1."""

    section: Section
    questions: tuple[Question, ...]
    first: int

    @property
    def marks(self) -> int:
        """What the questions of this section are worth together."""
        return len(self.questions) * self.section.marks


@dataclass(frozen=True, slots=True)
class Paper:
    """A concrete draw; `drawn` has every section of the blueprint, also one for which the banks have no question."""

    name: PaperName
    version: str
    """The course version: with another one the same number may give another paper."""
    drawn: tuple[PaperPart, ...]

    @property
    def parts(self) -> tuple[PaperPart, ...]:
        """The sections that have questions."""
        return tuple(part for part in self.drawn if part.questions)

    @property
    def title(self) -> str:
        """Title of the blueprint, and of the study page that it was drawn for."""
        page = self.name.page
        return f"{self.name.file.shown_title}：{page.title}" if page else self.name.file.shown_title

    @property
    def marks(self) -> int:
        """The full marks of what was drawn."""
        return sum(part.marks for part in self.parts)

    @property
    def passing(self) -> int:
        """The fewest half marks that pass: where the banks could not fill the blueprint, fewer in proportion."""
        exam = self.name.file.exam
        return -(-2 * exam.passing * self.marks // exam.full_marks)

    def seed(self, question: Question) -> int:
        """Return the seed by which a question is shuffled on this paper."""
        return seed_on(self.name.number, question.id or "")


def heads(course: Course) -> dict[str, tuple[ExamFile, StudyPage | None]]:
    """Return what a paper number can begin with, before its last dash, and what each of these means."""
    found: dict[str, tuple[ExamFile, StudyPage | None]] = {}
    for file in course.exams:
        if file.exam.choose_page:
            found |= {f"{file.name}-{study.name}": (file, study) for study in course.study}
        else:
            found[file.name] = (file, None)
    return found


def folded(text: str) -> str:
    """Return typed text in the form of a paper number: width, case, spaces, dashes and invisible signs do not matter."""
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    narrow = "".join(unicodedata.normalize("NFKC", shown).split())
    return _DASHES.sub("-", narrow).lower()


def read_number(course: Course, text: str) -> PaperName | None:
    """Return what a paper number says; None if it is none."""
    number = folded(text)
    head, _, digits = number.rpartition("-")
    named = heads(course).get(head)
    return PaperName(*named, number) if named and _DIGITS.fullmatch(digits) else None


def is_digits(text: str) -> bool:
    """Return whether a text is the last part of a paper number."""
    return _DIGITS.fullmatch(text) is not None


def fresh_number(head: str, chance: int) -> str:
    """Return a random paper number, as the player proposes it; `chance` is any whole number."""
    return f"{head}-{chance % 10**_LONGEST_PROPOSAL:0{_LONGEST_PROPOSAL}d}"


def draw_paper(course: Course, name: PaperName) -> Paper:
    """Draw the paper with this number: the same on every machine that has this course."""
    exam = name.file.exam
    pages = (name.page.page.path,) if name.page else exam.pages
    pool = [
        Candidate.of(question, bank.page) for bank, question in course.questions() if not pages or bank.page in pages
    ]
    known = {question.id: question for _, question in course.questions()}
    parts: list[PaperPart] = []
    first = 1
    for section, ids in zip(exam.sections, draw(pool, exam, name.number), strict=True):
        parts.append(PaperPart(section, tuple(known[one] for one in ids), first))
        first += len(ids)
    return Paper(name, course.version, tuple(parts))
