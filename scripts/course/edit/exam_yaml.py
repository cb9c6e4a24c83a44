"""A blueprint as text: what is not changed stays to the byte, comments and line ends included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.edit.fields import NewFields, with_fields
from course.edit.question_yaml import in_braces
from course.edit.reorder import Slot, document_of, with_slots
from course.edit.top_fields import UNUSUAL, top_fields, with_top_fields
from course.errors import RefusedError
from course.files import BYTE_ORDER_MARK
from course.text.offsets import line_end
from course.text.yaml_reader import Value

SECTIONS = "sections"
_HEAD = "# yaml-language-server: $schema=../../../build/schema/exam.json\n"
_UNSAID: Mapping[str, Value] = {"kinds": (), "partly": "none"}
"""What a section means where it does not say it."""


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """One section as it is to be; `index` says which one of the present text it is, None for a new one."""

    index: int | None
    fields: Mapping[str, Value]


def with_exam(text: str, path: str, values: Mapping[str, Value], sections: Sequence[SectionEdit]) -> str:
    """Return the text of a blueprint with these values and exactly these sections; an empty value removes its field.

    Raises RefusedError if anything else would change.
    """
    after = with_top_fields(text or _HEAD, path, values, before=SECTIONS)
    present = _sections(after, path)
    edits = [one if one.index in range(len(present)) else SectionEdit(None, one.fields) for one in sections]
    after = _with_values(after, path, edits)
    if not present:
        after = _with_empty_list(after, path)
    if [edit.index for edit in edits] != list(range(len(present))):
        after = with_slots(after, path, [_slot(edit) for edit in edits], SECTIONS)
    if [_said(one) for one in _sections(after, path)] != [_said(one.fields) for one in edits]:
        raise RefusedError(UNUSUAL.format(path))
    return after


def _sections(text: str, path: str) -> list[Mapping[str, Value]]:
    found = top_fields(document_of(text, path)).get(SECTIONS)
    return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, tuple) else []


def _said(section: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a section says, without what it would mean anyway."""
    return {name: value for name, value in section.items() if value not in (None, _UNSAID.get(name))}


def _with_values(text: str, path: str, edits: Sequence[SectionEdit]) -> str:
    """Return the text with the values that differ in sections that stay."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    document, present = document_of(text, path), _sections(text, path)
    wanted = []
    for edit in edits:
        if edit.index is not None:
            there = present[edit.index]
            changed = {
                name: in_braces(value)
                for name, value in edit.fields.items()
                if value != there.get(name, _UNSAID.get(name))
            }
            before = "count" if "count" in there else next(iter(there), None)
            wanted.append(NewFields((SECTIONS, edit.index), changed, before))
    return mark + with_fields(text.removeprefix(mark), document, wanted)


def _with_empty_list(text: str, path: str) -> str:
    """Return the text of a blueprint without sections with an empty list of them at its end."""
    text, ending = with_top_fields(text, path, {SECTIONS: None}), line_end(text)
    return f"{text}{'' if text.endswith(ending) else ending}{SECTIONS}:{ending}"


def _slot(edit: SectionEdit) -> Slot:
    # One line, as blueprints are written by hand.
    line = f"- {in_braces(_said(edit.fields))}"
    return Slot(edit.index) if edit.index is not None else Slot(None, edit.fields, (line,))
