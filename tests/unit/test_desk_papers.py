"""试卷 at the desk: what the form says is checked at once, the command makes the files, and only these are handed out."""

import re
import shutil
from pathlib import Path

import pytest

from course.load.course import load_course
from course.office.paper_request import make, read_request
from support.desks import ORIGIN, PATIENCE, DeskClient
from support.polling import met
from support.sample_course import sample_course
from support.site_build import ARCHIVES

EXAM = "title: 小卷\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n  - {title: 单选题, type: single, count: 1, marks: 2}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = sample_course(tmp_path)
    (project / "quizzes/exams").mkdir()
    (project / "quizzes/exams/small.yml").write_text(EXAM, encoding="utf-8")
    return project


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def links(page: str) -> list[str]:
    return re.findall(r'href="(/papers/made/[^"]+)"', page)


def test_a_paper_in_two_variants_is_made_with_its_key_and_handed_out(root: Path, desk: DeskClient) -> None:
    assert "small" in desk.get("/papers/")
    state, said = desk.run("/papers/", {"exam": "small", "numbers": "7、8", "variants": "A B", "with": ["seal"]})
    assert (state, "卷号 small-7：小卷（A 卷）" in said) == ("done", True)
    page = desk.get("/papers/")
    assert page.index('id="made"') < page.index('id="exam"')
    assert "各份题目不同，卷号也不同" in page
    found = links(page)
    assert len(found) == 6
    for address in found:
        answer = desk.client.get(address, base_url=ORIGIN)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.data.startswith(b"PK")
    course, _ = load_course(root)
    (request, _), _ = read_request(course, "small", ("7", "8"), ("A", "B"), lambda: 0)
    for name, content in make(course, request, sealed=True).files.items():
        assert (root / "dist/papers" / name).read_bytes() == content


def test_without_a_number_the_paper_gets_one(root: Path, desk: DeskClient) -> None:
    job = desk.start("/papers/", {"exam": "small"})
    assert met(lambda: desk.state(job)["state"] == "done", PATIENCE), desk.state(job)
    page = desk.get(job)
    assert page.index("完成了。") < page.index("<summary>运行的记录") < page.index("<pre")
    assert 'href="/papers/#made">看做好的文件<' in page
    assert len(list((root / "dist/papers").glob("small-*-答案.docx"))) == 1


def test_all_faults_stand_at_their_fields_and_nothing_is_started(root: Path, desk: DeskClient) -> None:
    status, page = desk.post("/papers/", {"exam": "small", "numbers": "7 <b>", "variants": "A,A"})
    assert status == 422
    assert set(re.findall(r'id="problem-(\w+)"', page)) == {"variants"}
    status, page = desk.post("/papers/", {"exam": "small", "numbers": "7 <b>"})
    assert (status, set(re.findall(r'id="problem-(\w+)"', page))) == (422, {"numbers"})
    assert "<b>" not in page
    status, page = desk.post("/papers/", {"exam": "--force"})
    assert (status, set(re.findall(r'id="problem-(\w+)"', page))) == (422, {"exam"})
    assert not (root / "dist").exists()


def test_unfinished_study_pages_are_named_as_the_reason_for_an_empty_paper(root: Path, desk: DeskClient) -> None:
    bank = root / "quizzes/meeting.yml"
    bank.write_text(bank.read_text(encoding="utf-8").split("questions:")[0] + "questions:\n", encoding="utf-8")
    ids = root / "quizzes/ids.yml"
    ids.write_text("questions:\nrequirements:\nwithdrawn: []\n", encoding="utf-8")
    assert "提醒：学习页“开好科室会议”未完成" in desk.get("/papers/")
    status, page = desk.post("/papers/", {"exam": "small", "numbers": "7"})
    assert status == 422
    assert "未完成的学习页的题、未完成的题和草稿都不用" in page


def test_cards_of_chosen_scenarios_are_printed(tmp_path: Path) -> None:
    root = tmp_path / "archives"
    shutil.copytree(ARCHIVES, root)
    desk = DeskClient(root)
    first, *_ = re.findall(r'name="scenario" value="([^"]+)"', desk.get("/papers/"))
    state, said = desk.run("/papers/cards", {"scenario": [first, "../x"]})
    assert (state, "情景推演 1 个" in said) == ("done", True)
    assert len(links(desk.get("/papers/"))) == 2


def test_only_files_that_were_made_are_handed_out(root: Path, desk: DeskClient) -> None:
    folder = root / "dist/papers"
    folder.mkdir(parents=True)
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (root / "dist/x.docx").write_bytes(b"x")
    (folder / "link.docx").symlink_to(root / "course.yml")
    assert links(desk.get("/papers/")) == []
    for name in ("notes.txt", "link.docx", "..%2fx.docx", "..%2f..%2fcourse.yml", "%2fetc%2fpasswd"):
        assert desk.client.get(f"/papers/made/{name}", base_url=ORIGIN).status_code == 404
