"""Measure everything and write bench/RESULTS.md: `make bench`; parts of it: `.venv/bin/python bench/run.py building pages`."""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from chart import chart
from measure import Failure, Row, Table, attempt, machine
from peers import CACHE, QUIZ, install_peers

from course.environment import find_program

HERE = Path(__file__).resolve().parent
PARTS = ("building", "pages", "smooth", "player", "finding", "serving")
RESULTS = HERE / "RESULTS.md"
CHART = RESULTS.with_suffix(".svg")
MEASURED = CACHE / "measured.jsonl"
# What was learned where a goal is missed; kept by hand, put below the figures.
LEARNED = HERE / "LEARNED.md"
TOOLS = ("mkdocs", "mkdocs-material", "pyyaml", "pydantic")
# Programs that only one part asks for.
TOOLS_OF = {"serving": "wrk"}
LEGEND = (
    "Each row holds one figure of ours against a goal that was set beforehand, most of them as a ratio to a peer on the "
    "same work. *Share* is ours divided by what the goal allows: up to 1.00 the goal is met; 2.00 is "
    "twice as much as it allows."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the benchmark found: its subject, its rows, the tables beside them, and what failed."""

    subject: str
    rows: Sequence[Row]
    tables: Sequence[Table]
    failures: Sequence[Failure]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure this project beside its peers.")
    parser.add_argument("parts", nargs="*", help=f"what to measure: {', '.join(PARTS)}; everything by default")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        print(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 1
    chosen = options.parts or PARTS
    # Before anything is measured: a run takes a quarter of an hour.
    if missing := [tool for part, tool in TOOLS_OF.items() if part in chosen and not find_program(tool)]:
        print(f"missing: sudo apt install {' '.join(missing)}", file=sys.stderr)
        return 1
    install_peers()
    MEASURED.unlink(missing_ok=True)
    parts = []
    for name in chosen:
        parts.append(measured(name, MEASURED))
        print(section(parts[-1]), flush=True)
    failures = [failure for part in parts for failure in part.failures]
    # What was measured before stays where this run could not measure everything.
    if not options.parts and not failures:
        CHART.write_text(chart([(part.subject, part.rows) for part in parts]), encoding="utf-8")
        RESULTS.write_text(f"{results(parts)}\n{LEARNED.read_text(encoding='utf-8')}", encoding="utf-8")
    for failure in failures:
        print(f"not measured: {failure.name}: {failure.reason}", file=sys.stderr)
    print(f"every figure of this run: {MEASURED}", file=sys.stderr)
    return int(bool(failures))


def measured(name: str, record: Path) -> Part:
    """Run one part of the benchmark; each figure is added to `record` at once, whatever goes wrong later."""
    module = import_module(name)
    found = []
    for one in attempt(name, lambda: module.rows(CACHE / "work")):
        found.append(one)
        with record.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"part": name, **asdict(one)}, ensure_ascii=False) + "\n")
    rows = [one for one in found if isinstance(one, Row)]
    tables = [one for one in found if isinstance(one, Table)]
    return Part(module.SUBJECT, rows, tables, [one for one in found if isinstance(one, Failure)])


def results(parts: Sequence[Part]) -> str:
    """Return the results as a page: on what machine, how many goals are met, a chart, and a section to each subject."""
    rows = [row for part in parts for row in part.rows]
    met = f"**{sum(row.met for row in rows)} of {len(rows)} goals are met.** {LEGEND}"
    shown = f"![Each figure as a share of its goal]({CHART.name})"
    return "\n".join([f"# Results\n\n{_about()}\n\n{met}\n\n{shown}\n", *map(section, parts)])


def section(part: Part) -> str:
    """Return the rows of one subject as a table in Markdown, and below it the tables that belong to them."""
    head = ("what", "against", "goal", "ours", "theirs", "share", "met")
    lines = [
        (row.name, row.against, row.goal, row.ours, row.theirs, f"{row.share:.2f}", "yes" if row.met else "**no**")
        for row in part.rows
    ]
    tables = [_table(head, lines, "-----:-"), *(_table(one.head, one.lines, one.align) for one in part.tables)]
    failed = [f"Not measured: {one.name}: {one.reason}\n" for one in part.failures]
    return "\n".join([f"## {part.subject}\n", *tables, *failed])


def _table(head: Sequence[str], lines: Sequence[Sequence[str]], align: str) -> str:
    rule = ["---:" if sign == ":" else "---" for sign in align]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *lines))


def _about() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True, check=False
    )
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    missing = "" if QUIZ.exists() else " Without fullmark: no Python 3.13 was found."
    return (
        f"Measured on {day} at {commit.stdout.strip()} by `make bench`, in one run: {machine()}; {tools}. Peers: "
        "`bench/peers/*.in` and `bench/peers/package.json`. Medians of five rounds in alternation unless a row "
        f"says otherwise. Times are by the clock.{missing}"
    )


if __name__ == "__main__":
    sys.exit(main())
