"""Papers: the same number gives the same paper, filled, spread and without leaks; the player agrees."""

import json
import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.exams.draw import Candidate, draw
from course.exams.shuffle import seed_for, shuffle
from course.model.bank import KIND_LABELS, Kind
from course.model.exam import DifficultyMix, Exam, Section
from course.text.yaml_reader import read
from support.archives import COURSE
from support.sample_course import CASES, UPDATE

FILE = CASES / "draw.json"
KINDS: tuple[Kind | None, ...] = (*KIND_LABELS, None)
TYPES = ("single", "multiple", "truefalse", "blank")
EXAMS: dict[str, tuple[dict[str, int], tuple[int, int, int] | None]] = {
    "one": ({"single": 1}, None),
    "mixed": ({"single": 8, "multiple": 4, "truefalse": 3}, (40, 40, 20)),
    "hard": ({"blank": 5, "single": 5}, (0, 0, 100)),
    "everything": ({"single": 40, "multiple": 40, "truefalse": 40, "blank": 40}, (40, 40, 20)),
    "twice": ({"single": 3, "multiple": 2}, (50, 50, 0)),
    "scarce": ({"single": 3, "blank": 1}, None),
    "kinds": ({"single:decide,diagnose": 6, "single": 4, "multiple:understand": 3, "multiple:decide": 3}, (20, 40, 40)),
}


def pool(seed: int, size: int) -> list[Candidate]:
    """Return made-up questions of all types on a few pages, some of them to be kept apart."""
    rnd = random.Random(seed)  # noqa: S311 -- test data
    names = [f"q-{number:03d}" for number in range(size)]
    return [
        Candidate(
            id=name,
            type=rnd.choice(TYPES),
            page=f"study/{rnd.choice('aabbbc')}.md",
            difficulty=rnd.choice((1, 1, 2, 2, 3)),
            apart=tuple(rnd.sample([other for other in names if other != name], 1))
            if size > 1 and rnd.random() < 0.15
            else (),
            kind=KINDS[number // 2 % len(KINDS)],
        )
        for number, name in enumerate(names)
    ]


def barred() -> list[Candidate]:
    """Return questions of which half of one type bar the only one of another."""
    singles = [Candidate(f"q-{number}", "single", "study/a.md", 2, ("q-9",) * (number % 2)) for number in range(8)]
    return [*singles, Candidate("q-9", "blank", "study/a.md", 2)]


def blueprint(counts: dict[str, int], shares: tuple[int, int, int] | None) -> Exam:
    return Exam(
        title="卷",
        about="卷",
        minutes=10,
        passing=1,
        difficulty=DifficultyMix(remember=shares[0], understand=shares[1], apply=shares[2]) if shares else None,
        sections=tuple(
            Section.model_validate({"title": name, "count": count, "marks": 1, **section(name)})
            for name, count in counts.items()
        ),
    )


def section(name: str) -> dict[str, Any]:
    """Return the type and the kinds that a name such as `single:decide` stands for."""
    type_, _, kinds = name.partition(":")
    return {"type": type_, "kinds": tuple(kinds.split(","))} if kinds else {"type": type_}


def cases() -> dict[str, Any]:
    """Return pools, blueprints and what is drawn from them, as the player's tests read it."""
    pools = {str(size): pool(size, size) for size in (0, 1, 12, 60, 150)}
    pools["barred"] = barred()
    draws = [
        {"pool": name, "exam": kind, "number": f"{kind}-{number}", "paper": draw(pools[name], blueprint(*exam), f"{kind}-{number}")}
        for name in pools
        for kind, exam in EXAMS.items()
        for number in range(3 if name in {"0", "1"} else 12)
    ]  # fmt: skip
    return {
        "pools": {
            name: [[one.id, one.type, one.page, one.difficulty, list(one.apart), one.kind] for one in ones]
            for name, ones in pools.items()
        },
        "exams": {
            kind: {"shares": shares, "sections": [{**section(one), "count": count} for one, count in counts.items()]}
            for kind, (counts, shares) in EXAMS.items()
        },
        "draws": draws,
    }


def test_the_shared_draws_are_the_present_ones() -> None:
    present = json.loads(json.dumps(cases()))
    if UPDATE:
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in present["draws"])
        head = json.dumps({name: present[name] for name in ("pools", "exams")}, ensure_ascii=False)
        FILE.write_text(f'{head[:-1]},\n"draws": [\n{lines}\n]}}\n', encoding="utf-8", newline="\n")
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert len(kept["draws"]) >= 200
    assert present == kept


@pytest.mark.parametrize("name", ["shuffle", "seeds"])
def test_both_languages_shuffle_alike(name: str) -> None:
    document, _ = read((CASES / "shuffle.yml").read_text(encoding="utf-8"), "shuffle.yml")
    assert isinstance(document.value, dict)
    for case in document.value[name]:  # type: ignore[union-attr]
        assert isinstance(case, dict)
        if name == "shuffle":
            assert shuffle(case["seed"], case["n"], case["fixed"]) == list(case["order"])  # type: ignore[arg-type]
        else:
            assert seed_for(case["seed"], case["name"]) == case["expected"]  # type: ignore[arg-type]


def test_a_section_that_only_one_question_can_fill_has_it() -> None:
    exam = blueprint(*EXAMS["scarce"])
    papers = [draw(barred(), exam, f"scarce-{number}") for number in range(20)]
    assert [[len(section) for section in paper] for paper in papers] == [[3, 1]] * 20


numbers = st.text(min_size=1, max_size=12)
pools = st.builds(pool, st.integers(0, 10_000), st.integers(0, 120))
exams = st.sampled_from(list(EXAMS.values())).map(lambda exam: blueprint(*exam))


@given(pools, exams, numbers)
def test_a_paper_repeats_nothing_and_keeps_apart_what_is_to_be_kept_apart(
    questions: list[Candidate], exam: Exam, number: str
) -> None:
    known = {one.id: one for one in questions}
    paper = draw(questions, exam, number)
    ids = [name for section in paper for name in section]
    assert len(ids) == len(set(ids))
    for section, wanted in zip(paper, exam.sections, strict=True):
        assert all(wanted.asks(known[name].type, known[name].kind) for name in section)
        assert len(section) <= wanted.count
    assert not any(other in ids for name in ids for other in known[name].apart)


@given(pools, exams, numbers, st.randoms(use_true_random=False))
def test_the_order_of_the_pool_does_not_matter(
    questions: list[Candidate], exam: Exam, number: str, rnd: random.Random
) -> None:
    mixed = list(questions)
    rnd.shuffle(mixed)
    assert draw(mixed, exam, number) == draw(questions, exam, number)


def candidates(pages: frozenset[str] = frozenset()) -> list[Candidate]:
    return [
        Candidate.of(question, bank.page) for bank, question in COURSE.questions() if not pages or bank.page in pages
    ]


def test_the_blueprints_of_the_second_course_are_filled_whatever_the_number() -> None:
    assert {file.name for file in COURSE.exams} == {"annual", "newcomer", "page"}
    for file in COURSE.exams:
        banks = [frozenset({study.page.path}) for study in COURSE.study] if file.exam.choose_page else [frozenset()]
        for chosen in banks:
            questions = candidates(chosen)
            for number in range(20):
                paper = draw(questions, file.exam, f"{file.name}-{number}")
                assert [len(one) for one in paper] == [section.count for section in file.exam.sections]


def test_a_paper_of_the_whole_course_spreads_over_pages_and_difficulties() -> None:
    exam = next(file.exam for file in COURSE.exams if file.name == "annual")
    questions = {one.id: one for one in candidates()}
    singles = Counter(one.page for one in questions.values() if one.type == "single")
    for number in range(20):
        paper = draw(list(questions.values()), exam, f"annual-{number}")
        chosen = Counter(questions[name].page for name in paper[0])
        assert set(chosen) == set(singles), "a page has no single-choice question on the paper"
        levels = Counter(questions[name].difficulty for section in paper for name in section)
        total = sum(levels.values())
        assert all(abs(100 * levels[level] / total - share) <= 8 for level, share in ((1, 10), (2, 40), (3, 50)))


def test_other_numbers_give_other_papers_and_in_time_every_question() -> None:
    exam = next(file.exam for file in COURSE.exams if file.name == "annual")
    questions = candidates()
    papers = [draw(questions, exam, f"annual-{number}") for number in range(60)]
    assert len(set(papers)) == len(papers)
    seen = {name for paper in papers for section in paper for name in section}
    asked = {one.id for one in questions if one.type in {section.type for section in exam.sections}}
    assert len(seen) > 0.9 * len(asked)


def test_a_section_for_some_kinds_has_no_others_and_is_filled_although_another_takes_from_the_same() -> None:
    exam = blueprint(*EXAMS["kinds"])
    known = {one.id: one for one in pool(400, 400)}
    for number in range(20):
        paper = draw(known.values(), exam, f"kinds-{number}")
        assert [len(section) for section in paper] == [6, 4, 3, 3]
        assert {known[name].kind for name in paper[0]} <= {"decide", "diagnose"}
        assert {known[name].kind for name in paper[2]} == {"understand"}


@given(pools, exams, numbers)
def test_what_is_counted_as_enough_fills_every_section(questions: list[Candidate], exam: Exam, number: str) -> None:
    free = [replace(one, apart=()) for one in questions]
    available = [sum(section.asks(one.type, one.kind) for one in free) for section in exam.sections]
    enough = all(exam.required(place) <= many for place, many in enumerate(available))
    filled = [len(one) for one in draw(free, exam, number)] == [section.count for section in exam.sections]
    assert filled or not enough
