"""The commands as the README writes them, each run on a copy of the project."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.polling import met
from support.servers import free_port
from support.site_build import QUIET, ROOT, copy_project, run

PATIENCE = 60
# A shell that runs the tests in the background has them ignore some signals, and children inherit that.
SERVE = ("env", "--default-signal=HUP,INT,TERM", sys.executable, "-m", "course.cli", "serve")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
MAINTAIN = [f"handbook/{page.name}" for page in sorted((ROOT / "handbook").glob("*.md"))]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy with this run's tools; the program is this folder's, the course that of the copy."""
    copy = copy_project(tmp_path / "project")
    for name in (".venv", "node_modules"):
        (copy / name).symlink_to(ROOT / name, target_is_directory=True)
    return copy


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """A copy as somebody makes it who takes the whole folder: its environment still names the folder it came from."""
    copy = copy_project(tmp_path / "搬 家")
    (copy / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    venv.create(copy / ".venv", with_pip=False)
    # The packages of this run, without copying hundreds of megabytes.
    own = next((copy / ".venv").glob("lib/python*/site-packages"))
    (own / "packages.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n", encoding="utf-8")
    for stamp in (*(ROOT / ".venv").glob("*.installed"), ROOT / ".venv/project"):
        shutil.copy(stamp, copy / ".venv")
    return copy


def course(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "course.cli", *arguments, "--root", "."], project)


def test_make_alone_lists_every_target_and_none_takes_a_value() -> None:
    listed = {line.split()[0] for line in run(["make"], ROOT).stdout.splitlines()}
    assert listed - {"其余的命令：./course"} == TARGETS
    assert "$(if" not in MAKEFILE


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", *MAINTAIN])
def test_every_make_command_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)[`\n]", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE))
    assert named - TARGETS == set()


def test_a_copied_folder_runs_its_own_program_from_any_folder(moved: Path, tmp_path: Path) -> None:
    command = moved / "scripts/course/cli/authoring.py"
    text = command.read_text(encoding="utf-8")
    assert "处错误。改好后" in text
    command.write_text(text.replace("处错误。改好后", "处毛病。改好后"), encoding="utf-8")
    bank = moved / "quizzes/people.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("type: single", "type: sngle", 1), encoding="utf-8")
    done = run([str(moved / "course"), "check"], tmp_path)
    assert done.returncode == 1
    assert done.stderr == "共 1 处毛病。改好后再运行一次 ./course check。\n"
    assert "[unknown-type]" in done.stdout
    again = run([str(moved / "course"), "check"], tmp_path)
    assert "安装" in done.stdout
    assert "安装" not in again.stdout


def test_check_prints_the_totals(project: Path) -> None:
    done = course(project, "check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()][:4] == ["学习页", "要求", "要点", "没有题目的要点"]


@pytest.mark.slow
def test_quality_passes_and_writes_its_report_once(project: Path) -> None:
    done = course(project, "quality", "--output", "dist/quality.html")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "没有待改的提示" in done.stdout.splitlines()[-1]
    report = project / "dist/quality.html"
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    report.write_text("别人的报告", encoding="utf-8")
    again = course(project, "quality", "--output", "dist/quality.html")
    assert again.returncode != 0
    assert "已经有了" in again.stderr
    assert course(project, "quality", "--output", "dist/quality.html", "--force").returncode == 0


def test_a_question_added_as_the_readme_says_is_on_its_page(project: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example
    question = re.sub(r"^   ", "", example[1], flags=re.MULTILINE)
    # The readme names a point of the course that ships.
    question = re.sub(r"points: \[.*\]", "points: [r2-7-a]", question)
    bank = project / "quizzes/people.yml"
    bank.write_text(bank.read_text(encoding="utf-8").rstrip() + "\n" + question, encoding="utf-8")
    unready = course(project, "check")
    assert unready.returncode != 0
    assert "[missing-id]" in unready.stdout
    given = course(project, "ids")
    name = re.search(r"新题号：(\S+)", given.stdout)
    assert name, given.stdout + given.stderr
    assert course(project, "check").returncode == 0
    built = course(project, "build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert f'id="{name[1]}"' in (project / "site/quizzes/people.html").read_text(encoding="utf-8")


def test_a_page_is_searched_unless_it_says_that_it_is_not_to_be(project: Path) -> None:
    glossary, more = project / "docs/glossary.md", project / "docs/more.md"
    glossary.write_text(
        f"---\nsearch: {{exclude: false}}\n---\n\n{glossary.read_text(encoding='utf-8')}", encoding="utf-8"
    )
    more.write_text("---\ntitle: 补充\nsearch: {exclude: true}\n---\n\n# 补充\n", encoding="utf-8")
    done = course(project, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    index = (project / "site/search/course.js").read_text(encoding="utf-8")
    assert '["glossary.html"' in index
    assert '["practice/settings.html"' in index
    assert '["more.html"' not in index


def test_a_second_installation_installs_nothing() -> None:
    done = run([sys.executable, "scripts/install.py", "--test"], ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_broken_course_stops_the_build_and_leaves_the_old_site_whole(project: Path) -> None:
    assert course(project, "build").returncode == 0
    before = snapshot(project / "site"), snapshot(project / "build")
    bank = project / "quizzes/people.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("type: single", "type: sngle", 1), encoding="utf-8")
    broken = course(project, "build")
    assert broken.returncode != 0
    assert "[unknown-type]" in broken.stdout + broken.stderr
    assert "Traceback" not in broken.stdout + broken.stderr
    assert (snapshot(project / "site"), snapshot(project / "build")) == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_serving_prints_the_address_follows_edits_and_survives_errors(project: Path) -> None:
    bank = project / "quizzes/people.yml"
    good = bank.read_text(encoding="utf-8")
    with served(project) as (address, log):
        wait(lambda: "谁来管档案" in read(f"{address}/quizzes/index.html"))
        bank.write_text(good.replace("title: 谁来管档案", "title: 新的名称"), encoding="utf-8")
        wait(lambda: "新的名称" in read(f"{address}/quizzes/index.html"))
        bank.write_text(good.replace("type: single", "type: sngle", 1), encoding="utf-8")
        wait(lambda: "[unknown-type]" in log.read_text(encoding="utf-8"))
        assert "新的名称" in read(f"{address}/quizzes/index.html")
        bank.write_text(good.replace("title: 谁来管档案", "title: 又一个名称"), encoding="utf-8")
        wait(lambda: "又一个名称" in read(f"{address}/quizzes/index.html"))
        text = log.read_text(encoding="utf-8")
        assert address in text.splitlines()[0]
        assert "Traceback" not in text
        assert "MkDocs 2" not in text
        settle(log)
        # Once at the start and once for each of three edits: what a build writes is not an edit.
        assert log.read_text(encoding="utf-8").count("Building documentation") == 4


def settle(log: Path) -> None:
    """Writing generated pages must not make the server build for ever."""

    def count(word: str) -> int:
        return log.read_text(encoding="utf-8").count(word)

    wait(lambda: count("Documentation built") >= count("Building documentation") - 1)
    before = count("Building")
    # A build that nothing calls for leaves no sign that it will not come.
    time.sleep(3)
    assert count("Building") == before


def test_a_taken_port_moves_on_to_the_next_free_one_and_ending_frees_it(project: Path) -> None:
    port = free_port()
    command = [*SERVE, "--port", str(port), "--root", "."]
    with taken(port):
        for ending in ENDINGS:
            with subprocess.Popen(command, cwd=project, env=QUIET, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout
                said = process.stdout.readline()
                free = int(said.rpartition(" ")[2].strip("。\n"))
                assert said == f"端口 {port} 已被占用，改用 {free}。\n"
                assert process.stdout.readline() == f"站点地址：http://127.0.0.1:{free}\n"
                wait(lambda free=free: listens(free))  # type: ignore[misc]
                engine = children(process.pid)
                process.send_signal(ending)
            wait(lambda free=free: not listens(free))  # type: ignore[misc]
            wait(lambda engine=engine: not any(Path(f"/proc/{pid}").exists() for pid in engine))  # type: ignore[misc]


def test_a_port_that_is_taken_during_the_first_build_is_given_up_for_another(project: Path) -> None:
    port = free_port()
    command = [*SERVE, "--port", str(port), "--root", "."]
    with subprocess.Popen(command, cwd=project, env=QUIET, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == f"站点地址：http://127.0.0.1:{port}\n"
        with taken(port):
            said = process.stdout.readline()
            free = int(said.rpartition(" ")[2].strip("。\n"))
            assert said == f"端口 {port} 已被占用，改用 {free}。\n"
            wait(lambda: listens(free))
        process.send_signal(signal.SIGINT)


@contextmanager
def taken(port: int) -> Iterator[None]:
    """Another program listens on a port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        yield


ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()


@contextmanager
def served(project: Path) -> Iterator[tuple[str, Path]]:
    port = free_port()
    log = project / "serve.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*SERVE, "--port", str(port), "--root", "."],
            cwd=project,
            env=QUIET,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{port}", log
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Press Ctrl+C, and once more if a build was under way that did not hear it."""
    for _ in range(3):
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(timeout=PATIENCE / 3)
        except subprocess.TimeoutExpired:
            continue
        return
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    raise AssertionError("Ctrl+C does not end the server")


def read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own server
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        # While it builds, the server lets requests wait, so they are sent again.
        return ""


def wait(condition: Callable[[], bool]) -> None:
    assert met(condition, PATIENCE), "nothing happened in time"
