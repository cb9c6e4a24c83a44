"""Run one command line: every error that a user can cause becomes one line in Chinese."""

import errno
import sys

import click

from course.cli import authoring, changes, desk, formats, judging, shipping, site, unit
from course.cli.chinese import ChineseGroup, explain
from course.environment import program_version
from course.errors import CourseError, refusal

_ABOUT = "把一门课的学习页和题库检查好，生成站点、试卷和发布包。"


def commands() -> ChineseGroup:
    """Return the `course` command with all its subcommands."""
    group = ChineseGroup("course", help=_ABOUT)
    click.version_option(program_version(), message="%(version)s", help="显示程序的版本")(group)
    for module in (authoring, changes, judging, site, formats, unit, shipping, desk):
        for command in module.COMMANDS:
            group.add_command(command)
    return group


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its status."""
    group = commands()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status = group.main(given or ["--help"], prog_name="course", standalone_mode=False)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "course"
        print(f"{explain(error)}。用法见：{path} --help", file=sys.stderr)
    except click.ClickException as error:
        print(error.message, file=sys.stderr)
    except CourseError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(refusal(error), file=sys.stderr)
    except SystemExit:
        # Click ends the process where the reader of its output went away.
        print(refusal(OSError(errno.EPIPE, "")), file=sys.stderr)
    except click.Abort:
        print("已中断。", file=sys.stderr)
    else:
        return int(status or 0)
    return 1
