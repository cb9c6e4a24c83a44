"""What a blueprint demands and what the banks have for it: whether it can be filled, and how often questions recur."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from course.model.bank import DIFFICULTY_LABELS
from course.model.course import Course
from course.model.exam import Exam, ExamFile, Section
from course.model.study import StudyPage

Supply = Counter[tuple[str, int]]
"""Questions by type and difficulty."""

Pool = list[tuple[StudyPage, Supply]]
"""What each study page has."""


@dataclass(frozen=True, slots=True)
class SectionFill:
    """One section: how many questions of its type are left for it, after earlier sections of the same type."""

    section: Section
    available: int

    @property
    def enough(self) -> bool:
        """Return whether the section can be filled."""
        return self.available >= self.section.count

    @property
    def repeated(self) -> float:
        """Share of the section that two papers have in common on average: each question is as likely as any other."""
        return min(1.0, self.section.count / self.available) if self.available else 1.0


@dataclass(frozen=True, slots=True)
class LevelFill:
    """One difficulty: how many the mix wants on the whole paper, and the least and most that its sections allow."""

    level: int
    wanted: int
    least: int
    most: int

    @property
    def possible(self) -> bool:
        """Return whether the wanted number can be drawn."""
        return self.least <= self.wanted <= self.most


@dataclass(frozen=True, slots=True)
class PageFill:
    """One study page: how many questions it has for each section, and how many of them a paper holds on average.

    A section is drawn from all pages in proportion to what each has of its type.
    """

    page: StudyPage
    available: tuple[int, ...]
    drawn: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ExamFill:
    """A blueprint, and the page where learners choose one, against what the banks have."""

    file: ExamFile
    page: StudyPage | None
    sections: tuple[SectionFill, ...]
    levels: tuple[LevelFill, ...]
    pages: tuple[PageFill, ...]

    @property
    def title(self) -> str:
        """The blueprint's title, with the page's."""
        return f"{self.file.shown_title}·{self.page.title}" if self.page else self.file.shown_title

    @property
    def repeated(self) -> float:
        """Share of the whole paper that two papers have in common on average."""
        return sum(fill.repeated * fill.section.count for fill in self.sections) / _questions(self.file.exam)

    @property
    def papers(self) -> int:
        """How many different papers there are at the most, orders of questions aside: 0 if it cannot be filled."""
        return math.prod(math.comb(fill.available, fill.section.count) for fill in self.sections)


def fillings(course: Course) -> tuple[ExamFill, ...]:
    """Return for each blueprint what there is for it, page by page where the learner chooses the page."""
    supplies = {study.page.path: Supply() for study in course.study}
    for bank, question in course.questions():
        if bank.page in supplies:
            supplies[bank.page][question.type, question.level] += 1
    everything = [(study, supplies[study.page.path]) for study in course.study]
    return tuple(_fill(file, page, pool) for file in course.exams for page, pool in _pools(file.exam, everything))


def _pools(exam: Exam, everything: Pool) -> Iterable[tuple[StudyPage | None, Pool]]:
    if exam.choose_page:
        return [(study, [(study, supply)]) for study, supply in everything]
    return [
        (None, [(study, supply) for study, supply in everything if not exam.pages or study.page.path in exam.pages])
    ]


def _fill(file: ExamFile, page: StudyPage | None, pool: Pool) -> ExamFill:
    supply = sum((one for _, one in pool), Supply())
    by_type = _by_type(supply)
    sections: list[SectionFill] = []
    required: Counter[str] = Counter()
    for section in file.exam.sections:
        sections.append(SectionFill(section, max(0, by_type[section.type] - required[section.type])))
        required[section.type] += section.count
    pages = tuple(_page(study, _by_type(one), by_type, file.exam) for study, one in pool)
    return ExamFill(file, page, tuple(sections), _levels(file.exam, required, by_type, supply), pages)


def _page(study: StudyPage, own: Counter[str], by_type: Counter[str], exam: Exam) -> PageFill:
    shares = (own[section.type] / by_type[section.type] if own[section.type] else 0.0 for section in exam.sections)
    drawn = tuple(share * section.count for share, section in zip(shares, exam.sections, strict=True))
    return PageFill(study, tuple(own[section.type] for section in exam.sections), drawn)


def _by_type(supply: Supply) -> Counter[str]:
    found: Counter[str] = Counter()
    for (kind, _), count in supply.items():
        found[kind] += count
    return found


def _levels(exam: Exam, required: Counter[str], by_type: Counter[str], supply: Supply) -> tuple[LevelFill, ...]:
    if exam.difficulty is None:
        return ()
    shares = dict(zip(DIFFICULTY_LABELS, exam.difficulty.shares, strict=True))
    return tuple(
        LevelFill(
            level=level,
            wanted=round(_questions(exam) * share / 100),
            least=sum(max(0, count - (by_type[kind] - supply[kind, level])) for kind, count in required.items()),
            most=sum(min(count, supply[kind, level]) for kind, count in required.items()),
        )
        for level, share in shares.items()
    )


def _questions(exam: Exam) -> int:
    return sum(section.count for section in exam.sections)
