"""From the archive of a release to its files, trusting neither names nor sizes."""

import hashlib
import lzma
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import error as DeflateError  # noqa: N812 -- its name says nothing of what it is about

from course.errors import RefusedError
from course.release.manifest import MANIFEST, SITE, FileEntry, Manifest, path_faults, read_manifest

_LARGEST_MANIFEST = 64 * 2**20
_PIECE = 2**20
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Package:
    """An archive whose names and sizes are those of its manifest."""

    archive: Path
    manifest: Manifest


def archives_in(folder: Path) -> list[Path]:
    """Return the archives of sites, the one that was made last first: they have their manifest beside them."""
    beside = sorted(folder.glob(f"*-*.{MANIFEST}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    archives = (file.with_name(file.name.removesuffix(f".{MANIFEST}") + ".zip") for file in beside)
    return [archive for archive in archives if archive.is_file()]


def manifest_beside(archive: Path) -> Path:
    """Return where the manifest of an archive lies once more."""
    return archive.with_name(f"{archive.stem}.{MANIFEST}")


def latest(folder: Path) -> Path:
    """Return the archive that was made last."""
    found = archives_in(folder)
    if not found:
        raise RefusedError("dist 文件夹里没有发布包。请先运行 ./course release 1.2.0，或用 --archive 写明发布包")
    return found[0]


def open_package(archive: Path) -> Package:
    """Read the manifest of an archive and hold the archive against it, without unpacking anything."""
    if not archive.is_file():
        raise RefusedError(f"没有找到发布包 {archive}")
    with _reading(archive) as packed:
        entries = {entry.filename: entry for entry in packed.infolist()}
        listed = entries.get(MANIFEST)
        if listed is None or listed.file_size > _LARGEST_MANIFEST:
            raise RefusedError(f"{archive.name} 里没有清单 manifest.json。请用 ./course release 生成的发布包")
        if listed.flag_bits & _ENCRYPTED:
            raise RefusedError(f"{archive.name} 加了密码。请用 ./course release 生成的发布包")
        content = packed.read(listed)
        manifest = read_manifest(content)
        for fault in _faults(packed.infolist(), manifest):
            raise RefusedError(f"{archive.name}：{fault}。没有发布任何文件。请重新生成发布包")
    beside = manifest_beside(archive)
    if beside.is_file() and beside.read_bytes() != content:
        raise RefusedError(f"{archive.name} 与旁边的 {beside.name} 不是同一次生成的。请把两个文件都换成同一次的")
    return Package(archive, manifest)


def unpack(package: Package, folder: Path) -> None:
    """Write the site and its manifest into a new folder; every file is held against its hash on the way."""
    moment = int(package.manifest.date.timestamp())
    text = package.manifest.text.encode()
    with _reading(package.archive) as packed:
        for path, entry in package.manifest.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if _extract(packed, path, entry, file) != entry.sha256:
                raise RefusedError(f"{package.archive.name}：{path} 的内容与清单不符。请重新拷贝或生成发布包")
            _finish(file, moment, entry.sha256)
    (folder / MANIFEST).write_bytes(text)
    _finish(folder / MANIFEST, moment, hashlib.sha256(text).hexdigest())


def _finish(file: Path, release: int, digest: str) -> None:
    # Servers make the tag of a file from its time and size. All machines have to give the same tag, and another one to
    # other content, so 24 bits of its hash are subtracted from the moment of the release: at most half a year.
    moment = release - int(digest[:6], 16)
    # A web server must be able to read it, whatever this user's settings are.
    file.chmod(0o644)
    os.utime(file, (moment, moment))


@contextmanager
def _reading(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as packed:
            yield packed
    except (zipfile.BadZipFile, DeflateError, lzma.LZMAError, EOFError, NotImplementedError) as error:
        raise RefusedError(f"{archive.name} 不是完好的 zip 文件，可能没有拷完。请重新拷贝或生成") from error


def _faults(entries: list[zipfile.ZipInfo], manifest: Manifest) -> Iterator[str]:
    """Entries must be plain files with safe names, and those of the site exactly the manifest's, of its sizes."""
    files = [entry for entry in entries if not entry.is_dir()]
    names = [entry.filename for entry in files]
    if len(names) != len(set(names)):
        yield "同一个文件名出现了两次"
    for entry in files:
        # Some tools leave the kind out; what they write is a file.
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in {0, stat.S_IFREG} or entry.flag_bits & _ENCRYPTED:
            yield f"“{entry.filename}”不是普通文件"
        if entry.filename != MANIFEST and any(path_faults({entry.filename: None})):
            yield f"文件名“{entry.filename}”不能用"
    sizes = {entry.filename.removeprefix(SITE): entry.file_size for entry in files if entry.filename.startswith(SITE)}
    for path, listed in manifest.files.items():
        if sizes.pop(path, None) != listed.size:
            yield f"“{path}”缺少，或大小与清单不符"
    for path in sizes:
        yield f"“{path}”不在清单里"


def _extract(packed: zipfile.ZipFile, path: str, entry: FileEntry, file: Path) -> str:
    """Write one file, never more than the manifest allows, and return its hash."""
    digest = hashlib.sha256()
    left = entry.size
    with packed.open(SITE + path) as source, file.open("wb") as target:
        while piece := source.read(min(_PIECE, left + 1)):
            left -= len(piece)
            if left < 0:
                return ""
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()
