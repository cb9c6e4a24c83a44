"""What a page's main thread does at a stretch, from the browser's own trace.

Processor time is counted, not the clock: other programs on the machine would make every task longer by the clock.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"]
TASK = "RunTask"
MAIN_THREAD = "CrRendererMain"


@dataclass(frozen=True, slots=True)
class Task:
    """One task: processor time in milliseconds, and what it went to, the most first, in milliseconds too."""

    milliseconds: float
    parts: tuple[tuple[str, float], ...]


def longest(trace: bytes, address: str) -> Task:
    """Return the longest task of the pages at an address; the browser's own pages do not count."""
    events = json.loads(trace)["traceEvents"]
    pids = {event["pid"] for event in events if _address(event).startswith(address)}
    threads = _threads([event for event in events if event["pid"] in pids])
    tasks = [(event, events) for events in threads for event in events if event["name"] == TASK]
    if not tasks:
        return Task(0, ())
    task, events = max(tasks, key=lambda found: found[0].get("tdur", 0))
    inside = [event for event in events if _within(event, task)]
    shares: Counter[str] = Counter()
    for event, own in _own_times(inside):
        shares[_label(event)] += own
    return Task(task["tdur"] / 1000, tuple((name, own / 1000) for name, own in shares.most_common(3)))


def _threads(events: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the events of each main thread of a page, in the order in which they began."""
    names = {
        (event["pid"], event["tid"]) for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == MAIN_THREAD
    }  # fmt: skip
    found: dict[tuple[int, int], list[dict[str, Any]]] = {name: [] for name in names}
    for event in events:
        place = (event["pid"], event["tid"])
        if event["ph"] == "X" and place in found:
            found[place].append(event)
    return [sorted(one, key=lambda event: (event["ts"], -event.get("dur", 0))) for one in found.values()]


def _within(event: dict[str, Any], task: dict[str, Any]) -> bool:
    return bool(task["ts"] <= event["ts"] and event["ts"] + event.get("dur", 0) <= task["ts"] + task["dur"])


def _own_times(events: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], float]]:
    """Yield each event with its time less that of the events inside it."""
    open_ones: list[tuple[dict[str, Any], list[float]]] = []
    for event in events:
        while open_ones and event["ts"] >= open_ones[-1][0]["ts"] + open_ones[-1][0].get("dur", 0):
            done, inner = open_ones.pop()
            yield done, done.get("tdur", 0) - sum(inner)
        if open_ones:
            open_ones[-1][1].append(event.get("tdur", 0))
        open_ones.append((event, []))
    for done, inner in open_ones:
        yield done, done.get("tdur", 0) - sum(inner)


def _label(event: dict[str, Any]) -> str:
    """Name what ran: a script by its file, everything else by what the browser calls it."""
    file = _address(event).rpartition("/")[2].partition("?")[0]
    return f"{event['name']} {file}".strip()


def _address(event: dict[str, Any]) -> str:
    data = event.get("args", {}).get("data")
    return str(data.get("url") or "") if isinstance(data, dict) else ""
