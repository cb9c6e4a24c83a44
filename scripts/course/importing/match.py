"""Each question of the file beside the one in the banks that it speaks of: new, changed, withdrawn, or the same."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import chain

from course.errors import RefusedError
from course.formats.excel.layout import CARRIED
from course.formats.import_types import (
    ExportRecord,
    ImportedFile,
    ImportedQuestion,
    ImportProblem,
    content_version,
    tidy,
)
from course.importing.new_banks import new_name
from course.importing.options import ImportOptions, ImportRule
from course.model.bank import LOCAL_PREFIX, Asked, BankFile, Question
from course.model.course import Course
from course.model.point_names import find_points
from course.text.yaml_reader import deceptive

_ASKS = CARRIED - set(Asked.model_fields)
"""What a question asks and what is right; two questions alike in this are one."""


MOST_UNKNOWN_POINTS = 100
"""The most unknown names of points that are reported in one run."""


@dataclass(frozen=True, slots=True)
class Present:
    """A question as it stands in the banks: its bank, its index there, and its fields as a bank writes them."""

    bank: BankFile
    index: int
    question: Question
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """What becomes of one question of the file.

    `present` is the question that it speaks of, None for a new one; `fields` what it is to say, None where nothing
    changes; `bank` the path of the bank it shall be in; `rank` its new place there, None where it keeps its own.
    """

    incoming: ImportedQuestion
    present: Present | None
    fields: Mapping[str, object] | None
    bank: str
    rank: float | None = None

    @property
    def moves(self) -> bool:
        """Return whether a question that exists moves, in its bank or in another."""
        return self.present is not None and (self.rank is not None or self.bank != self.present.bank.path)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """All questions of a file matched with those of the banks, or the reasons why they cannot be.

    `missing` were exported and are not in the file any more; `kept` changed in the banks since the export, but not in
    the file.
    """

    matches: tuple[QuestionMatch, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    missing: tuple[Present, ...] = ()
    kept: tuple[str, ...] = ()


def present_questions(course: Course) -> dict[str, Present]:
    """Return every question of the banks by its id."""
    return {
        question.id: Present(bank, index, question, question.model_dump(mode="json", exclude_defaults=True))
        for bank in course.banks
        for index, question in zip(bank.indexes, bank.questions, strict=True)
        if question.id
    }


def match(course: Course, imported: ImportedFile, options: ImportOptions) -> MatchResult:
    """Match the questions of a file with those of the banks."""
    matching = _Matching(course, imported, options)
    matches = tuple(found for incoming in imported.questions if (found := matching.one(incoming)))
    problems = (*imported.problems, *matching.problems, *matching.twice(matches))
    brought_ids = {incoming.fields.get("id") for incoming in imported.questions}
    missing = tuple(
        matching.present[name]
        for name in imported.exported or ()
        if name in matching.present and name not in brought_ids
    )
    return MatchResult(matches, problems, missing, tuple(matching.kept))


@dataclass(slots=True)
class _Matching:
    course: Course
    imported: ImportedFile
    options: ImportOptions
    present: dict[str, Present] = field(init=False)
    banks: dict[str, str] = field(init=False)
    points: frozenset[str] = field(init=False)
    unknown: int = 0
    problems: list[ImportProblem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    first: dict[object, ImportedQuestion] = field(init=False)
    double: set[object] = field(init=False)

    def __post_init__(self) -> None:
        self.present = present_questions(self.course)
        ids = Counter(incoming.fields.get("id") for incoming in self.imported.questions)
        self.double = {name for name, count in ids.items() if count > 1}
        self.first = {incoming.fields.get("id"): incoming for incoming in reversed(self.imported.questions)}
        self.points = frozenset(point.id for _, point in self.course.points())
        self.banks = {name: bank.path for bank in self.course.banks for name in (bank.path, bank.name)}

    def refuse(self, place: str, message: str, rule: ImportRule) -> None:
        self.problems.append(ImportProblem(place, message, rule))

    def one(self, incoming: ImportedQuestion) -> QuestionMatch | None:
        """Return what becomes of a question; None if it was refused, which is then in `problems`."""
        deceiving = list(_deceptive(incoming.fields, incoming))
        self.problems += deceiving
        name = incoming.fields.get("id")
        if not isinstance(name, str):
            bank = self.bank_of(incoming, None)
            return self.new(self.with_points(incoming), bank) if bank and not deceiving else None
        first = self.first[name]
        if first is not incoming:
            message = f"题号 {name} 已经用在{first.place}。复制出来的新题，题号要清空"
            self.refuse(incoming.place_of("id"), message, "same-id-twice")
        if name in self.double:
            return None
        bank = self.bank_of(incoming, self.present.get(name))
        if not bank or deceiving:
            return None
        incoming = self.with_points(incoming)
        if name in self.present:
            return self.existing(incoming, self.present[name], bank)
        if self.imported.exported is not None:
            self.refuse(incoming.place_of("id"), f"题库里没有题号 {name}。新题的题号请留空，写入时自动编", "unknown-id")
            return None
        return self.new(incoming, bank)

    def with_points(self, incoming: ImportedQuestion) -> ImportedQuestion:
        """Return a question with the ids of its points, whatever names them; a name without a point is refused."""
        names = incoming.fields.get("points")
        if not isinstance(names, list) or self.points.issuperset(names):
            return incoming
        points = dict.fromkeys(
            point for index, name in enumerate(names) for point in self.points_of(name, incoming, index)
        )
        return replace(incoming, fields={**incoming.fields, "points": list(points)})

    def points_of(self, name: str, incoming: ImportedQuestion, index: int) -> tuple[str, ...]:
        # Looking for the nearest ones takes long, and nothing of the file is imported any more.
        if self.unknown < MOST_UNKNOWN_POINTS:
            try:
                return tuple(point.id for point in find_points(self.course, [name]))
            except RefusedError as reason:
                self.unknown += 1
                self.refuse(incoming.place_of(f"points.{index}"), str(reason), "unknown-point")
        # Any point will do to find what else is wrong with the question.
        return tuple(sorted(self.points)[:1])

    def bank_of(self, incoming: ImportedQuestion, present: Present | None) -> str | None:
        """Return the path of the bank in which a question shall be."""
        path = incoming.bank or (present.bank.path if present else self.options.bank)
        usable = "、".join(bank.path for bank in self.course.banks)
        remedy = f"可用：{usable}" if usable else "课程里还没有题库，先照手册“写题”建一个"
        if path is None:
            self.refuse(incoming.place_of("bank"), f"没有写放进哪个题库。请写明，{remedy}", "no-bank")
        elif path not in self.banks:
            self.refuse(incoming.place_of("bank"), f"没有题库 {path}。{self.making(path)}{remedy}", "unknown-bank")
            return None
        return self.banks.get(path or "")

    def making(self, bank: str) -> str:
        """Say how a bank that does not exist could be made, if that is what was meant."""
        if new_name(bank):
            return "要新建，导入时写 --title 标题，或在“题库”一格的名称后面空一格写标题。"
        return f"新建的题库，名称要以 {LOCAL_PREFIX} 开头。" if self.options.title else ""

    def new(self, incoming: ImportedQuestion, bank: str) -> QuestionMatch | None:
        if incoming.withdrawn:
            self.refuse(
                incoming.place, "这是新题，还没有进题库，不能停用。请删去这道题，或清空停用一格", "withdraw-unknown"
            )
            return None
        defaults = {"points": list(self.options.points), "difficulty": self.options.difficulty}
        fields = {**_present(defaults), **_present(incoming.fields)}
        if "points" not in fields:
            point = f"{self.course.example.requirement}-a"
            message = f"没有写要点。请加一行“要点：{point}”，或导入时写 --points {point}；写编号或名称都行，运行 ./course points 就列出全部要点"
            self.refuse(incoming.place, message, "no-points")
        if "difficulty" not in fields:
            message = "没有写难度。请加一行“难度：2”，或导入时写 --difficulty 2：1 记忆，2 理解，3 应用"
            self.refuse(incoming.place, message, "no-difficulty")
        if not {"points", "difficulty"} <= set(fields):
            return None
        return QuestionMatch(incoming, None, fields, bank, incoming.rank)

    def existing(self, incoming: ImportedQuestion, present: Present, bank: str) -> QuestionMatch | None:
        name = str(incoming.fields["id"])
        among = self.compared(incoming)
        now, wanted = content_version(present.fields, among), content_version(incoming.fields, among)
        # A file that was not written by us says nothing of earlier: it is compared with the present alone.
        then = (self.imported.exported or {}).get(name, ExportRecord(now, present.bank.path, present.index + 1))
        edited = wanted not in {now, then.version}
        moved = incoming.bank is not None and bank != then.bank
        if (edited and then.version != now) or (moved and then.bank != present.bank.path):
            message = f"{name} 在导出以后题库里也改过，两边的改动无法都保留。请重新导出，在新的表里再改一次"
            self.refuse(incoming.place, message, "changed-since-export")
            return None
        if wanted == then.version != now:
            self.kept.append(name)
        fields = merged(present.fields, incoming.fields, self.imported.carries) if edited else None
        rank = incoming.rank if incoming.rank not in {None, then.rank} else None
        return QuestionMatch(incoming, present, fields, bank if moved else present.bank.path, rank)

    def compared(self, incoming: ImportedQuestion) -> AbstractSet[str]:
        """Return the fields in which a question of the file can differ from the banks'."""
        return self.imported.carries if self.imported.carries is not None else set(incoming.fields)

    def twice(self, matches: tuple[QuestionMatch, ...]) -> Iterator[ImportProblem]:
        """Yield new questions that are in the banks, or in the file, already."""
        known = {content_version(one.fields, _ASKS): f"题库里的 {name} " for name, one in self.present.items()}
        for new in (match for match in matches if not match.present and match.fields and not match.incoming.withdrawn):
            version = content_version(new.fields or {}, _ASKS)
            if version in known:
                yield ImportProblem(
                    new.incoming.place,
                    f"这道新题与{known[version]}的题干、选项和答案都一样。已经导入过的，请重新导出后再改；多余的请删去",
                    "same-question",
                )
            known.setdefault(version, new.incoming.place)


def merged(
    before: Mapping[str, object], after: Mapping[str, object], carries: AbstractSet[str] | None
) -> dict[str, object]:
    """Return what a changed question says: fields the file cannot hold, and texts that differ in blanks only, as before."""
    held = {name: value for name, value in before.items() if carries is None or (name != "id" and name not in carries)}
    return {**held, **{name: _kept(before.get(name), value) for name, value in _present(after).items()}}


def _present(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that say something; an empty list says as much as none."""
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _kept(before: object, after: object) -> object:
    if tidy(before) == tidy(after):
        return before
    match before, after:
        case Mapping(), Mapping():
            return {name: _kept(before.get(name), value) for name, value in after.items()}
        case (list(), list()) if len(before) == len(after):
            return [_kept(old, new) for old, new in zip(before, after, strict=True)]
        case _:
            return after


def _deceptive(value: object, incoming: ImportedQuestion, path: str = "") -> Iterator[ImportProblem]:
    """Yield the deceptive characters, judged as in banks: here a cell is known, in the banks to be only the question."""
    match value:
        case str():
            for found in deceptive(value, ""):
                yield ImportProblem(incoming.place_of(path), found.message, found.rule)
        case Mapping():
            yield from chain.from_iterable(
                _deceptive(item, incoming, f"{path}.{key}".lstrip(".")) for key, item in value.items()
            )
        case list() | tuple():
            yield from chain.from_iterable(
                _deceptive(item, incoming, f"{path}.{index}") for index, item in enumerate(value)
            )
        case _:
            pass
