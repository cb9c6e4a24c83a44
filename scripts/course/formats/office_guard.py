"""Before a file from an office is parsed: whether it is what it says, harmless, and not larger than anybody needs."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal, TypeAlias
from zipfile import BadZipFile, ZipFile

from course.formats.import_types import ImportProblem

OpeningRule: TypeAlias = Literal[
    "damaged-file",
    "encrypted-file",
    "external-link",
    "file-expands",
    "macro",
    "old-format",
    "xml-declaration",
]

LARGEST = 200_000_000
"""Bytes of all parts together, unpacked."""
MOST_PARTS = 2_000
MOST_TAGS = 12_000_000
"""Tags in all sheets and their texts; 50,000 questions have 7 million as we write them, up to 10 as Excel saves them."""
MOST_WORD_TAGS = 1_000_000
"""Tags in the text of a Word file, which is held in memory as a tree."""
MOST_OTHER_TAGS = 100_000
"""Tags in any other part, such as the styles, which office libraries make objects of one by one."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaProject|/activeX/|macrosheets/|dialogsheets/", re.IGNORECASE)
_LINKS = re.compile(
    r"/externalLinks/|/connections\.xml$|/queryTables?/|/webExtensions?/|/embeddings/|/attachedToolbars", re.IGNORECASE
)
_SHEETS = re.compile(r"xl/worksheets/|xl/sharedStrings\.xml$")
_WORD = "word/document.xml"
# In the archive's own list each part has an entry that begins so.
_ENTRY = b"PK\x01\x02"
# How XML begins in encodings in which a declaration would not be found.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00\x00<", b"\x00\x00\xfe\xff")
_MARK = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)
# No office program declares document types or entities.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def dangers(content: bytes, name: str) -> Iterator[ImportProblem]:
    """Yield the reasons not to parse an office file; with none it is a zip archive of plain, bounded XML."""
    whole = f"文件“{name}”"
    if content.startswith(_OLE):
        yield _of_old_format(content, whole)
        return
    if content.count(_ENTRY) > MOST_PARTS:
        # Before the list is read: one of a million entries takes seconds.
        yield _expanding(whole, f"里面有 {content.count(_ENTRY):,} 个部分")
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield from _of_parts(archive, whole)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        yield ImportProblem(
            whole, "打不开：不是完整的 Office 文件。请用 Excel 或 WPS 打开，另存一份再试", _rule("damaged-file")
        )


def _rule(name: OpeningRule) -> OpeningRule:
    return name


def _of_old_format(content: bytes, whole: str) -> ImportProblem:
    if _ENCRYPTED in content:
        return ImportProblem(whole, "文件加了密码。请去掉打开密码，另存一份再试", _rule("encrypted-file"))
    return ImportProblem(
        whole, "这是旧格式（.xls、.doc）。请用 Excel 或 WPS 打开，另存为 .xlsx 或 .docx", _rule("old-format")
    )


def _expanding(whole: str, what: str) -> ImportProblem:
    return ImportProblem(
        whole, f"{what}，超过了上限。请拆成几个文件，或把内容粘贴到新建的文件里", _rule("file-expands")
    )


def _of_parts(archive: ZipFile, whole: str) -> Iterator[ImportProblem]:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > LARGEST or len(parts) > MOST_PARTS:
        yield _expanding(whole, f"展开后有 {size / 1e6:,.0f} MB、{len(parts)} 个部分")
        return
    if any(part.flag_bits & 1 for part in parts):
        yield ImportProblem(whole, "文件加了密码。请去掉密码，另存一份再试", _rule("encrypted-file"))
        return
    names = [part.filename for part in parts]
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(_MACROS.search(name) for name in names) or b"macroEnabled" in types:
        yield ImportProblem(whole, "文件里有宏。请另存为不带宏的 .xlsx 或 .docx", _rule("macro"))
    if any(_LINKS.search(name) for name in names):
        yield ImportProblem(
            whole,
            "文件链接着别的文件或数据库，或嵌有别的文件。请断开链接、删去嵌入的内容，再另存一份",
            _rule("external-link"),
        )
    yield from _of_texts(archive, whole)


def _of_texts(archive: ZipFile, whole: str) -> Iterator[ImportProblem]:
    """Yield what is wrong with the XML of an archive. Any part may be XML: relations name it, not its ending."""
    tags = 0
    for part in archive.infolist():
        text = archive.read(part).removeprefix(_MARK).lstrip()
        named = part.filename.endswith((".xml", ".rels"))
        if not named and not text.startswith((b"<", *_WIDE)):
            continue
        if not _is_plain(text):
            yield ImportProblem(
                whole, f"其中的 {part.filename} 不是 Office 会写出的样子，没有读取", _rule("xml-declaration")
            )
        count = text.count(b"<")
        most = MOST_WORD_TAGS if part.filename == _WORD else MOST_OTHER_TAGS
        if _SHEETS.match(part.filename):
            count = tags = tags + count
            most = MOST_TAGS
        if count > most:
            yield _expanding(whole, f"其中的 {part.filename} 有 {count:,} 个标签")
            return


def _is_plain(text: bytes) -> bool:
    """Return whether XML is UTF-8 that declares neither types nor entities."""
    starts_well = not text or (text.startswith(b"<") and b"\x00" not in text[:200] and not _ENCODING.match(text))
    return starts_well and not _DECLARATION.search(text)
