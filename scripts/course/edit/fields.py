"""Fields written into a YAML text by people: what is there stays to the byte, comments and line ends included."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from course.text.diagnostics import Key
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import Document


@dataclass(frozen=True, slots=True)
class NewFields:
    """Fields for the mapping under `keys`, as YAML by name; new ones go in front of the field `before`.

    Without one they go to the end of the file, or to the beginning of its brackets if it stands in brackets.
    """

    keys: tuple[Key, ...]
    values: Mapping[str, str]
    before: str | None


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    start: int
    end: int
    text: str


def with_fields(text: str, document: Document, wanted: list[NewFields]) -> str:
    """Return `text`, which was read as `document`, with the wanted fields replaced or put in.

    Values that are replaced must be scalars or stand in brackets, as everything does that is written here.
    """
    places = Offsets(text)
    edits = sorted(edit for fields in wanted for edit in _edits(text, places, document, fields))
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _edits(text: str, places: Offsets, document: Document, fields: NewFields) -> Iterator[_Edit]:
    fresh = {}
    for name, written in fields.values.items():
        value = written.replace("\n", line_end(text))
        span = document.layout.span(*fields.keys, name)
        if span:
            yield _Edit(places.of(span[0]), places.of(span[1]), value)
        else:
            fresh[name] = value
    if not fresh:
        return
    start = places.of(document.place(*fields.keys))
    within_brackets = text[start : start + 1] == "{"
    end = line_end(text)
    if fields.before is None and not within_brackets:
        begin = "" if text.endswith("\n") else end
        written = "".join(f"{name}: {value}{end}" for name, value in fresh.items())
        yield _Edit(len(text), len(text), begin + written)
        return
    at = document.layout.place_key(*fields.keys, fields.before) if fields.before else None
    after = ", " if within_brackets else end + " " * ((at.column if at else 1) - 1)
    place = places.of(at) if at else start + 1
    yield _Edit(place, place, "".join(f"{name}: {value}{after}" for name, value in fresh.items()))
