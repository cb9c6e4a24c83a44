"""From a file on disk to questions, by the reader that the file's name selects."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from course.formats.excel.read import read_workbook
from course.formats.gift.read import read_gift
from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.moodle.read import read_moodle
from course.formats.text.docx import read_docx
from course.formats.text.read import read_text

Importer: TypeAlias = Callable[[bytes, str], ImportedFile]

IMPORTERS: Mapping[str, Importer] = {
    ".xlsx": read_workbook,
    ".docx": read_docx,
    ".txt": read_text,
    ".xml": read_moodle,
    ".gift.txt": read_gift,
    ".gift": read_gift,
}
"""By suffix, in lower case: what turns a file's content and name into questions."""


def importer_for(name: str) -> Importer | None:
    """Return the reader for a file by its name; of two endings that fit, the longer one says more."""
    fitting = [ending for ending in IMPORTERS if name.lower().endswith(ending)]
    return IMPORTERS[max(fitting, key=len)] if fitting else None


ImportedFileRule: TypeAlias = Literal["file-format", "file-too-large", "unreadable-file"]

LARGEST = 50_000_000
"""Bytes of a file at the most; a workbook of 50,000 questions has about 20 million."""
_SAVED_AS = {
    ".xls": "旧格式，请用 Excel 或 WPS 打开，另存为 .xlsx",
    ".et": "WPS 自己的格式，请另存为 .xlsx",
    ".ods": "LibreOffice 自己的格式，请另存为 .xlsx",
    ".xlsm": "可以带宏的格式，请另存为不带宏的 .xlsx",
    ".xlsb": "二进制格式，请另存为 .xlsx",
    ".csv": "只有文字、没有工作表的格式，请把内容粘贴进导出的表",
    ".doc": "旧格式，请用 Word 或 WPS 打开，另存为 .docx",
    ".wps": "WPS 自己的格式，请另存为 .docx",
    ".docm": "可以带宏的格式，请另存为不带宏的 .docx",
}


def read_file(file: Path) -> ImportedFile:
    """Read a file to import; whatever is wrong with it becomes a problem."""
    name, suffix = file.name, file.suffix.lower()
    if not name:
        return _problem(name, "没有写要导入哪个文件。请写明，如 ./course import dist/题库.xlsx", "file-format")
    reader = importer_for(name)
    if reader is None:
        usable = "、".join(IMPORTERS)
        return _problem(
            name, f"不能导入 {suffix or '没有扩展名的文件'}：{_SAVED_AS.get(suffix, f'可用：{usable}')}", "file-format"
        )
    try:
        if file.stat().st_size > LARGEST:
            return _problem(name, f"超过 {LARGEST // 1_000_000} MB，请拆成几个文件", "file-too-large")
        return reader(file.read_bytes(), name)
    except OSError as reason:
        return _problem(name, f"读不出来：{reason.strerror}。请核对文件名和位置", "unreadable-file")


def _problem(name: str, message: str, rule: ImportedFileRule) -> ImportedFile:
    return ImportedFile((), (ImportProblem(f"文件“{name}”", message, rule),))
