"""The command `unit`: what the course leaves to the unit as an Excel table, and back."""

from pathlib import Path

import click

from course.cli.chinese import Command
from course.cli.options import PATH, agreed, checked, force_option, output_option, refusing, root_option, yes_option
from course.model.course import Course
from course.text.diagnostics import errors, format_text
from course.text.unicode_checks import printable


@click.command("unit", cls=Command)
@click.argument("action", type=click.Choice(("export", "import")), metavar="export|import")
@click.argument("file", type=PATH, required=False, metavar="[文件]")
@output_option("dist/本单位的规定.xlsx")
@force_option
@yes_option
@root_option
def unit(root: Path, action: str, file: Path | None, output: Path | None, force: bool, yes: bool) -> int:
    """把由本单位规定的术语导出成 Excel 表（export），填好以后导入（import 文件），写进 local/glossary.md。"""
    if action == "export":
        if file:
            raise click.UsageError(f"多写了：{file}。导出到哪里，写在 --output 后面")
        return _export(root, output or root / "dist/本单位的规定.xlsx", force=force)
    if not file:
        raise click.UsageError("没有写要导入的文件")
    return _import(root, file, yes=yes)


def _export(root: Path, target: Path, *, force: bool) -> int:
    from course.edit.local_glossary import place_rows, table_rows
    from course.files import write_output
    from course.formats.excel.local_terms import write_local_terms

    outcome = checked(root, "请先改好上面的错误，再导出。没有写文件。", target)
    rows, places = table_rows(outcome.course), place_rows(outcome.course)
    if not rows and not places:
        raise click.ClickException("这门课没有留给本单位规定的术语和地方，没有可以填的表。没有写文件。")
    with refusing("没有导出"):
        write_output({target: write_local_terms(rows, places)}, force=force)
    empty = sum(not row.own for row in rows)
    print(f"已导出 {len(rows)} 个术语，还没有写的 {empty} 个：{target}。填最后一列，保存、关上以后再导入。")
    return 0


def _import(root: Path, file: Path, *, yes: bool) -> int:
    from course.files import content_of
    from course.journal import write_together
    from course.load.unit import LOCAL_GLOSSARY

    before = content_of(root / LOCAL_GLOSSARY)
    outcome = checked(root, "请先改好上面的错误，再导入。没有写文件。", root / LOCAL_GLOSSARY)
    text = _changed(root, outcome.course, file)
    if text is None:
        print("没有要写入的改动。")
        return 0
    if not (yes or agreed("写入以上改动，请输入 是，再按回车；不写入，直接按回车：")):
        raise click.ClickException(f"没有写入，{LOCAL_GLOSSARY} 没有改动。")
    with refusing("没有导入"):
        title = f"导入 {file.name}：本单位的规定"
        write_together(root, {LOCAL_GLOSSARY: text}, title, before={LOCAL_GLOSSARY: before})
    print(f"已写入 {LOCAL_GLOSSARY}。")
    return 0


def _changed(root: Path, course: Course, file: Path) -> str | None:
    """Print what a table changes, and return the new text of the glossary, None if it changes nothing."""
    from course.check import inspect
    from course.edit.local_glossary import change_glossary
    from course.formats.excel.local_terms import read_local_terms
    from course.load.files import Files
    from course.load.unit import LOCAL_GLOSSARY

    with refusing("没有导入"):
        filled, problems = read_local_terms(file.read_bytes(), file.name)
    files = Files(root)
    text = files.text_if_there(LOCAL_GLOSSARY) or ""
    change = change_glossary(course, text, filled)
    lines = [f"{one.place}：{one.message} [{one.rule}]" for one in (*problems, *change.problems)]
    if not lines and change.lines:
        lines = list(format_text(errors(inspect(root, instead={LOCAL_GLOSSARY: change.text}).diagnostics)))
    if lines:
        print("\n".join(map(printable, lines)))
        raise click.ClickException("请按上面的提示改好表格，再导入一次。没有写文件。")
    if not change.lines:
        return None
    print("\n".join(map(printable, change.lines)))
    return change.text


COMMANDS = (unit,)
