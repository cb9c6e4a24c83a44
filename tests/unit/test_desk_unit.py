"""本单位 at the desk: what is left to the unit, its fields, meanings and documents, each checked before it is written."""

import io
import re
from html import unescape
from pathlib import Path

import pytest

from course.check import inspect
from course.load.course import load_course
from course.load.files import LARGEST_FILE
from support.desks import DeskClient
from support.sample_course import sample_course

TERM = "term-ji-lu-ben"
EXAM = "title: 小测\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n  - {title: 判断题, type: truefalse, count: 2, marks: 5}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    course = sample_course(tmp_path)
    (course / "quizzes/exams").mkdir()
    (course / "quizzes/exams/small.yml").write_text(EXAM, encoding="utf-8")
    (course / "local").mkdir()
    return course


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def hidden(page: str, name: str = "stamp") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_what_is_left_to_the_unit_is_listed_with_what_is_filled(root: Path, desk: DeskClient) -> None:
    assert re.search(r"由本单位规定的术语</th><td>\d+ 个，写好的 0 个", desk.get("/unit/"))
    (root / "local/unit.yml").write_text("name: 某局\n", encoding="utf-8")
    assert "<td>某局</td>" in desk.get("/unit/")


def test_fields_are_written_where_they_stand(root: Path, desk: DeskClient) -> None:
    file = root / "local/unit.yml"
    file.write_text("# 我们\nname: 某局 # 全称\npass_marks: {small: 8}\n", encoding="utf-8")
    page = desk.get("/unit/about")
    assert 'value="某局"' in page
    assert "不写就用方案里的 1<" in page
    fields = {
        "stamp": hidden(page),
        "name": "某局",
        "contact": "办公室",
        "branches": "一组\r\n\r\n 二组 ",
        "mark-small": "9",
    }
    assert desk.post("/unit/about", fields)[0] == 200
    assert file.read_text(encoding="utf-8") == (
        "# 我们\nname: 某局 # 全称\npass_marks: {small: 9}\ncontact: 办公室\nbranches: [一组, 二组]\n"
    )
    assert inspect(root).diagnostics == ()


def test_a_pass_mark_that_the_form_did_not_show_stays(root: Path, desk: DeskClient) -> None:
    (root / "local/unit.yml").write_text("pass_marks: {small: 8, local-1: 4}\n", encoding="utf-8")
    own = root / "local/quizzes/exams/local-1.yml"
    own.parent.mkdir(parents=True)
    own.write_text("title: 小测\n", encoding="utf-8")
    page = desk.get("/unit/about")
    assert "mark-local-1" not in page
    own.write_text(EXAM, encoding="utf-8")
    assert desk.post("/unit/about", {"stamp": hidden(page), "name": "某局", "mark-small": ""})[0] == 200
    assert load_course(root)[0].unit.pass_marks == {"local-1": 4}


def test_all_faults_stand_at_their_fields_and_nothing_is_written(root: Path, desk: DeskClient) -> None:
    fields = {"name": "<某局>", "copy": "一二三四五六七八九十一二三", "mark-small": "很高", "logo": "没有.png"}
    status, page = desk.post("/unit/about", {"stamp": "", **fields})
    assert status == 422
    assert set(re.findall(r'id="problem-([\w-]+)"', page)) == {"name", "copy", "mark-small"}
    assert "有 3 处要改，没有写入" in page
    assert "&lt;某局&gt;" in page
    assert not (root / "local/unit.yml").exists()
    status, page = desk.post("/unit/about", {"stamp": "", "mark-small": "99", "logo": "没有.png"})
    assert set(re.findall(r'id="problem-([\w-]+)"', page)) == {"logo", "mark-small"}


def test_the_same_group_twice_is_refused_at_its_field(root: Path, desk: DeskClient) -> None:
    status, page = desk.post("/unit/about", {"stamp": "", "branches": "一组\n二组\n 一组"})
    assert (status, set(re.findall(r'id="problem-(\w+)"', page))) == (422, {"branches"})
    assert "“一组”写了两次，前面是第 1 个" in page
    assert not (root / "local/unit.yml").exists()


def test_a_file_that_changed_meanwhile_is_not_overwritten_before_both_were_seen(root: Path, desk: DeskClient) -> None:
    fields = {"stamp": hidden(desk.get("/unit/about")), "name": "某局", "contact": "甲"}
    file = root / "local/unit.yml"
    file.write_text("name: 某局\ncontact: 乙\n", encoding="utf-8")
    status, page = desk.post("/unit/about", fields)
    assert status == 409
    assert "文件里现在是：乙" in page
    assert 'value="甲"' in page
    assert "乙" in file.read_text(encoding="utf-8")
    assert desk.post("/unit/about", {**fields, "stamp": hidden(page)})[0] == 200
    assert file.read_text(encoding="utf-8") == "name: 某局\ncontact: 甲\n"


def test_a_meaning_of_a_term_is_written_changed_and_removed(root: Path, desk: DeskClient) -> None:
    assert desk.post("/unit/terms", {f"was-{TERM}": "", f"own-{TERM}": "由<b>办公室</b>印制。"})[0] == 422
    assert not (root / "local/glossary.md").exists()
    assert desk.post("/unit/terms", {f"was-{TERM}": "", f"own-{TERM}": "统一印制。\r\n1. 一年一本"})[0] == 200
    assert hidden(desk.get("/unit/terms"), f"was-{TERM}") == "统一印制。\n1. 一年一本"
    assert desk.post("/unit/terms", {f"was-{TERM}": "统一印制。\n1. 一年一本", f"own-{TERM}": ""})[0] == 200
    assert load_course(root)[0].unit.terms == ()


def test_a_meaning_that_changed_meanwhile_is_shown_in_both_versions(root: Path, desk: DeskClient) -> None:
    file = root / "local/glossary.md"
    file.write_text(f"### 会议记录本 {{ #{TERM} }}\n\n别人写的\n", encoding="utf-8")
    status, page = desk.post("/unit/terms", {f"was-{TERM}": "", f"own-{TERM}": "我写的"})
    assert status == 409
    assert "别人写的" in page
    assert ">我写的</textarea>" in page
    assert "被别人改过：现在写的是“别人写的”，您写的是“我写的”。要用您写的，再按一次“保存”" in page
    assert "导出" not in page.partition("我写的</textarea>")[2]
    assert "我写的" not in file.read_text(encoding="utf-8")
    again = {f"was-{TERM}": hidden(page, f"was-{TERM}"), f"own-{TERM}": "我写的"}
    assert desk.post("/unit/terms", again)[0] == 200
    assert "我写的" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content", ["### 别的\n\n别人写的\n".encode("gbk"), "### 别的\n\n别人写的\n".encode() + b"\n" * LARGEST_FILE]
)
def test_a_glossary_that_cannot_be_read_is_not_written_over(root: Path, desk: DeskClient, content: bytes) -> None:
    file = root / "local/glossary.md"
    file.write_bytes(content)
    assert "local/glossary.md 现在读不出来" in desk.get("/unit/terms")
    status, page = desk.post("/unit/terms", {f"was-{TERM}": "", f"own-{TERM}": "我写的"})
    assert status == 422
    assert "local/glossary.md 现在读不出来" in page
    assert ">我写的</textarea>" in page
    assert file.read_bytes() == content


def document(desk: DeskClient, name: str = "扫描.PDF", content: bytes = b"%PDF-", **fields: object) -> tuple[int, str]:
    page = desk.get("/unit/documents")
    sent = {"upload": (io.BytesIO(content), name)} if name else {}
    return desk.post("/unit/documents", {"stamp": hidden(page), "index": "-1", **sent, **fields})


def test_a_document_is_registered_with_its_file(root: Path, desk: DeskClient) -> None:
    term = next(term for term in load_course(root)[0].terms if term.id == TERM)
    status, _ = document(desk, title="记录 管理办法（试行）", day="2026-03-31", terms=[term.name])
    assert status == 200
    assert (root / "local/files/记录-管理办法-试行.pdf").read_bytes() == b"%PDF-"
    (found,) = load_course(root)[0].unit.documents
    assert (found.title, found.day, found.file, found.terms) == (
        "记录 管理办法（试行）", "2026-03-31", "记录-管理办法-试行.pdf", (term.name,)
    )  # fmt: skip
    assert inspect(root).diagnostics == ()
    assert "见《记录 管理办法（试行）》" in desk.get("/unit/terms")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("../../course.yml", b"id: x", "这种文件不会放进站点"),
        ("药方.html", b"<script>", "这种文件不会放进站点"),
        ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "&lt;script&gt;"),
        ("钥匙.txt", b"-----BEGIN RSA PRIVATE KEY-----", "私钥"),
    ],
)
def test_a_file_that_may_not_go_onto_a_site_is_not_put_there(
    root: Path, desk: DeskClient, name: str, content: bytes, message: str
) -> None:
    status, page = document(desk, name, content, title="办法")
    assert (status, message in page) == (422, True)
    status, page = desk.post("/unit/files", {"name": "办法", "file": (io.BytesIO(content), name)})
    assert (status, message in page) == (422, True)
    assert list((root / "local").rglob("*")) == []


def test_a_name_never_leads_out_of_the_folder(root: Path, desk: DeskClient) -> None:
    assert desk.post("/unit/files", {"name": "../../docs/x", "file": (io.BytesIO(b"1"), "a.txt")})[0] == 200
    assert [file.name for file in (root / "local/files").iterdir()] == ["docs-x.txt"]


def test_a_file_of_the_same_name_is_replaced_only_if_that_is_asked_for(root: Path, desk: DeskClient) -> None:
    fields = {"name": "表", "file": (io.BytesIO(b"1"), "a.txt")}
    assert desk.post("/unit/files", fields)[0] == 200
    other = {"name": "表", "file": (io.BytesIO(b"2"), "a.txt")}
    status, page = desk.post("/unit/files", other)
    assert (status, "内容不同" in page) == (422, True)
    assert desk.post("/unit/files", {**other, "file": (io.BytesIO(b"2"), "b.TXT"), "replace": "yes"})[0] == 200
    assert (root / "local/files/表.txt").read_bytes() == b"2"


def test_a_file_in_use_stays_and_another_goes(root: Path, desk: DeskClient) -> None:
    document(desk, title="办法")
    assert desk.post("/unit/files/remove", {"path": "办法.pdf"})[0] == 422
    stamp = hidden(desk.get("/unit/documents"))
    assert desk.post("/unit/documents/remove", {"index": "0", "stamp": stamp})[0] == 200
    assert desk.post("/unit/files/remove", {"path": "../unit.yml"})[0] == 409
    assert desk.post("/unit/files/remove", {"path": "办法.pdf"})[0] == 200
    assert not (root / "local/documents.yml").exists()
    assert list((root / "local/files").iterdir()) == []


def test_faults_of_a_document_stand_at_their_fields(root: Path, desk: DeskClient) -> None:
    status, page = document(desk, name="", title="办法", day="去年", file="没有.pdf")
    assert status == 422
    assert set(re.findall(r'id="problem-([a-z]+)-1"', page)) == {"day"}
    status, page = document(desk, name="", title="办法", file="没有.pdf", terms=["没有的词"])
    assert set(re.findall(r'id="problem-([a-z]+)-1"', page)) == {"file", "terms"}
    assert not (root / "local/documents.yml").exists()


def test_a_register_that_changed_meanwhile_keeps_both(root: Path, desk: DeskClient) -> None:
    stamp = hidden(desk.get("/unit/documents"))
    file = root / "local/documents.yml"
    file.write_text("documents:\n  - title: 别人的\n", encoding="utf-8")
    status, page = desk.post("/unit/documents", {"stamp": stamp, "index": "-1", "title": "我的"})
    assert status == 409
    assert "<summary>别人的</summary>" in page
    assert 'value="我的"' in page
    fields = {"stamp": hidden(page), "index": "-1", "title": "我的"}
    assert desk.post("/unit/documents", fields)[0] == 200
    assert [one.title for one in load_course(root)[0].unit.documents] == ["别人的", "我的"]


@pytest.mark.parametrize(
    "content",
    [
        "documents:\n  - title: 甲\n    day: 去年\n  - title: 乙\n".encode(),
        "documents:\n  - title: 甲\n    colour: 红\n".encode(),
        "documents:\n  - {title: 甲\n".encode(),
        "documents:\n  - title: 办法\n".encode("gbk"),
    ],
)
def test_a_register_that_cannot_be_read_is_not_written_over(root: Path, desk: DeskClient, content: bytes) -> None:
    file = root / "local/documents.yml"
    file.write_bytes(content)
    page = desk.get("/unit/documents")
    assert "local/documents.yml 现在读不出来" in page
    assert "还没有登记文件" not in page
    status, page = document(desk, title="新的")
    assert (status, 'value="新的"' in page, page.count("local/documents.yml 现在读不出来")) == (422, True, 1)
    assert desk.post("/unit/documents/remove", {"index": "0", "stamp": hidden(page)})[0] == 404
    assert file.read_bytes() == content
    assert not (root / "local/files").exists()


def test_a_document_is_registered_in_an_empty_file(root: Path, desk: DeskClient) -> None:
    (root / "local/documents.yml").write_text("\n", encoding="utf-8")
    assert document(desk, title="新的")[0] == 200
    assert [one.title for one in load_course(root)[0].unit.documents] == ["新的"]


def test_a_faulty_document_does_not_hold_up_another(root: Path, desk: DeskClient) -> None:
    file = root / "local/documents.yml"
    file.write_text(
        "documents:\n  - {title: 甲, file: 没有.pdf}\n  - {title: 乙, file: 也没有.pdf}\n", encoding="utf-8"
    )
    assert document(desk, name="", title="丙")[0] == 200
    status, page = document(desk, name="", index="0", title="甲", file="没有.pdf")
    assert (status, set(re.findall(r'id="problem-([a-z]+)\d"', page))) == (422, {"file"})
    assert document(desk, name="", index="0", title="甲", number="一号")[0] == 200
    assert document(desk, name="", index="1", title="乙")[0] == 200
    assert [one.file for one in load_course(root)[0].unit.documents] == ["", "", ""]
