"""The banks' texts as they would be: each question in its place, and which question of the file it came from."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from course.edit.reorder import Slot, with_slots
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.importing.match import MatchResult, QuestionMatch
from course.importing.options import ImportOptions
from course.model.bank import BankFile
from course.model.course import Course


@dataclass(frozen=True, slots=True)
class Origin:
    """What a question of a bank is to say, and the question of the file that asks for it; None where it just stays."""

    fields: Mapping[str, object] | None = None
    incoming: ImportedQuestion | None = None


@dataclass(frozen=True, slots=True)
class AppliedImport:
    """The texts of the banks that change (by path), and for each of their questions where it comes from."""

    texts: Mapping[str, str]
    origins: Mapping[str, tuple[Origin, ...]]
    problems: tuple[ImportProblem, ...]
    withdrawn: tuple[str, ...]


def apply_to_banks(
    course: Course, contents: Mapping[str, bytes], imported: ImportedFile, matched: MatchResult, options: ImportOptions
) -> AppliedImport:
    """Put every question of the file into the bank where it is to be; `contents` has the bytes of each bank."""
    missing = [present.question.id or "" for present in matched.missing] if options.withdraw else []
    marked = [
        match.present.question.id or "" for match in matched.matches if match.present and match.incoming.withdrawn
    ]
    arranging = _Applying(course, imported, matched.matches, frozenset((*missing, *marked)))
    texts: dict[str, str] = {}
    origins: dict[str, tuple[Origin, ...]] = {}
    for bank in course.banks:
        places = arranging.places(bank)
        slots = [place.slot for place in places]
        if slots != [Slot(index) for index in range(len(slots))] or len(slots) != len(bank.indexes):
            # Read again with its places, which only a bank that changes is worth.
            texts[bank.path] = with_slots(contents[bank.path].decode(), bank.path, slots)
            origins[bank.path] = tuple(Origin(place.slot.fields, place.incoming) for place in places)
    return AppliedImport(texts, origins, tuple(arranging.problems), (*marked, *missing))


@dataclass(frozen=True, slots=True)
class _Place:
    """A question in its bank: its rank, what is written there, and the question of the file that asks for it."""

    rank: float
    slot: Slot
    incoming: ImportedQuestion | None = None
    chosen: bool = False


@dataclass(slots=True)
class _Applying:
    course: Course
    imported: ImportedFile
    matches: tuple[QuestionMatch, ...]
    withdrawn: frozenset[str]
    problems: list[ImportProblem] = field(default_factory=list)
    by_bank: dict[str, list[QuestionMatch]] = field(init=False)
    by_id: dict[str, QuestionMatch] = field(init=False)

    def __post_init__(self) -> None:
        self.by_bank = defaultdict(list)
        for match in self.matches:
            self.by_bank[match.bank].append(match)
        self.by_id = {match.present.question.id or "": match for match in self.matches if match.present}

    def places(self, bank: BankFile) -> list[_Place]:
        """Return the questions that the bank is to have, in their order."""
        places = [*self.staying(bank), *self.coming(bank)]
        by_rank: dict[float, _Place] = {}
        for place in sorted(places, key=lambda place: place.chosen):
            if place.chosen and place.rank in by_rank and place.incoming:
                self.refuse_rank(place.incoming, place.rank)
            by_rank.setdefault(place.rank, place)
        if any(place.chosen for place in places):
            self.refuse_stale(bank, next(place for place in places if place.chosen))
        return sorted(places, key=lambda place: place.rank)

    def staying(self, bank: BankFile) -> Iterator[_Place]:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            match = self.by_id.get(question.id or "")
            if question.id in self.withdrawn or (match and match.bank != bank.path):
                continue
            rank = match.rank if match and match.rank is not None else index + 1
            changed = match.fields if match else None
            asks = match.incoming if match and (changed is not None or match.rank is not None) else None
            yield _Place(rank, Slot(index, changed), asks, chosen=bool(match and match.rank is not None))

    def coming(self, bank: BankFile) -> Iterator[_Place]:
        for match in self.by_bank[bank.path]:
            present = match.present
            if match.incoming.withdrawn or (present and present.bank.path == bank.path):
                continue
            fields = match.fields if match.fields is not None else present.fields if present else {}
            chosen = match.rank is not None
            yield _Place(
                match.rank if match.rank is not None else inf, Slot(None, fields), match.incoming, chosen=chosen
            )

    def refuse_rank(self, incoming: ImportedQuestion, rank: float) -> None:
        message = f"顺序 {rank:g} 已经有题了。要排在第 {rank:g} 题后面，请填 {rank + 0.5:g}；要排在最后，请留空"
        self.problems.append(ImportProblem(incoming.place_of("rank"), message, "rank-taken"))

    def refuse_stale(self, bank: BankFile, place: _Place) -> None:
        """Refuse numbers that count places which have changed since the export."""
        exported = self.imported.exported
        if exported is None or place.incoming is None:
            return
        then = sorted((known.rank, name) for name, known in exported.items() if known.bank == bank.path)
        if [name for _, name in then] != [question.id for question in bank.questions]:
            message = f"{bank.path} 里题目的顺序在导出以后变过，表里的顺序对不上了。请重新导出，在新的表里再改一次"
            self.problems.append(ImportProblem(place.incoming.place_of("rank"), message, "changed-since-export"))
