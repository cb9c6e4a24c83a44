"""Files that go onto a site beside its pages."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from course.load.files import Files
from course.load.leftovers import BEGINNING, is_left_behind, is_secret
from course.load.svg import refused_in_svg
from course.text.diagnostics import Position

ATTACHMENTS = frozenset((
    ".csv", ".docx", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".pptx", ".svg", ".txt", ".webp", ".xlsx"
))  # fmt: skip
"""Endings of the files that may stand beside pages; no other file below docs/ or local/files/ reaches a site."""


_PAGES = frozenset((".markdown", ".md", ".mdown", ".mkd", ".mkdn"))
# With these a name could end an attribute or an element of a page.
_UNFIT = re.compile(r"[<>\"\\\x00-\x1f\x7f]")

_LEFT_BEHIND = "这是办公软件、系统或编辑器留下的，不会放进站点。请关掉打开着的文件，再删去它"
_PAGE = "页面的文件名要以小写的 .md 结尾，否则不会被读到。请改名"
_PRIVATE = "这个文件里有私钥，放进站点就公开了。请马上移走，并换一把新的"
_BAD_NAME = '文件名里不能有 < > " \\ 和看不见的字符，请改名'
_DRAWN = "这张图片里有 {}：单独打开时它可能会运行或者去找别的网站。请在绘图软件里另存为“普通 SVG”，或者换成 PNG"


def attachments(files: Files, folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder that may go onto the site; report the others, pages left out."""
    for path in files.below(folder, "**/*"):
        name = PurePosixPath(path)
        if _UNFIT.search(path):
            files.report(Position(path), "file-name", _BAD_NAME)
        elif is_left_behind(name.name):
            files.report(Position(path), "file-kind", _LEFT_BEHIND, severity="warning")
        elif not is_public(files, path):
            continue
        elif message := _unfit_kind(name, folder):
            files.report(Position(path), "file-kind", message, severity="warning")
        elif name.suffix != ".md":
            _report_drawing(files, path)
            yield path


def refused(path: str, content: bytes) -> str:
    """Return why a file with this content may not lie at a path below docs/ or local/files/ (Chinese); empty if it may."""
    name = PurePosixPath(path)
    if _UNFIT.search(path):
        return _BAD_NAME
    if is_left_behind(name.name):
        return _LEFT_BEHIND
    if is_secret(name.name, content[:BEGINNING]):
        return _PRIVATE
    if message := _unfit_kind(name, path.rpartition("/")[0]):
        return message
    found = refused_in_svg(content) if name.suffix.lower() == ".svg" else ()
    return next((_DRAWN.format(what) for _, what in found), "")


def is_public(files: Files, path: str) -> bool:
    """Return whether a file can be read and holds no private key; report it otherwise."""
    beginning = files.beginning(path, BEGINNING)
    private = beginning is not None and is_secret(PurePosixPath(path).name, beginning)
    if private:
        files.report(Position(path), "file-kind", _PRIVATE)
    return beginning is not None and not private


def _unfit_kind(name: PurePosixPath, folder: str) -> str:
    """Return why a file cannot go onto the site; empty for one that can, and for a page."""
    if folder == "docs" and name.suffix.lower() in _PAGES:
        return "" if name.suffix == ".md" else _PAGE
    if name.suffix.lower() in ATTACHMENTS:
        return ""
    kinds = "、".join(sorted(ATTACHMENTS))
    return f"这种文件不会放进站点，能放的是：{kinds}。请换一种格式，或把它移出 {folder} 文件夹"


def _report_drawing(files: Files, path: str) -> None:
    """Report what a drawing holds and must not."""
    if path.lower().endswith(".svg"):
        for line, what in refused_in_svg((files.root / path).read_bytes()):
            files.report(Position(path, line), "file-kind", _DRAWN.format(what))
