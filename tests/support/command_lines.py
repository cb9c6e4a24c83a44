"""Command lines of `course`, made from its own description of its commands: one that works for each, and many that are hostile."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

SOURCE = "管理办法\n\n第一章　总则\n第一条　要有记录。\n第二条　要有人管。\n"
TEXTS = (
    "", "a'b\"c", "一行\n又一行", "--by", "\x1b[2J", "\u202e", "x" * 5_000, "$(touch pwned)", "１.０.０", "..", "\udc80",
)  # fmt: skip
NUMBERS = ("", "x", "-1", "０", "9" * 30)
FILES = (
    "missing", "folder", "pipe", "gbk.txt", "empty.txt", "empty.xlsx", "a'b\"\n$(touch pwned).txt", "\x1b.txt", "-dash", "x" * 300, "zip.txt/x",
    "\udc80", "a\0b",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The arguments of a command by name, and its options, that work on the sample course."""

    arguments: dict[str, list[str]] = field(default_factory=dict)
    options: tuple[str, ...] = ()


WORKING = {
    "new": Words({"folder": ["{place}/made"]}, ("--from", "{place}/source.txt", "--id", "new-course", "--yes")),
    "withdraw": Words({"names": ["meeting-03"]}, ("--course",)),
    "confirm": Words(options=("--all",)),
    "approve": Words({"bank": ["meeting"]}, ("--by", "张三")),
    "upgrade": Words({"old": ["{place}/old"]}),
    "import": Words({"file": ["{place}/questions.txt"]}, ("--yes",)),
    "unit": Words({"action": ["export"]}),
    "export": Words({"kind": ["gift"]}),
    "release": Words({"version": ["1.0.0"]}),
    "publish": Words({"targets": ["{place}/target"]}),
    "rollback": Words({"targets": ["{place}/target"]}),
    "releases": Words({"targets": ["{place}/target"]}),
    "library": Words(options=("--into", "{place}/library")),
}


def lay_out(place: Path) -> None:
    """Put the hostile files into a folder."""
    (place / "source.txt").write_text(SOURCE, encoding="utf-8")
    (place / "questions.txt").write_text("一、判断题\n1．要有记录。（√）\n", encoding="utf-8")
    (place / "folder").mkdir()
    os.mkfifo(place / "pipe")
    (place / "gbk.txt").write_bytes("管理办法".encode("gb18030"))
    for name in ("empty.txt", "empty.xlsx", "a'b\"\n$(touch pwned).txt", "\x1b.txt", "-dash"):
        (place / name).write_bytes(b"")


def working_line(command: click.Command, place: Path) -> list[str]:
    """Return arguments with which a command does its work."""
    words = WORKING.get(command.name or "", Words())
    return _line(command, words.arguments, words.options, place)


def hostile_lines(command: click.Command, place: Path) -> Iterator[list[str]]:
    """Yield the working arguments of a command with one hostile value for each argument and option, one at a time."""
    words = WORKING.get(command.name or "", Words())
    for one in command.params:
        for value in _values(one, place):
            if isinstance(one, click.Argument):
                yield _line(command, {**words.arguments, str(one.name): [value]}, words.options, place)
            elif not getattr(one, "is_flag", False):
                yield _line(command, words.arguments, (*words.options, one.opts[0], value), place)


def _values(parameter: click.Parameter, place: Path) -> tuple[str, ...]:
    match parameter.type:
        case click.Path():
            return tuple(name if name == "-dash" else f"{place}/{name}" for name in FILES)
        case click.IntRange() | click.Choice():
            return NUMBERS
        case _:
            return TEXTS


def _line(command: click.Command, arguments: dict[str, list[str]], options: tuple[str, ...], place: Path) -> list[str]:
    order = [str(one.name) for one in command.params if isinstance(one, click.Argument)]
    # A command that is not listed gets something for what it cannot do without.
    filled = {
        str(one.name): ["x"] for one in command.params if isinstance(one, click.Argument) and one.required
    } | arguments
    values = [value for name in order for value in filled.get(name, [])]
    return [str(command.name), *(word.replace("{place}", str(place)) for word in (*options, *values))]
