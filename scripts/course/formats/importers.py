"""From a file on disk to questions, by the reader for what the file holds."""

from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeAlias, assert_never

from course.formats.aiken.read import read_aiken
from course.formats.excel.read import read_workbook
from course.formats.file_kinds import Kind, NotReadable, kind_of_file
from course.formats.gift.read import read_gift
from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.moodle.read import read_moodle
from course.formats.office_guard import dangers
from course.formats.tables.delimited import read_delimited
from course.formats.text.docx import read_docx
from course.formats.text.lines import decoded, text_lines
from course.formats.text.read import read_lines

ImportedFileRule: TypeAlias = Literal["file-format", "file-too-large", "unreadable-file"]

LARGEST = 50_000_000
"""Bytes of a file at the most; a workbook of 50,000 questions has about 20 million."""
LARGEST_TEXT = 20_000_000
"""Bytes at the most of a table as text; the lines of one that people write come to a tenth."""
_NAMES = {"workbook": ".xlsx 表格", "word": ".docx 文档"}


def read_file(file: Path) -> ImportedFile:
    """Read a file to import; whatever is wrong with it becomes a problem."""
    name = file.name
    if not name:
        return _problem(name, "没有写要导入哪个文件。请写明，如 ./course import dist/题库.xlsx", "file-format")
    try:
        if file.exists() and not file.is_file():
            return _problem(name, "不是普通文件，没有读。请换成表格、Word 或文字文件", "unreadable-file")
        if file.stat().st_size > LARGEST:
            return _problem(name, f"超过 {LARGEST // 1_000_000} MB，请拆成几个文件", "file-too-large")
        return read_content(file.read_bytes(), name)
    except OSError as reason:
        return _problem(name, f"读不出来：{reason.strerror}。请核对文件名和位置", "unreadable-file")


def read_content(content: bytes, name: str) -> ImportedFile:
    """Read the content of a file; `name` is the file's."""
    ending = Path(name).suffix.lower()
    kind = kind_of_file(content, ending)
    if isinstance(kind, NotReadable):
        return _problem(name, kind.why, "file-format")
    imported = _read(kind, content, name)
    if kind in _NAMES and ending not in {".xlsx", ".docx", ".xlsm", ".docm", ""}:
        note = f"“{name}”的内容其实是 {_NAMES[kind]}，照内容读入。"
        return replace(imported, notes=(note, *imported.notes))
    return imported


def _read(kind: Kind, content: bytes, name: str) -> ImportedFile:
    match kind:
        case "workbook":
            return read_workbook(content, name)
        case "word":
            return read_docx(content, name)
        case "old office":
            return ImportedFile((), tuple(dangers(content, name)))
        case "moodle":
            return read_moodle(content, name)
        case "gift" | "aiken" | "table" | "text":
            return _read_text(kind, content, name)
        case _:
            assert_never(kind)


def _read_text(kind: Literal["gift", "aiken", "table", "text"], content: bytes, name: str) -> ImportedFile:
    if kind in {"table", "aiken"} and len(content) > LARGEST_TEXT:
        return _problem(name, f"超过 {LARGEST_TEXT // 1_000_000} MB，请拆成几个文件", "file-too-large")
    source = text_lines(content, name)
    text = decoded(content)
    if kind == "gift":
        # What is no text at all is refused by its reader.
        imported = read_gift(content if text is None else text.encode(), name)
    elif kind == "text" or source.problems:
        return read_lines(source, name)
    elif kind == "aiken":
        imported = read_aiken(source.lines)
    else:
        imported = read_delimited(text or "", name)
    return replace(imported, notes=(*source.notes, *imported.notes))


def _problem(name: str, message: str, rule: ImportedFileRule) -> ImportedFile:
    return ImportedFile((), (ImportProblem(f"文件“{name}”", message, rule),))
