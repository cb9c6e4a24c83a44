"""A machine without internet: the kit is made where there is a network, and used where there is none."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from support.site_build import QUIET, ROOT, copy_project, run

# Answers nobody: whatever asks the network in spite of all finds out at once.
NOWHERE = "http://127.0.0.1:9"


def without_network() -> list[str]:
    """Return the command before which others run without any network, or nothing where this user may not do so."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which(command[0]) and run([*command, "true"], ROOT).returncode == 0:
            return command
    return []


@pytest.mark.slow
def test_a_kit_sets_up_a_machine_without_internet_and_without_node(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = copy_project(tmp_path / "有网")
    made = run([sys.executable, "-m", "course.cli", "kit", "--root", "."], maker)
    assert made.returncode == 0, made.stdout + made.stderr
    (archive,) = (maker / "dist").glob("offline-kit-*.tar.gz")

    monkeypatch.setitem(QUIET, "PATH", str(few_programs(tmp_path / "bin")))
    monkeypatch.setitem(QUIET, "HOME", str(tmp_path))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "PIP_INDEX_URL", "NPM_CONFIG_REGISTRY"):
        monkeypatch.setitem(QUIET, name, NOWHERE)
    project = copy_project(tmp_path / "没有网")
    python = str(Path(sys.base_prefix) / "bin/python3")
    install = [*without_network(), python, "scripts/install.py", "--offline", str(archive)]
    done = run(install, project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (project / "node_modules").exists()
    assert run(install, project).stdout == ""
    built = run([*without_network(), ".venv/bin/course", "build"], project)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (project / "site/quizzes/people.html").is_file()

    refused = run([*without_network(), python, "scripts/install.py", "--test"], project)
    assert refused.returncode == 1
    (line,) = refused.stderr.splitlines()
    assert "没有装上测试工具" in line
    assert "测试请在能上网的电脑上做" in line
    lacks = run([*without_network(), ".venv/bin/course", "quality"], project)
    assert lacks.returncode == 1
    (line,) = lacks.stderr.splitlines()
    assert re.search(r'install\.py"? --quality', line)
    assert "--offline" in line
    assert run([*install, "--quality"], project).returncode == 0
    assert run([*without_network(), ".venv/bin/course", "quality"], project).stderr.count("缺少统计工具") == 0


def few_programs(folder: Path) -> Path:
    """Make a folder of programs in which there is no Node.js."""
    folder.mkdir()
    for name in ("sh", "env", "uname", "unshare", "true"):
        found = shutil.which(name)
        if found:
            (folder / name).symlink_to(found)
    return folder
