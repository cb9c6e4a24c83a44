"""Merge two versions of a whole course, file by file; what the unit added of its own goes to `local`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from course.edit.course_files import text_of
from course.edit.merge_banks import merge_banks, readable
from course.edit.merge_lines import merge_texts, similar
from course.edit.three_way import clash, merged
from course.edit.to_local import as_local
from course.edit.undecided import Undecided
from course.files import BYTE_ORDER_MARK
from course.model.course import IDS
from course.text.yaml_reader import read

Files = Mapping[str, bytes]

_BANK = re.compile(r"quizzes/[^/]+\.yml")
_TEXTS = frozenset((".md", ".yml", ".txt"))


@dataclass(frozen=True, slots=True)
class MergedCourse:
    """The files of the merged course by path; those that the unit added, by their paths in `local`; what is left to decide."""

    files: Files
    local: Files
    undecided: tuple[Undecided, ...]


def keep_ours(ours: Files, theirs: Files) -> MergedCourse:
    """Return the course of a folder without a base as it is there, and what differs from the new one as undecided."""
    reasons = {path: "新版有，旧文件夹里没有" for path in theirs if path not in ours}
    reasons |= {path: "旧文件夹里有，新版没有" for path in ours if path not in theirs}
    reasons |= {
        path: "两边不同" for path in ours if path in theirs and _plain(ours[path], path) != _plain(theirs[path], path)
    }
    return MergedCourse(ours, {}, tuple(Undecided(path, "", reason) for path, reason in reasons.items()))


def merge_courses(base: Files, ours: Files, theirs: Files) -> MergedCourse:
    """Merge what the unit (`ours`) and the new version (`theirs`) made of the course `base`.

    The list of ids is that of the new version: it follows from the merged course.
    """
    merging = _Merging(base, ours, theirs)
    merging.banks()
    merging.pairs()
    return merging.done()


class _Merging:
    def __init__(self, base: Files, ours: Files, theirs: Files) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.files: dict[str, bytes] = {}
        self.undecided: list[Undecided] = []
        self.by_question = frozenset(
            path
            for path in {*base, *ours, *theirs}
            if _BANK.fullmatch(path)
            and path != IDS
            and all(_is_bank(side[path], path) for side in (base, ours, theirs) if path in side)
            and (path in base or path in theirs)
        )

    def banks(self) -> None:
        sides = (self.base, self.ours, self.theirs)
        texts = [{path: text_of(side[path]) for path in side if path in self.by_question} for side in sides]
        merged_texts, found = merge_banks(*texts)
        self.undecided += found
        for path, text in merged_texts.items():
            self.files[path] = self.encoded(path, path, text)

    def pairs(self) -> None:
        """Merge every other file with what became of it under the same or, if it was renamed, under another name."""
        others = [
            {path: content for path, content in side.items() if path not in self.by_question and path != IDS}
            for side in (self.base, self.ours, self.theirs)
        ]
        base, ours, theirs = others
        in_ours, in_theirs = _renamed(base, ours), _renamed(base, theirs)
        for path, content in base.items():
            self.pair(path, content, in_ours.get(path, path), in_theirs.get(path, path))
        known = {*base, *in_ours.values(), *in_theirs.values()}
        for path in (*theirs, *ours):
            if path in theirs and path not in known and path not in self.files:
                self.pair(path, None, path, path)
        self.added = {path: content for path, content in ours.items() if path not in {*known, *theirs}}

    def pair(self, path: str, before: bytes | None, own_path: str, other_path: str) -> None:
        own, other = self.ours.get(own_path), self.theirs.get(other_path)
        if own is not None and other is not None:
            self.both(before, own_path, other_path, merged(path, own_path, other_path))
            if clash(path, own_path, other_path):
                self.undecided.append(Undecided(own_path, "", f"两边都改了名，新版叫 {other_path}"))
        elif own is not None and not (before is not None and _same(before, own, path)):
            self.files[own_path] = own
            if before is not None:
                self.undecided.append(Undecided(own_path, "", "新版删去了这个文件，本单位改过它，先留着"))
        elif other is not None and before is None:
            self.files[other_path] = other
        elif other is not None and before is not None and not _same(before, other, path):
            self.undecided.append(Undecided(other_path, "", "本单位删去了这个文件，新版改过它，没有放进来"))

    def both(self, before: bytes | None, own_path: str, other_path: str, path: str) -> None:
        own, other = self.ours[own_path], self.theirs[other_path]
        if before is not None and _same(before, own, path):
            self.files[path] = other
        elif _same(own, other, path) or (before is not None and _same(before, other, path)):
            self.files[path] = own
        elif all(_is_text(one, path) for one in (before or b"", own, other)):
            self.lines(text_of(before or b""), own_path, other_path, path)
        else:
            self.files[path] = own
            self.undecided.append(Undecided(path, "", "两边都改了这个文件"))

    def lines(self, before: str, own_path: str, other_path: str, path: str) -> None:
        own, other = text_of(self.ours[own_path]), text_of(self.theirs[other_path])
        result = merge_texts(before, own, other)
        if path.endswith(".yml") and read(result.text, path)[1]:
            self.files[path] = self.ours[own_path]
            self.undecided.append(Undecided(path, "", "两边的改动合不起来，整个文件要比一比"))
            return
        self.files[path] = self.encoded(own_path, other_path, result.text)
        for one in result.clashes:
            place = f"第 {one.line} 行"
            self.undecided.append(Undecided(path, place, "两边都改了这里", one.base, one.ours, one.theirs))

    def encoded(self, own_path: str, other_path: str, text: str) -> bytes:
        """Return a text as a file, to the byte that of the side that says the same, with our line ends otherwise."""
        own, other = self.ours.get(own_path), self.theirs.get(other_path)
        same = next((one for one in (other, own) if one is not None and text_of(one) == text), None)
        if same is not None:
            return same
        mark = BYTE_ORDER_MARK if own is not None and own.startswith(BYTE_ORDER_MARK.encode()) else ""
        return (mark + (text.replace("\n", "\r\n") if own is not None and b"\r\n" in own else text)).encode()

    def done(self) -> MergedCourse:
        moved = as_local(self.added, self.files)
        notes = tuple(Undecided(path, "", reason) for path, reason in moved.staying.items())
        return MergedCourse(moved.course, moved.local, (*self.undecided, *notes))


def _renamed(base: Files, other: Files) -> dict[str, str]:
    """Return the new names of pages that one side renamed: a new page that shares most of its lines with one that is gone."""
    gone = [path for path in base if path not in other and path.endswith(".md")]
    new = [path for path in other if path not in base and path.endswith(".md")]
    found: dict[str, str] = {}
    ranked = sorted(((_likeness(base[old], other[now]), old, now) for old in gone for now in new), reverse=True)
    for likeness, old, now in ranked:
        if likeness and old not in found and now not in found.values():
            found[old] = now
    return found


def _likeness(one: bytes, other: bytes) -> float:
    return similar(text_of(one), text_of(other))


def _is_bank(content: bytes, path: str) -> bool:
    return _is_text(content, path) and readable(text_of(content), path)


def _is_text(content: bytes, path: str) -> bool:
    if PurePosixPath(path).suffix not in _TEXTS:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plain(content: bytes, path: str) -> str | bytes:
    return text_of(content) if _is_text(content, path) else content


def _same(one: bytes, other: bytes, path: str) -> bool:
    """Return whether two files say the same; line ends and a byte-order mark say nothing."""
    return _plain(one, path) == _plain(other, path)
