"""Commands for who writes the course: new, check, ids, withdraw, points, confirm, approve, coverage, quality, upgrade."""

import json
import os
import sys
import time
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.check import inspect
from course.cli.chinese import Command
from course.cli.options import (
    PATH,
    agreed,
    checked,
    choice_option,
    course_option,
    force_option,
    format_option,
    output_option,
    path_option,
    refusing,
    root_option,
    text_option,
    yes_option,
)
from course.environment import PROGRAM, today
from course.model.review import STATUS_LABELS
from course.text.diagnostics import errors, format_github, format_json, format_text
from course.text.unicode_checks import printable

if TYPE_CHECKING:
    from course.coverage.gaps import Survey
    from course.edit.approve import Approved
    from course.edit.review import Review
    from course.exams.overlap import Repeats
    from course.model.course import Course


@click.command("new", cls=Command)
@click.argument("folder", type=PATH, metavar="新文件夹")
@click.option(
    "--from", "source", type=PATH, required=True, metavar="文件", help="意见、办法等的文件：.docx、.txt 或 .md"
)
@click.option("--id", "name", required=True, metavar="编号", help="课程的编号，小写字母、数字和短横线，定下以后不再改")
@text_option("--title", "名称", "课程的名称，不写就用文件的标题")
@yes_option
@root_option
def new(root: Path, folder: Path, source: Path, name: str, title: str, yes: bool) -> int:  # noqa: ARG001 -- every command takes --root
    """从一份意见、条例或办法做一门新课，放在一个新文件夹里。先列出认出的提纲，确认以后才写入。"""
    from course.authoring.new import (
        course_files,
        outline_lines,
        pages_of,
        read_outline,
        refuse_folder,
        title_of,
        write_course,
    )
    from course.authoring.plain import plain

    with refusing("没有建课程"):
        refuse_folder(folder, name)
        paragraphs, found = read_outline(source)
        chosen = plain(title) or title_of(found, source)
        print("\n".join([f"课程名称：{chosen}", "认出的提纲：", *outline_lines(found)]))
        print(
            f"共 {len(found.parts)} 个部分、{sum(1 for _ in found.places())} 处，写成 {len(pages_of(found))} 个学习页。不对的，在文件里改好标题的编号，再运行一次。"
        )
        if not yes and not agreed("照这个提纲写入，请输入 是，再按回车；不写入，直接按回车："):
            raise click.ClickException("没有写入。")
        done = write_course(folder, course_files(name, chosen, paragraphs, found))
    for line in format_text(done.obstacles):
        print(line)
    if done.obstacles:
        raise click.ClickException(f"文件已写入 {folder}，但有上面的错误。改好以后，在那里运行：./course ids")
    print(
        f"课程已写入 {folder}。接下来：打开 {folder} 文件夹，在那里运行 ./course serve，边看边改，写法见手册“从一份文件做一门课”。\n"
        "course.yml 里还可以写 about（这门课是什么，一句话）、roles（要求是对谁提的）等；本单位的名称、联系人写在 local/unit.yml 里。"
    )
    return 0


@click.command("check", cls=Command)
@format_option
@root_option
def check(root: Path, format: str) -> int:
    """检查学习页和题库，列出全部问题；没有问题时列出课程概况。"""
    from course.coverage.text import summary

    started = time.perf_counter()
    outcome = inspect(root, day=today())
    formats = {"text": format_text, "json": format_json, "github": format_github}
    for line in formats[format](outcome.diagnostics):
        print(line)
    if format == "text" and outcome.failed:
        print(f"共 {len(errors(outcome.diagnostics))} 处错误。改好后再运行一次 ./course check。", file=sys.stderr)
    elif format == "text":
        print(summary(outcome.course, time.perf_counter() - started))
        if outcome.diagnostics:
            print(f"共 {len(outcome.diagnostics)} 处提醒。不妨碍生成，有空时请改好。", file=sys.stderr)
    return int(outcome.failed)


@click.command("ids", cls=Command)
@root_option
def ids(root: Path) -> int:
    """给没有题号的题目补上题号，并登记写完的学习页和题目的编号。"""
    from course.edit.assign_ids import identify

    done = identify(root)
    for line in format_text(done.obstacles):
        print(line)
    if done.obstacles:
        raise click.ClickException("请先改好上面的错误，再运行 ./course ids。题库没有改动。")
    for name in done.assigned:
        print(f"新题号：{name}")
    print(f"编号已登记在 {'、'.join(done.recorded)}。" if done.recorded else "写完的编号都已登记，没有变化。")
    return 0


@click.command("withdraw", cls=Command)
@click.argument("names", nargs=-1, required=True, metavar="题号...")
@course_option
@root_option
def withdraw(root: Path, names: tuple[str, ...], course: bool) -> int:
    """停用几道题。课程的题只在本单位停用，题库不动；本单位自己的题从题库里删去，题号以后不再用。"""
    from course.edit.withdraw import withdraw as take_out

    with refusing("没有停用"):
        done = take_out(root, names, from_course=course)
    for line in format_text(done.obstacles):
        print(line)
    if done.unknown:
        raise click.ClickException(
            f"没有这些题号：{'、'.join(done.unknown)}。请照题库改正，已经停用的不用再写。没有停用任何题。"
        )
    if done.local:
        raise click.ClickException(f"这些是本单位自己的题：{'、'.join(done.local)}。请去掉 --course。没有停用任何题。")
    if done.obstacles:
        raise click.ClickException("停用以后会有上面的错误，没有停用任何题。请先补题，或改好上面的错误。")
    print(f"已停用 {len(set(names))} 道题，改了这些文件：{'、'.join(done.changed)}")
    return 0


@click.command("points", cls=Command)
@click.argument("words", nargs=-1, metavar="[词]...")
@choice_option("--format", ("text", "json"), "打印的格式：文字或 JSON")
@root_option
def points(root: Path, words: tuple[str, ...], format: str) -> int:
    """列出要点的编号、名称和所在的页；写了编号、名称或几个词，就只列出这些要点，或者有这些词的。"""
    from course.load.course import load_course
    from course.model.point_names import search_points, unknown_point

    course, _ = load_course(root)
    chosen = frozenset(point.id for point in search_points(course, words))
    found = [
        {"id": point.id, "label": point.label, "requirement": requirement.title, "page": study.page.path}
        for study in course.study
        for requirement in study.requirements
        for point in requirement.points
        if point.id in chosen
    ]
    if format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(f"{one['id']}  {one['label']}（{one['requirement']}，{one['page']}）")
        if not found:
            raise click.ClickException(unknown_point(course, " ".join(words)))
    return 0


@click.command("confirm", cls=Command)
@click.argument("names", nargs=-1, metavar="[要点]...")
@click.option("--all", "everything", is_flag=True, help="写明出处的全部要点")
@root_option
def confirm(root: Path, names: tuple[str, ...], everything: bool) -> int:
    """登记要点已经和原文核对过，记在 trace.yml 里。要点写编号、所属要求的编号或名称。"""
    from course.edit.confirm import confirm as record

    if bool(names) == everything:
        raise click.UsageError("要么写要点，要么写 --all")
    with refusing("没有登记"):
        done = record(root, names)
    for line in format_text(done.obstacles):
        print(line)
    if done.obstacles:
        raise click.ClickException("请先改好上面的错误，再登记。trace.yml 没有改动。")
    print(
        f"已登记 {len(done.fresh) + len(done.renewed)} 个要点：第一次核对的 {len(done.fresh)} 个，"
        f"原句变了、重新核对的 {len(done.renewed)} 个；没有变化的 {len(done.same)} 个。"
    )
    if done.bare:
        print(f"没有写 data-source、没有登记的：{'、'.join(point.id for point in done.bare)}")
    if done.dropped:
        print(f"课程里已经没有、从 trace.yml 删去的：{'、'.join(done.dropped)}")
    return 0


@click.command("approve", cls=Command)
@click.argument("bank", metavar="题库")
@text_option("--by", "姓名", "审核人的姓名")
@click.option(
    "--status",
    type=click.Choice(tuple(STATUS_LABELS)),
    default="approved",
    metavar=f"[{'|'.join(STATUS_LABELS)}]",
    help="默认 approved（已批准）",
)
@text_option("--questions", "题号", "只登记这几道题，几个题号用空格或逗号隔开")
@course_option
@root_option
def approve(root: Path, bank: str, by: str, status: str, questions: str, course: bool) -> int:
    """登记题库或其中几道题的审核情况，写在 local/reviews.yml 里。"""
    from course.edit.approve import approve as record
    from course.edit.review import Review
    from course.importing.options import names_in

    review = Review(status, by, today().isoformat())  # type: ignore[arg-type]  # click allows nothing else
    done = record(root, bank, review, names_in(questions), in_course=course)
    for line in format_text(done.obstacles):
        print(line)
    if done.bank is None:
        raise click.ClickException(done.refusal or "请先改好上面的错误，再登记。题库没有改动。")
    _report(done, review)
    return 0


def _report(done: "Approved", review: "Review") -> None:
    by = f"，{review.reviewer}，{review.day}" if review.status != "draft" else ""
    print(f"{done.path}：{len(done.covered)} 道题记为“{STATUS_LABELS[review.status]}”{by}")
    if done.changed:
        print(f"其中上次审核以后改过或新加的：{'、'.join(done.changed)}")
    if done.kept:
        print(f'自己写着审核状态、没有动的：{"、".join(done.kept)}。要登记它们，请写 --questions "题号 题号"')


@click.command("coverage", cls=Command)
@output_option("dist/coverage.xlsx")
@click.option("--strict", is_flag=True, help="有缺口就算失败")
@force_option
@choice_option("--format", ("text", "json"), "打印的格式：文字或 JSON")
@root_option
def coverage(root: Path, output: Path | None, strict: bool, force: bool, format: str) -> int:
    """列出没有要点的原句和提纲、没有题目的要点等缺口，并存成 Excel 表格。"""
    from course.coverage.gaps import survey, without_text
    from course.coverage.text import exam_lines, gap_lines
    from course.coverage.workbook import coverage_workbook
    from course.files import write_output

    path = output or root / "dist/coverage.xlsx"
    outcome = checked(root, "课程有错误，请先改好。没有生成表格。", path)
    found = survey(outcome.course)
    shown = found if outcome.course.source.publish else without_text(found)
    drawn = _measured(outcome.course, found)
    as_json = [json.dumps([asdict(gap) for gap in found.gaps], ensure_ascii=False, indent=2)]
    print("\n".join(as_json if format == "json" else [*exam_lines(found, drawn), *gap_lines(found)]))
    with refusing("表格没有写"):
        write_output({path: coverage_workbook(shown, drawn)}, force=force)
    print(f"表格：{path}", file=sys.stderr if format == "json" else sys.stdout)
    return int(strict and bool(found.gaps))


def _measured(course: "Course", found: "Survey") -> dict[str, "Repeats"]:
    """Draw papers of every blueprint; that takes the longest, so it says how far it is."""
    from course.exams.overlap import repeats

    result = {}
    for number, fill in enumerate(found.exams, start=1):
        if sys.stderr.isatty():
            print(f"\r抽卷量重复：{number}/{len(found.exams)} …", end="", file=sys.stderr, flush=True)
        result[fill.title] = repeats(course, fill)
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return result


@click.command("quality", cls=Command)
@click.argument("records", nargs=-1, type=PATH, metavar="[学员的记录]...")
@format_option
@path_option("--output", "另存一份网页报告，如 dist/quality.html")
@force_option
@root_option
def quality(root: Path, records: tuple[Path, ...], format: str, output: Path | None, force: bool) -> int:
    """检查题目写得好不好：出题规则、只看样子能不能猜中、学员作答统计。

    后面可以写学员导出的记录或成绩单，也可以写放它们的文件夹。
    """
    try:
        from course.quality.console import github_lines, json_lines, text_lines
        from course.quality.page import page
        from course.quality.report import assess
    except ModuleNotFoundError as missing:
        installer = PROGRAM / "scripts/install.py"
        remedy = f'请先运行：{"python" if os.name == "nt" else "python3"} "{installer}" --quality，再运行一次这个命令'
        remedy += "；这台电脑不能上网的，在 --quality 后面加上 --offline 和离线安装包的位置"
        raise click.ClickException(f"缺少统计工具 {missing.name}，约一百兆，只装一次。{remedy}") from missing
    from course.files import write_output
    from course.quality.records import read_files

    outcome = checked(root, "请先改好上面的错误，再运行 ./course quality。", output)
    with refusing("报告没有做成"):
        answers = read_files(list(records), time.time() * 1000) if records else None
        report = assess(outcome.course, answers, lambda line: print(line, file=sys.stderr, flush=True))
        if output:
            text = page(report, f"{datetime.now().astimezone():%Y-%m-%d}")
            write_output({output: text.encode()}, force=force)
    formats = {"text": text_lines, "json": json_lines, "github": github_lines}
    for line in formats[format](report):
        print(line)
    return int(report.failed)


@click.command("upgrade", cls=Command)
@click.argument("old", metavar="旧文件夹", type=PATH)
@text_option("--id", "编号", "旧的 course.yml 里没有编号的，用这一个")
@click.option("--dry-run", is_flag=True, help="只列出要改的文件，什么也不改")
@root_option
def upgrade(root: Path, old: Path, id: str, dry_run: bool) -> int:
    """把旧版项目文件夹里的课程和本单位的内容并到这个新版里：新版改的、本单位改的都要，两边都改的合在一起。旧文件夹只读，就是退路。"""
    from course.edit.undecided import LIST
    from course.edit.upgrade import carry_out, prepare
    from course.journal import finish as finish_interrupted

    with refusing("没有升级"):
        finished = () if dry_run else finish_interrupted(root).paths
        found = prepare(old, root, id)
        if not finished and found.is_done(root):
            print("\n".join(map(printable, (*found.not_followed(), "没有变化：要搬的，这里都已经有了。"))))
            return 0
        for line in found.lines(root):
            print(printable(line))
        if dry_run:
            print("这是预演，什么也没有改。")
            return 0
        carry_out(found, root, old)
    outcome = inspect(root, day=today())
    for line in format_text(errors(outcome.diagnostics)):
        print(line)
    if found.undecided:
        print(f"有 {len(found.undecided)} 处要您来定，现在用着的是本单位的。列在 {LIST}，新版的文件在它旁边。")
    print("已升级。" if not outcome.failed else "已升级。上面这些还要改，改好后运行 ./course check。")
    return int(outcome.failed)


COMMANDS = (new, check, ids, withdraw, points, confirm, approve, coverage, quality, upgrade)
