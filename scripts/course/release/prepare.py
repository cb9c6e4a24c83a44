"""From a built site to a release: the site made ready to serve, and what an administrator needs beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.release.archive import archive
from course.release.compress import compress
from course.release.headers import Service, describe
from course.release.manifest import Release, checksums, manifest
from course.release.names import hash_names
from course.release.prune import prune
from course.release.servers import settings

SITE = "site/"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The files of a release by name, and how the site is to be served."""

    files: Mapping[str, bytes]
    service: Service


def make_ready(site: Path, base: str = "/", *, quality: int = 11) -> None:
    """Turn a built site into one to serve: nothing unused, hashed names, compressed copies. Changes it in place."""
    prune(site)
    hash_names(site)
    set_base(site, base)
    compress(site, quality=quality)


def prepare(site: Path, release: Release, tools: Mapping[str, bytes], base: str = "/") -> Prepared:
    """Return the archives and lists of a release of a built site, which is changed on the way.

    `tools` are files for the administrator's side by path; `base` is the path below which a server shows the site.
    """
    make_ready(site, base)
    service = describe(site, base=base)
    told = manifest(site, release)
    sums = checksums(told).encode()
    content = {SITE + path: (site / path).read_bytes() for path in _paths(site)}
    deploy = {path: text.encode() for path, text in settings(service).items()} | dict(tools)
    name = f"course-{release.version}"
    files = {
        f"{name}.zip": archive({**content, MANIFEST: told.encode(), "SHA256SUMS": sums}, release.epoch),
        f"{name}-deploy.zip": archive(deploy, release.epoch),
        f"{name}.manifest.json": told.encode(),
    }
    return Prepared(files, service)


def set_base(site: Path, base: str) -> None:
    """Let the page for a missing address find its files: it alone names them from the server's root."""
    page = site / "404.html"
    text = page.read_text(encoding="utf-8")
    for before in ('href="/', 'src="/', '"base": "/', '"search": "/', 'new URL("/'):
        text = text.replace(before, before[:-1] + base)
    page.write_text(text, encoding="utf-8", newline="")


def _paths(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
