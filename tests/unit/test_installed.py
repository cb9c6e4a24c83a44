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

from course import cli
from course.requirements import LOCK, locked, module_of, unfit
from support.site_build import ROOT

PACKAGES = [name for name, _, always in locked(LOCK.read_text(encoding="utf-8")) if always]
REMEDY = (
    "请先运行 python3 scripts/install.py（Windows：python scripts\\install.py），再用 ./course（Windows：course）运行。"
)


def without(name: str, folder: Path) -> Path:
    """Return a folder that has everything of this environment but one package."""
    own = distribution(name).files or ()
    gone = {file.parts[0] for file in own if file.parts[0] not in {"..", "__pycache__"}}
    folder.mkdir()
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        if entry.name not in gone:
            (folder / entry.name).symlink_to(entry)
    return folder


def ran(name: str, packages: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing but these packages: -S leaves the environment's own folder out."""
    command = [sys.executable, "-S", "-m", "course.cli", name, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "scripts"), str(packages)))}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=60)


def test_this_environment_is_as_locked() -> None:
    assert unfit(LOCK.read_text(encoding="utf-8")) == []
    assert len(PACKAGES) > 30


@pytest.mark.parametrize("name", PACKAGES)
def test_a_missing_package_is_named(name: str, tmp_path: Path) -> None:
    done = ran("check", without(name, tmp_path / "packages"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不齐：{name}（没有安装）。{REMEDY}\n"


@pytest.mark.parametrize("name", PACKAGES)
def test_another_version_is_named_beside_the_one_that_is_wanted(name: str, tmp_path: Path) -> None:
    packages = without(name, tmp_path / "packages")
    metadata = packages / f"{name.replace('-', '_')}-0.0.1.dist-info/METADATA"
    metadata.parent.mkdir()
    metadata.write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.1\n", encoding="utf-8")
    done = ran("check", packages)
    wanted = distribution(name).version
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不齐：{name}（要 {wanted}，现在是 0.0.1）。{REMEDY}\n"


def test_a_package_whose_files_are_gone_is_named(tmp_path: Path) -> None:
    packages = without("python-docx", tmp_path / "packages")
    own = next(Path(sysconfig.get_paths()["purelib"]).glob("python_docx-*.dist-info"))
    shutil.copytree(own, packages / own.name)
    done = ran("paper", packages)
    assert (done.returncode, done.stderr) == (1, f"依赖的程序包不齐：python-docx（装得不完整）。{REMEDY}\n")


def test_a_package_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    packages = without("pypdf", tmp_path / "packages")
    own = next(Path(sysconfig.get_paths()["purelib"]).glob("pypdf-*.dist-info"))
    shutil.copytree(own, packages / own.name)
    (packages / "pypdf.py").write_text("import not_there_at_all\n", encoding="utf-8")
    done = ran("booklet", packages)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"依赖的程序包不能用：not_there_at_all。{REMEDY}\n"


def test_nothing_installed_is_still_one_line(tmp_path: Path) -> None:
    done = ran("build", tmp_path)
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
    monkeypatch.setattr("course.release.drafts.ready", lambda *_: pytest.fail("the course was read"))
    assert cli.main(["release", "1.2"]) == 1
    assert capsys.readouterr().err == "没有生成发布包：版本号“1.2”不对，要写成三段数字，例如 1.2.0\n"
    assert cli.main(["release", "1.2.0", "--base", "x"]) == 1
    assert "路径“x”不对" in capsys.readouterr().err
