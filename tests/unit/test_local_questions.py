"""The unit's own questions, blueprints, reviews and withdrawals: they change no file of the course."""

import json
from datetime import date
from pathlib import Path

import pytest

from course import cli
from course.check import inspect, inspect_whole
from course.edit.approve import approve
from course.edit.review import Review
from course.exams.paper import draw_paper, read_number
from course.model.review import drafts, standing
from course.release.drafts import ready
from course.site.assemble import BUILD, assemble
from course.text.diagnostics import format_text

BANK = """\
title: 本局的题
page: study/minutes.md
questions:
  # 自己的题
  - type: truefalse
    points: [r2-1-1-a]
    difficulty: 1
    stem: 会议记录由<b>办公室</b>保管。
    answer: true
    explanation: 本单位这样规定。
"""
EXAM = """\
title: 小卷
about: 试一试
minutes: 5
passing: 1
sections:
  - {title: 判断题, type: truefalse, count: 2, marks: 5}
"""
DAY = date(2026, 11, 27)
BY = Review("approved", "张三", "2026-11-26")


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(root: Path, *arguments: str) -> int:
    return cli.main([*arguments, "--root", str(root)])


def found(root: Path) -> list[str]:
    return list(format_text(inspect(root).diagnostics))


def page(root: Path, path: str) -> str:
    return (root / BUILD / "docs" / path).read_text(encoding="utf-8")


def index(root: Path) -> dict[str, object]:
    text = page(root, "quizzes/data/index.js")
    data: dict[str, object] = json.loads(text[text.index("push(") + 5 : text.rindex(")")])
    return data


def course_files(root: Path) -> dict[str, bytes]:
    places = (*(root / "quizzes").rglob("*"), *(root / "docs").rglob("*"), root / "course.yml")
    return {str(file.relative_to(root)): file.read_bytes() for file in places if file.is_file()}


@pytest.fixture
def own(root: Path) -> Path:
    write(root, "local/quizzes/local-own.yml", BANK)
    assert run(root, "ids") == 0
    return root


def test_own_questions_get_ids_of_their_own_in_a_list_of_their_own(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, "local/quizzes/local-own.yml", BANK)
    before = course_files(root)
    assert run(root, "ids") == 0
    printed = capsys.readouterr().out
    assert "新题号：local-own-001" in printed
    assert "编号已登记在 local/ids.yml。" in printed
    assert course_files(root) == before
    assert "  local-own-001: {type: truefalse, points: [r2-1-1-a]}\nwithdrawn: []\n" in (
        root / "local/ids.yml"
    ).read_text(encoding="utf-8")
    assert found(root) == []


def test_own_questions_are_asked_with_the_course_s_and_say_whose_they_are(own: Path) -> None:
    write(own, "local/quizzes/exams/local-small.yml", EXAM)
    outcome = assemble(own)
    assert outcome.diagnostics == ()
    assert "<h1>自测：本局的题（本单位）</h1>" in page(own, "quizzes/local-own.md")
    assert "判断·记忆（本单位）" in page(own, "quizzes/local-own.md")
    assert "会议记录由&lt;b&gt;办公室&lt;/b&gt;保管" in page(own, "quizzes/local-own.md")
    assert '<a class="course-tile" href="local-own.html"><strong>本局的题（本单位）</strong>' in page(
        own, "quizzes/index.md"
    )
    data = index(own)
    assert data["banks"]["local-own"]["title"] == "本局的题（本单位）"  # type: ignore[index]
    assert [exam["title"] for exam in data["exams"]] == ["小卷（本单位）"]  # type: ignore[attr-defined]
    name = read_number(outcome.course, "local-small-1")
    assert name is not None
    assert len(draw_paper(outcome.course, name).parts[0].questions) == 2


def test_a_file_of_the_unit_s_and_one_of_the_course_s_cannot_have_the_same_name(own: Path) -> None:
    write(own, "local/quizzes/own.yml", BANK.replace("- type", "- id: local-x-1\n    type"))
    write(own, "quizzes/exams/local-mine.yml", EXAM)
    assert [line.partition("：")[0] + line[line.rindex(" ") :] for line in found(own) if "file-name" in line] == [
        "local/quizzes/own.yml:1:1: 本单位自己的题库和组卷方案，文件名以 local- 开头，才不会与课程的相同。请改名为 local-own.yml [file-name] [file-name]",
        "quizzes/exams/local-mine.yml:1:1: 以 local- 开头的文件名留给使用单位。单位自己的请移到 local/quizzes/exams 里，课程的请改名 [file-name] [file-name]",
    ]


def test_a_question_of_the_course_is_withdrawn_for_the_unit_alone(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = course_files(root)
    assert run(root, "withdraw", "meeting-03", "meeting-08") == 0
    assert "已停用 2 道题，改了这些文件：local/ids.yml" in capsys.readouterr().out
    assert course_files(root) == before
    outcome = assemble(root)
    assert outcome.diagnostics == ()
    assert "meeting-03" not in page(root, "quizzes/meeting.md") + page(root, "quizzes/data/meeting.js")
    assert "meeting-03" not in page(root, "quizzes/data/index.js")
    assert "meeting-03" in {question.id for _, question in inspect_whole(root).course.questions()}
    # A second time there is nothing to withdraw, and the course's next number is not taken.
    assert run(root, "withdraw", "meeting-03") == 1
    assert "没有这些题号：meeting-03" in capsys.readouterr().err
    assert run(root, "ids") == 0
    assert course_files(root) == before


def test_an_own_question_leaves_its_bank(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        own,
        "local/quizzes/local-own.yml",
        (own / "local/quizzes/local-own.yml").read_text(encoding="utf-8")
        + BANK.partition("  # 自己的题\n")[2].replace("办公室", "秘书"),
    )
    assert run(own, "ids") == 0
    before = course_files(own)
    assert run(own, "withdraw", "local-own-001", "--course") == 1
    assert "这些是本单位自己的题：local-own-001" in capsys.readouterr().err
    assert run(own, "withdraw", "local-own-001") == 0
    assert "local-own-001" not in (own / "local/quizzes/local-own.yml").read_text(encoding="utf-8")
    assert (own / "local/ids.yml").read_text(encoding="utf-8").endswith("withdrawn:\n  - local-own-001\n")
    assert found(own) == []
    assert course_files(own) == before


def test_a_blueprint_that_runs_short_is_reported_where_the_unit_can_act(root: Path) -> None:
    write(root, "quizzes/exams/small.yml", EXAM)
    write(root, "local/ids.yml", "withdrawn:\n  - meeting-08\n  - meeting-03\n")
    assert found(root) == [
        (
            "local/ids.yml:3:5: 停用了这些题，组卷方案“小卷”的判断题就不够了：要 2 道，只剩 1 道。"
            "请从 withdrawn 里删去几个题号，或在 local/quizzes 里补题 [exam-short]"
        )
    ]
    write(root, "local/quizzes/local-own.yml", BANK)
    assert run(root, "ids") == 0
    assert found(root) == []


def test_a_blueprint_of_the_unit_s_own_that_runs_short_is_reported_in_it(root: Path) -> None:
    write(root, "local/quizzes/exams/local-small.yml", EXAM)
    write(root, "local/ids.yml", "withdrawn:\n  - meeting-03\n")
    assert [line.partition(": ")[0] for line in found(root)] == ["local/quizzes/exams/local-small.yml:6:42"]


def test_a_review_of_the_unit_changes_no_bank_and_holds_for_an_answer_version(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = course_files(own)
    assert run(own, "approve", "meeting", "--by", '张"三') == 0
    assert "local/reviews.yml：8 道题记为“已批准”" in capsys.readouterr().out
    assert run(own, "approve", "local-own", "--by", "张三", "--questions", "local-own-001") == 0
    assert run(own, "approve", "meeting", "--status", "draft", "--questions", "meeting-03") == 0
    assert course_files(own) == before
    course = inspect(own).course
    stand = {question.id: standing(bank, question) for bank, question in course.questions()}
    assert (stand["meeting-01"].status, stand["meeting-01"].reviewer) == ("approved", '张"三')
    assert stand["local-own-001"].status == "approved"
    assert stand["minutes-01"].status is None
    assert drafts(course) == {"meeting-03"}
    # The answer changes: what was reviewed was another question.
    bank = own / "quizzes/meeting.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("请排出先后。", "请排出次序。"), encoding="utf-8")
    assert found(own) == [
        (
            "quizzes/meeting.yml:42:5: 提醒：题目 meeting-05 审核以后改过题目或答案，已经变回草稿，发布时不放进去。"
            "请重新审核，再运行 ./course approve meeting --by 审核人 [changed-since-review]"
        )
    ]
    with pytest.raises(Exception, match="草稿"):
        ready(own, DAY, "fail")


def test_the_unit_s_review_goes_before_the_course_s(root: Path) -> None:
    assert approve(root, "minutes", BY).refusal == ""
    assert approve(root, "minutes", Review("draft", "", ""), in_course=False).path == "local/reviews.yml"
    assert drafts(inspect(root).course) == {"minutes-01"}
    approve(root, "minutes", Review("reviewed", "李四", "2026-11-27"), in_course=False)
    assert [line for line in ready(root, DAY, "fail").report if "minutes" in line] == [
        "  管好会议记录（minutes）：1 题由李四于 2026-11-27 审核"
    ]


def test_what_the_unit_holds_back_or_withdraws_does_not_stand_in_the_way_of_a_release(own: Path) -> None:
    assert run(own, "approve", "local-own", "--status", "draft") == 0
    assert run(own, "approve", "meeting", "--status", "draft", "--questions", "meeting-03,meeting-08") == 0
    assert run(own, "withdraw", "meeting-03") == 0
    assert found(own) == []
    released = ready(own, DAY, "leave-out").course
    assert [bank.name for bank in released.banks] == ["meeting", "minutes"]
    assert {"meeting-03", "meeting-08"}.isdisjoint(question.id for _, question in released.questions())
    # A name that is nowhere is still reported.
    write(own, "local/ids.yml", (own / "local/ids.yml").read_text(encoding="utf-8") + "  - meeting-99\n")
    assert [one.rule for one in inspect(own, drafts=False).diagnostics] == ["local-withdrawal"]


def test_the_unit_may_name_what_is_unfinished(root: Path) -> None:
    (root / "quizzes/minutes.yml").unlink()
    ids = root / "quizzes/ids.yml"
    ids.write_text(
        "".join(line for line in ids.read_text(encoding="utf-8").splitlines(keepends=True) if "  minutes-" not in line),
        encoding="utf-8",
    )
    with (root / "docs/glossary.md").open("a", encoding="utf-8") as glossary:
        glossary.write("\n### 交底 { #term-jiao-di }\n\n先说清楚。\n\n- 出处：二\n- 依据：本单位文件\n")
    with (root / "docs/study/minutes.md").open("a", encoding="utf-8") as page_text:
        page_text.write("\n事先[交底]。\n")
    write(root, "quizzes/exams/small.yml", EXAM.replace("sections:", "pages: [study/minutes.md]\nsections:"))
    write(root, "local/unit.yml", "pass_marks: {small: 8}\n")
    write(root, "local/glossary.md", "# 本单位的规定\n\n## 交底\n\n先讲清楚。\n")
    write(
        root,
        "local/documents.yml",
        "documents:\n  - title: 办法\n    terms: [交底]\n    requirements: [r2-1-1]\n",
    )
    assert [one.rule for one in inspect(root).diagnostics] == ["unfinished-page", "unfinished-exam"]
    outcome = inspect(root, drafts=False)
    assert outcome.diagnostics == ()
    assert outcome.course.exams == ()


def test_an_unfinished_question_of_the_unit_s_own_is_neither_recorded_nor_asked(root: Path) -> None:
    write(
        root,
        "local/quizzes/local-own.yml",
        BANK + BANK.partition("  # 自己的题\n")[2].replace("    explanation: 本单位这样规定。\n", ""),
    )
    before = course_files(root)
    assert run(root, "ids") == 0
    assert "local-own-002" not in (root / "local/ids.yml").read_text(encoding="utf-8")
    assert [one.rule for one in assemble(root).diagnostics] == ["unfinished-question"]
    assert "local-own-002" not in page(root, "quizzes/data/index.js")
    outcome = inspect(root, drafts=False)
    assert outcome.diagnostics == ()
    assert "local-own-002" not in {known.id for known in outcome.course.local_ids.questions}
    assert run(root, "withdraw", "local-own-002") == 0
    assert (root / "local/ids.yml").read_text(encoding="utf-8").endswith("withdrawn:\n  - local-own-002\n")
    assert found(root) == []
    assert course_files(root) == before


def test_an_unfinished_question_that_the_unit_has_withdrawn_is_neither_shown_nor_waited_for(root: Path) -> None:
    bank = root / "quizzes/meeting.yml"
    stub = "  - type: truefalse\n    id: meeting-90\n    stem: 会上要有录音。\n    answer: true\n"
    bank.write_text(bank.read_text(encoding="utf-8") + stub, encoding="utf-8")
    assert run(root, "ids") == 0
    write(root, "quizzes/exams/small.yml", EXAM.replace("count: 2", "count: 3"))
    assert [one.rule for one in inspect(root).diagnostics] == ["unfinished-exam", "unfinished-question"]
    write(root, "local/ids.yml", "withdrawn:\n  - meeting-90\n")
    assert [line[line.rindex(" ") :] for line in found(root)] == [" [exam-short]", " [unfinished-question]"]
    (root / "quizzes/exams/small.yml").unlink()
    assemble(root)
    assert "会上要有录音" not in page(root, "quizzes/meeting.md")
    assert ready(root, DAY, "fail").report == ()


def test_a_page_needs_a_finished_question_that_the_unit_has_not_withdrawn(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    stub = "  - type: truefalse\n    id: minutes-90\n    stem: 会上要有录音。\n    answer: true\n"
    bank.write_text(bank.read_text(encoding="utf-8") + stub, encoding="utf-8")
    assert run(root, "ids") == 0
    write(root, "local/ids.yml", "withdrawn:\n  - minutes-01\n")
    assert [line[line.rindex(" ") :] for line in found(root)] == [" [local-withdrawal]", " [unfinished-question]"]


def test_a_review_of_a_question_that_is_gone_is_dropped_with_the_next_review(root: Path) -> None:
    write(root, "local/reviews.yml", "questions:\n  minutes-09: {status: draft}\n  meeting-03: {status: draft}\n")
    ids = root / "quizzes/ids.yml"
    ids.write_text(
        ids.read_text(encoding="utf-8").replace("withdrawn: []", "withdrawn:\n  - minutes-09"), encoding="utf-8"
    )
    assert found(root) == []
    approve(root, "minutes", BY, in_course=False)
    text = (root / "local/reviews.yml").read_text(encoding="utf-8")
    assert "minutes-09" not in text
    assert "meeting-03" in text


def test_a_review_of_the_same_bank_twice_is_reported(root: Path) -> None:
    write(root, "local/reviews.yml", "banks:\n  minutes: {status: draft}\n  minutes: {status: draft}\n")
    assert [line[line.rindex(" ") :] for line in found(root)] == [" [duplicate-key]"]


def test_the_unit_s_pass_mark_takes_the_place_of_the_blueprint_s_and_says_so(root: Path) -> None:
    write(root, "quizzes/exams/small.yml", EXAM)
    write(root, "local/unit.yml", "pass_marks: {small: 8}\n")
    assert assemble(root).diagnostics == ()
    (exam,) = index(root)["exams"]  # type: ignore[misc]
    assert (exam["passing"], exam["about"]) == (8, "试一试（及格分由本单位规定）")  # type: ignore[has-type]
