"""The handbook names every command and option of `course`, and none that does not exist; nothing is in English."""

import re
from pathlib import Path

import click
import pytest

from course import cli
from course.cli.run import commands

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "handbook").glob("*.md"))]
PAGES = [*HANDBOOK, ROOT / "CONTRIBUTING.md"]
COMMANDS = commands().commands
# `course` at the beginning of a command: in code, at the start of a line, after `./`.
USE = re.compile(r"(?:`|^|\./)course (?P<name>[a-z][a-z-]*)(?P<rest>[^`\n]*)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def options_of(command: click.Command) -> set[str]:
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts}


def uses(page: Path) -> list[tuple[str, set[str]]]:
    text = page.read_text(encoding="utf-8")
    return [(found["name"], set(OPTION.findall(found["rest"]))) for found in USE.finditer(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_names_a_command_or_option_that_does_not_exist(page: Path) -> None:
    unknown = [
        (name, options - options_of(COMMANDS[name]) - {"--help"} if name in COMMANDS else options)
        for name, options in uses(page)
    ]
    assert [(name, options) for name, options in unknown if options or name not in COMMANDS] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_handbook_names_every_command_with_every_option(name: str) -> None:
    pages = [page.read_text(encoding="utf-8") for page in HANDBOOK if name in {used for used, _ in uses(page)}]
    assert pages, f"no page of the handbook names ./course {name}"
    # An option may stand in a table or a sentence on a page about the command. --root is the same for all.
    assert options_of(COMMANDS[name]) - {"--root"} - set(OPTION.findall("\n".join(pages))) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_a_root_and_has_help_in_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--root" in options_of(COMMANDS[name])
    assert cli.main([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"用法：course {name}")
    assert (
        re.findall(r"Usage|Options|Show this|\b(?:TEXT|PATH|INTEGER|OPTIONS|COMMAND|ARGS|RANGE)\b|\[default", text)
        == []
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_acts_on_the_course_in_whose_folder_it_is_typed(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COURSE_ROOT", str(tmp_path))
    (option,) = [one for one in COMMANDS[name].params if one.name == "root"]
    with click.Context(COMMANDS[name]) as context:
        assert option.consume_value(context, {})[0] == str(tmp_path)


def test_course_alone_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    listed = re.findall(r"^  ([a-z-]+) +\S", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(COMMANDS)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["chek"], "没有“chek”这个命令。可用的：new、check、ids、"),
        (["check", "--frmat", "json"], "没有 --frmat 这个选项，是不是想写 --format"),
        (["check", "--format"], "--format 后面要写上内容"),
        (["check", "--format", "xml"], "--format 只能写其中一个：text、json、github"),
        (["check", "quizzes"], "多写了：quizzes"),
        (["approve"], "缺少 题库"),
        (["publish"], "缺少 目标"),
        (["release"], "缺少 版本号"),
        (["serve", "--port", "x"], "--port 要写 1 到 65535 的整数"),
        (["import", "x.xlsx", "--difficulty", "4"], "--difficulty 要写 1 到 3 的整数"),
        (["export", "doc"], "没有“doc”这种格式。可用的：excel、"),
    ],
)
def test_a_wrong_command_line_is_one_line_in_chinese(
    line: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(line) == 1
    printed = capsys.readouterr()
    (said,) = printed.err.splitlines()
    assert said.startswith(message)
    assert "用法见：course" in said
    assert printed.out == ""
