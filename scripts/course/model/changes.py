"""What a release records of its questions, and what became of them by the next one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from course.model.bank import (
    BankFile,
    BlankPart,
    Body,
    CaseBody,
    MatchPart,
    MultiplePart,
    OrderPart,
    Question,
    ScenarioBody,
    ShortBody,
    SinglePart,
    TrueFalsePart,
    answer_version,
)
from course.model.course import Course

ChangeKind: TypeAlias = Literal["key", "wording", "explanation", "added", "withdrawn", "held"]
CHANGE_LABELS: dict[ChangeKind, str] = {
    "key": "答案有更正",
    "wording": "题干或选项有改动",
    "explanation": "解析或提示有改动",
    "added": "新增",
    "withdrawn": "停用",
    "held": "暂时撤下",
}
_SHOWN = frozenset({
    "type", "stem", "options", "answer", "answers", "items", "pairs", "distractors", "material", "reference",
    "questions", "explanation", "start", "steps", "ends",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One question in one release: its bank, its answer version, and digests of its key and of all that is read of it."""

    bank: str
    answer: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """What became of one question; it is there unless it was withdrawn or held back."""

    kind: ChangeKind
    id: str
    bank: str
    question: Question | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes since the release `since` of the day `day` (ISO 8601), in the order of the banks, what left last."""

    since: str
    day: str
    all: tuple[QuestionChange, ...]

    def of(self, kind: ChangeKind) -> tuple[QuestionChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.all if change.kind == kind)


def records(course: Course) -> dict[str, Record]:
    """Return what a release records of the course's questions, by id."""
    return {question.id: _record(bank, question) for bank, question in course.questions() if question.id}


def changes(course: Course, before: Mapping[str, Record], since: str, day: str) -> Changes:
    """Compare the course with what an earlier release recorded.

    What is gone was withdrawn if the list of ids says so; otherwise it is a draft at present.
    """
    found: list[QuestionChange] = []
    for bank, question in course.questions():
        old = before.get(question.id or "")
        kind = _kind(old, _record(bank, question)) if old else "added"
        if kind:
            found.append(QuestionChange(kind, question.id or "", bank.name, question))
    present = {question.id for _, question in course.questions()}
    withdrawn = {name for ids in (course.ids, course.local_ids) for name, _ in ids.withdrawn}
    for name, old in sorted(before.items()):
        if name not in present:
            found.append(QuestionChange("withdrawn" if name in withdrawn else "held", name, old.bank, None))
    return Changes(since, day, tuple(found))


def _kind(old: Record, new: Record) -> ChangeKind | None:
    if old.answer != new.answer:
        return "key" if old.key != new.key else "wording"
    return "explanation" if old.text != new.text else None


def _record(bank: BankFile, question: Question) -> Record:
    # What was left out does not count, so that a field added to the model later changes no digest.
    shown = question.model_dump(mode="json", include=set(_SHOWN), exclude_defaults=True)
    return Record(bank.name, answer_version(question), _digest([question.type, _key(question)]), _digest(_seen(shown)))


def _seen(value: object) -> object:
    """Leave out what readers do not see of an option: whether it keeps its place."""
    if isinstance(value, dict):
        return {key: _seen(item) for key, item in value.items() if key != "fixed"}
    return [_seen(item) for item in value] if isinstance(value, list) else value


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _key(body: Body) -> object:
    """Return what counts as right, apart from the question itself; the order of options does not count."""
    match body:
        case SinglePart() | MultiplePart():
            return sorted(body.options[index].text for index in body.key)
        case TrueFalsePart():
            return body.answer
        case BlankPart():
            return body.answers
        case OrderPart():
            return body.items
        case MatchPart():
            return sorted([pair.left, pair.right] for pair in body.pairs)
        case CaseBody():
            return [_key(part) for part in body.questions]
        case ShortBody():
            return body.reference
        case ScenarioBody():
            choices = {
                name: sorted([choice.text, choice.go] for choice in step.choices) for name, step in body.steps.items()
            }
            return [body.start, choices, {name: end.outcome for name, end in body.ends.items()}]
        case _:
            assert_never(body)


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier release: its version, its day (ISO 8601, UTC), its questions by id, and its course if it says so."""

    version: str
    day: str
    questions: Mapping[str, Record]
    course: str | None = None
