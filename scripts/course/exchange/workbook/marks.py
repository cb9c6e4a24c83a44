"""What a sheet's XML says beside its cells: what is merged and what is hidden."""

import posixpath
from dataclasses import dataclass
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Marks:
    """Merged ranges such as `B3:B5`, and the numbers of hidden rows, counted from 1."""

    merged: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()


def sheet_marks(archive: ZipFile) -> dict[str, Marks]:
    """Return the marks of each sheet by its name."""
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    sheets = fromstring(archive.read(_BOOK)).iter(f"{_MAIN}sheet")
    return {
        str(sheet.get("name")): _marks(archive, posixpath.join("xl", targets[sheet.get(_RELATION)]).lstrip("/"))
        for sheet in sheets
    }


def _marks(archive: ZipFile, path: str) -> Marks:
    merged: list[str] = []
    hidden: list[int] = []
    number = 0
    with archive.open(path) as source:
        for _, element in iterparse(source):
            if element.tag == f"{_MAIN}mergeCell":
                merged.append(element.get("ref", ""))
            elif element.tag == f"{_MAIN}row":
                # A row need not say its number; then it follows the one before.
                number = int(element.get("r", number + 1))
                if element.get("hidden") in {"1", "true"}:
                    hidden.append(number)
                # A sheet may have hundreds of thousands of cells.
                element.clear()
    return Marks(tuple(merged), frozenset(hidden))
