"""How much computing something takes, in additions that the same machine makes in that time: a slow machine fails nothing.

A program that measures itself runs more than once if it was slow: what else a machine does only ever adds time.
"""

import json
import subprocess
import sys
import time
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


def additions(seconds: float) -> float:
    """Return how many millions of additions of Python this machine makes in so many seconds of computing.

    A machine of 2023 makes 20 in a second, a busy or old one 6.
    """
    return seconds / min(_a_million_additions() for _ in range(ATTEMPTS))


def _a_million_additions() -> float:
    total, started = 0, time.process_time()
    for number in range(1_000_000):
        total += number
    return time.process_time() - started


def lines_of(program: str, arguments: Sequence[str], limit: float) -> list[tuple[Any, ...]]:
    """Run a program that prints lists as lines of JSON, each beginning with seconds of computing.

    Return its lines, with millions of additions instead of seconds, the fewest of up to three runs: of one if none took
    as many as `limit`. Fails, with its output, if the program does.
    """
    best: list[tuple[Any, ...]] = []
    for _ in range(ATTEMPTS):
        command = [sys.executable, "-c", PEAK + program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2_000:]}"
        lines = [(additions(seconds), *rest) for seconds, *rest in map(json.loads, done.stdout.splitlines())]
        best = [min(pair, key=lambda line: line[0]) for pair in zip(best or lines, lines, strict=True)]
        if all(line[0] < limit for line in best):
            break
    return best
