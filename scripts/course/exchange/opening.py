"""Before a file from an office is parsed: whether it is what it says, harmless, and not larger than anybody needs."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal, TypeAlias
from zipfile import BadZipFile, ZipFile

from course.exchange.incoming import Refusal

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaProject|/activeX/|macrosheets/|dialogsheets/", re.IGNORECASE)
_LINKS = re.compile(
    r"/externalLinks/|/connections\.xml$|/queryTables?/|/webExtensions?/|/embeddings/|/attachedToolbars", re.IGNORECASE
)
# No office program declares document types or entities.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def dangers(content: bytes, name: str) -> Iterator[Refusal]:
    """Yield the reasons not to parse an office file; with none it is a zip archive of plain, bounded XML."""
    whole = f"文件“{name}”"
    if content.startswith(_OLE):
        yield _of_old_format(content, whole)
        return
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield from _of_parts(archive, whole)
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        yield Refusal(
            whole, "打不开：不是完整的 Office 文件。请用 Excel 或 WPS 打开，另存一份再试", _rule("damaged-file")
        )


def _rule(name: OpeningRule) -> OpeningRule:
    return name


def _of_old_format(content: bytes, whole: str) -> Refusal:
    if _ENCRYPTED in content:
        return Refusal(whole, "文件加了密码。请去掉打开密码，另存一份再试", _rule("encrypted-file"))
    return Refusal(
        whole, "这是旧格式（.xls、.doc）。请用 Excel 或 WPS 打开，另存为 .xlsx 或 .docx", _rule("old-format")
    )


def _of_parts(archive: ZipFile, whole: str) -> Iterator[Refusal]:
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if size > LARGEST or len(parts) > MOST_PARTS:
        yield Refusal(
            whole,
            f"展开后有 {size / 1e6:,.0f} MB、{len(parts)} 个部分，超过了上限。请拆成几个文件",
            _rule("file-expands"),
        )
        return
    if any(part.flag_bits & 1 for part in parts):
        yield Refusal(whole, "文件加了密码。请去掉密码，另存一份再试", _rule("encrypted-file"))
        return
    names = [part.filename for part in parts]
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if any(_MACROS.search(name) for name in names) or b"macroEnabled" in types:
        yield Refusal(whole, "文件里有宏。请另存为不带宏的 .xlsx 或 .docx", _rule("macro"))
    if any(_LINKS.search(name) for name in names):
        yield Refusal(
            whole,
            "文件链接着别的文件或数据库，或嵌有别的文件。请断开链接、删去嵌入的内容，再另存一份",
            _rule("external-link"),
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            text = archive.read(part)
            if _DECLARATION.search(text) or b"\x00" in text[:200]:
                yield Refusal(
                    whole, f"其中的 {part.filename} 不是 Office 会写出的样子，没有读取", _rule("xml-declaration")
                )
