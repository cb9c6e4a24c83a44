"""Options that several commands share, and the two ways in which a command fails."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import click

from course.check import Outcome, inspect, inspect_whole
from course.environment import PROGRAM, today
from course.errors import CourseError, refusal
from course.files import Written
from course.links import refuse_links_above
from course.model.course import Course
from course.text.diagnostics import errors, format_text

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
PATH = click.Path(path_type=Path)


def path_option(name: str, text: str, metavar: str = "文件") -> Decorator:
    """Return an option that takes a path."""
    return click.option(name, type=PATH, metavar=metavar, help=text)


def text_option(name: str, metavar: str, text: str) -> Decorator:
    """Return an option that takes any text; empty means left out."""
    return click.option(name, default="", metavar=metavar, help=text)


def choice_option(name: str, choices: tuple[str, ...], text: str) -> Decorator:
    """Return an option that takes one of a few words; the first is the default."""
    return click.option(
        name, type=click.Choice(choices), default=choices[0], metavar=f"[{'|'.join(choices)}]", help=text
    )


root_option = click.option(
    "--root",
    type=PATH,
    default=PROGRAM,
    envvar="COURSE_ROOT",
    metavar="文件夹",
    help="项目文件夹，默认是运行的 course 所在的",
)
force_option = click.option("--force", is_flag=True, help="已有的文件内容不一样，也覆盖")
drafts_option = click.option("--drafts", is_flag=True, help="草稿也放进去；不写就不放，和发布一样")
yes_option = click.option("--yes", is_flag=True, help="不再询问，直接写入")
course_option = click.option(
    "--course", is_flag=True, help="写进课程自己的文件，给编写课程的人用；不写就只在本单位有效，写在 local 里"
)
bank_option = text_option("--bank", "题库", "只用一个题库，写它的文件名；不写就是全部")
pdf_option = click.option("--pdf", is_flag=True, help="再生成一份 PDF，要装有 LibreOffice")
format_option = choice_option("--format", ("text", "json", "github"), "打印的格式：文字、JSON 或 GitHub 批注")


def output_option(default: str, metavar: str = "文件") -> Decorator:
    """Return the option that says where to write."""
    return path_option("--output", f"写到哪里，默认 {default}", metavar)


def answered(question: str) -> str:
    """Return the line that the user enters; empty at the end of the input."""
    print(question, end="", flush=True)
    return sys.stdin.readline().strip()


def agreed(question: str) -> bool:
    """Return whether the user agrees to what was shown."""
    return answered(question) in {"是", "y", "Y", "yes"}


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Turn errors that users can correct into one line that begins with what was not done."""
    try:
        yield
    except CourseError as reason:
        raise click.ClickException(f"{what}：{reason}") from reason
    except OSError as reason:
        raise click.ClickException(f"{what}：{refusal(reason)}") from reason


@contextmanager
def assembled(root: Path) -> Iterator[Written]:
    """Assemble the course below `root` for the block; print what is found, and refuse if there are errors.

    Within the block no other program assembles it.
    """
    from course.site.assemble import assembling
    from course.site.unchanged import assemble_changed

    with assembling(root):
        done = assemble_changed(root, today())
        for line in done.lines:
            print(line)
        if done.failed:
            raise click.ClickException("课程有错误，没有生成任何文件，原有页面保持不变。")
        yield done.written


def checked(root: Path, failure: str, output: Path | None = None, *, whole: bool = False) -> Outcome:
    """Return the course below `root` without errors; print its errors and refuse otherwise.

    `output` is where the command will write: it must not lie behind a link in the project. With
    `whole`, it has the questions that the unit has withdrawn.
    """
    with refusing("没有写文件"):
        refuse_links_above(root, *filter(None, [output]))
    outcome = inspect_whole(root) if whole else inspect(root)
    without_errors(outcome, failure)
    return outcome


def without_errors(outcome: Outcome, failure: str) -> Course:
    """Return the course of an outcome; print its errors and refuse with `failure` if it has any."""
    if outcome.failed:
        for line in format_text(errors(outcome.diagnostics)):
            print(line)
        raise click.ClickException(failure)
    return outcome.course
