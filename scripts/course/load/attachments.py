"""Files that go onto a site beside its pages."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from course.load.files import Files
from course.text.diagnostics import Position

ATTACHMENTS = frozenset((
    ".csv", ".docx", ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".pdf", ".png", ".pptx", ".svg", ".txt", ".webp", ".xlsx"
))  # fmt: skip
"""Endings of the files that may stand beside pages; no other file below docs/ or local/files/ reaches a site."""


def attachments(files: Files, folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder that may go onto the site; report the others, pages left out."""
    for path in files.below(folder, "**/*"):
        if PurePosixPath(path).suffix.lower() in ATTACHMENTS:
            yield path
        elif not path.endswith(".md") or folder != "docs":
            kinds = "、".join(sorted(ATTACHMENTS))
            message = f"这种文件不会放进站点，能放的是：{kinds}。请换一种格式，或把它移出 {folder} 文件夹"
            files.report(Position(path), "file-kind", message, severity="warning")
