"""What a person sees whose machine lacks something: one line that says what to do."""

import shutil
import sys
from pathlib import Path

import pytest

import install
from course import environment


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
