"""Run the tests of random damage at length; they print how many files and sequences they tried."""

import argparse
import subprocess
import sys
import time

from course.environment import PROGRAM
from dev.run_tests import surroundings


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="随机编课程和题目、损坏题库和页面、随机排版要导入的题目、随机打断学习记录，看程序是否都应付得了。"
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=100_000,
        help="损坏多少次文件；写多少页与站点相比，是它的一半；导入多少个随机排版的文字、表格，各是它的十分之一",
    )
    parser.add_argument("--sequences", type=int, default=5_000, help="在浏览器里做多少串动作")
    parser.add_argument("--kills", type=int, default=100, help="强行结束整个浏览器，从多少个新的用户资料夹开始，各两次")
    parser.add_argument("--examples", type=int, default=20, help="随机编的例子，试多少倍于平时的")
    parser.add_argument("--seed", type=int, default=1, help="随机数的种子；同一个种子，结果相同")
    options = parser.parse_args(arguments)
    environment = {
        **surroundings(),
        "COURSE_FUZZ_RUNS": str(options.runs),
        "COURSE_FUZZ_SEQUENCES": str(options.sequences),
        "COURSE_FUZZ_KILLS": str(options.kills),
        "COURSE_FUZZ_EXAMPLES": str(options.examples),
        "COURSE_FUZZ_SEED": str(options.seed),
    }
    print(f"损坏文件 {options.runs:,} 次，动作 {options.sequences:,} 串，种子 {options.seed}。", flush=True)
    started = time.perf_counter()
    # One test runs for hours here, so no time is too long.
    command = [
        sys.executable, "-m", "pytest", "-m", "fuzz or hypothesis", f"--hypothesis-seed={options.seed}", "--capture=no", "--override-ini=faulthandler_timeout=0", "tests",
    ]  # fmt: skip
    status = subprocess.run(command, cwd=PROGRAM, env=environment, check=False).returncode
    print(
        f"{'通过' if status == 0 else '未通过，出错的文件在 .cache/fuzz，随机编的例子在上面'}，{time.perf_counter() - started:.0f} 秒"
    )
    return int(status != 0)


if __name__ == "__main__":
    sys.exit(main())
