"""A bank for another platform, from the course to the file, with the list of what the format cannot carry."""

from dataclasses import dataclass
from pathlib import Path

from course.errors import RefusedError
from course.files import write_output
from course.formats.export_types import ExportResult, Selection
from course.formats.exporters import Exporter
from course.formats.loss_report import listing
from course.model.course import Course
from course.model.glossary import names_of
from course.model.review import without_drafts
from course.model.unfinished import without_unfinished

WHOLE_COURSE = "course"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """What was exported and where to: the file itself, and beside it the list of what it lacks."""

    exported: ExportResult
    file: Path
    notes: Path


def select(course: Course, bank: str, made: int, *, site: Path | None = None, drafts: bool = False) -> Selection:
    """Return one bank by its name or file name, or all of them; without `drafts` as members get them.

    `made` is when, in seconds since 1970; `site` is the site built from this course, for formats that take it along.
    """
    name = bank.replace("\\", "/").rpartition("/")[2].removesuffix(".yml")
    if name and name not in {one.name for one in course.banks}:
        known = "、".join(one.name for one in course.banks)
        raise RefusedError(f"没有叫“{name}”的题库。" + (f"有这些：{known}" if known else "课程里还没有题库"))
    finished = without_unfinished(course)
    chosen = finished if drafts else without_drafts(course)
    present, complete = (frozenset(one.id for one in written.written_questions()) for written in (chosen, finished))
    names = [question.id or "" for one in course.banks if name in {"", one.name} for question in one.questions]
    return Selection(
        name or WHOLE_COURSE,
        course.title,
        tuple(one for one in chosen.banks if name in {"", one.name}),
        made,
        name or None,
        site,
        tuple(one for one in names if one in complete and one not in present),
        tuple(one for one in names if one not in complete),
        names_of(course.terms),
        course.identity,
    )


def export(selection: Selection, form: Exporter, target: Path, *, force: bool) -> ExportedFile:
    """Write a selection as `target`, a file, or into it if it is a folder or ends with a slash.

    What is there already and differs stays, unless `force`.
    """
    file = target / f"{selection.name}{form.suffix}" if target.suffix == "" or target.is_dir() else target
    notes = file.with_name(f"{file.name}.notes.txt")
    exported = form.exported(selection)
    if not any(selection.questions()):
        raise RefusedError("没有可以导出的题：还没有题，或者都是草稿、还没有写完")
    if exported.count == 0:
        raise RefusedError(f"选中的题目里没有 {form.title} 能带的，没有写文件。换一种格式，或换一个题库")
    text = listing(
        f"{form.title}：{file.name}", exported.count, exported.losses, selection.drafts, selection.unfinished
    )
    write_output({notes: text.encode(), file: exported.content}, force=force)
    return ExportedFile(exported, file, notes)
