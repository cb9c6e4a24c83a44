"""Files of the unit that another program writes while the desk judges a form: both are shown, nothing is written over."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from course import journal
from support.desks import DeskClient, form_fields
from support.sample_course import sample_course

TERM = "term-ji-lu-ben"
EXAM = "title: 小测\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n  - {title: 判断题, type: truefalse, count: 2, marks: 5}\n"
ABOUT, TERMS, DOCUMENTS, PAPER = "/unit/about", "/unit/terms", "/unit/documents", "/papers/exams/local-1"
UNIT, GLOSSARY, REGISTER = "local/unit.yml", "local/glossary.md", "local/documents.yml"
BLUEPRINT = "local/quizzes/exams/local-1.yml"
GBK = "name: 某局 # 全称\n".encode("gbk")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    course = sample_course(tmp_path)
    (course / "local/quizzes/exams").mkdir(parents=True)
    (course / BLUEPRINT).write_text(EXAM, encoding="utf-8")
    return course


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


@pytest.fixture
def overtake(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, bytes], None]:
    """Let another program write a file once, after a form was judged and before anything is written."""
    refuse_interrupted = journal.refuse_interrupted

    def overtake(file: Path, content: bytes) -> None:
        def write_first(root: Path) -> None:
            monkeypatch.setattr(journal, "refuse_interrupted", refuse_interrupted)
            file.write_bytes(content)
            refuse_interrupted(root)

        monkeypatch.setattr(journal, "refuse_interrupted", write_first)

    return overtake


@pytest.mark.parametrize(
    ("page", "changes", "path", "others", "shown"),
    [
        (ABOUT, {"contact": "我写的"}, UNIT, "contact: 别人写的\n", ["别人写的", 'value="我写的"']),
        (TERMS, {f"own-{TERM}": "我写的"}, GLOSSARY, f"### 会议记录本 {{ #{TERM} }}\n\n别人写的\n", ["别人写的", ">我写的</textarea>"]),
        (DOCUMENTS, {"index": "-1", "title": "我写的"}, REGISTER, "documents:\n  - title: 别人写的\n", ["<summary>别人写的</summary>", 'value="我写的"']),
        (PAPER, {"about": "我写的", "scope": "all", "do": "save"}, BLUEPRINT, EXAM.replace("试一试", "别人写的"), ["别人写的", 'value="我写的"']),
    ],
)  # fmt: skip
def test_what_another_program_wrote_is_shown_beside_what_was_typed(
    root: Path,
    desk: DeskClient,
    overtake: Callable[[Path, bytes], None],
    page: str,
    changes: dict[str, str],
    path: str,
    others: str,
    shown: list[str],
) -> None:
    fields = {**form_fields(desk.get(page), page if page in {DOCUMENTS, PAPER} else ""), **changes}
    overtake(root / path, others.encode())
    status, answer = desk.post(page, fields)
    assert (status, [text for text in shown if text not in answer]) == (409, [])
    assert (root / path).read_text(encoding="utf-8") == others


def test_what_another_program_wrote_is_not_removed(
    root: Path, desk: DeskClient, overtake: Callable[[Path, bytes], None]
) -> None:
    fields = form_fields(desk.get(PAPER), f"{PAPER}/remove")
    others = EXAM.replace("试一试", "别人写的")
    overtake(root / BLUEPRINT, others.encode())
    assert "刚才被改过，没有删去" in desk.post(f"{PAPER}/remove", {**fields, "sure": "yes"})[1]
    assert (root / BLUEPRINT).read_text(encoding="utf-8") == others


def test_a_file_that_another_program_put_there_is_not_replaced(
    root: Path, desk: DeskClient, overtake: Callable[[Path, bytes], None]
) -> None:
    place = root / "local/files/通知.pdf"
    place.parent.mkdir()
    overtake(place, b"%PDF-others")
    sent = {"name": "通知", "file": (io.BytesIO(b"%PDF-mine"), "x.pdf")}
    status, answer = desk.post("/unit/files", sent)
    assert (status, "里已经有 通知.pdf" in answer) == (422, True)
    assert place.read_bytes() == b"%PDF-others"


@pytest.mark.parametrize(("page", "path"), [(ABOUT, UNIT), (PAPER, BLUEPRINT)])
def test_a_file_in_another_encoding_is_not_written_over(root: Path, desk: DeskClient, page: str, path: str) -> None:
    fields = form_fields(desk.get(page), PAPER if page == PAPER else "")
    (root / path).write_bytes(GBK)
    status, answer = desk.post(page, {**fields, "name": "我写的", "scope": "all", "do": "save"})
    assert status == 409
    assert f"{path} 不是 UTF-8 编码" in answer
    assert (root / path).read_bytes() == GBK


def test_fields_that_cannot_be_read_are_not_shown_as_empty(root: Path, desk: DeskClient) -> None:
    content = "name: 某局\ncontact: [甲\n"
    (root / UNIT).write_text(content, encoding="utf-8")
    page = desk.get(ABOUT)
    assert f"{UNIT} 现在读不出来" in page
    status, answer = desk.post(ABOUT, {**form_fields(page, ""), "name": "我写的"})
    assert (status, 'value="我写的"' in answer) == (422, True)
    assert (root / UNIT).read_text(encoding="utf-8") == content
