"""A course is assembled again only where something that decides what it becomes has changed."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from course.site import assemble, unchanged
from course.site.unchanged import STAMP, assemble_changed

DAY = date(2026, 11, 26)


class Reads:
    """Assembles, and counts how often the course is read for that."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._assemble = assemble.assemble
        monkeypatch.setattr(unchanged, "assemble", self._counted)

    def _counted(self, root: Path, *, day: date) -> object:
        self.count += 1
        return self._assemble(root, day=day)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


def test_nothing_is_read_and_the_same_is_said_where_nothing_changed(root: Path, reads: Reads) -> None:
    first = assemble_changed(root, DAY)
    stamp = (root / STAMP).read_text("utf-8")
    (root / STAMP).write_text(stamp.replace('"lines": []', '"lines": ["提醒"]'), "utf-8")
    second = assemble_changed(root, DAY)
    assert reads.count == 1
    assert second.lines == ("提醒",)
    assert (second.written.changed, second.written.unchanged) == ((), len(first.written.changed))


def _append(path: str) -> Callable[[Path], object]:
    return lambda root: (root / path).write_text(f"{(root / path).read_text('utf-8')}\n", "utf-8")


def _replace_by_link(root: Path) -> None:
    page = root / "docs/index.md"
    page.symlink_to(page.rename(root / "moved.md"))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a bank": _append("quizzes/meeting.yml"),
    "a page": _append("docs/study/meeting.md"),
    "course.yml": _append("course.yml"),
    "a new file": lambda root: (root / "docs/new.txt").write_text("新", "utf-8"),
    "a page that was assembled": _append("build/docs/index.md"),
    "a file that was not assembled": lambda root: (root / "build/docs/strange.md").write_text("# 外来", "utf-8"),
    "a file that went": lambda root: (root / "build/mkdocs.yml").unlink(),
    "a faulty stamp": lambda root: (root / STAMP).write_text("[]", "utf-8"),
    "a link to the same": _replace_by_link,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(change: Callable[[Path], object], root: Path, reads: Reads) -> None:
    assemble_changed(root, DAY)
    change(root)
    assemble_changed(root, DAY)
    assert reads.count == 2


def test_another_day_may_say_other_things(root: Path, reads: Reads) -> None:
    assemble_changed(root, DAY)
    assemble_changed(root, DAY + timedelta(days=1))
    assert reads.count == 2


def test_a_course_with_errors_is_read_each_time(root: Path, reads: Reads) -> None:
    (root / "quizzes/extra.yml").write_text("title: 补充\n", encoding="utf-8")
    assert assemble_changed(root, DAY).failed
    assert assemble_changed(root, DAY).failed
    assert reads.count == 2
