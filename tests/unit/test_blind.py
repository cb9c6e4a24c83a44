"""`./course blind`: a test on paper that says nothing of its key, and what answers to it came to."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.exams.grade import grade
from course.exams.option_order import key_text
from course.judging.answers import BlindQuestion, ReaderAnswers, read_sheet, response_of
from course.judging.blind import BlindTest, blind_test, key_file, paper_text, read_key, still_asked
from course.judging.sample import Pool, stratified
from course.model.bank import BlankPart, Case, Question, ShortAnswer
from course.model.normalise import normalise
from support.archives import COURSE, SCENARIO
from support.generated_banks import questions
from support.sample_course import CASES, golden

BLIND = CASES / "blind"
WIDE = str.maketrans({**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}})
KINDS = {"meeting-01": "decide", "meeting-02": "decide", "meeting-03": "understand", "meeting-07": "decide"}


def asked_once(question: Question, seed: int = 7) -> dict[int, BlindQuestion]:
    return {1: BlindQuestion(1, question, seed)}


def lines_of(question: Question, seed: int) -> str:
    """Write the key as a reader would write it."""
    key = key_text(question, seed)
    if not isinstance(question, Case):
        return f"1 {key}"
    parts = re.split(r"(?:^|　)（\d+）", key)[1:]
    return "\n".join(f"1.{place} {part}" for place, part in enumerate(parts, 1))


def can_be_written(question: Question) -> bool:
    """Return whether a semicolon separates blanks only, a line is one line, and marks alone are no answer."""
    parts = question.questions if isinstance(question, Case) else (question,)
    texts = [one for part in parts if isinstance(part, BlankPart) for answers in part.answers for one in answers]
    unclear = [text for text in texts if re.search(r"[;；\r\n　（]", text) or not normalise(text)]
    return not isinstance(question, ShortAnswer) and not unclear


@given(questions().filter(can_be_written), st.integers(0, 2**32 - 1), st.booleans())
def test_the_key_written_as_an_answer_is_right_in_any_width(question: Question, seed: int, wide: bool) -> None:  # noqa: FBT001
    text = lines_of(question, seed)
    sheet = read_sheet(text.translate(WIDE) if wide else text, "甲.txt", {1: BlindQuestion(1, question, seed)})
    assert isinstance(sheet, ReaderAnswers), sheet
    assert grade(question, sheet.responses[1]) == "right"


def test_a_way_through_a_scenario_is_read_with_steps_or_without() -> None:
    whole = key_text(SCENARIO, 7)
    letters = re.sub(r"\d", "", whole)
    assert response_of(SCENARIO, whole, 7) == response_of(SCENARIO, letters, 7) is not None
    assert response_of(SCENARIO, whole.partition("→")[0], 7) is None


def test_the_test_says_nothing_of_the_key_and_asks_each_question_once() -> None:
    test = blind_test(COURSE, Pool(), None, 7)
    text = paper_text(test, COURSE.title)
    hints = [
        hint
        for one in test.asked
        for hint in (one.question.id, one.question.explanation, *(why for why in whys(one.question) if why))
        if hint
    ]
    assert [hint for hint in hints if hint in text] == []
    assert len({one.question.id for one in test.asked}) == len(test.asked)
    count = sum(1 for _ in COURSE.questions())
    assert len(test.asked) + test.apart + test.self_marked == count


def whys(question: Question) -> list[str | None]:
    return [option.why for option in getattr(question, "options", ())]


def test_the_same_seed_gives_the_same_test_and_another_one_another() -> None:
    def files(seed: int) -> tuple[str, str]:
        test = blind_test(COURSE, Pool(), 20, seed)
        return paper_text(test, COURSE.title), key_file(test)

    assert files(7) == files(7)
    assert files(7) != files(8)


def test_no_two_questions_of_a_test_give_each_other_away() -> None:
    for seed in range(20):
        names = {one.question.id for one in blind_test(COURSE, Pool(), None, seed).asked}
        together = [
            (question.id, other)
            for _, question in COURSE.questions()
            for other in question.apart
            if question.id in names and other in names
        ]
        assert together == []
    assert any(question.apart for _, question in COURSE.questions())


def test_a_sample_has_its_share_of_every_type_and_kind() -> None:
    everything = [question for _, question in COURSE.questions()]
    for count in (1, 10, 33, len(everything) - 1):
        sample = stratified(everything, count)
        assert len(sample) == count
        found = Counter((one.type, one.kind) for one in sample)
        for stratum, size in Counter((one.type, one.kind) for one in everything).items():
            assert abs(found[stratum] - size * count / len(everything)) < 1
    assert stratified(everything, len(everything) + 1) == everything


@pytest.fixture
def project(root: Path) -> Path:
    """The sample course, some of whose questions say their kind."""
    file = root / "quizzes/meeting.yml"
    text = file.read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        text = text.replace(f"id: {name}\n", f"id: {name}\n    kind: {kind}\n")
    file.write_text(text, encoding="utf-8")
    return root


def run(project: Path, *arguments: str) -> int:
    return cli.main(["blind", "--root", str(project), *arguments])


def written(project: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted((project / "dist/blind").glob("*"))}


def test_it_writes_the_test_and_its_key_golden(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--seed", "3") == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["盲读试卷 3：8 道题", "1 道简答题由答题人自评，没有放进去"]
    found = written(project)
    assert list(found) == ["盲读-3-答案.txt", "盲读-3-试卷.txt"]
    golden(BLIND / "key.txt", found["盲读-3-答案.txt"])
    golden(BLIND / "test.txt", found["盲读-3-试卷.txt"])


def test_answers_are_marked_by_type_and_kind_golden(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = str(BLIND / "key.txt")
    assert run(project, "--key", key, str(BLIND / "甲.txt"), str(BLIND / "乙.txt")) == 0
    golden(BLIND / "scores.txt", capsys.readouterr().out.replace(f"{BLIND}/", ""))


def test_all_that_cannot_be_read_is_told_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--key", str(BLIND / "key.txt"), str(BLIND / "unclear.txt")) == 1
    printed = capsys.readouterr()
    golden(BLIND / "unclear-expected.txt", (printed.out + printed.err).replace(f"{BLIND}/", ""))


def test_questions_that_changed_since_do_not_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = project / "quizzes/minutes.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("只写决定", "只记决定"), encoding="utf-8")
    assert run(project, "--key", str(BLIND / "key.txt"), str(BLIND / "甲.txt")) == 0
    said = capsys.readouterr().out
    assert said.startswith("7 道题，1 份答卷")
    assert re.search(r"后来改过或停用、不算的 1 道：第 \d 题 minutes-01\n", said)


def test_only_the_banks_and_kinds_asked_for_are_drawn_from(project: Path) -> None:
    assert run(project, "--bank", "meeting", "--kinds", "决定，understand", "--seed", "1") == 0
    assert set(re.findall(r"meeting-\d\d|minutes-\d\d", written(project)["盲读-1-答案.txt"])) == set(KINDS)


def test_scenarios_can_be_left_out() -> None:
    types = {question.type for question in Pool().of(COURSE)}
    assert types - {question.type for question in Pool(scenarios=False).of(COURSE)} == {"scenario"}


def test_a_scenario_is_asked_step_by_step_without_what_comes_of_it() -> None:
    text = paper_text(BlindTest("x", 1, (BlindQuestion(1, SCENARIO, 7),), 0, 0), "课程")
    assert [step.text in text for step in SCENARIO.steps.values()] == [True] * len(SCENARIO.steps)
    effects = {choice.effect for step in SCENARIO.steps.values() for choice in step.choices if choice.effect}
    ends = {shown for end in SCENARIO.ends.values() for shown in (end.text, end.debrief)}
    assert effects
    assert [shown for shown in effects | ends if shown in text] == []


def test_a_file_without_an_answer_is_no_sheet() -> None:
    found = read_sheet("# 甲\n", "甲.txt", asked_once(SCENARIO))
    assert not isinstance(found, ReaderAnswers)
    assert [one.rule for one in found] == ["blind-empty"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bank", "none,meeting", "--kinds", "想"], "没有题库 none。可用：meeting、minutes；没有“想”这一类。可用：决定、诊断、"),
        (["--kinds", "wording"], "没有一道题可以用"),
        (["x.txt"], "计分要写答卷，也要写 --key"),
        (["--key", "x.txt"], "计分要写答卷，也要写 --key"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_or_marked_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(project, *arguments) == 1
    assert message in capsys.readouterr().err
    assert written(project) == {}


def test_a_key_that_is_none_or_of_another_course_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--key", str(BLIND / "甲.txt"), str(BLIND / "甲.txt")) == 1
    assert "不是盲读试卷的答案" in capsys.readouterr().err
    other = project / "key.txt"
    other.write_text(key_file(blind_test(COURSE, Pool(), 3, 1)), encoding="utf-8")
    assert run(project, "--key", str(other), str(BLIND / "甲.txt")) == 1
    assert f"答案是课程 {COURSE.identity.id} 的" in capsys.readouterr().err


def test_a_key_is_read_as_it_was_written() -> None:
    test = blind_test(COURSE, Pool(), None, 5)
    key = read_key(key_file(test), "key.txt")
    asked, changed = still_asked(COURSE, key)
    assert (tuple(asked.values()), changed) == (test.asked, [])
