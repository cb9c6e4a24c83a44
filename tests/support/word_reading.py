"""The contents of a Word file, read by independent readers: python-docx for texts, the XML for the rest."""

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPTION = re.compile(r"(?:^|[\t\n])([A-Z])．\t?(.*?)(?=[\t\n](?:[A-Z]．|（\xa0|正确次序)|\Z)", re.DOTALL)
_NUMBER = re.compile(r"(\d+)．\t")


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def lines(content: bytes) -> list[str]:
    """Return the body's paragraphs in order, the cells of a table's row as one line with tabs between."""
    return list(_lines(opened(content)))


def _lines(document: Document) -> Iterator[str]:
    for block in document.element.body:
        if block.tag == f"{W}p":
            yield Paragraph(block, document._body).text  # noqa: SLF001
        elif block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                cells = (Paragraph(cell, document._body).text for cell in row.iter(f"{W}p"))  # noqa: SLF001
                yield "\t".join(cells)


def asked(content: bytes) -> dict[int, str]:
    """Return the text of each question of a paper by its number, from its stem to the next section or question."""
    found: dict[int, str] = {}
    number = 0
    for line in lines(content):
        if match := _NUMBER.match(line):
            number = int(match[1])
            found[number] = line[match.end() :]
        elif re.match("[一二三四五六七八九十]+、", line):
            number = 0
        elif number:
            found[number] += f"\n{line}"
    return found


def options(text: str) -> dict[str, str]:
    """Return what is lettered in a question."""
    return {letter: words.strip() for letter, words in _OPTION.findall(text)}


def glance(content: bytes) -> dict[int, str]:
    """Return the answer of each question as the overview of a key gives it."""
    found: dict[int, str] = {}
    everything = lines(content)
    rows = everything[everything.index("答案一览") + 1 :]
    for place, line in enumerate(rows):
        if re.fullmatch(r"[\d\t]+", line):
            keys = zip(line.split("\t"), rows[place + 1].split("\t"), strict=True)
            found |= {int(number): key for number, key in keys if number}
        elif (match := _NUMBER.match(line)) and int(match[1]) not in found:
            found[int(match[1])] = line[match.end() :]
    return found


def squeezed(text: str) -> str:
    """Return a text without white space and widths, as it can be compared across programs."""
    return "".join(unicodedata.normalize("NFKC", text).split())
