"""Commands that put the course somewhere: release, publish, rollback, releases, kit, audit."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from course.cli.chinese import Command
from course.cli.options import (
    choice_option,
    force_option,
    output_option,
    path_option,
    refusing,
    root_option,
    text_option,
)
from course.environment import PROGRAM, MissingError, find_node, node_environment, npm, today
from course.links import refuse_links_above
from course.publish.ssh import DEFAULT_SSH
from course.requirements import LOCK


@click.command("release", cls=Command)
@click.argument("version", metavar="版本号")
@click.option("--base", default="/", metavar="路径", help="站点在服务器上的路径，默认 /，放在子路径时例如 /training/")
@text_option("--since", "版本号", "上一版的版本号或清单文件：站点里列出从那以后更正了哪些题")
@output_option("dist", "文件夹")
@path_option("--sign", "用这个 SSH 私钥给压缩包签名", "私钥")
@choice_option("--drafts", ("leave-out", "fail"), "有草稿时：不放进去（leave-out，默认），或者不发布（fail）")
@force_option
@root_option
def release(
    root: Path, version: str, base: str, since: str, sign: Path | None, output: Path | None, drafts: str, force: bool
) -> int:
    """生成发布用的压缩包，放在 dist 文件夹。版本号写成 1.2.0 这样。"""
    from course.release.release import ReleaseRequest
    from course.release.release import release as make

    order = ReleaseRequest(version, today(), base, since, "fail" if drafts == "fail" else "leave-out", force, sign)
    with refusing("没有生成发布包"):
        made = make(root, order, output or root / "dist", _say)
    for file in made.files:
        print(f"{file}  {file.stat().st_size / 1024:.0f} KB")
    print("两个压缩包解到同一个文件夹，在那里核对：python3 deploy/verify.py site")
    return 0


_targets = click.argument("targets", nargs=-1, required=True, metavar="目标...")
_ssh_option = click.option("--ssh", default=DEFAULT_SSH, metavar="命令", help="登录用的命令，例如 'ssh -p 2222'")


@contextmanager
def _unfinished() -> Iterator[None]:
    with refusing("没有完成"):
        try:
            yield
        except KeyboardInterrupt as stopped:
            message = "已中断。读者看到的仍是完整的一版；再运行一次同样的命令，会先清理再重做。"
            raise click.ClickException(message) from stopped


def _each(targets: tuple[str, ...], ssh: str) -> list[Any]:
    from course.publish.target import find_target

    return [find_target(text, ssh) for text in dict.fromkeys(targets)]


@click.command("publish", cls=Command)
@_targets
@path_option("--archive", "发布包，默认是 dist 文件夹里最新的一个")
@path_option("--signers", "只发布这个名单里的人签过名的发布包", "名单")
@_ssh_option
@root_option
def publish(root: Path, targets: tuple[str, ...], archive: Path | None, signers: Path | None, ssh: str) -> int:
    """把发布包放到目标并切换。目标是本机文件夹，或 用户@主机:/路径，可以写几个。"""
    from course.publish.package import latest, open_package
    from course.publish.publish import publish as put
    from course.release.signature import signer

    with _unfinished():
        places = _each(targets, ssh)
        chosen = archive or latest(root / "dist")
        if signers:
            _say(f"{chosen.name} 由 {signer(chosen, signers)} 签名，签名有效")
        put(open_package(chosen), places, _say)
    return 0


@click.command("rollback", cls=Command)
@_targets
@text_option("--version", "版本号", "退回到这一版；不写就是上一版")
@_ssh_option
@root_option
def rollback(root: Path, targets: tuple[str, ...], version: str, ssh: str) -> int:  # noqa: ARG001 -- every command takes --root
    """让目标退回到上一版，或写明的一版。"""
    from course.publish.publish import roll_back

    with _unfinished():
        roll_back(_each(targets, ssh), version or None, _say)
    return 0


@click.command("releases", cls=Command)
@_targets
@_ssh_option
@root_option
def releases(root: Path, targets: tuple[str, ...], ssh: str) -> int:  # noqa: ARG001 -- every command takes --root
    """列出目标上的各版。"""
    from course.publish.publish import describe

    with _unfinished():
        for target in _each(targets, ssh):
            print(target.label)
            for line in describe(target) or ["还没有发布过"]:
                print(f"  {line}")
    return 0


def _say(line: str) -> None:
    print(line, flush=True)


@click.command("kit", cls=Command)
@text_option("--platform", "系统", "给别的系统做，如 windows-x86_64")
@text_option("--python", "版本", "那台电脑的 Python 版本，例如 3.11")
@click.option("--dev", is_flag=True, help="也带上改练习程序用的软件包：Node.js 和前端依赖")
@output_option("dist", "文件夹")
@force_option
@root_option
def kit(root: Path, platform: str, python: str, dev: bool, output: Path | None, force: bool) -> int:
    """做一个离线安装包，给不能上网的电脑用。"""
    from course.release.build_offline_kit import PLATFORMS, make_kit, target_machine
    from course.release.offline_kit import this_machine

    here = this_machine()
    if platform not in {"", *PLATFORMS} or not re.fullmatch(r"3\.[0-9]{1,3}", python or here.python):
        known = "、".join(PLATFORMS)
        raise click.ClickException(f"系统要写成其中一个：{known}；Python 版本要写成 3.11 这样")
    folder = output or root / "dist"
    with refusing("离线安装包没有做成"):
        refuse_links_above(root, folder)
        machine = target_machine(platform or None, python or None, here)
        print(f"下载 {machine.name} 的全部软件包，要几分钟 …", flush=True)
        try:
            made = make_kit(
                _program_of(root), folder, pip=_pip, npm=_npm, machine=machine, here=here, dev=dev, force=force
            )
        except subprocess.CalledProcessError as error:
            message = f"{error.cmd[0]} 没有下载到全部软件包，原因见上。请检查网络再试"
            raise MissingError(message) from error
    print(f"{made}  {made.stat().st_size / 2**20:.0f} MB")
    print("拷到那台电脑以后，在项目文件夹里运行：python3 scripts/install.py --offline 压缩包的位置")
    return 0


def _program_of(root: Path) -> Path:
    """Return the folder with the program: the project's own, or this one for a course that lies in a folder by itself."""
    return root if (root / LOCK.name).is_file() else PROGRAM


def _pip(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def _npm(arguments: Sequence[str], folder: Path) -> str:
    node = find_node()
    command, environment = [*npm(node), *arguments], node_environment(node)
    done = subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


@click.command("audit", cls=Command)
@root_option
def audit(root: Path) -> int:
    """查锁定的依赖有没有公开的漏洞，要能上网；查不成就算失败，并说明原因。"""
    from course.release.audit import audit as ask

    answers = []
    for answer in ask(_program_of(root)):
        print(answer.title, *filter(None, [answer.report]), sep="\n", flush=True)
        if answer.unasked:
            print(f"没有查成，这不等于没有漏洞：{answer.unasked}", file=sys.stderr, flush=True)
        answers.append(answer.passed)
    return int(not all(answers))


COMMANDS = (release, publish, rollback, releases, kit, audit)
