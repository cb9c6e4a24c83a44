"""After an edit a served site is, byte for byte, what a build from nothing would make of it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.site.prune import prune
from support.site_build import QUIET, copy_project

# What MkDocs does for `serve`, without the server: built once more for each line of input.
SERVED = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

for number, _ in enumerate(sys.stdin):
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    if number == 0:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    print("built", flush=True)
"""
# Builds from nothing for each line of input, in a process that has only imported the program.
FRESH = """
import os
import sys

from course import cli
from course.cli import site
from course.site import mkdocs_plugin

while os.read(sys.stdin.fileno(), 1):
    child = os.fork()
    if not child:
        status = cli.main(["build", "--root", "."])
        sys.stdout.flush()
        os._exit(status)
    if os.waitpid(child, 0)[1]:
        sys.exit(1)
    print("built", flush=True)
"""
EDITS: dict[str, tuple[str, str, str]] = {
    "an explanation": ("quizzes/people.yml", r"explanation: ", "explanation: 改过。"),
    "a stem of a self-check": ("quizzes/people.yml", r"stem: ", "stem: 请考虑好，"),
    "a study page": ("docs/study/people.md", r"\n\n## 常见差错", "\n\n补上一段话。\n\n## 常见差错"),
    "a meaning in the glossary": ("docs/glossary.md", r"\n\n- 出处", "补充一句。\n\n- 出处"),
    "a title that the navigation shows": ("docs/study/people.md", r"title: .*", "title: 谁管档案"),
    "a template": ("theme/overrides/main.html", r"{% block extrahead %}", '{% block extrahead %}<meta name="robots" content="noindex">'),
    "the name of the unit": ("local/unit.yml", r"name: .*", "name: 第二资料室"),
    "the id of the course": ("course.yml", r"id: .*", "id: biede-kecheng"),
    "a copy for trying things out": ("local/unit.yml", r"name: ", "copy: 试用\nname: "),
    "a link to a heading": ("docs/study/filing.md", r"\n\n## 常见差错", "\n\n见[经办人](people.md#r2-7)。\n\n## 常见差错"),
    "a page of the handbook": ("handbook/index.md", r"\n## ", "\n补上一段话。\n\n## "),
    "a style sheet": ("theme/styles/01-tokens.css", r":root", ":root /* 改过 */"),
}  # fmt: skip


def test_every_edit_shows_as_a_build_from_nothing_would_show_it(tmp_path: Path) -> None:
    project, served = copy_project(tmp_path / "project"), tmp_path / "served"
    (project / "local").mkdir(exist_ok=True)
    (project / "local/unit.yml").write_text("name: 资料室\n", encoding="utf-8")
    with running(project, SERVED, str(served)) as process, running(project, FRESH) as fresh:
        build(process)
        build(fresh)
        assert differences(project, served) == []
        for name, (path, old, new) in EDITS.items():
            file = project / path
            text = file.read_text(encoding="utf-8")
            edited = re.sub(old, lambda _, new=new: new, text, count=1)  # type: ignore[misc]
            assert edited != text, name
            file.write_text(edited, encoding="utf-8")
            build(process)
            build(fresh)
            assert differences(project, served) == [], name


def test_what_no_page_may_have_is_said_above_the_page_instead_of_shown(tmp_path: Path) -> None:
    project, served = copy_project(tmp_path / "project"), tmp_path / "served"
    loader = project / "scripts/course/load/pages.py"
    # As if the check of what people write had overlooked it.
    loader.write_text(
        f"{loader.read_text(encoding='utf-8')}\n\ndef _refused(tree):\n    return iter(())\n", encoding="utf-8"
    )
    page = project / "docs/study/people.md"
    sound = page.read_text(encoding="utf-8")
    with running(project, SERVED, str(served)) as process:
        build(process)
        before = (served / "study/people.html").read_text(encoding="utf-8")
        page.write_text(f'{sound}\n\n<b onclick="alert(1)">字</b>\n', encoding="utf-8")
        build(process)
        shown = (served / "study/people.html").read_text(encoding="utf-8")
        others = (served / "study/filing.html").read_text(encoding="utf-8")
        page.write_text(sound, encoding="utf-8")
        build(process)
        after = (served / "study/people.html").read_text(encoding="utf-8")
    assert "study/people.md：&lt;b onclick=&#34;alert(1)&#34;&gt;。页面里不能有它" in shown
    assert "<b onclick" not in shown
    assert "onclick" not in others
    assert after == before


@contextmanager
def running(project: Path, program: str, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Start what builds the project for each line of its input, and let it end well after the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], cwd=project, env=own_program(project), text=True,
        stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        yield process
        assert process.stdin
        process.stdin.close()
        assert process.wait() == 0


def own_program(project: Path) -> dict[str, str]:
    """Return an environment in which a copy of the project runs its own program, theme and handbook."""
    return {**QUIET, "PYTHONPATH": str(project / "scripts")}


def build(process: "subprocess.Popen[str]") -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.write("\n")
    process.stdin.flush()
    said: list[str] = []
    for line in process.stdout:
        if line == "built\n":
            return
        said.append(line)
    raise AssertionError("".join(said))


def differences(project: Path, served: Path) -> list[str]:
    fresh = project / "site"
    # Nobody waits for what a server leaves in.
    prune(served)
    names = {file.relative_to(folder) for folder in (fresh, served) for file in folder.rglob("*") if file.is_file()}
    # It tells when it was packed.
    names -= {Path("sitemap.xml.gz")}
    return sorted(str(name) for name in names if read(fresh / name) != read(served / name))


def read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
