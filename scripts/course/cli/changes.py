"""Commands that settle or undo changes: finish, undo, redo."""

from pathlib import Path

import click

from course.cli.chinese import Command
from course.cli.options import agreed, refusing, root_option, yes_option
from course.text.unicode_checks import printable


@click.command("finish", cls=Command)
@root_option
def finish(root: Path) -> int:
    """把被打断的写入接着写完；写入被断电、关窗口打断以后用。"""
    from course import journal

    with refusing("没有写"):
        done = journal.finish(root)
    print(f"已接着写完：{'、'.join(done.paths)}。" if done.paths else "没有被打断的写入。")
    return 0


@click.command("undo", cls=Command)
@yes_option
@root_option
def undo(root: Path, yes: bool) -> int:
    """撤销最近一次导入、审核、停用、补题号、登记核对或升级，改回原来的样子。

    先列出要撤销的，确认以后才写。再运行一次，就撤销更早的一次；撤错了，用 ./course redo。写入被打断以后，先撤销被打断的那次。
    """
    from course import journal
    from course.edit import undo as edit

    with refusing("没有撤销"):
        if journal.interrupted(root):
            return _roll_back(root)
        found = edit.prepare(root)
        if found is None:
            print("没有可以撤销的改动。")
            return 0
        for line in found.lines():
            print(printable(line))
        if not yes and not agreed("撤销这次改动，请输入 是，再按回车；不撤销，直接按回车："):
            raise click.ClickException("没有撤销，什么也没有动。")
        edit.undo(root, found)
    print("已撤销。再运行 ./course undo，撤销更早的一次；要恢复刚才撤销的，运行 ./course redo。")
    return 0


def _roll_back(root: Path) -> int:
    from course import journal

    done = journal.roll_back(root)
    if done.edited:
        print(f"后来又改过、没有动的：{'、'.join(done.edited)}。请看一看里面的内容，再运行 ./course check。")
    print(f"已改回原来的样子：{'、'.join(done.paths)}。" if done.paths else "没有要改回的文件。")
    return 0


@click.command("redo", cls=Command)
@yes_option
@root_option
def redo(root: Path, yes: bool) -> int:
    """恢复刚才用 ./course undo 撤销的一次改动。撤销以后又做了别的改动，就不能恢复了。"""
    from course import journal
    from course.edit import undo as edit

    with refusing("没有恢复"):
        journal.refuse_interrupted(root)
        undone = journal.undone(root)
        if not undone:
            print("没有可以恢复的改动。")
            return 0
        change = undone[0]
        journal.refuse_edited(root, change)
        for line in (f"恢复这次改动：{change.summary}", f"改的文件：{edit.named(change.paths)}"):
            print(printable(line))
        if not yes and not agreed("恢复这次改动，请输入 是，再按回车；不恢复，直接按回车："):
            raise click.ClickException("没有恢复，什么也没有动。")
        journal.redo(root, change.number)
    print("已恢复。")
    return 0


COMMANDS = (finish, undo, redo)
