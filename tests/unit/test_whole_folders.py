"""A site is the old one or the new one at every moment, and what killed runs left is removed by the next."""

import os
import stat
import threading
from functools import partial
from pathlib import Path

import pytest

from course import cli
from course.files import write_bytes
from course.folder_locks import locked
from course.whole_folders import lent_folder
from support.killing import dies_in
from support.small_sites import PAGES, put_site, read_site

OLD, NEW = dict.fromkeys(PAGES, "旧"), dict.fromkeys(PAGES, "新")


@pytest.mark.parametrize("exchanging", [True, False])
def test_killed_at_any_step_a_site_is_whole_and_the_next_build_tidies_up(tmp_path: Path, *, exchanging: bool) -> None:
    site = tmp_path / "site"
    step, died = 0, True
    while died:
        step += 1
        put_site(site, "旧")
        died = dies_in(partial(put_site, site, "新", exchanging=exchanging), step, tmp_path, writing=True)
        assert (not exchanging and not site.exists()) or read_site(site) in (OLD, NEW)
        with pytest.raises(KeyError), lent_folder(site):
            # Also a build that fails puts back what was on its way.
            raise KeyError
        assert read_site(site) in (OLD, NEW)
        assert sorted(tmp_path.iterdir()) == [site]
    assert step > 8
    assert read_site(site) == NEW


@pytest.mark.parametrize("error", [PermissionError, KeyboardInterrupt])
def test_a_new_site_that_cannot_be_moved_in_leaves_the_former_one(
    error: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if target == site and self.name == "site":
            raise error
        return rename(self, target)

    put_site(site, "旧")
    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(error):
        put_site(site, "新", exchanging=False)
    assert read_site(site) == OLD
    assert list(tmp_path.iterdir()) == [site]


def test_builds_at_the_same_time_do_not_remove_each_others_parts(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with lent_folder(site) as first, lent_folder(site) as second:
        write_bytes(first / "a", b"1")
        assert first.is_dir()
        assert second.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_a_site_can_be_read_by_a_server_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        put_site(tmp_path / "site", "新")
    finally:
        os.umask(before)
    for path in (tmp_path / "site", *(tmp_path / "site").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_parts_that_a_killed_run_left_are_removed_by_the_next_write_there(tmp_path: Path) -> None:
    left, other = tmp_path / ".course-abcdefgh.part", tmp_path / ".course-notes"
    left.write_bytes(b"x")
    other.write_bytes(b"x")
    write_bytes(tmp_path / "a", b"1")
    assert sorted(tmp_path.iterdir()) == [other, tmp_path / "a"]


def test_assembling_waits_for_another_program_that_assembles(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done: list[int] = []
    worker = threading.Thread(target=lambda: done.append(cli.main(["assemble", "--root", str(root)])))
    with locked(root / "docs"):
        worker.start()
        worker.join(0.5)
        assert not (root / "build").exists()
    worker.join(60)
    assert done == [0]
    monkeypatch.setattr("course.folder_locks._PATIENCE", 0)
    with locked(root / "docs"):
        assert cli.main(["assemble", "--root", str(root)]) == 1
    assert "请等它结束，或关掉它，再运行一次" in capsys.readouterr().err


def test_a_new_course_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    source.write_text("管理办法\n\n第一章　总则\n第一条　要有记录。\n第二条　要有人管。\n", encoding="utf-8")
    arguments = ["new", "--from", str(source), "--id", "new-course", "--yes"]
    step, died = 0, True
    while died:
        step += 9
        folder = tmp_path / f"new-{step}"
        died = dies_in(partial(cli.main, [*arguments, str(folder)]), step, tmp_path, writing=True)
        whole = [(folder / name).is_file() for name in ("course.yml", "quizzes/ids.yml", ".course/base.tar.xz")]
        assert all(whole) if folder.exists() else died
    assert step > 20
    assert not list(tmp_path.glob(".course-*"))
