"""The look for known vulnerabilities: nobody who answers is no pass, and both services are asked whatever the first says."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from course import cli

CLEAN_NPM, CLEAN_PYTHON = (0, "found 0 vulnerabilities", ""), (0, "", "No known vulnerabilities found")
FOUND_NPM = (1, "lodash  <4.17.21\n1 high severity vulnerability", "")
FOUND_PYTHON = (1, "jinja2 3.1.5 GHSA-x", "Found 1 known vulnerability in 1 package")
NO_SERVICE = (1, '{"message": "405 Method Not Allowed"}', "npm error audit endpoint returned an error")
NO_NETWORK = (1, "", "ConnectionError: Max retries exceeded\n")
CASES: dict[str, tuple[Any, Any, int, list[str]]] = {
    "both clean": (CLEAN_NPM, CLEAN_PYTHON, 0, []),
    "the player has one": (FOUND_NPM, CLEAN_PYTHON, 1, []),
    "the builder has one": (CLEAN_NPM, FOUND_PYTHON, 1, []),
    "a registry without the service": (NO_SERVICE, CLEAN_PYTHON, 1, ["软件源不提供漏洞查询"]),
    "no network": (CLEAN_NPM, NO_NETWORK, 1, ["漏洞库没有答复"]),
    "a service that says nothing": (CLEAN_NPM, (0, "", ""), 1, ["漏洞库没有答复"]),
    "no pip-audit": (CLEAN_NPM, None, 1, ["没有找到 pip-audit"]),
    "neither": (NO_SERVICE, None, 1, ["软件源不提供漏洞查询", "没有找到 pip-audit"]),
}


@pytest.mark.parametrize("case", CASES)
def test_only_two_clear_answers_are_a_pass(
    case: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    player, builder, status, reasons = CASES[case]

    def ran(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, *(player if "audit" in command else builder))

    monkeypatch.setattr("course.release.audit.find_node", lambda: Path("node"))
    monkeypatch.setattr("course.release.audit.npm", lambda _: ["npm"])
    monkeypatch.setattr(shutil, "which", lambda name: None if builder is None else name)
    monkeypatch.setattr(subprocess, "run", ran)
    assert cli.main(["audit"]) == status
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert len(lines) == len(reasons)
    assert all(
        line.startswith("没有查成，这不等于没有漏洞：") and reason in line
        for line, reason in zip(lines, reasons, strict=True)
    )
    if player is FOUND_NPM:
        assert "lodash" in printed.out
    if builder is FOUND_PYTHON:
        assert "GHSA-x" in printed.out
