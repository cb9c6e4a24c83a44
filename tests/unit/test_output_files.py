"""Files that users request: one policy for what exists already, and all files or none."""

import os
from pathlib import Path

import pytest

from course.errors import RefusedError
from course.files import write_output


def test_new_files_are_written_and_the_same_content_is_left(tmp_path: Path) -> None:
    files = {tmp_path / "a.docx": b"1", tmp_path / "below/b.docx": b"2"}
    assert write_output(files, force=False) == tuple(files)
    os.utime(tmp_path / "a.docx", (0, 0))
    assert write_output({**files, tmp_path / "c.docx": b"3"}, force=False) == (tmp_path / "c.docx",)
    assert (tmp_path / "a.docx").stat().st_mtime == 0


def test_other_content_is_refused_with_every_path_and_nothing_is_written(tmp_path: Path) -> None:
    first, second, new = (tmp_path / name for name in ("a", "b", "c"))
    first.write_bytes(b"theirs")
    second.mkdir()
    with pytest.raises(RefusedError) as refused:
        write_output({first: b"1", new: b"3", second: b"2"}, force=False)
    assert f"{first}、{second}" in str(refused.value)
    assert "换一个文件名或文件夹" in str(refused.value)
    assert "--force" in str(refused.value)
    assert first.read_bytes() == b"theirs"
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_force_replaces_other_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    assert write_output({tmp_path / "a": b"1"}, force=True) == (tmp_path / "a",)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_failure_leaves_every_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, locked = (tmp_path / name for name in ("a", "b", "c"))
    old.write_bytes(b"theirs")
    replace = os.replace

    def replace_unless_locked(source: str, target: Path) -> None:
        if target == locked:
            raise PermissionError(13, "Access is denied", source, None, str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", replace_unless_locked)
    with pytest.raises(PermissionError):
        write_output({old: b"1", new: b"2", locked: b"3"}, force=True)
    assert old.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [old]


def test_content_that_cannot_be_stored_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"theirs")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        write_output({tmp_path / "a": b"1", tmp_path / "file/b": b"2"}, force=True)
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "file"]
