"""Measure everything and write bench/RESULTS.md: `make bench`, or `make bench ROWS="building pages"`."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

from measure import Row, machine  # noqa: E402 -- found by the line above
from peers import CACHE, install_peers  # noqa: E402

PARTS = ("building", "pages")
BAR = 40


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure this project beside its peers.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure, everything by default")
    options = parser.parse_args()
    install_peers()
    rows = [row for part in options.parts or PARTS for row in import_module(part).rows(CACHE / "work")]
    print(table(rows))
    return 0


def table(rows: list[Row]) -> str:
    """Return the results as a Markdown table with a chart: how far each figure is from its goal."""
    head = "| what | against | goal | ours | theirs | met |\n| --- | --- | --- | --- | --- | --- |\n"
    lines = "".join(
        f"| {row.name} | {row.against} | {row.goal} | {row.ours} | {row.theirs} | {'yes' if row.met else '**no**'} |\n"
        for row in rows
    )
    return f"{machine()}\n\n{head}{lines}"


if __name__ == "__main__":
    sys.exit(main())
