"""Every command, on hostile values and with faults around it: one line in Chinese, a status, and nothing half-written."""

import contextlib
import errno
import io
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import click
import pytest

from course import cli
from course.cli.run import commands
from support.command_lines import hostile_lines, lay_out, working_line
from support.sample_course import sample_course

COMMANDS = commands().commands
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FINDING = {"quality"}
"""Commands that fail when they find something, their report written."""
REMEDY = re.compile(r"请|可用的|要么|只能|要写|缺少|多写了|没有|用法|不要|接着写完|重新|可以|再")


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no command start the site engine, a browser, an office program or a download, and end the desk at once."""

    def run(_folder: Path, made: Path, _engine: object) -> None:
        made.mkdir(exist_ok=True)
        (made / "404.html").write_text("<!doctype html><title>404</title>", encoding="utf-8")

    def started(_arguments: object, folder: Path | None = None, **_: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", ""], cwd=folder, stdin=subprocess.PIPE)

    def refused(*_: object) -> str:
        raise subprocess.CalledProcessError(1, ["pip"])

    (tmp_path / "empty").mkdir()
    monkeypatch.setattr("course.site.engine._run", run)
    monkeypatch.setattr("course.site.engine._started", started)
    monkeypatch.setattr("waitress.server.BaseWSGIServer.run", lambda _: None)
    # Asked before each command, and the same for all of them.
    monkeypatch.setattr("course.requirements.lack", lambda: None)
    monkeypatch.setattr("course.cli.shipping._pip", refused)
    monkeypatch.setattr("course.cli.shipping._npm", refused)
    monkeypatch.setattr("course.environment._SYSTEM_FOLDERS", "")
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "empty/chromium"))
    monkeypatch.chdir(tmp_path / "empty")


@contextlib.contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail instead of waiting for ever."""

    def over(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError("it waits for something that never comes")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Place:
    """A folder with hostile files, the project and the folder of an older one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        lay_out(folder)
        self.root = sample_course(folder / "project")
        sample_course(folder / "old")

    def run(self, line: list[str]) -> int:
        rooted = line if "--root" in line else [*line[:1], "--root", str(self.root), *line[1:]]
        with within(120):
            return cli.main(rooted)

    def state(self) -> dict[str, bytes]:
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for file in self.folder.rglob("*")
            if file.is_file() and not file.is_relative_to(self.root / "build")
        }


@pytest.mark.parametrize("part", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", COMMANDS)
def test_hostile_values_are_refused_in_chinese_or_do_no_harm(
    name: str, part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "place")
    kept = shutil.copytree(place.root, tmp_path / "kept")
    before = place.state()
    for line in list(hostile_lines(COMMANDS[name], place.folder))[part::2]:
        capsys.readouterr()
        status = place.run(line)
        printed = capsys.readouterr()
        about = f"{line}\n{printed.err}"
        assert status in {0, 1, 2}, about
        assert not list(tmp_path.rglob(".course-*.part*")), about
        assert not list(tmp_path.rglob("pwned")), about
        if status:
            said = (printed.err + printed.out).replace(str(tmp_path), "")
            assert CHINESE.search(said), about
            assert REMEDY.search(said), about
            assert not re.search(r"Traceback|Errno|\x1b|\u202e", printed.err + printed.out), about
            assert place.state() == before or name in FINDING, about
        if not status or name in FINDING:
            shutil.rmtree(place.root)
            shutil.copytree(kept, place.root)
            before = place.state()


def no_space(*_: object, **__: object) -> tuple[int, str]:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/somewhere")


def denied(*_: object, **__: object) -> tuple[int, str]:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/somewhere")


def pipe_instead(root: Path) -> None:
    (root / "quizzes/meeting.yml").unlink()
    os.mkfifo(root / "quizzes/meeting.yml")


def folder_instead(root: Path) -> None:
    (root / "docs/glossary.md").unlink()
    (root / "docs/glossary.md").mkdir()


FAULTS: dict[str, Callable[[Path], object]] = {
    "no folder": shutil.rmtree,
    "no course.yml": lambda root: (root / "course.yml").unlink(),
    "a folder instead of a file": folder_instead,
    "a pipe instead of a file": pipe_instead,
    "not UTF-8": lambda root: (root / "quizzes/meeting.yml").write_bytes("会议".encode("gb18030")),
    "a file instead of a folder": lambda root: (root / "dist").write_bytes(b""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_command_survives_a_fault_of_the_project(
    fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        FAULTS[fault](place.root)
        before = place.state()
        survives(place, command, before, capsys)


@pytest.mark.parametrize("fault", [no_space, denied])
def test_every_command_survives_a_disk_that_takes_nothing(
    fault: Callable[..., object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        before = place.state()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tempfile, "mkstemp", fault)
            patch.setattr(tempfile, "mkdtemp", fault)
            survives(place, command, before, capsys)


def survives(
    place: Place, command: click.Command, before: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    status = place.run(working_line(command, place.folder))
    printed = capsys.readouterr()
    about = f"{command.name}\n{printed.err}"
    assert status in {0, 1, 2}, about
    assert not list(place.folder.rglob(".course-*.part*")), about
    if status:
        assert CHINESE.search(printed.err + printed.out), about
        assert REMEDY.search(printed.err + printed.out), about
        assert not re.search(r"Traceback|Errno|No space|denied|No such", printed.err + printed.out), about
        assert place.state() == before or command.name in FINDING, about


def test_every_command_runs_for_a_user_whom_the_system_does_not_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unknown(_: object) -> None:
        raise KeyError("uid not found")

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setattr(pwd, "getpwnam", unknown)
    for variable in ("HOME", "USER", "LOGNAME", "LNAME", "USERNAME"):
        monkeypatch.delenv(variable, raising=False)
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        survives(place, command, place.state() if name != "release" else {}, capsys)


def test_every_command_prints_on_a_console_that_lacks_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        for more in ([], ["\N{GRINNING FACE}", "\udce4"]):
            output, errors = (io.TextIOWrapper(io.BytesIO(), "gbk", "strict") for _ in range(2))
            monkeypatch.setattr(sys, "stdout", output)
            monkeypatch.setattr(sys, "stderr", errors)
            status = place.run([*working_line(command, place.folder), *more])
            errors.flush()
            text = errors.buffer.getvalue().decode("gbk")
            assert status in {0, 1, 2}, name
            assert status == 0 or CHINESE.search(text) or name in FINDING, name
            assert "Traceback" not in text, name


def test_every_command_survives_a_reader_that_went_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        reading, writing = os.pipe()
        os.close(reading)
        with monkeypatch.context() as patch, os.fdopen(writing, "w") as output:
            patch.setattr(sys, "stdout", output)
            # Click puts something of its own in the place of both.
            patch.setattr(sys, "stderr", sys.stderr)
            status = place.run(working_line(command, place.folder))
        said = capsys.readouterr().err
        assert status in {0, 1, 2}, name
        assert status == 0 or CHINESE.search(said), name
        assert not re.search(r"Traceback|Errno|Broken", said), said


def test_a_closed_pipe_is_one_line_in_chinese_and_a_failure(root: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "course.cli", "points", "--root", str(root)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "接收输出的程序先结束了，没有全部写出。请再运行一次\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["release", "１.０.０"], "版本号"),
        (["release", "1.0.0", "--output", "一行\n又一行"], "里有换行或看不见的字符"),
        (["approve", "meeting", "--by", "张三\n李四"], "里有换行或看不见的字符"),
        (["approve", "meeting", "--by", "x" * 301], "审核人的姓名超过 300 个字"),
        (["publish", "web@host:/srv", "--ssh", "ssh 'x"], "--ssh 的引号不成对"),
        (["kit", "--python", "3.１１"], "Python 版本要写成 3.11 这样"),
    ],
)
def test_a_value_that_looks_right_and_is_not_is_refused(
    line: list[str], message: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert cli.main([*line, "--root", str(root)]) == 1
    assert message in capsys.readouterr().err
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "name", ["site", "build", "dist", ".course", ".cache", "local", "trace.yml", "quizzes/ids.yml"]
)
def test_no_command_writes_through_a_link_in_the_place_of_its_output(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "theirs"
    shutil.copytree(sample_course(tmp_path / "sample") / "docs", theirs)
    (theirs / "404.html").write_text("信", encoding="utf-8")
    before = {file: file.read_bytes() for file in theirs.rglob("*") if file.is_file()}
    for command in COMMANDS.values():
        place = Place(tmp_path / str(command.name))
        link = place.root / name
        link.unlink(missing_ok=True)
        link.symlink_to(theirs if "." not in name[1:] else theirs / "404.html")
        place.run(working_line(command, place.folder))
        after = {file: file.read_bytes() for file in theirs.rglob("*") if file.is_file()}
        assert after == before, command.name
        capsys.readouterr()


def test_no_output_that_was_asked_for_goes_through_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in COMMANDS.items():
        place = Place(tmp_path / name)
        theirs = place.folder / "theirs"
        theirs.mkdir()
        (theirs / "404.html").write_text("信", encoding="utf-8")
        (place.root / "linked").symlink_to(theirs)
        (place.root / "file").symlink_to(theirs / "404.html")
        for one in command.params:
            if isinstance(one.type, click.Path) and {"--output", "--into"} & set(one.opts):
                for to in ("linked", "linked/below", "file"):
                    force = ["--force"] if any(other.opts == ["--force"] for other in command.params) else []
                    line = working_line(command, place.folder)
                    place.run([line[0], *line[1:], one.opts[0], str(place.root / to), *force])
                    assert [(file.name, file.read_bytes()) for file in theirs.iterdir()] == [
                        ("404.html", "信".encode())
                    ], name
        capsys.readouterr()
