"""What a person sees whose machine lacks something: one line that says what to do."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import install
from course import environment
from course.folder_locks import locked


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine with no browser at all, on which nothing may be installed."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr("course.environment.playwright_browser", lambda: None)
    return monkeypatch


def test_a_missing_browser_is_one_line_that_says_what_to_install(
    bare: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.setattr(install, "install", lambda **_: environment.find_browser())
    assert install.main(["--test"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "sudo apt install chromium" in line


def test_an_installed_browser_is_found(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    browser = tmp_path / "google-chrome"
    browser.touch()
    bare.setattr(shutil, "which", lambda name: str(browser) if name == browser.name else None)
    assert environment.find_browser() == str(browser)


def test_the_light_browser_goes_first_unless_windows_are_needed(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("chromium", environment.HEADLESS):
        (tmp_path / name).touch()
    bare.setattr(shutil, "which", lambda name: str(tmp_path / name) if (tmp_path / name).exists() else None)
    assert environment.find_browser() == str(tmp_path / environment.HEADLESS)
    assert environment.find_browser(windows=True) == str(tmp_path / "chromium")


def test_a_browser_is_found_where_windows_keeps_it(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("PROGRAMFILES(X86)", str(tmp_path))
    browser = tmp_path / "Microsoft/Edge/Application/msedge.exe"
    browser.parent.mkdir(parents=True)
    browser.touch()
    assert environment.find_browser() == str(browser)


def test_a_browser_named_in_the_environment_goes_first_and_must_exist(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("CHROMIUM", str(tmp_path / "nowhere"))
    with pytest.raises(environment.MissingError, match="CHROMIUM"):
        environment.find_browser()


def test_an_old_python_is_one_line_that_says_which_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    assert install.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "需要 Python 3.11" in line
    assert "3.10.4" in line


def test_without_the_rights_nothing_is_installed_from_debian(bare: pytest.MonkeyPatch) -> None:
    assert bare is not None
    assert not install.apt_install("chromium")


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder's environment, made quickly: pip is left out."""
    folder = tmp_path / ".venv"
    run = subprocess.run

    def quickly(command: list[str], *, check: bool, **options: Any) -> object:
        return run([*command, *(["--without-pip"] if "venv" in command else [])], check=check, **options)

    monkeypatch.setattr(install, "VENV", folder)
    monkeypatch.setattr(install, "PYTHON", folder / "bin/python")
    monkeypatch.setattr(subprocess, "run", quickly)
    install.make_venv()
    return folder


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        ("", "", True),
        ("version = ", "version_info = ", True),
        ("version = 3.", "version = 2.", False),
        ("version", "other", False),
    ],
)
def test_an_environment_of_another_python_is_made_again(before: str, after: str, venv: Path, *, stays: bool) -> None:
    settings = venv / "pyvenv.cfg"
    settings.write_text(settings.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    (venv / "mark").touch()
    install.make_venv()
    assert (venv / "mark").exists() == stays
    assert (venv / "bin/python").exists()


def test_an_environment_that_cannot_be_made_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(install, "VENV", tmp_path / "file/.venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / "file/.venv/bin/python")
    assert install.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert os.strerror(errno.ENOTDIR) in line
    assert "apt" not in line
    monkeypatch.setattr(install, "find_spec", lambda _: None)
    assert install.main([]) == 1
    assert "sudo apt install python3." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [(OSError(errno.ENOSPC, "full", "install.log"), "install.log：磁盘满了"), (KeyboardInterrupt(), "已中断")],
)
def test_an_install_that_is_stopped_says_why_in_one_line(
    error: BaseException, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(**_: object) -> None:
        raise error

    monkeypatch.setattr(install, "install", stopped)
    assert install.main([]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


def test_two_installs_at_once_wait_for_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[object] = []
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "install", lambda **_: ran.append(1))
    monkeypatch.setattr("course.folder_locks._PATIENCE", 0)
    (tmp_path / "scripts").mkdir()
    with locked(tmp_path / "scripts"):
        assert install.main([]) == 1
    assert "请等它结束" in capsys.readouterr().err
    assert ran == []
    assert install.main([]) == 0
    assert ran == [1]
