"""Files that people asked for, put where they want them: nothing of theirs is overwritten; PDF by LibreOffice."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from course.exchange.word.booklet import booklet_file, entries
from course.exchange.word.contents import Entry, place_of
from course.exchange.word.looks import OTHER_NAMES
from course.model.course import Course
from course.publish import lent, occupied, write_bytes

_PATIENCE = 300
_ROUNDS = 3
_WITH_BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'

_NAMES = ("soffice", "libreoffice")
# Windows and macOS do not put it on the path.
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)")
_WINDOWS, _MAC = "LibreOffice/program/soffice.exe", "/Applications/LibreOffice.app/Contents/MacOS/soffice"

_SYSTEM_FONTS = Path("/etc/fonts/fonts.conf")


class OfficeError(Exception):
    """Something could not be made or put in its place; the message says why and how to mend it."""


def hand_out(files: Mapping[Path, bytes], *, pdf: bool, force: bool) -> Iterator[str]:
    """Write files, then if asked a PDF beside each, and yield a line about each as it is done.

    Nothing is written if one of them would take the place of something else, unless `force` is set. What is there
    already is left as it is.
    """
    taken = occupied(files)
    fresh = [path for path in files if path in taken or not path.exists() or (pdf and _is_outdated(path))]
    if pdf:
        taken += [path.with_suffix(".pdf") for path in fresh if path.with_suffix(".pdf").exists()]
    if taken and not force:
        names = "、".join(map(str, taken))
        raise OfficeError(
            f"这些文件已经有了，内容不同：{names}。确定要换掉，请加上 FORCE=1（--force）；或者换一个文件夹"
        )
    for path, content in files.items():
        yield f"{'写好' if write_bytes(path, content) else '已有，没有变化'}：{path}"
    if pdf:
        yield from _beside(list(files), fresh)


def _is_outdated(path: Path) -> bool:
    """Tell whether the PDF beside a file was made before it: of what stood there then, nobody knows."""
    target = path.with_suffix(".pdf")
    return target.exists() and target.stat().st_mtime_ns < path.stat().st_mtime_ns


def _beside(files: list[Path], fresh: list[Path]) -> Iterator[str]:
    office = find_office()
    for path in files:
        target = path.with_suffix(".pdf")
        if path in fresh or not target.exists():
            write_bytes(target, pdf_of(office, path))
            yield f"写好：{target}"
        else:
            yield f"已有，没有变化：{target}"


def word_booklet(course: Course) -> tuple[bytes, bool]:
    """Return the booklet, and whether its contents have the numbers of pages: only LibreOffice can tell them."""
    try:
        office = find_office()
    except OfficeError:
        return booklet_file(course, {}), False
    return _paginated(office, course), True


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
    raise OfficeError("目录里的页码一直在变，没有做成。请更新 LibreOffice 再试")


def _landed(pdf: bytes, listed: Sequence[Entry]) -> dict[str, int]:
    """Return the page of each entry, counted from 1."""
    reader = PdfReader(BytesIO(pdf))
    found = {place_of(name): reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    pages = {entry.id: page + 1 for at, entry in enumerate(listed) if (page := found.get(at)) is not None}
    if len(pages) < len(listed):
        raise OfficeError("LibreOffice 没有说出每个标题在哪一页。请更新到 7.4 或更新的版本再试")
    return pages


def find_office() -> str:
    """Return the LibreOffice of this machine."""
    windows = [Path(os.environ[name]) / _WINDOWS for name in _PROGRAM_FOLDERS if os.environ.get(name)]
    there = (str(place) for place in (*windows, Path(_MAC)) if place.is_file())
    found = next(filter(None, map(shutil.which, _NAMES)), None) or next(there, None)
    if found is None:
        raise OfficeError(
            "生成 PDF 要用 LibreOffice，这台电脑上没有。请安装（Windows 和 macOS 从 libreoffice.org 下载；"
            "Debian、Ubuntu 运行 sudo apt install libreoffice-writer-nogui fonts-noto-cjk）。Word 文件已经写好"
        )
    return found


def pdf_of(office: str, file: Path, form: str = "pdf") -> bytes:
    """Return a Word file as PDF; `form` is what LibreOffice is asked for."""
    with tempfile.TemporaryDirectory(prefix="office-") as name, lent(Path(name), ".conf", _fonts()) as fonts:
        folder = Path(name)
        # A profile of its own, or a LibreOffice that is open already would take the order and do nothing.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(file)]
        said = _run(command, {"FONTCONFIG_FILE": str(fonts)} if _SYSTEM_FONTS.is_file() else {})
        target = folder / f"{file.stem}.pdf"
        if not target.is_file():
            raise OfficeError(
                f"LibreOffice 没有把 {file.name} 变成 PDF。请更新 LibreOffice 再试。它说：{said[-300:].strip()}"
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
        f"{''.join(f'<family>{other}</family>' for other in others.split(','))}</accept></alias>"
        for name, others in OTHER_NAMES.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>{_SYSTEM_FONTS}</include>{aliases}</fontconfig>\n"
    )
