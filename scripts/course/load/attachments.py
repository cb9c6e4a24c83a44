"""Files that go onto a site beside its pages."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from course.load.files import Files
from course.load.svg import refused_in_svg
from course.text.diagnostics import Position

ATTACHMENTS = frozenset((
    ".csv", ".docx", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".pptx", ".svg", ".txt", ".webp", ".xlsx"
))  # fmt: skip
"""Endings of the files that may stand beside pages; no other file below docs/ or local/files/ reaches a site."""


_TEXTS = frozenset((".csv", ".txt"))
_PAGES = frozenset((".markdown", ".md", ".mdown", ".mkd", ".mkdn"))
# Office writes such a file beside one that is open.
_OPEN = "~$"
_KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----")
# With these a name could end an attribute or an element of a page.
_UNFIT = re.compile(r"[<>\"\\\x00-\x1f\x7f]")

_LEFT_OPEN = "这是办公软件打开文件时留下的，不会放进站点。请关掉那个文件，再删去它"
_PAGE = "页面的文件名要以小写的 .md 结尾，否则不会被读到。请改名"
_PRIVATE = "这个文件里有私钥，放进站点就公开了。请马上移走，并换一把新的"
_BAD_NAME = '文件名里不能有 < > " \\ 和看不见的字符，请改名'
_DRAWN = "这张图片里有 {}：单独打开时它可能会运行或者去找别的网站。请在绘图软件里另存为“普通 SVG”，或者换成 PNG"


def attachments(files: Files, folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder that may go onto the site; report the others, pages left out."""
    for path in files.below(folder, "**/*"):
        if _UNFIT.search(path):
            files.report(Position(path), "file-name", _BAD_NAME)
        elif message := _unfit_kind(path, folder):
            files.report(Position(path), "file-kind", message, severity="warning")
        elif not path.endswith(".md"):
            _report_content(files, path)
            yield path


def _unfit_kind(path: str, folder: str) -> str:
    """Return why a file cannot go onto the site; empty for one that can, and for a page."""
    name = PurePosixPath(path)
    if name.name.startswith(_OPEN):
        return _LEFT_OPEN
    if folder == "docs" and name.suffix.lower() in _PAGES:
        return "" if name.suffix == ".md" else _PAGE
    if name.suffix.lower() in ATTACHMENTS:
        return ""
    kinds = "、".join(sorted(ATTACHMENTS))
    return f"这种文件不会放进站点，能放的是：{kinds}。请换一种格式，或把它移出 {folder} 文件夹"


def _report_content(files: Files, path: str) -> None:
    """Report what a file of a fit kind holds and must not."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".svg":
        for line, what in refused_in_svg((files.root / path).read_bytes()):
            files.report(Position(path, line), "file-kind", _DRAWN.format(what))
    elif suffix in _TEXTS and _KEY.search((files.root / path).read_bytes()):
        files.report(Position(path), "file-kind", _PRIVATE)
