"""Merge two versions of the banks of a course: by question, wherever it stands, and within it by field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from course.edit.fields import NewFields, with_fields
from course.edit.merge_lines import merge_texts
from course.edit.question_yaml import in_braces, question_lines
from course.edit.reorder import Slot, document_of, with_slots
from course.edit.three_way import clash, merged, merged_mapping, merged_order
from course.edit.undecided import Undecided
from course.text.yaml_reader import Value, read

Question: TypeAlias = Mapping[str, Value]
Texts: TypeAlias = Mapping[str, str]

# What means something only together: which options there are and which are right; who reviewed what.
_ANSWER = ("type", "options", "answer", "answers", "items", "pairs", "distractors", "questions")
_REVIEW = ("status", "reviewer", "reviewed_on", "answer_version", "answer_versions")
_VERSIONS = "answer_versions"


@dataclass(frozen=True, slots=True)
class _Bank:
    """A bank as read: its fields without the questions, and these by id, in order."""

    head: Question
    questions: Mapping[str, Question]


@dataclass(frozen=True)
class _Side:
    """All banks of one version by path."""

    texts: Texts
    banks: Mapping[str, _Bank]

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The bank of each question."""
        return {name: path for path, bank in self.banks.items() for name in bank.questions}

    def question(self, name: str) -> Question | None:
        """Return a question, wherever it stands."""
        return self.banks[self.places[name]].questions[name] if name in self.places else None

    def bank(self, path: str) -> _Bank:
        """Return a bank; one that is not there has nothing."""
        return self.banks.get(path, _Bank({}, {}))


@dataclass(frozen=True, slots=True)
class _Merged:
    """A question as it is to be: its bank, its fields, and what clashed."""

    path: str
    fields: Question
    undecided: tuple[Undecided, ...] = ()


def readable(text: str, path: str) -> bool:
    """Return whether a bank can be merged by question; any other is merged by line."""
    return _read(text, path) is not None


def merge_banks(base: Texts, ours: Texts, theirs: Texts) -> tuple[dict[str, str], list[Undecided]]:
    """Return the merged banks by path, and what clashes in them. All texts are readable and have plain line ends."""
    sides = _side(base), _side(ours), _side(theirs)
    names = dict.fromkeys(name for side in reversed(sides) for name in side.places)
    found = {name: _question(name, *sides) for name in names}
    undecided = [one for result in found.values() for one in result.undecided]
    kept = {name: result for name, result in found.items() if result.path}
    texts: dict[str, str] = {}
    for path in dict.fromkeys(result.path for result in kept.values()):
        there = {name: result.fields for name, result in kept.items() if result.path == path}
        texts[path], clashes = _bank(path, there, *sides)
        undecided += clashes
    return texts, undecided


def _side(texts: Texts) -> _Side:
    banks = {path: bank for path, text in texts.items() if (bank := _read(text, path))}
    return _Side(texts, banks)


def _read(text: str, path: str) -> _Bank | None:
    document, found = read(text, path)
    value = document.value
    items = value.get("questions") if isinstance(value, dict) else None
    if found or not isinstance(value, dict) or not isinstance(items, tuple):
        return None
    questions = {_name(item): item for item in items if isinstance(item, dict)}
    if len(questions) != len(items):
        return None
    return _Bank({name: one for name, one in value.items() if name != "questions"}, questions)


def _name(item: Question) -> str:
    """Return a question's id; one that has none yet is only the same as its like."""
    name = item.get("id")
    return name if isinstance(name, str) else json.dumps(item, ensure_ascii=False)


def _question(name: str, base: _Side, ours: _Side, theirs: _Side) -> _Merged:
    before, own, other = (side.question(name) for side in (base, ours, theirs))
    was, here, there = (side.places.get(name, "") for side in (base, ours, theirs))
    if own is not None and other is not None:
        fields, names = merged_mapping(before or {}, own, other, together=(_ANSWER, _REVIEW))
        path = merged(was, here, there)
        undecided = [
            Undecided(here, f"题目 {name} 的 {field}", "两边都改了", *_shown(field, before, own, other))
            for field in names
        ]
        if clash(was, here, there):
            undecided.append(Undecided(here, f"题目 {name}", f"两边都移到了别的题库，新版移到 {there}"))
        return _Merged(path, fields, tuple(undecided))
    if own is not None:
        reason = "新版停用了这道题，本单位改过它"
        changed = before is not None and own != before
        undecided = [Undecided(here, f"题目 {name}", reason, _text(before), _text(own))] if changed else []
        return _Merged("" if own == before else here, own, tuple(undecided))
    reason = "本单位停用了这道题，新版改过它"
    changed = before is not None and other != before
    undecided = [Undecided(there, f"题目 {name}", reason, _text(before), "", _text(other))] if changed else []
    return _Merged("" if before is not None else there, other or {}, tuple(undecided))


def _shown(field: str, *sides: Question | None) -> Iterator[str]:
    for side in sides:
        yield "\n".join(question_lines({field: side[field]})) if side and field in side else "（没有）"


def _text(question: Question | None) -> str:
    return "\n".join(question_lines(question or {}))


def _bank(
    path: str, questions: Mapping[str, Question], base: _Side, ours: _Side, theirs: _Side
) -> tuple[str, list[Undecided]]:
    """Return the text of a bank with these questions, and what clashes beside them."""
    before, own, other = (side.bank(path) for side in (base, ours, theirs))
    # A bank that one side has given up has the head of the other.
    own, other = (own if path in ours.banks else other), (other if path in theirs.banks else own)
    head, clashes = _head(before.head, own.head, other.head)
    order = merged_order([*before.questions], [*own.questions], [*other.questions], questions)
    wanted = _Bank(head, {name: questions[name] for name in (*order, *(one for one in questions if one not in order))})
    undecided = [
        Undecided(path, field, "两边都改了", *_shown(field, before.head, own.head, other.head)) for field in clashes
    ]
    for text in _candidates(path, wanted, base, ours, theirs):
        found = _read(text, path)
        if found and found.head == wanted.head and [*found.questions.items()] == [*wanted.questions.items()]:
            return text, undecided
    kept = ours.texts.get(path, theirs.texts.get(path, ""))
    return kept, [*undecided, Undecided(path, "", "两边的改动合不起来，整个文件要比一比")]


def _head(before: Question, own: Question, other: Question) -> tuple[dict[str, Value], list[str]]:
    head, clashes = merged_mapping(before, own, other, together=(set(_REVIEW) - {_VERSIONS},))
    if _VERSIONS in clashes:
        head[_VERSIONS] = merged_mapping(_versions(before), _versions(own), _versions(other), together=())[0]
    return head, [name for name in clashes if name != _VERSIONS]


def _versions(head: Question) -> Question:
    versions = head.get(_VERSIONS)
    return versions if isinstance(versions, dict) else {}


def _candidates(path: str, wanted: _Bank, base: _Side, ours: _Side, theirs: _Side) -> Iterator[str]:
    """Yield texts that may say what is wanted, those that leave the most as people wrote it first."""
    before, own, other = (side.texts.get(path) for side in (base, ours, theirs))
    if before is not None and own is not None and other is not None:
        by_line = merge_texts(before, own, other)
        if not by_line.clashes:
            yield by_line.text
    for side in (theirs, ours):
        if path in side.texts:
            yield side.texts[path]
            yield _rewritten(side.texts[path], path, side.bank(path), wanted)


def _rewritten(text: str, path: str, present: _Bank, wanted: _Bank) -> str:
    """Return a bank's text with other fields and questions; what stays the same keeps its text."""
    at = {name: index for index, name in enumerate(present.questions)}
    slots = [
        Slot(at.get(name), None if fields == present.questions.get(name) else fields)
        for name, fields in wanted.questions.items()
    ]
    text = with_slots(text, path, slots)
    other = {name: _written(one) for name, one in wanted.head.items() if one != present.head.get(name)}
    return with_fields(text, document_of(text, path), [NewFields((), other, "questions")]) if other else text


def _written(value: Value) -> str:
    """Return a value of a bank's head as YAML; a mapping has a line for each entry, as approvals are written."""
    if not isinstance(value, dict):
        return in_braces(value)
    return "{" + "".join(f"\n  {name}: {in_braces(one)}," for name, one in value.items()) + "\n}"
