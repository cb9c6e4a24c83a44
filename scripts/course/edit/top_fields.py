"""The fields of a whole YAML text: those that change are written anew where they stand, everything else stays to the byte."""

from collections.abc import Iterator, Mapping

from course.edit.question_yaml import in_braces
from course.edit.reorder import document_of
from course.errors import RefusedError
from course.files import BYTE_ORDER_MARK
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import Document, Value

UNUSUAL = "{} 的写法特别，没法替您改。请改写成每个字段一行的样子，再试一次"


def with_top_fields(text: str, path: str, values: Mapping[str, Value], before: str = "") -> str:
    """Return a YAML text with these values; None, an empty text, list or mapping removes a field.

    New fields go in front of the field `before`, to the end if there is none. Raises RefusedError if anything else would
    change.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    document = document_of(text, path)
    present, there = top_fields(document), _there(document)
    # A field that stands there without a value goes, too.
    changed = {
        name: value or None
        for name, value in values.items()
        if (value or None) != present.get(name) or (not value and name in there)
    }
    if not changed:
        return text
    after = mark + _rewritten(text.removeprefix(mark), document, changed, before)
    wanted = {**present, **changed}
    if top_fields(document_of(after, path)) != {name: value for name, value in wanted.items() if value is not None}:
        raise RefusedError(UNUSUAL.format(path))
    return after


def top_fields(document: Document) -> dict[str, Value]:
    """Return the fields of a document that are not empty."""
    return {name: one for name, one in _there(document).items() if one is not None}


def _there(document: Document) -> Mapping[str, Value]:
    return document.value if isinstance(document.value, dict) else {}


def _rewritten(text: str, document: Document, changed: Mapping[str, Value], before: str) -> str:
    places, there = Offsets(text), _there(document)
    ending = line_end(text)
    added = "".join(
        f"{_line(name, value)}{ending}" for name, value in changed.items() if name not in there and value is not None
    )
    at = places.of(document.layout.place_key(before)) if before in there else len(text)
    begin = ending if added and at and not text[:at].endswith(ending) else ""
    edits = [*_edits(text, places, document, changed), (at, at, begin + added)]
    for start, end, line in sorted(edits, reverse=True):
        text = text[:start] + line + text[end:]
    return text


def _edits(
    text: str, places: Offsets, document: Document, changed: Mapping[str, Value]
) -> Iterator[tuple[int, int, str]]:
    """Yield where a field that is there stands, and what is to stand there; a removed one goes with its line."""
    for name in changed.keys() & _there(document).keys():
        start, end = places.of(document.layout.place_key(name)), places.of(document.layout.ending(name))
        value = changed[name]
        if value is not None:
            yield start, end, _line(name, value)
        else:
            yield start, next((at for at in places.starts if at > end), len(text)), ""


def _line(name: str, value: Value) -> str:
    return f"{name}: {in_braces(value)}"
