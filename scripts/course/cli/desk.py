"""The command `desk`: maintain the course in the browser of this machine."""

from pathlib import Path

import click

from course.cli.chinese import Command
from course.cli.options import refusing, root_option
from course.site.engine import free_port


@click.command("desk", cls=Command)
@click.option("--port", type=click.IntRange(1, 65535), default=8400, metavar="端口", help="端口，默认 8400")
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只写出地址")
@root_option
def desk(root: Path, port: int, no_browser: bool) -> int:
    """打开维护台：在本机的浏览器里看概况、改题、导入、出卷、审核、发布。"""
    from course.desk.serving import serve_desk

    with refusing("维护台没有打开"):
        serve_desk(root, free_port(port), _say, browser=not no_browser)
    return 0


def _say(address: str) -> None:
    print(f"维护台的地址：{address}", flush=True)
    print("只在这台电脑上能打开。用完以后，在这个窗口按 Ctrl+C，或者关掉窗口。", flush=True)


COMMANDS = (desk,)
