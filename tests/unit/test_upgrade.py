"""A course of an older project folder is brought over, and the older folder only read."""

import re
import shutil
import tarfile
from pathlib import Path

import pytest
import yaml

from course import cli
from course.check import inspect
from course.edit.base import BASE, keep_base
from course.edit.course_files import course_files
from course.edit.older_course import course_yml
from course.edit.undecided import FOLDER, LIST
from course.errors import RefusedError
from support.folders import contents
from support.sample_course import CASES
from support.site_build import ARCHIVES

# A course before pages were assembled: pages name what the program adds, the outline is flat, and there is no id.
OLD = CASES / "upgrade/before-assembling.tar.xz"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with tarfile.open(OLD) as archive:
        archive.extractall(tmp_path / "old", filter="data")
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path, old: Path) -> Path:
    """A new project folder that ships the same course, as its files are today."""
    folder = tmp_path / "new"
    folder.mkdir()
    pages = "".join(page.read_text(encoding="utf-8") for page in (old / "docs/study").glob("*.md"))
    roles = sorted({role for names in re.findall('data-for="([^"]*)"', pages) for role in names.split()})
    lines = ["id: an-older-course", "roles:", *(f"  - {{id: {role}, label: 角色{role}}}" for role in roles)]
    text = "\n".join([*lines, (old / "course.yml").read_text(encoding="utf-8")])
    (folder / "course.yml").write_text(course_yml(text, "") + "# 新版\n", encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs/newer.md").write_text("---\ntitle: 新\n---\n\n# 新\n", encoding="utf-8")
    return folder


def study_page(folder: Path) -> Path:
    """Return a study page of a project folder."""
    return max((folder / "docs/study").glob("*.md"))


@pytest.fixture
def following(old: Path, new: Path, tmp_path: Path) -> Path:
    """A folder with the next version of the course: brought to this format, and one page says more."""
    folder, present = tmp_path / "following", tmp_path / "present"
    present.mkdir()
    (present / "course.yml").write_bytes((new / "course.yml").read_bytes())
    assert cli.main(["upgrade", str(old), "--root", str(present)]) == 0
    assert cli.main(["ids", "--root", str(present)]) == 0
    page = present / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n下一版加的一句。\n", encoding="utf-8")
    for path, content in course_files(present).files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    keep_base(folder)
    return folder


def test_the_course_of_before_is_sound_here_and_what_the_unit_changed_is_kept(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = study_page(old)
    page.write_text(page.read_text(encoding="utf-8").replace("。", "，本局也一样。", 1), encoding="utf-8")
    (old / "docs/assets/map.png").write_bytes(b"picture")
    before = contents(old)
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "已升级。"
    assert contents(old) == before
    assert [found for found in inspect(new).diagnostics if found.severity == "error"] == []
    assert "，本局也一样。" in (new / "docs/study" / page.name).read_text(encoding="utf-8")
    assert (new / "docs/assets/map.png").read_bytes() == b"picture"
    assert (new / "quizzes/ids.yml").read_bytes() == before["quizzes/ids.yml"]
    assert "--8<--" not in "".join(file.read_text(encoding="utf-8") for file in (new / "docs").rglob("*.md"))
    there = set(contents(new))
    assert not [path for path in there if path.startswith(("docs/practice/", "docs/maintain/", "quizzes/schema/"))]
    assert "docs/newer.md" not in there
    assert "docs/assets/site.css" not in there


def test_a_second_run_changes_nothing(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 0
    done = contents(new)
    times = {file: file.stat().st_mtime_ns for file in new.rglob("*")}
    capsys.readouterr()
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 0
    assert capsys.readouterr().out == "没有变化：要搬的，这里都已经有了。\n"
    assert contents(new) == done
    assert {file: file.stat().st_mtime_ns for file in new.rglob("*")} == times


def test_a_rehearsal_lists_everything_and_writes_nothing(
    old: Path, new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(new)
    assert cli.main(["upgrade", str(old), "--dry-run", "--root", str(new)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"搬来：quizzes/{study_page(old).stem}.yml" in lines
    assert "换成旧文件夹里的：course.yml" in lines
    assert "删去（旧文件夹里没有）：docs/newer.md" in lines
    assert "不搬（程序自己的，新版里有）：docs/booklet.md" in lines
    assert contents(new) == before


def test_a_course_of_its_own_needs_an_id(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = old / "course.yml"
    file.write_text(
        re.sub("^title: ", "title: 本局", file.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
    )
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 1
    assert "请加上 --id 编号" in capsys.readouterr().err
    assert cli.main(["upgrade", str(old), "--id", "benju-kecheng", "--root", str(new)]) == 0
    assert inspect(new).course.identity.id == "benju-kecheng"


def test_a_folder_without_a_course_is_refused(new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["upgrade", str(tmp_path), "--root", str(new)]) == 1
    assert "不是课程的项目文件夹" in capsys.readouterr().err


def test_places_of_a_flat_outline_find_the_place_around_them() -> None:
    flat = "id: a-b-c\ntitle: 甲\noutline:\n" + "".join(
        f"  - {{locator: {locator}, title: 题}}\n"
        for locator in ("十", "十（一）", "十（一）1", "十（一）10", "十一", "第一章", "第一章第一条")
    )
    assert course_yml(flat, "") == (
        "id: a-b-c\ntitle: 甲\noutline:\n"
        "  - label: 十\n    title: 题\n    parts:\n"
        "      - label: （一）\n        title: 题\n        parts:\n"
        "          - {label: '1', title: 题}\n          - {label: '10', title: 题}\n"
        "  - {label: 十一, title: 题}\n"
        "  - label: 第一章\n    title: 题\n    parts:\n      - {label: 第一条, title: 题}\n"
    )


def test_a_title_with_marks_of_yaml_stays_a_title() -> None:
    made = course_yml('id: a-b-c\ntitle: 甲\noutline:\n  - {locator: 一, title: "责任: 落实 # 到人"}\n', "")
    assert yaml.safe_load(made)["outline"] == [{"label": "一", "title": "责任: 落实 # 到人"}]


def test_a_course_of_today_stays_as_it_is() -> None:
    present = (ARCHIVES / "course.yml").read_text(encoding="utf-8")
    assert course_yml(present, present) == present
    with pytest.raises(RefusedError):
        course_yml("title: 别的\noutline: []\n", present)


def test_the_next_version_is_put_beside_the_course_of_a_folder_without_a_base(old: Path, following: Path) -> None:
    new, names = following, course_files(following).files
    delivered = contents(new)
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 0
    assert [found for found in inspect(new).diagnostics if found.severity == "error"] == []
    assert (new / "quizzes/ids.yml").read_bytes() == (old / "quizzes/ids.yml").read_bytes()
    there = contents(new)
    listed = there[LIST].decode()
    for path in names:
        same = there.get(path) == delivered[path]
        assert same != (f"## {path}\n" in listed)
        assert same or there[f"{FOLDER}/{path}"] == delivered[path]
    assert there[BASE] == delivered[BASE]


def test_the_next_version_is_merged_with_what_the_unit_made_of_this_one(
    old: Path, new: Path, following: Path, tmp_path: Path
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    (first / "course.yml").write_bytes((new / "course.yml").read_bytes())
    assert cli.main(["upgrade", str(old), "--root", str(first)]) == 0
    shutil.rmtree(first / FOLDER, ignore_errors=True)
    keep_base(first)
    name = f"quizzes/{study_page(first).stem}.yml"
    bank = first / name
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("explanation: ", "explanation: （本单位）", 1), encoding="utf-8")
    delivered = contents(following)
    assert cli.main(["upgrade", str(first), "--root", str(following)]) == 0
    there = contents(following)
    changed = {path for path in there if there[path] != delivered.get(path)}
    assert changed == {name}
    assert there[name].decode().count("（本单位）") == 1
