"""From a file's questions to the files of the project as they would be: everything but the writing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from course.build_cache import BuildCache
from course.check import Check, Outcome, inspect_whole, new_findings
from course.edit.assign_ids import ASSIGNABLE, named
from course.edit.ids import ids_file, local_ids_file
from course.edit.withdraw import with_withdrawn
from course.files import content_of
from course.formats.import_types import ImportedFile, ImportProblem, content_version
from course.importing.apply_to_banks import AppliedImport, apply_to_banks
from course.importing.match import MatchResult, match
from course.importing.new_banks import new_banks
from course.importing.options import ImportOptions, ImportRule
from course.importing.planned import Judgement, PlannedQuestion, planned_questions
from course.importing.prepare import prepare
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
    ids; `after` has all questions as they will be, by id. `questions` are those of the file, each with what becomes of it, whether or
    not the whole may be imported; with obstacles there are none.
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
    questions: tuple[PlannedQuestion, ...] = ()

    @property
    def refused(self) -> bool:
        """Return whether nothing of the file may be imported."""
        return bool(self.obstacles or self.problems)


def plan_import(
    root: Path,
    imported: ImportedFile,
    options: ImportOptions,
    progress: Callable[[str], None] = lambda _: None,
    check: Check | None = None,
) -> ImportPlan:
    """Work out what an import would do to the project below `root`, and whether the check would accept it.

    `progress` is called with each step (Chinese), `check` in the place of a check from scratch. Raises RefusedError if the
    options name a point that does not exist.
    """
    # Three checks of nearly the same course: what the import does not change is read and checked once.
    check = check or partial(inspect_whole, root, cache=BuildCache())
    progress("检查现有题库……")
    present = check({})
    obstacles = tuple(found for found in errors(present.diagnostics) if found.rule not in ASSIGNABLE)
    if obstacles:
        return ImportPlan(obstacles=obstacles)
    points = find_points(present.course, options.points)
    options = replace(options, points=tuple(point.id for point in points))
    progress("与题库比较……")
    ready = prepare(imported, options.decisions)
    compared = _compared(root, present.course, ready, options)
    if compared.files:
        progress("按写入以后的样子再检查一遍……")
    judged = _rechecked(present, compared, check)
    problems = tuple(dict.fromkeys((*compared.problems, *_unknown_export(imported, options), *judged.problems)))
    judged = replace(judged, problems=problems)
    plan = ImportPlan(
        problems=problems,
        warnings=judged.warnings,
        matched=judged.matched,
        withdrawn=compared.arranged.withdrawn,
        new_banks=compared.made,
        questions=planned_questions(present.course, imported, ready, options.decisions, judged),
    )
    return plan if problems or not compared.files else _planned(root, compared, plan, check)


def _rechecked(present: Outcome, compared: "_Compared", check: Check) -> Judgement:
    """Return what the check would say of the course with the files that change."""
    arranged, files = compared.arranged, compared.files
    if not files:
        return Judgement(compared.matched)
    would_be = check(files)
    found = [one for one in new_findings(would_be, present) if one.rule not in ASSIGNABLE]
    problems = tuple(recheck(errors(found), arranged))
    if not problems and not compared.problems:
        problems = tuple(_unsafe(present.course, would_be.course, arranged))
    warnings = tuple(recheck((one for one in found if one.severity == "warning"), arranged))
    return Judgement(compared.matched, problems, warnings, _missing(would_be, arranged))


@dataclass(frozen=True, slots=True)
class _Compared:
    """The questions of a file beside those of the banks; `before` has the present content of each, None of a new one.

    `files` are the texts that would change.
    """

    made: tuple[BankFile, ...]
    before: Mapping[str, bytes | None]
    matched: MatchResult
    arranged: AppliedImport
    files: Mapping[str, str]
    problems: tuple[ImportProblem, ...]


def _compared(root: Path, course: Course, imported: ImportedFile, options: ImportOptions) -> _Compared:
    made, unclear = new_banks(course, imported, options)
    new = tuple(one.bank for one in made)
    texts = {bank.path: (root / bank.path).read_bytes() for bank in course.banks}
    before = {**dict.fromkeys(bank.path for bank in new), **texts}
    texts |= {one.bank.path: one.text.encode() for one in made}
    course = replace(course, banks=(*course.banks, *new))
    matched = match(course, imported, options)
    arranged = apply_to_banks(course, texts, imported, matched, options)
    files = {**arranged.texts, **_withdrawal(course, arranged.withdrawn)} if arranged.texts else {}
    problems = (*unclear, *matched.problems, *arranged.problems)
    return _Compared(new, before, matched, arranged, files, problems)


def _planned(root: Path, compared: _Compared, draft: ImportPlan, check: Check) -> ImportPlan:
    """Return a draft with the files that change, the ids assigned, and the questions as they will be."""
    done = named(root, compared.files, check)
    lists = {path: content_of(root / path) for path in (IDS, LOCAL_IDS)}
    old = {**compared.before, **lists}
    return replace(
        draft,
        files=done.files,
        before={path: old[path] for path in done.files},
        assigned=done.assigned,
        after={question.id or "": question for question in done.course.written_questions()},
    )


def _missing(would_be: Outcome, arranged: AppliedImport) -> dict[str, tuple[str, ...]]:
    """Return by place what the questions of the file will lack: 要点, 难度, 解析."""
    banks = {bank.path: bank for bank in would_be.course.banks}
    # A new bank of which neither the title nor a question can be read is not in the course.
    return {
        origin.incoming.place: question.missing
        for path, origins in arranged.origins.items()
        if path in banks
        for index, question in zip(banks[path].indexes, banks[path].questions, strict=True)
        if (origin := origins[index]).incoming and question.missing
    }


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


def _unsafe(present: Course, would_be: Course, arranged: AppliedImport) -> Iterator[ImportProblem]:
    """Yield the banks in which anything else would change: their YAML is too unusual to edit."""
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
                place = origin.incoming.place if origin.incoming else f"题库 {path}"
                yield unsafe_edit(place, path, question.id or "新题")


def unsafe_edit(place: str, path: str, name: str) -> ImportProblem:
    """Say that writing a question would change something else in a bank: its YAML is too unusual to edit."""
    rule: ImportRule = "unsafe-edit"
    message = f"{path} 的写法特殊，不能保证只改动 {name}。请直接在文件里改，或请技术人员来改"
    return ImportProblem(place, message, rule)
