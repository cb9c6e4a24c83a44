"""From a file's questions to the files of the project as they would be: everything but the writing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from course.check import Outcome, inspect_whole
from course.edit.assign_ids import ASSIGNABLE, named
from course.edit.ids import ids_file, local_ids_file
from course.edit.withdraw import with_withdrawn
from course.files import content_of
from course.formats.import_types import ImportedFile, ImportProblem, content_version
from course.importing.apply_to_banks import AppliedImport, apply_to_banks
from course.importing.match import MatchResult, match
from course.importing.new_banks import new_banks
from course.importing.options import ImportOptions, ImportRule
from course.importing.recheck import recheck
from course.model.bank import LOCAL_PREFIX, BankFile, Question
from course.model.course import IDS, LOCAL_IDS, Course
from course.model.point_names import find_points
from course.text.diagnostics import Diagnostic, errors


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """An import that could be made, or what stands in its way; nothing is written yet.

    `obstacles` are faults that the course has without the import. `warnings` do not stop it. `files` has the texts
    of all files that change, `before` their present content, None for one that does not exist. `assigned` are the new
    ids; `after` has all questions as they will be, by id.
    """

    obstacles: tuple[Diagnostic, ...] = ()
    problems: tuple[ImportProblem, ...] = ()
    warnings: tuple[ImportProblem, ...] = ()
    matched: MatchResult = field(default_factory=MatchResult)
    withdrawn: tuple[str, ...] = ()
    new_banks: tuple[BankFile, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, bytes | None] = field(default_factory=dict)
    after: Mapping[str, Question] = field(default_factory=dict)
    assigned: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Return whether nothing of the file may be imported."""
        return bool(self.obstacles or self.problems)


def plan_import(
    root: Path, imported: ImportedFile, options: ImportOptions, progress: Callable[[str], None] = lambda _: None
) -> ImportPlan:
    """Work out what an import would do to the project below `root`, and whether the check would bear it.

    `progress` is called with each step (Chinese). Raises RefusedError if the options name a point that does not exist.
    """
    progress("检查现有题库……")
    present = inspect_whole(root)
    obstacles = tuple(found for found in errors(present.diagnostics) if found.rule not in ASSIGNABLE)
    if obstacles:
        return ImportPlan(obstacles=obstacles)
    points = find_points(present.course, options.points)
    options = replace(options, points=tuple(point.id for point in points))
    progress("与题库比较……")
    compared = _compared(root, present.course, imported, options)
    matched, arranged = compared.matched, compared.arranged
    problems = [*compared.problems, *matched.problems, *arranged.problems, *_unknown_export(imported, options)]
    if not arranged.texts:
        return ImportPlan(problems=tuple(problems), matched=matched)
    progress("按写入以后的样子再检查一遍……")
    files = {**arranged.texts, **_withdrawal(present.course, arranged.withdrawn)}
    would_be = inspect_whole(root, files)
    found = list(_unseen(would_be, present))
    problems += recheck(errors(found), arranged)
    if not problems:
        problems += _unsafe(present.course, would_be.course, arranged)
    warnings = tuple(recheck((one for one in found if one.severity == "warning"), arranged))
    if problems:
        return ImportPlan(problems=tuple(dict.fromkeys(problems)), warnings=warnings, matched=matched)
    draft = ImportPlan(warnings=warnings, matched=matched, withdrawn=arranged.withdrawn, new_banks=compared.made)
    return _planned(root, files, compared.before, draft)


@dataclass(frozen=True, slots=True)
class _Compared:
    """The questions of a file beside those of the banks; `before` has the present content of each, None of a new one."""

    made: tuple[BankFile, ...]
    before: Mapping[str, bytes | None]
    matched: MatchResult
    arranged: AppliedImport
    problems: tuple[ImportProblem, ...]


def _compared(root: Path, course: Course, imported: ImportedFile, options: ImportOptions) -> _Compared:
    made, unclear = new_banks(course, imported, options)
    new = tuple(one.bank for one in made)
    texts = {bank.path: (root / bank.path).read_bytes() for bank in course.banks}
    before = {**dict.fromkeys(bank.path for bank in new), **texts}
    texts |= {one.bank.path: one.text.encode() for one in made}
    course = replace(course, banks=(*course.banks, *new))
    matched = match(course, imported, options)
    return _Compared(new, before, matched, apply_to_banks(course, texts, imported, matched, options), unclear)


def _planned(root: Path, files: Mapping[str, str], before: Mapping[str, bytes | None], draft: ImportPlan) -> ImportPlan:
    """Return a draft with the files that change, the ids assigned, and the questions as they will be."""
    done = named(root, files)
    course = inspect_whole(root, done.files).course
    lists = {path: content_of(root / path) for path in (IDS, LOCAL_IDS)}
    old = {**before, **lists}
    return replace(
        draft,
        files=done.files,
        before={path: old[path] for path in done.files},
        assigned=done.assigned,
        after={question.id or "": question for question in course.written_questions()},
    )


def _unknown_export(imported: ImportedFile, options: ImportOptions) -> Iterator[ImportProblem]:
    rule: ImportRule = "withdraw-unknown"
    if options.withdraw and imported.exported is None:
        message = "看不出这个文件导出时有哪些题，所以不知道少了哪些。请用 ./course export excel 导出的表，或把要停用的题在表里标出来"
        yield ImportProblem("整个文件", message, rule)


def _withdrawal(course: Course, names: Iterable[str]) -> dict[str, str]:
    """Return the lists of ids with some moved to the withdrawn ones; nothing if there are none."""
    gone = frozenset(names)
    local = frozenset(name for name in gone if name.startswith(LOCAL_PREFIX))
    files = {}
    if gone - local:
        files[IDS] = ids_file(replace(course, ids=with_withdrawn(course.ids, gone - local)))
    if local:
        files[LOCAL_IDS] = local_ids_file(replace(course, local_ids=with_withdrawn(course.local_ids, local)))
    return files


def _unseen(would_be: Outcome, present: Outcome) -> Iterator[Diagnostic]:
    """Yield the problems that the import would bring; lines of files that change say nothing about that."""
    known = Counter((found.position.path, found.message, found.rule) for found in present.diagnostics)
    for found in would_be.diagnostics:
        name = (found.position.path, found.message, found.rule)
        known[name] -= 1
        if known[name] < 0 and found.rule not in ASSIGNABLE:
            yield found


def _unsafe(present: Course, would_be: Course, arranged: AppliedImport) -> Iterator[ImportProblem]:
    """Yield the banks in which anything else would change: their YAML is too unusual to edit."""
    rule: ImportRule = "unsafe-edit"
    untouched = {question.id: question for question in present.written_questions()}
    nameless = [question for question in present.written_questions() if question.id is None]
    banks = {bank.path: bank for bank in would_be.banks}
    for path, slots in arranged.origins.items():
        for question, origin in zip(banks[path].questions, slots, strict=True):
            if origin.fields is not None:
                same = content_version(question.model_dump(mode="json", exclude_defaults=True)) == content_version(
                    origin.fields
                )
            else:
                same = question == untouched.get(question.id) if question.id else question in nameless
            if not same:
                message = (
                    f"{path} 的写法特殊，不能保证只改动 {question.id or '新题'}。请直接在文件里改，或请技术人员来改"
                )
                yield ImportProblem(origin.incoming.place if origin.incoming else f"题库 {path}", message, rule)
