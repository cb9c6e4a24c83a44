"""From the project to the files of a release."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from course.environment import PROGRAM, program_version
from course.errors import RefusedError
from course.files import zipped
from course.model.changes import records
from course.model.course import Course
from course.release.compress import compress
from course.release.hash_assets import files_of, hash_names
from course.release.headers import describe
from course.release.manifest import BASE, DEPLOY, MANIFEST, SITE, VERSION, Release, checksums, manifest_json
from course.release.merge_css import merge_styles
from course.release.sbom import LICENCES_FILE, SBOM, licences, sbom
from course.release.server_configs import settings
from course.release.third_party import NPM_LOCK, PYTHON_LOCK, list_components
from course.site.prune import prune

TOOLS = ("mkdocs", "mkdocs-material", "brotli")
FOR_ADMINISTRATORS = ("deploy/verify.py", "deploy/verify.ps1")

Build = Callable[[Path, int], None]
"""Builds the site into a folder as of a moment (seconds since 1970); returns whether that worked."""


def make_release(root: Path, course: Course, number: str, base: str, build: Build) -> dict[str, bytes]:
    """Return the files of release `number` by name, for a site that a server shows below the path `base`.

    `course` is the one that `build` builds. Raises RefusedError for a version or path that is none, and if the site
    does not build.
    """
    check_names(number, base)
    epoch = moment(root)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(site, epoch)
        release = Release(
            number,
            epoch,
            {"course": program_version(), **{tool: version(tool) for tool in TOOLS}},
            _counts(course, site),
            records(course),
            course.identity.id,
            course.identity.copy,
            base,
            uncommitted(root),
        )
        tools = {Path(path).name: (PROGRAM / path).read_bytes() for path in FOR_ADMINISTRATORS}
        return prepare(site, release, tools | inventory(PROGRAM, release))


def inventory(root: Path, release: Release) -> dict[str, bytes]:
    """Return the lists of other people's parts by name, as the locks of the project below `root` have them."""
    locks = ((root / name).read_text(encoding="utf-8") for name in (PYTHON_LOCK, NPM_LOCK))
    found = list_components(*locks)
    lists = {
        SBOM: sbom(found, release.course, release.version, release.date),
        LICENCES_FILE: licences(found, release.version),
    }
    return {name: text.encode() for name, text in lists.items()}


def check_names(number: str, base: str) -> None:
    """Raise RefusedError for a version or a path on servers that is none; takes no time, so it comes first."""
    if not re.fullmatch(VERSION, number):
        raise RefusedError(f"版本号“{number}”不对，要写成三段数字，例如 1.2.0")
    if not re.fullmatch(BASE, base):
        raise RefusedError(f"路径“{base}”不对，要以 / 开头、以 / 结尾，例如 /training/")


def moment(root: Path) -> int:
    """Return the release's moment in seconds since 1970: set by the environment, that of the last commit, or now.

    Work that is not committed is of now: two releases with other content must not be of one moment, or servers would
    give files of both the same tag. See https://reproducible-builds.org/specs/source-date-epoch/ for the variable.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return int(epoch)
    committed = None if uncommitted(root) else _git(root, "log", "-1", "--format=%ct")
    return int(committed) if committed and committed.isdigit() else int(time.time())


def uncommitted(root: Path) -> bool:
    """Return whether Git lists changes in the project that are not committed, or fails to say; without Git there are none."""
    listed = _git(root, "status", "--porcelain", "--", ".")
    if listed is None:
        return any((folder / ".git").exists() for folder in (root, *root.resolve().parents))
    return bool(listed)


def _git(root: Path, *arguments: str) -> str | None:
    """Return what Git prints; None where it fails, nothing where it is not installed."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, check=False, capture_output=True)
    except FileNotFoundError:
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else None


def _counts(course: Course, site: Path) -> dict[str, int]:
    return {
        "pages": sum(1 for _ in site.rglob("*.html")),
        "study_pages": len(course.study),
        "requirements": sum(len(page.requirements) for page in course.study),
        "terms": len(course.terms),
        "banks": len(course.banks),
        "questions": sum(1 for _ in course.questions()),
    }


def make_ready(site: Path, base: str = "/", *, quality: int = 11) -> None:
    """Turn a built site into one to serve: nothing unused, one style sheet, hashed names, compressed copies. In place."""
    prune(site)
    merge_styles(site)
    hash_names(site)
    set_base(site, base)
    compress(site, quality=quality)


def prepare(site: Path, release: Release, tools: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the archives and lists of a release of a built site by name. The site is changed on the way.

    `tools` are files for the administrator's side by path.
    """
    make_ready(site, release.base)
    content = {path: (site / path).read_bytes() for path in files_of(site)}
    texts = settings(describe(site, base=release.base))
    manifest = manifest_json(content, release, texts)
    beside = {MANIFEST: manifest.encode(), "SHA256SUMS": checksums(manifest).encode()}
    deploy = {path: text.encode() for path, text in texts.items()} | dict(tools)
    name = f"{release.course}-{release.label}"
    return {
        f"{name}.zip": zipped({SITE + path: one for path, one in content.items()} | beside, epoch=release.epoch),
        f"{name}-deploy.zip": zipped({DEPLOY + path: one for path, one in deploy.items()}, epoch=release.epoch),
        f"{name}.{MANIFEST}": beside[MANIFEST],
    }


def set_base(site: Path, base: str) -> None:
    """Let the page for a missing address find its files: it alone names them from the server's root."""
    page = site / "404.html"
    text = page.read_text(encoding="utf-8")
    for before in ('href="/', 'src="/', '"base": "/', '"search": "/', 'new URL("/'):
        text = text.replace(before, before[:-1] + base)
    page.write_text(text, encoding="utf-8", newline="")
