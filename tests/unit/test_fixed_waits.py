"""Tests wait for conditions; the few waits for a length of time are listed with their reasons."""

import ast
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]

# A wait for a length of time is slow when it is too long, and fails on a busy machine when it is too short. Tests wait
# for what must happen (support/waiting.py, support/store.py), and move the clock of the page. The exceptions:
FIXED_WAITS = {
    "support/polling.py": 1,  # the step between two looks at a process or a file
    "support/downloads.py": 1,  # the same, while the driver hands on the events of a browser
    "browser/test_record_model.py": 3,  # random moments at which a tab dies
    "site/test_commands.py": 1,  # a server that would build once more gives no sign that it will not
}


def test_tests_wait_for_conditions_and_not_for_time() -> None:
    waits = Counter(
        file.relative_to(TESTS).as_posix()
        for file in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"wait_for_timeout", "sleep"})
        or (isinstance(node, ast.alias) and node.name == "sleep")
    )
    assert waits == FIXED_WAITS


def test_no_test_counts_seconds() -> None:
    """How long computing takes is counted in what the machine does meanwhile, beside a peer, or in a benchmark."""
    counted = [
        f"{file.relative_to(TESTS)}:{node.lineno}"
        for file in sorted(TESTS.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
        and any(map(reads_a_clock, ast.walk(node)))
        and "additions(" not in ast.unparse(node)
    ]
    assert counted == []


def reads_a_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"monotonic", "perf_counter", "process_time"}
