"""One question of a bank, edited in place or added: what is wrong with it, field by field, and the files that change.

A course with errors can be edited too, so that its errors can be corrected one question at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.check import Check, Outcome, new_findings
from course.edit.assign_ids import ASSIGNABLE
from course.edit.ids import ids_files, new_ids, with_ids
from course.edit.reorder import Slot, document_of, taken_out, with_slots
from course.edit.withdraw import emptied_pages
from course.files import BYTE_ORDER_MARK, content_of
from course.formats.import_types import ImportedQuestion, ImportProblem, content_version
from course.importing.apply_to_banks import AppliedImport, Origin
from course.importing.plan import ImportPlan, unsafe_edit
from course.importing.recheck import recheck
from course.text.diagnostics import Diagnostic, errors
from course.text.yaml_reader import Value

WHOLE = "这道题"
"""The place of a problem that no single field causes; that of any other is the path of a field, such as options.1.text."""


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question as its bank's file has it, readable or not: the bank's path, its index there, its fields."""

    bank: str
    index: int
    fields: Mapping[str, object]

    @property
    def version(self) -> str:
        """A digest of all that it says, and of the bank that it is in."""
        return content_version({**self.fields, "bank": self.bank})


@dataclass(frozen=True, slots=True)
class WantedQuestion:
    """What a question is to say; `index` is its place in the file, None for a new one at the end.

    `to` is the bank that it moves to, empty where it stays.
    """

    bank: str
    index: int | None
    fields: Mapping[str, object]
    to: str = ""


def stored_questions(root: Path, bank: str) -> list[StoredQuestion]:
    """Return the questions of a bank's file, nothing for a file that is gone or no YAML; OSError if it cannot be read."""
    text = (content_of(root / bank) or b"").decode(errors="replace")
    return [StoredQuestion(bank, index, fields) for index, fields in enumerate(_questions(text, bank))]


def problems_at(diagnostics: Iterable[Diagnostic], text: str, bank: str, index: int) -> tuple[ImportProblem, ...]:
    """Return the diagnostics that are about one question of a bank with this text, at its fields."""
    there = [found for found in diagnostics if found.position.path == bank]
    return tuple(one for one in _placed(there, text, bank, index) if is_field(one.place))


def is_field(place: str) -> bool:
    """Return whether a place is the question itself or one of its fields."""
    return place == WHOLE or place.isascii()


def plan_question(root: Path, present: Outcome, wanted: WantedQuestion, check: Check) -> ImportPlan:
    """Work out how a question would be written, and whether the check would accept it; write nothing.

    Errors that the course has already do not stand in the way, except those of the question itself.
    """
    before = {path: (root / path).read_bytes() for path in (wanted.bank, wanted.to) if path}
    draft = _written(before[wanted.bank].decode(), wanted)
    if wanted.to:
        draft = _moved(draft, before[wanted.to].decode(), wanted)
    if not draft.is_safe:
        name = str(wanted.fields.get("id", "新题"))
        return ImportPlan(problems=(unsafe_edit(WHOLE, wanted.bank, name),))
    would_be = check(draft.texts)
    named = _named(draft, would_be)
    if named is not draft:
        draft, would_be = named, check(named.texts)
    problems, warnings = _judged(draft, would_be, present)
    if problems:
        return ImportPlan(problems=problems, warnings=warnings)
    is_sound = not any(found.rule not in ASSIGNABLE for found in errors(would_be.diagnostics))
    files = {**draft.texts, **(ids_files(would_be.course) if is_sound else {})}
    lists = {path: content_of(root / path) for path in files}
    return ImportPlan(warnings=warnings, files=files, before={**lists, **before}, assigned=draft.assigned)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A bank's text with the question in it; `is_safe` if all other questions say what they said.

    `left` has the text, by its path, of the bank that the question moves away from.
    """

    bank: str
    index: int
    text: str
    is_safe: bool
    assigned: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """Return the texts of the banks that change, by path."""
        return {**self.left, self.bank: self.text}


def _written(text: str, wanted: WantedQuestion) -> _Draft:
    before = _questions(text, wanted.bank)
    index = len(before) if wanted.index is None else wanted.index
    slots = [Slot(at) for at in range(len(before))]
    # A question that says what it said keeps its text, and the comments in it.
    if wanted.index is not None and before[wanted.index] != wanted.fields:
        slots[wanted.index] = Slot(wanted.index, wanted.fields)
    if wanted.index is None:
        slots.append(Slot(None, wanted.fields))
    new = with_slots(text, wanted.bank, slots)
    after = _questions(new, wanted.bank)
    others = [*before[:index], *before[index + 1 :]]
    is_safe = (
        len(after) == len(slots)
        and [*after[:index], *after[index + 1 :]] == others
        and content_version(after[index]) == content_version(wanted.fields)
    )
    return _Draft(wanted.bank, index, new, is_safe)


def _moved(draft: _Draft, text: str, wanted: WantedQuestion) -> _Draft:
    """Return the draft with its question at the end of the bank that has this text."""
    before = _questions(text, wanted.to)
    rest, lines = taken_out(draft.text, draft.bank, draft.index)
    new = with_slots(text, wanted.to, [*map(Slot, range(len(before))), Slot(None, wanted.fields, lines)])
    others = _questions(draft.text, draft.bank)
    del others[draft.index]
    *kept, last = _questions(new, wanted.to) or [{}]
    is_safe = (
        draft.is_safe
        and kept == before
        and _questions(rest, draft.bank) == others
        and content_version(last) == content_version(wanted.fields)
    )
    return _Draft(wanted.to, len(before), new, is_safe, left={draft.bank: rest})


def _named(draft: _Draft, would_be: Outcome) -> _Draft:
    """Return the draft with an id for its question, if that has none and can be read."""
    name = new_ids(would_be.course).get((draft.bank, draft.index))
    bank = next((bank for bank in would_be.course.banks if bank.path == draft.bank), None)
    if name is None or bank is None:
        return draft
    mark = BYTE_ORDER_MARK if draft.text.startswith(BYTE_ORDER_MARK) else ""
    text = mark + with_ids(draft.text.removeprefix(mark), bank, {draft.index: name})
    return replace(draft, text=text, assigned=(name,))


def _judged(
    draft: _Draft, would_be: Outcome, present: Outcome
) -> tuple[tuple[ImportProblem, ...], tuple[ImportProblem, ...]]:
    """Return the errors that forbid to write the draft, and the warnings about its question."""
    own = [found for found in would_be.diagnostics if found.rule not in ASSIGNABLE]
    new = [found for found in new_findings(would_be, present) if found.rule not in ASSIGNABLE]
    emptied = emptied_pages(present.course, would_be) if draft.left else ()
    problems = (
        *problems_at(errors(own), draft.text, draft.bank, draft.index),
        *_placed([*errors(new), *emptied], draft.text, draft.bank, draft.index),
    )
    warnings = problems_at((one for one in own if one.severity == "warning"), draft.text, draft.bank, draft.index)
    return tuple(dict.fromkeys(problems)), warnings


def _placed(diagnostics: Sequence[Diagnostic], text: str, bank: str, index: int) -> Iterable[ImportProblem]:
    """Return diagnostics as problems; those of the question have the path of a field as their place."""
    if not diagnostics:
        return ()
    questions = _questions(text, bank)
    fields = questions[index] if index < len(questions) else {}
    incoming = ImportedQuestion(fields, WHOLE, {path: path for path in _paths(fields)})
    origins = tuple(Origin(fields, incoming) if at == index else Origin() for at in range(len(questions)))
    return recheck(diagnostics, AppliedImport({bank: text}, {bank: origins}, (), ()))


def _paths(value: object, above: str = "") -> Iterable[str]:
    """Yield the path of every value of a question."""
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        path = f"{above}.{key}" if above else str(key)
        yield path
        yield from _paths(item, path)


def _questions(text: str, bank: str) -> list[dict[str, object]]:
    value = document_of(text, bank).value
    items = value.get("questions") if isinstance(value, dict) else None
    return [_plain(item) if isinstance(item, dict) else {} for item in items] if isinstance(items, tuple) else []


def _plain(item: dict[str, Value]) -> dict[str, object]:
    return {key: _with_lists(value) for key, value in item.items()}


def _with_lists(value: Value) -> object:
    if isinstance(value, dict):
        return _plain(value)
    return [_with_lists(item) for item in value] if isinstance(value, tuple) else value
