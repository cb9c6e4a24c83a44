"""The report as staff get it: in the terminal, for programs, as a page; and what ships passes it."""

import json
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings

from course import cli
from course.model.bank import Bank, answer_version
from course.quality.page import page
from course.quality.report import Report, assess
from support.archives import COURSE
from support.examples import examples
from support.generated_banks import banks, yaml_text
from support.hostile_records import ATTEMPT, CONTENT, NOW, sealed
from support.quality_banks import HEAD, choice, course_of
from support.site_build import ROOT

HOSTILE = "<script>alert(1)</script>"
ACCEPTED = f"    accepted: [{{rule: catch-all-option, reason: '{HOSTILE}'}}]\n"
LONG = "由主任和委员一起商量以后再定"


@pytest.fixture(scope="module")
def archives_report() -> Report:
    return assess(COURSE)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = cli.main(["quality", *map(str, arguments)])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_second_course_has_nothing_left_to_explain(archives_report: Report) -> None:
    assert [f"{one.finding.position} {one.finding.message} [{one.finding.rule}]" for one in archives_report.open] == []


def test_shape_does_not_give_the_second_course_away(archives_report: Report) -> None:
    assert [found.type for found in archives_report.guesses] == ["single", "multiple", "truefalse"]
    enough = [found for found in archives_report.guesses if found.enough]
    assert [found.type for found in enough] == ["single"]
    for found in enough:
        assert found.accuracy.holds(found.chance), found


@pytest.fixture
def faulty(root: Path) -> Path:
    """A project with one question whose right option stands out."""
    (root / "quizzes/extra.yml").write_text(HEAD + choice(1, [LONG, "委员", "干事", "组长"], {0}), encoding="utf-8")
    ids = (root / "quizzes/ids.yml").read_text(encoding="utf-8")
    known = ids.replace("questions:\n", "questions:\n  made-1: {type: single, points: [r1-1-1-a]}\n", 1)
    (root / "quizzes/ids.yml").write_text(known, encoding="utf-8")
    return root


def handed_in(folder: Path, count: int, version: str) -> Path:
    """Write the records of so many members, of whom every third chose the second option."""
    folder.mkdir()
    for member in range(count):
        pick = int(member % 3 == 0)
        attempt = {
            **ATTEMPT, "id": f"a{member}", "question": "made-1", "version": version, "response": pick, "took": 2000,
            "verdict": "wrong" if pick else "right", "at": NOW - 1000,
        }  # fmt: skip
        content = {**CONTENT, "name": "王芳", "learner": f"member{member}", "attempts": [attempt]}
        (folder / f"{member:02}.json").write_bytes(sealed(content))
    return folder


def version_of(text: str) -> str:
    (question,) = [question for _, question in course_of(text).questions()]
    return answer_version(question)


def test_findings_are_printed_with_place_and_rule_and_make_it_fail(
    faulty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "--root", faulty)
    assert status == 1
    lines = out.splitlines()
    assert any(line.startswith("quizzes/extra.yml:10:16: 正确选项（14 字）比每一个错误选项") for line in lines)
    assert "　longest-key　1／0" in lines
    assert any(line.startswith("　单选题 3 道，太少") for line in lines)
    assert lines[-1].startswith("10 道题（连案例小题 12 道），还有")
    assert "正在试着只看选项的样子猜答案" in err


def test_programs_get_json_and_nothing_else(faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "--root", faulty, "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert "longest-key" in {one["rule"] for one in report["findings"]}
    assert {one["about"] for one in report["findings"] if one["path"] == "quizzes/extra.yml"} == {"made-1"}
    assert report["usage"] is None
    status, out, _ = run(capsys, "--root", faulty, "--format", "github")
    assert status == 1
    assert any(
        line.startswith("::error file=quizzes/extra.yml,line=10,col=16,title=longest-key") for line in out.splitlines()
    )


def test_members_answers_enter_the_report_without_names(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = version_of((faulty / "quizzes/extra.yml").read_text(encoding="utf-8"))
    folder = handed_in(tmp_path / "交来", 12, version)
    target = tmp_path / "报告/quality.html"
    _, out, _ = run(capsys, "--root", faulty, "--output", target, folder)
    assert "学员作答：12 个文件，12 人，算进统计的第一次作答 12 次" in out
    text = target.read_text(encoding="utf-8")
    assert "67%（39%～86%）" in text
    assert f"<strong>{LONG} 8</strong>；委员 4；干事 0；组长 0" in text
    assert "12（仅供参考）" in text
    assert "王芳" not in text + out
    _, out, _ = run(capsys, "--root", faulty, "--format", "json", folder)
    (used,) = json.loads(out)["usage"]["questions"]
    assert (used["id"], used["members"], used["right"], used["options"]) == ("made-1", 12, 8, [[8, 4, 0, 0]])
    assert used["seconds"] == [2.0, 2.0, 2.0]


def test_answers_to_an_older_version_are_told_and_left_out(
    faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "--root", faulty, handed_in(tmp_path / "交来", 3, "0123456789ab"))
    assert "3 次作答对的是题目改动前的版本，不算" in out
    assert "算进统计的第一次作答 0 次" in out


def test_a_refused_file_is_named_and_makes_it_fail(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "坏.json").write_text("{", encoding="utf-8")
    status, out, _ = run(capsys, "--root", root, tmp_path / "坏.json")
    assert status == 1
    assert "没有采用 坏.json：读不懂" in out


def test_what_is_not_there_is_said_without_a_report(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run(capsys, "--root", root, tmp_path / "no.json")
    assert (status, out) == (1, "")
    assert err.startswith("报告没有做成：没有找到")


def test_a_report_is_not_overwritten_without_force(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "quality.html"
    target.write_text("旧的", encoding="utf-8")
    status, out, err = run(capsys, "--root", root, "--output", target)
    assert (status, out) == (1, "")
    assert "已经有了，内容不同" in err
    assert target.read_text(encoding="utf-8") == "旧的"
    run(capsys, "--root", root, "--output", target, "--force")
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_course_with_errors_gets_no_report(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/extra.yml").write_text(HEAD + "  - {type: sngle}\n", encoding="utf-8")
    status, out, err = run(capsys, "--root", root, "--output", tmp_path / "quality.html")
    assert status == 1
    assert "[unknown-type]" in out
    assert err == "请先改好上面的错误，再运行 ./course quality。\n"
    assert not (tmp_path / "quality.html").exists()


def test_without_statistics_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['sklearn'] = None; from course.cli import main; sys.exit(main(['quality']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("缺少统计工具 sklearn")
    assert f'"{ROOT}/scripts/install.py" --quality' in done.stderr


def test_the_page_is_whole_html_without_scripts_and_asks_nobody(archives_report: Report) -> None:
    text = page(archives_report, "2026-11-26")
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text
    assert "default-src 'none'" in text
    assert not {"http:", "https:", "src=", "url("} & {
        mark for mark in ("http:", "https:", "src=", "url(") if mark in text
    }
    assert "没有待改的提示" in text


def test_what_a_bank_says_never_becomes_markup() -> None:
    course = course_of(HEAD.replace("题库", f"'{HOSTILE}'") + choice(1, ["以上都对", "乙", "丙", "丁"], {0}) + ACCEPTED)
    text = page(assess(course), "2026-11-26")
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


@settings(max_examples=examples(12))
@given(banks())
def test_no_bank_spoils_the_page(made: Bank) -> None:
    course = course_of(yaml_text(made, flow=None, width=80, unicode=True))
    text = page(assess(course), "2026-11-26")
    html5lib.HTMLParser(strict=True).parse(text)
    assert "<script" not in text
    assert "<details" not in text
