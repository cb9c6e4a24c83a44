"""The cases of imports: files as people have them, each with its outcome as data beside it."""

import shutil
from pathlib import Path
from typing import Any

import yaml

from course.check import Check
from course.formats.importers import read_file
from course.importing.options import ImportOptions
from course.importing.plan import plan_import
from course.importing.planned import PlannedQuestion
from course.importing.preview import UNFINISHED, problem_lines
from course.importing.run import apply
from support.sample_course import CASES

FOLDER = CASES / "import"
COURSE = FOLDER / "course"
"""The course that the cases are imported into; its bank is the one that the workbooks among them were exported from."""
USUAL: dict[str, Any] = yaml.safe_load((FOLDER / "usual.yml").read_text(encoding="utf-8"))
"""What the person says beside the file, unless the case says otherwise."""
BANK = f"quizzes/{USUAL['bank']}.yml"
PAGE = f"study/{USUAL['bank']}.md"
POINT: str = USUAL["points"]


def inputs() -> list[Path]:
    """Return the files to import, in the order of their names."""
    return sorted(file for file in FOLDER.iterdir() if file.is_file() and file.suffix not in {".yml", ".md"})


def outcome_file(file: Path) -> Path:
    """Return the file beside an input that has its outcome."""
    return file.with_name(f"{file.name}.yml")


def given(file: Path) -> dict[str, Any]:
    """Return what the case says beside its file: options, and the file that was imported before."""
    outcome = outcome_file(file)
    written = yaml.safe_load(outcome.read_text(encoding="utf-8")) if outcome.exists() else None
    return dict((written or {}).get("given", {}))


def options(beside: dict[str, Any]) -> ImportOptions:
    """Return the options of a case; one that the case leaves empty is not given."""
    said = {**USUAL, **beside}
    points = (said["points"],) if said["points"] else ()
    return ImportOptions(bank=said["bank"] or None, points=points, difficulty=said["difficulty"])


def with_earlier_file(root: Path, name: str) -> Path:
    """Write the course below `root`, into which another file was imported before."""
    shutil.copytree(COURSE, root)
    earlier = FOLDER / name
    plan = plan_import(root, read_file(earlier), options(given(earlier)))
    assert not plan.refused
    assert apply(root, plan, earlier.name) == ()
    return root


def outcome(file: Path, root: Path, check: Check | None = None) -> str:
    """Return the outcome of a case as it is written beside the file: all of it.

    `check` is called in the place of a check from scratch.
    """
    beside = given(file)
    imported = read_file(file)
    plan = plan_import(root, imported, options(beside), check=check)
    coming = [one for one in plan.questions if one.state != "same"]
    parts: dict[str, Any] = {
        "given": beside,
        "problems": list(problem_lines(plan.problems)),
        "warnings": list(problem_lines([one for one in plan.warnings if one.rule != UNFINISHED])),
        "notes": list(imported.notes),
        "questions": [] if plan.refused else list(map(_shown, coming)),
    }
    said = {name: part for name, part in parts.items() if part}
    return yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=120)


def _shown(question: PlannedQuestion) -> dict[str, Any]:
    """Return all that is planned for a question; one that is there already says only that."""
    about = {"place": question.place, "label": question.label}
    if question.state == "already":
        return {**about, "already": question.already}
    parts = {
        "state": question.state if question.state != "new" else "",
        "bank": question.bank,
        "fields": dict(question.fields),
        "missing": list(question.missing),
        "suggested": [one.point for one in question.suggested],
        "inferences": [f"{one.place}：{one.message} [{one.kind}]" for one in question.inferences],
    }
    return {**about, **{name: part for name, part in parts.items() if part}}
