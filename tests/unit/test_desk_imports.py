"""The desk takes questions in from files: each is seen first, corrected in place, and nothing goes in unseen."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from course.check import inspect_whole
from course.desk.import_store import IMPORTS, MOST, ImportStore
from course.importing.one_question import stored_questions
from support.desks import DeskClient, form_fields
from support.import_cases import COURSE, inputs
from support.sample_course import sample_course

BANK = next(f"quizzes/{file.name}" for file in COURSE.glob("quizzes/*.yml") if file.name != "ids.yml")
PAGE = next(f"study/{file.name}" for file in COURSE.glob("docs/study/*.md"))
GOOD = """一、单项选择题
1. 会议怎样安排？
A. 看忙闲
B. 按进度
答案：B
解析：按进度安排。见通知。
2. 材料发给谁？
A. 与会的人
B. 路人
答案：A
"""
UNCLEAR = GOOD.replace("答案：A\n", "答案：Q\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(COURSE, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def last_point(root: Path) -> str:
    return [point.id for _, point in inspect_whole(root).course.points()][-1]


def begin(desk: DeskClient, text: str) -> str:
    """Paste a text; return the address of its import."""
    status, page = desk.post("/imports/", {"text": text})
    assert status == 200, page
    return address_in(page)


def address_in(page: str) -> str:
    found = re.search(r'action="(/imports/[0-9a-f]{12})/remove"', page)
    assert found, page
    return found[1]


def upload(desk: DeskClient, name: str, content: bytes) -> tuple[int, str]:
    return desk.post("/imports/", {"file": (BytesIO(content), name)})


def send(desk: DeskClient, address: str, form: str, changes: dict[str, object] | None = None) -> tuple[int, str]:
    """Send a form of an import's page as it comes, with changes."""
    page = desk.get(address)
    action = next(one for one in re.findall(r'action="([^"]+)"', page) if one.partition("?")[0].endswith(form))
    return desk.post(
        action.replace("&amp;", "&"), {**form_fields(page, action.replace("&amp;", "&")), **(changes or {})}
    )


def take_in(desk: DeskClient, address: str, changes: dict[str, object] | None = None) -> tuple[int, str]:
    """Press the button that writes, on the page of an import as it is."""
    page = desk.get(address)
    assert "写入题库（" in page
    return desk.post(f"{address}/take-in", {**form_fields(page, f"{address}/choose?p=1"), **(changes or {})})


def test_pasted_questions_are_seen_and_then_written(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    address = begin(desk, GOOD)
    page = desk.get(address)
    assert "新题 2 道" in page
    assert page.count("<desk-question ") == 2
    # The reader worked out nothing, but the second question lacks its explanation.
    assert "还没有写要点、难度、解析" in page
    assert (root / BANK).read_bytes() == before
    send(desk, address, "/choose", {"bank": BANK, "points": last_point(root), "difficulty": "2"})
    status, page = take_in(desk, address)
    assert status == 200
    assert "新题 2 道，其中未完成 1 道" in page
    added = [one.fields for one in stored_questions(root, BANK)][-2:]
    assert [one["points"] for one in added] == [[last_point(root)]] * 2
    assert [one.get("explanation") for one in added] == ["按进度安排。见通知。", None]
    assert not inspect_whole(root).failed
    assert "没有做完的导入" not in desk.get("/imports/")
    # One press takes all of it back.
    assert 'href="/changes/">撤销' in page
    assert "已撤销：导入 粘贴的文字.txt：新题 2 道" in send(desk, "/changes/", "/undo")[1]
    assert (root / BANK).read_bytes() == before


def test_what_is_unclear_is_corrected_in_place_or_left_out(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    address = begin(desk, UNCLEAR)
    page = desk.get(address)
    assert "要改 1 道" in page
    assert "写入题库（" not in page
    form = desk.get(f"{address}/2")
    assert "看不懂答案" in form
    fields = form_fields(form, f"{address}/2")
    status, page = desk.post(f"{address}/2", {**fields, "do": "save", "key": "1"})
    assert status == 200
    assert "新题 2 道" in page
    shown = desk.get(address)
    assert '"key": 1' in shown.replace("&#34;", '"')
    # Left out, and taken in again as it was corrected.
    send(desk, address, "/choose", {"take": ["1"]})
    assert "不导入 1 道" in desk.get(address)
    send(desk, address, "/choose", {"take": ["1", "2"]})
    assert "新题 2 道" in desk.get(address)
    assert (root / BANK).read_bytes() == before
    take_in(desk, address)
    options = stored_questions(root, BANK)[-1].fields["options"]
    assert options == [{"text": "与会的人"}, {"text": "路人", "correct": True}]


def test_a_choice_that_was_not_written_down_is_not_overlooked(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    address = begin(desk, GOOD)
    status, page = take_in(desk, address, {"take": ["2"]})
    assert status == 200
    assert "现在记下了，没有写入" in page
    assert "新题 1 道，不导入 1 道" in page
    assert (root / BANK).read_bytes() == before
    assert "新题 1 道，不导入 1 道" in take_in(desk, address)[1]


def test_what_is_chosen_for_one_question_and_for_all_is_written_down_by_one_press(desk: DeskClient, root: Path) -> None:
    point = last_point(root)
    title = next(point.label for _, point in inspect_whole(root).course.points())
    address = begin(desk, GOOD.replace("会议怎样安排", title))
    suggested = re.findall(
        r'name="(point-\d)">\s*<option value="">[^<]*</option>\s*<option value="([^"]+)"', desk.get(address)
    )
    assert suggested
    status, page = send(
        desk, address, "/choose", {**dict(suggested), "take": ["1"], "points": "没有这个", "difficulty": "2"}
    )
    assert status == 422
    # What cannot be written down stands in the form as it was typed, the rest is written down.
    assert 'value="没有这个"' in page
    assert 'value="2" selected' in page
    assert "不导入 1 道" in desk.get(address)
    send(desk, address, "/choose", {"bank": BANK, "difficulty": "2", "take": ["1", "2"], "points": point})
    take_in(desk, address)
    added = [one.fields for one in stored_questions(root, BANK)][-2:]
    assert [one["points"] for one in added] == [[dict(suggested).get(f"point-{at}", point)] for at in (1, 2)]
    assert [one["difficulty"] for one in added] == [2, 2]


def test_a_correction_that_is_wrong_says_so_at_its_field(desk: DeskClient) -> None:
    address = begin(desk, GOOD)
    fields = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    status, page = desk.post(f"{address}/1", {**fields, "options.0.text": "按进度", "do": "save"})
    assert status == 422
    assert "相同，答题人无法区分" in page
    assert "要改 1 道" in desk.get(address)


def test_an_import_outlasts_the_desk(desk: DeskClient, root: Path) -> None:
    address = begin(desk, UNCLEAR)
    send(desk, address, "/choose", {"bank": BANK, "difficulty": "3"})
    send(desk, address, "/choose", {"take": ["1"]})
    seen = desk.get(address)
    later = DeskClient(root)
    assert f'href="{address}"' in later.get("/imports/")
    page = later.get(address)
    assert "新题 1 道，不导入 1 道" in page
    assert page.replace(later.key.form_token, "") == seen.replace(desk.key.form_token, "")
    ignored = (Path(__file__).resolve().parents[2] / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/{IMPORTS.rpartition('/')[0]}/" in ignored


def test_a_chosen_point_that_the_course_has_no_longer_is_named_and_chosen_anew(desk: DeskClient, root: Path) -> None:
    address, point = begin(desk, GOOD), last_point(root)
    store = ImportStore(root)
    (pending,) = store.all()
    store.save(replace(pending, options=replace(pending.options, points=("r9-9-9-a", point))))
    page = desk.get(address)
    assert "课程里已经没有要点 r9-9-9-a，" in page
    assert f'name="points" value="{point}"' in page
    status, page = send(desk, address, "/choose", {"bank": BANK, "difficulty": "2"})
    assert (status, "r9-9-9-a" in page) == (200, False)
    assert store.all()[0].options.points == (point,)
    assert take_in(desk, address)[0] == 200


def test_two_windows_do_not_decide_over_each_other(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    address = begin(desk, GOOD)
    old = desk.get(address)
    correcting = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    send(desk, address, "/choose", {"take": ["1"]})
    for form in ("choose", "take-in"):
        fields = form_fields(old, f"{address}/choose?p=1")
        assert fields
        _, page = desk.post(f"{address}/{form}", fields)
        assert "在另一个窗口里改过" in page
    status, page = desk.post(f"{address}/1", {**correcting, "stem": "我写的题干？", "do": "save"})
    assert status == 422
    assert "我写的题干？" in page
    assert "不导入 1 道" in desk.get(address)
    assert (root / BANK).read_bytes() == before


@pytest.mark.parametrize("wish", ["preview", "add:options"])
def test_a_correction_that_is_shown_again_is_still_made_from_the_import_as_it_was(desk: DeskClient, wish: str) -> None:
    address = begin(desk, GOOD)
    fields = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    send(desk, address, "/choose", {"take": ["1"]})
    status, page = desk.post(f"{address}/1", {**fields, "stem": "我写的题干？", "do": wish})
    assert (status, "在另一个窗口里改过" in page) == (200, False)
    status, page = desk.post(f"{address}/1", {**form_fields(page, f"{address}/1"), "do": "save"})
    assert (status, "在另一个窗口里改过" in page) == (422, True)
    assert "我写的题干？" in page


def test_a_fault_of_a_correction_does_not_hide_that_the_import_changed(desk: DeskClient) -> None:
    address = begin(desk, GOOD)
    fields = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    send(desk, address, "/choose", {"take": ["1"]})
    status, page = desk.post(f"{address}/1", {**fields, "points_more": "没有这个", "do": "save"})
    assert (status, "在另一个窗口里改过" in page) == (422, True)


def test_a_bank_that_changes_after_the_look_is_looked_at_again(desk: DeskClient, root: Path) -> None:
    address = begin(desk, GOOD)
    fields = form_fields(desk.get(address), f"{address}/choose?p=1")
    first = begin(desk, GOOD)
    assert take_in(desk, first)[0] == 200
    written = (root / BANK).read_bytes()
    status, page = desk.post(f"{address}/take-in", fields)
    assert status == 422
    assert "没有要写入的题" in page
    assert "已经有了 2 道" in page
    assert (root / BANK).read_bytes() == written
    third = begin(desk, GOOD.replace("发给谁", "交给谁"))
    fields = form_fields(desk.get(third), f"{third}/choose?p=1")
    (root / BANK).write_bytes(written + b"\n# by hand\n")
    status, page = desk.post(f"{third}/take-in", fields)
    assert status == 409
    assert "请再看一遍" in page
    assert (root / BANK).read_bytes() == written + b"\n# by hand\n"


def test_a_bank_of_the_units_own_is_made_with_its_questions(desk: DeskClient, root: Path) -> None:
    address = begin(desk, GOOD)
    status, page = send(desk, address, "/choose", {"bank": "new", "title": ""})
    assert status == 422
    assert "新建题库要写标题" in page
    send(
        desk,
        address,
        "/choose",
        {"bank": "new", "title": "本单位的题", "page": PAGE, "points": last_point(root)},
    )
    assert "新建题库“本单位的题”" in desk.get(address)
    assert take_in(desk, address)[0] == 200
    assert len(stored_questions(root, "local/quizzes/local-1.yml")) == 2
    assert not inspect_whole(root).failed


def test_a_new_bank_of_which_nothing_can_be_read_is_a_page_with_reasons(desk: DeskClient) -> None:
    address = begin(desk, GOOD.partition("2. 材料")[0].replace("会议怎样安排", "会议怎样安排" * 1_000))
    status, page = send(desk, address, "/choose", {"bank": "new", "title": "长" * 301, "page": PAGE})
    assert status == 200
    assert "要改" in page
    assert "写入题库（" not in page


def test_the_title_of_a_new_bank_is_enough_to_make_it(desk: DeskClient) -> None:
    address = begin(desk, GOOD)
    page = send(desk, address, "/choose", {"title": "本单位的题", "points": "", "page": PAGE})[1]
    assert "新建题库“本单位的题”" in page
    # What the page has shown before does not speak against a bank that is chosen afterwards.
    page = send(desk, address, "/choose", {"bank": BANK})[1]
    assert "新建题库“" not in page
    status, page = send(desk, address, "/choose", {"title": "别的题"})
    assert status == 422
    assert "写了新题库的标题“别的题”，选的题库却是" in page
    assert 'value="别的题"' in page


def test_what_the_whole_file_lacks_is_said_once_beside_its_field(tmp_path: Path) -> None:
    """In a course with several banks no question is to be corrected because no bank is chosen."""
    desk = DeskClient(sample_course(tmp_path))
    address = begin(desk, GOOD)
    page = desk.get(address)
    assert page.count("先选题库，再按“照这样”") == 1
    assert "新题 2 道" in page
    assert not re.search("要改|→|no-bank|可用：|写入题库（", page)
    # One question can be corrected before.
    fields = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    assert desk.post(f"{address}/1", {**fields, "stem": "会议何时安排？", "do": "save"})[0] == 200
    page = send(desk, address, "/choose", {"bank": "new", "title": "本单位的题"})[1]
    assert page.count("先选新题库对应的学习页，再按“照这样”") == 1
    assert page.count("→ 本单位的题") == 2
    assert not re.search('要改|--page|no-page|study/[a-z]+\\.md(?!")', page)
    title = next(one.title for one in inspect_whole(tmp_path).course.study)
    page = send(desk, address, "/choose", {"page": "study/meeting.md"})[1]
    assert f"新建题库“本单位的题”，对应学习页“{title}”" in page
    page = send(desk, address, "/choose", {"bank": "quizzes/meeting.yml"})[1]
    assert "→ quizzes" not in page
    assert page.count("→ ") == 2
    assert take_in(desk, address)[0] == 200
    assert stored_questions(tmp_path, "quizzes/meeting.yml")[-2].fields["stem"] == "会议何时安排？"


def test_a_new_bank_without_a_title_is_asked_for_its_title(tmp_path: Path) -> None:
    desk = DeskClient(sample_course(tmp_path))
    status, page = send(desk, begin(desk, GOOD), "/choose", {"bank": "new"})
    assert status == 422
    assert "写上新题库的标题" in page
    assert "先选题库" not in page


def test_chosen_points_are_shown_and_no_longer_counted_as_missing(desk: DeskClient) -> None:
    address = begin(desk, GOOD.replace("会议怎样安排", "会议怎样安排，议题何时通知"))
    page = desk.get(address)
    assert "要点（2 道没有写）" in page
    point, title = re.findall(r'<option value="(r[^"]+)">([^<]+)</option>', page)[0]
    # The form of the question offers the same points to tick.
    assert re.search(rf'name="points" value="{point}">', desk.get(f"{address}/1"))
    page = desk.post(f"{address}/choose?p=1", {**form_fields(page, f"{address}/choose?p=1"), "point-1": point})[1]
    assert f"考查的要点：{title}" in page
    assert "要点（1 道没有写）" in page


def test_an_unclear_line_is_quoted_and_the_way_past_it_is_said(desk: DeskClient) -> None:
    address = begin(desk, GOOD + "《会议须知》第二题\n")
    assert "：“《会议须知》第二题”：看不出这一行是什么" in desk.get(address)
    page = desk.get(f"{address}/2")
    assert "“《会议须知》第二题”：看不出这一行是什么" in page
    assert "不用改的，直接点“就这样”" in page
    fields = {**form_fields(page, f"{address}/2"), "do": "save"}
    assert "新题 2 道" in desk.post(f"{address}/2", fields)[1]


@pytest.mark.parametrize("line", ["更多资料请关注公众号。", "本文档由某某用户上传", "欢迎关注某某公众号"])
def test_the_last_line_of_a_site_for_documents_is_no_part_of_a_question(desk: DeskClient, line: str) -> None:
    page = desk.get(begin(desk, GOOD + line))
    assert "新题 2 道" in page
    assert "不是题目的文字 1 行" in page


def test_after_an_import_the_bank_that_it_went_into_is_shown(tmp_path: Path) -> None:
    desk = DeskClient(sample_course(tmp_path))
    address = begin(desk, GOOD)
    send(desk, address, "/choose", {"bank": "quizzes/minutes.yml"})
    page = take_in(desk, address)[1]
    assert "其中未完成 2 道，在下面未完成的题里" in page
    assert '<option value="minutes" selected>' in page
    assert '<option value="unfinished" selected>' in page


def test_a_bank_that_the_file_names_wrongly_is_chosen_at_its_question(tmp_path: Path) -> None:
    desk = DeskClient(sample_course(tmp_path))
    rows = "题型,题干,选项A,选项B,答案,题库\n单选题,会议怎样安排？,看忙闲,按进度,B,none\n"
    address = address_in(upload(desk, "题.csv", rows.encode())[1])
    page = desk.get(address)
    assert "文件里写的题库，课程里没有。请点“改”" in page
    assert "可用：" not in page
    fields = form_fields(desk.get(f"{address}/1"), f"{address}/1")
    status, page = desk.post(f"{address}/1", {**fields, "bank": "quizzes/meeting.yml", "do": "save"})
    assert status == 200
    assert "新题 1 道" in page


def test_a_course_with_errors_says_so_and_keeps_the_import(desk: DeskClient, root: Path) -> None:
    good = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(good.replace("difficulty: 1", "difficulty: 9", 1), encoding="utf-8")
    address = begin(desk, GOOD)
    assert "先在<a" in desk.get(address)
    (root / BANK).write_text(good, encoding="utf-8")
    assert "新题 2 道" in desk.get(address)


def test_every_file_that_people_have_goes_through(desk: DeskClient, root: Path) -> None:
    """Every eighth one, of all kinds: a page with its questions, the last of which can be opened in its form."""
    before, opened = (root / BANK).read_bytes(), 0
    for file in inputs()[::8]:
        status, page = upload(desk, file.name, file.read_bytes())
        assert status == 200, file.name
        address = address_in(page)
        count = re.search(r">全部 (\d+)</a>", page)
        if count:
            assert "学员看到的样子" in desk.get(f"{address}/{count[1]}")
            opened += 1
        desk.post(f"{address}/remove", {})
    assert opened > 3
    assert (root / BANK).read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        "../../../../etc/passwd",
        "..\\..\\x.txt",
        "/etc/x.txt",
        "<script>x</script>.txt",
        "长" * 300 + ".txt",
        "con.txt",
        ".",
        "\u202etxt.exe",
    ],
)
def test_the_name_of_a_file_is_shown_and_leads_nowhere(desk: DeskClient, root: Path, name: str) -> None:
    before = {path for path in root.rglob("*") if IMPORTS not in path.as_posix()}
    status, page = upload(desk, name, GOOD.encode())
    assert status == 200
    assert "<script>x" not in page
    assert "\u202e" not in page
    # What comes after the last slash.
    assert "script&gt;.txt" in page or "<script>" not in name
    folders = list((root / IMPORTS).iterdir())
    assert len(folders) == 1
    assert {path.name for path in folders[0].iterdir()} == {"content", "state.json"}
    assert {path for path in root.rglob("*") if IMPORTS not in path.as_posix()} - before <= {
        root / ".course",
        root / ".course/desk",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + bytes(500), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), b"\xff" * 5_000, b"\0" * 5_000,
        b"<quiz>" + b"<a/>" * 100_000 + b"</quiz>", b"x" * 2_000_000, ("一、单选题\n" + "1. <script>pwned=1</script>？\nA. <img src=x onerror=pwned=1>\nB. {{ 7*7 }}\n答案：A\n").encode(),
    ],
)  # fmt: skip
def test_hostile_contents_are_a_page_with_reasons(desk: DeskClient, root: Path, content: bytes) -> None:
    before = (root / BANK).read_bytes()
    is_text = b"<script>" in content
    status, page = upload(desk, "题.txt" if is_text else "题.xlsx", content)
    assert status == 200
    assert "<script>pwned" not in page
    assert "<img src=x" not in page
    assert is_text == ("&lt;script&gt;pwned" in page)
    assert (root / BANK).read_bytes() == before
    assert desk.post(f"{address_in(page)}/remove", {})[0] == 200
    assert list((root / IMPORTS).iterdir()) == []


def test_only_imports_that_there_are_can_be_opened(desk: DeskClient, root: Path) -> None:
    address = begin(desk, GOOD)
    outside = root / IMPORTS / "aaaaaaaaaaaa"
    outside.symlink_to(root)
    for path in (
        "/imports/..",
        "/imports/none",
        "/imports/aaaaaaaaaaaa",
        f"{address}/0",
        f"{address}/3",
        f"{address}/-1",
    ):
        assert desk.client.get(path, base_url="http://127.0.0.1:8400").status_code == 404, path
    (root / address.replace("/imports", IMPORTS) / "state.json").write_text("{", encoding="utf-8")
    assert desk.client.get(address, base_url="http://127.0.0.1:8400").status_code == 404


def test_imports_do_not_pile_up_without_end(desk: DeskClient, root: Path) -> None:
    for _ in range(MOST):
        ImportStore(root).begin("题.txt", GOOD.encode())
    status, page = desk.post("/imports/", {"text": GOOD})
    assert status == 409
    assert f"已经有 {MOST} 个" in page


@pytest.mark.parametrize("left", ["content", "state.json"])
def test_an_import_that_was_killed_at_its_beginning_or_end_can_be_removed(
    desk: DeskClient, root: Path, left: str
) -> None:
    """Whatever a killed desk left of it: it is listed and can be removed, or it does not count."""
    folder = root / begin(desk, GOOD).replace("/imports", IMPORTS)
    for file in folder.iterdir():
        if file.name != left:
            file.unlink()
    address = f"/imports/{folder.name}"
    is_listed = f'href="{address}"' in desk.get("/imports/")
    assert is_listed == (left == "state.json")
    if is_listed:
        later = DeskClient(root)
        assert later.client.get(address, base_url="http://127.0.0.1:8400").status_code == 409
        assert desk.post(f"{address}/remove", {})[0] == 200
        assert not folder.exists()
    assert len(ImportStore(root).all()) == 0


def test_nothing_to_import_is_said(desk: DeskClient) -> None:
    assert "没有选文件，也没有粘贴文字" in desk.post("/imports/", {"text": "  "})[1]
