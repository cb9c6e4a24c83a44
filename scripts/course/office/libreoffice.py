"""LibreOffice as a plain program: Word files as PDF, and on which page a heading stands."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from course.errors import CourseError
from course.files import lent
from course.model.course import Course
from course.office.booklet import booklet_file, entries
from course.office.table_of_contents import TocEntry, place_of

_PATIENCE = 300
_ROUNDS = 3
_WITH_BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'

_NAMES = ("soffice", "libreoffice")
# Windows and macOS do not put it on the path.
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)")
_WINDOWS, _MAC = "LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice"

_SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")
# The fonts of the templates, and what can stand for them.
_STAND_INS = {
    "宋体": ("SimSun", "Songti SC", "Noto Serif CJK SC", "Source Han Serif SC"),
    "黑体": ("SimHei", "Heiti SC", "Noto Sans CJK SC", "Source Han Sans SC"),
    "楷体": ("KaiTi", "Kaiti SC", "AR PL UKai CN", "Noto Serif CJK SC"),
}


class OfficeError(CourseError):
    """LibreOffice failed; the message says why and how to correct it."""


def word_booklet(course: Course) -> tuple[bytes, str]:
    """Return the booklet, and why its contents lack the numbers of pages: only LibreOffice can determine them."""
    office = find_office()
    if office is None:
        return booklet_file(course, {}), "这台电脑没有 LibreOffice"
    try:
        return _paginated(office, course), ""
    except OfficeError as error:
        return booklet_file(course, {}), str(error)


def _paginated(office: str, course: Course) -> bytes:
    """Return the booklet with the page of each heading in its contents, as LibreOffice lays it out.

    Laid out once to learn the pages, and again to see that they hold with the numbers in.
    """
    pages: dict[str, int] = {}
    for _ in range(_ROUNDS):
        content = booklet_file(course, pages)
        with tempfile.TemporaryDirectory(prefix="office-") as folder, lent(Path(folder), ".docx", content) as file:
            landed = _landed(pdf_of(office, file, _WITH_BOOKMARKS), entries(course))
        if landed == pages:
            return content
        pages = landed
    raise OfficeError("页码一直在变，没有排定")


def _landed(pdf: bytes, listed: Sequence[TocEntry]) -> dict[str, int]:
    """Return the page of each entry, counted from 1."""
    reader = PdfReader(BytesIO(pdf))
    found = {place_of(name): reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    pages = {entry.id: page + 1 for at, entry in enumerate(listed) if (page := found.get(at)) is not None}
    if len(pages) < len(listed):
        raise OfficeError("LibreOffice 没有说出每个标题在哪一页，要 7.4 或更新的版本")
    return pages


def find_office() -> str | None:
    """Return the LibreOffice of this machine, None if it has none."""
    windows = [Path(os.environ[name]) / _WINDOWS for name in _PROGRAM_FOLDERS if os.environ.get(name)]
    there = (str(place) for place in (*windows, Path(_MAC)) if place.is_file())
    return next(filter(None, map(shutil.which, _NAMES)), None) or next(there, None)


def pdf_of(office: str, file: Path, form: str = "pdf") -> bytes:
    """Return a Word file as PDF; `form` is the output filter of LibreOffice."""
    with tempfile.TemporaryDirectory(prefix="office-") as name, lent(Path(name), ".conf", _fonts()) as fonts:
        folder = Path(name)
        # A profile of its own, or a LibreOffice that is open already would take the order and do nothing.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(file)]
        output = _run(command, {"FONTCONFIG_FILE": str(fonts)} if _SYSTEM_FONTS.is_file() else {})
        target = folder / f"{file.stem}.pdf"
        if not target.is_file():
            raise OfficeError(
                f"LibreOffice 没有把 {file.name} 变成 PDF。请更新 LibreOffice 再试。它说：{output[-300:].strip()}"
            )
        return target.read_bytes()


def _run(command: list[str], more: Mapping[str, str]) -> str:
    environment = {**os.environ, **more}
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, errors="replace", timeout=_PATIENCE, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise OfficeError(f"LibreOffice 过了 {_PATIENCE} 秒还没有做完。请关掉其他程序再试") from error
    except OSError as error:
        raise OfficeError(f"LibreOffice（{command[0]}）打不开：{error.strerror}") from error
    return done.stdout + done.stderr


def _fonts() -> str:
    """Return fontconfig's settings by which a machine without the fonts of Windows takes the nearest that it has."""
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><accept>'
        f"{''.join(f'<family>{other}</family>' for other in others)}</accept></alias>"
        for name, others in _STAND_INS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>{_SYSTEM_FONTS}</include>{aliases}</fontconfig>\n"
    )
