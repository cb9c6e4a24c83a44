"""Measure everything and write bench/RESULTS.md: `make bench`, or parts of it: `make bench ROWS="building pages"`."""

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "scripts")]

from measure import Row, machine  # noqa: E402 -- found by the line above
from peers import CACHE, install_peers  # noqa: E402

PARTS = ("building", "pages", "smooth", "player")
RESULTS = HERE / "RESULTS.md"
# What was learned where a goal is missed; kept by hand, put below the figures.
LEARNED = HERE / "LEARNED.md"
TOOLS = ("mkdocs", "mkdocs-material", "pyyaml", "pydantic")
BAR = 24


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure this project beside its peers.")
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)}; everything by default")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        print(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 1
    install_peers()
    rows = [row for part in options.parts or PARTS for row in import_module(part).rows(CACHE / "work")]
    text = results(rows)
    print(text)
    if not options.parts:
        RESULTS.write_text(f"{text}\n{LEARNED.read_text(encoding='utf-8')}", encoding="utf-8")
    return 0


def results(rows: list[Row]) -> str:
    """Return the results as a page: on what machine, a table, and a chart of how far each figure is from its goal."""
    return f"# Results\n\n{_about()}\n\n{_table(rows)}\n{_chart(rows)}"


def _about() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return (
        f"Measured on {day} at {commit.stdout.strip()} by `make bench`, in one run: {machine()}; {tools}. Peers: "
        "`bench/peers/requirements.in` and `bench/peers/package.json`. Medians of five rounds in alternation unless a row "
        "says otherwise. Times are by the clock."
    )


def _table(rows: list[Row]) -> str:
    head = "| what | against | goal | ours | theirs | met |\n| --- | --- | --- | --- | --- | --- |\n"
    return head + "".join(
        f"| {row.name} | {row.against} | {row.goal} | {row.ours} | {row.theirs} | {'yes' if row.met else '**no**'} |\n"
        for row in rows
    )


def _chart(rows: list[Row]) -> str:
    """Draw each figure as a share of its goal: what ends before the mark is met."""
    lines = []
    for row in rows:
        length = min(round(row.share * BAR), 3 * BAR)
        bar = "█" * min(length, BAR) + "░" * (BAR - length) + "│" + "█" * (length - BAR)
        lines.append(f"{bar} {row.share:.2f} x the goal  {row.name}, {row.against}")
    return "Share of each goal (│):\n\n```text\n" + "\n".join(lines) + "\n```\n"


if __name__ == "__main__":
    sys.exit(main())
