"""The files by which commands that are typed in the folder of a new course act on that course, and those to click on."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

from course.environment import PROGRAM

_SHELL = """\
#!/bin/sh
# 由 ./course new 写入：用下面这个文件夹里的程序，做这个文件夹里的课程。程序换了地方，改 program= 一行。
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P) || exit
program={program}
if [ ! -f "$program/course" ]; then
    echo "找不到程序：$program。请把 $here/course 里 program= 后面改成程序的文件夹" >&2
    exit 1
fi
COURSE_ROOT=$here exec sh "$program/course" "$@"
"""
_WINDOWS = """\
@echo off
rem Written by "course new": run the program in the folder below on the course in this folder.
rem If the program has moved, change the line with program.
setlocal
{code_page}set "program={program}"
set "COURSE_ROOT=%~dp0."
call "%program%\\course.cmd" %*
"""

DESK = ("维护台.cmd", "维护台.desktop")
"""Files beside the program that open the desk of the folder in which they lie."""

COMMANDS = ("course", "维护台.desktop")
"""Files of those that systems start by themselves."""


def launchers(folder: Path, program: Path) -> Mapping[str, str]:
    """Return the files for a course that will lie in `folder`, by their names; `program` is named by the way to it from there.

    The command takes its project folder from the variable COURSE_ROOT where `--root` is not written.
    """
    way = _way(folder, program)
    shell = shlex.quote(way.replace(os.sep, "/"))
    windows = str(PureWindowsPath(way)).replace("%", "%%")
    is_relative = not Path(way).is_absolute()
    # A command file is read in the code page of the console, which need not have the characters of the path.
    code_page = "" if windows.isascii() else "chcp 65001 >nul\n"
    return {
        "course": _SHELL.format(program=f'"$here"/{shell}' if is_relative else shell),
        "course.cmd": _WINDOWS.format(program=f"%~dp0{windows}" if is_relative else windows, code_page=code_page).replace("\n", "\r\n"),
        **{name: (PROGRAM / name).read_bytes().decode() for name in DESK},
    }  # fmt: skip


def _way(folder: Path, program: Path) -> str:
    """Return the way from a folder to the program: relative, or on Windows the whole path to another drive."""
    try:
        return os.path.relpath(program, folder.resolve())
    except ValueError:
        return str(program)
