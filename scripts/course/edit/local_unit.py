"""The unit's name, contact and the like, and its documents, as text: what is not changed stays to the byte."""

import json
from collections.abc import Iterator, Mapping, Sequence

from course.edit.reorder import Slot, document_of, with_slots
from course.errors import RefusedError
from course.files import BYTE_ORDER_MARK
from course.load.unit import LOCAL_DOCUMENTS, UNIT
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import Document, Value

DOCUMENTS = "documents"
_UNIT_HEAD = "# yaml-language-server: $schema=../build/schema/unit.json\n"
_DOCUMENTS_HEAD = "# yaml-language-server: $schema=../build/schema/local-documents.json\n"

_UNUSUAL = "{} 的写法特别，没法替您改。请改写成每个字段一行的样子，再试一次"


def with_unit(text: str, values: Mapping[str, Value]) -> str:
    """Return the text of unit.yml with these values; None, an empty text, list or mapping removes a field.

    Raises RefusedError if anything else would change.
    """
    text = text or _UNIT_HEAD
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    before = document_of(text, UNIT)
    present = _fields(before)
    changed = {name: value or None for name, value in values.items() if (value or None) != present.get(name)}
    if not changed:
        return text
    after = mark + _rewritten(text.removeprefix(mark), before, changed)
    wanted = {**present, **changed}
    if _fields(document_of(after, UNIT)) != {name: value for name, value in wanted.items() if value is not None}:
        raise RefusedError(_UNUSUAL.format(UNIT))
    return after


def _fields(document: Document) -> dict[str, Value]:
    """Return the fields of a document that are not empty."""
    value = document.value if isinstance(document.value, dict) else {}
    return {name: one for name, one in value.items() if one is not None}


def _rewritten(text: str, document: Document, changed: Mapping[str, Value]) -> str:
    edits = sorted(_edits(text, document, changed), reverse=True)
    for start, end, line in edits:
        text = text[:start] + line + text[end:]
    there = document.value if isinstance(document.value, dict) else {}
    added = [_line(name, value) for name, value in changed.items() if name not in there and value is not None]
    ending = line_end(text)
    begin = ending if added and text and not text.endswith(ending) else ""
    return text + begin + "".join(f"{line}{ending}" for line in added)


def _edits(text: str, document: Document, changed: Mapping[str, Value]) -> Iterator[tuple[int, int, str]]:
    """Yield where a field that is there stands, and what is to stand there; a removed one goes with its line."""
    places = Offsets(text)
    there = document.value if isinstance(document.value, dict) else {}
    for name in changed.keys() & there.keys():
        start, end = places.of(document.layout.place_key(name)), places.of(document.layout.ending(name))
        value = changed[name]
        if value is not None:
            yield start, end, _line(name, value)
        else:
            yield start, next((at for at in places.starts if at > end), len(text)), ""


def _line(name: str, value: Value) -> str:
    # JSON on one line is YAML.
    return f"{name}: {json.dumps(value, ensure_ascii=False)}"


def with_documents(text: str, documents: Sequence[Slot]) -> str:
    """Return the text of the unit's documents.yml with exactly these documents, nothing if there are none.

    Raises RefusedError if a document that is to stay would change.
    """
    before = _documents(text)
    if not before:
        # Whatever stands for no documents makes place for a list.
        text = _rewritten(text, document_of(text, LOCAL_DOCUMENTS), {DOCUMENTS: None}) or _DOCUMENTS_HEAD
        ending = line_end(text)
        text += f"{'' if text.endswith(ending) else ending}{DOCUMENTS}:{ending}"
    after = with_slots(text, LOCAL_DOCUMENTS, documents, DOCUMENTS) if documents else ""
    found = _documents(after)
    kept = [(before[slot.index], at) for at, slot in enumerate(documents) if slot.index is not None and not slot.fields]
    if len(found) != len(documents) or any(found[at] != document for document, at in kept):
        raise RefusedError(_UNUSUAL.format(LOCAL_DOCUMENTS))
    return after


def _documents(text: str) -> Sequence[Value]:
    documents = _fields(document_of(text, LOCAL_DOCUMENTS)).get(DOCUMENTS)
    return documents if isinstance(documents, tuple) else ()
