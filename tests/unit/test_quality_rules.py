"""Rules of item writing: each with questions that break it and questions that only nearly do."""

import gc
import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.check import inspect
from course.load.course import load_course
from course.model.bank import Bank
from course.quality.items import items_of
from course.quality.registry import QualityRule
from course.quality.run import RULES, check
from course.site.pages import render
from support.examples import examples
from support.generated_banks import banks, yaml_text
from support.quality_banks import FOLDER, HEAD, case, choice, course_of, items_in, statement

MARK = re.compile(r"# expect: ([a-z-]+)")
COUNTED = {"key-position", "key-run", "same-number-of-keys", "truefalse-balance", "truefalse-words"}
"""Rules that look at whole banks; their cases are made below."""

ORDER = [0, 2, 1, 3]


def found_in(*texts: str) -> list[tuple[str, str]]:
    """Return rule and message of everything found in these banks."""
    course = course_of(*texts)
    return [(one.finding.rule, one.finding.message) for one in check(course, items_of(course)).open]


@pytest.mark.parametrize("rule", sorted(file.stem for file in FOLDER.glob("*.yml")))
def test_a_case_is_reported_on_the_marked_lines_and_nowhere_else(rule: str) -> None:
    text = case(rule).read_text(encoding="utf-8")
    marks = [(number, name) for number, line in enumerate(text.split("\n"), 1) for name in MARK.findall(line)]
    course = course_of(text)
    found = [(one.finding.position.line, one.finding.rule) for one in check(course, items_of(course)).open]
    assert sorted(found) == sorted(marks)
    assert rule in {name for _, name in marks}


def test_every_rule_has_a_case() -> None:
    assert {file.stem for file in FOLDER.glob("*.yml")} | COUNTED == {rule.name for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_names_its_source_and_a_bad_and_a_good_example(rule: QualityRule) -> None:
    said = rule.findings.__doc__ or ""
    assert re.search(r"HDR \d|NBME|Shute", said)
    assert "Bad: " in said
    assert "Good: " in said


def texts(number: int) -> list[str]:
    """Return four options that no other question has."""
    return [f"红{number}样", f"黄{number}样", f"蓝{number}样", f"白{number}样"]


def singles(*places: int) -> str:
    return HEAD + "".join(
        choice(number, texts(number), {place}, stem=STEMS[number % len(STEMS)].format(number))
        for number, place in enumerate(places)
    )


STEMS = ("某日{}时谁当班？", "去年{}月办何事？", "在{}号院开什么会？", "由{}组来做何种活？")


def test_right_options_at_all_places_are_in_balance() -> None:
    assert found_in(singles(*(ORDER * 5))) == []


def test_right_options_at_one_place_are_reported_for_the_bank() -> None:
    ((rule, message),) = found_in(singles(*([0, 1, 0, 2, 0, 3] * 7)))
    assert rule == "key-position"
    assert message.startswith("4 个选项的单选题共 42 道，A 项正确的有 21 道，约 10 道才均匀")


def test_a_leaning_that_no_single_bank_shows_is_reported_for_all_together() -> None:
    bank = singles(*([0, 1, 0, 2, 3, 0, 1, 0, 2, 3, 0]))
    banks = [bank.replace("made-", f"bank{number}-") for number in range(6)]
    course = course_of(*banks)
    found = {one.about.name for one in check(course, items_of(course)).open if one.finding.rule == "key-position"}
    assert found == {"全部题库"}


def test_a_multiple_choice_place_that_is_always_right_is_reported() -> None:
    sets = [{0, 1}, {0, 2, 3}, {0, 3}, {0, 1, 2}] * 4
    bank = HEAD + "".join(choice(number, texts(number), right, kind="multiple") for number, right in enumerate(sets))
    assert ("key-position", "A 项正确的有 16 道") in [(rule, said.split("，")[1]) for rule, said in found_in(bank)]


def test_six_in_a_row_are_reported_at_the_sixth() -> None:
    course = course_of(singles(1, 2, 2, 2, 2, 2, 2, 0, 3, 1))
    (one,) = check(course, items_of(course)).open
    assert (one.finding.rule, one.about.name) == ("key-run", "made-6")
    assert found_in(singles(1, 2, 2, 2, 2, 2, 1, 2, 0, 3)) == []


def test_a_bank_of_one_answer_to_statements_is_reported() -> None:
    false = HEAD + "".join(statement(n, f"在{n}号院里要{n + 7}次报到。", answer=n % 7 == 0) for n in range(28))
    assert [rule for rule, _ in found_in(false)] == ["truefalse-balance"]
    half = HEAD + "".join(statement(n, f"在{n}号院里要{n + 7}次报到。", answer=n % 2 == 0) for n in range(28))
    assert found_in(half) == []


@pytest.mark.parametrize("word", ["一律", "通常"])
def test_a_word_that_tells_the_answer_over_all_banks_is_reported(word: str) -> None:
    cued = [statement(n, f"{n}号院{word}{n + 7}次报到。", answer=word != "一律") for n in range(14)]
    plain = [statement(n, f"{n}号院要{n + 7}次报到。", answer=word == "一律") for n in range(20, 34)]
    assert [rule for rule, _ in found_in(HEAD + "".join(cued + plain))] == ["truefalse-words"]


def test_the_same_number_of_right_options_everywhere_is_reported() -> None:
    pairs = [{0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 3}, {1, 2}] * 3
    bank = HEAD + "".join(choice(n, texts(n), right, kind="multiple") for n, right in enumerate(pairs))
    assert [rule for rule, _ in found_in(bank)] == ["same-number-of-keys"]
    mixed = [{0, 1}, {2, 3}, {0, 2, 1}, {1, 3}, {0, 3}, {1, 2, 3}] * 3
    bank = HEAD + "".join(choice(n, texts(n), right, kind="multiple") for n, right in enumerate(mixed))
    assert found_in(bank) == []


FAULTY = choice(1, ["主任", "委员", "以上都对", "干事"], {0})


def accepted(rule: str, reason: str = "考的就是这种说法") -> str:
    return f"    accepted:\n      - {{rule: {rule}, reason: {reason}}}\n"


def test_a_reason_silences_its_rule_at_its_question_only() -> None:
    course = course_of(HEAD + FAULTY + accepted("catch-all-option") + FAULTY.replace("made-1", "made-2"))
    checked = check(course, items_of(course))
    assert [(one.about.name, one.reason) for one in checked.accepted] == [("made-1", "考的就是这种说法")]
    assert [one.about.name for one in checked.open if one.finding.rule == "catch-all-option"] == ["made-2"]


def test_a_reason_of_a_case_holds_for_the_questions_inside_it() -> None:
    text = (
        "  - id: case-1\n    type: case\n    points: [r1-1-1-a]\n    difficulty: 3\n    stem: 一次会\n    material: 会开了。\n"
        "    questions:\n      - {type: truefalse, stem: 会能不能不开？, answer: true}\n    explanation: 会要照规定开。\n"
    )
    silenced = accepted("question-as-statement") + "      - {rule: double-negative, reason: 原话就是这样问的}\n"
    assert {rule for rule, _ in found_in(HEAD + text)} == {"question-as-statement", "double-negative"}
    assert found_in(HEAD + text + silenced) == []


def test_a_reason_of_a_bank_silences_what_is_said_of_the_bank() -> None:
    bank = singles(*([0, 1, 0, 2, 0, 3] * 7))
    reason = "accepted: [{rule: key-position, reason: 选项按时间先后排}]\n"
    course = course_of(bank.replace("questions:", f"{reason}questions:", 1))
    checked = check(course, items_of(course))
    assert checked.open == ()
    assert [(one.about.name, one.reason) for one in checked.accepted] == [("题库", "选项按时间先后排")]


@pytest.mark.parametrize(
    ("reasons", "complaint"),
    [
        (accepted("no-such-rule"), "accepted-unknown-rule"),
        (accepted("longest-key"), "accepted-without-finding"),
        (accepted("catch-all-option") + "      - {rule: catch-all-option, reason: 又写一遍}\n", "accepted-twice"),
    ],
)
def test_a_reason_that_silences_nothing_is_reported_where_it_stands(reasons: str, complaint: str) -> None:
    text = HEAD + FAULTY + reasons
    course = course_of(text)
    found = [one.finding for one in check(course, items_of(course)).open if one.finding.rule.startswith("accepted")]
    assert [one.rule for one in found] == [complaint]
    line = text.split("\n")[found[0].position.line - 1]
    assert line[found[0].position.column - 1 :].startswith(("no-such", "longest", "catch-all"))


def test_a_reason_stays_with_those_who_write(root: Path) -> None:
    before, _ = load_course(root)
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    reasons = accepted("longest-key", "只给写题的人看")
    told = re.sub(r"(?m)^(?=    explanation:)", reasons, text)
    bank.write_text("accepted: [{rule: key-run, reason: 只给写题的人看}]\n" + told, encoding="utf-8")
    outcome = inspect(root)
    assert outcome.diagnostics == ()
    assert outcome.course.version == before.version
    assert render(outcome.course) == render(before)


def test_counts_tell_open_and_accepted_findings_apart() -> None:
    course = course_of(HEAD + FAULTY + accepted("catch-all-option") + FAULTY.replace("made-1", "made-2"))
    assert check(course, items_of(course)).counts()["catch-all-option"] == (1, 1)


def test_markup_is_no_cue() -> None:
    (item,) = items_in(HEAD + choice(1, ["'[主任](study/meeting.md)'", "委员", "'**干事**'", "组长"], {0}))
    assert item.options == ("主任", "委员", "干事", "组长")


@settings(max_examples=examples(12))
@given(st.lists(banks(), min_size=1, max_size=3))
def test_no_bank_stops_the_rules_and_every_finding_has_its_place(made: list[Bank]) -> None:
    course = course_of(*(yaml_text(bank, flow=None, width=80, unicode=True) for bank in made))
    checked = check(course, items_of(course))
    names = {rule.name for rule in RULES}
    for one in checked.open:
        assert one.finding.rule in names
        assert one.finding.message
        assert one.finding.position.path.startswith("quizzes")
    assert check(course, items_of(course)) == checked


def seconds(size: int) -> float:
    """Return how long the processor works on all rules over so many questions of one template."""
    rnd = random.Random(size)  # noqa: S311 -- not for secrets
    texts = []
    for start in range(0, size, 200):
        questions = []
        for number in range(start, start + 200):
            options = ["".join(rnd.choices(STEM_WORDS, k=4)) for _ in range(4)]
            stem = f"关于{''.join(rnd.choices(STEM_WORDS, k=4))}，规定要求由谁来统筹协调？"
            questions.append(choice(number, options, {rnd.randrange(4)}, stem=stem))
        texts.append(HEAD + "".join(questions))
    items = items_of(course_of(*texts))
    # The collector looks through everything that lives, which is not the rules' work.
    gc.disable()
    try:
        started = time.process_time()
        for rule in RULES:
            assert sum(1 for _ in rule.findings(items)) < 10 * size
        return time.process_time() - started
    finally:
        gc.enable()


STEM_WORDS = (
    "馆务",
    "库房",
    "学习",
    "科室",
    "制度",
    "清点",
    "走访",
    "调研",
    "督办",
    "述职",
    "考核",
    "部署",
    "整改",
    "内训",
)


@pytest.mark.slow
def test_four_times_the_questions_take_no_more_than_six_times_as_long() -> None:
    assert seconds(20_000) < 6 * seconds(5_000)
