"""Make the kit from which a machine without internet is set up: dist/offline-kit-<system>-<processor>-py<version>.tar.gz."""

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from course.links import refuse_links_above
from course.release.build_offline_kit import PLATFORMS, make_kit, target_machine
from course.release.offline_kit import this_machine
from install import ROOT, MissingError, find_node, node_environment, npm


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="做一个离线安装包，给不能上网的电脑用。")
    parser.add_argument("--platform", help=f"给别的系统做：{'、'.join(PLATFORMS)}", metavar="系统")
    parser.add_argument("--python", help="那台电脑的 Python 版本，例如 3.11", metavar="版本")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="输出文件夹，默认 dist", metavar="文件夹")
    options = parser.parse_args(arguments)
    here = this_machine()
    if options.platform not in {None, *PLATFORMS} or not re.fullmatch(r"3\.\d+", options.python or here.python):
        print(f"系统要写成其中一个：{'、'.join(PLATFORMS)}；Python 版本要写成 3.11 这样", file=sys.stderr)
        return 1
    try:
        refuse_links_above(ROOT, options.output)
        machine = target_machine(options.platform, options.python, here)
        print(f"下载 {machine.name} 的全部软件包，要几分钟 …", flush=True)
        kit = make_kit(ROOT, options.output, pip=_pip, npm=_npm, machine=machine, here=here)
    except (MissingError, OSError) as reason:
        print(f"离线安装包没有做成：{reason}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"离线安装包没有做成：{error.cmd[0]} 没有下载到全部软件包，原因见上。请检查网络再试", file=sys.stderr)
        return 1
    print(f"{kit}  {kit.stat().st_size / 2**20:.0f} MB")
    print("拷到那台电脑以后，在项目文件夹里运行：python3 scripts/install.py --offline 压缩包的位置")
    return 0


def _pip(arguments: Sequence[str]) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], check=True)


def _npm(arguments: Sequence[str], folder: Path) -> str:
    node = find_node()
    command = [*npm(node), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=node_environment(node), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
