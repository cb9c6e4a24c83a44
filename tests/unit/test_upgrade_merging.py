"""A course that the unit changed and the new version too: what one side left alone is as the other has it."""

import shutil
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.edit.base import BASE, keep_base, unpacked
from course.edit.undecided import FOLDER, LIST
from course.load.course import load_course
from support.folders import contents
from support.killing import dies
from support.sample_course import sample_course

BANK = "quizzes/meeting.yml"
PAGE = "docs/study/meeting.md"
EXPLAINED = "    explanation: 提前定下并告诉每名员工。出处：一（一）1。\n"


class Folders:
    """One course as it was delivered: the folder in which the unit worked on it, and the next version."""

    def __init__(self, place: Path) -> None:
        self.old, self.new = sample_course(place / "old"), place / "new"
        for bank in self.old.glob("quizzes/m*.yml"):
            swap(bank, "=schema/", "=../build/schema/")
        swap(self.old / "docs/index.md", "#meeting-02", "#meeting-01")
        keep_base(self.old)
        shutil.copytree(self.old, self.new)

    def delivered(self) -> None:
        """Finish the new version: nobody has worked in it."""
        keep_base(self.new)

    def upgrade(self, *more: str) -> int:
        return cli.main(["upgrade", str(self.old), "--root", str(self.new), *more])

    def text(self, path: str) -> str:
        return (self.new / path).read_text(encoding="utf-8")

    def sound(self) -> None:
        assert [found for found in inspect(self.new).diagnostics if found.severity == "error"] == []


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def swap(file: Path, before: str, after: str) -> None:
    text = file.read_bytes().decode()
    assert text.count(before) == 1, before
    file.write_bytes(text.replace(before, after).encode())


def changed_at(folder: Path) -> dict[str, int]:
    return {file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*")}


def unit_edits(folder: Path) -> None:
    swap(folder / BANK, EXPLAINED, EXPLAINED.replace("提前定下", "（本单位）提前三天定下"))
    swap(folder / PAGE, "会开得好不好，一半看会前", "会开得好不好，全局上下一半看会前")
    swap(folder / "course.yml", "title: 示例课程", "title: 本局示例课程")


def new_version(folder: Path) -> None:
    swap(folder / BANK, "stem: 议题应当在什么时候告诉员工？", "stem: 议题应当什么时候告诉每名员工？")
    swap(folder / PAGE, "讨论时人人说话，说完再表决。", "讨论时人人说话，说完再一件一件表决。")
    swap(folder / "course.yml", "title: 管好记录", "title: 管好会议的记录")


def test_what_only_one_side_changed_is_as_that_side_has_it_and_the_rest_is_merged(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    unit_edits(folders.old)
    new_version(folders.new)
    swap(folders.old / "documents.yml", "documents:", "# 本单位核对过\ndocuments:")
    swap(folders.new / "quizzes/minutes.yml", "记录只写决定就够了", "记录里只写决定就够了")
    folders.delivered()
    before = contents(folders.old)
    assert folders.upgrade() == 0
    folders.sound()
    both = sample_course(folders.old.parent / "both")
    for bank in both.glob("quizzes/m*.yml"):
        swap(bank, "=schema/", "=../build/schema/")
    unit_edits(both)
    new_version(both)
    for path in (BANK, PAGE, "course.yml"):
        assert folders.text(path) == (both / path).read_text(encoding="utf-8")
    assert (folders.new / "documents.yml").read_bytes() == before["documents.yml"]
    assert "记录里只写决定就够了" in folders.text("quizzes/minutes.yml")
    assert contents(folders.old) == before
    assert not (folders.new / FOLDER).exists()
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "两边的改动合在一起：course.yml", f"两边的改动合在一起：{PAGE}", "换成旧文件夹里的：documents.yml",
        f"两边的改动合在一起：{BANK}", "已升级。",
    ]  # fmt: skip


def test_a_second_run_changes_nothing_and_a_rehearsal_writes_nothing(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    unit_edits(folders.old)
    new_version(folders.new)
    swap(folders.new / BANK, EXPLAINED, EXPLAINED.replace("提前", "及早"))
    folders.delivered()
    before = contents(folders.new)
    assert folders.upgrade("--dry-run") == 0
    rehearsed = capsys.readouterr().out
    assert "这是预演，什么也没有改。" in rehearsed
    assert f"要定：{BANK} 题目 meeting-01 的 explanation：两边都改了" in rehearsed
    assert contents(folders.new) == before
    assert folders.upgrade() == 0
    done, times = contents(folders.new), changed_at(folders.new)
    assert done[BASE] == before[BASE]
    capsys.readouterr()
    for more in ((), ("--dry-run",)):
        assert folders.upgrade(*more) == 0
        assert capsys.readouterr().out == "没有变化：要搬的，这里都已经有了。\n"
        assert contents(folders.new) == done
        assert changed_at(folders.new) == times
    shutil.rmtree(folders.new / FOLDER)
    assert folders.upgrade() == 0
    assert capsys.readouterr().out == "没有变化：要搬的，这里都已经有了。\n"
    assert not (folders.new / FOLDER).exists()


def test_where_both_changed_the_same_ours_stays_and_the_other_is_put_beside_it(folders: Folders) -> None:
    swap(folders.old / BANK, EXPLAINED, EXPLAINED.replace("提前定下", "（本单位）提前三天定下"))
    swap(folders.new / BANK, EXPLAINED, EXPLAINED.replace("提前定下", "及早定下"))
    swap(folders.old / PAGE, "会开得好不好，", "本局会开得好不好，")
    swap(folders.new / PAGE, "会开得好不好，", "科室会开得好不好，")
    (folders.old / "docs/assets/room.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>本单位</title></svg>', encoding="utf-8"
    )
    (folders.new / "docs/assets/room.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>新版</title></svg>', encoding="utf-8"
    )
    folders.delivered()
    delivered = contents(folders.new)
    assert folders.upgrade() == 0
    for path in (BANK, PAGE, "docs/assets/room.svg"):
        assert (folders.new / path).read_bytes() == (folders.old / path).read_bytes()
        assert (folders.new / FOLDER / path).read_bytes() == delivered[path]
    told = folders.text(LIST)
    for said in ("题目 meeting-01 的 explanation：两边都改了", "第 9 行：两边都改了这里", "两边都改了这个文件"):
        assert said in told
    for text in ("本局会开得好不好", "科室会开得好不好", "（本单位）提前三天定下", "及早定下"):
        assert text in told


def test_a_changed_key_and_changed_options_are_not_mixed(folders: Folders) -> None:
    swap(folders.old / BANK, "      - {text: 会议结束以后}\n", "")
    swap(folders.new / BANK, "      - {text: 会议召开时, why: 到会场才知道，来不及准备}\n", "")
    folders.delivered()
    assert folders.upgrade() == 0
    assert (folders.new / BANK).read_bytes() == (folders.old / BANK).read_bytes()
    assert "题目 meeting-01 的 options" in folders.text(LIST)


def questions(folder: Path) -> dict[str, str]:
    course, _ = load_course(folder)
    return {question.id or "": bank.name for bank, question in course.questions()}


def lines_of(folder: Path, path: str, name: str) -> str:
    """Return the lines of a question, with its dash."""
    text = (folder / path).read_text(encoding="utf-8")
    start = text.index(f"  - id: {name}\n")
    end = text.find("\n  - id: ", start)
    return text[start : len(text) if end < 0 else end + 1]


def withdraw(folder: Path, name: str) -> None:
    assert cli.main(["withdraw", name, "--course", "--root", str(folder)]) == 0


def withdrawn(folder: Path) -> list[str]:
    return [name for name, _ in load_course(folder)[0].ids.withdrawn]


def test_a_question_that_one_side_withdrew_is_gone_unless_the_other_changed_it(folders: Folders) -> None:
    for folder, names in ((folders.old, ("meeting-02", "meeting-04")), (folders.new, ("meeting-03", "meeting-08"))):
        for name in names:
            withdraw(folder, name)
    swap(folders.new / BANK, "stem: 议题应当在什么时候告诉员工？", "stem: 议题什么时候告诉员工？")
    course, _ = load_course(folders.old)
    eight, four = lines_of(folders.old, BANK, "meeting-08"), lines_of(folders.new, BANK, "meeting-04")
    swap(folders.old / BANK, eight, eight.replace("explanation: ", "explanation: （本单位）"))
    swap(folders.new / BANK, four, four.replace("explanation: ", "explanation: （新版）"))
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    assert course.banks
    assert sorted(questions(folders.new)) == [
        *(f"meeting-0{number}" for number in (1, 5, 6, 7, 8)), "minutes-01",
    ]  # fmt: skip
    assert sorted(withdrawn(folders.new)) == ["meeting-02", "meeting-03", "meeting-04"]
    told = folders.text(LIST)
    assert "题目 meeting-08：新版停用了这道题，本单位改过它" in told
    assert "题目 meeting-04：本单位停用了这道题，新版改过它" in told


def test_a_question_moved_to_another_bank_brings_along_what_the_unit_changed_in_it(folders: Folders) -> None:
    moved = lines_of(folders.new, BANK, "meeting-03")
    swap(folders.new / BANK, moved, "")
    minutes = folders.new / "quizzes/minutes.yml"
    minutes.write_bytes(minutes.read_bytes() + moved.encode())
    swap(folders.old / BANK, moved, moved.replace("difficulty: 1", "difficulty: 2"))
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    assert questions(folders.new)["meeting-03"] == "minutes"
    assert lines_of(folders.new, "quizzes/minutes.yml", "meeting-03") == moved.replace("difficulty: 1", "difficulty: 2")
    assert "meeting-03" not in folders.text(BANK)
    assert not (folders.new / LIST).exists()


def test_a_question_that_both_added_under_one_id_is_ours_and_one_of_its_own_stays_in_its_place(
    folders: Folders,
) -> None:
    first = lines_of(folders.old, BANK, "meeting-01")
    for folder, word in ((folders.old, "本单位"), (folders.new, "新版")):
        asked = first.replace("meeting-01", "meeting-21").replace("议题应当", f"{word}的议题应当")
        swap(folder / BANK, first, first + asked)
    own = first.replace("meeting-01", "meeting-22").replace("议题应当", "另一个议题应当")
    fifth = lines_of(folders.old, BANK, "meeting-05")
    swap(folders.old / BANK, fifth, fifth + own)
    swap(folders.new / BANK, "stem: 材料到会场再发也不迟。", "stem: 材料到了会场再发也不迟。")
    for folder in (folders.old, folders.new):
        assert cli.main(["ids", "--root", str(folder)]) == 0
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    assert [name for name, bank in questions(folders.new).items() if bank == "meeting"] == [
        f"meeting-{number}" for number in ("01", "21", "02", "03", "04", "05", "22", "06", "07", "08")
    ]
    assert "本单位的议题应当" in lines_of(folders.new, BANK, "meeting-21")
    assert "新版的议题应当" in folders.text(LIST)
    assert "材料到了会场再发" in folders.text(BANK)


def test_ids_of_both_sides_are_recorded(folders: Folders) -> None:
    third = lines_of(folders.old, "quizzes/meeting.yml", "meeting-03")
    for folder, name in ((folders.old, "meeting-31"), (folders.new, "meeting-32")):
        swap(folder / BANK, third, third + third.replace("meeting-03", name).replace("不迟", f"不迟{name[-1]}"))
        assert cli.main(["ids", "--root", str(folder)]) == 0
    withdraw(folders.old, "meeting-31")
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    recorded = {known.id for known in load_course(folders.new)[0].ids.questions}
    assert "meeting-32" in recorded
    assert withdrawn(folders.new) == ["meeting-31"]


def test_a_page_that_was_renamed_brings_along_what_the_unit_changed_in_it(folders: Folders) -> None:
    (folders.new / PAGE).rename(folders.new / "docs/study/gathering.md")
    for file in (folders.new / BANK, folders.new / "docs/index.md"):
        file.write_bytes(file.read_bytes().replace(b"study/meeting.md", b"study/gathering.md"))
    swap(folders.old / PAGE, "会开得好不好，", "本局会开得好不好，")
    swap(folders.new / "docs/study/gathering.md", "说完再表决。", "说完再一件一件表决。")
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    assert not (folders.new / PAGE).exists()
    assert "本局会开得好不好，" in folders.text("docs/study/gathering.md")
    assert "说完再一件一件表决。" in folders.text("docs/study/gathering.md")


def test_a_file_that_one_side_deleted_is_gone_unless_the_other_changed_it(folders: Folders) -> None:
    for name in ("one", "two", "three", "four"):
        for folder in (folders.old, folders.new):
            (folder / f"docs/{name}.md").write_text(f"# {name}\n\n第一段。\n", encoding="utf-8")
    keep_base(folders.old)
    for folder, names in ((folders.old, ("one", "two")), (folders.new, ("three", "four"))):
        for name in names:
            (folder / f"docs/{name}.md").unlink()
    swap(folders.new / "docs/two.md", "第一段", "新版的第一段")
    swap(folders.old / "docs/four.md", "第一段", "本单位的第一段")
    folders.delivered()
    assert folders.upgrade() == 0
    assert sorted(file.name for file in (folders.new / "docs").glob("*.md")) == ["four.md", "glossary.md", "index.md"]
    told = folders.text(LIST)
    assert "新版删去了这个文件，本单位改过它，先留着" in told
    assert "新版的第一段" in folders.text(f"{FOLDER}/docs/two.md")


def test_a_page_that_both_added_is_ours_with_the_other_beside_it(folders: Folders) -> None:
    (folders.old / "docs/plan.md").write_text("# 安排\n\n本单位的安排。\n", encoding="utf-8")
    (folders.new / "docs/plan.md").write_text("# 安排\n\n新版的安排。\n", encoding="utf-8")
    folders.delivered()
    assert folders.upgrade() == 0
    assert "本单位的安排" in folders.text("docs/plan.md")
    assert "新版的安排" in folders.text(f"{FOLDER}/docs/plan.md")


def test_files_that_the_unit_added_go_to_its_own_folder_and_links_to_them_stay_right(folders: Folders) -> None:
    (folders.old / "docs/notes").mkdir()
    (folders.old / "docs/notes/plan.md").write_text(
        "---\ntitle: 安排\n---\n\n# 安排\n\n见[会前准备](../study/meeting.md#r1-1-1)和[图](../assets/map.png)。\n",
        encoding="utf-8",
    )
    (folders.old / "docs/assets/map.png").write_bytes(b"picture")
    swap(folders.old / PAGE, "会开得好不好，", "会开得好不好，见[图](../assets/map.png)和[安排](../notes/plan.md)，")
    folders.delivered()
    assert folders.upgrade() == 0
    folders.sound()
    assert (folders.new / "local/files/assets/map.png").read_bytes() == b"picture"
    moved = folders.text("local/pages/plan.md")
    assert "[会前准备](../study/meeting.md#r1-1-1)和[图](files/assets/map.png)" in moved
    assert "[图](../local/files/assets/map.png)和[安排](../local/plan.md)" in folders.text(PAGE)
    assert not (folders.new / "docs/notes/plan.md").exists()


def test_a_study_page_and_a_bank_that_the_unit_added_stay_and_are_named(folders: Folders) -> None:
    shutil.copy(folders.old / "docs/study/minutes.md", folders.old / "docs/study/own.md")
    shutil.copy(folders.old / "quizzes/minutes.yml", folders.old / "quizzes/own.yml")
    folders.delivered()
    folders.upgrade()
    told = folders.text(LIST)
    assert "本单位加的学习页，local 里放不下，留在原处" in told
    assert "题号不以 local- 开头" in told
    assert (folders.new / "quizzes/own.yml").read_bytes() == (folders.old / "quizzes/own.yml").read_bytes()


def test_the_folder_of_the_unit_is_copied_to_the_byte(folders: Folders) -> None:
    (folders.new / "local").mkdir()
    (folders.new / "local/README.md").write_text("新版的说明\n", encoding="utf-8")
    for path, content in {
        "unit.yml": "name: 某局\r\n".encode(), "README.md": "旧的说明\n".encode(), "files/.keep": b"",
        "files/表.xlsx": b"PK\x00\xff", "quizzes/local-own.yml": b"title: x", "reviews.yml": b"reviews: {}\n",
    }.items():  # fmt: skip
        file = folders.old / "local" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    folders.delivered()
    folders.upgrade()
    assert contents(folders.new / "local") == contents(folders.old / "local")


def test_line_ends_and_a_byte_order_mark_are_no_change_and_stay_where_there_is_one(folders: Folders) -> None:
    for path in (PAGE, "docs/study/minutes.md"):
        file = folders.old / path
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    swap(folders.old / PAGE, "会开得好不好，", "本局会开得好不好，")
    new_version(folders.new)
    folders.delivered()
    assert folders.upgrade() == 0
    content = (folders.new / PAGE).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert "本局会开得好不好，" in content.decode()
    assert "一件一件表决" in content.decode()
    assert b"\r\n" not in (folders.new / "docs/study/minutes.md").read_bytes()


def test_a_bank_that_cannot_be_read_is_merged_by_line_or_stays_whole(folders: Folders) -> None:
    swap(folders.old / BANK, EXPLAINED, "    explanation: [没有写完\n")
    swap(folders.new / BANK, "title: 开好科室会议", "title: 开好科室的会议")
    folders.delivered()
    assert folders.upgrade() == 1
    assert (folders.new / BANK).read_bytes() == (folders.old / BANK).read_bytes()
    assert f"## {BANK}" in folders.text(LIST)


def test_a_folder_without_a_base_keeps_its_course_and_the_new_one_is_put_beside_it(folders: Folders) -> None:
    (folders.old / BASE).unlink()
    unit_edits(folders.old)
    new_version(folders.new)
    (folders.new / "docs/more.md").write_text("# 更多\n", encoding="utf-8")
    folders.delivered()
    delivered = contents(folders.new)
    assert folders.upgrade() == 0
    for path in (BANK, PAGE, "course.yml"):
        assert (folders.new / path).read_bytes() == (folders.old / path).read_bytes()
        assert (folders.new / FOLDER / path).read_bytes() == delivered[path]
    assert not (folders.new / "docs/more.md").exists()
    assert "新版有，旧文件夹里没有" in folders.text(LIST)
    assert (folders.new / BASE).read_bytes() == delivered[BASE]
    done = contents(folders.new)
    assert folders.upgrade() == 0
    assert contents(folders.new) == done


def test_a_course_of_its_own_comes_over_whole_with_its_base(folders: Folders) -> None:
    swap(folders.new / "course.yml", "id: shili-kecheng", "id: other-course")
    (folders.new / "docs/more.md").write_text("# 更多\n", encoding="utf-8")
    folders.delivered()
    unit_edits(folders.old)
    expected = contents(folders.old)
    assert folders.upgrade() == 0
    assert contents(folders.new) == expected
    assert folders.upgrade() == 0
    assert contents(folders.new) == expected


def test_a_new_folder_that_was_worked_in_is_refused(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    folders.delivered()
    swap(folders.new / PAGE, "会开得好不好，", "新文件夹里写的，")
    before = contents(folders.new)
    unit_edits(folders.old)
    assert folders.upgrade() == 1
    assert f"这个新文件夹里有改过的文件：{PAGE}。" in capsys.readouterr().err
    assert contents(folders.new) == before


def test_what_the_unit_wrote_in_the_new_folder_is_not_written_over(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder, name in ((folders.old, "甲局"), (folders.new, "乙局")):
        (folder / "local").mkdir()
        (folder / "local/unit.yml").write_text(f"name: {name}\n", encoding="utf-8")
    assert folders.upgrade() == 1
    assert "这个新文件夹里有改过的文件：local/unit.yml。" in capsys.readouterr().err
    assert "乙局" in folders.text("local/unit.yml")


def test_the_folder_itself_is_refused(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["upgrade", str(folders.new), "--root", str(folders.new)]) == 1
    assert "旧文件夹就是这个文件夹" in capsys.readouterr().err


def test_links_in_the_old_folder_are_not_followed(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    outside = folders.old.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# 别处的\n", encoding="utf-8")
    (folders.old / "docs/linked").symlink_to(outside)
    (folders.old / "docs/secret.md").symlink_to(outside / "secret.md")
    (folders.old / "local").symlink_to(outside)
    folders.delivered()
    assert folders.upgrade() == 0
    printed = capsys.readouterr().out
    for path in ("docs/linked", "docs/secret.md", "local"):
        assert f"不搬（是链接，真正的文件在别处）：{path}" in printed
    assert not [path for path in contents(folders.new) if "secret" in path]


@pytest.mark.parametrize("name", ["a\nb.md", "a\\b.md", "c:d.md", "\u202egpj.md"])
def test_hostile_names_are_refused(folders: Folders, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folders.old / "docs" / name).write_text("# x\n", encoding="utf-8")
    before = contents(folders.new)
    assert folders.upgrade() == 1
    assert "里有不能用的字符。请改名以后再运行" in capsys.readouterr().err
    assert contents(folders.new) == before


@pytest.mark.parametrize("stride", [23, pytest.param(5, marks=pytest.mark.slow)])
def test_killed_at_any_step_the_next_run_completes_it(tmp_path: Path, stride: int) -> None:
    whole = Folders(tmp_path / "whole")
    prepare_both(whole)
    assert whole.upgrade() == 0
    expected = contents(whole.new)
    step = 0
    while True:
        step += stride
        folders = Folders(tmp_path / str(step))
        prepare_both(folders)
        before = contents(folders.old)
        died = dies(step, ["upgrade", str(folders.old), "--root", str(folders.new)], folders.new)
        assert folders.upgrade() == 0
        assert contents(folders.new) == expected
        assert contents(folders.old) == before
        if not died:
            break
    assert step > 30


def prepare_both(folders: Folders) -> None:
    unit_edits(folders.old)
    new_version(folders.new)
    swap(folders.new / BANK, EXPLAINED, EXPLAINED.replace("提前", "及早"))
    (folders.old / "docs/assets/map.png").write_bytes(b"picture")
    (folders.new / "docs/assets/room.svg").unlink()
    swap(folders.new / "docs/index.md", "![示意图](assets/room.svg)\n", "")
    folders.delivered()


def test_a_course_that_the_unit_left_alone_is_the_new_version_to_the_byte(folders: Folders) -> None:
    new_version(folders.new)
    folders.delivered()
    expected = contents(folders.new)
    assert folders.upgrade() == 0
    assert contents(folders.new) == expected


def test_a_course_that_the_new_version_left_alone_is_the_units_to_the_byte(folders: Folders) -> None:
    unit_edits(folders.old)
    withdraw(folders.old, "meeting-02")
    folders.delivered()
    assert folders.upgrade() == 0
    assert contents(folders.new) == contents(folders.old)


def test_the_base_of_a_project_is_what_was_delivered(folders: Folders) -> None:
    new_version(folders.new)
    folders.delivered()
    delivered = contents(folders.new)
    unit_edits(folders.old)
    assert folders.upgrade() == 0
    base = unpacked((folders.new / BASE).read_bytes())
    assert base == {path: one for path, one in delivered.items() if path != BASE}
    assert keep_base(folders.old)
    assert not keep_base(folders.old)


@pytest.mark.parametrize("path", ["quizzes/ids.yml", "course.yml"])
def test_ids_are_not_lost_where_a_file_is_damaged(
    folders: Folders, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folders.delivered()
    if path == "course.yml":
        (folders.old / BASE).unlink()
    (folders.old / path).write_text("id: [x\nwithdrawn: }\n", encoding="utf-8")
    before = contents(folders.new)
    assert folders.upgrade() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{path} 有错误" in line
    assert contents(folders.new) == before


def test_a_damaged_course_file_of_a_folder_with_a_base_is_still_that_course(folders: Folders) -> None:
    (folders.old / "course.yml").write_text("id: [x\n", encoding="utf-8")
    new_version(folders.new)
    folders.delivered()
    assert folders.upgrade() == 1
    assert "说完再一件一件表决" in folders.text(PAGE)
    assert "## course.yml" in folders.text(LIST)
