"""Commands for the site and what is printed of it: build, serve, assemble, booklet, library."""

import sys
from datetime import datetime
from pathlib import Path

import click

from course.cli.chinese import Command
from course.cli.options import (
    PATH,
    assembled,
    force_option,
    output_option,
    path_option,
    refusing,
    root_option,
    text_option,
    without_errors,
)
from course.environment import find_browser, today
from course.links import refuse_links, refuse_links_above
from course.site.assemble import BUILD
from course.site.engine import HOST, free_port, is_taken, waiting_engine
from course.site.engine import build as build_site
from course.site.engine import serve as serve_site


@click.command("build", cls=Command)
@output_option("site", "文件夹")
@root_option
def build(root: Path, output: Path | None) -> int:
    """严格构建站点，有任何错误都不产出。"""
    site = output or root / "site"
    with refusing("没有生成站点"):
        refuse_links(root, site)
        # The engine loads while the course is assembled.
        with waiting_engine() as engine, assembled(root):
            build_site(root / BUILD, site, engine=engine)
    print(f"站点已生成：{site}")
    return 0


@click.command("serve", cls=Command)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, metavar="端口", help="端口，默认 8000")
@path_option("--archive", "打开这个发布包，和放到服务器上以后一样，供发布以前试用", "发布包")
@root_option
def serve(root: Path, port: int, archive: Path | None) -> int:
    """在本机打开站点，改动保存后自动更新。"""
    with refusing("站点没有打开"):
        return _serve_package(archive, _free_port(port)) if archive else _serve_course(root, port)


def _serve_package(archive: Path, port: int) -> int:
    from course.publish.local_server import serve_package
    from course.publish.package import open_package

    serve_package(open_package(archive), port, _say_address)
    return 0


def _serve_course(root: Path, port: int) -> int:
    while True:
        port = _free_port(port)
        _say_address(f"http://{HOST}:{port}")
        status = serve_site(root, port)
        # The engine listens after its first build; meanwhile another program may have taken the port.
        if status == 0 or not is_taken(port):
            return status


def _free_port(wanted: int) -> int:
    free = free_port(wanted)
    if free != wanted:
        print(f"端口 {wanted} 已被占用，改用 {free}。")
    return free


def _say_address(address: str) -> None:
    # At the desk there are no keys to press: its page has a button.
    _say(f"站点地址：{address}{'  （按 Ctrl+C 结束）' if sys.stdout.isatty() else ''}")


@click.command("assemble", cls=Command)
@root_option
def assemble(root: Path) -> int:
    """检查课程，把站点引擎要读的全部文件放进 build 文件夹；build 和 serve 会自动做这一步。"""
    with refusing("没有生成任何文件"), assembled(root) as done:
        written = done
    print(
        f"已生成：写入 {len(written.changed)} 个文件，删除 {len(written.removed)} 个，{written.unchanged} 个没有变化。"
    )
    return 0


@click.command("booklet", cls=Command)
@path_option("--site", "已经构建好的站点；不写就先构建一个", "文件夹")
@output_option("dist/booklet.pdf")
@force_option
@root_option
def booklet(root: Path, site: Path | None, output: Path | None, force: bool) -> int:
    """把整门课印成一本 PDF，有封面、目录、页码和书签。"""
    from course.files import refuse_occupied, write_output
    from course.office.browser_pdf import print_booklet

    own, target = root / ".cache/booklet-site", output or root / "dist/booklet.pdf"
    with refusing("打印本没有印成"):
        refuse_links_above(root, own, target)
        # Browsers write the time into a PDF, so that no two are alike.
        refuse_occupied([] if force else [target])
        browser = find_browser()
        if site is None:
            with assembled(root):
                build_site(root / BUILD, own)
        print("正在打印，要印两遍，请稍等。", flush=True)
        content = print_booklet(browser, (site or own).resolve() / "booklet.html", _today())
        write_output({target: content}, force=force)
    print(f"打印本已生成：{target}")
    return 0


def _today() -> str:
    day = datetime.now().astimezone()
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


@click.command("library", cls=Command)
@click.argument("folders", nargs=-1, metavar="[文件夹]...", type=PATH)
@click.option("--into", type=PATH, required=True, metavar="文件夹", help="站点放在哪里")
@click.option("--title", default="学习园地", metavar="标题", help="起始页的标题，默认“学习园地”")
@text_option("--version", "版本号", "每门课做成这一版的发布包，放上去并切换；以后可以逐门发布、退回")
@force_option
@root_option
def library(root: Path, folders: tuple[Path, ...], into: Path, title: str, version: str, force: bool) -> int:
    """把几门课放进一个站点，每门课在以它的编号命名的文件夹里，起始页列出各门课。草稿不放进去。"""
    from course.check import inspect
    from course.publish.library import publish_library
    from course.release.release import ReleaseRequest
    from course.site.library import build_library

    with refusing("没有生成站点"):
        courses = [
            (folder, without_errors(inspect(folder, day=today(), drafts=False), f"{folder} 里的课程有错误，请先改好。"))
            for folder in folders or (root,)
        ]
        if version:
            publish_library(courses, ReleaseRequest(version, today(), force=force), title, into, _say)
        else:
            for course in build_library(courses, title, into):
                _say(f"已构建：{course.title}")
    print(f"站点已生成：{into}")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


COMMANDS = (build, serve, assemble, booklet, library)
