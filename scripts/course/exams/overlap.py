"""How strongly the papers of a blueprint repeat each other, measured on real draws."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from course.exams.draw import Candidate, draw
from course.exams.supply import ExamFill
from course.model.course import Course

PAPERS = 60
"""Papers that are drawn; with fewer the most frequent question says little."""

_FEWEST, _WORK = 10, 3_000_000
# Beyond so many questions looked at, fewer papers have to do.


@dataclass(frozen=True, slots=True)
class Repeats:
    """Over `papers` papers: the share that two of them have in common, by section, and who is on most of them."""

    papers: int
    sections: tuple[float, ...]
    most_frequent: tuple[str, int]

    def repeated(self, fill: ExamFill) -> float:
        """Share of the whole paper that two of them have in common."""
        counts = [part.section.count for part in fill.sections]
        return sum(share * count for share, count in zip(self.sections, counts, strict=True)) / sum(counts)

    @property
    def often(self) -> float:
        """Share of the papers on which the most frequent question stands."""
        return self.most_frequent[1] / self.papers


def repeats(course: Course, fill: ExamFill) -> Repeats:
    """Draw the papers numbered 1 and up of a blueprint and compare them; the same course gives the same answer."""
    exam = fill.file.exam
    pages = {fill.page.page.path} if fill.page else set(exam.pages)
    pool = [
        Candidate.of(question, bank.page) for bank, question in course.questions() if not pages or bank.page in pages
    ]
    papers = max(_FEWEST, min(PAPERS, _WORK // (len(pool) + 1)))
    drawn = [draw(pool, exam, f"{fill.file.name}-{number}") for number in range(1, papers + 1)]
    times = [Counter(one for paper in drawn for one in paper[place]) for place in range(len(exam.sections))]
    everything = sum(times, Counter[str]())
    return Repeats(
        papers=papers,
        sections=tuple(_common(found.values(), papers) for found in times),
        most_frequent=max(everything.items(), key=lambda item: (item[1], item[0]), default=("", 0)),
    )


def _common(times: Iterable[int], papers: int) -> float:
    """Return which share of a section two papers have in common on average, from how often each question stands on one.

    A question on n papers is common to n(n-1)/2 pairs of them.
    """
    times = list(times)
    pairs = papers * (papers - 1) / 2
    common = sum(count * (count - 1) / 2 for count in times)
    return common / pairs / (sum(times) / papers) if times else 0.0
