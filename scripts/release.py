"""Make a release: archives to serve and to copy, settings for servers, and a manifest, in dist/."""

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from build import ROOT, build
from course.generate import today
from course.publish import write_bytes
from course.release.making import make_release
from course.release.refused import RefusedError
from course.releasing import DRAFTS, LEAVE_OUT, ready


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="生成发布用的压缩包，放在 dist 文件夹。")
    parser.add_argument("version", help="版本号，例如 1.2.0")
    parser.add_argument("--base", default="/", help="站点在服务器上的路径，默认 /，放在子路径时例如 /dangjian/")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="输出文件夹，默认 dist")
    parser.add_argument("--force", action="store_true", help="同一版本号的内容变了，也覆盖")
    parser.add_argument(
        "--drafts", choices=("leave-out", "fail"), default="leave-out", help="有草稿时：不放进去（默认），或者不发布"
    )
    options = parser.parse_args(arguments)
    try:
        chosen = ready(ROOT, today(), options.drafts)
        for line in chosen.report:
            print(line)
        print("构建站点、改文件名、压缩、打包，约需半分钟 …", flush=True)
        build_it = partial(build, more={DRAFTS: LEAVE_OUT})
        files = make_release(ROOT, chosen.course, options.version, options.base, build_it)
        written = write(files, options.output, force=options.force)
    except RefusedError as reason:
        print(f"没有生成发布包：{reason}", file=sys.stderr)
        return 1
    for file in written:
        print(f"{file}  {file.stat().st_size / 1024:.0f} KB")
    print("解压后核对：python3 deploy/verify.py site")
    return 0


def write(files: Mapping[str, bytes], folder: Path, *, force: bool) -> list[Path]:
    """Write the files of a release; a version that was made before must not get other content."""
    targets = {folder / name: content for name, content in files.items()}
    changed = [path.name for path, content in targets.items() if path.exists() and path.read_bytes() != content]
    if changed and not force:
        names = "、".join(changed)
        raise RefusedError(f"{names} 已经有了，内容不一样。请换一个版本号；确实要覆盖，加上 FORCE=1")
    for path, content in targets.items():
        write_bytes(path, content)
    return list(targets)


if __name__ == "__main__":
    sys.exit(main())
