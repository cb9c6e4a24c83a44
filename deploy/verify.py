"""核对学习站点的文件：一个不少，一个不差，也没有多出来的。

用法：python3 verify.py 站点文件夹 [课程编号-1.2.0.manifest.json]
只用 Python 3.8 以上自带的功能。全部相符时退出码为 0，否则为 1。
"""

import hashlib
import json
import sys
from pathlib import Path

# Written by the publisher, such as the list of assets that pages still open may ask for; and the settings of IIS.
BESIDE = ("manifest.json", "carried.json", "SHA256SUMS", "web.config")


def main(arguments: list) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 1
    site = Path(arguments[0])
    # As unpacked from the archive the manifest lies above the site, as published beside its pages.
    places = [Path(arguments[1])] if len(arguments) == 2 else [site / "manifest.json", site.parent / "manifest.json"]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        print("没有找到清单文件 manifest.json，请把它的位置写在后面。")
        return 1
    files = json.loads(found.read_text(encoding="utf-8"))["files"]
    if (site / "carried.json").is_file():
        carried = json.loads((site / "carried.json").read_text(encoding="utf-8"))
        files = {**{path: {"sha256": digest} for path, digest in carried.items()}, **files}
    problems = check(site, files)
    for problem in problems:
        print(problem)
    print(f"有 {len(problems)} 处不符，请重新拷贝整个文件夹。" if problems else f"{len(files)} 个文件全部相符。")
    return int(bool(problems))


def check(site: Path, files: dict) -> list:
    problems = []
    for path, entry in files.items():
        file = site / path
        if not file.is_file():
            problems.append("缺少：" + path)
        elif hashlib.sha256(file.read_bytes()).hexdigest() != entry["sha256"]:
            problems.append("内容不符：" + path)
    there = (file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    extra = sorted(path for path in there if path not in files and path not in BESIDE)
    return problems + ["多出来的：" + path for path in extra]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
