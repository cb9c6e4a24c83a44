"""Undo the last change of a project: everything returns, but no question id that it gave out is free again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from course import journal
from course.edit.course_files import text_of
from course.edit.ids import list_file
from course.errors import RefusedError
from course.files import content_of
from course.journal import Change, FileChange
from course.load.banks import read_bank
from course.load.ids import read_ids
from course.load.unit import LOCAL_BANKS
from course.model.bank import Question
from course.model.course import IDS, LOCAL_IDS, KnownIds
from course.text.diagnostics import Position

_LISTS = (IDS, LOCAL_IDS)
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Undo:
    """The last change, and what its undo does: the files before and after, and question ids by what becomes of them.

    `removed` are those of questions that go, `restored` of questions that return, `changed` of questions that become what
    they were; `withdrawn` are those among the removed that are never used again.
    """

    change: Change
    files: tuple[FileChange, ...]
    removed: tuple[str, ...]
    restored: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield the lines (Chinese) that say what the undo does."""
        yield f"撤销这次改动：{self.change.summary}"
        for what, paths in (
            ("改回原来样子的文件", [file.path for file in self.files if file.before is not None]),
            ("这次改动新建的、撤销后不再有的文件", [file.path for file in self.files if file.before is None]),
        ):
            if paths:
                yield f"{what}：{named(paths)}"
        for what, names in (("去掉的题", self.removed), ("恢复的题", self.restored), ("改回的题", self.changed)):
            if names:
                yield f"{what}（{len(names)} 道）：{named(names)}"
        if self.withdrawn:
            yield f"题号登记过，记为停用，不会再给别的题：{named(self.withdrawn)}"


def prepare(root: Path) -> Undo | None:
    """Return what an undo of the last change below `root` would do, None if there is no change to undo; write nothing.

    Raises RefusedError if a file was edited since, or if a list of ids cannot be read.
    """
    if not (found := journal.changes(root)):
        return None
    change = found[0]
    before, after = _questions(change, after=False), _questions(change, after=True)
    lost = frozenset(change.assigned) - before.keys()
    merged = {
        file.path: _merged(file, content_of(root / file.path), lost) for file in change.files if file.path in _LISTS
    }
    files = tuple(merged.get(file.path, file) for file in change.files)
    journal.refuse_edited(root, replace(change, files=files))
    return Undo(
        change,
        files,
        removed=tuple(name for name in after if name not in before),
        restored=tuple(name for name in before if name not in after),
        changed=tuple(name for name in before if name in after and before[name] != after[name]),
        withdrawn=tuple(name for file in merged.values() for name in _newly_withdrawn(file) if name in lost),
    )


def undo(root: Path, found: Undo) -> None:
    """Undo a change as `prepare` found it, all or nothing.

    Raises RefusedError, and writes nothing, if there was another change since, or if a file was edited since.
    """
    journal.undo(root, found.change.number, found.files)


def named(names: Sequence[str]) -> str:
    """Return names in Chinese, the first few of many."""
    return "、".join(names[:_MOST_NAMED]) + (f" 等 {len(names)} 个" if len(names) > _MOST_NAMED else "")


def _questions(change: Change, *, after: bool) -> Mapping[str, Question]:
    """Return the questions in the banks of a change by id, as they are after it or as they were before."""
    return {
        question.id: question
        for file in change.files
        if str(PurePosixPath(file.path).parent) in {"quizzes", LOCAL_BANKS} and file.path not in _LISTS
        for question in read_bank(text_of((file.after if after else file.before) or b""), file.path)[0].questions
        if question.id
    }


def _merged(file: FileChange, present: bytes | None, lost: frozenset[str]) -> FileChange:
    """Return what an undo makes of a list of ids: what the change did returns, but the ids in `lost` are withdrawn.

    The list may hold more by now, such as ids that the undo of a later change withdrew; that stays.
    """
    before, after, now = (_list(file.path, content) for content in (file.before, file.after, present))
    gone = [known.id for known in now.questions if known.id in lost]
    if present == file.before or (present == file.after and not gone):
        return file
    if present is not None and list_file(now).encode() != present:
        # What people wrote beside the ids would be lost: the file counts as edited.
        return file
    withdrawn = _names(after) - _names(before)
    ids = replace(
        now,
        questions=tuple({known.id: known for known in (*now.questions, *before.questions)}.values()),
        register=tuple(dict((*now.register, *before.register)).items()),
        withdrawn=(
            *(one for one in now.withdrawn if one[0] not in withdrawn),
            *((name, Position(file.path)) for name in gone),
        ),
    )
    return replace(file, before=list_file(ids).encode(), after=present)


def _newly_withdrawn(file: FileChange) -> list[str]:
    earlier = _names(_list(file.path, file.after))
    return [name for name, _ in _list(file.path, file.before).withdrawn if name not in earlier]


def _names(ids: KnownIds) -> frozenset[str]:
    return frozenset(name for name, _ in ids.withdrawn)


def _list(path: str, content: bytes | None) -> KnownIds:
    ids, found = read_ids(text_of(content or b""), path)
    if found:
        raise RefusedError(f"{path} 有错误，登记过的编号会丢：{found[0].message}。请先改好，再运行")
    return ids
