"""What a file is by its content: people rename files, and programs save them under the endings of others."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.formats.aiken.read import is_aiken
from course.formats.gift.read import is_gift
from course.formats.tables.delimited import separator_of
from course.formats.text.lines import decoded

Kind: TypeAlias = Literal["workbook", "word", "old office", "moodle", "gift", "aiken", "table", "text"]

ENDINGS = (".xlsx", ".docx", ".csv", ".txt", ".md", ".xml", ".gift", ".gift.txt")
"""The endings of files that can be imported; what is in a file decides how it is read."""
_PLAIN = frozenset({"", ".txt", ".csv", ".tsv", ".md", ".text", ".gift"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_WORKBOOK = "请用 Excel 或 WPS 打开，另存为 .xlsx"
_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"
_FIRST_BYTES = {
    b"%PDF": f"这是 PDF，里面的文字读不准。{_AS_WORD}；扫描的要先识别成文字",
    b"{\\rtf": f"这是 RTF 格式。{_AS_WORD}",
    b"\x89PNG": "这是图片。请先识别成文字，粘贴到记事本或 Word 里",
    b"\xff\xd8\xff": "这是图片。请先识别成文字，粘贴到记事本或 Word 里",
    b"Rar!": "这是压缩文件。请先解开，导入里面的文件",
    b"7z\xbc\xaf": "这是压缩文件。请先解开，导入里面的文件",
    b"MIME-Version:": f"这是单个文件的网页（.mht）。是表格的，{_AS_WORKBOOK}；是文章的，{_AS_WORD}",
}
"""By the first bytes: what a file is that we do not read, and what to do (Chinese)."""
_IN_ARCHIVES: tuple[tuple[bytes, Kind | str], ...] = (
    (b"word/document.xml", "word"),
    (b"xl/workbook.xml", "workbook"),
    (b"xl/workbook.bin", f"这是二进制的 .xlsb。{_AS_WORKBOOK}"),
    (b"opendocument.spreadsheet", f"这是 LibreOffice 自己的 .ods。{_AS_WORKBOOK}"),
    (b"opendocument.text", f"这是 LibreOffice 自己的 .odt。{_AS_WORD}"),
)
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|meta|body|table|div|style|script)\b", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml|quiz)\b")
_OFFICE_XML = {
    "urn:schemas-microsoft-com:office:spreadsheet": f"这是 XML 格式的旧表格。{_AS_WORKBOOK}",
    "schemas.microsoft.com/office/word/2003": f"这是 XML 格式的 Word 文件。{_AS_WORD}",
    "schemas.microsoft.com/office/2006/xmlPackage": "这是 XML 格式的 Office 文件。请用 Word 或 Excel 打开，另存为 .docx 或 .xlsx",
}
_BY_ENDING = {
    ".xls": f"旧格式，{_AS_WORKBOOK}",
    ".et": "WPS 自己的格式，请另存为 .xlsx",
    ".ods": "LibreOffice 自己的格式，请另存为 .xlsx",
    ".xlsm": "可以带宏的格式，请另存为不带宏的 .xlsx",
    ".xlsb": "二进制格式，请另存为 .xlsx",
    ".doc": f"旧格式，{_AS_WORD}",
    ".wps": "WPS 自己的格式，请另存为 .docx",
    ".docm": "可以带宏的格式，请另存为不带宏的 .docx",
}
_HEAD = 4_000


@dataclass(frozen=True, slots=True)
class NotReadable:
    """Why a file cannot be imported, and what to do (Chinese)."""

    why: str


def kind_of_file(content: bytes, ending: str) -> Kind | NotReadable:
    """Return what a file is; its ending, in lower case, decides only where the content does not."""
    if content.startswith(_OLE):
        return "old office"
    if why := next((why for start, why in _FIRST_BYTES.items() if content.startswith(start)), None):
        return NotReadable(why)
    if content.startswith(b"PK"):
        return _of_archive(content, ending)
    if ending in {".xlsx", ".docx"}:
        # Whatever it is, its reader says that it is damaged.
        return "workbook" if ending == ".xlsx" else "word"
    if ending == ".gift":
        return "gift"
    text = decoded(content)
    return _of_text(text, ending) if text is not None else "text" if ending in _PLAIN else _unknown(ending)


def _of_archive(content: bytes, ending: str) -> Kind | NotReadable:
    # Names of parts stand uncompressed in an archive; so that it need not be opened before it is found harmless.
    found = next((kind for name, kind in _IN_ARCHIVES if name in content), None)
    match found:
        case "word" | "workbook":
            return found
        case None if ending in {".xlsx", ".docx"}:
            return "workbook" if ending == ".xlsx" else "word"
        case _:
            return NotReadable(found or "这是压缩文件。请先解开，导入里面的文件")


def _of_text(text: str, ending: str) -> Kind | NotReadable:
    head = text[:_HEAD].removeprefix("\ufeff")
    if why := next((why for name, why in _OFFICE_XML.items() if name in head), None):
        return NotReadable(why)
    if _HTML.match(head):
        program = "Word 或 WPS 打开，另存为 .docx" if ending in {".doc", ".wps"} else "Excel 或 WPS 打开，另存为 .xlsx"
        return NotReadable(f"这其实是网页（HTML），只是文件名以 {ending or '别的字'} 结尾。请用 {program}")
    if ending == ".xml" or _XML.match(head):
        return "moodle"
    if is_gift(text):
        return "gift"
    if is_aiken(text):
        return "aiken"
    if ending in {".csv", ".tsv"} or separator_of(text):
        return "table"
    return "text" if ending in _PLAIN else _unknown(ending)


def _unknown(ending: str) -> NotReadable:
    why = _BY_ENDING.get(ending, f"可用：{'、'.join(ENDINGS)}")
    return NotReadable(f"不能导入 {ending or '没有扩展名的文件'}：{why}")
