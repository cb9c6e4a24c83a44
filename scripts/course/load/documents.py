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
    shaped, problems = _DOCUMENTS.fit(document.value, document)
    found += problems
    if shaped is None:
        return None, found
    entries = tuple(
        Listed(one, partial(document.place, "documents", index)) for index, one in enumerate(shaped.documents)
    )
    return Register(entries), found
