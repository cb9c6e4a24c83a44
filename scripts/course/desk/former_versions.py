"""Questions as they were when they were approved: a review holds an answer version only, the text lies elsewhere."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from markupsafe import Markup

from course.desk.question_view import QuestionView, Viewing
from course.edit.base import read_base
from course.edit.course_files import text_of
from course.errors import RefusedError
from course.journal import changes
from course.load.banks import read_bank
from course.model.bank import BankFile, answer_version
from course.publish.package import Package, archives_in, open_package
from course.release.manifest import SITE

_PUSHED = re.compile(r"\.push\((.*)\);\s*$", re.DOTALL)
_MOST_RELEASES = 10
"""How many releases are searched, the latest first."""


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """A question in an earlier answer version, and where it was found (Chinese)."""

    view: QuestionView
    source: str


def former_versions(
    root: Path, bank: BankFile, wanted: Mapping[str, str], viewing: Viewing
) -> dict[str, FormerVersion]:
    """Return earlier texts of questions of a bank by their ids; `wanted` has the answer version of each.

    A question whose text in that version lies nowhere is missing.
    """
    found: dict[str, FormerVersion] = {}
    for source, questions in _sources(root, bank, viewing):
        for name, version, view in questions:
            # A view is made only of what is wanted: a bank may have hundreds of questions.
            if wanted.get(name) == version and name not in found and (made := view()):
                found[name] = FormerVersion(made, source)
        if len(found) == len(wanted):
            break
    return found


_Versions: TypeAlias = Iterator[tuple[str, str, Callable[[], QuestionView | None]]]


def _sources(root: Path, bank: BankFile, viewing: Viewing) -> Iterator[tuple[str, _Versions]]:
    """Yield where earlier texts of a bank lie, the likeliest and quickest first."""
    with suppress(RefusedError):
        for change in changes(root):
            for content in (file.before for file in change.files if file.path == bank.path and file.before):
                yield f"‘{change.title}’以前", _in_bank(text_of(content), bank, viewing)
    with suppress(RefusedError):
        base = (read_base(root) or {}).get(bank.path)
        if base is not None:
            yield "课程刚交付时的底稿", _in_bank(text_of(base), bank, viewing)
    for package in _packages(root / "dist"):
        with suppress(RefusedError, OSError, ValueError, KeyError, zipfile.BadZipFile):
            yield f"{package.manifest.label} 版的发布包", iter(list(_in_release(package, bank)))


def _in_bank(text: str, bank: BankFile, viewing: Viewing) -> _Versions:
    former, _ = read_bank(text, bank.path)
    for question in former.questions:
        yield question.id or "", answer_version(question), partial(viewing.of_question, question)


def _packages(folder: Path) -> Iterator[Package]:
    for archive in archives_in(folder)[:_MOST_RELEASES]:
        with suppress(RefusedError, OSError):
            yield open_package(archive)


def _in_release(package: Package, bank: BankFile) -> _Versions:
    """Yield the questions of a bank as a release has them: its data for the player."""
    data = next((path for path in package.manifest.files if _is_data(path, bank)), None)
    if data is None:
        return
    with zipfile.ZipFile(package.archive) as packed:
        script = packed.read(SITE + data).decode()
    pushed = _PUSHED.search(script)
    for question in json.loads(pushed[1])["questions"] if pushed else ():
        view = QuestionView(json.dumps(question, ensure_ascii=False), Markup(""))
        yield str(question["id"]), str(question["version"]), partial(_same, view)


def _same(view: QuestionView) -> QuestionView:
    return view


def _is_data(path: str, bank: BankFile) -> bool:
    """Return whether a file of a released site has a bank's data: its name holds a hash."""
    place = PurePosixPath(path)
    return str(place.parent) == "quizzes/data" and place.name.split(".")[0] == bank.name and place.suffix == ".js"
