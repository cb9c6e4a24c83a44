"""Move files that a unit put among those of the course into its own folder, and keep links to them right."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from course.edit.reorder import document_of
from course.load.attachments import ATTACHMENTS
from course.load.unit import LOCAL_BANKS, LOCAL_FILES, LOCAL_PAGES
from course.model.bank import LOCAL_PREFIX

Files = Mapping[str, bytes]

_STUDY = "docs/study/"
# Where an address begins in Markdown and in HTML; what follows up to its end, `#` or `?` is the path.
_ADDRESS = re.compile(
    r"""(\]\(<?|^\[[^\]\n]+\]:[ ]*<?|\b(?:src|href)=["'])([^\s)>"'#?:]+)(?=[\s)>"'#?])""", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Moved:
    """The course without the files that moved, these by their new paths, and why others stay where they are."""

    course: Files
    local: Files
    staying: Mapping[str, str]


def as_local(added: Files, course: Files) -> Moved:
    """Move what the unit added to a course into `local`, where it can hold that."""
    places = {path: place for path in added if (place := _place(path, added[path]))}
    twice = {place for place in places.values() if [*places.values()].count(place) > 1}
    places = {path: place for path, place in places.items() if place not in twice}
    sites = {_site(path): _site(place) for path, place in places.items()}
    staying = {path: _why(path) for path in added if path not in places}
    kept = {**course, **{path: added[path] for path in staying}}
    return Moved(
        {path: _relinked(content, path, path, sites) for path, content in kept.items()},
        {place: _relinked(added[path], path, place, sites) for path, place in places.items()},
        staying,
    )


def _place(path: str, content: bytes) -> str:
    """Return where a file belongs in `local`, nothing if it cannot move."""
    name = posixpath.basename(path)
    if path.startswith("docs/") and posixpath.splitext(name)[1].lower() in ATTACHMENTS:
        return f"{LOCAL_FILES}/{path.removeprefix('docs/')}"
    if path.startswith("docs/") and name.endswith(".md") and not path.startswith(_STUDY):
        return f"{LOCAL_PAGES}/{name}"
    if posixpath.dirname(path) == "quizzes" and name.endswith(".yml") and _is_local_bank(content, path):
        return f"{LOCAL_BANKS}/{LOCAL_PREFIX}{name.removeprefix(LOCAL_PREFIX)}"
    return ""


def _is_local_bank(content: bytes, path: str) -> bool:
    """Return whether all ids in a bank are such as only a unit gives: another id would be a new question there."""
    value = document_of(content.decode(errors="replace"), path).value
    questions = value.get("questions") if isinstance(value, dict) else None
    items = questions if isinstance(questions, tuple) else ()
    names = [item.get("id") if isinstance(item, dict) else None for item in items]
    return bool(names) and all(name is None or str(name).startswith(LOCAL_PREFIX) for name in names)


def _why(path: str) -> str:
    if path.startswith(_STUDY):
        return "本单位加的学习页，local 里放不下，留在原处"
    if path.startswith("quizzes/"):
        return f"本单位加的。题号不以 {LOCAL_PREFIX} 开头，换了题号就对不上学员的记录，所以留在原处"
    return "本单位加的，local 里没有放它的地方，留在原处"


def _site(path: str) -> str:
    """Return where a file is on the site."""
    if path.startswith(f"{LOCAL_PAGES}/"):
        return f"local/{posixpath.basename(path)}"
    return path.removeprefix("docs/")


def _relinked(content: bytes, old: str, new: str, sites: Mapping[str, str]) -> bytes:
    """Return a page with its links to files that moved, and all its links if it moved itself, made right."""
    if not old.endswith(".md") or not sites:
        return content

    def relink(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(_site(old)), match[2]))
        if match[2].startswith("/") or (old == new and target not in sites):
            return match[0]
        return match[1] + posixpath.relpath(sites.get(target, target), posixpath.dirname(_site(new)) or ".")

    return _ADDRESS.sub(relink, content.decode(errors="surrogateescape")).encode(errors="surrogateescape")
