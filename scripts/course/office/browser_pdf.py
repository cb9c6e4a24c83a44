"""The booklet on paper: printed by a browser, its contents with the page on which each heading has landed.

Browsers know the pages only when they have printed, and have no way to name them in a text. So the booklet is
printed twice: the first print tells the pages, the second shows them, and must agree with what it shows.
"""

import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from course.errors import CourseError
from course.files import lent

_PATIENCE = 300
_ROUNDS = 3
"""A number that has grown by a digit can push a line over; a third print settles that."""

_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_WAITING = re.compile(r'(data-page-of="([^"]+)">)[^<]*(</)')
_DATE = re.compile(r"(data-printed-on>)[^<]*(</)")
_TITLE = re.compile(r"<h1>([^<]+)</h1>")


class PrintingError(CourseError):
    """The booklet could not be printed; the message says why and how to correct it."""


def print_booklet(browser: str, page: Path, printed_on: str) -> bytes:
    """Return the built page `booklet.html` as PDF; a copy is made beside it for the time of printing."""
    html = _SCRIPT.sub("", page.read_text(encoding="utf-8"))
    html = _DATE.sub(rf"\g<1>，{printed_on} 打印\g<2>", html)
    title = _TITLE.search(html)
    if not title or not _WAITING.search(html):
        raise PrintingError(f"{page.name} 里没有打印本的内容。请看看 docs/booklet.md 是否完好")
    pages: dict[str, int] = {}
    for _ in range(_ROUNDS):
        pdf = _printed(browser, page, numbered(html, pages))
        reader = _read(pdf)
        _check_letters(reader, unescape(title[1]))
        landed = pages_of(reader)
        if landed == pages:
            return pdf
        pages = landed
    raise PrintingError("目录里的页码一直在变，没有印成。请换一个新一些的浏览器再试")


def numbered(html: str, pages: Mapping[str, int]) -> str:
    """Return the page with the number of each place where it is waited for; none where it is not known yet."""
    return _WAITING.sub(lambda match: f"{match[1]}{pages.get(unescape(match[2]), '')}{match[3]}", html)


def pages_of(reader: PdfReader) -> dict[str, int]:
    """Return for each place that a link in the file leads to on which page it stands, counted from 1."""
    found = {
        name.removeprefix("/"): reader.get_destination_page_number(place)
        for name, place in reader.named_destinations.items()
    }
    return {name: number + 1 for name, number in found.items() if number is not None}


def _printed(browser: str, page: Path, html: str) -> bytes:
    # The copy lies beside the page, so that it finds the style sheets.
    with tempfile.TemporaryDirectory(prefix="booklet-") as folder, lent(page.parent, ".html", html) as copy:
        target = Path(folder) / "booklet.pdf"
        output = _run([browser, *_options(Path(folder) / "profile", target), copy.as_uri()])
        if not target.is_file():
            raise PrintingError(f"浏览器 {browser} 没有印出文件。请更新浏览器后再试。它说：{output[-300:].strip()}")
        return target.read_bytes()


def _options(profile: Path, target: Path) -> list[str]:
    # A profile of its own, or a browser that is open already would take the order and do nothing.
    options = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    options += [f"--user-data-dir={profile}", f"--print-to-pdf={target}"]
    options += ["--no-pdf-header-footer", "--generate-pdf-document-outline"]
    # Chromium refuses to sandbox what the administrator of a Unix machine runs.
    return [*options, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else options


def _run(command: list[str]) -> str:
    """Run the browser and return its output."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", timeout=_PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise PrintingError(f"浏览器 {command[0]} 过了 {_PATIENCE} 秒还没有印完。请关掉其他程序再试") from error
    except OSError as error:
        raise PrintingError(f"浏览器 {command[0]} 打不开：{error.strerror}") from error
    return done.stderr


def _read(pdf: bytes) -> PdfReader:
    try:
        return PdfReader(BytesIO(pdf))
    except PyPdfError as error:
        raise PrintingError("浏览器印出的文件不完整。请看看磁盘是否满了，再试一次") from error


def _check_letters(reader: PdfReader, title: str) -> None:
    """Without a Chinese font a browser prints boxes: what can be read on the cover shows it.

    Most characters are enough: some fonts draw a character and its radical alike, and the radical is read back.
    """
    cover = unicodedata.normalize("NFKC", reader.pages[0].extract_text())
    wanted = "".join(unicodedata.normalize("NFKC", title).split())
    if sum(letter in cover for letter in wanted) < len(wanted) / 2:
        raise PrintingError(
            "这台电脑没有中文字体，印出来的字会是方框。请先装一种，例如 sudo apt install fonts-noto-cjk"
        )
