"""Commands for judging a bank by people: blind, review-sheet."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.cli.chinese import Command
from course.cli.options import (
    PATH,
    checked,
    drafts_option,
    force_option,
    output_option,
    path_option,
    refusing,
    root_option,
    text_option,
)
from course.files import write_output
from course.model.course import Course
from course.model.review import finished
from course.text.unicode_checks import printable

if TYPE_CHECKING:
    from course.judging.run import Made

_MOST, _MOST_SEED = 50_000, 99_999_999
_bank_option = text_option("--bank", "题库", "只用这些题库，写文件名，几个用逗号隔开；不写就是全部")
_seed_option = click.option(
    "--seed", type=click.IntRange(0, _MOST_SEED), metavar="数字", help="同一个数字，抽到同样的题；不写就随机取一个"
)


@click.command("blind", cls=Command)
@click.argument("answers", nargs=-1, type=PATH, metavar="[答卷]...")
@path_option("--key", "计分用：和试卷一起生成的答案")
@_bank_option
@text_option("--kinds", "种类", "只用这几类题：决定、诊断、理解、事实、字句，用逗号隔开；不写就是全部")
@click.option(
    "--number", type=click.IntRange(1, _MOST), metavar="题数", help="抽几道题，各题型、各种类照比例；不写就是全部"
)
@_seed_option
@click.option("--no-scenarios", is_flag=True, help="不要情景推演")
@output_option("dist/blind", "文件夹")
@drafts_option
@force_option
@root_option
def blind(
    root: Path,
    answers: tuple[Path, ...],
    key: Path | None,
    bank: str,
    kinds: str,
    number: int | None,
    seed: int | None,
    output: Path | None,
    no_scenarios: bool,
    drafts: bool,
    force: bool,
) -> int:
    """生成盲读用的纸笔试卷：没有学过的人照题目能猜对多少。后面写上答卷，就照 --key 计分。"""
    from course.importing.options import names_in
    from course.judging.run import blind_files
    from course.judging.sample import read_pool

    if bool(answers) != bool(key):
        raise click.UsageError("计分要写答卷，也要写 --key；生成试卷两样都不写")
    folder = output or root / "dist/blind"
    outcome = checked(root, "课程有错误，请先改好上面的错误。", folder)
    if key:
        return _mark(outcome.course, key, answers)
    with refusing("没有生成试卷"):
        course = finished(outcome.course, drafts=drafts)
        pool = read_pool(course, names_in(bank), names_in(kinds), scenarios=not no_scenarios)
        made = blind_files(course, pool, number, _chosen(seed))
        _write(made, folder, force=force)
    return 0


def _chosen(seed: int | None) -> int:
    return secrets.randbelow(100_000) if seed is None else seed


def _write(made: "Made", folder: Path, *, force: bool) -> None:
    write_output({folder / name: content for name, content in made.files.items()}, force=force)
    print("\n".join([*made.about, *(f"写好：{folder / name}" for name in made.files)]))


def _mark(course: Course, key: Path, answers: tuple[Path, ...]) -> int:
    from course.judging.run import mark, scored_lines

    with refusing("没有计分"):
        found = mark(course, key, answers)
    for line in scored_lines(found):
        print(printable(line))
    if isinstance(found, list):
        raise click.ClickException(f"答卷里有上面 {len(found)} 处看不懂，没有计分。请改好再运行一次。")
    return 0


@click.command("review-sheet", cls=Command)
@click.argument("sheets", nargs=-1, type=PATH, metavar="[编好的表]...")
@click.option("--number", type=click.IntRange(1, _MOST), default=120, metavar="题数", help="抽几道题，默认 120")
@click.option("--both", type=click.IntRange(0, _MOST), default=40, metavar="题数", help="其中两个人都编的，默认 40")
@_bank_option
@_seed_option
@output_option("dist/review-sheet", "文件夹")
@drafts_option
@force_option
@root_option
def review_sheet(
    root: Path,
    sheets: tuple[Path, ...],
    number: int,
    both: int,
    bank: str,
    seed: int | None,
    output: Path | None,
    drafts: bool,
    force: bool,
) -> int:
    """随机抽一些题，生成两个人编码用的 Excel 表：每道题有什么毛病。后面写上编好的表，就汇总。"""
    from course.importing.options import names_in
    from course.judging.run import coding_files
    from course.judging.sample import read_pool

    if len(sheets) > 2:
        raise click.UsageError("编好的表最多写两份")
    folder = output or root / "dist/review-sheet"
    outcome = checked(root, "课程有错误，请先改好上面的错误。", folder)
    if sheets:
        return _evaluate(outcome.course, sheets)
    with refusing("没有生成编码表"):
        course = finished(outcome.course, drafts=drafts)
        pool = read_pool(course, names_in(bank), (), scenarios=True)
        made = coding_files(course, pool, number, both, _chosen(seed))
        _write(made, folder, force=force)
    return 0


def _evaluate(course: Course, sheets: tuple[Path, ...]) -> int:
    from course.judging.run import evaluate

    with refusing("没有汇总"):
        lines, problems = evaluate(course, sheets)
    for line in lines:
        print(printable(line))
    if problems:
        raise click.ClickException(f"表里有上面 {problems} 处看不懂，没有汇总。请改好再运行一次。")
    return 0


COMMANDS = (blind, review_sheet)
