"""`course build` leaves the old site or the new one: beside another build, on a full disk, killed, with any umask."""

import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.polling import met
from support.site_build import QUIET, copy_project

BUILD = [sys.executable, "-m", "course.cli", "build", "--root", "."]


def started(project: Path, before: Callable[[], object] | None = None, umask: int = -1) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        BUILD, cwd=project, env=QUIET, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, umask=umask,
        preexec_fn=before,  # noqa: PLW1509 -- no threads touch it
    )  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def without_moments(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in site.items() if path != "sitemap.xml.gz"}


def parts(project: Path) -> list[Path]:
    return list(project.rglob(".course-*.part*"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a site."""
    copy = copy_project(tmp_path_factory.mktemp("whole") / "project")
    with started(copy) as build:
        output, _ = build.communicate(timeout=300)
    assert build.returncode == 0, output
    return copy


def test_two_builds_at_once_both_succeed_and_a_server_can_read_the_site(project: Path) -> None:
    builds = [started(project, umask=0o077) for _ in range(2)]
    for build in builds:
        output, _ = build.communicate(timeout=300)
        assert build.returncode == 0, output
    assert (project / "site/index.html").is_file()
    for path in (project / "site", *(project / "site").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path
    assert parts(project) == []


def full_disk() -> None:
    # What a file may have at most, in bytes: the engine's files have more, those of the course have less.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk_leaves_the_old_site_and_says_so_in_chinese(project: Path) -> None:
    before = snapshot(project / "site")
    with started(project, full_disk) as build:
        output, _ = build.communicate(timeout=300)
    assert build.returncode == 1
    assert "系统限制的大小" in output
    assert "Traceback" not in output
    assert snapshot(project / "site") == before
    assert parts(project) == []


def test_a_killed_build_leaves_the_old_site_and_the_next_one_tidies_up(project: Path) -> None:
    before = snapshot(project / "site")
    with started(project) as build:
        assert met(lambda: any(file.suffix == ".html" for part in parts(project) for file in part.rglob("*")), 300)
        build.send_signal(signal.SIGKILL)
    assert snapshot(project / "site") == before
    with started(project) as build:
        output, _ = build.communicate(timeout=300)
    assert build.returncode == 0, output
    assert without_moments(snapshot(project / "site")) == without_moments(before)
    assert parts(project) == []
