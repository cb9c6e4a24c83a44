"""A package that is missing, of another version or broken is one line that says what to run; nobody sees a traceback."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

import pytest

import release
from installed import LOCK, locked, module_of, unfit
from support.site_build import ROOT

PACKAGES = [name for name, _, always in locked(LOCK.read_text(encoding="utf-8")) if always]
# Of these every command takes its part in what a course is read by.
COMMANDS = [
    "approve.py", "bank_export.py", "bank_import.py", "booklet.py", "booklet_word.py", "build.py", "check.py", "coverage.py",
    "exchange.py", "generate.py", "ids.py", "paper.py", "publish.py", "quality.py", "release.py", "schema.py", "serve.py",
]  # fmt: skip
REMEDY = "请先运行 make install（没有 make 的，运行 python scripts/install.py），再用 make 的命令，或用 .venv 里的 Python 运行。"


def without(name: str, folder: Path) -> Path:
    """Return a folder that has everything of this environment but one package."""
    own = distribution(name).files or ()
    gone = {file.parts[0] for file in own if file.parts[0] not in {"..", "__pycache__"}}
    folder.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if entry.name not in gone:
            (folder / entry.name).symlink_to(entry)
    return folder


def ran(script: str, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing but these packages: -S leaves the environment's own folder out."""
    command = [sys.executable, "-S", str(ROOT / "scripts" / script), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=60)


def test_this_environment_is_as_locked() -> None:
    assert unfit(LOCK.read_text(encoding="utf-8")) == []
    assert len(PACKAGES) > 30


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_package_is_named(name: str, tmp_path: Path) -> None:
    done = ran("check.py", without(name, tmp_path / "packages"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不齐：{name}（没有安装）。{REMEDY}\n"


@pytest.mark.parametrize("script", COMMANDS)
def test_every_command_says_so(script: str, tmp_path: Path) -> None:
    done = ran(script, without("pydantic", tmp_path / "packages"), *(["1.0.0"] if script == "release.py" else []))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不齐：pydantic（没有安装）。{REMEDY}\n"


def test_every_command_that_needs_packages_is_tried_here() -> None:
    text = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "scripts").glob("*.py")}
    ours = {
        "opened.py", "screenshots.py", "offline_kit.py", "mkdocs_hook.py", "mkdocs_plugin.py", "mkdocs_serving.py",
        "installed.py",
    }  # fmt: skip
    needing = {
        name
        for name, source in text.items()
        if re.search(r"^(from|import) (course(?!\.release\.offline_kit|\.links)|build)", source, re.MULTILINE)
    }
    assert needing - ours | {"build.py"} == set(COMMANDS)
    assert [
        name
        for name in needing - ours
        if not re.search("^import (installed|build)|^from build", text[name], re.MULTILINE)
    ] == []


@pytest.mark.parametrize("name", PACKAGES)
def test_another_version_is_named_beside_the_one_that_is_wanted(name: str, tmp_path: Path) -> None:
    packages = without(name, tmp_path / "packages")
    metadata = packages / f"{name.replace('-', '_')}-0.0.1.dist-info/METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.1\n", encoding="utf-8")
    done = ran("check.py", packages)
    wanted = distribution(name).version
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不齐：{name}（要 {wanted}，现在是 0.0.1）。{REMEDY}\n"


def test_a_package_whose_files_are_gone_is_named(tmp_path: Path) -> None:
    packages = without("python-docx", tmp_path / "packages")
    own = next(Path(sysconfig.get_paths()["purelib"]).glob("python_docx-*.dist-info"))
    shutil.copytree(own, packages / own.name)
    done = ran("paper.py", packages)
    assert (done.returncode, done.stderr) == (1, f"依赖的程序包不齐：python-docx（装得不完整）。{REMEDY}\n")


def test_a_package_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    packages = without("pypdf", tmp_path / "packages")
    own = next(Path(sysconfig.get_paths()["purelib"]).glob("pypdf-*.dist-info"))
    shutil.copytree(own, packages / own.name)
    (packages / "pypdf.py").write_text("import not_there_at_all\n", encoding="utf-8")
    done = ran("booklet.py", packages)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不能用：not_there_at_all。{REMEDY}\n"


def test_nothing_installed_is_still_one_line(tmp_path: Path) -> None:
    done = ran("build.py", tmp_path)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert re.fullmatch(
        rf"依赖的程序包不齐：(\S+（没有安装）、){{4}}\S+（没有安装） 等 \d+ 个。{re.escape(REMEDY)}", line
    )


def test_every_package_of_the_lock_is_imported_by_a_name_that_is_known() -> None:
    assert {name: module_of(name) for name in ("pyyaml", "python-docx", "mkdocs-material", "pydantic-core")} == {
        "pyyaml": "yaml", "python-docx": "docx", "mkdocs-material": "material", "pydantic-core": "pydantic_core",
    }  # fmt: skip


def test_a_version_that_is_none_is_refused_before_the_course_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(release, "ready", lambda *_: pytest.fail("the course was read"))
    assert release.main(["1.2"]) == 1
    assert capsys.readouterr().err == "没有生成发布包：版本号“1.2”不对，要写成三段数字，例如 VERSION=1.2.0\n"
    assert release.main(["1.2.0", "--base", "x"]) == 1
    assert "路径“x”不对" in capsys.readouterr().err
