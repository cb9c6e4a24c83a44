"""Build the site strictly into site/."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import installed

ROOT = installed.ROOT
SCRIPTS = str(Path(__file__).resolve().parent)
# Material prints a banner about an engine that this project does not use; it is not for our users.
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="严格构建站点，有任何错误都不产出。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    parser.add_argument("--output", type=Path, default=None, help="输出文件夹，默认 site")
    options = parser.parse_args(arguments)
    site = options.output or options.root / "site"
    done = build(site.absolute(), root=options.root)
    if done:
        print(f"站点已生成：{site}")
    return int(not done)


def build(site: Path, epoch: int | None = None, root: Path = ROOT, more: Mapping[str, str] | None = None) -> bool:
    """Build the site strictly into a folder, as of a moment in seconds since 1970; tell whether that worked.

    `more` are variables of the environment for our hook.
    """
    command = [sys.executable, "-m", "course.site.engine", "build", "--strict", "--quiet", "--site-dir", str(site)]
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    return (
        subprocess.run(
            command, cwd=root, env={**QUIET, **moment, **(more or {}), "PYTHONPATH": SCRIPTS}, check=False
        ).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())
