"""What is wrong, and where: the one currency in which every part of the course reports a problem."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from course.text.unicode_checks import printable

Severity: TypeAlias = Literal["error", "warning"]
Key: TypeAlias = str | int


@dataclass(frozen=True, order=True, slots=True)
class Position:
    """A place in a file: path as passed to the loader, line and column counted from 1 in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True, slots=True)
class Diagnostic:
    """One problem: where it is, what is wrong and how to correct it (Chinese), and its stable rule name."""

    position: Position
    message: str
    rule: str
    severity: Severity = "error"


class Places(Protocol):
    """Finds the position of a value inside a structured file by the keys that lead to it."""

    def __call__(self, *keys: Key) -> Position:
        """Return the position of the value under `keys`, or of its nearest ancestor that exists."""


def format_text(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one `path:line:column: message [rule]` line per diagnostic, warnings marked as such."""
    for found in diagnostics:
        mark = "" if found.severity == "error" else "提醒："
        # Messages quote what people wrote, line ends included; paths can hold what would steer a terminal.
        message = " ".join(found.message.splitlines())
        yield printable(f"{found.position}: {mark}{message} [{found.rule}]".replace("\n", " ").replace("\r", " "))


def format_json(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one JSON array with an object per diagnostic: path, line, column, severity, rule, message."""
    records = [
        {
            "path": found.position.path,
            "line": found.position.line,
            "column": found.position.column,
            "severity": found.severity,
            "rule": found.rule,
            "message": found.message,
        }
        for found in diagnostics
    ]
    yield json.dumps(records, ensure_ascii=False, indent=2)


def format_github(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield one workflow command per diagnostic, escaped as GitHub asks (percent, line ends, colon, comma)."""
    for found in diagnostics:
        at = found.position
        where = f"file={_property(at.path)},line={at.line},col={at.column},title={_property(found.rule)}"
        yield f"::{found.severity} {where}::{_data(found.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return only those diagnostics that must stop a build."""
    return [found for found in diagnostics if found.severity == "error"]
