"""The unit's name, contact and the like, and its documents, as text: what is not changed stays to the byte."""

from collections.abc import Mapping, Sequence

from course.edit.reorder import Slot, document_of, with_slots
from course.edit.top_fields import UNUSUAL, top_fields, with_top_fields
from course.errors import RefusedError
from course.load.unit import LOCAL_DOCUMENTS, UNIT
from course.text.offsets import line_end
from course.text.yaml_reader import Value

DOCUMENTS = "documents"
_UNIT_HEAD = "# yaml-language-server: $schema=../build/schema/unit.json\n"
_DOCUMENTS_HEAD = "# yaml-language-server: $schema=../build/schema/local-documents.json\n"


def with_unit(text: str, values: Mapping[str, Value]) -> str:
    """Return the text of unit.yml with these values; None, an empty text, list or mapping removes a field.

    Raises RefusedError if anything else would change.
    """
    return with_top_fields(text or _UNIT_HEAD, UNIT, values)


def with_documents(text: str, documents: Sequence[Slot]) -> str:
    """Return the text of the unit's documents.yml with exactly these documents, nothing if there are none.

    Raises RefusedError if a document that is to stay would change.
    """
    before = _documents(text)
    if not before:
        # Whatever stands for no documents makes place for a list.
        text = with_top_fields(text, LOCAL_DOCUMENTS, {DOCUMENTS: None}) or _DOCUMENTS_HEAD
        ending = line_end(text)
        text += f"{'' if text.endswith(ending) else ending}{DOCUMENTS}:{ending}"
    after = with_slots(text, LOCAL_DOCUMENTS, documents, DOCUMENTS) if documents else ""
    found = _documents(after)
    kept = [(before[slot.index], at) for at, slot in enumerate(documents) if slot.index is not None and not slot.fields]
    if len(found) != len(documents) or any(found[at] != document for document, at in kept):
        raise RefusedError(UNUSUAL.format(LOCAL_DOCUMENTS))
    return after


def _documents(text: str) -> Sequence[Value]:
    documents = top_fields(document_of(text, LOCAL_DOCUMENTS)).get(DOCUMENTS)
    return documents if isinstance(documents, tuple) else ()
