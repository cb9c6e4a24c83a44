"""Random damage to every kind of file. A small share runs here each time, the rest with `make fuzz`."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.check import inspect
from course.load.banks import read_bank
from course.site.pages import render
from support.fuzzing import RUNS, SEED, TARGETS, Target, fuzz, fuzz_pages, mutated, sound
from support.generated_banks import written_banks
from support.sample_course import sample_course

pytestmark = pytest.mark.fuzz
# A whole course takes ten times as long as one file of it.
COURSES = RUNS * 2 // 100


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.path)
def test_damaged_files_are_judged_or_accepted(target: Target) -> None:
    for tally in fuzz(target, RUNS * target.share // 100, SEED):
        print(tally, flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert tally.runs > 0
    assert tally.failures == []


def test_the_engine_makes_nothing_of_a_page_that_the_loader_does_not_know() -> None:
    for tally in fuzz_pages(RUNS // 2, SEED):
        print(tally, flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert tally.accepted > 0
    assert tally.failures == []


def test_a_course_with_a_damaged_file_is_judged_and_rendered(tmp_path: Path) -> None:
    root = sample_course(tmp_path / "project")
    rendered = 0
    for number in range(COURSES):
        chance = random.Random(f"{SEED} course {number}")  # noqa: S311 -- no secret hangs on it
        target = chance.choice([target for target in TARGETS if (root / target.path).exists()])
        before = (root / target.path).read_bytes()
        # From the file itself, so that now and then the course stays sound.
        content = mutated(chance, (before.decode(),))
        (root / target.path).write_bytes(content)
        outcome = inspect(root)
        if not outcome.failed:
            render(outcome.course)
            rendered += 1
        (root / target.path).write_bytes(before)
    print(f"整门课：{COURSES:,} 次，其中 {rendered:,} 次没有错误、照常生成", flush=True)  # noqa: T201 -- the same


# Besides damage at random: banks in every way of writing them, then damaged, with shrinking of what fails.
@settings(max_examples=max(20, RUNS // 50))
@given(written=written_banks(), seed=st.integers(0, 2**32))
def test_generated_banks_are_judged_when_they_are_damaged(written: tuple[object, str], seed: int) -> None:
    content = mutated(random.Random(seed), (written[1],))  # noqa: S311 -- no secret hangs on it
    text = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    assert all(sound(found, text) for found in read_bank(text, "quizzes/x.yml")[1])


def test_a_seed_gives_the_same_files() -> None:
    chances = [random.Random("1"), random.Random("1"), random.Random("2")]  # noqa: S311 -- no secret hangs on it
    first, same, other = ([mutated(chance, ("会议\n" * 20,)) for _ in range(5)] for chance in chances)
    assert first == same != other
