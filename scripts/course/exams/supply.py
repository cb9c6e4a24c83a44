"""What a blueprint demands and what the banks have for it: whether it can be filled, and how often questions recur."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from course.model.bank import DIFFICULTY_LABELS, Kind
from course.model.course import Course
from course.model.exam import Exam, ExamFile, Section
from course.model.study import StudyPage

Supply = Counter[tuple[str, Kind | None, int]]
"""Questions by type, kind and difficulty."""

Pool = list[tuple[StudyPage, Supply]]
"""What each study page has."""


@dataclass(frozen=True, slots=True)
class SectionFill:
    """One section: how many questions are left for it, after earlier sections that may take the same ones."""

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
            supplies[bank.page][question.type, question.kind, question.level] += 1
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
    everything = [_fitting(section, supply).total() for section in file.exam.sections]
    sections = tuple(
        SectionFill(section, max(0, everything[number] - (file.exam.required(number) - section.count)))
        for number, section in enumerate(file.exam.sections)
    )
    pages = tuple(_page(study, one, everything, file.exam) for study, one in pool)
    return ExamFill(file, page, sections, _levels(file.exam, supply), pages)


def _page(study: StudyPage, supply: Supply, everything: Sequence[int], exam: Exam) -> PageFill:
    own = [_fitting(section, supply).total() for section in exam.sections]
    drawn = tuple(
        mine / whole * section.count if mine else 0.0
        for mine, whole, section in zip(own, everything, exam.sections, strict=True)
    )
    return PageFill(study, tuple(own), drawn)


def _fitting(section: Section, supply: Supply) -> Counter[int]:
    """Return how many questions a section could have, by difficulty."""
    found: Counter[int] = Counter()
    for (type_, kind, level), count in supply.items():
        if section.asks(type_, kind):
            found[level] += count
    return found


def _levels(exam: Exam, supply: Supply) -> tuple[LevelFill, ...]:
    if exam.difficulty is None:
        return ()
    shares = dict(zip(DIFFICULTY_LABELS, exam.difficulty.shares, strict=True))
    # Sections that take the same questions are one; others are looked at as if they did not compete.
    counts: Counter[tuple[str, frozenset[Kind]]] = Counter()
    pools: dict[tuple[str, frozenset[Kind]], Counter[int]] = {}
    for section in exam.sections:
        same = section.type, frozenset(section.kinds)
        counts[same] += section.count
        pools[same] = _fitting(section, supply)
    return tuple(
        LevelFill(
            level=level,
            wanted=round(_questions(exam) * share / 100),
            least=sum(max(0, count - (pools[same].total() - pools[same][level])) for same, count in counts.items()),
            most=sum(min(count, pools[same][level]) for same, count in counts.items()),
        )
        for level, share in shares.items()
    )


def _questions(exam: Exam) -> int:
    return sum(section.count for section in exam.sections)
