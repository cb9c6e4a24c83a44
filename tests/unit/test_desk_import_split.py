"""Questions of one file go into several banks at once: shared out by what they may ask, or by their numbers."""

import re
import shutil
from pathlib import Path

import pytest

from course.desk.import_split import written
from course.importing.one_question import stored_questions
from course.load.course import load_course
from support.desks import DeskClient, form_fields
from support.site_build import ARCHIVES

_MANY = 60


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ARCHIVES, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def banks(root: Path) -> list[str]:
    """Return the first banks of three study pages."""
    return [bank.path for bank in load_course(root)[0].banks][:3]


def questions(root: Path, count: int) -> str:
    """Return true-false questions about three study pages in turns."""
    course, _ = load_course(root)
    pages = [bank.page for bank in course.banks][:3]
    points = {
        study.page.path: [point for one in study.requirements for point in one.points]
        for study in course.study
        if study.page.path in pages
    }
    lines = []
    for number in range(count):
        of_page = points[pages[number % 3]]
        point = of_page[number % len(of_page)]
        lines.append(f"{number + 1}．{point.label}：{point.text}（第 {number + 1} 次问）（√）\n解析：如此。\n")
    return "一、判断题\n" + "".join(lines)


def begin(desk: DeskClient, text: str) -> str:
    page = desk.post("/imports/", {"text": text})[1]
    found = re.search(r'action="(/imports/[0-9a-f]{12})/remove"', page)
    assert found, page
    return found[1]


def share(desk: DeskClient, address: str, lines: list[tuple[str, str]] | None = None) -> tuple[int, str]:
    """Press the button as the form comes, or with other lines of numbers and banks."""
    fields = form_fields(desk.get(address), f"{address}/split")
    if lines is not None:
        fields = {name: value for name, value in fields.items() if not name.startswith("split-")}
        for at, (numbers, bank) in enumerate(lines, 1):
            fields |= {f"split-numbers-{at}": numbers, f"split-bank-{at}": bank}
    return desk.post(f"{address}/split", fields)


def chosen(page: str) -> list[str]:
    """Return the title of the bank of each question on a page."""
    return re.findall(r'<p class="where">[^<]* → ([^<]+)</p>', page)


def test_a_file_about_several_pages_needs_three_presses(desk: DeskClient, root: Path) -> None:
    text = questions(root, _MANY)
    address = begin(desk, f"{text}{_MANY + 1}．{text.split('1．', 1)[1].split('2．')[0]}")
    page = desk.get(address)
    assert re.search(r"<details open>\s*<summary>分到几个题库", page)
    assert chosen(page) == []
    # Nothing goes anywhere before the person has agreed.
    before = {path: len(stored_questions(root, path)) for path in banks(root)}
    fields = form_fields(page, f"{address}/split")
    assert [fields[f"split-bank-{at}"] for at in (1, 2, 3)] == banks(root)
    assert all(fields[f"split-numbers-{at}"] for at in (1, 2, 3))
    status, page = share(desk, address)
    assert (status, len(chosen(page))) == (200, 20)
    assert "记下了。第 " in page
    # The last one is the first again, and needs no bank.
    assert "已经有了 1 道" in page
    assert "题库（" not in page.replace("写入题库（", "")
    writing = form_fields(page, f"{address}/choose?p=1")
    assert desk.post(f"{address}/take-in", writing)[0] == 200
    after = {path: len(stored_questions(root, path)) - before[path] for path in banks(root)}
    assert all(after.values())
    assert sum(after.values()) <= _MANY


def test_numbers_say_which_question_goes_where(desk: DeskClient, root: Path) -> None:
    first, second, third = banks(root)
    address = begin(desk, questions(root, 6))
    titles = {bank.path: bank.shown_title for bank in load_course(root)[0].banks}
    lines = [("第 1 - 2 道，6", third), ("3至4", first), (" 5 ", second), ("", "")]
    page = share(desk, address, lines)[1]
    assert chosen(page) == [titles[one] for one in (third, third, first, first, second, third)]
    # The form comes back as it was meant, and one question can go elsewhere.
    fields = form_fields(page, f"{address}/split")
    assert [fields[f"split-numbers-{at}"] for at in (1, 2, 3, 4)] == ["3-4", "5", "1-2、6", ""]
    page = share(desk, address, [("6", second)])[1]
    assert chosen(page)[4:] == [titles[second]] * 2


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([("1-x", 0)], "看不懂“1-x”"),
        ([("1-9", 0)], "没有第 7 道。一共 6 道"),
        ([("3-1", 0)], "“3-1”前后写反了。请写成 1-3"),
        ([("1-3", 0), ("3", 1)], "第 3 道上面已经写过"),
        ([("1-3", 0), ("4-7", None)], "没有选题库"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(
    desk: DeskClient, root: Path, lines: list[tuple[str, int | None]], message: str
) -> None:
    address = begin(desk, questions(root, 6))
    paths = banks(root)
    status, page = share(desk, address, [(numbers, "" if at is None else paths[at]) for numbers, at in lines])
    assert status == 422
    assert re.search(rf'id="problem-split-{len(lines)}" role="alert">{message}', page)
    assert f'value="{lines[-1][0]}"' in page
    assert chosen(desk.get(address)) == []


def test_a_line_without_a_bank_waits_and_takes_no_question_away(desk: DeskClient, root: Path) -> None:
    first, *_ = banks(root)
    address = begin(desk, questions(root, 6))
    status, page = share(desk, address, [("1-2", first), ("2-6", "")])
    assert (status, len(chosen(page))) == (200, 2)
    status, page = share(desk, address, [("2", "")])
    assert status == 422
    assert "没有选题库。请选一个" in page


def test_a_bank_that_the_import_makes_is_one_to_share_out_to(desk: DeskClient, root: Path) -> None:
    first, *_ = banks(root)
    address = begin(desk, questions(root, 6))
    course, _ = load_course(root)
    fields = form_fields(desk.get(address), f"{address}/choose?p=1")
    new = {"bank": "new", "title": "本单位的题", "page": course.study[0].page.path}
    page = desk.post(f"{address}/choose", {**fields, **new})[1]
    assert chosen(page) == ["本单位的题（本单位）"] * 6
    fields = form_fields(page, f"{address}/split")
    assert (fields["split-numbers-1"], fields["split-bank-1"]) == ("1-6", "local/quizzes/local-1.yml")
    status, page = share(desk, address)
    assert (status, "第 1-6 道放进“本单位的题（本单位）”" in page) == (200, True)
    page = share(desk, address, [("1-5", "local/quizzes/local-1.yml"), ("6", first)])[1]
    title = next(bank.shown_title for bank in course.banks if bank.path == first)
    assert chosen(page) == [*["本单位的题（本单位）"] * 5, title]
    # Correcting a question leaves it there; one that is elsewhere can be put there.
    for number in (5, 6):
        form = form_fields(desk.get(f"{address}/{number}"), f"{address}/{number}")
        assert form["bank"] == ("local/quizzes/local-1.yml" if number == 5 else first)
        sent = {**form, "bank": "local/quizzes/local-1.yml", "explanation": "改过。", "do": "save"}
        page = desk.post(f"{address}/{number}", sent)[1]
    assert chosen(page) == ["本单位的题（本单位）"] * 6


def test_numbers_are_written_as_runs() -> None:
    assert written([1, 2, 3, 5, 7, 8]) == "1-3、5、7-8"
    assert written([]) == ""
