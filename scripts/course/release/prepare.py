"""From a built site to a release: the site made ready to serve, and what an administrator needs beside it."""

from collections.abc import Mapping
from pathlib import Path

from course.release.archive import archive
from course.release.compress import compress
from course.release.contents import DEPLOY, MANIFEST, SITE
from course.release.headers import describe
from course.release.manifest import Release, checksums, manifest
from course.release.names import files_of, hash_names
from course.release.prune import prune
from course.release.servers import settings
from course.release.styles import merge_styles


def make_ready(site: Path, base: str = "/", *, quality: int = 11) -> None:
    """Turn a built site into one to serve: nothing unused, one style sheet, hashed names, compressed copies. In place."""
    prune(site)
    merge_styles(site)
    hash_names(site)
    set_base(site, base)
    compress(site, quality=quality)


def prepare(site: Path, release: Release, tools: Mapping[str, bytes], base: str = "/") -> dict[str, bytes]:
    """Return the archives and lists of a release of a built site by name. The site is changed on the way.

    `tools` are files for the administrator's side by path; `base` is the path below which a server shows the site.
    """
    make_ready(site, base)
    content = {path: (site / path).read_bytes() for path in files_of(site)}
    texts = settings(describe(site, base=base))
    told = manifest(content, release, texts)
    beside = {MANIFEST: told.encode(), "SHA256SUMS": checksums(told).encode()}
    deploy = {path: text.encode() for path, text in texts.items()} | dict(tools)
    name = f"course-{release.label}"
    return {
        f"{name}.zip": archive({SITE + path: one for path, one in content.items()} | beside, release.epoch),
        f"{name}-deploy.zip": archive({DEPLOY + path: one for path, one in deploy.items()}, release.epoch),
        f"{name}.{MANIFEST}": beside[MANIFEST],
    }


def set_base(site: Path, base: str) -> None:
    """Let the page for a missing address find its files: it alone names them from the server's root."""
    page = site / "404.html"
    text = page.read_text(encoding="utf-8")
    for before in ('href="/', 'src="/', '"base": "/', '"search": "/', 'new URL("/'):
        text = text.replace(before, before[:-1] + base)
    page.write_text(text, encoding="utf-8", newline="")
