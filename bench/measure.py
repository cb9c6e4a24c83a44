"""Running things side by side and telling what came of it: medians of rounds in alternation, on one machine."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program: seconds by the clock, and the most memory that one of its processes took, in MB."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the results: what was measured, against what, the goal, both figures in words, and whether it is met.

    `share` is ours in proportion to the goal, for the chart: up to 1 the goal is met.
    """

    name: str
    against: str
    goal: str
    ours: str
    theirs: str
    share: float

    @property
    def met(self) -> bool:
        return self.share <= 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table beside the rows of a subject, for what one cell cannot hold.

    `align` has a sign to each column: `-` for words, `:` for figures.
    """

    head: tuple[str, ...]
    lines: Sequence[tuple[str, ...]]
    align: str


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be measured, and why; it stands where its rows would."""

    name: str
    reason: str


class NotMeasuredError(Exception):
    """Something that is measured did not do what it should; the message says what it printed."""


def attempt(name: str, measure: Callable[[], Iterable[Row | Table | Failure]]) -> Iterator[Row | Table | Failure]:
    """Yield what is measured. Whatever goes wrong ends this measurement only, as a failure of this name."""
    try:
        yield from measure()
    except Exception as error:  # noqa: BLE001 -- a benchmark runs other people's programs, which fail in any way
        traceback.print_exc()
        yield Failure(name, f"{type(error).__name__}: {error}")


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Run:
    """Run a program to its end. Raises NotMeasuredError if it fails."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "true", **(environment or {})},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        # Unlike `wait`, this tells what the process and those that it waited for have used.
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            raise NotMeasuredError(
                f"{' '.join(map(str, command))} failed in {folder}:\n{said.read().decode(errors='replace')[-3000:]}"
            )
    return Run(seconds, used.ru_maxrss / 1024)


def alternate(contenders: Mapping[str, Callable[[], Run]], rounds: int = ROUNDS) -> dict[str, Run]:
    """Let everybody run once after the other, `rounds` times; return each one's medians."""
    runs: dict[str, list[Run]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name, contender in contenders.items():
            print(f"  {number + 1}/{rounds} {name} …", file=sys.stderr, flush=True)
            runs[name].append(contender())
    return {name: middle(found) for name, found in runs.items()}


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of several runs."""
    return Run(statistics.median(one.seconds for one in runs), statistics.median(one.megabytes for one in runs))


def size_of(folder: Path) -> int:
    """Return how many bytes the files below a folder have."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def fresh(folder: Path) -> Path:
    """Return the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def machine() -> str:
    """Return processor, memory and system in words."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    memory = next(
        (int(line.split()[1]) // 1024**2 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0
    )
    return f"{os.cpu_count()} × {model}, {memory} GiB, Python {sys.version.split()[0]}"


def _lines(name: str) -> list[str]:
    file = Path(name)
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
