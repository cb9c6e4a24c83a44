"""The benchmark loses nothing that it measured, goes on after a failure, and takes no other server for its own."""

import importlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from support.servers import HOST, listens
from support.site_build import ROOT


@pytest.fixture
def measure(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return bench("measure", monkeypatch)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return bench("run", monkeypatch)


def bench(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    return importlib.import_module(name)


def test_what_fails_is_named_and_the_rest_is_measured_and_recorded(
    measure: ModuleType, run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def row(name: str) -> Any:
        return measure.Row(name, "", "", "", "", 1.0)

    def broken() -> Iterator[Any]:
        yield row("second")
        raise measure.NotMeasuredError("the peer said no")

    def rows(_scratch: Path) -> Iterator[Any]:
        yield row("first")
        yield from measure.attempt("peer", broken)
        # What was measured so far is safe before anything else begins.
        assert [line["name"] for line in recorded()] == ["first", "second", "peer"]
        yield row("third")
        raise OSError("disk")

    def recorded() -> list[dict[str, Any]]:
        return [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]

    record = tmp_path / "measured.jsonl"
    part = ModuleType("fake_part")
    part.SUBJECT, part.rows = "Subject", rows  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fake_part", part)
    found = run.measured("fake_part", record)
    assert [one.name for one in found.rows] == ["first", "second", "third"]
    assert [(one.name, one.reason) for one in found.failures] == [
        ("peer", "NotMeasuredError: the peer said no"),
        ("fake_part", "OSError: disk"),
    ]
    assert [line["name"] for line in recorded()] == ["first", "second", "peer", "third", "fake_part"]
    assert "Not measured: peer: NotMeasuredError: the peer said no" in run.section(found)


def test_a_program_that_fails_says_what_it_printed(measure: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(measure.NotMeasuredError, match="no such luck"):
        measure.run([sys.executable, "-c", "print('no such luck'); raise SystemExit(3)"], tmp_path)


def test_a_port_belongs_to_who_listens_there_or_started_who_does() -> None:
    code = "import socket, sys; server = socket.create_server(('127.0.0.1', 0)); print(server.getsockname()[1], flush=True); sys.stdin.read()"
    shell = ["sh", "-c", '"$@"; true', "sh", sys.executable, "-c", code]
    with socket.create_server((HOST, 0)) as own:
        port = own.getsockname()[1]
        with subprocess.Popen(shell, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
            assert other.stdout
            assert other.stdin
            theirs = int(other.stdout.readline())
            # The shell only started it.
            assert listens(other.pid, theirs)
            assert listens(os.getpid(), port)
            assert not listens(other.pid, port)
            other.stdin.close()
