"""Each question of the file beside the one in the banks that it speaks of: new, changed, withdrawn, or the same."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from course.formats.import_types import (
    ExportRecord,
    ImportedFile,
    ImportedQuestion,
    ImportProblem,
    content_version,
    tidy,
)
from course.importing.name_points import NamingPoints
from course.importing.new_banks import new_name
from course.importing.options import ImportOptions, ImportRule
from course.importing.same_question import AskedText, asked_text, folded_stem
from course.model.bank import LOCAL_PREFIX, BankFile, Question
from course.model.course import Course
from course.text.yaml_reader import deceptive


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
    changes; `bank` the path of the bank it is to be in; `rank` its new place there, None where it keeps its own.
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
    the file. `already` has by place the new questions that are left out because they are there: the id of the one in
    the banks, or the place of the one in the file. `topics` has by place what the file calls a question's subject
    without naming a point.
    """

    matches: tuple[QuestionMatch, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    missing: tuple[Present, ...] = ()
    kept: tuple[str, ...] = ()
    already: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)


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
    alike = matching.already(matches)
    matches = tuple(one for one in matches if one.incoming.place not in alike.already)
    # What is there already needs no bank.
    there = {incoming.place_of("bank") for incoming in imported.questions if incoming.place in alike.already}
    of_questions = (one for one in matching.problems if one.rule != "no-bank" or one.place not in there)
    problems = (*imported.problems, *of_questions, *matching.points.problems, *alike.problems)
    brought_ids = {incoming.fields.get("id") for incoming in imported.questions}
    missing = tuple(
        matching.present[name]
        for name in imported.exported or ()
        if name in matching.present and name not in brought_ids
    )
    return MatchResult(matches, problems, missing, tuple(matching.kept), alike.already, dict(matching.points.topics))


@dataclass(slots=True)
class _Alike:
    """The new questions that are there already, and those that are there with another answer."""

    already: dict[str, str] = field(default_factory=dict)
    problems: list[ImportProblem] = field(default_factory=list)


@dataclass(slots=True)
class _Matching:
    course: Course
    imported: ImportedFile
    options: ImportOptions
    present: dict[str, Present] = field(init=False)
    banks: dict[str, str] = field(init=False)
    points: NamingPoints = field(init=False)
    problems: list[ImportProblem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    first: dict[object, ImportedQuestion] = field(init=False)
    double: set[object] = field(init=False)

    def __post_init__(self) -> None:
        self.present = present_questions(self.course)
        ids = Counter(incoming.fields.get("id") for incoming in self.imported.questions)
        self.double = {name for name, count in ids.items() if count > 1}
        self.first = {incoming.fields.get("id"): incoming for incoming in reversed(self.imported.questions)}
        # A workbook of ours offers the points to choose from; whatever else stands there is a slip.
        self.points = NamingPoints(self.course, self.options.points, strict=self.imported.exported is not None)
        self.banks = {name: bank.path for bank in self.course.banks for name in (bank.path, bank.name)}

    def refuse(self, incoming: ImportedQuestion, path: str, message: str, rule: ImportRule) -> None:
        """Refuse a field of a question, or the whole question where the path is empty."""
        self.problems.append(ImportProblem(incoming.place_of(path), message, rule, incoming.label))

    def one(self, incoming: ImportedQuestion) -> QuestionMatch | None:
        """Return what becomes of a question; None if it was refused, which is then in `problems`."""
        deceiving = list(_deceptive(incoming.fields, incoming))
        self.problems += deceiving
        name = incoming.fields.get("id")
        if not isinstance(name, str):
            bank = self.bank_of(incoming, None)
            return self.new(self.points.named(incoming), bank) if bank and not deceiving else None
        first = self.first[name]
        if first is not incoming:
            message = f"题号 {name} 已经用在{first.place}。复制出来的新题，题号要清空"
            self.refuse(incoming, "id", message, "same-id-twice")
        if name in self.double:
            return None
        bank = self.bank_of(incoming, self.present.get(name))
        if not bank or deceiving:
            return None
        incoming = self.points.named(incoming)
        if name in self.present:
            return self.existing(incoming, self.present[name], bank)
        if self.imported.exported is not None:
            self.refuse(incoming, "id", f"题库里没有题号 {name}。新题的题号请留空，写入时自动编", "unknown-id")
            return None
        return self.new(incoming, bank)

    def bank_of(self, incoming: ImportedQuestion, present: Present | None) -> str | None:
        """Return the path of the bank in which a question is to be."""
        paths = [bank.path for bank in self.course.banks]
        path = incoming.bank or (present.bank.path if present else self.options.bank) or only_bank(self.course)
        usable = "、".join(paths)
        remedy = f"可用：{usable}" if usable else "课程里还没有题库，先照手册“写题”建一个"
        if path is None:
            self.refuse(incoming, "bank", f"没有写放进哪个题库。请写明，{remedy}", "no-bank")
            # Any bank lets the question be checked, so that all problems are reported in one run.
            return next(iter(paths), None)
        if path not in self.banks:
            self.refuse(incoming, "bank", f"没有题库 {path}。{self.making(path)}{remedy}", "unknown-bank")
        return self.banks.get(path)

    def making(self, bank: str) -> str:
        """Say how a bank that does not exist could be made, if that is what was meant."""
        if new_name(bank):
            return "要新建，导入时写 --title 标题，或在“题库”一格的名称后面空一格写标题。"
        return f"新建的题库，名称要以 {LOCAL_PREFIX} 开头。" if self.options.title else ""

    def new(self, incoming: ImportedQuestion, bank: str) -> QuestionMatch | None:
        if incoming.withdrawn:
            message = "这是新题，还没有进题库，不能停用。请删去这道题，或清空停用一格"
            self.refuse(incoming, "", message, "withdraw-unknown")
            return None
        defaults = {"points": list(self.options.points), "difficulty": self.options.difficulty}
        fields = {**_present(defaults), **_present(incoming.fields)}
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
            self.refuse(incoming, "", message, "changed-since-export")
            return None
        if wanted == then.version != now:
            self.kept.append(name)
        fields = merged(present.fields, incoming.fields, self.imported.carries) if edited else None
        rank = incoming.rank if incoming.rank not in {None, then.rank} else None
        return QuestionMatch(incoming, present, fields, bank if moved else present.bank.path, rank)

    def compared(self, incoming: ImportedQuestion) -> AbstractSet[str]:
        """Return the fields in which a question of the file can differ from the banks'."""
        return self.imported.carries if self.imported.carries is not None else set(incoming.fields)

    def already(self, matches: tuple[QuestionMatch, ...]) -> _Alike:
        """Find the new questions that are in the banks, or above in the file: left out, or a contradiction."""
        brought = [match for match in matches if not match.present]
        stems = {folded_stem(match.fields or {}) for match in brought}
        known: dict[tuple[object, ...], list[tuple[AskedText, str]]] = {}
        for name, fields in self.as_they_will_be(matches):
            # Of a large course, only few questions have a stem that comes again.
            if folded_stem(fields) in stems and (asked := asked_text(fields)):
                known.setdefault(asked.asks, []).append((asked, name))
        alike = _Alike()
        for new in brought:
            asked = asked_text(new.fields or {})
            others = known.setdefault(asked.asks, []) if asked else []
            for other, name in others:
                if asked and asked.relation(other) == "same":
                    alike.already[new.incoming.place] = name
                    break
            else:
                if asked and others:
                    alike.problems.append(_contradiction(new.incoming, others[0][1], self.present))
                if asked:
                    others.append((asked, new.incoming.place))
        return alike

    def as_they_will_be(self, matches: tuple[QuestionMatch, ...]) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Yield the questions of the banks that stay, by id, with the fields that the file gives them."""
        changed = {match.present.question.id: match for match in matches if match.present}
        for name, present in self.present.items():
            match = changed.get(name)
            if match is None:
                yield name, present.fields
            elif not match.incoming.withdrawn:
                yield name, match.fields if match.fields is not None else present.fields


def only_bank(course: Course) -> str | None:
    """Return the path of the one bank of a course; None if it has several, so that it is not certain which is meant."""
    return course.banks[0].path if len(course.banks) == 1 else None


def _contradiction(incoming: ImportedQuestion, name: str, present: Mapping[str, Present]) -> ImportProblem:
    rule: ImportRule = "answer-contradiction"
    where = f"题库里的 {name} " if name in present else name
    message = f"题干与{where}的一样，答案却不一样。请核对：留下对的，删去错的；确实是两道题的，把题干写得能分清"
    return ImportProblem(incoming.place_of("stem"), message, rule, incoming.label)


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
                yield ImportProblem(incoming.place_of(path), found.message, found.rule, incoming.label)
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
