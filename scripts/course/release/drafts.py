"""What goes into a release: the course without drafts and what is unfinished, and who reviewed the rest."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from course.check import Outcome, inspect
from course.errors import RefusedError
from course.files import write_output
from course.model.course import Course
from course.model.released import exam_supply
from course.model.review import STATUS_LABELS, Standing, standing
from course.model.review import drafts as drafts_of
from course.model.unfinished import unfinished_questions
from course.release.manifest import MANIFEST, VERSION, read_previous
from course.text.diagnostics import errors, format_text

OnDrafts: TypeAlias = Literal["leave-out", "fail"]


def earlier(since: str, folder: Path) -> Path:
    """Return the manifest of an earlier release, named by its version in `folder`, or by the file itself.

    The version of a copy is written as in the names of its files: `1.2.0@试用`.
    Raises RefusedError if there is none, or if it does not list its questions.
    """
    place = Path(since)
    if re.fullmatch(f"{VERSION}(@.+)?", since):
        named = sorted(folder.glob(f"*-{since}.{MANIFEST}"))
        place = named[-1] if named else folder / f"{since}.{MANIFEST}"
    try:
        read_previous(place.read_bytes())
    except OSError as error:
        raise RefusedError(
            f"读不到上一版的清单 {place}。请写版本号（清单要在 {folder} 里），或写清单文件的位置"
        ) from error
    return place


def same_course(since: Path, course: Course) -> None:
    """Raise RefusedError if an earlier release, by its manifest, is of another course.

    Readers' records are named after the id: with another one, they would all seem lost.
    """
    before, now = read_previous(since.read_bytes()), course.identity.id
    if before.course not in {None, now}:
        raise RefusedError(
            f"{before.version} 版的课程编号是 {before.course}，现在 course.yml 里写的是 {now}。编号一改，学员就看不到以前的记录。"
            f"请把 course.yml 的 id 改回 {before.course}；如果这是另一门课，请去掉 --since"
        )


def keep(files: Mapping[str, bytes], folder: Path, *, force: bool) -> list[Path]:
    """Write the files of a release; a version that was made before must not get other content."""
    targets = {folder / name: content for name, content in files.items()}
    write_output(targets, force=force)
    return list(targets)


@dataclass(frozen=True, slots=True)
class Ready:
    """The course to release, and lines that say of each bank who has looked at it and what is left out."""

    course: Course
    report: tuple[str, ...]


def ready(root: Path, day: date, on_drafts: OnDrafts) -> Ready:
    """Return what to release of the course below `root`.

    Raises RefusedError if there are errors, if there are drafts or unfinished things and `on_drafts` is `fail`, if
    something is missing from the course without them, or if nothing is left.
    """
    whole = inspect(root, day=day)
    if whole.failed:
        raise RefusedError(f"课程有错误，请先改好。\n{_listed(whole)}")
    left_out = sorted(drafts_of(whole.course))
    if left_out and on_drafts == "fail":
        raise RefusedError(
            f"还有 {len(left_out)} 道题是草稿：{'、'.join(left_out)}。请审核后运行 ./course approve，或者不写 --drafts fail"
        )
    lack = tuple(_unfinished(whole.course))
    if lack and on_drafts == "fail":
        named = "；".join(f"未完成的{one.what}：{'、'.join(one.names)}" for one in lack)
        raise RefusedError(f"还有{named}。请写完，或者不写 --drafts fail")
    lines = tuple(one.line for one in lack)
    released = inspect(root, day=day, drafts=False)
    if released.failed:
        raise RefusedError(
            f"草稿和未完成的内容不放进发布包，课程就不完整了。请审核下面要用的题，或先补题。\n{_listed(released)}"
        )
    if not released.course.study:
        raise RefusedError("\n".join(("学习页都未完成，没有可以发布的内容。请先给一个学习页写完题库", *lines)))
    return Ready(released.course, (*lines, *_report(whole.course)))


@dataclass(frozen=True, slots=True)
class _Unfinished:
    """Things that are unfinished for one reason."""

    reason: str
    what: str
    names: tuple[str, ...]

    @property
    def line(self) -> str:
        """What the report says of them."""
        return f"{self.reason}、没有放进发布包的{self.what}：{'、'.join(self.names)}"


def _unfinished(course: Course) -> Iterator[_Unfinished]:
    """Yield which pages, questions and exams are unfinished and therefore left out."""
    pages = [study for study in course.study if study.page.path in course.unfinished]
    bare = tuple(f"“{study.title}”" for study in pages if not course.banks_of(study))
    begun = tuple(f"“{study.title}”" for study in pages if course.banks_of(study))
    waiting = exam_supply(course).unfinished
    exams = tuple(f"“{file.exam.title}”" for file in course.exams if file.name in waiting)
    for found in (
        _Unfinished("没有题目", "学习页", bare),
        _Unfinished("题没有写完", "学习页", begun),
        _Unfinished("没有写完", "题", tuple(sorted(unfinished_questions(course)))),
        _Unfinished("题不够", "组卷方案", exams),
    ):
        if found.names:
            yield found


def _listed(outcome: Outcome) -> str:
    return "\n".join(format_text(errors(outcome.diagnostics)))


def _report(course: Course) -> Iterator[str]:
    """Yield the review status of each bank; nothing if no status was ever used."""
    standings = {bank.path: [standing(bank, question) for question in bank.questions] for bank in course.banks}
    if not any(one.status for found in standings.values() for one in found):
        return
    yield "题目的审核情况："
    for bank in course.banks:
        counts = Counter(_status_text(one) for one in standings[bank.path])
        yield f"  {bank.title}（{bank.name}）：" + "；".join(f"{count} 题{what}" for what, count in counts.items())


def _status_text(one: Standing) -> str:
    match one.status:
        case "draft":
            return "是草稿，没有放进发布包"
        case None:
            return "没有登记审核"
        case _:
            return f"由{one.reviewer}于 {one.reviewed_on} {STATUS_LABELS[one.status].removeprefix('已')}"
