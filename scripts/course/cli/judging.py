"""Commands for judging a bank by people: blind."""

import secrets
from pathlib import Path

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
from course.text.unicode_checks import printable

_MOST_SEED = 99_999_999


@click.command("blind", cls=Command)
@click.argument("answers", nargs=-1, type=PATH, metavar="[答卷]...")
@path_option("--key", "计分用：和试卷一起生成的答案")
@text_option("--bank", "题库", "只用这些题库，写文件名，几个用逗号隔开；不写就是全部")
@text_option("--kinds", "种类", "只用这几类题：决定、诊断、理解、事实、字句，用逗号隔开；不写就是全部")
@click.option(
    "--number", type=click.IntRange(1, 50_000), metavar="题数", help="抽几道题，各题型、各种类照比例；不写就是全部"
)
@click.option(
    "--seed", type=click.IntRange(0, _MOST_SEED), metavar="数字", help="同一个数字，同一份试卷；不写就随机取一个"
)
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
    from course.model.review import without_drafts
    from course.model.unfinished import without_unfinished

    if bool(answers) != bool(key):
        raise click.UsageError("计分要写答卷，也要写 --key；生成试卷两样都不写")
    folder = output or root / "dist/blind"
    outcome = checked(root, "课程有错误，请先改好上面的错误。", folder)
    if key:
        return _mark(outcome.course, key, answers)
    course = without_unfinished(outcome.course) if drafts else without_drafts(outcome.course)
    with refusing("没有生成试卷"):
        pool = read_pool(course, names_in(bank), names_in(kinds), scenarios=not no_scenarios)
        made = blind_files(course, pool, number, secrets.randbelow(100_000) if seed is None else seed)
        write_output({folder / name: content for name, content in made.files.items()}, force=force)
    print("\n".join([*made.about, *(f"写好：{folder / name}" for name in made.files)]))
    return 0


def _mark(course: Course, key: Path, answers: tuple[Path, ...]) -> int:
    from course.judging.run import mark, scored_lines

    with refusing("没有计分"):
        found = mark(course, key, answers)
    for line in scored_lines(found):
        print(printable(line))
    if isinstance(found, list):
        raise click.ClickException(f"答卷里有上面 {len(found)} 处看不懂，没有计分。请改好再运行一次。")
    return 0


COMMANDS = (blind,)
