"""The kit for machines without internet: what is fetched, what fits where, and what a person is told otherwise."""

import io
import json
import shutil
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import install
from course import cli
from course.environment import MissingError
from course.errors import RefusedError
from course.release.build_offline_kit import make_kit, npm_arguments, pip_arguments, target_machine
from course.release.offline_kit import (
    FOLDER,
    Kit,
    Machine,
    UnfitError,
    check_fit,
    describe,
    lock_hashes,
    open_kit,
    this_machine,
)
from support.site_build import ROOT

HERE = Machine("linux", "x86_64", "3.11")
LOCKS = ("requirements.txt", "requirements-quality.txt", "requirements-node.txt", "package-lock.json")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with locks, which the installer takes for the project."""
    root = tmp_path / "项目"
    root.mkdir()
    for name in LOCKS:
        (root / name).write_text(f"{name}\n", encoding="utf-8")
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "install", lambda **_: None)
    return root


def kit_in(folder: Path, root: Path, machine: Machine | None = None) -> Path:
    folder.mkdir(parents=True)
    (folder / "kit.json").write_text(
        describe(machine or this_machine(), "https://packages.test/", root), encoding="utf-8"
    )
    return folder


def packed(folder: Path) -> Path:
    archive = folder.with_suffix(".tar.gz")
    with tarfile.open(archive, "w:gz") as written:
        written.add(folder, FOLDER)
    return archive


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert install.main(arguments) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_a_kit_is_taken_as_a_folder_as_an_archive_and_where_it_lies_in_the_project(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Kit | None] = []
    monkeypatch.setattr(install, "install", lambda **given: taken.append(given["kit"]))
    folder = kit_in(tmp_path / "kit", project)
    assert install.main(["--offline", str(folder)]) == 0
    assert install.main(["--offline", str(packed(folder))]) == 0
    assert install.main([]) == 0
    shutil.copytree(folder, project / FOLDER)
    assert install.main([]) == 0
    assert [kit and kit.machine for kit in taken] == [this_machine(), this_machine(), None, this_machine()]


@pytest.mark.parametrize(
    ("machine", "told"),
    [
        (Machine("windows", this_machine().architecture, this_machine().python), "是给 windows"),
        (Machine(this_machine().system, "riscv64", this_machine().python), "riscv64"),
        (Machine(this_machine().system, this_machine().architecture, "3.99"), "是给 Python 3.99 做的"),
    ],
)
def test_a_kit_for_another_machine_is_refused(
    machine: Machine, told: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in said(["--offline", str(kit_in(tmp_path / "kit", project, machine))], capsys)


def test_a_kit_of_another_state_of_the_project_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = kit_in(tmp_path / "kit", project)
    (project / "package-lock.json").write_text("新的\n", encoding="utf-8")
    assert "./course kit" in said(["--offline", str(folder)], capsys)


def test_line_ends_changed_by_copying_make_no_other_state(project: Path) -> None:
    before = lock_hashes(project)
    for name in LOCKS:
        (project / name).write_bytes((project / name).read_bytes().replace(b"\n", b"\r\n"))
    assert lock_hashes(project) == before


def test_a_kit_that_is_missing_or_cut_short_is_one_line(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "没有找到离线安装包" in said(["--offline", str(tmp_path / "none.tar.gz")], capsys)
    archive = packed(kit_in(tmp_path / "kit", project))
    archive.write_bytes(archive.read_bytes()[:60])
    assert "没有拷完" in said(["--offline", str(archive)], capsys)
    (project / FOLDER).mkdir()
    assert "不是完好的离线安装包" in said([], capsys)


def test_an_archive_with_names_that_lead_elsewhere_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "kit.tar.gz"
    with tarfile.open(archive, "w:gz") as written:
        entry = tarfile.TarInfo(f"{FOLDER}/../../up")
        entry.size = 1
        written.addfile(entry, io.BytesIO(b"x"))
    assert "不该有的文件" in said(["--offline", str(archive)], capsys)
    assert not (tmp_path.parent / "up").exists()
    assert project.exists()


def test_from_a_kit_nothing_is_asked_of_the_network(project: Path, tmp_path: Path) -> None:
    kit = open_kit(kit_in(tmp_path / "kit", project), tmp_path)
    pip = install.pip_command("requirements.txt", kit)
    assert pip[3:] == [
        "--disable-pip-version-check", "--isolated", "install", "--no-index", "--find-links", str(kit.wheels), "--quiet",
        "--require-hashes", "-r", str(project / "requirements.txt"),
    ]  # fmt: skip
    assert install.npm_arguments(kit)[4:] == [
        "--offline", "--cache", str(kit.packages), "--registry", "https://packages.test/",
    ]  # fmt: skip
    assert "--no-index" not in install.pip_command("requirements.txt", None)
    assert "--offline" not in install.npm_arguments(None)


def test_tools_for_tests_are_not_in_a_kit_and_the_message_says_so(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = open_kit(kit_in(tmp_path / "kit", project), tmp_path)
    (project / "requirements-dev.txt").write_text("x\n", encoding="utf-8")
    monkeypatch.setattr(install, "VENV", project / "none")
    with pytest.raises(MissingError, match="测试请在能上网的电脑上做"):
        install.pip_install("requirements-dev.txt", kit)


def test_wheels_are_fetched_by_hash_for_this_machine_or_for_another(tmp_path: Path) -> None:
    lock, wheels = tmp_path / "requirements.txt", tmp_path / "wheels"
    begin = ["download", "--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    end = ["--dest", str(wheels), "--requirement", str(lock)]
    assert pip_arguments(lock, wheels, HERE, HERE) == [*begin, *end]
    other = target_machine("windows-x86_64", "3.12", HERE)
    assert other == Machine("windows", "x86_64", "3.12")
    assert pip_arguments(lock, wheels, other, HERE) == [
        *begin, "--implementation", "cp", "--python-version", "3.12", "--platform", "win_amd64", *end,
    ]  # fmt: skip
    assert npm_arguments(wheels, HERE, HERE)[-1] == str(wheels)
    assert npm_arguments(wheels, other, HERE)[-2:] == ["--os=win32", "--cpu=x64"]


def make(project: Path, output: Path, *, dev: bool = True, fails: bool = False, force: bool = False) -> Path:
    def pip(arguments: Sequence[str]) -> None:
        wheels = Path(arguments[arguments.index("--dest") + 1])
        wheels.mkdir(exist_ok=True)
        (wheels / f"{Path(arguments[-1]).stem}.whl").write_text("轮子", encoding="utf-8")

    def npm(arguments: Sequence[str], folder: Path) -> str:
        if fails:
            raise OSError(28, "No space left on device")
        if arguments[0] == "config":
            return "https://packages.test/\n"
        assert (folder / "package-lock.json").is_file()
        (Path(arguments[arguments.index("--cache") + 1]) / "_cacache").mkdir(parents=True)
        return ""

    return make_kit(project, output, pip=pip, npm=npm, machine=HERE, here=HERE, dev=dev, force=force)


def test_a_kit_holds_the_packages_says_what_it_is_for_and_opens_again(project: Path, tmp_path: Path) -> None:
    archive = make(project, tmp_path / "dist")
    assert archive.name == "offline-kit-linux-x86_64-py3.11.tar.gz"
    with tarfile.open(archive) as packed_:
        assert sorted(packed_.getnames()) == sorted(
            f"{FOLDER}{name}"
            for name in (
                "", "/wheels", "/wheels/requirements.whl", "/wheels/requirements-quality.whl",
                "/wheels/requirements-node.whl", "/npm", "/npm/_cacache", "/kit.json", "/说明.txt",
            )
        )  # fmt: skip
    kit = open_kit(archive, tmp_path)
    assert (kit.machine, kit.registry, kit.locks) == (HERE, "https://packages.test/", lock_hashes(project))
    guide = (kit.folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "python3 scripts/install.py --offline" in guide
    assert json.loads((kit.folder / "kit.json").read_text(encoding="utf-8"))["python"] == "3.11"


def test_a_kit_for_users_holds_nothing_of_npm_and_fits_whatever_npm_locks(project: Path, tmp_path: Path) -> None:
    archive = make(project, tmp_path / "dist", dev=False)
    with tarfile.open(archive) as packed_:
        assert sorted(packed_.getnames()) == sorted(
            f"{FOLDER}{name}"
            for name in (
                "",
                "/wheels",
                "/wheels/requirements.whl",
                "/wheels/requirements-quality.whl",
                "/kit.json",
                "/说明.txt",
            )
        )
    kit = open_kit(archive, tmp_path)
    assert sorted(kit.locks) == ["requirements-quality.txt", "requirements.txt"]
    (project / "package-lock.json").write_text("新的\n", encoding="utf-8")
    check_fit(kit, HERE, project)
    (project / "requirements.txt").write_text("新的\n", encoding="utf-8")
    with pytest.raises(UnfitError, match="不相配"):
        check_fit(kit, HERE, project)


def test_a_kit_for_users_sends_who_changes_the_player_to_the_other_one(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = open_kit(make(project, tmp_path / "dist", dev=False), tmp_path)
    monkeypatch.setattr(install, "VENV", project / "none")
    with pytest.raises(MissingError, match=r"离线安装包里没有改练习程序用的 Node\.js.*course kit --dev"):
        install.pip_install("requirements-node.txt", kit)
    with pytest.raises(MissingError, match=r"离线安装包里没有改练习程序用的软件包.*course kit --dev"):
        install.install_packages(Path("node"), kit)


@pytest.mark.parametrize(
    ("lock", "told"),
    [
        ("requirements.txt", "没有装上构建站点的软件包.*--offline 压缩包的位置"),
        ("requirements-quality.txt", "没有装上题目质量报告的统计工具.*--quality --offline 压缩包的位置"),
        ("requirements-dev.txt", "没有装上测试工具.*测试请在能上网的电脑上做"),
        ("package-lock.json", "没有装上改练习程序用的软件包.*course kit --dev"),
    ],
)
def test_packages_that_cannot_be_fetched_are_one_line_in_chinese(
    lock: str, told: str, project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "VENV", project)
    fails = [sys.executable, "-c", "import sys; print('No matching distribution'); sys.exit('Could not fetch URL')"]
    with pytest.raises(MissingError, match=told):
        install.fetch(lock, None, fails)
    seen = capfd.readouterr()
    assert "No matching" not in seen.out + seen.err
    assert "Could not fetch URL" not in seen.out + seen.err
    log = (project / "install.log").read_text(encoding="utf-8")
    assert "No matching" in log
    assert "Could not fetch URL" in log


def test_npm_runs_no_scripts_of_packages() -> None:
    assert "--ignore-scripts" in install.npm_arguments(None)
    assert "--ignore-scripts" in npm_arguments(Path("npm"), HERE, HERE)
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text(encoding="utf-8").splitlines()


def test_a_kit_that_could_not_be_made_leaves_the_old_one_and_nothing_else(project: Path, tmp_path: Path) -> None:
    before = make(project, tmp_path / "dist").read_bytes()
    with pytest.raises(OSError, match="No space"):
        make(project, tmp_path / "dist", fails=True, force=True)
    (left,) = (tmp_path / "dist").iterdir()
    assert left.read_bytes() == before


def test_a_kit_is_not_overwritten_without_force(project: Path, tmp_path: Path) -> None:
    archive = make(project, tmp_path / "dist")
    archive.write_bytes(b"theirs")
    with pytest.raises(RefusedError, match="已经有了"):
        make(project, tmp_path / "dist")
    assert archive.read_bytes() == b"theirs"
    make(project, tmp_path / "dist", force=True)
    assert archive.read_bytes() != b"theirs"


@pytest.mark.parametrize("arguments", [["--platform", "dos"], ["--python", "3"]])
def test_a_kit_for_what_does_not_exist_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kit", *arguments]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "windows-x86_64" in line
