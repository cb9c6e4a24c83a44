"""An import from beginning to end: read, recheck, show, ask, write."""

from pathlib import Path

from course.errors import ChangedMeanwhileError, refusal
from course.formats.importers import read_file
from course.importing.ask import Dialogue, asked_once
from course.importing.options import ImportOptions
from course.importing.plan import ImportPlan, plan_import
from course.importing.preview import grouped_problems, preview, title
from course.journal import write_together
from course.text.diagnostics import format_text
from course.text.unicode_checks import printable

MOST_SHOWN = 1_000
"""Reasons that are shown at once; a file made to annoy could have millions."""


def run_import(root: Path, file: Path, options: ImportOptions, dialogue: Dialogue) -> str | None:
    """Import a file into the banks of the project below `root`.

    Returns why nothing was written (Chinese), None if all is well.
    """
    imported = read_file(file)
    options = asked_once(root, imported, options, dialogue)
    show = dialogue.show
    plan = plan_import(root, imported, options, show)
    # Lines quote what stands in the file, and a terminal obeys some invisible characters.
    stopping = [*format_text(plan.obstacles), *grouped_problems(plan.problems)]
    for line in stopping[:MOST_SHOWN]:
        show(printable(line))
    if plan.refused:
        where = "课程现在就有上面的错误，请先改好" if plan.obstacles else "请按上面的提示改好文件"
        count = len(plan.obstacles) + len(plan.problems)
        shown = f"，这里列出前 {MOST_SHOWN} 行" if len(stopping) > MOST_SHOWN else ""
        return f"共 {count} 处{shown}。{where}，再导入一次。题库没有改动。"
    for line in preview(plan, imported):
        show(printable(line))
    if not plan.files:
        show("没有要写入的改动。")
        return None
    if not dialogue.confirm():
        return "没有写入，题库没有改动。"
    try:
        changed = apply(root, plan, title(plan, file.name))
    except OSError as reason:
        return f"写不进去：{refusal(reason)}。题库没有改动。"
    if changed:
        return f"在您确认的时候，{'、'.join(changed)} 被别的程序改过。题库没有改动，请再导入一次。"
    show(f"已写入：{'、'.join(plan.files)}")
    for name in plan.assigned:
        show(f"新题号：{name}")
    show("现在可以打开站点看看效果（./course serve）。")
    return None


def apply(root: Path, plan: ImportPlan, title: str) -> tuple[str, ...]:
    """Write all files of a plan as a change with a title (Chinese), or none; return those that changed meanwhile, then none is written.

    Raises OSError where a file cannot be written.
    """
    try:
        write_together(root, plan.files, title, plan.assigned, plan.before)
    except ChangedMeanwhileError as error:
        return error.paths
    return ()
