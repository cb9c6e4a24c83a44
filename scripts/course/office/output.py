"""Files that people asked for, put where they want them: nothing of theirs is overwritten."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from course.errors import CourseError
from course.files import occupied, write_bytes
from course.office.libreoffice import find_office, pdf_of


class OutputError(CourseError):
    """A file could not be put in its place; the message says why and how to mend it."""


def write_output(files: Mapping[Path, bytes], *, pdf: bool, force: bool) -> Iterator[str]:
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
        raise OutputError(f"这些文件已经有了，内容不同：{names}。确定要换掉，请加上 --force；或者换一个文件夹")
    for path, content in files.items():
        yield _put(path, content)
    if pdf:
        yield from _beside(list(files), fresh)


def _put(path: Path, content: bytes) -> str:
    try:
        return f"{'写好' if write_bytes(path, content) else '已有，没有变化'}：{path}"
    except PermissionError as error:
        raise OutputError(f"{path} 写不进去：它正被别的程序打开，或者没有权限。请先关掉 Word 再试") from error


def _is_outdated(path: Path) -> bool:
    """Tell whether the PDF beside a file was made before it: of what stood there then, nobody knows."""
    target = path.with_suffix(".pdf")
    return target.exists() and target.stat().st_mtime_ns < path.stat().st_mtime_ns


def _beside(files: Sequence[Path], fresh: Sequence[Path]) -> Iterator[str]:
    office = find_office()
    if office is None:
        raise OutputError(
            "生成 PDF 要用 LibreOffice，这台电脑上没有。请安装（Windows 和 macOS 从 libreoffice.org 下载；"
            "Debian、Ubuntu 运行 sudo apt install libreoffice-writer-nogui fonts-noto-cjk）。Word 文件已经写好"
        )
    for path in files:
        target = path.with_suffix(".pdf")
        if path in fresh or not target.exists():
            yield _put(target, pdf_of(office, path))
        else:
            yield f"已有，没有变化：{target}"
