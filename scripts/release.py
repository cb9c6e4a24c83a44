"""Make a release: archives to serve and to copy, settings for servers, and a manifest, in dist/."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from build import QUIET, ROOT
from course.load import load_course
from course.model.course import Course
from course.publish import write_bytes
from course.release.manifest import Release
from course.release.prepare import prepare

VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?")
BASE = re.compile(r"/([0-9A-Za-z._~-]+/)*")
TOOLS = ("mkdocs", "mkdocs-material", "brotli")
FOR_ADMINISTRATORS = ("deploy/verify.py", "deploy/verify.ps1")


class RefusedError(Exception):
    """Why no release was made; the message says how to go on."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="生成发布用的压缩包，放在 dist 文件夹。")
    parser.add_argument("version", help="版本号，例如 1.2.0")
    parser.add_argument("--base", default="/", help="站点在服务器上的路径，默认 /，放在子路径时例如 /dangjian/")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="输出文件夹，默认 dist")
    parser.add_argument("--force", action="store_true", help="同一版本号的内容变了，也覆盖")
    options = parser.parse_args(arguments)
    try:
        written = release(options.version, options.base, options.output, force=options.force)
    except RefusedError as reason:
        print(f"没有生成发布包：{reason}", file=sys.stderr)
        return 1
    for file in written:
        print(f"{file}  {file.stat().st_size / 1024:.0f} KB")
    print("核对：python3 deploy/verify.py 解压后的 site 文件夹")
    return 0


def release(number: str, base: str, output: Path, *, force: bool) -> list[Path]:
    """Build the site strictly, make it a release and write its files; nothing is written if anything is wrong."""
    if not VERSION.fullmatch(number):
        raise RefusedError(f"版本号“{number}”不对，要写成三段数字，例如 VERSION=1.2.0")
    if not BASE.fullmatch(base):
        raise RefusedError(f"路径“{base}”不对，要以 / 开头、以 / 结尾，例如 /dangjian/")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        print("构建站点 …", flush=True)
        build(site)
        course, _ = load_course(ROOT)
        print("改文件名、压缩、打包 …", flush=True)
        told = Release(number, moment(), {tool: version(tool) for tool in TOOLS}, counts(course, site))
        files = prepare(site, told, {Path(path).name: (ROOT / path).read_bytes() for path in FOR_ADMINISTRATORS}, base)
    targets = {output / name: content for name, content in files.files.items()}
    changed = [path.name for path, content in targets.items() if path.exists() and path.read_bytes() != content]
    if changed and not force:
        names = "、".join(changed)
        raise RefusedError(f"{names} 已经有了，内容不一样。请换一个版本号；确实要覆盖，加上 FORCE=1")
    for path, content in targets.items():
        write_bytes(path, content)
    return list(targets)


def build(site: Path) -> None:
    """Build strictly into a folder, at the release's moment."""
    environment = {**QUIET, "SOURCE_DATE_EPOCH": str(moment())}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise RefusedError("站点没有构建成功。请按上面的提示改正")


def moment() -> int:
    """Return the release's moment in seconds since 1970: told from outside, that of the last commit, or now."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if told.isdigit():
        return int(told)
    try:
        command = ["git", "log", "-1", "--format=%ct"]
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    except FileNotFoundError:
        return int(time.time())
    return int(done.stdout) if done.stdout.strip().isdigit() else int(time.time())


def counts(course: Course, site: Path) -> dict[str, int]:
    """Return how many of what a release holds."""
    return {
        "pages": sum(1 for _ in site.rglob("*.html")),
        "study_pages": len(course.study),
        "requirements": sum(len(page.requirements) for page in course.study),
        "terms": len(course.terms),
        "banks": len(course.banks),
        "questions": sum(1 for _ in course.questions()),
    }


if __name__ == "__main__":
    sys.exit(main())
