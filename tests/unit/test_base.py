"""The base of a project: the course as it was delivered."""

import io
import lzma
import tarfile
from pathlib import Path

import pytest

from course import cli
from course.edit.base import BASE, keep_base, packed, read_base, unpacked
from course.edit.course_files import course_files
from course.errors import RefusedError
from support.sample_course import sample_course
from support.site_build import ROOT


def test_the_course_that_is_handed_on_is_its_own_base() -> None:
    """A repository hands its course on; a unit that edits a folder without one keeps the base that it came with."""
    base = read_base(ROOT)
    if (ROOT / ".git").exists():
        assert base == course_files(ROOT).files, "the course has changed: run python -m dev.base, and commit the result"
    else:
        assert base is None or "course.yml" in base


def test_the_same_files_give_the_same_bytes_whatever_their_order_and_date(tmp_path: Path) -> None:
    files = course_files(sample_course(tmp_path)).files
    again = packed({path: files[path] for path in reversed([*files])})
    for file in tmp_path.rglob("*"):
        file.touch()
    assert packed(course_files(tmp_path).files) == again
    assert unpacked(again) == files


def test_a_new_course_has_its_base(tmp_path: Path) -> None:
    source = tmp_path / "规定.txt"
    source.write_text(
        "关于档案的规定\n第一条 归档\n档案室应当按期归档。\n第二条 借阅\n借阅应当登记。\n", encoding="utf-8"
    )
    folder = tmp_path / "new"
    assert cli.main(["new", str(folder), "--from", str(source), "--id", "dang-an", "--yes"]) == 0
    base = read_base(folder)
    assert base == course_files(folder).files
    assert "quizzes/ids.yml" in (base or {})


def archive(name: str, kind: bytes = tarfile.REGTYPE, size: int = 1) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        entry = tarfile.TarInfo(name)
        entry.type, entry.size, entry.linkname = kind, size if kind == tarfile.REGTYPE else 0, "docs/x.md"
        file.addfile(entry, io.BytesIO(b"x" * entry.size))
    return lzma.compress(buffer.getvalue())


@pytest.mark.parametrize(
    "content",
    [
        archive("../docs/x.md"), archive("/docs/x.md"), archive("docs/../../x.md"), archive("docs/a\\b.md"),
        archive("docs//x.md"), archive("scripts/course/check.py"), archive("local/unit.yml"), archive("docs/\u202ex.md"),
        archive("docs/x.md", tarfile.SYMTYPE), archive("docs/x.md", tarfile.LNKTYPE), archive("docs/x.md", tarfile.CHRTYPE),
        archive("docs/x.md")[:-20], b"", b"nothing",
    ],
)  # fmt: skip
def test_an_archive_with_anything_else_than_files_of_a_course_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedError):
        unpacked(content)


def test_a_damaged_base_is_one_line_that_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = sample_course(tmp_path / "old"), sample_course(tmp_path / "new")
    keep_base(old)
    (old / BASE).write_bytes(b"nothing")
    assert cli.main(["upgrade", str(old), "--root", str(new)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"没有升级：{old / BASE}：底稿读不出来。请从备份里恢复它")
