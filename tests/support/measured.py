"""Runs a program that measures itself, more than once if it was slow: what else a machine does only ever adds time."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

ATTEMPTS = 3

# What the system counts for this process alone; `ru_maxrss` would begin with the peak of the process that started it.
PEAK = """
def peak():
    with open("/proc/self/status") as status:
        (line,) = [line for line in status if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024

def forget_peak():
    with open("/proc/self/clear_refs", "w") as control:
        control.write("5")
    return peak()
"""


def lines_of(program: str, arguments: Sequence[str], limit: float) -> list[list[Any]]:
    """Run a program that prints lists as lines of JSON, each beginning with seconds of computing.

    Return its lines, each with the fewest seconds of up to three runs: of one if none took as long as `limit`. Fails,
    with its output, if the program does.
    """
    best: list[list[Any]] = []
    for _ in range(ATTEMPTS):
        command = [sys.executable, "-c", PEAK + program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2_000:]}"
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        best = [min(pair, key=lambda line: line[0]) for pair in zip(best or lines, lines, strict=True)]
        if all(line[0] < limit for line in best):
            break
    return best
