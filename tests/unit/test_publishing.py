"""Publishing to local folders: one whole release is served at every moment, whichever process dies or step fails."""

import errno
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from course import cli
from course.publish import local
from course.publish import publish as publishing
from course.publish.history import KEPT
from course.publish.local import Folder
from course.publish.lock import LOCK, STALE_AFTER
from support.killing import dies
from support.small_release import faults, leftovers, manifest_of, pack, read_carried_of, release, site_of, version_in


@pytest.fixture(autouse=True)
def _no_power_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disks of a busy machine takes seconds; what is tested here is a process that dies."""
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder below one that exists, with a space and a sign that shells know in its name."""
    return tmp_path / "站点 $1's"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    return tmp_path / "dist"


def published(target: Path, dist: Path, *versions: str) -> None:
    for version in versions:
        assert cli.main(["publish", str(target), "--archive", str(release(dist, version))]) == 0


def listed(target: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert cli.main(["releases", str(target)]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    # Without the moment and the name of the folder.
    return [
        " ".join((words := line.split())[:1] + words[4:] if line.split()[0][0].isdigit() else line.split())
        for line in lines
    ]


def test_a_published_release_is_served_whole_and_a_second_publish_changes_nothing(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0")
    assert faults(target / "current") == []
    assert leftovers(target) == []
    before = {file: file.stat().st_mtime_ns for file in (target / "current").rglob("*")}
    capsys.readouterr()
    published(target, dist, "1.0.0")
    assert "不用切换" in capsys.readouterr().out
    assert {file: file.stat().st_mtime_ns for file in (target / "current").rglob("*")} == before


def test_the_publisher_says_what_it_does(target: Path, dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    published(target, dist, "1.0.0")
    name = next(iter((target / "releases").glob("1.0.0-*"))).name
    assert capsys.readouterr().out.splitlines() == [
        "course-1.0.0.zip 与清单相符：5 个文件，0.0 MB",
        f"{target}：上传 5 个文件 …",
        f"{target}：全部文件核对无误",
        f"{target}：已切换到 {name}",
    ]


def test_only_a_change_of_the_servers_settings_is_announced(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0", "1.1.0")
    assert "服务器设置" not in capsys.readouterr().out
    files = site_of("v1.2.0")
    archive = pack(dist, "1.2.0", files, manifest_of(files, "1.2.0", "1" * 64))
    assert cli.main(["publish", str(target), "--archive", str(archive)]) == 0
    assert "course-1.2.0-deploy.zip" in capsys.readouterr().out.splitlines()[-1]
    assert cli.main(["rollback", str(target)]) == 0
    assert "course-1.1.0-deploy.zip" in capsys.readouterr().out.splitlines()[-1]


def test_a_release_of_work_that_is_not_committed_says_so_when_published_and_listed(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0")
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.1.0", uncommitted=True))]) == 0
    assert "1.1.0 版含有没提交的改动" in capsys.readouterr().out
    assert cli.main(["releases", str(target)]) == 0
    _, new, old = capsys.readouterr().out.splitlines()
    assert new.endswith("  当前  含有没提交的改动")
    assert "没提交" not in old


def test_a_web_server_may_read_everything_whatever_the_users_settings(target: Path, dist: Path) -> None:
    before = os.umask(0o077)
    try:
        published(target, dist, "1.0.0", "1.1.0")
    finally:
        os.umask(before)
    for place in (target, *target.rglob("*")):
        if place.name.startswith("."):
            continue
        assert place.stat().st_mode & 0o777 == (0o755 if place.is_dir() else 0o644), place


def test_pages_of_either_release_find_their_assets_in_the_other(target: Path, dist: Path) -> None:
    published(target, dist, "1.0.0", "1.1.0")
    old, new = sorted((target / "releases").glob("1.*"))
    for path in (*site_of("v1.0.0"), *site_of("v1.1.0")):
        if path.startswith("assets/"):
            assert (old / path).is_file(), path
            assert (new / path).is_file(), path
    assert set(read_carried_of(new)) == {
        path for path in set(site_of("v1.0.0")) - set(site_of("v1.1.0")) if "assets" in path
    }
    assert faults(old) == faults(new) == []


def test_a_release_carries_the_assets_of_one_other_however_many_there_were(target: Path, dist: Path) -> None:
    published(target, dist, "1.0.0", "1.1.0", "1.2.0", "1.3.0")
    assert cli.main(["rollback", str(target)]) == 0
    published(target, dist, "1.4.0")
    assert cli.main(["rollback", "--version", "1.0.0", str(target)]) == 0
    for served in (target / "releases").glob("1.*"):
        assert len(read_carried_of(served)) <= 2
        assert faults(served) == []


def test_only_the_last_releases_stay_and_always_the_current_one(target: Path, dist: Path) -> None:
    versions = [f"1.{minor}.0" for minor in range(KEPT + 2)]
    published(target, dist, *versions)
    assert sorted(place.name.split("-")[0] for place in (target / "releases").glob("1.*")) == versions[-KEPT:]
    assert version_in(target) == versions[-1]


def test_going_back_leads_to_what_was_served_before_and_not_to_what_was_withdrawn(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0", "1.1.0", "1.2.0")
    assert cli.main(["rollback", str(target)]) == 0
    assert version_in(target) == "1.1.0"
    assert listed(target, capsys) == ["1.2.0 已退回", "1.1.0 当前", "1.0.0"]
    published(target, dist, "1.3.0")
    assert cli.main(["rollback", str(target)]) == 0
    assert version_in(target) == "1.1.0"
    assert cli.main(["rollback", str(target)]) == 0
    assert version_in(target) == "1.0.0"
    assert cli.main(["rollback", str(target)]) == 1
    assert "没有更早的版本可退" in capsys.readouterr().err
    assert cli.main(["rollback", "--version", "1.3.0", str(target)]) == 0
    assert (version_in(target), faults(target / "current")) == ("1.3.0", [])


def test_going_back_to_a_damaged_or_unknown_release_changes_nothing(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0", "1.1.0")
    assert cli.main(["rollback", "--version", "9.9.9", str(target)]) == 1
    assert "没有 9.9.9 这一版。现有的版本：1.0.0、1.1.0" in capsys.readouterr().err
    (old,) = (target / "releases").glob("1.0.0-*")
    (old / "index.html").unlink()
    (old / "index.html").write_text("坏了", encoding="utf-8")
    assert cli.main(["rollback", str(target)]) == 1
    assert "已损坏（例如 index.html）" in capsys.readouterr().err
    assert version_in(target) == "1.1.0"
    published(target, dist, "1.0.0")
    assert (version_in(target), faults(target / "current")) == ("1.0.0", [])


def test_a_damaged_release_in_service_is_replaced_without_a_gap(target: Path, dist: Path) -> None:
    published(target, dist, "1.0.0")
    (target / "current/index.html").write_text("坏了", encoding="utf-8")
    published(target, dist, "1.0.0")
    assert faults(target / "current") == []
    published(target, dist, "1.0.0", "1.1.0")
    assert cli.main(["rollback", str(target)]) == 0
    assert (version_in(target), faults(target / "current")) == ("1.0.0", [])


def test_a_reader_meets_a_whole_release_at_every_moment(target: Path, dist: Path) -> None:
    published(target, dist, "1.0.0")
    missed: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                page = (target / "current/index.html").read_text(encoding="utf-8")
                script = page.partition("src='")[2].partition("'")[0]
                (target / "current" / script).read_bytes()
            except OSError as error:
                missed.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        published(target, dist, "1.1.0", "1.2.0", "1.3.0")
        assert cli.main(["rollback", str(target)]) == 0
    finally:
        done.set()
        reader.join()
    assert missed == []


def test_nothing_is_switched_unless_all_targets_are_ready(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = target.with_name("第二台")
    for place in (target, other):
        published(place, dist, "1.0.0")
    before = [everything(place) for place in (target, other)]
    whole = Folder.wrong

    def damaged(self: Folder, name: str, sums: dict[str, str]) -> list[str]:
        return ["index.html"] if self.label == str(other) and ".incoming" in name else whole(self, name, sums)

    monkeypatch.setattr(Folder, "wrong", damaged)
    assert cli.main(["publish", str(target), str(other), "--archive", str(release(dist, "1.1.0"))]) == 1
    assert "1 个文件内容不符（例如 index.html），没有切换" in capsys.readouterr().err
    assert [everything(place) for place in (target, other)] == before
    monkeypatch.undo()
    assert cli.main(["publish", str(target), str(other), "--archive", str(release(dist, "1.1.0"))]) == 0
    assert [version_in(place) for place in (target, other)] == ["1.1.0", "1.1.0"]


def everything(target: Path) -> dict[str, str]:
    files = {
        file.relative_to(target).as_posix(): file.read_text("utf-8") for file in target.rglob("*") if file.is_file()
    }
    # An empty list is as good as none.
    return {
        path: text for path, text in files.items() if not (path.endswith("carried.json") and json.loads(text) == {})
    }


def test_a_target_that_cannot_be_switched_is_named_and_the_same_command_finishes(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = target.with_name("第二台")
    switch = Folder.switch

    def full(self: Folder, name: str) -> None:
        if self.label == str(other):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(other))
        switch(self, name)

    monkeypatch.setattr(Folder, "switch", full)
    command = [str(target), str(other), "--archive", str(release(dist, "1.1.0"))]
    assert cli.main(["publish", *command]) == 1
    told = capsys.readouterr().err
    assert f"{other}：磁盘满了" in told
    assert f"已切换：{target}" in told
    monkeypatch.undo()
    assert cli.main(["publish", *command]) == 0
    assert [faults(place / "current") for place in (target, other)] == [[], []]


def repeated(told: str, command: list[str]) -> list[str]:
    """Return the command that a message tells to run."""
    found = re.search(r"请在同样的命令里加上 (--version) (\S+)，再运行一次", told)
    assert found, told
    return [*command, *found.groups()]


def test_going_back_that_was_stopped_ends_at_the_same_release_when_repeated_as_told(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    published(target, dist, "1.0.0", "1.1.0", "1.2.0")
    command = ["rollback", str(target)]
    monkeypatch.setattr(publishing, "_return", stopped)
    assert cli.main(command) == 1
    assert "再运行一次同样的命令" in capsys.readouterr().err
    monkeypatch.undo()
    monkeypatch.setattr(publishing, "_tidy", stopped)
    assert cli.main(command) == 1
    command = repeated(capsys.readouterr().err, command)
    assert cli.main(command) == 1
    assert "再运行一次同样的命令" in capsys.readouterr().err
    monkeypatch.undo()
    assert cli.main(command) == 0
    assert (version_in(target), faults(target / "current")) == ("1.1.0", [])


def test_going_back_on_two_targets_of_which_one_failed_is_finished_as_told(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = target.with_name("第二台")
    switch = Folder.switch

    def cut_off(self: Folder, name: str) -> None:
        if self.label == str(other):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(other))
        switch(self, name)

    for place in (target, other):
        published(place, dist, "1.0.0", "1.1.0", "1.2.0")
    command = ["rollback", str(target), str(other)]
    monkeypatch.setattr(Folder, "switch", cut_off)
    assert cli.main(command) == 1
    told = capsys.readouterr().err
    assert f"已切换：{target}" in told
    monkeypatch.undo()
    assert cli.main(repeated(told, command)) == 0
    assert [version_in(place) for place in (target, other)] == ["1.1.0", "1.1.0"]


def test_a_link_that_the_system_refuses_is_made_by_hand_as_the_message_says(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "refused")

    monkeypatch.setattr(Path, "symlink_to", forbidden)
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.0.0"))]) == 1
    told = capsys.readouterr().err
    (placed,) = (target / "releases").glob("1.0.0-*")
    assert f"mklink /J current releases\\{placed.name}" in told
    assert "管理员" in told
    assert faults(placed) == []


def test_without_hard_links_assets_are_copied(target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise OSError(errno.EPERM, "refused")

    monkeypatch.setattr(Path, "hardlink_to", forbidden)
    published(target, dist, "1.0.0", "1.1.0")
    for served in (target / "releases").glob("1.*"):
        assert faults(served) == []
        assert len(read_carried_of(served)) == 2
    assert leftovers(target) == []


def test_a_folder_that_somebody_made_by_hand_is_left_alone(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (target / "current").mkdir(parents=True)
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.0.0"))]) == 1
    assert "普通文件夹" in capsys.readouterr().err
    assert list((target / "current").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["publish"], "缺少 目标"),
        (["rollback", "{tmp}"], "还没有发布过"),
        (["publish", "{tmp}/none/site", "--archive", "{archive}"], "请先建好"),
        (["publish", "{tmp}/site", "--archive", "{tmp}/none.zip"], "没有找到发布包"),
        (["publish", "web@host:site", "--archive", "{archive}"], "路径以 / 开头"),
        (["publish", "{archive}", "--archive", "{archive}"], "同名的文件"),
    ],
)
def test_a_mistake_is_one_line_in_chinese(
    arguments: list[str], said: str, tmp_path: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = release(dist, "1.0.0")
    (tmp_path / "空").mkdir()
    given = [argument.format(tmp=tmp_path / "空", archive=archive) for argument in arguments]
    assert cli.main(given) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


REAL, COPY, OTHER, OLD = {"id": "shili"}, {"id": "shili", "copy": "试用"}, {"id": "bie-de"}, dict[str, str]()
BELOW = {"id": "shili", "base": "/b/"}


@pytest.mark.parametrize(
    ("there", "given", "said"),
    [
        (REAL, OTHER, "放的是课程 shili，1.1.0 版是课程 bie-de"),
        (REAL, COPY, "放的是正式的站点，1.1.0 版是副本“试用”"),
        (COPY, REAL, "放的是副本“试用”，1.1.0 版是正式的站点"),
        (COPY, COPY | {"copy": "乙"}, "放的是副本“试用”，1.1.0 版是副本“乙”"),
        (OLD, COPY, "放的是正式的站点，1.1.0 版是副本“试用”"),
        (COPY, OLD, "放的是副本“试用”，1.1.0 版是正式的站点"),
        (
            BELOW,
            REAL | {"base": "/a/"},
            "放的是路径 /b/ 的站点（--base /b/），1.1.0 版是路径 /a/ 的站点（--base /a/）",
        ),
        (
            BELOW,
            REAL | {"base": "/"},
            "放的是路径 /b/ 的站点（--base /b/），1.1.0 版是路径 / 的站点（--base /）",
        ),
    ],
)
def test_another_course_or_copy_never_takes_the_place_of_the_one_in_service(
    there: dict[str, str],
    given: dict[str, str],
    said: str,
    target: Path,
    tmp_path: Path,
    dist: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.0.0", **there))]) == 0
    before, fresh = everything(target), tmp_path / "fresh"
    capsys.readouterr()
    # Nothing comes into service beside it either.
    assert cli.main(["publish", str(fresh), str(target), "--archive", str(release(dist, "1.1.0", **given))]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert str(target) in line
    assert said in line
    assert everything(target) == before
    assert everything(fresh) == {}


@pytest.mark.parametrize(
    ("there", "given"),
    [(OLD, REAL), (REAL, OLD), (REAL, REAL), (COPY, COPY), (REAL, BELOW), (BELOW, REAL), (BELOW, BELOW)],
)
def test_the_same_course_is_published_and_so_is_one_of_before_there_were_ids(
    there: dict[str, str], given: dict[str, str], target: Path, dist: Path
) -> None:
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.0.0", **there))]) == 0
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.1.0", **given))]) == 0
    assert cli.main(["rollback", str(target)]) == 0
    assert version_in(target) == "1.0.0"


def test_a_damaged_release_in_service_does_not_let_another_course_in(
    target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ("1.0.0", "1.1.0"):
        assert cli.main(["publish", str(target), "--archive", str(release(dist, version, **REAL))]) == 0
    (target / "current" / "manifest.json").write_text("{", encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.2.0", **OTHER))]) == 1
    assert "放的是课程 shili" in capsys.readouterr().err


def test_going_back_to_another_course_or_copy_is_refused(
    target: Path, tmp_path: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.0.0", **REAL))]) == 0
    # Nobody but a person can have brought it there.
    other = tmp_path / "other"
    assert cli.main(["publish", str(other), "--archive", str(release(dist, "0.9.0", **COPY))]) == 0
    (stranger,) = (other / "releases").glob("0.9.0-*")
    shutil.copytree(stranger, target / "releases" / stranger.name)
    order = target / "releases/.order"
    order.write_text(f"{stranger.name}\n{order.read_text(encoding='utf-8')}", encoding="utf-8")
    before = everything(target)
    capsys.readouterr()
    for more in ([], ["--version", "0.9.0"]):
        assert cli.main(["rollback", *more, str(target)]) == 1
        assert "放的是正式的站点，0.9.0 版是副本“试用”" in capsys.readouterr().err
    assert everything(target) == before


def lock_of(process: int, host: str) -> str:
    return json.dumps({"user": "小王", "host": host, "process": process, "since": "今天", "token": "x"})


def dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


@pytest.mark.parametrize(("host", "minutes"), [(socket.gethostname(), 0), ("另一台", 1)])
def test_a_lock_holds_while_its_owner_may_be_at_work(
    host: str, minutes: int, target: Path, dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = locked(target, dist, os.getpid(), host, minutes)
    before = lock.read_text(encoding="utf-8")
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.1.0"))]) == 1
    assert "另一个发布正在进行（小王" in capsys.readouterr().err
    assert (version_in(target), lock.read_text(encoding="utf-8")) == ("1.0.0", before)


@pytest.mark.parametrize(("host", "minutes"), [(socket.gethostname(), 0), ("另一台", STALE_AFTER // 60 + 1)])
def test_a_lock_whose_owner_is_gone_is_taken_over(host: str, minutes: int, target: Path, dist: Path) -> None:
    lock = locked(target, dist, dead_process(), host, minutes)
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.1.0"))]) == 0
    assert (version_in(target), lock.exists()) == ("1.1.0", False)


def locked(target: Path, dist: Path, process: int, host: str, minutes: int) -> Path:
    published(target, dist, "1.0.0")
    lock = target / "releases" / LOCK
    lock.write_text(lock_of(process, host), encoding="utf-8")
    os.utime(lock, (time.time() - minutes * 60,) * 2)
    return lock


def test_of_two_publishers_at_once_one_waits_its_turn(target: Path, dist: Path) -> None:
    archives = [release(dist, version) for version in ("1.0.0", "1.1.0")]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "course.cli", "publish", target, "--archive", archive],
            stderr=subprocess.PIPE,
            text=True,
        )
        for archive in archives
    ]
    told = [process.communicate(timeout=60)[1] for process in running]
    assert faults(target / "current") == []
    assert sum(process.returncode == 0 for process in running) >= 1
    assert all("另一个发布" in text for process, text in zip(running, told, strict=True) if process.returncode)


def test_a_publish_that_loses_the_lock_does_not_switch(
    target: Path, dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    published(target, dist, "1.0.0")
    upload = local.Folder.upload

    def robbed(self: Folder, site: Path, name: str, like: str | None) -> None:
        upload(self, site, name, like)
        (target / "releases" / LOCK).write_text(lock_of(os.getpid(), "另一台"), encoding="utf-8")

    monkeypatch.setattr(Folder, "upload", robbed)
    assert cli.main(["publish", str(target), "--archive", str(release(dist, "1.1.0"))]) == 1
    assert "接管" in capsys.readouterr().err
    assert version_in(target) == "1.0.0"


def killed_everywhere(arguments: list[str], target: Path, follow: list[str], every: int) -> int:
    """Kill the command at its steps, each time from the same state; what is served must be whole, and the next one work."""
    start = target.with_name("从这里开始")
    shutil.copytree(target, start, symlinks=True)
    step = 1
    while dies(step, arguments, target):
        assert faults(target / "current") == [], f"step {step}"
        assert cli.main(follow) == 0, f"step {step}"
        assert faults(target / "current") == [], f"step {step}"
        assert leftovers(target) == [], f"step {step}"
        for served in (target / "releases").glob("1.*"):
            assert faults(served) == [], f"step {step}"
        shutil.rmtree(target)
        shutil.copytree(start, target, symlinks=True)
        step += every
    return step


@pytest.mark.parametrize("every", [16, pytest.param(1, marks=pytest.mark.slow)])
def test_a_publish_killed_at_any_step_leaves_the_site_whole_and_the_next_one_works(
    every: int, target: Path, dist: Path
) -> None:
    published(target, dist, *(f"1.{minor}.0" for minor in range(KEPT)))
    command = ["publish", str(target), "--archive", str(release(dist, "1.9.0"))]
    other = ["publish", str(target), "--archive", str(release(dist, "1.8.0"))]
    assert killed_everywhere(command, target, other, every) > 40


@pytest.mark.parametrize("every", [16, pytest.param(1, marks=pytest.mark.slow)])
def test_a_rollback_killed_at_any_step_leaves_the_site_whole_and_the_next_one_works(
    every: int, target: Path, dist: Path
) -> None:
    published(target, dist, "1.0.0", "1.1.0", "1.2.0")
    command = ["rollback", "--version", "1.0.0", str(target)]
    assert killed_everywhere(command, target, command, every) > 20
