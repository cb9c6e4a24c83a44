"""Convert the course files of an older project folder to the present format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.edit.question_yaml import in_braces
from course.errors import RefusedError
from course.load.attachments import ATTACHMENTS
from course.load.course import RESERVED
from course.model.placeholders import PLACEHOLDERS
from course.text.yaml_reader import read

_TEXTS = frozenset((".md", ".yml", ".txt"))
_TOP = re.compile(r"^([a-z]+):", re.MULTILINE)
_ADDED_NOW = re.compile(r'^--8<-- "(?:opening|self-check|closing)/[^"\n]+"[ \t]*\n\n?', re.MULTILINE)
_INCLUDE = re.compile(r'^--8<-- "([a-z-]+)\.md"[ \t]*$', re.MULTILINE)
_SCHEMA = re.compile(r"(# yaml-language-server: \$schema=)\S*?([a-z]+\.json)")
# With what the locator of an inner place goes on after that of the place around it.
_INNER = re.compile(r"[（(·.\-第]|(?<=[^0-9])[0-9]")


def in_present_format(
    files: Mapping[str, bytes], present: str, course_id: str = ""
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return a course's files by path as the program has them now, and the paths of those that it has no more.

    What older courses did not say themselves (roles, sections and the like) is taken from `present`, the `course.yml` of
    the new version; so is the id, if the titles are the same and `course_id` is empty. Raises RefusedError if there is none.
    """
    left = tuple(path for path in files if _is_left(path))
    result = {path: _migrated(path, content) for path, content in files.items() if path not in left}
    text = course_yml(_text(files["course.yml"]), present, course_id)
    if text != _text(files["course.yml"]):
        result["course.yml"] = text.encode()
    return result, left


def course_yml(old: str, present: str, course_id: str = "") -> str:
    """Return an older `course.yml` in the present format, completed by what only the `present` one says."""
    before, now = _blocks(old), _blocks(present)
    if "id" in before and "locator:" not in before.get("outline", ""):
        return old
    blocks = {key: block for key, block in now.items() if key not in {"paths", "about", "copy", "colour", "title"}}
    if course_id:
        blocks["id"] = f"id: {course_id}\n"
    elif "id" not in before and _title(old) != _title(present):
        raise RefusedError("旧的 course.yml 里没有编号（id）。请加上 --id 编号：小写字母、数字和短横线，定下以后不再改")
    blocks |= before
    if "locator:" in before.get("outline", ""):
        blocks["outline"] = "outline:\n" + "".join(_outline_lines(_nested(old), 2))
    order = [*now, *(key for key in blocks if key not in now)]
    return "".join(blocks[key] for key in order if key in blocks)


def _is_left(path: str) -> bool:
    """Return whether a file belongs to the program, or is none that a course has."""
    if path.startswith("docs/"):
        known = Path(path).suffix.lower() in {".md", *ATTACHMENTS}
        return not known or path.removeprefix("docs/").startswith(RESERVED)
    return path.startswith("quizzes/schema/")


def _migrated(path: str, content: bytes) -> bytes:
    if Path(path).suffix not in _TEXTS:
        return content
    before = _text(content)
    if path.endswith(".yml"):
        up = "../" * path.count("/")
        text = _SCHEMA.sub(rf"\g<1>{up}build/schema/\g<2>", before)
    else:
        page = path.removeprefix("docs/")
        text = _INCLUDE.sub(lambda line: _placeholder(line, page), _ADDED_NOW.sub("", before))
    # A file without anything of the past stays as it is, to the byte.
    return content if text == before else (text.rstrip("\n") + "\n").encode(errors="surrogateescape")


def _placeholder(line: re.Match[str], page: str) -> str:
    return f"{{{{ {line[1]} }}}}" if PLACEHOLDERS.get(line[1]) == page else line[0]


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", errors="surrogateescape").replace("\r\n", "\n")


def _title(text: str) -> object:
    document, _ = read(text, "course.yml")
    return document.value.get("title") if isinstance(document.value, dict) else None


def _blocks(text: str) -> dict[str, str]:
    """Return the parts of a YAML file by their top-level keys, each with the comment above it."""
    blocks: dict[str, str] = {}
    key, waiting = "", ""
    for line in text.splitlines(keepends=True):
        top = _TOP.match(line)
        if top:
            key, blocks[top[1]], waiting = top[1], waiting + line, ""
        elif line.startswith("#") or not key:
            waiting += line
        else:
            blocks[key] += waiting + line
            waiting = ""
    return {name: block if block.endswith("\n") else f"{block}\n" for name, block in blocks.items()}


@dataclass(frozen=True, slots=True)
class _Place:
    label: str
    title: str
    parts: "list[_Place]"


def _nested(text: str) -> list[_Place]:
    """Return the flat outline of older courses as a tree."""
    document, _ = read(text, "course.yml")
    items = document.value.get("outline") if isinstance(document.value, dict) else None
    roots: list[_Place] = []
    above: list[tuple[str, _Place]] = []
    for item in items if isinstance(items, tuple) else ():
        if not isinstance(item, dict):
            continue
        locator, title = str(item.get("locator", "")), str(item.get("title", ""))
        while above and not (locator.startswith(above[-1][0]) and _INNER.match(locator, len(above[-1][0]))):
            above.pop()
        place = _Place(locator.removeprefix(above[-1][0]) if above else locator, title, [])
        (above[-1][1].parts if above else roots).append(place)
        above.append((locator, place))
    return roots


def _outline_lines(places: list[_Place], indent: int) -> Iterator[str]:
    space = " " * indent
    for place in places:
        label = f"'{place.label}'" if place.label[:1].isdigit() else in_braces(place.label)
        title = in_braces(place.title)
        if place.parts:
            yield f"{space}- label: {label}\n{space}  title: {title}\n{space}  parts:\n"
            yield from _outline_lines(place.parts, indent + 4)
        else:
            yield f"{space}- {{label: {label}, title: {title}}}\n"
