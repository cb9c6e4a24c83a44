"""Hundreds of broken files at once: each gets its diagnostics at right places, none ends the program or runs."""

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path

import pytest

from course.check import Outcome, inspect
from course.files import write_bytes
from course.site.assemble import assemble
from course.text.diagnostics import Diagnostic, format_text
from support.broken_files import PWNED, Broken, broken_banks, broken_pages
from support.measured import additions
from support.sample_course import CASES, golden, sample_course

HAN = re.compile("[\u4e00-\u9fff]")
BROKEN = [*broken_banks(), *broken_pages()]
FOLDERS = {"bank": ("quizzes", "yml"), "page": ("docs/study", "md")}
# One makes a file of twenty million letters, one puts folders where others have files, one depends on the day.
ALONE = {"file-too-large", "unreadable-file", "overdue-review"}
OVERLAYS = sorted(folder for folder in (CASES / "bad").iterdir() if folder.name not in ALONE)


def path_of(number: int, broken: Broken) -> str:
    folder, ending = FOLDERS[broken.kind]
    return f"{folder}/broken-{number:03}.{ending}"


def tree(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes], Outcome]:
    """A course that was generated once, what it consisted of then, and the attempt with every broken file in it."""
    root = sample_course(tmp_path_factory.mktemp("broken") / "project")
    assert not assemble(root).failed
    before = tree(root)
    for number, broken in enumerate(BROKEN):
        # Ids and snippets of their own, so that the files say nothing about each other.
        content = broken.content
        for shared, own in (
            (b"meeting-0", b"b%d-0"),
            (b"r2-1-1", b"r2-1-%d"),
            (b"ing/minutes.md", b"ing/broken-%03d.md"),
        ):
            content = content.replace(shared, own % number)
        write_bytes(root / path_of(number, broken), content)
    return root, before, assemble(root)


def test_every_broken_file_has_exactly_its_golden_diagnostics(judged: tuple[Path, dict[str, bytes], Outcome]) -> None:
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in judged[2].diagnostics:
        by_path[one.position.path].append(one)
    lines = []
    for number, broken in enumerate(BROKEN):
        found = by_path[path_of(number, broken)]
        lines.append(f"{broken.name}: {', '.join(in_short(found)) or 'accepted'}\n")
    golden(CASES / "broken_files.txt", "".join(lines))


def in_short(found: list[Diagnostic]) -> Iterator[str]:
    """Yield place and rule of the first diagnostics; what follows from a missing place in the course is left out."""
    told = [one for one in found if one.rule not in {"page-without-nav", "bank-page", "unrecorded-id", "missing-id"}]
    yield from (f"{one.position.line}:{one.position.column} {one.rule}" for one in islice(told, 4))
    if len(told) > 4:
        yield f"{len(told) - 4} more"


def test_every_diagnostic_points_into_its_file_and_speaks_chinese(
    judged: tuple[Path, dict[str, bytes], Outcome],
) -> None:
    root, _, outcome = judged
    lines: dict[str, list[str]] = {}
    for found in outcome.diagnostics:
        path = found.position.path
        if path not in lines:
            text = (root / path).read_bytes().decode("utf-8-sig", "replace")
            lines[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= found.position.line <= len(lines[path]), found
        assert 1 <= found.position.column <= len(lines[path][found.position.line - 1]) + 1, found
        assert HAN.search(found.message), found
    for line in format_text(outcome.diagnostics):
        assert line.isprintable(), repr(line)


def test_nothing_was_run_and_what_was_generated_before_is_as_it_was(
    judged: tuple[Path, dict[str, bytes], Outcome],
) -> None:
    root, before, outcome = judged
    assert outcome.failed
    added = {path_of(number, broken) for number, broken in enumerate(BROKEN)}
    assert tree(root).keys() - before.keys() == added
    assert {path: content for path, content in tree(root).items() if path in before} == before
    assert not Path(PWNED).exists()


def test_there_are_more_than_three_hundred_and_most_are_refused(
    judged: tuple[Path, dict[str, bytes], Outcome],
) -> None:
    assert len(BROKEN) > 600
    assert len({broken.name for broken in BROKEN}) == len(BROKEN)
    refused = {found.position.path for found in judged[2].diagnostics if found.severity == "error"}
    assert len(refused) > 300


def pairs() -> list[tuple[Path, Path]]:
    return list(combinations(filter(can_be_laid_over, OVERLAYS), 2))


def can_be_laid_over(overlay: Path) -> bool:
    """Return whether an overlay has no links: none can be laid over a folder, or over another link."""
    return not any(path.is_symlink() for path in overlay.rglob("*"))


def judge_pair(root: Path, one: Path, other: Path) -> None:
    """Lay two overlays over each other: of each file the later is there, and both must be judged like any file."""
    sample_course(root, one, other)
    started = time.process_time()
    outcome = inspect(root)
    used = time.process_time() - started
    # Five seconds where a million additions take 50 ms: many times what it takes.
    assert used < 1 or additions(used) < 100
    assert outcome.diagnostics
    for found in outcome.diagnostics:
        assert HAN.search(found.message), found
    only_one = {file.relative_to(one) for file in one.rglob("*") if file.is_file()}
    only_other = {file.relative_to(other) for file in other.rglob("*") if file.is_file()}
    names = {found.rule for found in outcome.diagnostics}
    assert other.name in names or only_one & only_other, (one.name, other.name)


# Always the same ones; together with its neighbours each rule occurs several times.
@pytest.mark.parametrize("part", range(4))
def test_rules_broken_in_pairs_are_still_judged(part: int, tmp_path: Path) -> None:
    for number, (one, other) in enumerate(pairs()[part * 50 :: 203]):
        judge_pair(tmp_path / str(number), one, other)


@pytest.mark.slow
@pytest.mark.parametrize("one", dict.fromkeys(one for one, _ in pairs()), ids=lambda overlay: overlay.name)
def test_each_rule_broken_together_with_every_other_is_still_judged(one: Path, tmp_path: Path) -> None:
    for earlier, other in pairs():
        if earlier == one:
            judge_pair(tmp_path / other.name, one, other)
