"""A new user follows the chapter on new courses: every command as it is written there, in the folder of the course."""

import re
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path

from course.check import inspect
from support.handbook import blocks
from support.sample_course import CASES
from support.site_build import QUIET, ROOT

QUESTION = """\
  - type: truefalse
    points: [{points}]
    difficulty: 3
    stem: （示例）第 {number} 件事可以等年底再办。
    answer: false
    explanation: 原文要求当时就办。
"""


def chapter(title: str) -> str:
    """Return a section of the chapter."""
    text = (ROOT / "handbook/new.md").read_text(encoding="utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


def run(line: str, folder: Path) -> str:
    """Run a command line as it is typed; it must not fail."""
    done = subprocess.run(shlex.split(line), cwd=folder, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (line, done.stdout, done.stderr)
    return done.stdout


def finish(folder: Path, name: str) -> None:
    """Write an application for each requirement of a page into its empty bank."""
    bank = folder / f"quizzes/{name}.yml"
    if not bank.read_text(encoding="utf-8").endswith("questions:\n"):
        return
    (study,) = [one for one in inspect(folder).course.study if one.name == name]
    with bank.open("a", encoding="utf-8") as file:
        for number, requirement in enumerate(study.requirements, 1):
            file.write(QUESTION.format(points=", ".join(point.id for point in requirement.points), number=number))


def test_the_first_page_of_a_new_course_is_released_by_the_commands_of_the_handbook(tmp_path: Path) -> None:
    program, folder = tmp_path / "main", tmp_path / "huiyi"
    program.symlink_to(ROOT, target_is_directory=True)
    shutil.copyfile(CASES / "new/speech.txt", tmp_path / "意见.txt")
    (create,) = [line for block in blocks("new", language="text") for line in block.splitlines() if " new " in line]
    run(create.replace("../huiyi", str(folder)).replace("意见.docx", f"{tmp_path / '意见.txt'} --yes"), program)
    commands = re.findall(r"`(\./course [^`]+)`", chapter("四、写成一门课"))
    assert [line.split()[1] for line in commands] == ["coverage", "confirm", "ids", "check", "release", "ids"]
    for line in commands:
        if line == "./course ids":
            finish(folder, "part-2")
        run(line, folder)
    with zipfile.ZipFile(folder / "dist/huiyi-yijian-1.0.0.zip") as packed:
        pages = {name for name in packed.namelist() if re.fullmatch(r"site/study/part-[0-9]\.html", name)}
    assert pages == {"site/study/part-2.html"}
