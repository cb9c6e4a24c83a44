"""Write the JSON Schemas of banks and exam blueprints for editors."""

import argparse
import sys
from pathlib import Path

import installed
from course.files import write_text
from course.links import LinkError, refuse_links
from course.site.json_schema import bank_schema, documents_schema, exam_schema

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="从题目模型生成 quizzes/schema 里的文件，供编辑器提示和检查。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    try:
        refuse_links(options.root, "quizzes/schema")
    except LinkError as reason:
        print(f"没有更新：{reason}", file=sys.stderr)
        return 1
    for name, text in (("bank", bank_schema()), ("exam", exam_schema()), ("documents", documents_schema())):
        path = f"quizzes/schema/{name}.json"
        changed = write_text(options.root / path, text)
        print(f"{path} 已更新。" if changed else f"{path} 没有变化。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
