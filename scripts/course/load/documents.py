"""The register of documents."""

from functools import partial

from course.load.shapes import Shape
from course.model.documents import Documents, Listed, Register
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import read

_DOCUMENTS: Shape[Documents] = Shape(Documents)


def read_documents(text: str, path: str) -> tuple[Register | None, list[Diagnostic]]:
    """Read the register; None where its shape is wrong."""
    document, found = read(text, path)
    told, problems = _DOCUMENTS.fit(document.value, document)
    found += problems
    if told is None:
        return None, found
    entries = tuple(
        Listed(one, partial(document.place, "documents", index)) for index, one in enumerate(told.documents)
    )
    return Register(entries), found
