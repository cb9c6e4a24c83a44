"""The base of a project: the course as it was delivered, from which an upgrade tells what the unit changed."""

import io
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path

from course.edit.course_files import course_files, is_course_path, refuse_hostile
from course.errors import RefusedError
from course.files import write_bytes
from course.links import refuse_links_above

BASE = ".course/base.tar.xz"
_LARGEST = 1 << 28


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files by path as an archive: the same files give the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size = len(files[path])
            archive.addfile(entry, io.BytesIO(files[path]))
    return lzma.compress(buffer.getvalue())


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive by path; refuse one that holds anything else than files of a course."""
    files: dict[str, bytes] = {}
    try:
        decompressor = lzma.LZMADecompressor()
        whole = decompressor.decompress(content, _LARGEST)
        if not decompressor.eof:
            raise RefusedError("底稿不完整，或者大得不像一门课")
        with tarfile.open(fileobj=io.BytesIO(whole)) as archive:
            for entry in archive:
                refuse_hostile(entry.name)
                if not entry.isreg() or not is_course_path(entry.name):
                    raise RefusedError(f"底稿里的“{entry.name}”不是课程的文件")
                files[entry.name] = _content(archive, entry)
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise RefusedError("底稿读不出来") from error
    return files


def _content(archive: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(entry)
    return file.read() if file else b""


def read_base(folder: Path) -> dict[str, bytes] | None:
    """Return the course as the project in `folder` got it, None where no base was kept."""
    refuse_links_above(folder, BASE)
    file = folder / BASE
    if not file.is_file():
        return None
    try:
        return unpacked(file.read_bytes())
    except RefusedError as reason:
        raise RefusedError(
            f"{file}：{reason}。请从备份里恢复它；没有备份的，把它移走再运行，两边不同的由您来定"
        ) from reason


def keep_base(root: Path) -> bool:
    """Make the present files of the course below `root` its base; return whether that changed anything."""
    refuse_links_above(root, BASE)
    return write_bytes(root / BASE, packed(course_files(root).files))
