"""Make a release: archives to serve and to copy, settings for servers, and a manifest, in dist/."""

import argparse
import sys
from functools import partial
from pathlib import Path

import installed
from build import build
from course.environment import today
from course.errors import RefusedError, refusal
from course.links import refuse_links_above
from course.release.build_options import to_environment
from course.release.drafts import earlier, keep, ready, same_course
from course.release.make import check_names, make_release

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="生成发布用的压缩包，放在 dist 文件夹。")
    parser.add_argument("version", help="版本号，例如 1.2.0")
    parser.add_argument("--base", default="/", help="站点在服务器上的路径，默认 /，放在子路径时例如 /dangjian/")
    parser.add_argument("--since", default="", help="上一版的版本号或清单文件：站点里列出从那以后更正了哪些题")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="输出文件夹，默认 dist")
    parser.add_argument(
        "--drafts", choices=("leave-out", "fail"), default="leave-out", help="有草稿时：不放进去（默认），或者不发布"
    )
    parser.add_argument("--force", action="store_true", help="同一版本号的内容变了，也覆盖")
    options = parser.parse_args(arguments)
    try:
        refuse_links_above(ROOT, options.output)
        check_names(options.version, options.base)
        since = earlier(options.since, options.output) if options.since else None
        chosen = ready(ROOT, today(), options.drafts)
        if since:
            same_course(since, chosen.course)
        for line in chosen.report:
            print(line)
        print("构建站点、改文件名、压缩、打包，约需半分钟 …", flush=True)
        build_it = partial(build, more=to_environment(since))
        files = make_release(ROOT, chosen.course, options.version, options.base, build_it)
        written = keep(files, options.output, force=options.force)
    except (OSError, RefusedError) as error:
        reason = refusal(error) if isinstance(error, OSError) else error
        print(f"没有生成发布包：{reason}", file=sys.stderr)
        return 1
    for file in written:
        print(f"{file}  {file.stat().st_size / 1024:.0f} KB")
    print("两个压缩包解到同一个文件夹，在那里核对：python3 deploy/verify.py site")
    return 0


if __name__ == "__main__":
    sys.exit(main())
