"""Word files for users, and the PDF beside each."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from course.errors import CourseError
from course.files import occupied, refuse_occupied, write_output
from course.office.libreoffice import find_office, pdf_of


def write_documents(files: Mapping[Path, bytes], *, pdf: bool, force: bool) -> Iterator[str]:
    """Write files, then a PDF beside each if `pdf` is set, and yield a line about each as it is done.

    Raises RefusedError, and writes nothing, if a file or PDF with other content exists, unless `force` is set.
    """
    changing = occupied(files)
    fresh = [path for path in files if path in changing or not path.exists() or (pdf and _is_outdated(path))]
    if not force:
        refuse_occupied([*changing, *(path.with_suffix(".pdf") for path in fresh if pdf)])
    changed = write_output(files, force=force)
    yield from (_line(path, changed=path in changed) for path in files)
    if pdf:
        yield from _beside(list(files), fresh)
        return
    for target in (path.with_suffix(".pdf") for path in files if path in changed or _is_outdated(path)):
        if target.exists():
            yield f"旁边的 PDF 是旧的：{target}，请加 --pdf 重做，或删去它"


def _line(path: Path, *, changed: bool) -> str:
    return f"{'写好' if changed else '已有，没有变化'}：{path}"


def _is_outdated(path: Path) -> bool:
    """Return whether the PDF beside a file is older than it: it may be of an earlier version."""
    target = path.with_suffix(".pdf")
    return target.exists() and target.stat().st_mtime_ns < path.stat().st_mtime_ns


def _beside(files: Sequence[Path], fresh: Sequence[Path]) -> Iterator[str]:
    office = find_office()
    if office is None:
        raise CourseError(
            "生成 PDF 要用 LibreOffice，这台电脑上没有。请安装（Windows 和 macOS 从 libreoffice.org 下载；"
            "Debian、Ubuntu 运行 sudo apt install libreoffice-writer-nogui fonts-noto-cjk）。Word 文件已经写好"
        )
    for path in files:
        target = path.with_suffix(".pdf")
        if path in fresh or not target.exists():
            changed = write_output({target: pdf_of(office, path)}, force=True)
            yield _line(target, changed=bool(changed))
        else:
            yield _line(target, changed=False)
