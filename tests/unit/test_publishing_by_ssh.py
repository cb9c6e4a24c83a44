"""Publishing over ssh and rsync, to a real server on this machine: it holds what holds for a local folder."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from course import cli
from course.publish.lock import LOCK
from support.killing import dies
from support.servers import free_port
from support.small_release import faults, leftovers, read_carried_of, release, version_in
from support.ssh_server import ssh_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as reached:
        yield reached


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder whose name holds what a shell could stumble over."""
    return tmp_path / "站点 $HOME's `x`"


def command(server: tuple[str, str], target: Path, *options: str | Path) -> list[str]:
    host, ssh = server
    return ["publish", "--ssh", ssh, f"{host}:{target}", *map(str, options)]


def test_publish_and_go_back_over_ssh(
    server: tuple[str, str], target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for version in ("1.0.0", "1.1.0"):
        assert cli.main(command(server, target, "--archive", release(tmp_path / "dist", version))) == 0
        assert (version_in(target), faults(target / "current")) == (version, [])
    for served in (target / "releases").glob("1.*"):
        assert len(read_carried_of(served)) == 2
        assert faults(served) == []
    assert cli.main(["rollback", *command(server, target)[1:]]) == 0
    assert (version_in(target), faults(target / "current"), leftovers(target)) == ("1.0.0", [], [])
    capsys.readouterr()
    assert cli.main(["releases", *command(server, target)[1:]]) == 0
    assert [line.split()[0] + line.split()[-1] for line in capsys.readouterr().out.splitlines()[1:]] == [
        "1.1.0已退回",
        "1.0.0当前",
    ]


def test_a_remote_target_ends_up_like_a_local_one(server: tuple[str, str], target: Path, tmp_path: Path) -> None:
    local = tmp_path / "本机"
    archives = [release(tmp_path / "dist", version) for version in ("1.0.0", "1.1.0", "1.2.0")]
    for archive in archives:
        assert cli.main([*command(server, target, "--archive", archive), str(local)]) == 0
    assert told(target) == told(local)


def told(target: Path) -> dict[str, object]:
    """Content, rights and times (those of a release's files; what changes after it has the time of the change)."""
    return {
        file.relative_to(target).as_posix(): (
            file.read_bytes(),
            file.stat().st_mode,
            int(file.stat().st_mtime) if file.name not in {"carried.json", ".order"} else None,
        )
        for file in target.rglob("*")
        if file.is_file()
    }


def test_a_file_damaged_on_the_way_is_noticed_on_the_target(
    server: tuple[str, str],
    target: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    archive = release(tmp_path / "dist", "1.0.0")
    rsync = tmp_path / "bin/rsync"
    rsync.parent.mkdir()
    # It uploads as it should, and then a disk fails.
    rsync.write_text(f'#!/bin/sh\n{shutil.which("rsync")} "$@" || exit\n'
                     f'for f in "$TARGET"/releases/.incoming-*/index.html; do echo damaged >"$f"; done\n')  # fmt: skip
    rsync.chmod(0o755)
    monkeypatch.setenv("PATH", f"{rsync.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("TARGET", str(target))
    assert cli.main(command(server, target, "--archive", archive)) == 1
    assert "1 个文件内容不符（例如 index.html），没有切换" in capsys.readouterr().err
    assert not (target / "current").exists()
    assert leftovers(target) == []


def test_a_local_target_stays_as_it_was_when_the_remote_one_fails(
    server: tuple[str, str], target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local = tmp_path / "本机"
    assert cli.main(["publish", str(local), "--archive", str(release(tmp_path / "dist", "1.0.0"))]) == 0
    (target / "current").mkdir(parents=True)
    archive = release(tmp_path / "dist", "1.1.0")
    assert cli.main(["publish", str(local), *command(server, target, "--archive", archive)]) == 1
    assert "普通文件夹" in capsys.readouterr().err
    assert (version_in(local), faults(local / "current"), leftovers(local)) == ("1.0.0", [], [])


def test_a_machine_that_does_not_answer_is_one_line(
    target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = release(tmp_path / "dist", "1.0.0")
    nobody = ("web@127.0.0.1", f"ssh -F none -p {free_port()}")
    assert cli.main(command(nobody, target, "--archive", archive)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "连不上 web@127.0.0.1" in line
    assert "ssh web@127.0.0.1" in line


def test_a_folder_that_cannot_be_made_is_one_line(
    server: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = release(tmp_path / "dist", "1.0.0")
    assert cli.main(command(server, tmp_path / "没有/站点", "--archive", archive)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "请在那台机器上建好这个文件夹" in line


def test_a_lock_of_somebody_else_holds_over_ssh(
    server: tuple[str, str], target: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (target / "releases").mkdir(parents=True)
    lock = target / "releases" / LOCK
    lock.write_text('{"user": "小王", "host": "另一台", "process": 1}', encoding="utf-8")
    archive = release(tmp_path / "dist", "1.0.0")
    assert cli.main(command(server, target, "--archive", archive)) == 1
    assert "另一个发布正在进行（小王" in capsys.readouterr().err
    os.utime(lock, (0, 0))
    assert cli.main(command(server, target, "--archive", archive)) == 0
    assert (faults(target / "current"), leftovers(target)) == ([], [])


@pytest.mark.parametrize(
    ("every", "delay"),
    [(9, 0), pytest.param(1, 0, marks=pytest.mark.slow), pytest.param(1, 0.1, marks=pytest.mark.slow)],
)
def test_a_publish_killed_at_any_remote_command_leaves_the_site_whole_and_the_next_one_works(
    every: int, delay: float, server: tuple[str, str], target: Path, tmp_path: Path
) -> None:
    assert cli.main(command(server, target, "--archive", release(tmp_path / "dist", "1.0.0"))) == 0
    start = tmp_path / "从这里开始"
    shutil.copytree(target, start, symlinks=True)
    killed = command(server, target, "--archive", release(tmp_path / "dist", "1.1.0"))
    follow = command(server, target, "--archive", release(tmp_path / "dist", "1.2.0"))
    step = every
    while dies(step, killed, delay=delay):
        assert faults(target / "current") == [], step
        assert cli.main(follow) == 0, step
        assert (version_in(target), faults(target / "current"), leftovers(target)) == ("1.2.0", [], []), step
        shutil.rmtree(target)
        shutil.copytree(start, target, symlinks=True)
        step += every
    assert step > 15
