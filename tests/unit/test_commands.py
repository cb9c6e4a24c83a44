"""The entry points: what they print, what they return, and that they write only what they say."""

import json
from pathlib import Path

import pytest

from course import cli
from course.site import run_mkdocs

FAULTY = "title: 补充\npage: study/meeting.md\nquestions:\n  - {type: sngle}\n"


def test_check_prints_the_totals_of_a_course_without_faults(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--root", str(root)]) == 0
    *rows, seconds = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows == [
        ["学习页", "2"], ["要求", "3"], ["要点", "4"], ["没有题目的要点", "0"],
        ["术语", "2"], ["没有题目的术语", "2"], ["题库", "2"],
        ["题目", "9"], ["单选", "1"], ["多选", "1"], ["判断", "2"], ["填空", "1"], ["排序", "1"], ["连线", "1"],
        ["案例", "1"], ["简答", "1"], ["情景推演", "0"], ["难度", "1（记忆）", "2"], ["难度", "2（理解）", "4"], ["难度", "3（应用）", "3"],
    ]  # fmt: skip
    assert seconds[0] == "用时"


def test_check_prints_every_fault_and_fails(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/extra.yml").write_text(FAULTY, encoding="utf-8")
    assert cli.main(["check", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert printed.out == "quizzes/extra.yml:4:12: 这里没有“sngle”这种题型。是不是想写 single？ [unknown-type]\n"
    assert printed.err == "共 1 处错误。改好后再运行一次 ./course check。\n"


@pytest.mark.parametrize("form", ["json", "github"])
def test_check_prints_nothing_but_the_format_that_a_program_asked_for(
    form: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", "--root", str(root), "--format", form]) == 0
    assert capsys.readouterr().out == {"json": "[]\n", "github": ""}[form]
    (root / "quizzes/extra.yml").write_text(FAULTY, encoding="utf-8")
    assert cli.main(["check", "--root", str(root), "--format", form]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    if form == "json":
        assert [record["rule"] for record in json.loads(printed.out)] == ["unknown-type"]
    else:
        assert printed.out.startswith("::error file=quizzes/extra.yml,line=4,col=12,title=unknown-type::")


def test_generate_says_what_it_wrote(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["assemble", "--root", str(root)]) == 0
    assert "删除 0 个，0 个没有变化。" in capsys.readouterr().out
    assert cli.main(["assemble", "--root", str(root)]) == 0
    assert "写入 0 个文件，删除 0 个" in capsys.readouterr().out


def test_generate_writes_nothing_with_a_fault_in_the_course(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/extra.yml").write_text(FAULTY, encoding="utf-8")
    assert cli.main(["assemble", "--root", str(root)]) == 1
    assert capsys.readouterr().err == "课程有错误，没有生成任何文件，原有页面保持不变。\n"
    assert not (root / "build").exists()


def test_ids_names_the_ids_that_it_gave(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = (
        "{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}"
    )
    (root / "quizzes/extra.yml").write_text(
        f"title: 补充\npage: study/meeting.md\nquestions:\n  - {question}\n", encoding="utf-8"
    )
    assert cli.main(["ids", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "新题号：extra-001\n编号已登记在 quizzes/ids.yml。\n"
    assert cli.main(["ids", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "写完的编号都已登记，没有变化。\n"


def test_ids_refuses_a_course_with_other_faults(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/extra.yml").write_text(FAULTY, encoding="utf-8")
    assert cli.main(["ids", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert "[unknown-type]" in printed.out
    assert printed.err == "请先改好上面的错误，再运行 ./course ids。题库没有改动。\n"


def interrupted(*_: object, **__: object) -> int:
    raise KeyboardInterrupt


def test_ctrl_c_while_the_program_is_still_loading_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("course.cli.run.run", interrupted)
    assert cli.main(["serve"]) == 1
    assert capsys.readouterr().err == "已中断。\n"


def test_a_folder_without_the_settings_of_the_engine_is_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["serve", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"站点没有打开：{tmp_path} 里没有 mkdocs.yml，站点引擎从它开始。请从程序的文件夹里复制一份过来\n"
    )


def test_ctrl_c_while_the_engine_is_still_loading_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["mkdocs", "serve"])
    monkeypatch.setattr(run_mkdocs, "end_with_input", lambda: None)
    monkeypatch.setattr("runpy.run_module", interrupted)
    with pytest.raises(SystemExit) as ended:
        run_mkdocs.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == ""
