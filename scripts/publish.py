"""Publish a release to one or more targets, go back to an older one, or list what is there."""

import argparse
import sys
from pathlib import Path

import installed
from course.errors import RefusedError
from course.publish.package import latest, open_package
from course.publish.publish import describe, publish, roll_back
from course.publish.ssh import DEFAULT_SSH
from course.publish.target import Target, find_target


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="发布、退回，或列出目标上的各版。")
    parser.add_argument("targets", nargs="*", help="本机文件夹，或 用户@主机:/路径；可以写几个", metavar="目标")
    parser.add_argument("--archive", type=Path, help="发布包，默认是 dist 文件夹里最新的一个", metavar="文件")
    parser.add_argument("--rollback", action="store_true", help="退回到上一版")
    parser.add_argument("--version", help="与 --rollback 连用：退回到这一版", metavar="版本号")
    parser.add_argument("--list", action="store_true", help="列出目标上的各版")
    parser.add_argument("--ssh", default=DEFAULT_SSH, help="登录用的命令，例如 'ssh -p 2222'", metavar="命令")
    options = parser.parse_intermixed_args(arguments)
    if not options.targets:
        print("请写明目标，例如 TARGET=/srv/course 或 TARGET=web@10.0.0.5:/srv/course", file=sys.stderr)
        return 1
    try:
        targets = [find_target(text, options.ssh) for text in dict.fromkeys(options.targets)]
        if options.list:
            show(targets)
        elif options.rollback:
            roll_back(targets, options.version, say)
        else:
            publish(open_package(options.archive or latest(installed.ROOT / "dist")), targets, say)
    except RefusedError as reason:
        print(f"没有完成：{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断。读者看到的仍是完整的一版；再运行一次同样的命令，会先清理再重做。", file=sys.stderr)
        return 1
    return 0


def show(targets: list[Target]) -> None:
    for target in targets:
        print(target.label)
        for line in describe(target) or ["还没有发布过"]:
            print(f"  {line}")


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
