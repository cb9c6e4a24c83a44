"""Write the JSON Schema of banks for editors."""

import argparse
import sys
from pathlib import Path

from course.publish import write_text
from course.render.schema import bank_schema

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="从题目模型生成 quizzes/schema/bank.json，供编辑器提示和检查。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    changed = write_text(options.root / "quizzes/schema/bank.json", bank_schema())
    print("quizzes/schema/bank.json 已更新。" if changed else "quizzes/schema/bank.json 没有变化。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
