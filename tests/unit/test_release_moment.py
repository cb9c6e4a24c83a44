"""When a release is from: of a commit, or of now where work is not committed, so that no two seem the same."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from course.publish.package import open_package, unpack
from course.release.make import moment, uncommitted
from support.small_release import manifest_of, pack, site_of

COMMITTED = 1_700_000_000


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose one file is committed."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (tmp_path / "course.yml").write_text("id: a\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("dist\n", encoding="utf-8")
    environment = {**os.environ, "GIT_COMMITTER_DATE": f"{COMMITTED} +0000", "HOME": str(tmp_path)}
    person = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], [*person, "commit", "-qm", "a"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)
    return tmp_path


def test_what_is_committed_is_of_its_commit_whatever_was_made_of_it(project: Path) -> None:
    (project / "dist").mkdir()
    (project / "dist/course-1.0.0.zip").write_bytes(b"x")
    assert (moment(project), uncommitted(project)) == (COMMITTED, False)


@pytest.mark.parametrize("path", ["course.yml", "docs/new.md"])
def test_what_is_not_committed_is_of_now(project: Path, path: str) -> None:
    (project / path).parent.mkdir(exist_ok=True)
    (project / path).write_text("id: b\n", encoding="utf-8")
    assert uncommitted(project)
    assert abs(moment(project) - time.time()) < 60


def test_the_environment_may_say_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    assert moment(project) == 5


def test_without_git_it_is_of_now_and_nothing_is_known_to_be_uncommitted(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))
    assert abs(moment(project) - time.time()) < 60
    assert not uncommitted(project)


def test_a_folder_whose_git_fails_may_hold_what_is_not_committed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Git does it for a folder of another user.
    (project / ".git/config").write_text("[broken", encoding="utf-8")
    assert uncommitted(project)
    (project / "below").mkdir()
    assert uncommitted(project / "below")
    assert abs(moment(project) - time.time()) < 60
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    (project / ".git").rename(project / "git")
    assert not uncommitted(project)


def test_what_git_prints_need_not_be_utf_8(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "bin").mkdir()
    program = project / "bin/git"
    program.write_bytes(b"#!/bin/sh\nprintf '?? \\377\\n'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    assert uncommitted(project)


def test_files_of_one_size_and_moment_get_other_times_in_all_of_a_thousand_releases(tmp_path: Path) -> None:
    times = set()
    # So many that with sixteen bits of a hash, two would be likely to be the same.
    for number in range(1000):
        files = {**site_of("v"), "index.html": f"{number:04}".encode()}
        archive = pack(tmp_path, "1.0.0", files, manifest_of(files, "1.0.0"))
        unpack(open_package(archive), tmp_path / "out")
        times.add((tmp_path / "out/index.html").stat().st_mtime)
    assert len(times) == 1000
