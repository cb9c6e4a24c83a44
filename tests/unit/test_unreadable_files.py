"""A file that cannot be read is reported once; what seems missing because of it is not reported at all."""

import os
from pathlib import Path

import pytest

from course.check import inspect
from course.load.files import FileRule
from course.site.pages import render

FILES = [
    "course.yml", "docs/index.md", "docs/glossary.md", "docs/study/minutes.md", "quizzes/minutes.yml",
    "quizzes/ids.yml",
]  # fmt: skip
NOT_UTF8: FileRule = "encoding"


@pytest.mark.parametrize("path", FILES)
def test_a_file_in_a_wrong_encoding_causes_one_diagnostic(path: str, root: Path) -> None:
    (root / path).write_bytes("会议".encode("gb18030"))
    assert [(found.position.path, found.rule) for found in inspect(root).diagnostics] == [(path, NOT_UTF8)]


@pytest.mark.parametrize("path", [path for path in FILES if path.endswith(".yml")])
def test_a_syntax_error_causes_one_diagnostic(path: str, root: Path) -> None:
    (root / path).write_text("title: @会议\n", encoding="utf-8")
    assert [(found.position.path, found.rule) for found in inspect(root).diagnostics] == [(path, "yaml-syntax")]


def test_a_syntax_error_in_the_front_matter_causes_one_diagnostic(root: Path) -> None:
    page = root / "docs/study/minutes.md"
    page.write_text(page.read_text(encoding="utf-8").replace("title: ", "title: @"), encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["yaml-syntax"]


def test_a_bank_without_a_head_still_counts_for_its_page(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("title: 管好会议记录\n", ""), encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["missing-field"]


def test_a_question_that_cannot_be_read_still_counts_for_its_points_and_its_id(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("answer: false, ", ""), encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["missing-field"]


def test_links_to_a_bank_that_cannot_be_read_are_not_called_dangling(root: Path) -> None:
    bank = root / "quizzes/meeting.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("type: multiple", "type: multipel"), encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["unknown-type"]
    bank.write_text("- 不是题库\n", encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["fields-expected"]


def test_without_a_list_of_ids_all_are_new(root: Path) -> None:
    (root / "quizzes/ids.yml").unlink()
    outcome = inspect(root)
    assert {found.rule for found in outcome.diagnostics} == {"unrecorded-id"}
    assert len(outcome.diagnostics) == 4
    assert render(outcome.course)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows 没有命名管道")
def test_a_pipe_in_the_place_of_a_file_is_reported_and_not_waited_for(root: Path) -> None:
    (root / "course.yml").unlink()
    os.mkfifo(root / "course.yml")
    (found,) = inspect(root).diagnostics
    assert (found.position.path, found.rule) == ("course.yml", "unreadable-file")
    assert "不是普通文件" in found.message
