"""Commands for other programs' files: paper and booklet-word for Word, import and export for everything else."""

import secrets
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import click

from course.cli.chinese import Command
from course.cli.options import (
    PATH,
    agreed,
    answered,
    bank_option,
    checked,
    drafts_option,
    force_option,
    output_option,
    pdf_option,
    refusing,
    root_option,
    text_option,
    without_errors,
    yes_option,
)
from course.model.course import Course
from course.model.review import finished

_EXCEL = "excel：Excel、WPS 表格，改好以后用 ./course import 导入；考查什么和审核记录留在题库里，别的都带。"


@click.command("paper", cls=Command)
@click.argument("numbers", nargs=-1, metavar="[卷号]...")
@click.option("--cards", is_flag=True, help="不出试卷，印情景推演的推演卡和带学的人用的；后面写题号，不写就是全部")
@text_option("--exam", "方案", "组卷方案，如 standard；卷号写全了可以不写")
@text_option("--variants", "卷名", "卷名，如 A,B，依次对应各个卷号")
@output_option("dist/papers", "文件夹")
@click.option("--seal", is_flag=True, help="加密封线，姓名写在线外")
@pdf_option
@drafts_option
@force_option
@root_option
def paper(
    root: Path,
    numbers: tuple[str, ...],
    cards: bool,
    exam: str,
    variants: str,
    output: Path | None,
    seal: bool,
    pdf: bool,
    drafts: bool,
    force: bool,
) -> int:
    """生成 Word 试卷、答题卡和答案，题目和字母与同一卷号在屏幕上的一样。

    卷号可以写几个；不写就随机取。
    """
    from course.office.output import write_documents
    from course.office.paper_request import left_out, listed, make, read_request

    folder = output or root / "dist/papers"
    outcome = checked(root, "课程有错误，没有生成试卷。请先改好上面的错误。", folder)
    course = finished(outcome.course, drafts=drafts)
    if cards:
        if exam or variants or seal:
            raise click.UsageError("--cards 印的是推演卡，不用写 --exam、--variants、--seal")
        return _print_cards(course, listed(" ".join(numbers)), folder, pdf=pdf, force=force)
    requests, problems = read_request(
        course, exam, listed(" ".join(numbers)), listed(variants), lambda: secrets.randbits(32)
    )
    for refusal in problems:
        print(f"{refusal.place}：{refusal.message} [{refusal.rule}]", file=sys.stderr)
    if problems:
        return 1
    files: dict[Path, bytes] = {}
    for one in requests:
        made = make(course, one, sealed=seal)
        print(made.about, flush=True)
        files |= {folder / name: content for name, content in made.files.items()}
    for line in left_out(outcome.course, drafts=drafts):
        print(line)
    with refusing("没有全部完成"):
        for line in write_documents(files, pdf=pdf, force=force):
            print(line, flush=True)
    return 0


def _print_cards(course: Course, names: tuple[str, ...], folder: Path, *, pdf: bool, force: bool) -> int:
    from course.office.cards import make_cards
    from course.office.output import write_documents

    with refusing("没有全部完成"):
        made = make_cards(course, names)
        print(f"情景推演 {made.scenarios} 个，推演卡 {made.steps} 张", flush=True)
        files = {folder / "推演卡-学员.docx": made.cards, folder / "推演卡-带学.docx": made.leader}
        for line in write_documents(files, pdf=pdf, force=force):
            print(line, flush=True)
    return 0


@click.command("booklet-word", cls=Command)
@output_option("dist/booklet.docx")
@pdf_option
@force_option
@root_option
def booklet_word(root: Path, output: Path | None, pdf: bool, force: bool) -> int:
    """把整门课写成一个 Word 文件，有目录、标题和页码，没有题目和答案。"""
    from course.model.unfinished import without_unfinished
    from course.office.libreoffice import word_booklet
    from course.office.output import write_documents

    target = output or root / "dist/booklet.docx"
    outcome = checked(root, "课程有错误，没有生成读本。请先改好上面的错误。", target)
    print("正在排版，目录要排两遍，请稍等。", flush=True)
    with refusing("没有全部完成"):
        content, lack = word_booklet(without_unfinished(outcome.course))
        for line in write_documents({target: content}, pdf=pdf, force=force):
            print(line, flush=True)
    if lack:
        print(f"目录里还没有页码：{lack}。用 Word 打开时，询问是否更新域，选“是”；用 WPS 打开后右击目录，选“更新域”。")
    return 0


@click.command("import", cls=Command)
@click.argument("file", type=PATH, metavar="文件")
@text_option("--bank", "题库", "没有写明题库的题放进哪个，写成 quizzes/文件名.yml")
@click.option(
    "--points",
    "--point",
    default="",
    metavar="要点",
    help="没有写明要点的新题考查哪些要点，写编号或名称，几个用逗号隔开",
)
@click.option(
    "--difficulty",
    type=click.IntRange(1, 3),
    metavar="[1|2|3]",
    help="没有写明难度的新题：1 记忆，2 理解，3 应用",
)
@click.option("--withdraw", is_flag=True, help="导出时有、表里已经没有的题，停用")
@text_option("--title", "标题", "还没有的题库用这个标题新建；题库的名称以 local- 开头")
@text_option("--page", "学习页", "新建的题库对应哪个学习页；不写就是要点所在的那一页")
@yes_option
@root_option
def import_(
    root: Path,
    file: Path,
    bank: str,
    points: str,
    difficulty: int | None,
    withdraw: bool,
    title: str,
    page: str,
    yes: bool,
) -> int:
    """把表格、Word 或文字里的题目导入题库。先列出改动，确认以后才写入。

    文件里没有写题库、要点、难度的，各问一次；要点、难度可以先空着，补上以前这些题是未完成的。
    """
    from course.importing.ask import Dialogue
    from course.importing.options import ImportOptions
    from course.importing.run import run_import

    options = ImportOptions(
        Path(bank).as_posix() if bank else None, (points,) if points else (), difficulty, withdraw, title, page
    )
    confirm = (lambda: True) if yes else partial(agreed, "写入以上改动，请输入 是，再按回车；不写入，直接按回车：")
    ask = (lambda _: "") if yes else answered
    stopped = run_import(root, file, options, Dialogue(partial(print, flush=True), confirm, ask))
    if stopped:
        raise click.ClickException(stopped)
    return 0


@click.command("export", cls=Command)
@click.argument("kind", required=False, default="", metavar="[格式]")
@bank_option
@output_option("dist 里")
@drafts_option
@force_option
@root_option
def export(root: Path, kind: str, bank: str, output: Path | None, drafts: bool, force: bool) -> int:
    """把题库导出成 Excel 表（格式写 excel），或别的平台能收的文件；不写格式就列出各种格式。"""
    from course.formats.exporters import EXPORTERS, overview

    if not kind:
        print("\n".join([_EXCEL, *overview()]))
        return 0
    if kind == "excel":
        return _export_excel(root, bank, output, force=force)
    if kind not in EXPORTERS:
        raise click.UsageError(f"没有“{kind}”这种格式。可用的：{'、'.join(['excel', *EXPORTERS])}")
    return _export(root, kind, bank, output or root / "dist/exchange", drafts=drafts, force=force)


def _export(root: Path, kind: str, bank: str, output: Path, *, drafts: bool, force: bool) -> int:
    from course.formats.export import export as write_export
    from course.formats.export import select
    from course.formats.exporters import EXPORTERS
    from course.formats.loss_report import summary
    from course.model.unfinished import without_unfinished

    outcome = checked(root, "请先改好上面的错误，再导出。没有写文件。", output)
    form, site = EXPORTERS[kind], (root / ".cache/exchange-site").absolute()
    with refusing("没有导出"):
        selection = select(outcome.course, bank, int(time.time()), site=site, drafts=drafts)
        print(f"正在导出 {sum(1 for _ in selection.questions())} 道题，题目多时要等一会儿……", flush=True)
        if form.takes_site:
            _build(root, without_unfinished(outcome.course), site, drafts=drafts)
        done = write_export(selection, form, output, force=force)
    print(f"已导出 {done.exported.count} 道题：{done.file}")
    print(
        "\n".join(
            [*summary(done.exported.losses, selection.drafts, selection.unfinished), f"逐题的清单在 {done.notes}"]
        )
    )
    return 0


def _build(root: Path, course: Course, site: Path, *, drafts: bool) -> None:
    """Build the site for a package that contains it."""
    from course.check import inspect
    from course.site.assemble import assemble_course
    from course.site.engine import build

    if not drafts:
        course = without_errors(inspect(root, drafts=False), "没有草稿和未完成的题，课程就不完整了。没有写文件。")
    with tempfile.TemporaryDirectory() as folder:
        assemble_course(root, course, Path(folder))
        build(Path(folder), site)


def _export_excel(root: Path, bank: str, output: Path | None, *, force: bool) -> int:
    from course.files import write_output
    from course.formats.excel.write import write_workbook

    target = output or root / "dist" / f"{Path(bank).stem or '题库'}.xlsx"
    outcome = checked(root, "请先改好上面的错误，再导出。新题没有题号的，先运行 ./course ids。", target, whole=True)
    path = Path(bank).as_posix()
    banks = [one for one in outcome.course.banks if not bank or path in {one.path, one.name}]
    if not banks:
        known = "、".join(one.path for one in outcome.course.banks)
        what = f"没有题库 {bank}。可用：{known}。" if known else "课程里还没有题库，没有可以导出的题目。"
        raise click.ClickException(what)
    with refusing("没有导出"):
        content = write_workbook(outcome.course, banks, _count)
        write_output({target: content}, force=force)
    if unfinished := sum(bank.unfinished for bank in banks):
        print(f"不带：未完成的题 {unfinished} 道，写完才能导出")
    print(f"已导出到 {_near(target)}。先看里面的工作表“说明”；改好、保存、关上以后，再导入它（./course import）。")
    return 0


def _count(written: int) -> None:
    if written:
        print(f"已写 {written} 道题", flush=True)


def _near(target: Path) -> str:
    """Return a path relative to the current folder if it lies in it."""
    whole = target.resolve()
    return str(whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole)


COMMANDS = (paper, booklet_word, import_, export)
