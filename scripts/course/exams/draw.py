"""From a blueprint and a paper number to the questions of the paper.

The player has the same function in `player/src/core/draw.ts`; both are held to `tests/cases/draw.json`.

Difficulties stay near the blueprint's mix over the whole paper, and within a section the questions come from
all study pages in proportion to what each has of the type. Every choice is by whole numbers, so that two languages
agree, and looks at groups of questions only, so that a bank of any size is drawn from at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from course.exams.shuffle import seed_for, shuffle
from course.model.bank import Kind, Question
from course.model.exam import Exam

_STEP = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the draw needs to know of a question; `apart` names those that may not stand on the same paper."""

    id: str
    type: str
    page: str
    difficulty: int
    apart: tuple[str, ...] = ()
    kind: Kind | None = None

    @classmethod
    def of(cls, question: Question, page: str) -> "Candidate":
        """Return what the draw needs to know of a question whose bank belongs to a page."""
        return cls(question.id or "", question.type, page, question.level, question.apart, question.kind)


def draw(pool: Iterable[Candidate], exam: Exam, number: str) -> tuple[tuple[str, ...], ...]:
    """Return the question ids of the paper with this number, section by section.

    The order of the pool does not matter. A section is short where the pool does not suffice.
    """
    candidates = sorted(pool, key=lambda one: one.id)
    fitting = [[one for one in candidates if section.asks(one.type, one.kind)] for section in exam.sections]
    as_written = range(len(fitting))
    paper = _drawn(fitting, exam, number, as_written)
    if all(len(chosen) == section.count for chosen, section in zip(paper, exam.sections, strict=True)):
        return paper
    # What one section draws may bar the only questions that another could have; that one goes first then.
    scarce_first = sorted(as_written, key=lambda place: len(fitting[place]) - exam.sections[place].count)
    other = _drawn(fitting, exam, number, scarce_first)
    return max(paper, other, key=lambda one: sum(map(len, one)))


def _drawn(
    fitting: Sequence[Sequence[Candidate]], exam: Exam, number: str, order: Iterable[int]
) -> tuple[tuple[str, ...], ...]:
    """Draw the sections in this order; return them as the blueprint has them."""
    drawing = _Drawing(exam.difficulty.shares if exam.difficulty else None)
    seed = seed_for(0, number)
    drawn = {
        place: drawing.section(fitting[place], exam.sections[place].count, seed_for(seed, str(place)))
        for place in order
    }
    return tuple(drawn[place] for place in range(len(fitting)))


class _Drawing:
    """What has been drawn so far."""

    def __init__(self, shares: tuple[int, int, int] | None) -> None:
        self._shares = shares
        self._taken: set[str] = set()
        self._barred: set[str] = set()
        self._levels: Counter[int] = Counter()

    def section(self, candidates: Sequence[Candidate], count: int, seed: int) -> tuple[str, ...]:
        sizes = Counter(one.page for one in candidates)
        used: Counter[str] = Counter()
        groups = _grouped([candidates[index] for index in shuffle(seed, len(candidates))])
        chosen: list[str] = []
        while len(chosen) < count:
            open_groups = [(key, group) for key, group in groups.items() if self._next(group) is not None]
            if not open_groups:
                break
            # A group's place in the mapping is that of its first question in the shuffled order: it decides ties.
            (page, _), group = min(open_groups, key=lambda item: self._reluctance(item[0], used, sizes))
            chosen.append(self._take(group.pop()))
            used[page] += 1
        return tuple(chosen)

    def _next(self, group: list[Candidate]) -> Candidate | None:
        """Return the next question of a group that may still be drawn; drop those that may not."""
        while group and not self._free(group[-1]):
            group.pop()
        return group[-1] if group else None

    def _free(self, one: Candidate) -> bool:
        return one.id not in self._taken and one.id not in self._barred and self._taken.isdisjoint(one.apart)

    def _take(self, one: Candidate) -> str:
        self._taken.add(one.id)
        self._barred.update(one.apart)
        self._levels[one.difficulty] += 1
        return one.id

    def _reluctance(self, key: tuple[str, int], used: Counter[str], sizes: Mapping[str, int]) -> int:
        """Rank lower what is lacking: first a difficulty, then a page. Both in thousandths."""
        page, level = key
        # Counted before this choice: all pages begin level, so a page with one question has its chance too.
        filled = used[page] * 1_000 // sizes[page]
        return self._surplus(level) * 1_000 + filled

    def _surplus(self, level: int) -> int:
        """Return by how much one more of this difficulty would go beyond its share of the paper so far.

        In steps of `_STEP` points of a hundred: nearer to the share, variety counts for more than the mix.
        """
        if self._shares is None:
            return 0
        after = len(self._taken) + 1
        beyond = (self._levels[level] + 1) * 100 - self._shares[level - 1] * after
        return max(0, beyond // (after * _STEP))


def _grouped(shuffled: Sequence[Candidate]) -> dict[tuple[str, int], list[Candidate]]:
    """Return the questions by page and difficulty, each group last first, groups by their first question."""
    groups: dict[tuple[str, int], list[Candidate]] = {}
    for one in shuffled:
        groups.setdefault((one.page, one.difficulty), []).append(one)
    for group in groups.values():
        group.reverse()
    return groups
