"""How a release comes about, from the project to the files that are handed out."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from course.model.changes import records
from course.model.course import Course
from course.release.contents import VERSION
from course.release.inventory import LICENCES_FILE, SBOM, licences, sbom
from course.release.manifest import Release
from course.release.parts import NPM_LOCK, PYTHON_LOCK, parts
from course.release.prepare import prepare
from course.release.refused import RefusedError

TOOLS = ("mkdocs", "mkdocs-material", "brotli")
FOR_ADMINISTRATORS = ("deploy/verify.py", "deploy/verify.ps1")
INDEX = "quizzes/data/index.js"
"""Where a site says which course it holds."""

_BASE = re.compile(r"/([0-9A-Za-z._~-]+/)*")

Build = Callable[[Path, int], bool]
"""Builds the site into a folder as of a moment (seconds since 1970); tells whether that worked."""


def make_release(root: Path, course: Course, number: str, base: str, build: Build) -> Mapping[str, bytes]:
    """Return the files of release `number` by name, for a site that a server shows below the path `base`.

    `course` is the one that `build` builds. Raises RefusedError for a version or path that is none, and if the site
    does not build or holds another course.
    """
    check_names(number, base)
    epoch = moment(root)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if not build(site, epoch):
            raise RefusedError("站点没有构建成功。请按上面的提示改正")
        if course.version not in (site / INDEX).read_text(encoding="utf-8"):
            # A preview that is being served writes the same folders, drafts and all.
            raise RefusedError("构建的时候题目又变了。请先停下 make serve，保存好改动，再运行一次")
        told = Release(
            number,
            epoch,
            {tool: version(tool) for tool in TOOLS},
            _counts(course, site),
            records(course),
            course.identity.id,
            course.identity.copy,
        )
        tools = {Path(path).name: (root / path).read_bytes() for path in FOR_ADMINISTRATORS} | inventory(root, told)
        return prepare(site, told, tools, base)


def inventory(root: Path, release: Release) -> dict[str, bytes]:
    """Return the lists of other people's parts by name, as the locks of the project below `root` have them."""
    locks = ((root / name).read_text(encoding="utf-8") for name in (PYTHON_LOCK, NPM_LOCK))
    found = parts(*locks)
    told = {SBOM: sbom(found, release.version, release.date), LICENCES_FILE: licences(found, release.version)}
    return {name: text.encode() for name, text in told.items()}


def check_names(number: str, base: str) -> None:
    """Raise RefusedError for a version or a path on servers that is none; takes no time, so it comes first."""
    if not re.fullmatch(VERSION, number):
        raise RefusedError(f"版本号“{number}”不对，要写成三段数字，例如 VERSION=1.2.0")
    if not _BASE.fullmatch(base):
        raise RefusedError(f"路径“{base}”不对，要以 / 开头、以 / 结尾，例如 /dangjian/")


def moment(root: Path) -> int:
    """Return the release's moment in seconds since 1970: told from outside, that of the last commit, or now.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the variable that tells it.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdigit():
        return int(told)
    try:
        command = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return int(time.time())
    return int(done.stdout) if done.stdout.strip().isdigit() else int(time.time())


def _counts(course: Course, site: Path) -> dict[str, int]:
    return {
        "pages": sum(1 for _ in site.rglob("*.html")),
        "study_pages": len(course.study),
        "requirements": sum(len(page.requirements) for page in course.study),
        "terms": len(course.terms),
        "banks": len(course.banks),
        "questions": sum(1 for _ in course.questions()),
    }
