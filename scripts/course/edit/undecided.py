"""What an upgrade could not decide: the unit's version stays in use, and the new one is put beside it with a list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

FOLDER = ".course/undecided"
LIST = f"{FOLDER}/list.md"

_HEAD = """\
# 升级以后要定的

下面这些，本单位和新版都改了，或者程序看不出是谁改的。**现在用着的是本单位的**，新版的写在旁边；整个文件的新版也在这个文件夹里，位置相同。
逐处比一比：用新版的，照着改过去；用本单位的，不用动。全部定好，运行 `./course check`，再把这个文件夹删去。
"""


@dataclass(frozen=True, slots=True)
class Undecided:
    """One place for people to decide: what happened there, and the text in the base, of the unit and of the new version."""

    path: str
    place: str
    reason: str
    base: str = ""
    ours: str = ""
    theirs: str = ""

    @property
    def line(self) -> str:
        """The place and the reason on one line."""
        return f"{self.path}{f' {self.place}' if self.place else ''}：{self.reason}"


def undecided_files(found: Iterable[Undecided], theirs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the list and, beside it, the new version of each file that it names, by path; nothing if it is empty."""
    entries = sorted(found, key=lambda one: one.path)
    if not entries:
        return {}
    beside = {f"{FOLDER}/{one.path}": theirs[one.path] for one in entries if one.path in theirs}
    return {LIST: "\n".join(_lines(entries)).encode(), **beside}


def _lines(entries: list[Undecided]) -> Iterator[str]:
    yield _HEAD
    for path, there in groupby(entries, key=lambda one: one.path):
        yield f"## {path}\n"
        for one in there:
            yield f"- {f'{one.place}：' if one.place else ''}{one.reason}\n"
            for label, text in (("原来", one.base), ("本单位", one.ours), ("新版", one.theirs)):
                if text:
                    yield f"  {label}：\n\n{_indented(text)}\n"


def _indented(text: str) -> str:
    """Return a text as a block of Markdown in a list that shows it as it is."""
    return "\n".join(f"      {line}" for line in text.rstrip("\n").split("\n"))
